"""A Frame shows what the network would answer, point by point."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.activations import Activation
from engine.catalogue import REGISTRIES
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


def test_maps_are_whole_however_large_the_network() -> None:
    wide = spec(network={"hidden_layers": [64] * 6, "inputs": ["x1", "x2"]})
    frame = engine.observe(engine.init(wide), resolution=9, map_resolution=50)
    assert frame.maps.shape == (2 + 6 * 64, 50, 50)
    few = engine.observe(engine.init(wide), resolution=9, map_resolution=8)
    np.testing.assert_allclose(frame.maps[:, ::49, ::49], few.maps[:, ::7, ::7], atol=1e-6)


@pytest.mark.parametrize("units", [3, 200])
def test_maps_as_fine_as_the_boundary_change_neither(units: int) -> None:
    state = engine.init(spec(network={"hidden_layers": [units] * 3}))
    same, boundary, maps = (engine.observe(state, *sides) for sides in [(60, 60), (60, 5), (5, 60)])
    np.testing.assert_allclose(same.boundary, boundary.boundary, rtol=1e-5)
    np.testing.assert_array_equal(same.maps, maps.maps)


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


def test_norms_are_lengths_of_weights_and_of_the_next_gradient() -> None:
    frame = engine.observe(STATE)
    expected = [float(np.sqrt(np.square(block).sum())) for block in frame.blocks]
    assert frame.weight_norms == pytest.approx(expected)
    step = engine.advance(STATE, steps=1).parameters - STATE.parameters
    moved = [
        float(np.sqrt(np.square(block).sum())) / 0.03 for block in Shape.of(STATE.spec).blocks(step)
    ]
    assert frame.gradient_norms == pytest.approx(moved)
    assert engine.advance(STATE, steps=1).parameters.tobytes() != STATE.parameters.tobytes()


@pytest.mark.parametrize("activation", ["linear", "gelu", "sin"])
def test_numbers_beyond_all_numbers_are_shown_as_the_worst_there_is(activation: str) -> None:
    huge = spec(
        {"kind": "waves"},
        {"hidden_layers": [3] * 5, "activation": activation, "dtype": "float32"},
        {"loss": "mean_squared_error", "regularizer": "l2"},
    )
    state = engine.init(huge)
    blocks = Shape.of(huge).blocks(state.parameters)
    by_hand = [
        engine.Weight(layer=layer, unit=unit, input=i, value=1e6 * (-1) ** (unit + i))
        for layer, block in enumerate(blocks)
        for i, unit in np.ndindex(block.shape[0] - 1, block.shape[1])
    ]
    frame = engine.observe(engine.set_weights(state, by_hand), resolution=2)
    assert np.isfinite([*frame.metrics.values(), *frame.weight_norms, *frame.gradient_norms]).all()
    assert max(frame.gradient_norms) > 1e15
    assert frame.metrics["r2"] < -1e9


def test_looking_changes_nothing() -> None:
    engine.observe(STATE)
    one = engine.advance(STATE, epochs=1)
    engine.observe(STATE)
    assert engine.advance(STATE, epochs=1).parameters.tobytes() == one.parameters.tobytes()


def test_dead_and_saturated_units_are_counted() -> None:
    def counts(activation: str, bias: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
        state = engine.init(spec(network={"hidden_layers": [3, 2], "activation": activation}))
        weights = [engine.Weight(layer=0, unit=k, value=bias) for k in (0, 2)]
        frame = engine.observe(engine.set_weights(state, weights), resolution=2)
        return frame.dead, frame.saturated

    assert counts("relu", 0.0) == ((0, 0), (0, 0))
    assert counts("relu", -100.0)[0][0] == 2
    assert counts("tanh", 0.0) == ((0, 0), (0, 0))
    assert counts("tanh", 10.0)[1][0] == 2
    assert counts("step", 0.0)[0] == (3, 2)
    for asleep in ("elu", "selu", "gelu", "silu", "mish", "softplus"):
        assert counts(asleep, 0.0) == ((0, 0), (0, 0))
        dead, saturated = counts(asleep, -16.0)
        assert dead[0] + saturated[0] == 2, asleep


@pytest.mark.parametrize("activation", REGISTRIES["activations"])
def test_flat_is_less_than_a_tenth_of_the_steepest(activation: type[Activation]) -> None:
    if activation.flat_below is not None:
        z = np.linspace(-8, 8, 4001)
        steepest = np.abs(activation().derivative(z, activation().value(z))).max()
        assert activation.flat_below == pytest.approx(steepest / 10, rel=0.01)


def test_the_confusion_matrix_adds_up_to_the_accuracy() -> None:
    for kind, loss in (("circle", "binary_crossentropy"), ("blobs", "categorical_crossentropy")):
        state = engine.init(spec({"kind": kind}, training={"loss": loss}))
        frame = engine.observe(engine.advance(state, epochs=3), resolution=2)
        k = len(state.spec.data.classes)
        assert frame.confusion is not None
        assert frame.confusion.shape == (2, k, k)
        for matrix, name in zip(frame.confusion, ("accuracy", "val_accuracy"), strict=True):
            assert np.trace(matrix) / matrix.sum() == pytest.approx(frame.metrics[name])


def test_real_values() -> None:
    state = engine.init(spec({"kind": "whirl"}, training={"loss": "mean_squared_error"}))
    state = engine.advance(state, epochs=2)
    frame = engine.observe(state, resolution=5)
    assert frame.confusion is None
    assert frame.boundary.shape == (2, 5, 5)
    assert frame.range[0] < 0 < frame.range[1]
    x, t, train = engine.points_of(state)
    missing = np.square(engine.predict(state, x) - t)[:train].sum(axis=0)
    total = np.square(t[:train] - t[:train].mean(axis=0)).sum(axis=0)
    assert frame.metrics["r2"] == pytest.approx((1 - missing / total).mean())


@pytest.mark.parametrize("value", [0.1, 7.7, 1e5 + 0.1])
@pytest.mark.parametrize("n", [3, 7, 50])
def test_values_that_never_vary_have_an_r2_of_0_until_they_are_met(value: float, n: int) -> None:
    state = engine.init(
        engine.Spec.model_validate(
            {
                "data": {
                    "kind": "points",
                    "points": [[float(k), 0.0, value] for k in range(n)],
                    "class_names": [],
                },
                "network": {"hidden_layers": [], "initializer": "zeros", "dtype": "float64"},
                "training": {"loss": "mean_squared_error"},
            }
        )
    )
    assert state.history.last()["r2"] == 0
    met = engine.set_weights(state, [engine.Weight(layer=0, unit=0, value=value)])
    assert met.history.last()["r2"] == 1


def test_the_penalty_is_apart() -> None:
    state = engine.init(spec(training={"regularizer": {"kind": "l2", "rate": 0.5}}))
    weights = np.concatenate([block[:-1].ravel() for block in engine.observe(state).blocks])
    last = state.history.last()
    assert last["penalty"] == pytest.approx(0.5 * np.square(weights).sum())
    assert last["loss"] == pytest.approx(engine.init(spec()).history.last()["loss"])
