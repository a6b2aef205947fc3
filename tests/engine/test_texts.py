"""What the first texts print is entered as it is printed, and gives the printed numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from tests.engine.specs import equal, kinds, spec


def own(*points: tuple[float, ...], **more: Any) -> dict[str, Any]:
    """Data of these points."""
    return {"kind": "points", "points": points, **more}


def bare(
    data: dict[str, Any],
    network: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
) -> engine.Spec:
    """A spec in float64 of a network without hidden layers, unless it is said otherwise."""
    network = {"dtype": "float64", "hidden_layers": [], **(network or {})}
    return engine.Spec.model_validate(
        {"data": data, "network": network, "training": training or {}}
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_point_or_two_are_enough(count: int) -> None:
    points = [(0.5, -1.0, 0.0), (1.5, 2.0, 1.0), (-1.0, 0.0, 1.0)][:count]
    for names, loss in ((["no", "yes"], "hinge"), ([], "mean_squared_error")):
        asked = bare(own(*points, class_names=names), training={"loss": loss})
        state = engine.advance(engine.init(asked), epochs=3)
        assert (state.outcome, state.seen) == (None, 3 * count)
        assert state.history.values[-1, 0] < state.history.values[0, 0]
        engine.observe(state, 10, 10)


def test_a_batch_of_all_follows_the_size_of_the_data() -> None:
    for n in (20, 60):
        data = {"n": n, "test_fraction": 0.5}
        every = spec(data, training={"batch_size": "all"})
        assert engine.batches_per_epoch(every) == 1
        told = engine.advance(engine.init(every), epochs=3)
        counted = engine.advance(engine.init(spec(data, training={"batch_size": n // 2})), epochs=3)
        np.testing.assert_array_equal(told.parameters, counted.parameters)
        together = engine.advance_many([engine.init(every)] * 4, epochs=3)
        np.testing.assert_allclose(together[0].parameters, told.parameters, rtol=1e-12)
    parted = engine.advance(engine.advance(engine.init(every), samples=7), epochs=3)
    once = engine.advance(engine.init(every), samples=7)
    assert equal(parted, engine.advance(engine.advance(once, steps=1), epochs=2))
    assert engine.amend(told, batch_size=5).spec.training.batch_size == 5
    assert engine.amend(parted, batch_size="all").spec == every


@pytest.mark.parametrize(
    ("size", "code"), [("al", "whole_or_word"), (0, "greater_than_equal"), (1.5, "int_type")]
)
def test_a_batch_is_a_number_or_all(size: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        spec(training={"batch_size": size})
    (error,) = refused.value.errors()
    assert (error["loc"], error["type"]) == (("training", "batch_size"), code)


SUMMED = ["binary_crossentropy", "hinge", "squared_error_tanh", "squared_error_sigmoid"]


@pytest.mark.parametrize("kind", [*SUMMED, "mean_squared_error"])
def test_the_sum_over_three_outputs_is_three_times_their_mean(kind: str) -> None:
    states = []
    for over in ("mean", "sum"):
        # A step that is as many times as long leads to the same place.
        rate = 0.3 if over == "mean" else 0.1
        summed = spec(
            {"kind": "blobs", "n_classes": 3},
            training={
                "loss": {"kind": kind, "over_outputs": over},
                "optimizer": {"kind": "sgd", "learning_rate": rate},
            },
        )
        states.append(engine.advance(engine.init(summed), epochs=2))
    mean, summed_up = states
    np.testing.assert_allclose(summed_up.parameters, mean.parameters, rtol=1e-9, atol=1e-12)
    losses = [state.history.values[:, 0] for state in states]
    np.testing.assert_allclose(losses[1], 3 * losses[0], rtol=1e-9)
    traces = [engine.trace(mean, (1, 2), 1), engine.trace(summed_up, (1, 2), 1)]
    assert traces[1].loss == pytest.approx(3 * (traces[0].loss or 0))
    dz = [np.array(trace.layers[-1].dz) for trace in traces]
    np.testing.assert_allclose(dz[1], 3 * dz[0], rtol=1e-9)


# Matt Mazur, A Step by Step Backpropagation Example (2015): inputs .05 and .10 should give .01 and
# .99; both layers are sigmoids, and the error is the sum ½ Σ (target − output)².
MAZUR = {
    "data": own((0.05, 0.10, 0.01, 0.99), class_names=[], value_names=["o1", "o2"]),
    "network": {
        "hidden_layers": [2],
        "activation": "sigmoid",
        "dtype": "float64",
    },
    "training": {
        "loss": {"kind": "squared_error_sigmoid", "over_outputs": "sum"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.5},
        "batch_size": "all",
    },
}
W1 = [[0.15, 0.25], [0.20, 0.30], [0.35, 0.35]]
W2 = [[0.40, 0.50], [0.45, 0.55], [0.60, 0.60]]


def set_to(state: engine.State, *layers: list[list[float]]) -> engine.State:
    """The state with these weights, a row for each input and one more for the biases."""
    return engine.set_weights(
        state,
        [
            engine.Weight(layer=k, unit=unit, input=None if i == len(rows) - 1 else i, value=value)
            for k, rows in enumerate(layers)
            for i, row in enumerate(rows)
            for unit, value in enumerate(row)
        ],
    )


def mazur(**changes: dict[str, Any]) -> engine.State:
    """His network with his weights."""
    parts = {name: {**part, **changes.get(name, {})} for name, part in MAZUR.items()}
    return set_to(engine.init(engine.Spec.model_validate(parts)), W1, W2)


def test_mazur_forward_and_back() -> None:
    state = mazur()
    # Who is given the spec alone has his weights.
    assert equal(engine.init(engine.Spec.model_validate_json(state.spec.model_dump_json())), state)
    assert state.history.last()["loss"] == pytest.approx(0.298371109, abs=5e-10)
    assert engine.predict(state, [[0.05, 0.10]])[0] == pytest.approx(
        [0.75136507, 0.772928465], abs=5e-9
    )
    traced = engine.trace(state, (0.05, 0.10), (0.01, 0.99))
    hidden, output = traced.layers
    assert hidden.z[0] == pytest.approx(0.3775, abs=1e-12)
    assert hidden.a == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert traced.loss == pytest.approx(0.298371109, abs=5e-10)
    assert (output.dz or [])[0] == pytest.approx(0.138498562, abs=5e-10)
    assert (output.dW or [[]])[0][0] == pytest.approx(0.082167041, abs=5e-10)
    assert (hidden.dW or [[]])[0][0] == pytest.approx(0.000438568, abs=5e-10)
    new = traced.update and traced.update.layers
    assert new
    assert new[1].weights[:2] == [
        pytest.approx([0.35891648, 0.511301270], abs=5e-9),
        pytest.approx([0.408666186, 0.561370121], abs=5e-9),
    ]
    assert new[0].weights[:2] == [
        pytest.approx([0.149780716, 0.24975114], abs=5e-9),
        pytest.approx([0.19956143, 0.29950229], abs=5e-9),
    ]
    assert engine.next_point(state) == ((0.05, 0.10), [0.01, 0.99])


@pytest.mark.parametrize(
    "kind", ["mean_squared_error", "squared_error_sigmoid", "squared_error_tanh"]
)
def test_targets_are_any_numbers(kind: str) -> None:
    points = [(0.0, 1.0, 0.25, -0.5), (1.0, -1.0, -0.75, 0.125), (2.0, 0.5, 0.5, 3.0)]
    data = own(*points, class_names=[], value_names=["u", "v"])
    asked = bare(data, {"hidden_layers": [4]}, {"loss": {"kind": kind, "over_outputs": "sum"}})
    state = engine.init(asked)
    x, labels, train = engine.points_of(state)
    assert sorted(map(tuple, np.hstack([x, labels]).tolist())) == sorted(points)
    answers = engine.predict(state, x)
    missed = np.square(answers - labels)
    half = 1 if kind == "mean_squared_error" else 0.5
    assert state.history.last()["loss"] == pytest.approx(half * missed.sum() / train)
    shares = 1 - missed.sum(axis=0) / np.square(labels - labels.mean(axis=0)).sum(axis=0)
    assert state.history.last()["r2"] == pytest.approx(shares.mean())
    frame = engine.observe(state, 8, 8)
    assert (frame.confusion, frame.range) == (None, (-0.75, 3.0))
    many = engine.advance_many([state] * 4, epochs=3)
    later = engine.advance(state, epochs=3)
    np.testing.assert_allclose(many[0].parameters, later.parameters, rtol=1e-12)
    np.testing.assert_allclose(many[0].history.values, later.history.values, rtol=1e-12)
    assert equal(engine.load(engine.dump(later)), later)


@pytest.mark.parametrize(
    ("data", "loss", "code"),
    [
        ({"points": [(0, 0, 1, 2)]}, "mean_squared_error", "row_length"),
        ({"points": [(0, 0, 1), (0, 0, 1, 2)]}, "mean_squared_error", "row_length"),
        ({"value_names": ["a", "a"]}, "mean_squared_error", "values_repeated"),
        (
            {"points": [(0, 0, 1, 2)], "value_names": ["a", "b"], "value_scaling": "standard"},
            "mean_squared_error",
            "values_not_scaled",
        ),
        (
            {"points": [(0, 0, 1e308), (0, 0, -1e308)], "value_scaling": "standard"},
            "mean_squared_error",
            "values_too_far",
        ),
        ({"value_scaling": "standard"}, "squared_error_tanh", "values_beyond_output"),
        ({"points": [(0, 0)]}, "mean_squared_error", "too_short"),
    ],
)
def test_targets_that_make_no_sense(data: dict[str, Any], loss: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        bare(
            {"kind": "points", "points": [(0, 0, 1)], "class_names": [], **data},
            training={"loss": loss},
        )
    assert refused.value.errors()[0]["type"] == code


HIS_BIASES = [
    {"layer": 0, "input": "bias", "value": 0.35},
    {"layer": 1, "input": "bias", "value": 0.6},
]


def his_way(epochs: int) -> tuple[float, list[float]]:
    """His error and outputs after so many epochs as his program trains: biases stay, and the hidden
    layer's gradients are taken with the output's weights when these have been updated already."""
    (w1, b1), (w2, b2) = [(np.array(rows[:-1]), np.array(rows[-1])) for rows in (W1, W2)]
    x, t = np.array([0.05, 0.10]), np.array([0.01, 0.99])

    def forward() -> tuple[Any, Any]:
        h = 1 / (1 + np.exp(-(x @ w1 + b1)))
        return h, 1 / (1 + np.exp(-(h @ w2 + b2)))

    for _ in range(epochs):
        h, y = forward()
        dz = (y - t) * y * (1 - y)
        w2 = w2 - 0.5 * np.outer(h, dz)
        w1 = w1 - 0.5 * np.outer(x, (w2 @ dz) * h * (1 - h))
    y = forward()[1]
    return float(0.5 * np.square(y - t).sum()), y.tolist()


def test_mazur_learns_with_his_biases_left_alone() -> None:
    # The errors that he prints are his program's, which goes from layer to layer …
    assert his_way(1)[0] == pytest.approx(0.291027924, abs=5e-10)
    error, outputs = his_way(10_000)
    assert outputs == pytest.approx([0.015912196, 0.984065734], abs=5e-10)
    # He prints 0.0000351085 beside these outputs, which has a digit too many: theirs is this.
    assert error == pytest.approx(0.000035085, abs=5e-10)
    # … and the weights that he prints are those of his text, where all gradients are of the weights
    # before the step, as here. Their error is another in the seventh digit.
    once = engine.advance(mazur(training={"frozen": HIS_BIASES}), epochs=1)
    printed = [[0.149780716, 0.24975114], [0.19956143, 0.29950229], W1[2]]
    output = [[0.35891648, 0.511301270], [0.408666186, 0.561370121], W2[2]]
    told = set_to(mazur(), printed, output).history.last()["loss"]
    assert once.history.last()["loss"] == pytest.approx(told, abs=5e-10)
    assert told == pytest.approx(0.291027774, abs=5e-10)
    other = [*W1[:-1], W2[-1]]
    # Beside networks that begin with other weights it learns the same.
    others = [set_to(mazur(training={"frozen": HIS_BIASES}), W1, w2) for w2 in (W2, other, W2, W2)]
    together = engine.advance_many(others, epochs=1)
    np.testing.assert_allclose(together[2].parameters, once.parameters, rtol=1e-12)
    assert (frozen_of(together[1])[1] != frozen_of(once)[1])[:-1].all()
    later = engine.advance(once, epochs=9_999)
    assert later.history.last()["loss"] == pytest.approx(error, rel=1e-3)
    first, second = frozen_of(later)
    assert (first[-1].tolist(), second[-1].tolist()) == (W1[2], W2[2])


def frozen_of(state: engine.State) -> list[Any]:
    """The weights of a small network, layer by layer, as arrays (d_in + 1, d_out)."""
    return [block.copy() for block in engine.observe(state, 2, 2).blocks]


@pytest.mark.parametrize("optimizer", kinds("optimizers"))
def test_what_is_frozen_stays_whatever_trains_it(optimizer: str) -> None:
    settings = {"optimizer": {"kind": optimizer, "clip_norm": 0.5}, "regularizer": "l1_l2"}
    begun = engine.advance(engine.init(spec(training=settings)), epochs=2)
    frozen = [{"layer": 0}, {"layer": 1, "unit": 0, "input": 2}, {"layer": 2, "input": "bias"}]
    before = frozen_of(begun)
    still = engine.amend(begun, frozen=frozen)
    later = engine.advance(still, epochs=2)
    first, second, output = frozen_of(later)
    np.testing.assert_array_equal(first, before[0])
    moved = second != before[1]
    assert not moved[2, 0]
    assert moved.sum() == moved.size - 1
    assert output[-1] == before[2][-1]
    assert (output[:-1] != before[2][:-1]).all()
    together = engine.advance_many([still, still, still, begun, still], epochs=2)
    np.testing.assert_allclose(together[1].parameters, later.parameters, rtol=1e-9)
    np.testing.assert_array_equal(frozen_of(together[1])[0], before[0])
    point, label = engine.next_point(still)
    update = engine.trace(still, point, label).update
    alone = engine.advance(still, samples=1)
    assert update
    for layer, block in zip(update.layers, frozen_of(alone), strict=True):
        np.testing.assert_allclose(layer.weights, block, rtol=1e-9, atol=1e-12)
    free = engine.advance(engine.amend(later, frozen=[]), epochs=1)
    assert (frozen_of(free)[0] != before[0]).all()
    assert equal(engine.load(engine.dump(later)), later)


def test_a_layer_without_biases_is_held_at_none() -> None:
    initializer = {"kind": "random_uniform", "bias": 0.5}
    none = [{"layer": 0, "input": "bias", "value": 0}]
    state = engine.init(spec(network={"initializer": initializer}, training={"frozen": none}))
    first, second, _ = frozen_of(engine.advance(state, epochs=2))
    assert (first[-1] == 0).all()
    assert (second[-1] != 0.5).all()
    with pytest.raises(engine.AmendError) as refused:
        engine.set_weights(state, [engine.Weight(layer=0, unit=1, input=None, value=1)])
    assert (refused.value.name, refused.value.sentence.code) == ("0/value", "weight_held")
    begun = engine.advance(engine.init(spec()), epochs=1)
    assert (frozen_of(engine.amend(begun, frozen=none))[0][-1] == 0).all()


@pytest.mark.parametrize(
    ("frozen", "codes"),
    [
        ({"layer": 3}, {"layer": "weight_layer"}),
        ({"layer": 0, "unit": 3}, {"unit": "weight_unit"}),
        ({"layer": 0, "unit": 3, "input": 2}, {"unit": "weight_unit", "input": "weight_input"}),
        ({"layer": 0, "input": "w"}, {"input": "whole_or_word"}),
        ({}, {"layer": "missing"}),
    ],
)
def test_what_is_not_there_cannot_be_frozen(frozen: dict[str, Any], codes: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        spec(training={"frozen": [{"layer": 0, "input": "bias"}, frozen]})
    found = {error["loc"]: error["type"] for error in refused.value.errors()}
    assert found == {("training", "frozen", 1, name): code for name, code in codes.items()}


def test_a_network_that_is_frozen_whole_rests() -> None:
    state = engine.init(spec(training={"frozen": [{"layer": 0}, {"layer": 1}, {"layer": 2}]}))
    later = engine.advance(state, epochs=3)
    np.testing.assert_array_equal(later.parameters, state.parameters)
    assert engine.observe(later, 2, 2).gradient_norms == (0, 0, 0)
    assert later.outcome is None


def perceptron(gate: str, rate: float = 1.0) -> engine.State:
    """A neuron with a step, all weights 0, that is shown the rows of a table one by one."""
    return engine.init(
        bare(
            {"kind": "logic_gate", "gate": gate},
            {"initializer": "zeros"},
            {
                "loss": "perceptron",
                "optimizer": {"kind": "sgd", "learning_rate": rate},
                "batch_size": 1,
                "shuffle": False,
            },
        )
    )


def test_the_perceptron_learns_and_as_by_hand() -> None:
    # b, w1 and w2 after each row of 00, 01, 10, 11, with w ← w + (t − ŷ) x, and ŷ = 1 where
    # b + w1 x1 + w2 x2 ≥ 0; worked with pencil and paper.
    by_hand = [
        *[(-1, 0, 0), (-1, 0, 0), (-1, 0, 0), (0, 1, 1)],
        *[(-1, 1, 1), (-2, 1, 0), (-2, 1, 0), (-1, 2, 1)],
        *[(-1, 2, 1), (-2, 2, 0), (-3, 1, 0), (-2, 2, 1)],
        *[(-2, 2, 1), (-2, 2, 1), (-3, 1, 1), (-2, 2, 2)],
        *[(-2, 2, 2), (-3, 2, 1), (-3, 2, 1), (-3, 2, 1)],
        *[(-3, 2, 1)] * 4,
    ]
    state = perceptron("and")
    for bias, w1, w2 in by_hand:
        point, label = engine.next_point(state)
        told = engine.trace(state, point, label).update
        state = engine.advance(state, steps=1)
        (block,) = frozen_of(state)
        assert block[:, 0].tolist() == [w1, w2, bias]
        assert told
        assert told.layers[0].weights == block.tolist()
    assert state.history.last() == {"loss": 0, "accuracy": 1}
    assert engine.predict(state, [[0, 0], [0, 1], [1, 0], [1, 1]]).ravel().tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("gate", ["and", "or", "nand", "nor"])
def test_the_perceptron_comes_to_rest_where_a_line_parts(gate: str) -> None:
    later = engine.advance(perceptron(gate, rate=0.1), epochs=20)
    assert later.history.last() == {"loss": 0, "accuracy": 1}
    np.testing.assert_array_equal(engine.advance(later, epochs=5).parameters, later.parameters)
    four = engine.advance_many([perceptron(gate, rate=0.1)] * 4, epochs=20)
    np.testing.assert_array_equal(four[0].parameters, later.parameters)


def test_the_perceptron_never_learns_xor() -> None:
    state = perceptron("xor")
    later = engine.advance(state, epochs=400)
    accuracies = later.history.values[:, later.history.names.index("accuracy")]
    assert later.outcome is None
    assert (len(accuracies), accuracies.max() < 1) == (401, True)
    assert np.abs(later.parameters).max() <= 3, "it goes round in circles"


def test_a_z_of_nothing_is_class_1_to_a_step() -> None:
    state = perceptron("or")
    assert engine.predict(state, [[0, 0]])[0, 0] == 1
    assert state.history.last()["accuracy"] == 0.75
    assert engine.observe(state, 2, 2).confusion is not None
    np.testing.assert_array_equal(engine.observe(state, 2, 2).confusion, [[[0, 1], [0, 3]]])


def spiral(n: int = 100) -> dict[str, Any]:
    """The three arms of CS231n's case study, n points each."""
    random = np.random.default_rng(0)
    rows = []
    for arm in range(3):
        r = np.linspace(0, 1, n)
        t = np.linspace(arm * 4, (arm + 1) * 4, n) + random.normal(0, 0.2, n)
        rows += [(x, y, float(arm)) for x, y in zip(r * np.sin(t), r * np.cos(t), strict=True)]
    return own(*rows, class_names=["a", "b", "c"])


