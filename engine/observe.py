"""A Frame is what there is to see of a state: losses, boundary, what each neuron sees, weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array
from engine.datasets import points
from engine.network import Shape, forward, input_values
from engine.state import State
from engine.workspace import borrow


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a run, as plain numbers. In every map row 0 is the lowest x2."""

    epoch: int
    step: int
    metrics: dict[str, float]
    boundary: Array
    """The network's answer over the domain, (outputs, resolution, resolution)."""
    maps: Array
    """Every input, then every hidden unit, (neurons, map_resolution, map_resolution)."""
    blocks: list[Array]
    """Each layer's weights with its biases as the last row, (d_in + 1, d_out)."""


def observe(state: State, resolution: int = 100, map_resolution: int = 20) -> Frame:
    """The frame of a state: `resolution` and `map_resolution` are the maps' points a side."""
    with borrow(state) as workspace:
        measured = map(float, workspace.metrics.measure())
        boundary = workspace.grid(resolution)
        small = workspace.grid(map_resolution)
        for call in [*boundary.calls, *small.calls]:
            call()
        answer = state.spec.training.loss.link(boundary.z_output)
        neurons = [a[:-1] for a in small.plan.with_ones]
        return Frame(
            epoch=state.seen // workspace.train,
            step=state.step,
            metrics=dict(zip(workspace.metrics.names, measured)),
            boundary=answer.reshape(-1, resolution, resolution),
            maps=np.concatenate(neurons).reshape(-1, map_resolution, map_resolution),
            blocks=Shape.of(state.spec).blocks(state.parameters),
        )


def predict(state: State, x: ArrayLike) -> Array:
    """The network's answers (n, outputs) to points x (n, 2): probabilities, or values.

    Raises ValueError when x is not of that shape.
    """
    points_given = np.asarray(x, dtype=float)
    if points_given.ndim != 2 or points_given.shape[1] != 2:
        raise ValueError("Points should have the shape (n, 2).")
    spec = state.spec
    activations = [layer.activation for layer in spec.network.hidden_layers]
    blocks = Shape.of(spec).blocks(state.parameters)
    with np.errstate(over="ignore"):
        z = forward(blocks, activations, input_values(spec, points_given.T))[-1]
        return spec.training.loss.link(z).T


def points_of(state: State) -> tuple[Array, Array, int]:
    """The data of a run: x (n, 2), labels (n,), and how many of them, the first, are training
    points."""
    drawn = points(state.spec.data)
    return drawn.x.T, drawn.labels, drawn.train
