"""Numbers near the ends of what there is warn nobody, break nothing, and keep their names."""

from __future__ import annotations

import json
import pickle
from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from app.exports import FORMATS, find
from app.exports.model import Model
from app.work import depths, work
from app.work.pictures import EVERYTHING
from app.work.pictures import document as drawn

ROWS: dict[str, list[list[float]]] = {
    "values of 1e20": [[0, 0, 0], [1, 1, 1e20], [1, 0, 0], [0, 1, 1e20]],
    "values of 1e308": [[0, 0, 1.7e308], [1, 1, -1.7e308]],
    "values of 1e160": [[0, 0, 0], [1, 1, 1e160], [1, 0, -1e160], [0, 1, 1e160]],
    "coordinates of 1e154": [[1e154, 0, 0], [-1e154, 1, 1], [0, 1e154, 1]],
    "coordinates of 1e-170": [[1e-170, 0, 1], [2e-170, 1e-170, 0], [0, 0, 1]],
    "the least there are": [[1e-308, 0, 1e-308], [2e-308, 1e-320, 0]],
    "rounded": [[0.3, 0, 0], [0.1 + 0.2, 1, 1], [0.3, 2, 1]],
}


def spec(
    rows: list[list[float]], scaling: str = "none", values: str = "none", **network: Any
) -> engine.Spec:
    own = {"points": rows, "class_names": [], "scaling": scaling, "value_scaling": values}
    return engine.Spec.model_validate(
        {
            "data": {"kind": "points", **own},
            "network": network,
            "training": {
                "loss": "mean_squared_error",
                "optimizer": {"kind": "sgd", "learning_rate": 1.0},
            },
        }
    )


@pytest.mark.parametrize("scaling", ["none", "standard", "min_max"])
@pytest.mark.parametrize("name", ROWS)
def test_nothing_breaks_or_warns(name: str, scaling: str) -> None:
    for inputs, dtype in product((["x1", "x2"], ["x1_squared", "x1_x2"]), ("float32", "float64")):
        start = engine.init(spec(ROWS[name], scaling, inputs=inputs, dtype=dtype))
        assert 0 < start.start_loss < float("inf")
        for state in (engine.advance(start, epochs=3), *engine.advance_many([start] * 5, epochs=3)):
            assert np.isfinite(state.parameters).all()
            assert np.isfinite(state.history.values).all()
            assert engine.load(engine.dump(state)).step == state.step
        engine.observe(state, 8, 4)
        engine.predict(state, [[1e300, -1e300]])
        engine.trace(state, (1e300, 0.0), 1.0)
        engine.differences(state, (1e300, 0.0), 1.0, 0, 0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    ("name", "values"),
    [*((name, "none") for name in ROWS), ("values of 1e160", "standard")],
)
def test_it_is_shown_and_taken_away_however_large(name: str, values: str, dtype: str) -> None:
    begun = engine.init(spec(ROWS[name], values=values, dtype=dtype, hidden_layers=[3]))
    state = engine.advance(begun, epochs=2)
    picture = json.loads(drawn(work.look(state, EVERYTHING), EVERYTHING))
    told = json.loads(work.data(state))["train"]["y"]
    assert max(map(abs, told)) == pytest.approx(max(abs(value) for *_, value in ROWS[name]))
    inside = json.loads(depths.hidden(state, 0, None, ()))["hidden"]
    for low, high in (picture["range"], picture["boundary_range"], inside["range"]):
        assert low < high
        assert high - low < float("inf")
    for made in FORMATS.values():
        if not made.refusal(state):
            text = made.write(state)
            assert not made.is_script or " inf" not in str(text)


@pytest.mark.parametrize("scaling", ["standard", "min_max"])
def test_small_coordinates_are_scaled_like_others(scaling: str) -> None:
    scaled = [
        engine.scaling_of(engine.init(spec(np.multiply(rows, size).tolist(), scaling)))
        for rows in ([[1, 0, 1], [2, 1, 0], [0, 0, 1]],)
        for size in (1.0, 1e-170)
    ]
    plain, small = (np.array([each.centre, each.spread]) for each in scaled)
    np.testing.assert_allclose(small * 1e170, plain)


