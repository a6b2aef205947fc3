"""Numbers near the ends of what there is warn nobody, break nothing, and keep their names."""

from __future__ import annotations

import pickle
from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine

ROWS: dict[str, list[list[float]]] = {
    "values of 1e20": [[0, 0, 0], [1, 1, 1e20], [1, 0, 0], [0, 1, 1e20]],
    "values of 1e308": [[0, 0, 1.7e308], [1, 1, -1.7e308]],
    "coordinates of 1e154": [[1e154, 0, 0], [-1e154, 1, 1], [0, 1e154, 1]],
    "coordinates of 1e-170": [[1e-170, 0, 1], [2e-170, 1e-170, 0], [0, 0, 1]],
    "the least there are": [[1e-308, 0, 1e-308], [2e-308, 1e-320, 0]],
    "rounded": [[0.3, 0, 0], [0.1 + 0.2, 1, 1], [0.3, 2, 1]],
}


def spec(rows: list[list[float]], scaling: str = "none", **network: Any) -> engine.Spec:
    return engine.Spec.model_validate(
        {
            "data": {"kind": "points", "points": rows, "class_names": [], "scaling": scaling},
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
    with pytest.raises(ValidationError, match="further than 1e300 apart"):
        spec([[1e308, 0, 0], [-1e308, 1, 1]])


def test_a_state_that_was_sent_or_saved_is_read_only() -> None:
    state = engine.advance(engine.init(engine.Spec()), epochs=1)
    for copy in (pickle.loads(pickle.dumps(state)), engine.load(engine.dump(state))):
        for array in (copy.parameters, copy.slots, copy.history.values, copy.history.epochs):
            assert not array.flags.writeable
