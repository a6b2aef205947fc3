"""What lies deeper in a network, for whoever looks: the landscape of its loss, the space within it,
and figures beyond loss and accuracy."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import numpy as np

import engine
from app.work.moments import as_document
from app.work.pictures import (
    NOTHING,
    Drawn,
    Part,
    Parts,
    Picture,
    Unit,
    Units,
    as_part,
    draw,
    in_json,
    spread,
    without,
)
from app.work.texts import plain_json

ROWS = 8
"""Losses that are reckoned before the clock is looked at."""
GRID, RESOLUTION = 41, 50
"""Lines of the bent grid, and points along a side of what follows."""

HIDDEN = Part("hidden")

# The landscape


@dataclass(frozen=True)
class View:
    """Which plane of the landscape is meant, and how finely it is to be seen."""

    of: Literal["random", "path"]
    seed: int
    side: Literal["train", "test"]
    resolution: int = 0
    span: float = 1.0


@dataclass(frozen=True)
class Way:
    """The moments of a run that its path is seen by."""

    epochs: tuple[int, ...] = ()
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Surveyed:
    """How far a landscape was reckoned."""

    plane: engine.Plane
    losses: Any
    """As many as there are, (losses,), row after row."""
    answer: bytes | None = None
    """All of it, as JSON, once it is there."""


def survey(
    state: engine.State,
    wanted: View,
    way: Way,
    within_s: float,
    before: Surveyed | None = None,
) -> Surveyed:
    """Go on with a landscape, as far as time allows. Raises LandscapeError."""
    until_s = time.perf_counter() + within_s
    plane = before.plane if before else plane_of(state, wanted, way)
    x, y = _axes(plane, wanted)
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    found = [before.losses] if before else []
    done = len(before.losses) if before else 0
    count, in_time = ROWS, True
    while done < len(places) and in_time:
        began_s = time.perf_counter()
        found.append(engine.losses_at(state, plane, places[done : done + count], wanted.side))
        done += len(found[-1])
        now_s = time.perf_counter()
        in_time = now_s < until_s
        if now_s - began_s < within_s / 4:
            count *= 2
    surveyed = Surveyed(plane, np.concatenate(found))
    if done < len(places):
        return surveyed
    return replace(surveyed, answer=_told(state, wanted, way, surveyed))


def plane_of(state: engine.State, wanted: View, way: Way) -> engine.Plane:
    """The plane that is meant. Raises LandscapeError."""
    if wanted.of == "random":
        return engine.random_plane(state, wanted.seed)
    return engine.path_plane(state, way.parameters, wanted.side)


def _axes(plane: engine.Plane, wanted: View) -> tuple[Any, Any]:
    if isinstance(plane, engine.PathPlane):
        x, y = plane.places.T
        sides = wanted.resolution, wanted.span
        return engine.axis_over(x, *sides), engine.axis_over(y, *sides)
    ticks = engine.axis(wanted.resolution, wanted.span)
    return ticks, ticks


def _told(state: engine.State, wanted: View, way: Way, surveyed: Surveyed) -> bytes:
    """A landscape as JSON."""
    plane = surveyed.plane
    x, y = _axes(plane, wanted)
    losses = surveyed.losses.reshape(len(y), len(x))
    row, column = int(np.flatnonzero(y == 0)[0]), int(np.flatnonzero(x == 0)[0])
    points, side = engine.training_points(state.spec), wanted.side
    path = None
    if isinstance(plane, engine.PathPlane):
        path = {
            "epoch": [*way.epochs, None if state.seen % points else state.seen // points],
            "x": plane.places[:, 0].tolist(),
            "y": plane.places[:, 1].tolist(),
            "distance": plane.distances.tolist(),
            "loss": plane.losses.tolist(),
            "shares": plane.shares.tolist(),
        }
    members = {
        "epoch": state.seen // points,
        "step": state.step,
        "of": wanted.of,
        "seed": wanted.seed if wanted.of == "random" else None,
        "loss": side,
        "points": points if side == "train" else len(engine.points_of(state)[0]) - points,
        "evaluated": losses.size,
        "x": x.tolist(),
        "y": y.tolist(),
        "losses": losses.tolist(),
        "centre": {"row": row, "column": column, "loss": float(losses[row, column])},
        "path": path,
    }
    arrays = as_part(
        {},
        ("origin", plane.origin.astype(np.float32)),
        ("directions", plane.directions.astype(np.float32)),
    ).arrays
    return in_json([plain_json(members)[1:-1]], arrays)


def picture_there(
    state: engine.State,
    wanted: View,
    way: Way,
    place: tuple[float, float],
    parts: Parts,
    exact: bool,
) -> bytes:
    """A picture of the network at a place of a plane, as JSON. Raises LandscapeError."""
    there = engine.moved(state, plane_of(state, wanted, way), *place)
    return as_document(draw(there, parts), parts, exact=exact)


# Within a network


def hidden(
    state: engine.State,
    layer: int | None,
    units: Unit | None,
    held: Units,
) -> bytes:
    """A hidden layer's space as JSON. Raises HiddenError."""
    fields, arrays = hidden_part(without(state, held), layer, units)
    place = {
        "epoch": state.seen // engine.training_points(state.spec),
        "step": state.step,
    }
    return in_json([plain_json(place)[1:-1], fields], arrays)


@np.errstate(all="ignore")
def hidden_part(state: engine.State, layer: int | None, units: Unit | None) -> Drawn:
    """A hidden layer's space as it travels; without a layer, the last one's. Raises HiddenError."""
    layers = state.spec.network.hidden_layers
    layer = len(layers) - 1 if layer is None else layer
    space = engine.hidden_space(state, layer, units, grid=GRID, resolution=RESOLUTION)
    regions, ends = spread(space.regions, space.range)
    fields = {
        "layer": space.layer,
        "units": space.units,
        "shares": space.shares,
        "is_exact": space.is_exact,
        "domain": space.domain,
        "range": space.range,
        "regions_range": ends,
    }
    return as_part(
        {"hidden": fields},
        ("hidden_train", space.train.astype(np.float32)),
        ("hidden_test", space.test.astype(np.float32)),
        ("hidden_grid", space.grid.astype(np.float32)),
        ("hidden_regions", regions),
    )


def inside(state: engine.State, layer: int | None, units: Unit | None) -> Picture:
    """A hidden layer's space as a picture of the part HIDDEN alone. Raises HiddenError."""
    return Picture(draw(state, NOTHING).common, {HIDDEN: hidden_part(state, layer, units)})


def report(state: engine.State, with_points: bool, held: Units) -> bytes:
    """The figures of a state as JSON."""
    return plain_json(asdict(engine.report(without(state, held), with_points=with_points)))
