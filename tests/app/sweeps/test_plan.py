"""A plan comes to the specs that one means by it, or is refused at the place that is at fault."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

import engine
from app.problems import Invalid
from app.settings import Settings
from app.sweeps.plan import Plan, pointer_of
from app.sweeps.tiles import Tiles, laid_out

SETTINGS = Settings(data_dir="")
RATE = "/training/optimizer/learning_rate"
ACTIVATION = "/network/hidden_layers/*/activation"


def laid(**plan: Any) -> Tiles:
    return laid_out(Plan.model_validate(plan), SETTINGS)


def axis(path: str, *values: Any) -> dict[str, Any]:
    return {"path": path, "values": list(values)}


def refused(**plan: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        laid(**plan)
    return [(error.pointer, error.code) for error in refusal.value.errors]


def seeds_of(spec: engine.Spec) -> tuple[int, int, int]:
    return spec.network.seed, spec.training.seed, getattr(spec.data, "seed", 0)


def test_a_grid_goes_row_by_row_and_a_tile_seed_by_seed() -> None:
    made = laid(across=axis(RATE, 0.1, 1.0), down=axis(ACTIVATION, "relu", "tanh"), seeds=2)
    assert made.values == ((0.1, "relu"), (1.0, "relu"), (0.1, "tanh"), (1.0, "tanh"))
    assert made.seeds == (1, 2) * 4
    assert made.plan.grid == (2, 2)
    assert made.plan.names == ["learning_rate", "activation"]
    third = made.specs[2 * 2 + 1]
    assert third.training.optimizer.learning_rate == 0.1
    assert [layer.activation.kind for layer in third.network.hidden_layers] == ["tanh", "tanh"]
    assert seeds_of(third) == (2, 2, 1)
    # Filled up, it comes to the same.
    assert laid_out(made.plan, SETTINGS) == made


def test_each_seed_is_the_one_that_is_meant() -> None:
    for seeded, seeds in {"training": (8, 9, 3), "data": (7, 8, 4), "both": (8, 9, 4)}.items():
        spec = {"data": {"seed": 3, "kind": "xor"}, "network": {"seed": 7}, "training": {"seed": 8}}
        last = laid(across=axis(RATE, 0.1), seeds=2, seeded=seeded, spec=spec).specs[-1]
        assert seeds_of(last) == seeds
    gate = axis("/data", {"kind": "logic_gate"})
    assert refused(across=gate, seeds=2, seeded="data") == [("/across/values/0", "sweep_tile")]


def test_what_is_shallow_is_put_first() -> None:
    made = laid(across=axis(RATE, 0.5), down=axis("/training/optimizer", "adam", "sgd"))
    found = [spec.training.optimizer for spec in made.specs]
    assert [(each.kind, each.learning_rate) for each in found] == [("adam", 0.5), ("sgd", 0.5)]
    made = laid(across=axis(ACTIVATION, "relu"), down=axis("/network/hidden_layers", [8], [3, 2]))
    layers = [spec.network.hidden_layers for spec in made.specs]
    assert [[layer.units for layer in each] for each in layers] == [[8], [3, 2]]
    assert {layer.activation.kind for each in layers for layer in each} == {"relu"}


def test_layers_have_the_activation_of_those_they_take_the_place_of() -> None:
    spec = {"network": {"hidden_layers": [{"units": 4, "activation": "relu"}]}}
    made = laid(across=axis("/network/hidden_layers", [8, 8]), spec=spec)
    assert [layer.activation.kind for layer in made.specs[0].network.hidden_layers] == ["relu"] * 2
    made = laid(across=axis("/network/activation", "sigmoid"), spec=spec)
    assert made.specs[0].network.hidden_layers[0].activation.kind == "sigmoid"


def test_points_of_ones_own_are_there_once() -> None:
    points = {"kind": "points", "points": [[0, 1, 0], [1, 0, 1], [2, 0, 1], [0, 3, 0]]}
    made = laid(across=axis(RATE, 0.1, 0.2), spec={"data": points}, seeds=2)
    assert len({id(spec.data) for spec in made.specs}) == 1


def test_more_axes_or_a_sample_are_a_table() -> None:
    noise, units = axis("/data/noise", 0, 0.2), axis("/network/hidden_layers/*/units", 2, 4)
    made = laid(across=axis(RATE, 0.1), more=[noise, units])
    assert made.plan.grid is None
    assert made.values == ((0.1, 0, 2), (0.1, 0, 4), (0.1, 0.2, 2), (0.1, 0.2, 4))
    drawn: dict[str, Any] = {
        "across": {"path": RATE, "low": 0.001, "high": 1, "scale": "log"},
        "down": {"path": "/network/hidden_layers/*/units", "low": 1, "high": 8},
        "more": [axis(ACTIVATION, "relu", "tanh")],
        "sample": {"runs": 60},
    }
    made = laid(**drawn)
    rates, widths, activations = zip(*made.values, strict=True)
    assert sum(rate < 0.03 for rate in rates) in range(15, 45)
    assert all(0.001 <= rate <= 1 for rate in rates)
    assert set(widths) == set(range(1, 9))
    assert all(type(each) is int for each in widths)
    assert set(activations) == {"relu", "tanh"}
    assert laid(**drawn) == made
    assert laid(**{**drawn, "sample": {"runs": 60, "seed": 1}}).values != made.values


def test_fields_of_one_name_are_told_apart() -> None:
    plan = Plan(across=axis("/data/seed", 1), down=axis("/network/seed", 1))
    assert plan.names == ["data.seed", "network.seed"]


REFUSED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"across": axis(RATE, 0.1, -1)}, [("/across/values/1", "sweep_tile")]),
    (
        {"across": axis(RATE, 0.1), "down": axis(ACTIVATION, "relu", "rlu")},
        [("/down/values/1", "sweep_tile")],
    ),
    ({"across": axis(RATE, 1, True)}, [("/across/values/1", "sweep_tile")]),
    ({"across": axis(RATE, 11)}, [("/across/values/0", "sweep_tile")]),
    ({"across": axis("/network/hidden_layers", [101])}, [("/across/values/0", "sweep_tile")]),
    ({"across": axis("/training/learning_rate", 1)}, [("/across/path", "axis_path")]),
    ({"across": axis("/training/optimizer/kind", "adam")}, [("/across/path", "axis_kind")]),
    ({"across": axis("/training/ra~te", 1)}, [("/across/path", "axis_path")]),
    ({"across": axis("/data/no~0ise", 1)}, [("/across/path", "axis_path")]),
    ({"across": axis("/training/rates/first", 1)}, [("/across/path", "axis_path")]),
    ({"across": axis("/network/hidden_layers/7/units", 1)}, [("/across/path", "axis_path")]),
    ({"across": axis(RATE, 1), "down": axis(RATE, 2)}, [("/down/path", "axis_repeated")]),
    ({"across": {"path": RATE, "low": 1, "high": 2}}, [("/across/low", "range_needs_sample")]),
    ({"across": axis(RATE, 1), "spec": {"data": "xr"}}, [("/spec/data", "choice_unknown")]),
    (
        {
            "across": axis("/data", "reg_gauss", "xor"),
            "spec": {"data": "reg_plane", "training": {"loss": "huber"}},
        },
        [("/across/values/1", "sweep_tile")],
    ),
    ({"across": axis(RATE, *[0.1] * 200), "seeds": 2}, [("", "limit_sweep_runs")]),
    ({"across": axis(RATE, 1), "until": {"epoch": 9999}}, [("/until/epoch", "limit_sweep_epochs")]),
    (
        {"across": axis(RATE, *[0.1] * 64), "spec": {"data": {"kind": "xor", "n": 10_000}}},
        [("", "limit_sweep_points")],
    ),
    (
        {"across": axis(RATE, *[0.1] * 64), "spec": {"network": {"hidden_layers": [100, 100]}}},
        [("", "limit_sweep_weights")],
    ),
    (
        {"across": axis(RATE, 1), "spec": {"network": {"seed": 2**32 - 1}}, "seeds": 2},
        [("/seeds", "sweep_tile")],
    ),
]


@pytest.mark.parametrize(("plan", "faults"), REFUSED, ids=str)
def test_what_cannot_be_is_refused_where_it_is_at_fault(
    plan: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert refused(**plan) == faults


def test_a_refusal_names_the_tile_and_the_field_and_says_what_the_spec_says() -> None:
    with pytest.raises(Invalid) as refusal:
        laid(across=axis(RATE, 0.1, -1), down=axis(ACTIVATION, "relu"))
    (error,) = refusal.value.errors
    assert error.detail == f"In tile 1 {RATE} cannot be so: Should be more than 0."
    assert error.params["fault"] == "greater_than"


@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"across": {"path": RATE}},
        {"across": {"path": RATE, "values": [1], "low": 1, "high": 2}},
        {"across": {"path": RATE, "low": 2, "high": 1}},
        {"across": {"path": RATE, "low": 0, "high": 1, "scale": "log"}},
        {"across": {"path": RATE, "low": 1}},
        {"across": {"path": RATE, "low": 0}},
        {"across": {"path": RATE, "low": 1, "high": 10**400}},
        {"across": axis("learning_rate", 1)},
        {"across": axis(RATE, 1), "seeds": 0},
    ],
)
def test_what_is_no_plan(plan: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Plan.model_validate(plan)


def test_a_field_is_found_by_its_name() -> None:
    assert pointer_of("learning_rate") == RATE
    assert pointer_of("activation") == ACTIVATION
    assert pointer_of("noise") == "/data/noise"
    assert pointer_of("data.seed") == "/data/seed"
    assert pointer_of("/any/where") == "/any/where"
    assert pointer_of("rate", {"training": {"regularizer": "l2"}}) == "/training/regularizer/rate"
    for name, code in {"seed": "axis_names", "rat": "axis_name"}.items():
        with pytest.raises(Invalid) as refusal:
            pointer_of(name)
        assert refusal.value.errors[0].code == code


def test_names_stay_within_the_engine() -> None:
    # A name that is short for several layers' fields leads to a field that there is.
    for name in ("activation", "units"):
        assert laid(across=axis(pointer_of(name), {"activation": "relu"}.get(name, 3)))
    assert isinstance(laid(across=axis(pointer_of("layers"), [3])).specs[0], engine.Spec)


@pytest.mark.parametrize("path", ["", "/", "noise", "//noise", "/data/", "~"])
def test_a_path_that_is_none_is_refused_in_words_of_ours(path: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Plan(across={"path": path, "values": [1]})
    assert [error["type"] for error in refusal.value.errors()] == ["axis_pointer"]