def test_cs231n_a_hundred_relu_units() -> None:
    # Karpathy, Minimal neural network case study: W = 0.01 * randn, a hundred ReLU units, full
    # batches, step size 1, and ½ · 0.001 Σ W². He prints a loss of 1.098744 at the start, which is
    # about log 3, and a training accuracy of 0.98 at the end (0.49 without the hidden layer).
    training = {
        "loss": "categorical_crossentropy",
        "optimizer": {"kind": "sgd", "learning_rate": 1.0},
        "regularizer": {"kind": "l2", "rate": 0.0005},
        "batch_size": "all",
    }
    network = {
        "hidden_layers": [{"units": 100, "activation": "relu"}],
        "initializer": {"kind": "normal", "stddev": 0.01},
    }
    state = engine.init(bare(spiral(), network, training))
    first, second = frozen_of(state)
    assert (first.shape, second.shape) == ((3, 100), (101, 3))
    drawn = np.concatenate([first[:-1].ravel(), second[:-1].ravel()])
    assert drawn.std() == pytest.approx(0.01, rel=0.1)
    assert (first[-1] == 0).all()
    last = state.history.last()
    assert last["loss"] + last["penalty"] == pytest.approx(1.098744, abs=5e-4)
    later = engine.advance(state, epochs=3000).history.last()
    assert later["accuracy"] >= 0.97
    flat = engine.init(bare(spiral(), training=training))
    assert 0.4 < engine.advance(flat, epochs=200).history.last()["accuracy"] < 0.6
