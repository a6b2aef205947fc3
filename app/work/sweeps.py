"""Work on the runs of a sweep, many of them in one piece: pure, as all work is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import engine
from app.work.pictures import spread
from app.work.work import Standstill
from engine import Lot

TILE = 32
"""Points along a side of a tile."""
TRIED_S = 0.05
"""How long updates are tried, to say how long a sweep would take."""


@dataclass(frozen=True)
class Tile:
    """The boundary of a run: planes (outputs, TILE, TILE) of bytes, the answers that their 0 and
    255 stand for, and those at the ends of the colour scale."""

    planes: bytes
    range: tuple[float, float]
    scale: tuple[float, float]


@dataclass(frozen=True)
class Begun:
    """A part of a sweep as it begins."""

    states: tuple[engine.State, ...]
    points: tuple[int, ...]
    """How many training points each has."""
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Advanced:
    """How far a lot has come; each state's history is of the slice's own epochs."""

    lot: Lot
    tiles: tuple[Tile, ...]
    """Of those that were asked for."""
    seconds: float
    """How long training took on a core, without tiles: a machine that is busy with something else
    is no reason to send states to and fro more often."""
    fingerprint: engine.Fingerprint
    """What the worker trained it under."""
    standstills: tuple[Standstill, ...] | None
    """Of each state; None where it was not looked for."""


def begin(specs: Sequence[engine.Spec]) -> Begun:
    """What runs of these specs start from."""
    states = tuple(map(engine.init, specs))
    points = tuple(map(engine.training_points, specs))
    return Begun(states, points, draw(states))


def alike(lot: Lot) -> list[list[int]]:
    """Which states of a lot train as one stack, by their places in it; each of the others alone."""
    return engine.alike(lot.states)


def advance(lot: Lot, steps: int, shown: Sequence[int] = (), examined: bool = False) -> Advanced:
    """Make so many updates of each state of a lot, which come without a history, then the tiles of
    some, by their places; and look which networks stand still."""
    started = time.thread_time()
    lot = lot.advance(steps=steps)
    seconds = time.thread_time() - started
    tiles = draw([lot.states[k] for k in shown])
    standstills = None
    if examined:
        standstills = tuple((found,) if found else () for found in lot.standstills())
    return Advanced(lot, tiles, seconds, engine.fingerprint(), standstills)


def draw(states: Sequence[engine.State]) -> tuple[Tile, ...]:
    """The tiles of these states."""
    return tuple(_tile(*found) for found in engine.boundaries(states, TILE))


def _tile(answers: NDArray[np.floating], scale: tuple[float, float]) -> Tile:
    planes, ends = spread(answers, scale)
    return Tile(planes.tobytes(), ends, scale)


def spec_text(state: engine.State) -> str:
    """The spec of a state as JSON: a long one travels with its state, where it is known."""
    return state.spec.model_dump_json()


def seconds_an_update(lot: Lot) -> float:
    """How long an update of all states of a lot takes, tried for a moment."""
    lot = lot.advance(steps=1)
    started, steps = time.perf_counter(), 0
    while (taken := time.perf_counter() - started) < TRIED_S:
        lot = lot.advance(steps=(some := max(1, steps)))
        steps += some
    return taken / steps
