"""Formulas of one's own: what is read, what is refused and where, and their slopes."""

from __future__ import annotations

import json
import warnings
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from pydantic import ValidationError

import engine
from engine.activations.own import RANGE
from engine.datasets import points
from engine.errors import FormulaError
from engine.formulas import (
    DEEPEST,
    FUNCTIONS,
    LONGEST,
    calls,
    corners,
    name,
    printed,
    read,
    slope,
    unsound,
    value,
)
from tests.engine.specs import spec

Z, PLANE = ("z",), ("x1", "x2")


def at(text: str, **names: float) -> float:
    given = {each: np.array([float(number)]) for each, number in names.items()}
    return float(value(read(text, tuple(names)), given)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2*z", 7), ("(1+2)*z", 9), ("2 - 3 - z", -4), ("12/2/z", 2), ("-z^2", -9),
        ("(-z)^2", 9), ("2^z^2", 512), ("2**z", 8), ("2^-z", 0.125), ("--z", 3), ("+z", 3),
        ("z²", 9), ("(z+1)³", 64), ("z⁴", 81), ("z¹⁰", 3**10), ("2*z⁻¹", 2 / 3), ("-z⁰", -1),
        ("z^2²", 81), ("-z²", -9), ("2·z×2÷4", 3), ("z − 1", 2), ("1e2*z", 300),
        (".5*z", 1.5), ("5.*z", 15), ("pi*z", 3 * np.pi), ("π*z", 3 * np.pi), ("e^z", np.exp(3)),
        ("max(1, z, 2)", 3), ("min(1,z)", 1), ("abs(-z)", 3), ("relu(z)", 3), ("sign(-z)", -1),
        ("step(z-3)", 1), ("step(z-4)", 0), ("ln(z)", np.log(3)), ("log(z)", np.log(3)),
        ("arctan(z)", np.arctan(3)), ("sigmoid(z)", 1 / (1 + np.exp(-3))),
        ("softplus(z)", np.log1p(np.exp(3))), ("sqrt(z)", 3**0.5), ("tan(z)", np.tan(3)),
        (" exp ( z ) ", np.exp(3)), ("cos(z)+sin(z)", np.cos(3) + np.sin(3)), ("0.5^z", 0.125),
    ],
)  # fmt: skip
def test_what_is_read_is_what_is_meant(text: str, expected: float) -> None:
    assert at(text, z=3) == pytest.approx(expected, rel=1e-12)


REFUSED = [
    ("", "formula_ends", {}),
    ("  ", "formula_ends", {}),
    ("x1 +", "formula_ends", {}),
    ("sin(", "formula_ends", {}),
    ("9**9**9**9", "formula_constant", {"names": "x1, x2"}),
    ("().__class__", "formula_sign", {"at": 3}),
    ("x1.__class__", "formula_sign", {"at": 3}),
    ("__import__('os')", "formula_sign", {"at": 1}),
    ("x1 if 1 else 2", "formula_no_sign", {"at": 4}),
    ("0x10", "formula_no_sign", {"at": 2}),
    ("2x1", "formula_no_sign", {"at": 2}),
    ("x1(2)", "formula_no_sign", {"at": 3}),
    ("(x1)(x2)", "formula_no_sign", {"at": 5}),
    ("(x1 x2)", "formula_no_sign", {"at": 5}),
    ("1_0", "formula_sign", {"at": 2}),
    ("√x1", "formula_sign", {"at": 1}),
    ("  ｘ1", "formula_sign", {"at": 3}),
    ("x1 + \x00", "formula_sign", {"at": 6}),
    ("x1 = 2", "formula_sign", {"at": 4}),
    ("x1 + * x2", "formula_value", {"at": 6}),
    ("²", "formula_value", {"at": 1}),
    ("x1⁻", "formula_sign", {"at": 3}),
    ("x1 + x2" + "⁹" * 40, "formula_number", {"at": 8}),
    ("sin x1", "formula_one_value", {"at": 1, "function": "sin"}),
    ("1 + sin(x1, x2)", "formula_one_value", {"at": 5}),
    ("max(x1)", "formula_two_values", {"at": 1, "function": "max"}),
    ("sine(x1)", "formula_name", {"at": 1, "near": "sin"}),
    ("x1 + X2", "formula_name", {"at": 6, "near": "x2"}),
    ("z", "formula_name", {"at": 1, "hint": "no_near_name"}),
    ("eval(x1)", "formula_name", {"at": 1}),
    ("(x1", "formula_unclosed", {"at": 1}),
    ("x1)", "formula_unopened", {"at": 3}),
    ("1,5*x1", "formula_comma", {"at": 2}),
    ("(1,5)*x1", "formula_comma", {"at": 3}),
    ("1e999*x1", "formula_number", {"at": 1}),
    ("(" * 10_000 + "x1", "formula_long", {"most": LONGEST}),
    ("(" * (DEEPEST + 1) + "x1" + ")" * (DEEPEST + 1), "formula_deep", {"at": DEEPEST + 1}),
    ("-" * (DEEPEST + 1) + "x1", "formula_deep", {"at": DEEPEST + 1}),
    ("x1" + "^x1" * (DEEPEST + 1), "formula_deep", {"most": DEEPEST}),
    ("x1" + "+1" * 90, "formula_large", {"most": 60}),
]