@pytest.mark.parametrize("scaling", ["standard", "min_max"])
def test_a_column_that_is_constant_but_for_rounding_is_constant(scaling: str) -> None:
    state = engine.init(spec(ROWS["rounded"], scaling))
    assert engine.scaling_of(state).spread[0] == 1
    low, high = state.spec.data.domain[0]
    assert high - low > 1, "as it is for the map"


def test_coordinates_that_no_map_can_hold_are_refused() -> None:
    with pytest.raises(ValidationError, match=r"further than 1e\+300 apart"):
        spec([[1e308, 0, 0], [-1e308, 1, 1]])


def test_a_state_that_was_sent_or_saved_is_read_only() -> None:
    state = engine.advance(engine.init(engine.Spec()), epochs=1)
    for copy in (pickle.loads(pickle.dumps(state)), engine.load(engine.dump(state))):
        for array in (copy.parameters, copy.slots, copy.history.values, copy.history.epochs):
            assert not array.flags.writeable


def houses(**data: Any) -> engine.State:
    """A run of prices of some hundred thousand over two coordinates."""
    random = np.random.default_rng(1)
    x = random.uniform(-3, 3, (80, 2))
    price = 450_000 + 90_000 * x[:, 0] - 60_000 * x[:, 1] ** 2 + 5_000 * random.normal(size=80)
    rows = np.column_stack([x, price]).tolist()
    own = {"kind": "points", "points": rows, "class_names": [], "test_fraction": 0.25}
    return engine.init(
        engine.Spec.model_validate(
            {
                "data": own | data,
                "network": {"hidden_layers": [8]},
                "training": {"loss": "mean_squared_error", "optimizer": "adam"},
            }
        )
    )


def test_prices_are_learned_scaled_and_told_in_their_own_units() -> None:
    plain = engine.advance(houses(), epochs=200)
    assert plain.history.last()["val_r2"] < 0.1, "out of reach as they are"
    state = engine.advance(houses(value_scaling="standard"), epochs=200)
    assert state.history.last()["val_r2"] > 0.9
    x, prices, train = engine.points_of(state)
    assert prices.max() > 400_000
    missing = np.square(engine.predict(state, x[train:])[:, 0] - prices[train:]).sum()
    total = np.square(prices[train:] - prices[train:].mean()).sum()
    assert 1 - missing / total == pytest.approx(state.history.last()["val_r2"], abs=1e-4)
    frame = engine.observe(state, 9, 5)
    assert frame.range == pytest.approx((prices.min(), prices.max()))
    assert frame.boundary.mean() > 100_000
    centre, spread = engine.value_scaling_of(state)
    assert (centre, spread) == pytest.approx((prices[:train].mean(), prices[:train].std()))


def test_the_trace_of_a_scaled_value_is_the_step_that_comes() -> None:
    state = engine.advance(houses(value_scaling="standard"), epochs=3)
    update = engine.trace(state, *engine.next_point(state)).update
    assert update is not None
    told = np.concatenate([np.ravel(layer.weights) for layer in update.layers])
    np.testing.assert_allclose(told, engine.advance(state, samples=1).parameters, atol=1e-5)


def test_exports_of_scaled_values_are_in_their_own_units_or_refused() -> None:
    state = engine.advance(houses(value_scaling="standard"), epochs=50)
    last = Model(state).trained[-1]
    hidden = engine.observe(state, 2, 2).blocks[0]
    x = np.array([[1.0, 2.0], [-1.0, 0.5]])
    answers = np.tanh(x @ hidden[:-1] + hidden[-1]) @ last.W + last.b
    np.testing.assert_allclose(answers, engine.predict(state, x), rtol=1e-4)
    assert [sentence.code for sentence in find("numpy").refusal(state)] == ["values_scaled"]
    assert find("numpy").refusal(houses()) == []


def test_large_values_are_blamed_and_not_the_learning_rate() -> None:
    outcome = engine.advance(engine.init(spec(ROWS["values of 1e20"])), epochs=9).outcome
    assert outcome is not None
    assert outcome.code == "values_too_large"
    assert "Values up to 1e+20" in outcome.cause
