"""The planned calls say the same as the textbook's formulas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import engine
from engine.arrays import Array
from engine.catalogue import REGISTRIES
from engine.network import Shape, forward, initial_parameters
from engine.workspace import Workspace
from tests.engine.specs import data_for, kinds, spec


@pytest.mark.parametrize("activation", REGISTRIES["activations"], ids=lambda c: str(c.name()))
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_planned_activation_is_the_formula(activation: type, dtype: str) -> None:
    choice = activation()
    z = np.linspace(-12, 12, 101).astype(dtype).reshape(1, -1)
    a, slope = np.empty_like(z), np.empty_like(z)
    for call in [*choice.value_calls(z, a), *choice.derivative_calls(z, a, slope)]:
        call()
    tolerance = 1e-5 if dtype == "float32" else 1e-12
    expected = choice.value(z)
    assert expected.dtype == z.dtype
    assert_allclose(a, expected, rtol=tolerance, atol=tolerance)
    assert_allclose(slope, choice.derivative(z, expected), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("activation", REGISTRIES["activations"], ids=lambda c: str(c.name()))
def test_activation_stays_finite_far_out(activation: type) -> None:
    z = np.array([[-1e4, -100, 0, 100, 1e4]])
    with np.errstate(all="raise", under="ignore"):
        a = activation().value(z)
        slope = activation().derivative(z, a)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("kind", kinds("losses"))
def test_planned_loss_is_the_formula(kind: str) -> None:
    checked = spec({"kind": data_for(kind)}, training={"loss": kind})
    loss, targets = checked.training.loss, Workspace([checked]).targets
    z = np.asarray(np.random.default_rng(1).normal(0, 3, targets.shape))
    dz = np.empty_like(z)
    for call in loss.slope_calls(z, loss.slope_targets(targets), dz):
        call()
    dz *= loss.slope_unit(len(z))
    assert_allclose(dz, loss.slope(z, targets), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", kinds("losses"))
@pytest.mark.parametrize("size", [0.0, 1.0, 30.0, 1e4])
def test_loss_is_finite_for_large_logits(kind: str, size: float) -> None:
    checked = spec({"kind": data_for(kind)}, training={"loss": kind})
    loss, targets = checked.training.loss, Workspace([checked]).targets
    z = np.random.default_rng(1).choice(np.array([-size, size], float), targets.shape)
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(loss.value(z, targets)).all()
        assert np.isfinite(loss.slope(z, targets)).all()
    assert (loss.value(z, targets) >= 0).all()


def textbook_epoch(trained: engine.Spec) -> Array:
    """The parameters after epoch 1 of plain gradient descent, written as in a textbook."""
    shape, parameters = Shape.of(trained), initial_parameters(trained)
    blocks = shape.blocks(parameters)
    training = trained.training
    examples, size = Workspace([trained]).shuffled(0), training.batch_of(10**9)
    d = blocks[0].shape[0]
    for start in range(0, examples.shape[1], size):
        batch = examples[:, start : start + size]
        zs, answers = [], [batch[:d]]
        for block, layer in zip(blocks, trained.network.hidden_layers):
            zs.append(block.T @ answers[-1])
            ones = np.ones((1, batch.shape[1]))
            answers.append(np.concatenate([layer.activation.value(zs[-1]), ones]))
        dz = training.loss.slope(blocks[-1].T @ answers[-1], batch[d:]) / batch.shape[1]
        gradients: list[Array] = []
        for k in reversed(range(len(blocks))):
            gradients.insert(0, answers[k] @ dz.T)
            if k:
                g = trained.network.hidden_layers[k - 1].activation
                dz = (blocks[k][:-1] @ dz) * g.derivative(zs[k - 1], answers[k][:-1])
        for block, change in zip(blocks, gradients):
            block -= training.optimizer.learning_rate * change
    return parameters


@pytest.mark.parametrize("activation", kinds("activations"))
@pytest.mark.parametrize("batch_size", [1, 7, 24, 100])
def test_an_epoch_is_the_textbooks_epoch(activation: str, batch_size: int) -> None:
    trained = spec(
        network={"activation": activation, "hidden_layers": [4, 3, 2]},
        training={"batch_size": batch_size},
    )
    state = engine.advance(engine.init(trained), epochs=1)
    assert_allclose(state.parameters, textbook_epoch(trained), rtol=1e-9, atol=1e-12)


@given(seed=st.integers(0, 2**32 - 1), order=st.permutations(range(5)))
@settings(max_examples=25, deadline=None)
def test_hidden_units_can_change_places(seed: int, order: list[int]) -> None:
    shape = Shape.of(spec(network={"hidden_layers": [5], "seed": seed}))
    network = spec(network={"hidden_layers": [5], "seed": seed})
    first, second = shape.blocks(initial_parameters(network))
    inputs = np.concatenate([np.random.default_rng(seed).normal(size=(2, 9)), np.ones((1, 9))])
    activations = [layer.activation for layer in network.network.hidden_layers]
    swapped = [first[:, order], np.concatenate([second[:-1][order], second[-1:]])]
    assert_allclose(
        forward(swapped, activations, inputs)[-1],
        forward([first, second], activations, inputs)[-1],
        rtol=1e-12,
        atol=1e-12,
    )


def test_the_lectures_perceptron() -> None:
    perceptron = spec(network={"hidden_layers": []})
    block = np.array([[3.0], [-2.0], [1.0]])
    z = forward([block], [], np.array([[-1.0], [2.0], [1.0]]))[-1]
    assert z.item() == -6
    assert perceptron.training.loss.link(z).item() == pytest.approx(0.0024726231566347743)