@pytest.mark.parametrize(("text", "code", "params"), REFUSED)
def test_what_is_no_formula_is_refused_with_the_position(
    text: str, code: str, params: dict[str, object]
) -> None:
    with pytest.raises(FormulaError) as refused:
        read(text, PLANE)
    sentence = refused.value.sentence
    assert sentence.code == code
    assert sentence.params.items() >= params.items()
    if len(text) > 8:
        assert text not in sentence.detail


def test_the_deepest_and_the_longest_are_read() -> None:
    assert printed(read("(" * DEEPEST + "x1" + ")" * DEEPEST, PLANE)) == "x₁"
    assert printed(read("x1" + " " * (LONGEST - 2), PLANE)) == "x₁"


@pytest.mark.parametrize(
    ("text", "formula", "derivative"),
    [
        ("max(0,z)+0.1*min(0,z)", "max(0, z) + 0.1 min(0, z)",
         "(1 for z > 0, otherwise 0) + (0.1 for z < 0, otherwise 0)"),
        ("relu(z)", "max(0, z)", "1 for z > 0, otherwise 0"),
        ("exp(-z^2)", "e^(−z²)", "−2 z e^(−z²)"),
        ("1/(1+exp(-z))", "1 / (1 + e⁻ᶻ)", "e⁻ᶻ / (1 + e⁻ᶻ)²"),
        ("sqrt(z^2+1)", "√(z² + 1)", "z / √(z² + 1)"),
        ("z*sigmoid(z)", "z sigmoid(z)", "sigmoid(z) + z sigmoid(z) (1 − sigmoid(z))"),
        ("(z^2)^3", "(z²)³", "6 (z²)² z"),
        ("2-(z-1)-(3-z)", "2 − (z − 1) − (3 − z)", "0"),
        ("abs(z)^1.5", "|z|^(1.5)", "1.5 |z|^(0.5) sign(z)"),
        ("z*-2", "z (−2)", "−2"),
        ("sin(z)*cos(z)", "sin(z) cos(z)", "cos(z) cos(z) − sin(z) sin(z)"),
        ("z/(2*(z^2+1))", "z / (2 (z² + 1))",
         "(2 (z² + 1) − 4 z z) / (2 (z² + 1))²"),
    ],
)  # fmt: skip
def test_it_is_printed_as_in_a_book(text: str, formula: str, derivative: str) -> None:
    assert printed(read(text, Z)) == formula
    assert printed(slope(read(text, Z))) == derivative


