"""The landscape of the loss: what it would be for other weights, on a plane through one's own.

A network's weights are a point in a space of very many axes, so what is seen of the loss is a slice
of it. `random_plane` lies along two directions drawn by chance, each neuron's incoming weights
scaled to the length of its own (filter normalisation: H. Li, Z. Xu, G. Taylor, C. Studer and
T. Goldstein, Visualizing the Loss Landscape of Neural Nets, 2018), with biases left as they are.
`path_plane` lies along the way that training took, by its two principal components.

The loss is the one that a run reports: the mean over the points, without the penalty of a
regularizer, and without dropout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine import rng
from engine.arrays import Array, Call, read_only
from engine.datasets import points
from engine.errors import LandscapeError
from engine.metrics import LARGEST
from engine.network import Shape, frozen_in, input_values
from engine.plans import Passage
from engine.sentences import say
from engine.state import State
from engine.workspace import Workspace, borrow

Side = Literal["train", "test"]
"""Whose loss is meant: of the training points, or of the test points."""

ABREAST = 60_000
"""So many activations are reckoned at once: as many networks as make them, so that the numbers of
a layer stay in fast memory."""
FLAT = 1e-12
"""A path whose second component is this much shorter than its first has no plane."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in the space of weights and biases: (x, y) is origin + x · first + y · second, in
    float64 whatever the network's own precision is."""

    origin: Array
    """The weights and biases that it goes through, (p,), layer by layer as in a State."""
    directions: Array
    """The two directions, (2, p). Drawn by chance, x = 1 is as far as each neuron's own weights are
    long; along a path they have length 1."""

    def at(self, places: Array) -> Array:
        """The weights and biases (m, p) at places (m, 2)."""
        return np.asarray(self.origin + places @ self.directions)


@dataclass(frozen=True, eq=False)
class PathPlane(Plane):
    """The plane of a path, which ends where the plane begins."""

    places: Array
    """Where the points of the path lie in the plane, seen straight from above, (k, 2)."""
    distances: Array
    """How far each is from the plane in truth, (k,), in the units of x and y."""
    shares: Array
    """The shares of the path's variance along the two directions, (2,)."""
    losses: Array
    """The loss of each point of the path itself, (k,), which is not that of its place in the
    plane."""


def random_plane(state: State, seed: int = 0) -> Plane:
    """A plane through a state's weights along two directions of chance, filter-normalised. What is
    frozen stays as it is, like biases. Raises LandscapeError where all weights are 0."""
    shape = Shape.of(state.spec)
    own = state.parameters.astype(float) * _moving(state)
    drawn = rng.generator(seed, "landscape").standard_normal((2, shape.size)) * _moving(state)
    for weights, block in zip(shape.blocks(own), shape.blocks(drawn)):
        lengths = np.sqrt(np.square(block).sum(axis=-2, keepdims=True))
        wanted = np.sqrt(np.square(weights).sum(axis=-2, keepdims=True))
        block *= wanted / np.where(lengths > 0, lengths, 1)
    if not drawn.any():
        raise LandscapeError(say("landscape_of_zeros"))
    return Plane(read_only(state.parameters.astype(float)), read_only(drawn))


def _moving(state: State) -> Array:
    """1 for every weight that training moves, 0 for what is frozen and for biases, (p,)."""
    moving = Shape.of(state.spec).is_weight(np.dtype(np.float64))
    frozen = frozen_in(state.spec)
    return moving if frozen is None else moving * ~frozen


def path_plane(state: State, path: Sequence[Array], side: Side = "train") -> PathPlane:
    """The plane of the way that training took to a state, by the two principal components of the
    parameters (p,) along it; the state itself is its end. The path begins on the left.

    Raises LandscapeError for a path that has no plane, and where nothing is tested.
    """
    origin = state.parameters.astype(float)
    along = np.stack([*path, state.parameters]).astype(float)
    centred = along - along.mean(axis=0)
    # Of the few points' products, since there may be very many parameters.
    _, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    if len(lengths) < 2 or lengths[1] <= FLAT * lengths[0]:
        raise LandscapeError(say("path_without_plane"))
    places = (along - origin) @ axes[:2].T
    signs = np.where([places[0, 0] > 0, places[abs(places[:, 1]).argmax(), 1] < 0], -1.0, 1.0)
    directions, places = axes[:2] * signs[:, np.newaxis], places * signs
    apart = along - origin - places @ directions
    return PathPlane(
        origin=read_only(origin),
        directions=read_only(directions),
        places=places,
        distances=np.sqrt(np.square(apart).sum(axis=1)),
        shares=np.square(lengths[:2]) / np.square(lengths).sum(),
        losses=_own_losses(state, along, side),
    )


