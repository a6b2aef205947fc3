"""A network is layers of neurons: z = Wᵀa + b, then a = g(z), layer after layer.

All parameters lie in one flat vector. A layer's are one block W of shape (d_in + 1, d_out) in it,
whose last row is the bias, fed by a row of ones under every layer's activations. Training one
small batch takes microseconds, almost all of it the cost of calling NumPy. So a step is planned
once, as a list of calls bound to buffers that stay where they are, and then run many times:
`for call in calls: call()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

import numpy as np

from engine import rng
from engine.activations import AnyActivation
from engine.arrays import Array, Call
from engine.losses import AnyLoss
from engine.spec import Spec


@dataclass(frozen=True)
class Shape:
    """The sizes of the layers, from inputs to outputs, and where each block lies in the vector."""

    widths: tuple[int, ...]

    @classmethod
    def of(cls, spec: Spec) -> Shape:
        """The shape of the network that a Spec describes."""
        hidden = (layer.units for layer in spec.network.hidden_layers)
        outputs = spec.training.loss.outputs(len(spec.data.classes))
        return cls((len(spec.network.inputs), *hidden, outputs))

    @cached_property
    def size(self) -> int:
        """The number of parameters, weights and biases."""
        return sum((d_in + 1) * d_out for d_in, d_out in zip(self.widths, self.widths[1:]))

    def blocks(self, vector: Array) -> list[Array]:
        """Views of a flat vector, one (d_in + 1, d_out) a layer; the last row is the bias."""
        blocks, start = [], 0
        for d_in, d_out in zip(self.widths, self.widths[1:]):
            stop = start + (d_in + 1) * d_out
            blocks.append(vector[start:stop].reshape(d_in + 1, d_out))
            start = stop
        return blocks

    def is_weight(self, dtype: np.dtype[np.floating]) -> Array:
        """A vector (p,) with 1 for every weight and 0 for every bias."""
        mask = np.ones(self.size, dtype)
        for block in self.blocks(mask):
            block[-1] = 0
        return mask


def initial_parameters(spec: Spec) -> Array:
    """The first weights and biases (p,) of a Spec."""
    shape = Shape.of(spec)
    vector = np.zeros(shape.size)
    random = rng.generator(spec.network.seed, "weights")
    for block in shape.blocks(vector):
        d_in, d_out = block.shape
        block[:-1] = spec.network.initializer.weights(random, d_in - 1, d_out)
    return vector.astype(spec.network.dtype)


def with_ones(x: Array) -> Array:
    """x (d, n) with a row of ones below, (d + 1, n), which feeds the bias."""
    return np.concatenate([x, np.ones((1, x.shape[1]), x.dtype)])


def input_values(spec: Spec, x: Array) -> Array:
    """The network's inputs (d + 1, n), ones included, for points x (2, n)."""
    rows = [feature.value(x[0], x[1]) for feature in spec.network.inputs]
    return with_ones(np.stack(rows).astype(spec.network.dtype))


def forward(blocks: list[Array], activations: list[AnyActivation], inputs: Array) -> list[Array]:
    """Every layer's answer to inputs (d + 1, n): a (d_out, n) of each hidden layer, then z of the
    output layer."""
    answers: list[Array] = []
    a = inputs
    for block, activation in zip(blocks, activations):
        answers.append(activation.value(block.T.dot(a)))
        a = with_ones(answers[-1])
    return [*answers, blocks[-1].T.dot(a)]


class ForwardPlan:
    """The calls that take a fixed set of inputs through the network, into fixed buffers."""

    def __init__(self, blocks: list[Array], activations: list[AnyActivation], inputs: Array):
        n, dtype = inputs.shape[1], inputs.dtype
        widths = [block.shape[1] for block in blocks]
        self.calls: list[Call] = []
        # The hidden layers lie under one another, each with its row of ones, so that a run of
        # layers with one activation has its derivative taken at once.
        rows = sum(width + 1 for width in widths[:-1])
        self.z_rows, self.a_rows = np.ones((rows, n), dtype), np.ones((rows, n), dtype)
        self.with_ones = [inputs]
        self.spans: list[tuple[int, int]] = []
        start = 0
        for block, activation in zip(blocks, activations):
            stop = start + block.shape[1]
            z, a = self.z_rows[start:stop], self.a_rows[start:stop]
            self.calls += [partial(block.T.dot, self.with_ones[-1], z)]
            self.calls += activation.value_calls(z, a)
            self.with_ones.append(self.a_rows[start : stop + 1])
            self.spans.append((start, stop))
            start = stop + 1
        self.z_output = np.empty((widths[-1], n), dtype)
        self.calls.append(partial(blocks[-1].T.dot, self.with_ones[-1], self.z_output))


class BatchPlan:
    """The calls of one training step on a batch: forward, loss, backward.

    They read `batch` (inputs + 1 + outputs, size), points with their ones and targets, and leave
    the gradient of the batch's mean loss, times `factor`, in the vector behind gradient_blocks.
    """

    def __init__(
        self,
        blocks: list[Array],
        gradient_blocks: list[Array],
        activations: list[AnyActivation],
        loss: AnyLoss,
        size: int,
    ):
        dtype = blocks[0].dtype
        d, outputs = blocks[0].shape[0], blocks[-1].shape[1]
        self.size = size
        self.batch = np.ones((d + outputs, size), dtype)
        self.factor = np.array(1 / size, dtype)
        inputs, targets = self.batch[:d], self.batch[d:]

        ahead = ForwardPlan(blocks, activations, inputs)
        dz = np.empty_like(ahead.z_output)
        calls = [*ahead.calls, *loss.slope_calls(ahead.z_output, targets, dz)]
        calls.append(partial(np.multiply, dz, self.factor, dz))

        slopes = np.empty_like(ahead.z_rows)
        layers = zip(activations, ahead.spans, strict=True)
        for activation, run in groupby(layers, key=lambda layer: layer[0]):
            spans = [span for _, span in run]
            rows = slice(spans[0][0], spans[-1][1])
            calls += activation.derivative_calls(
                ahead.z_rows[rows], ahead.a_rows[rows], slopes[rows]
            )
        for layer in reversed(range(len(blocks))):
            calls.append(partial(ahead.with_ones[layer].dot, dz.T, gradient_blocks[layer]))
            if layer > 0:
                slope = slopes[slice(*ahead.spans[layer - 1])]
                da = np.empty_like(slope)
                calls.append(partial(blocks[layer][:-1].dot, dz, da))
                calls.append(partial(np.multiply, da, slope, da))
                dz = da
        self.calls: list[Call] = calls