def any_formula(random: np.random.Generator, depth: int = 4) -> str:
    """A formula in z, drawn by chance."""
    if depth == 0 or random.random() < 0.15:
        return "z" if random.random() < 0.7 else f"{random.uniform(0.2, 3):.2f}"
    kind = random.choice(["sign", "function", "power", "minus"], p=[0.5, 0.35, 0.1, 0.05])
    inner = any_formula(random, depth - 1)
    if kind == "minus":
        return f"(-{inner})"
    if kind == "power":
        return f"({inner})^{random.choice(['2', '3', '4', '5', '1.5', '(-1)'])}"
    if kind == "sign":
        return f"({inner} {random.choice(list('+-*/'))} {any_formula(random, depth - 1)})"
    word = random.choice(sorted(FUNCTIONS))
    more = f", {any_formula(random, depth - 1)}" if FUNCTIONS[word] == 2 else ""
    return f"{word}({inner}{more})"


def test_slopes_and_calls_of_many_formulas() -> None:
    """Slopes are those that differences have, and the calls of the training loop find what the
    plain way finds, in both precisions."""
    random, seen = np.random.default_rng(7), 0
    near = (("z", -2.0, 2.0),)
    while seen < 120:
        text = any_formula(random)
        try:
            tree = read(text, Z)
        except FormulaError:
            continue
        derivative = slope(tree)
        if unsound(tree, near) or unsound(derivative, near):
            continue
        seen += 1
        z = random.uniform(-2, 2, (3, 40))
        bends = np.array(corners(tree, near))
        g, dg = value(tree, {"z": z}), value(derivative, {"z": z})
        above, below = (value(tree, {"z": z + side * 1e-6}) for side in (1, -1))
        curving = np.abs(value(derivative, {"z": z + 1e-4}) - value(derivative, {"z": z - 1e-4}))
        clear = (np.abs(g) < 1e3) & (curving < 0.05 * (1 + np.abs(dg)))
        if len(bends):
            clear &= (np.abs(z[..., np.newaxis] - bends) > 1e-3).all(axis=-1)
        differences = (above - below) / 2e-6
        assert_allclose(dg[clear], differences[clear], rtol=1e-3, atol=1e-4, err_msg=text)
        for dtype, rtol in (("float64", 1e-12), ("float32", 1e-6)):
            given = z.astype(dtype)
            a, found = np.full_like(given, np.nan), np.full_like(given, np.nan)
            made = calls(tree, {name("z"): given}, a)
            made += calls(derivative, {name("z"): given, tree: a}, found)
            for _ in range(2):
                with np.errstate(all="ignore"):
                    for call in made:
                        call()
            assert_allclose(a, value(tree, {"z": given}), rtol=rtol, atol=rtol, err_msg=text)
            plain = value(derivative, {"z": given})
            scale = 1 + np.abs(plain).max()
            assert_allclose(found / scale, plain / scale, rtol=rtol, atol=10 * rtol, err_msg=text)


@pytest.mark.parametrize(
    ("text", "names", "place"),
    [
        ("1/z", Z, {"z": 0}), ("1/(z-0.123)", Z, {"z": 0.123}), ("z^-2", Z, {"z": 0}),
        ("1/abs(z-0.123)", Z, {"z": 0.123}), ("log(abs(z-1.1234))", Z, {"z": 1.1234}),
        ("tan(z)", Z, {"z": -np.pi / 2}),
        ("sin(z)/z", Z, {"z": 0}), ("log(z)", Z, {"z": 0}), ("exp(exp(z))", Z, {"z": 4.52}),
        ("1/x1", PLANE, {"x1": 0, "x2": 0}), ("log(x1)", PLANE, {"x1": 0, "x2": 0}),
        ("1/((x1-1.234)^2+(x2+2.345)^2)", PLANE, {"x1": 1.234, "x2": -2.345}),
        ("sqrt((x1-1.23)^2+(x2-2.34)^2-0.0001)", PLANE, {"x1": 1.23, "x2": 2.34}),
        ("exp(exp(x1*10))", PLANE, {"x1": 0.6, "x2": 0}),
    ],
)  # fmt: skip
def test_the_place_is_found_where_a_formula_is_not_finite(
    text: str, names: tuple[str, ...], place: dict[str, float]
) -> None:
    ranges = RANGE if names == Z else tuple((each, -6.0, 6.0) for each in names)
    found = dict(unsound(read(text, names), ranges) or ())
    assert found.keys() == place.keys()
    for each, number in found.items():
        assert number == pytest.approx(place[each], abs=0.02)


