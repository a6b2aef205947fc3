"""A network is layers of neurons: z = Wᵀa + b, then a = g(z), layer after layer.

All parameters lie in one flat vector. A layer's are one block W of shape (d_in + 1, d_out) in it,
whose last row is the bias, fed by a row of ones under every layer's activations.

Many networks of one shape can be stacked: every array then has one more axis, the first, written …
in the shapes below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import rng
from engine.activations import Activation
from engine.arrays import Array
from engine.datasets import points
from engine.parameters import mark, write
from engine.spec import Spec


@dataclass(frozen=True)
class Shape:
    """The sizes of the layers, from inputs to outputs, and where each block lies in the vector."""

    widths: tuple[int, ...]

    @classmethod
    def of(cls, spec: Spec) -> Shape:
        """The shape of the network that a Spec describes."""
        return cls(spec.widths)

    @cached_property
    def parts(self) -> tuple[tuple[slice, tuple[int, int]], ...]:
        """Where each layer's block lies in the vector, and its shape (d_in + 1, d_out)."""
        parts, start = [], 0
        for d_in, d_out in zip(self.widths, self.widths[1:]):
            stop = start + (d_in + 1) * d_out
            parts.append((slice(start, stop), (d_in + 1, d_out)))
            start = stop
        return tuple(parts)

    @property
    def size(self) -> int:
        """The number of parameters, weights and biases."""
        return int(self.parts[-1][0].stop)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where each layer's block begins in the vector."""
        return np.array([part.start for part, _ in self.parts], np.intp)

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The rows of each hidden layer when all lie under one another, each with a row of ones."""
        spans, start = [], 0
        for width in self.widths[1:-1]:
            spans.append((start, start + width))
            start += width + 1
        return tuple(spans)

    @property
    def rows(self) -> int:
        """How many rows those are."""
        return self.spans[-1][1] + 1 if self.spans else 0

    def runs(self, activations: Sequence[Activation]) -> Iterator[tuple[Activation, slice]]:
        """Each run of hidden layers with the same activation, and the rows that it takes, their
        rows of ones among them: where all layers have one activation the run is all there is, and
        lies in one piece even in a stack."""
        for activation, run in groupby(zip(activations, self.spans), key=lambda layer: layer[0]):
            spans = [span for _, span in run]
            yield activation, slice(spans[0][0], spans[-1][1] + 1)

    def blocks(self, vector: NDArray[Any]) -> list[NDArray[Any]]:
        """Views of a flat vector (…, p), one (…, d_in + 1, d_out) a layer; the last row is the
        bias."""
        lead = vector.shape[:-1]
        return [vector[..., part].reshape(*lead, *size) for part, size in self.parts]

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
    spec.network.initializer.fill(random, shape.blocks(vector))
    write(spec.network.weights, shape.blocks(vector))
    write(spec.training.frozen, shape.blocks(vector))
    return vector.astype(spec.network.dtype)


def frozen_in(spec: Spec) -> NDArray[np.bool_] | None:
    """True (p,) for every parameter that no update moves; None where all are free."""
    if not spec.training.frozen:
        return None
    shape = Shape.of(spec)
    frozen = np.zeros(shape.size, bool)
    mark(spec.training.frozen, shape.blocks(frozen))
    return frozen


def with_ones(x: Array) -> Array:
    """x (…, d, n) with a row of ones below, (…, d + 1, n), which feeds the bias."""
    return np.concatenate([x, np.ones_like(x[..., :1, :])], axis=-2)


def input_values(spec: Spec, x: Array) -> Array:
    """The network's inputs (d + 1, n), ones included, for points x (2, n), which are scaled first
    if the data set wants it."""
    x1, x2 = points(spec.data).scaling.apply(x)
    rows = [feature.value(x1, x2) for feature in spec.network.inputs]
    return with_ones(np.stack(rows).astype(spec.network.dtype))


def forward(
    blocks: Sequence[Array], activations: Sequence[Activation], inputs: Array
) -> list[Array]:
    """Every layer's answer to inputs (…, d + 1, n), by the plain formulas: a (…, d_out, n) of each
    hidden layer, then z of the output layer."""
    answers: list[Array] = []
    a = inputs
    for block, activation in zip(blocks, activations):
        answers.append(activation.value(transposed(block) @ a))
        a = with_ones(answers[-1])
    return [*answers, transposed(blocks[-1]) @ a]


def transposed(matrix: Array) -> Array:
    """The matrix, or every matrix of a stack, with rows and columns exchanged."""
    return matrix.swapaxes(-1, -2)
