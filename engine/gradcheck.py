"""A gradient check holds backpropagation against its definition: nudge a weight, watch the loss."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.network import BatchPlan, Shape, forward
from engine.spec import Spec
from engine.workspace import Workspace


def gradient(spec: Spec, parameters: Array, batch: Array) -> Array:
    """∂J/∂P (p,) by backpropagation, as the training loop computes it.

    batch (inputs + 1 + outputs, n) holds inputs, ones and targets; J is the mean loss over it plus
    the penalty.
    """
    shape = Shape.of(spec)
    parameters = parameters.copy()
    gradients = np.zeros_like(parameters)
    plan = BatchPlan(
        shape.blocks(parameters),
        shape.blocks(gradients),
        [layer.activation for layer in spec.network.hidden_layers],
        spec.training.loss,
        batch.shape[1],
    )
    plan.batch[...] = batch
    price = spec.training.regularizer.calls(
        parameters, gradients, shape.is_weight(parameters.dtype), np.ones((), parameters.dtype)
    )
    for call in [*plan.calls, *price]:
        call()
    return gradients


def objective(spec: Spec, parameters: Array, batch: Array) -> float:
    """J: the mean loss over the batch plus the penalty, by the plain textbook formulas."""
    shape = Shape.of(spec)
    blocks = shape.blocks(parameters)
    d = blocks[0].shape[0]
    activations = [layer.activation for layer in spec.network.hidden_layers]
    z = forward(blocks, activations, batch[:d])[-1]
    data_loss = spec.training.loss.value(z, batch[d:]).mean()
    penalty = sum(spec.training.regularizer.penalty(block[:-1]) for block in blocks)
    return float(data_loss) + penalty


def numerical_gradient(spec: Spec, parameters: Array, batch: Array, nudge: float = 1e-5) -> Array:
    """∂J/∂P (p,) by central differences: (J(P + ε) − J(P − ε)) / 2ε, parameter by parameter."""
    result = np.empty_like(parameters)
    for i in range(parameters.size):
        sides = []
        for sign in (1, -1):
            nudged = parameters.copy()
            nudged[i] += sign * nudge
            sides.append(objective(spec, nudged, batch))
        result[i] = (sides[0] - sides[1]) / (2 * nudge)
    return result


def example_batch(spec: Spec) -> Array:
    """The training examples of a Spec (inputs + 1 + outputs, n), in the order of epoch 0."""
    return Workspace(spec).shuffled(0)