@pytest.mark.parametrize(
    "text", ["atan((z + 1.0123)/0)", "atan(1/0) + z", "(sin(z)/2)^(1/0)", "z + log(-1)", "z/(0*z)"]
)
def test_a_number_that_is_none_within_a_formula_is_found(text: str) -> None:
    assert unsound(read(text, Z), RANGE)
    with pytest.raises(ValidationError):
        engine.entry_of("activations", own(text))


def test_whatever_is_typed_is_shown_or_refused() -> None:
    random = np.random.default_rng(11)
    words = [*FUNCTIONS, "z", "x1", "x2", "pi", "e", "(", ")", "(", ")", ",", "+", "-", "*", "/",
             "^", "**", "²", "0", "1", "2.5", "1e9", ".", "$", " ", "é", "lambda"]  # fmt: skip
    texts = ["".join(random.choice(words, random.integers(1, 12))) for _ in range(150)]
    texts += [any_formula(random).replace("z", random.choice(["z", "x1"])) for _ in range(60)]
    seen, places = {"shown": 0, "refused": 0}, set()
    with warnings.catch_warnings(action="error"):
        for text in texts:
            for family in ("activations", "inputs", "datasets"):
                try:
                    entry = engine.entry_of(family, own(text))
                except ValidationError as refused:
                    seen["refused"] += 1
                    places |= {fault["loc"][-1] for fault in refused.errors()}
                else:
                    seen["shown"] += 1
                    json.dumps(entry, allow_nan=False)
    assert min(seen.values()) > 40
    assert places == {"expression"}


@pytest.mark.parametrize(
    "text",
    ["1/exp(z)", "sqrt(z^2)", "sqrt(z*tanh(z))", "log(1+exp(z))", "1/(z^2+0.01)", "z/(1+abs(z))",
     "2^z", "abs(z)^1.5", "1/(2+sin(z)*cos(z))", "max(0,z)^0.5"],
)  # fmt: skip
def test_a_formula_that_is_finite_is_let_be(text: str) -> None:
    assert unsound(read(text, Z), RANGE) is None


@pytest.mark.parametrize(
    ("text", "where"),
    [("max(0,z)", [0]), ("abs(z-1)+step(z+0.3)", [-0.3, 1]), ("max(0,z)^2", []), ("z*abs(z)", []),
     ("min(z,z^3)", [-1, 0, 1]), ("sin(z)", []), ("sign(z)", [0])],
)  # fmt: skip
def test_corners_are_where_there_is_no_slope(text: str, where: list[float]) -> None:
    assert corners(read(text, Z), (("z", -5.0, 5.0),)) == pytest.approx(where, abs=1e-6)


def test_of_many_corners_the_nearest_are_told() -> None:
    told = engine.entry_of("activations", own("abs(sin(4*z))"))["corners"]
    assert len(told) == 10
    assert told == pytest.approx(
        np.pi / 4 * np.arange(round(told[0] * 4 / np.pi), 6)[:10], abs=1e-6
    )
    assert max(map(abs, told)) < 4
    assert len(corners(read("abs(sin(exp(z)))", Z), RANGE)) > 100


