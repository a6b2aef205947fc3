"""A Frame is what there is to see of a state: losses, boundary, what each neuron sees, weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.arrays import Array
from engine.choice import members
from engine.datasets import Scaling, points
from engine.features import PLANE, AnyFeature
from engine.kept import Kept
from engine.metrics import LARGEST
from engine.network import Shape, forward, input_values
from engine.spec import Spec
from engine.state import State
from engine.workspace import Workspace, borrow, grid_points

PLANES_BYTES = 32 * 2**20
"""How much memory is given to the planes that boundaries of many networks are made on."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a run, as plain numbers. In every map row 0 is the lowest x2."""

    epoch: int
    step: int
    metrics: dict[str, float]
    boundary: Array
    """The network's answer over the domain, (outputs, resolution, resolution). This and what
    follows of other parts is empty where it was not asked for."""
    range: tuple[float, float]
    """The answers that stand for the two ends of the colour scale."""
    maps: Array
    """Every input, then every hidden unit, (neurons, map_resolution, map_resolution)."""
    blocks: list[Array]
    """Each layer's weights with its biases as the last row, (d_in + 1, d_out)."""
    weight_norms: tuple[float, ...]
    """The length √Σw² of each layer's weights and biases."""
    gradient_norms: tuple[float, ...]
    """The length of each layer's gradient for the batch that comes next."""
    dead: tuple[int, ...]
    """How many units of each hidden layer have slope 0 at every training point: they cannot learn.
    (Of very many training points only the first are looked at.)"""
    saturated: tuple[int, ...]
    """How many others have come so near the flat ends of their activation that their mean slope is
    less than a tenth of the steepest."""
    confusion: NDArray[np.intp] | None
    """How often each class (row) was taken for each class (column): (1 or 2, classes, classes), the
    training points first, then the test points if there are any. None for real values."""


@dataclass(frozen=True, eq=False)
class Vitals:
    """Of a Frame what tells whether a network moves."""

    metrics: dict[str, float]
    blocks: list[Array]
    weight_norms: tuple[float, ...]
    gradient_norms: tuple[float, ...]


def observe(
    state: State,
    resolution: int | None = 100,
    map_resolution: int | None = 20,
    *,
    health: bool = True,
) -> Frame:
    """The frame of a state: `resolution` and `map_resolution` are the maps' points a side, None
    where a map is not asked for. Without `health`, gradients and dead units are left out, too."""
    with borrow(state) as workspace:
        measured = workspace.metrics.measure()
        dead, saturated = _unable(workspace) if health else ((), ())
        answer: Array = np.empty((0, 0, 0))
        maps: Array = answer
        if map_resolution is not None:
            maps, z = workspace.maps(map_resolution).make()
            maps = maps.reshape(-1, map_resolution, map_resolution)
        if resolution is not None and resolution != map_resolution:
            boundary = workspace.boundary(resolution)
            for call in boundary.calls:
                call()
            z = boundary.z_output
        if resolution is not None:
            answer = workspace.points.unscaled(state.spec.training.loss.link(z))
            answer = answer.reshape(-1, resolution, resolution)
        return Frame(
            epoch=state.seen // workspace.train,
            step=state.step,
            metrics=dict(zip(workspace.metrics.names, map(float, measured), strict=True)),
            boundary=answer,
            range=_range(workspace),
            maps=maps,
            blocks=workspace.shape.blocks(state.parameters),
            weight_norms=_norms(workspace.shape, workspace.vectors.parameters)[0],
            gradient_norms=_next_gradient_norms(workspace, state)[0] if health else (),
            dead=dead,
            saturated=saturated,
            confusion=_confusion(workspace),
        )


def vitals(states: Sequence[State]) -> list[Vitals]:
    """The vitals of one state, or of those of one likeness: as in a Frame, to rounding."""
    with borrow(*states) as workspace:
        names, shape = workspace.metrics.names, workspace.shape
        measured = np.stack(workspace.metrics.measure(), axis=-1).reshape(-1, len(names))
        weights = _norms(shape, workspace.vectors.parameters)
        gradients = _next_gradient_norms(workspace, states[0])
        return [
            Vitals(dict(zip(names, values.tolist())), shape.blocks(state.parameters), *norms)
            for state, values, *norms in zip(states, measured, weights, gradients, strict=True)
        ]


def _range(workspace: Workspace) -> tuple[float, float]:
    return range_of(workspace.spec, workspace.points.unscaled(workspace.targets))


def range_of(spec: Spec, own: Array) -> tuple[float, float]:
    """The ends of the colour scale, where the data's own values are these."""
    loss = spec.training.loss
    if spec.data.task != "regression":
        return loss.low, loss.high
    # Values that are no numbers of this network's are beyond the ends, which have to be numbers,
    # and so has what lies between them.
    most = float(np.finfo(own.dtype).max) / 2
    low, high = np.clip([own.min(), own.max()], -most, most).tolist()
    return (low, high) if low < high else (low - 1, high + 1)


