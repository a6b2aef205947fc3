"""What lies within a network: where a layer puts the points, and what it is without a unit.

A layer of two units bends the plane of the points into another plane, in which what follows has an
easier task: that can be drawn as it is. Of a layer of more units two are chosen, or the two
principal components of its answers to the training points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array, read_only
from engine.datasets import points
from engine.errors import HiddenError
from engine.network import Shape, forward, input_values, with_ones
from engine.observe import range_of
from engine.sentences import say
from engine.spec import Spec
from engine.state import State
from engine.workspace import grid_points

MARGIN = 0.05
"""How far what is shown goes beyond what lies in it, as a share of its stretch."""
FARTHEST = 1e30
"""Answers beyond are taken for this, so that their squares are numbers, and float32 has them."""

Stretch = tuple[float, float]


@dataclass(frozen=True, eq=False)
class HiddenSpace:
    """A hidden layer's answers, seen in a plane."""

    layer: int
    """0 is the first hidden layer."""
    units: tuple[int, int] | None
    """The two units whose answers the axes are; None: the axes are the principal components of the
    answers to the training points, whose mean is (0, 0)."""
    shares: tuple[float, float]
    """The share of the variance of these answers along either axis."""
    is_exact: bool
    """Whether the plane is all there is, as in a layer of one or two units. Otherwise `regions` are
    those of the plane through the mean answer to the training points, and points lie beside it."""
    train: Array
    """Where the training points lie, (2, n), in the order of the data."""
    test: Array
    """Where the test points lie, (2, m)."""
    grid: Array
    """Where an even grid over the domain of the data is bent to, (2, rows, columns); row 0 is the
    lowest x2."""
    domain: tuple[Stretch, Stretch]
    """The stretch of either axis that holds all of them, and on which regions are made."""
    regions: Array
    """What the rest of the network answers over this plane, (outputs, resolution, resolution); row
    0 is the lowest."""
    range: tuple[float, float]
    """The answers that stand for the two ends of the colour scale."""


def hidden_space(
    state: State,
    layer: int,
    units: tuple[int, int] | None = None,
    *,
    grid: int = 41,
    resolution: int = 50,
) -> HiddenSpace:
    """A hidden layer's answers to points and to a grid of grid × grid, on the axes of two of its
    units, or of its principal components; two units alone are the axes unless told otherwise.

    Raises HiddenError where there is no such layer, or no two such units.
    """
    spec, data = state.spec, points(state.spec.data)
    width = _checked_layer(spec, layer)
    if units is None and width == 2:
        units = (0, 1)
    for unit in units or ():
        if unit not in range(width):
            raise HiddenError(say("hidden_unit_unknown", last=width - 1))
    if units is not None and units[0] == units[1]:
        raise HiddenError(say("hidden_units_two"))
    with np.errstate(all="ignore"):
        theirs = _answers(state, layer, data.x)
        bent = _answers(state, layer, grid_points(spec, grid))
        view = _View(theirs[:, : data.train], units)
        places, lines = view.of(theirs), view.of(bent)
        domain = _domain(np.concatenate([places, lines], axis=1))
        across, up = np.meshgrid(*(np.linspace(*side, resolution) for side in domain))
        on_plane = view.back(np.stack([across.ravel(), up.ravel()]))
        loss, own = spec.training.loss, data.goals
        z = _follow(state, layer, on_plane.astype(state.parameters.dtype))
        regions = data.unscaled(loss.link(z)).reshape(-1, resolution, resolution)
        targets = loss.targets(own, spec.data.task, spec.data.width).astype(z.dtype)
        ends = range_of(spec, data.unscaled(targets))
    return HiddenSpace(
        layer=layer,
        units=units,
        shares=view.shares,
        is_exact=width <= 2,
        train=places[:, : data.train],
        test=places[:, data.train :],
        grid=lines.reshape(2, grid, grid),
        domain=domain,
        regions=regions,
        range=ends,
    )