def own(text: str) -> dict[str, Any]:
    return {"kind": "formula", "expression": text}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("z", "linear"), ("max(0, z)", "relu"), ("step(z)", "step"), ("1/(1+exp(-z))", "sigmoid"),
     ("max(0,z)+0.2*min(0,z)", "leaky_relu"), ("z/(1+abs(z))", "softsign"),
     ("log(1+exp(z))", "softplus"), ("max(-1, min(1, z))", "hard_tanh")],
)  # fmt: skip
def test_a_known_activation_typed_anew_trains_to_the_same_numbers(text: str, kind: str) -> None:
    finals = []
    for activation in (own(text), kind):
        network = {"hidden_layers": [4, {"units": 3, "activation": "tanh"}, 2]}
        states = [
            engine.init(spec(network=network | {"activation": activation, "seed": seed}))
            for seed in range(4)
        ]
        alone = engine.advance(states[0], epochs=2)
        together = engine.advance_many(states, epochs=2)[0]
        frame = engine.observe(alone)
        finals.append((alone.parameters, together.parameters, *frame.gradient_norms, frame.dead))
    for one, other in zip(*finals):
        assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", ["tanh", "sigmoid", "silu", "gaussian", "softsign", "relu", "sin"])
def test_what_counts_as_flat_is_what_does_for_its_like(kind: str) -> None:
    typed = {"tanh": "tanh(z)", "sigmoid": "sigmoid(z)", "silu": "z*sigmoid(z)", "relu": "relu(z)",
             "gaussian": "exp(-z^2)", "softsign": "z/(1+abs(z))", "sin": "sin(z)"}  # fmt: skip
    limits = [
        spec(network={"activation": activation}).network.hidden_layers[0].activation.flat_limit()
        for activation in (own(typed[kind]), kind)
    ]
    assert limits[0] == (None if limits[1] is None else pytest.approx(limits[1], rel=0.01))


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("1/z", "formula_not_finite", "at z = 0, and should have one for z from -20 to 20."),
        ("sqrt(abs(z))", "formula_slope_not_finite", "Its slope is not finite at z = 0,"),
        ("x1", "formula_name", "position 1"),
        ("3", "formula_constant", "depend on z."),
    ],
)
def test_an_activation_that_cannot_be_is_refused(text: str, code: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        spec(network={"activation": own(text), "hidden_layers": [2]})
    for error in refused.value.errors():
        assert (error["type"], error["loc"][-1]) == (code, "expression")
        assert said in error["msg"]


def inputs(*texts: str, **data: Any) -> engine.Spec:
    return spec(data, {"inputs": ["x1", *map(own, texts)], "hidden_layers": [3]})


def test_an_input_typed_anew_trains_to_the_same_numbers() -> None:
    finals = []
    for typed, known in (("x1^2", "x1_squared"), ("sin(x2)", "sin_x2"), ("x1*x2", "x1_x2")):
        for given in (own(typed), known):
            states = [
                engine.init(spec(network={"inputs": ["x2", given], "seed": seed}))
                for seed in range(4)
            ]
            alone = engine.advance(states[0], epochs=2)
            together = engine.advance_many(states, epochs=2)[0]
            traced = engine.trace(alone, (1.5, -0.5), 1)
            finals.append((alone.parameters, together.parameters, np.array(traced.inputs)))
    for one, other in zip(finals[::2], finals[1::2]):
        for ours, theirs in zip(one, other):
            assert_allclose(ours, theirs, rtol=1e-9)


def test_inputs_are_said_and_read_back_as_they_were_given() -> None:
    made = inputs("x1^2", "x2 / 2")
    said = made.model_dump(mode="json")["network"]["inputs"]
    assert said == ["x1", own("x1^2"), own("x2 / 2")]
    assert engine.Spec.model_validate(made.model_dump()) == made
    assert engine.Spec.model_validate_json(made.model_dump_json()) == made


POSITIVE = {"kind": "points", "points": [[1, 2, 0], [2, 3, 1], [3, 1, 0], [4, 1, 1]]}


def test_an_input_has_to_be_finite_on_the_plane_of_the_data() -> None:
    with pytest.raises(ValidationError) as refused:
        inputs("x1 + x2", "1/x1", "sqrt(x2)")
    faults = {fault["loc"]: fault for fault in refused.value.errors()}
    assert set(faults) == {("network", "inputs", k, "expression") for k in (2, 3)}
    assert "at x1 = 0, x2 = 0, and should have one for x1 from -8 to 8" in str(refused.value)
    network = {"inputs": [own("log(x1)")], "hidden_layers": [2]}
    engine.Spec.model_validate({"data": POSITIVE, "network": network})
    with pytest.raises(ValidationError, match=r"x1 from -1\.78885 to 1\.78885"):
        engine.Spec.model_validate({"data": POSITIVE | {"scaling": "standard"}, "network": network})


def test_a_check_draws_no_more_points_than_it_needs() -> None:
    data = {"kind": "pass_class", "n": 10**12}
    made = engine.Spec.model_validate({"data": data, "network": {"inputs": [own("x1*x2")]}})
    assert made.data.n == 10**12


def test_data_by_a_formula_are_told_apart_and_valued_by_it() -> None:
    for kind, loss in (("formula", "binary_crossentropy"), ("formula_values", "huber")):
        data = {"kind": kind, "expression": "log(x1 + 6.5) - x2^2/9", "n": 400}
        made = spec(data | {"noise": 0.0}, training={"loss": loss}).data
        x1, x2 = points(made).x
        expected = np.log(x1 + 6.5) - x2**2 / 9
        if made.classes:
            expected = (expected > 0).astype(float)
            assert 0 < expected.mean() < 1
        assert_allclose(points(made).labels, expected, rtol=1e-12)
        # Noise takes some points beyond the plane, where the formula has no value.
        noisy = points(spec(data | {"noise": 0.5}, training={"loss": loss}).data)
        assert np.isfinite(noisy.labels).all()
        assert np.abs(noisy.x).max() <= 6
        state = engine.init(spec(data | {"noise": 0.2}, training={"loss": loss}))
        later = engine.advance(state, epochs=5).history
        assert later.last()["loss"] < later.values[0, 0]


def test_values_by_a_formula_may_be_scaled() -> None:
    data = {"kind": "formula_values", "expression": "100*x1", "value_scaling": "standard"}
    drawn = points(spec(data, training={"loss": "huber"}).data)
    assert np.abs(drawn.labels).max() > 400
    assert np.abs(drawn.goals).max() < 3


@pytest.mark.parametrize("kind", ["formula", "formula_values"])
def test_data_by_what_is_not_finite_on_the_plane_are_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="value at x1 = 0, x2 = 0") as refused:
        spec({"kind": kind, "expression": "x2/x1"}, training={"loss": "huber"})
    assert [fault["loc"][-1] for fault in refused.value.errors()] == ["expression"]