class _Plane:
    """What the boundary of a Spec's networks is made with, but for their weights."""

    def __init__(self, spec: Spec, resolution: int):
        drawn, training = points(spec.data), spec.training
        self.spec, self.shape = spec, Shape.of(spec)
        self.activations = [layer.activation for layer in spec.network.hidden_layers]
        self.inputs = input_values(spec, grid_points(spec, resolution))
        goals = training.loss.targets(drawn.goals, spec.data.task, spec.data.width)
        with np.errstate(all="ignore"):
            self.range = range_of(spec, drawn.unscaled(goals.astype(spec.network.dtype)))
        # Without its points, of which there may be many.
        self.values = replace(drawn, x=drawn.x[:, :0], labels=drawn.labels[..., :0])


_planes: Kept[_Plane] = Kept(PLANES_BYTES)
_lock = Lock()


def boundaries(states: Sequence[State], resolution: int) -> list[tuple[Array, tuple[float, float]]]:
    """The answers of many networks, each over its own domain, (outputs, resolution, resolution),
    and the answers that stand for the two ends of its colour scale; as in a Frame, to rounding."""
    found = []
    for state in states:
        with _lock:
            # By identity, as workspaces are: to compare specs takes as long as all that follows.
            key = id(state.spec), resolution
            plane = _planes.get(key, partial(_Plane, state.spec, resolution))
        blocks = plane.shape.blocks(state.parameters)
        with np.errstate(all="ignore"):
            z = forward(blocks, plane.activations, plane.inputs)[-1]
            answer = plane.values.unscaled(state.spec.training.loss.link(z))
        found.append((answer.reshape(-1, resolution, resolution), plane.range))
    return found


def _norms(shape: Shape, vectors: Array) -> list[tuple[float, ...]]:
    """The length of each layer's part of a flat vector (…, p), always finite: of each network."""
    norms = np.sqrt(np.add.reduceat(np.square(vectors), shape.starts, axis=-1))
    if not np.isfinite(norms).all():
        # Squares overflow long before lengths do; what is beyond numbers is shown as the largest.
        squares = np.add.reduceat(np.square(vectors, dtype=float), shape.starts, axis=-1)
        norms = np.nan_to_num(np.sqrt(squares), nan=LARGEST, posinf=LARGEST)
    return [tuple(each) for each in norms.reshape(-1, len(shape.starts)).tolist()]


def _next_gradient_norms(workspace: Workspace, state: State) -> list[tuple[float, ...]]:
    n = workspace.train
    size = state.spec.training.batch_of(n)
    start = state.seen % n
    stop = min(n, (start // size + 1) * size)
    plan = workspace.plan(stop - start)
    workspace.vectors.scale[...] = 1
    plan.scale(1)
    plan.batch[...] = workspace.lessons(state.seen // n)[..., start:stop]
    for call in [*plan.calls, *workspace.pull]:
        call()
    return _norms(workspace.shape, workspace.vectors.gradients)


def _unable(workspace: Workspace) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many units of each hidden layer are dead, and how many saturated, after a measurement."""
    steepness = workspace.steepness.measure()
    dead: list[int] = []
    saturated: list[int] = []
    for activation, (start, stop) in zip(workspace.activations, workspace.shape.spans):
        units, limit = steepness[start:stop], activation.flat_limit() or 0.0
        dead.append(units.count(0))
        saturated.append(sum(0 < unit < limit for unit in units))
    return tuple(dead), tuple(saturated)


def _confusion(workspace: Workspace) -> NDArray[np.intp] | None:
    k = len(workspace.spec.data.classes)
    if k == 0:
        return None
    decided = workspace.spec.training.loss.decide(workspace.metrics.passage.z_output)
    parts = 1 if workspace.train == len(decided) else 2
    counts = np.bincount(workspace.confusion_rows + decided, minlength=parts * k * k)
    return counts.reshape(parts, k, k)


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
    with np.errstate(all="ignore"):
        z = forward(blocks, activations, input_values(spec, points_given.T))[-1]
        return points(spec.data).unscaled(spec.training.loss.link(z)).T


def points_of(state: State) -> tuple[Array, Array, int]:
    """The data of a run: x (n, 2), labels (n,) or (n, values), and how many of them, the first,
    are training points."""
    drawn = points(state.spec.data)
    return drawn.x.T, drawn.labels.T, drawn.train


def input_maps(state: State) -> dict[str, list[list[float]]] | None:
    """What each input there is would be over the plane of a run, its coordinates scaled as the
    network is given them, as in the catalogue; None where that is the catalogue's plane, too."""
    plane = points(state.spec.data).scaling.apply(np.array(state.spec.data.domain, float)).tolist()
    if plane == [list(side) for side in PLANE]:
        return None
    inputs = [feature() for feature in members(AnyFeature)]
    return {each.name(): each.map_over(plane) for each in inputs}  # type: ignore[attr-defined]


def value_scaling_of(state: State) -> tuple[float, float]:
    """The centre and spread by which real values are scaled to be learned; 0 and 1 where they are
    learned as they are."""
    drawn = points(state.spec.data)
    return drawn.value_centre, drawn.value_spread


def scaling_of(state: State) -> Scaling:
    """How the coordinates of a run's points are scaled before the network is given them."""
    return points(state.spec.data).scaling