class _View:
    """Two axes in the space of a layer's answers (units, n): points have coordinates on them, and a
    plane through the mean answer has points."""

    def __init__(self, answers: Array, units: tuple[int, int] | None):
        self.mean = answers.mean(axis=1, keepdims=True)
        centred = answers - self.mean
        covariance = centred @ centred.T
        total = float(np.trace(covariance))
        if units is None:
            self.basis, self.start = _components(covariance), self.mean
        else:
            self.basis, self.start = np.eye(len(answers))[list(units)], np.zeros_like(self.mean)
        along = np.einsum("ij,jk,ik->i", self.basis, covariance, self.basis)
        self.shares = (float(along[0] / total), float(along[1] / total)) if total else (0.0, 0.0)

    def of(self, answers: Array) -> Array:
        """The coordinates (2, n) of answers (units, n)."""
        return np.asarray(self.basis @ (answers - self.start))

    def back(self, places: Array) -> Array:
        """The answers (units, n) at places (2, n) of the plane."""
        return np.asarray(self.mean + self.basis.T @ (places - self.of(self.mean)))


def _components(covariance: Array) -> Array:
    """The two principal axes (2, units), each with its largest part positive; of a single unit the
    second is none."""
    _, vectors = np.linalg.eigh(covariance)
    axes = np.zeros((2, len(covariance)))
    axes[: len(covariance)] = vectors.T[::-1][:2]
    largest = axes[np.arange(2), np.abs(axes).argmax(axis=1)]
    return np.where(largest < 0, -1, 1)[:, np.newaxis] * axes


def _domain(places: Array) -> tuple[Stretch, Stretch]:
    """The stretches that hold places (2, n), with some room around; never none."""
    stretches = []
    for low, high in zip(places.min(axis=1).tolist(), places.max(axis=1).tolist()):
        room = MARGIN * (high - low) or 1.0
        stretches.append((low - room, high + room))
    return stretches[0], stretches[1]


def _answers(state: State, layer: int, x: Array) -> Array:
    """What a hidden layer answers to points (2, n), in float64 and finite, (units, n)."""
    blocks = Shape.of(state.spec).blocks(state.parameters)
    activations = [each.activation for each in state.spec.network.hidden_layers]
    answers = forward(blocks[: layer + 2], activations[: layer + 1], input_values(state.spec, x))
    finite = np.nan_to_num(answers[layer].astype(float), posinf=FARTHEST, neginf=-FARTHEST)
    return np.asarray(np.clip(finite, -FARTHEST, FARTHEST))


def _follow(state: State, layer: int, answers: Array) -> Array:
    """z of the output layer (outputs, n), where a hidden layer answers (units, n)."""
    blocks = Shape.of(state.spec).blocks(state.parameters)[layer + 1 :]
    activations = [each.activation for each in state.spec.network.hidden_layers[layer + 1 :]]
    return forward(blocks, activations, with_ones(answers))[-1]


def _checked_layer(spec: Spec, layer: int) -> int:
    """The width of a hidden layer. Raises HiddenError where there is none."""
    layers = spec.network.hidden_layers
    if not layers:
        raise HiddenError(say("nothing_hidden"))
    if layer not in range(len(layers)):
        raise HiddenError(say("hidden_layer_unknown", last=len(layers) - 1))
    return layers[layer].units


def ablate(state: State, units: Sequence[tuple[int, int]]) -> State:
    """The state with hidden units, (layer, unit) each, held at 0: what follows hears nothing of
    them. Their own weights stay. To be looked at, for its history is still the whole network's.

    Raises HiddenError where there is no such unit.
    """
    parameters = state.parameters.copy()
    blocks = Shape.of(state.spec).blocks(parameters)
    for layer, unit in units:
        if unit not in range(_checked_layer(state.spec, layer)):
            raise HiddenError(say("hidden_unit_unknown", last=len(blocks[layer + 1]) - 2))
        blocks[layer + 1][unit] = 0
    return replace(state, parameters=read_only(parameters))
