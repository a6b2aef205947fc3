"""The landscape is that of the run's own loss, and what is seen of it does not hang on scales."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine
from engine.network import Shape
from tests.engine.specs import equal, spec

CASES: list[dict[str, Any]] = [
    {"network": {"dtype": "float32", "hidden_layers": [8, 8, 8]}, "training": {"dropout": 0.3}},
    {"data": {"kind": "blobs"}, "training": {"loss": "categorical_crossentropy"}},
    {"data": {"kind": "blobs"}, "training": {"loss": "hinge", "regularizer": "l2"}},
    {"data": {"kind": "whirl"}, "training": {"loss": "mean_squared_error"}},
    {"network": {"hidden_layers": []}},
]


def run(case: dict[str, Any], epochs: int = 3) -> engine.State:
    """A run of a case after some epochs."""
    return engine.advance(engine.init(spec(**case)), epochs=epochs)


@pytest.mark.parametrize("case", CASES)
def test_it_is_what_single_networks_lose_and_its_middle_is_the_run_to_the_bit(
    case: dict[str, Any],
) -> None:
    state = run(case)
    before = replace(state, parameters=state.parameters.copy(), slots=state.slots.copy())
    plane, ticks = engine.random_plane(state, 4), engine.axis(11, 1.0)
    for side, name in (("train", "loss"), ("test", "val_loss")):
        losses = engine.landscape(state, plane, ticks, ticks[2:], side)  # type: ignore[arg-type]
        assert losses.shape == (9, 11)
        assert losses[3, 5] == state.history.last()[name]
        for row, column in ((0, 0), (2, 7), (8, 10)):
            there = engine.moved(state, plane, ticks[column], ticks[2:][row])
            alone = engine.observe(there, None, None, health=False).metrics[name]
            assert losses[row, column] == pytest.approx(alone, rel=1e-5)
    assert equal(state, before)


def test_directions_are_as_long_as_each_neurons_weights_and_leave_biases_and_what_is_frozen() -> (
    None
):
    state = run({"training": {"frozen": [{"layer": 1, "unit": 0, "input": 2}]}})
    plane = engine.random_plane(state, 7)
    own, shape = state.parameters.copy(), Shape.of(state.spec)
    shape.blocks(own)[1][2, 0] = 0
    assert not np.array_equal(plane.directions[0], plane.directions[1])
    for direction in plane.directions:
        assert shape.blocks(direction)[1][2, 0] == 0
        for block, weights in zip(shape.blocks(direction), shape.blocks(own), strict=True):
            assert not block[-1].any()
            lengths = [np.linalg.norm(each[:-1], axis=0) for each in (block, weights)]
            np.testing.assert_allclose(*lengths)
    np.testing.assert_array_equal(engine.random_plane(state, 7).directions, plane.directions)
    assert not np.array_equal(engine.random_plane(state, 8).directions, plane.directions)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_network_that_is_scaled_and_scaled_back_looks_the_same(dtype: str) -> None:
    state = run({"network": {"hidden_layers": [6, 5], "activation": "relu", "dtype": dtype}})
    ticks = engine.axis(9, 1.5)

    def seen(factor: float) -> Any:
        parameters = state.parameters.copy()
        blocks = Shape.of(state.spec).blocks(parameters)
        blocks[0] *= factor
        blocks[1][:-1] *= np.divide(1, factor, dtype=dtype)
        scaled = replace(state, parameters=parameters)
        return engine.landscape(scaled, engine.random_plane(scaled, 1), ticks, ticks)

    np.testing.assert_array_equal(seen(8), seen(1))
    np.testing.assert_allclose(seen(10), seen(1), rtol=1e-4 if dtype == "float32" else 1e-10)


def test_axes_are_symmetric_and_those_of_a_path_hold_the_middle() -> None:
    ticks = engine.axis(41, 0.7)
    np.testing.assert_array_equal(ticks, -ticks[::-1])
    assert (ticks[20], ticks[-1], len(ticks)) == (0, 0.7, 41)
    over = engine.axis_over(np.array([-3.0, -1.0, 0.0]), 31, 1.2)
    assert 0 in over
    assert over[0] <= -3
    assert over[-1] >= 0
    assert np.ptp(over) == pytest.approx(3.6)


def test_a_path_lies_in_the_plane_of_its_components_with_its_true_losses() -> None:
    state = engine.init(spec())
    states = [state, *(state := engine.advance(state, epochs=1) for _ in range(6))]
    plane = engine.path_plane(states[-1], [each.parameters for each in states[:-1]], "test")
    along = np.stack([each.parameters for each in states])
    _, lengths, axes = np.linalg.svd(along - along.mean(axis=0))
    np.testing.assert_allclose(plane.shares, lengths[:2] ** 2 / (lengths**2).sum())
    np.testing.assert_allclose(np.abs(plane.directions), np.abs(axes[:2]))
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-12)
    # Whatever is not in the plane is the rest of the way, by Pythagoras.
    whole = np.square(along - along[-1]).sum(axis=1)
    np.testing.assert_allclose((plane.places**2).sum(axis=1) + plane.distances**2, whole)
    assert plane.places[0, 0] < 0
    assert not plane.places[-1].any()
    assert plane.losses.tolist() == states[-1].history.lists()["val_loss"]
    losses = engine.landscape(states[-1], plane, np.zeros(1), np.zeros(1), "test")
    assert losses[0, 0] == plane.losses[-1]


def test_what_cannot_be_seen_is_said() -> None:
    untested = run({"data": {"test_fraction": 0}})
    zeros = engine.init(spec(network={"initializer": "zeros"}))
    plane = engine.random_plane(untested)
    with pytest.raises(engine.LandscapeError, match="no test points"):
        engine.losses_at(untested, plane, np.ones((1, 2)), "test")
    with pytest.raises(engine.LandscapeError, match="All weights"):
        engine.random_plane(zeros)
    with pytest.raises(engine.LandscapeError, match="no plane yet"):
        engine.path_plane(untested, [zeros.parameters])


def test_losses_beyond_all_numbers_are_as_in_a_history() -> None:
    state = run({"network": {"activation": "relu"}, "training": {"loss": "mean_squared_error"},
                 "data": {"kind": "whirl"}})  # fmt: skip
    far = engine.losses_at(state, engine.random_plane(state), np.array([[1e300, 0.0]]))
    assert far[0] == np.finfo(np.float32).max
