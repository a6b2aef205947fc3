"""A Model is what every export is written from: points, layers and weights of one run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

import engine

Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Weights:
    """One layer's weights W (d_in, d_out) and biases b (d_out,)."""

    W: Array
    b: Array

    @classmethod
    def of(cls, state: engine.State) -> tuple[Weights, ...]:
        """The layers of a state, the output last."""
        blocks = engine.observe(state, resolution=2, map_resolution=2).blocks
        return tuple(cls(block[:-1], block[-1]) for block in blocks)


class Model:
    """A run at one moment, in the words that exports need."""

    def __init__(self, state: engine.State) -> None:
        self.state = state
        self.spec = state.spec
        self.epoch = state.seen // engine.training_points(state.spec)
        self.x, self.labels, self.train = engine.points_of(state)  # (n, 2), (n,) or (n, values)
        self.scaling = engine.scaling_of(state)
        self.value_centre, self.value_spread = engine.value_scaling_of(state)
        *hidden, last = Weights.of(state)
        # The last layer is a sum, so that it can answer in the values' own units by itself.
        self.trained = (
            *hidden,
            Weights(last.W * self.value_spread, last.b * self.value_spread + self.value_centre),
        )

    @cached_property
    def first(self) -> tuple[Weights, ...]:
        """The layers before training, as the spec tells them or as they were set by hand."""
        if self.state.first is not None:
            return Weights.of(replace(self.state, parameters=self.state.first))
        return Weights.of(engine.init(self.spec))

    @property
    def widths(self) -> list[int]:
        """The sizes of the layers, from inputs to outputs."""
        return [len(self.trained[0].W), *(len(layer.b) for layer in self.trained)]

    @property
    def outputs(self) -> int:
        """How many numbers the network answers with."""
        return self.widths[-1]

    @property
    def activations(self) -> list[tuple[Any, str]]:
        """Each hidden layer's activation, and its place in the spec."""
        return [
            (layer.activation, f"/network/hidden_layers/{k}/activation")
            for k, layer in enumerate(self.spec.network.hidden_layers)
        ]

    @property
    def is_regression(self) -> bool:
        """Whether labels are real values, not class numbers."""
        return self.spec.data.task == "regression"

    def few(self) -> list[list[float]]:
        """A few points to ask the network about: the centre of the map, and four around it."""
        (left, right), (low, high) = self.spec.data.domain
        places = [(0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
        return [
            [shortened(left + u * (right - left)), shortened(low + v * (high - low))]
            for u, v in places
        ]


def shortened(value: float) -> float:
    """A number of as few digits as make the same float32; as it is where it is beyond those."""
    narrow = np.float32(value)
    return float(str(narrow)) if np.isfinite(narrow) else value
