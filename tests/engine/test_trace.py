"""A trace holds numbers that can be recomputed by hand, and they are the training loop's own."""

from __future__ import annotations

import math

import numpy as np
import pytest

import engine
from engine.gradcheck import gradient
from engine.network import Shape, input_values
from tests.engine.specs import data_for, kinds, spec


def test_the_lectures_example() -> None:
    state = engine.init(spec(network={"hidden_layers": []}))
    state = engine.set_weights(
        state,
        [
            engine.Weight(layer=0, unit=0, input=0, value=3),
            engine.Weight(layer=0, unit=0, input=1, value=-2),
            engine.Weight(layer=0, unit=0, value=1),
        ],
    )
    told = engine.trace(state, [-1, 2], 1)
    (layer,) = told.layers
    assert (layer.activation, layer.z, layer.dz) == ("sigmoid", [-6.0], [told.answer[0] - 1])
    assert told.answer[0] == pytest.approx(0.0024726231566347743)
    assert told.loss == pytest.approx(-math.log(told.answer[0]))
    assert layer.dz is not None
    assert layer.dW == [[-layer.dz[0]], [2 * layer.dz[0]]]
    assert layer.db == layer.dz


@pytest.mark.parametrize("loss", kinds("losses"))
def test_it_is_what_training_computes(loss: str) -> None:
    traced = spec({"kind": data_for(loss)}, {"hidden_layers": [3, 2]}, {"loss": loss})
    state = engine.init(traced)
    data = traced.data
    x = np.array([[1.5], [-2.0]])
    label = 1.0 if data.classes else [0.5] * data.width
    told = engine.trace(state, x[:, 0].tolist(), label)
    assert told.answer == pytest.approx(engine.predict(state, x.T)[0].tolist())
    assert told.target is not None
    batch = np.concatenate([input_values(traced, x), np.array(told.target)[:, np.newaxis]])
    blocks = Shape.of(traced).blocks(gradient(traced, state.parameters, batch))
    for block, layer in zip(blocks, told.layers, strict=True):
        np.testing.assert_allclose(np.array(layer.dW), block[:-1], atol=1e-12)
        np.testing.assert_allclose(np.array(layer.db), block[-1], atol=1e-12)


def test_without_a_target_there_is_no_way_back() -> None:
    told = engine.trace(engine.init(spec()), [1, 2])
    assert told.loss is None
    assert all(layer.dz is None and layer.dW is None for layer in told.layers)
    assert [layer.slope is None for layer in told.layers] == [False, False, True]


def test_scaled_data_show_both_points() -> None:
    told = engine.trace(engine.init(spec({"kind": "pass_class"})), [15.0, 30.0], 1)
    assert told.point == [15.0, 30.0]
    assert all(abs(value) < 1 for value in told.scaled)
    assert told.inputs == told.scaled


@pytest.mark.parametrize(
    ("point", "target"),
    [([1.0], 0), ([1.0, 2.0, 3.0], 0), ([1.0, math.nan], 0), ([1, 2], 2), ([1, 2], 0.5)],
)
def test_what_makes_no_sense(point: list[float], target: float) -> None:
    with pytest.raises(ValueError, match=r"point|target"):
        engine.trace(engine.init(spec()), point, target)


@pytest.mark.parametrize(
    ("weight", "name"),
    [
        ({"layer": 3, "unit": 0}, "1/layer"),
        ({"layer": 0, "unit": 3}, "1/unit"),
        ({"layer": 0, "unit": 0, "input": 2}, "1/input"),
    ],
)
def test_weights_that_are_not_there(weight: dict[str, int], name: str) -> None:
    weights = [engine.Weight(layer=0, unit=0, value=1.0), engine.Weight(**weight, value=1.0)]
    with pytest.raises(engine.AmendError) as caught:
        engine.set_weights(engine.init(spec()), weights)
    assert caught.value.name == name


def test_the_output_bias_can_be_set() -> None:
    state = engine.init(spec())
    changed = engine.set_weights(state, [engine.Weight(layer=2, unit=0, value=5.0)])
    assert changed.parameters[-1] == 5
    assert state.parameters[-1] == 0
    assert engine.observe(changed).metrics["loss"] != engine.observe(state).metrics["loss"]


def test_weights_set_before_the_first_update_are_the_start() -> None:
    bias = engine.Weight(layer=2, unit=0, value=5.0)
    start = engine.set_weights(engine.init(spec()), [bias])
    assert start.history.last() == engine.observe(start).metrics
    later = engine.advance(start, steps=1)
    assert engine.set_weights(later, [bias]).history is later.history


@pytest.mark.parametrize("data", ["circle", "pass_class", "blobs"])
def test_differences_agree_with_backpropagation(data: str) -> None:
    loss = "categorical_crossentropy" if data == "blobs" else "binary_crossentropy"
    spec = {"data": data, "network": {"hidden_layers": [3, 2]}, "training": {"loss": loss}}
    state = engine.advance(engine.init(engine.Spec.model_validate(spec)), epochs=2)
    layers = engine.trace(state, (2.0, 1.0), 1).layers
    for number, layer in enumerate(layers):
        assert layer.dW is not None
        assert layer.db is not None
        for unit, db in enumerate(layer.db):
            found = engine.differences(state, (2.0, 1.0), 1, number, unit)
            expected = [*(row[unit] for row in layer.dW), db]
            np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-9)


def test_differences_of_a_unit_that_is_not_there() -> None:
    state = engine.init(engine.Spec())
    for layer, unit in ((3, 0), (0, 4), (-1, 0)):
        with pytest.raises(ValueError, match="no such unit"):
            engine.differences(state, (0, 0), 1, layer, unit)
