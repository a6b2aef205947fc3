"""Backpropagation is held against central differences, for every combination there is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

import engine
from engine.arrays import Array
from engine.gradcheck import example_batch, gradient, numerical_gradient
from engine.network import Shape, forward, initial_parameters
from tests.engine.specs import CATALOGUE, data_for, kinds, spec
from tests.oracle.cases import FORMULAS

NUDGE = 1e-5
CLEARANCE = 2e-3


def away_from_kinks(checked: engine.Spec, parameters: Array, batch: Array) -> Array:
    """The examples at which no neuron and no loss sits on a kink, where slopes jump."""
    blocks = Shape.of(checked).blocks(parameters)
    d = blocks[0].shape[0]
    activations = [layer.activation for layer in checked.network.hidden_layers]
    clear = np.ones(batch.shape[1], bool)
    a = batch[:d]
    for block, activation in zip(blocks, activations):
        z = block.T.dot(a)
        for kink in activation.corners():
            clear &= (np.abs(z - kink) > CLEARANCE).all(axis=0)
        a = np.concatenate([activation.value(z), np.ones((1, a.shape[1]))])
    z, t = forward(blocks, activations, batch[:d])[-1], batch[d:]
    loss = checked.training.loss
    jump = np.abs(loss.slope(z + CLEARANCE, t) - loss.slope(z - CLEARANCE, t))
    return batch[:, clear & (jump < 0.1).all(axis=0)]


def check(checked: engine.Spec) -> None:
    random = np.random.default_rng(5)
    parameters = initial_parameters(checked)
    parameters = parameters + random.uniform(-0.3, 0.3, parameters.shape)
    batch = away_from_kinks(checked, parameters, example_batch(checked))[:, :7]
    assert batch.shape[1] >= 3, "too few examples away from kinks"
    assert_allclose(
        gradient(checked, parameters, batch),
        numerical_gradient(checked, parameters, batch, NUDGE),
        rtol=1e-5,
        atol=1e-7,
    )


@pytest.mark.parametrize("loss", kinds("losses"))
@pytest.mark.parametrize("activation", kinds("activations"))
def test_backward_is_the_derivative_of_forward(activation: str, loss: str) -> None:
    for regularizer in kinds("regularizers"):
        for depth in range(4):
            check(
                spec(
                    {"kind": data_for(loss), "n": 48},
                    {"hidden_layers": [3] * depth, "activation": activation},
                    {"loss": loss, "regularizer": regularizer},
                )
            )


@pytest.mark.parametrize("formula", FORMULAS)
def test_so_it_is_with_formulas_of_ones_own(formula: str) -> None:
    for depth in range(1, 4):
        own = {"kind": "formula", "expression": formula}
        check(spec(network={"hidden_layers": [3] * depth, "activation": own}))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kind", kinds("activations"))
def test_slopes_are_numbers_however_far_out(kind: str, dtype: str) -> None:
    activation = spec(network={"activation": kind}).network.hidden_layers[0].activation
    largest = np.finfo(dtype).max
    far = np.array([20, 1e4, np.cbrt(largest), np.sqrt(largest), largest])
    z = np.concatenate([-far[::-1], far]).astype(dtype)[np.newaxis]
    a, slope = np.empty_like(z), np.zeros_like(z)
    with np.errstate(over="ignore"):
        for call in [*activation.value_calls(z, a), *activation.derivative_calls(z, a, slope)]:
            call()
    assert not np.isnan(a).any()
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("loss", kinds("losses"))
def test_of_several_outputs_the_sum(loss: str) -> None:
    fields = next(entry for entry in CATALOGUE["losses"] if entry["kind"] == loss)
    if "over_outputs" not in fields["defaults"]:
        return
    data = "blobs" if "multiclass" in fields["tasks"] else "whirl"
    check(spec({"kind": data}, training={"loss": {"kind": loss, "over_outputs": "sum"}}))


def test_layers_may_differ() -> None:
    for first in kinds("activations"):
        layers = [
            {"units": 2, "activation": first},
            {"units": 3, "activation": "tanh"},
            {"units": 2, "activation": "tanh"},
            {"units": 2, "activation": first},
        ]
        check(spec(network={"hidden_layers": layers}))
