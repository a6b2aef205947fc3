"""A sweep as everyone may read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any, Protocol

from pydantic import BaseModel, Field
from pydantic_core import to_json

import engine
from app.problems import Problem
from app.runs.course import elsewhere
from app.schemas import Outcome, Status
from app.sweeps.board import Board
from app.sweeps.plan import Plan, SweepUntil
from app.sweeps.tiles import Tiles
from app.work.work import Fingerprints, Standstill


class AxisRead(BaseModel):
    """A field that varies."""

    path: str
    name: str
    """What it is called in tables."""
    values: list[Any] | None
    low: float | None
    high: float | None
    scale: str


class GridRead(BaseModel):
    """How the tiles lie: row by row."""

    columns: int
    rows: int


class SweepRun(BaseModel):
    """A run of a tile."""

    seed: int
    epoch: int
    outcome: Outcome | None
    standstill: list[engine.Sentence]
    """Why its network does not move although there is something left to learn."""


class TileRead(BaseModel):
    """A tile: the values of the axes, in their order, and a run for each seed."""

    values: list[Any]
    task: str
    outputs: int = Field(description="How many planes its picture has.")
    domain: tuple[tuple[float, float], tuple[float, float]]
    runs: list[SweepRun]


class SweepBrief(BaseModel):
    """What a sweep says beside what follows from its plan."""

    id: str
    generation: str
    """A random name for this stretch of the sweep; a reset, a later end or a restart begins
    another."""
    version: int
    """Grows with everything that happens to the sweep: of two answers, the greater is the newer."""
    status: Status
    message: str | None
    """A sentence for a person, when there is something to say."""
    message_sentence: engine.Sentence | None
    warnings: list[engine.Sentence]
    fingerprints: list[engine.Fingerprint]
    """What it was trained under, one after the other: runs of one spec and one fingerprint have the
    same numbers to the bit."""
    speed: float | None
    metrics: list[str]
    """What is measured, of all runs together."""
    epoch: int
    """What all runs that go on have behind them."""
    until: SweepUntil
    compared_by: str
    """The metric that tiles are compared by, which every run has."""
    best: int | None
    """The tile that is best."""
    queue_position: int | None
    wait_s: float | None = Field(None, description="About how long it waits, where that is known.")
    watchers: int
    created_at: dt.datetime


class SweepRead(SweepBrief):
    """A sweep as everyone may read it. Its runs are numbered tile by tile, seed by seed."""

    plan: Plan
    axes: list[AxisRead]
    grid: GridRead | None
    """None where there are more fields than two, or tiles were drawn: these are a table."""
    tiles: list[TileRead]


class CreatedSweep(SweepRead):
    """A new sweep, with the token that controls it. It is shown this once."""

    token: str


class Estimate(BaseModel):
    """What a sweep would take on this server, if nothing else was done there."""

    tiles: int
    runs: int
    epochs: int
    seconds: float


class Read(Protocol):
    """What is asked of the sweep that is read."""

    id: str
    generation: str
    status: Status
    message: engine.Sentence | None
    troubles: dict[str, engine.Sentence | None]
    farewell: Problem | None
    speed: float | None
    until: SweepUntil
    tiles: Tiles
    board: Board
    states: list[engine.State]
    standstills: list[Standstill]
    fingerprints: Fingerprints
    created_at: dt.datetime

    @property
    def queue_position(self) -> int | None:
        """Its place among those that wait to play."""

    @property
    def wait_s(self) -> float | None:
        """About how long it will wait."""


class PlanText:
    """What follows from a plan, as JSON, put together once: it is most of what a sweep says."""

    def __init__(self, tiles: Tiles) -> None:
        self.tiles = tiles
        plan = tiles.plan
        axes = [
            AxisRead(name=name, **axis.model_dump())
            for name, axis in zip(plan.names, plan.axes, strict=True)
        ]
        grid = GridRead(columns=plan.grid[0], rows=plan.grid[1]) if plan.grid else None
        self._members = b'"plan":%b,"axes":%b,"grid":%b' % tuple(map(to_json, (plan, axes, grid)))
        planes = zip(tiles.values, tiles.planes, strict=True)
        self._tiles = [to_json({"values": v, **asdict(plane)})[:-1] for v, plane in planes]

    def told(self, sweep: Read, version: int, watchers: int) -> bytes:
        """A sweep of this plan as JSON, at a version of its stand."""
        brief = _brief(sweep, version, watchers).model_dump_json().encode()
        epochs, seeds = sweep.board.epochs.astype(int).tolist(), self.tiles.plan.seeds
        runs = [
            b'{"seed":%d,"epoch":%d,"outcome":%b,"standstill":%b}'
            % (seed, epoch, _outcome(state), to_json(still))
            for seed, epoch, state, still in zip(
                self.tiles.seeds, epochs, sweep.states, sweep.standstills, strict=True
            )
        ]
        tiles = [
            b'%b,"runs":[%b]}' % (tile, b",".join(runs[number * seeds : (number + 1) * seeds]))
            for number, tile in enumerate(self._tiles)
        ]
        return b'%b,%b,"tiles":[%b]}' % (brief[:-1], self._members, b",".join(tiles))


def _outcome(state: engine.State) -> bytes:
    return to_json(asdict(state.outcome)) if state.outcome else b"null"


def _brief(sweep: Read, version: int, watchers: int) -> SweepBrief:
    board = sweep.board
    warnings = [trouble for trouble in sweep.troubles.values() if trouble is not None]
    warnings += elsewhere(sweep.fingerprints)
    message = sweep.message or next(iter(warnings), None)
    if sweep.farewell:
        message = sweep.farewell.sentence
    return SweepBrief(
        id=sweep.id,
        generation=sweep.generation,
        version=version,
        status=sweep.status,
        message=message.detail if message else None,
        message_sentence=message,
        warnings=warnings,
        fingerprints=list(sweep.fingerprints),
        speed=sweep.speed,
        metrics=list(board.metrics),
        epoch=int(board.least),
        until=sweep.until,
        compared_by=board.compared_by,
        best=board.best,
        queue_position=sweep.queue_position,
        wait_s=sweep.wait_s,
        watchers=watchers,
        created_at=sweep.created_at,
    )