def axis(resolution: int, span: float) -> Array:
    """Coordinates (resolution,), an odd number of them, from −span over 0 to span."""
    half = resolution // 2
    return np.arange(-half, half + 1) / half * span


def axis_over(places: Array, resolution: int, room: float) -> Array:
    """Coordinates (resolution,) that go `room` times as far as places (k,) and 0 do, with 0 among
    them."""
    low, high = min(0.0, float(places.min())), max(0.0, float(places.max()))
    step = room * (high - low) / (resolution - 1)
    first = (low + high) / 2 - step * (resolution - 1) / 2
    return (np.arange(resolution) - min(max(round(-first / step), 0), resolution - 1)) * step


def landscape(state: State, plane: Plane, x: Array, y: Array, side: Side = "train") -> Array:
    """The losses (rows, columns) at coordinates x (columns,) and y (rows,) of a plane through a
    state, row 0 at the first y. Raises LandscapeError where nothing is tested."""
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return losses_at(state, plane, places, side).reshape(len(y), len(x))


def losses_at(state: State, plane: Plane, places: Array, side: Side = "train") -> Array:
    """The losses (m,) at places (m, 2) of a plane through a state, always finite: what is beyond
    all numbers is as in a history. At (0, 0) it is the state's own loss to the bit, elsewhere that
    of a single network to rounding. Raises LandscapeError where nothing is tested."""
    data = points(state.spec.data)
    if side == "test" and data.train == data.x.shape[1]:
        raise LandscapeError(say("nothing_tested"))
    with np.errstate(all="ignore"):
        losses = _Stack(state, side).losses(plane, places)
    for k in np.flatnonzero(~places.any(axis=1)):
        losses[k] = _own_losses(state, plane.origin[np.newaxis], side)[0]
    return losses


def moved(state: State, plane: Plane, x: float, y: float) -> State:
    """The state with the weights of a place in a plane, to be looked at."""
    there = plane.at(np.array([[x, y]]))[0]
    return replace(state, parameters=read_only(there.astype(state.parameters.dtype)))


class _Stack:
    """As many networks as are quick to reckon at once, on the points of one side."""

    def __init__(self, state: State, side: Side):
        spec, shape = state.spec, Shape.of(state.spec)
        data, loss, dtype = points(spec.data), spec.training.loss, state.parameters.dtype
        part = slice(data.train) if side == "train" else slice(data.train, None)
        inputs = input_values(spec, data.x[:, part])
        targets = loss.targets(data.goals[..., part], spec.data.task, spec.data.width)
        n = inputs.shape[-1]
        self.count = max(1, ABREAST // (n * max(shape.widths)))
        self.parameters = np.empty((self.count, shape.size), dtype)
        stacked = np.broadcast_to(inputs, (self.count, *inputs.shape))
        activations = [layer.activation for layer in spec.network.hidden_layers]
        blocks = shape.blocks(self.parameters)
        passage = Passage(shape, blocks, activations, stacked, keeps_z=False)
        self.each = np.empty((self.count, n), dtype)
        self.calls: list[Call] = [
            *passage.calls,
            *loss.value_calls(passage.z_output, targets.astype(dtype), self.each),
        ]
        self.mean = np.full(n, 1 / n, dtype)

    def losses(self, plane: Plane, places: Array) -> Array:
        """The mean losses (m,) at places (m, 2)."""
        found: Array = np.empty(len(places))
        for start in range(0, len(places), self.count):
            some = places[start : start + self.count]
            self.parameters[: len(some)] = plane.at(some)
            # The last few are fewer; the others' numbers are left over, and are not looked at.
            self.parameters[len(some) :] = self.parameters[0]
            for call in self.calls:
                call()
            found[start : start + len(some)] = self.each[: len(some)] @ self.mean
        return np.nan_to_num(found, nan=LARGEST, posinf=LARGEST)


def _own_losses(state: State, parameters: Array, side: Side) -> Array:
    """The losses (k,) of single networks with parameters (k, p), as a run measures them."""
    with borrow(state) as workspace:
        name = "loss" if side == "train" else "val_loss"
        if name not in workspace.metrics.names:
            raise LandscapeError(say("nothing_tested"))
        at = workspace.metrics.names.index(name)
        return np.array([_measured(workspace, vector)[at] for vector in parameters], float)


def _measured(workspace: Workspace, vector: NDArray[Any]) -> list[Any]:
    workspace.vectors.parameters[...] = vector
    return workspace.metrics.measure()