def test_a_network_has_so_many_formulas_at_most() -> None:
    layers = [{"units": 2, "activation": own(f"{k}*z")} for k in range(1, 10)]
    network: dict[str, Any] = {"hidden_layers": layers + layers}
    network["inputs"] = [own(f"x1 + {k}") for k in range(3)]
    assert len(spec(network=network).network.hidden_layers) == 18
    network["inputs"].append(own("x2"))
    with pytest.raises(ValidationError, match="at most 12 formulas"):
        spec(network=network)
    with pytest.raises(ValidationError, match="at most 32"):
        spec(network={"inputs": [own(f"x1+{k}") for k in range(33)]})
    with pytest.raises(ValidationError, match="at most 256"):
        spec(network={"hidden_layers": [2] * 257})


def test_every_fault_of_a_network_is_told_at_its_place() -> None:
    layers = [{"units": 2, "activation": own("1/z")}, 2, {"units": 2, "activation": own("log(z)")}]
    with pytest.raises(ValidationError) as refused:
        spec(network={"hidden_layers": layers, "activation": "tanh", "inputs": [own("1/x2")]})
    assert {fault["loc"] for fault in refused.value.errors()} == {
        ("network", "hidden_layers", 0, "activation", "expression"),
        ("network", "hidden_layers", 2, "activation", "expression"),
        ("network", "inputs", 0, "expression"),
    }
