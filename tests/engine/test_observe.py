"""A Frame shows what the network would answer, point by point."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.network import Shape
from tests.engine.specs import spec

STATE = engine.advance(engine.init(spec(network={"inputs": ["x1", "x2", "x1_x2"]})), epochs=2)


def test_the_boundary_is_what_predict_says() -> None:
    frame = engine.observe(STATE, resolution=7, map_resolution=5)
    assert frame.boundary.shape == (1, 7, 7)
    x1, x2 = np.meshgrid(np.linspace(-6, 6, 7), np.linspace(-6, 6, 7))
    answers = engine.predict(STATE, np.stack([x1.ravel(), x2.ravel()], axis=1))
    np.testing.assert_allclose(frame.boundary.ravel(), answers.ravel(), rtol=1e-9)


def test_maps_show_inputs_then_units_with_the_lowest_x2_first() -> None:
    frame = engine.observe(STATE, resolution=7, map_resolution=5)
    assert frame.maps.shape == (3 + 3 + 2, 5, 5)
    np.testing.assert_allclose(frame.maps[0, 0], np.linspace(-6, 6, 5))
    np.testing.assert_allclose(frame.maps[1, :, 0], np.linspace(-6, 6, 5))
    np.testing.assert_allclose(frame.maps[2], frame.maps[0] * frame.maps[1])


def test_a_frame_keeps_its_numbers() -> None:
    frame = engine.observe(STATE, resolution=9)
    before = frame.boundary.copy(), frame.maps.copy()
    engine.observe(engine.advance(STATE, epochs=3), resolution=9)
    np.testing.assert_array_equal(frame.boundary, before[0])
    np.testing.assert_array_equal(frame.maps, before[1])


def test_metrics_are_those_of_the_history() -> None:
    frame = engine.observe(STATE)
    assert frame.metrics == STATE.history.last()
    assert list(frame.metrics) == list(STATE.history.names)
    assert (frame.epoch, frame.step) == (2, STATE.step)


def test_metrics_are_plain_means() -> None:
    x, labels, train = engine.points_of(STATE)
    p = engine.predict(STATE, x)[:, 0]
    losses = -np.where(labels == 1, np.log(p), np.log(1 - p))
    right = (p > 0.5) == labels
    expected = {
        "loss": losses[:train].mean(),
        "accuracy": right[:train].mean(),
        "val_loss": losses[train:].mean(),
        "val_accuracy": right[train:].mean(),
    }
    assert STATE.history.last() == pytest.approx(expected, rel=1e-9)


def test_without_a_test_set_there_are_no_test_metrics() -> None:
    state = engine.init(spec({"test_fraction": 0.0}))
    assert sorted(state.history.last()) == ["accuracy", "loss"]


def test_blocks_are_the_parameters() -> None:
    frame = engine.observe(STATE)
    assert [block.shape for block in frame.blocks] == [(4, 3), (4, 2), (3, 1)]
    flat = np.concatenate([block.ravel() for block in frame.blocks])
    np.testing.assert_array_equal(flat, STATE.parameters)
    assert Shape.of(STATE.spec).size == flat.size


@pytest.mark.parametrize("wrong", [[1.0, 2.0], [[1.0]], [[1.0, 2.0, 3.0]], 5.0])
def test_points_have_two_coordinates(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        engine.predict(STATE, wrong)  # type: ignore[arg-type]
