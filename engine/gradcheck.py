"""A gradient check holds backpropagation against its definition: nudge a weight, watch the loss."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.network import Shape, forward
from engine.spec import Spec
from engine.workspace import Workspace


def gradient(spec: Spec, parameters: Array, batch: Array) -> Array:
    """∂J/∂P (p,) by backpropagation, as the training loop computes it.

    batch (inputs + 1 + outputs, n) holds inputs, ones and targets; J is the mean loss over it plus
    the smooth part of the penalty.
    """
    workspace = Workspace([spec])
    vectors = workspace.vectors
    vectors.parameters[...] = parameters
    vectors.scale[...] = 1
    plan = workspace.plan(batch.shape[1])
    d, outputs = workspace.shape.widths[0] + 1, workspace.shape.widths[-1]
    plan.batch[...] = batch
    plan.batch[d : d + outputs] = spec.training.loss.slope_targets(batch[d : d + outputs])
    for call in [*plan.calls, *spec.training.regularizer.gradient_calls(vectors)]:
        call()
    return vectors.gradients


def objective(spec: Spec, parameters: Array, batch: Array) -> Array:
    """J (…,) at parameters (…, p), by the plain textbook formulas: the mean loss over the batch
    plus the smooth part of the penalty."""
    blocks = Shape.of(spec).blocks(parameters)
    d, outputs = blocks[0].shape[-2], blocks[-1].shape[-1]
    activations = [layer.activation for layer in spec.network.hidden_layers]
    z = forward(blocks, activations, batch[:d])[-1]
    loss = spec.training.loss.value(z, batch[d : d + outputs]).mean(axis=-1)
    prices = [spec.training.regularizer.smooth_penalty(block[..., :-1, :]) for block in blocks]
    return np.asarray(loss + sum(prices))


def numerical_gradient(spec: Spec, parameters: Array, batch: Array, nudge: float = 1e-5) -> Array:
    """∂J/∂P (p,) by central differences: (J(P + ε) − J(P − ε)) / 2ε, for every parameter."""
    nudges = nudge * np.eye(parameters.size)  # (p, p): each row nudges one parameter
    above, below = (objective(spec, parameters + side * nudges, batch) for side in (1, -1))
    return np.asarray((above - below) / (2 * nudge))


def example_batch(spec: Spec) -> Array:
    """The training examples of a Spec (inputs + 1 + outputs, n), in the order of epoch 0."""
    return Workspace([spec]).shuffled(0)
