"""A sweep as everyone may read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any, Protocol

from pydantic import BaseModel, Field

import engine
from app.problems import Problem
from app.schemas import Outcome, Status
from app.sweeps.board import Board
from app.sweeps.plan import Plan, SweepUntil
from app.sweeps.tiles import Tiles


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


class TileRead(BaseModel):
    """A tile: the values of the axes, in their order, and a run for each seed."""

    values: list[Any]
    task: str
    outputs: int = Field(description="How many planes its picture has.")
    domain: tuple[tuple[float, float], tuple[float, float]]
    runs: list[SweepRun]


class SweepRead(BaseModel):
    """A sweep as everyone may read it. Its runs are numbered tile by tile, seed by seed."""

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
    speed: float | None
    plan: Plan
    axes: list[AxisRead]
    grid: GridRead | None
    """None where there are more fields than two, or tiles were drawn: these are a table."""
    metrics: list[str]
    """What is measured, of all runs together."""
    epoch: int
    """What all runs that go on have behind them."""
    until: SweepUntil
    best: int | None
    """The tile that is best."""
    tiles: list[TileRead]
    queue_position: int | None
    watchers: int
    created_at: dt.datetime


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
    created_at: dt.datetime

    @property
    def queue_position(self) -> int | None:
        """Its place among those that wait to play."""


def reading(sweep: Read, version: int, watchers: int) -> SweepRead:
    """A sweep as it reads now, at a version of its stand."""
    plan, board = sweep.tiles.plan, sweep.board
    warnings = [trouble for trouble in sweep.troubles.values() if trouble is not None]
    message = sweep.message or next(iter(warnings), None)
    if sweep.farewell:
        message = sweep.farewell.sentence
    return SweepRead(
        id=sweep.id,
        generation=sweep.generation,
        version=version,
        status=sweep.status,
        message=message.detail if message else None,
        message_sentence=message,
        warnings=warnings,
        speed=sweep.speed,
        plan=plan,
        axes=[
            AxisRead(name=name, **axis.model_dump())
            for name, axis in zip(plan.names, plan.axes, strict=True)
        ],
        grid=GridRead(columns=plan.grid[0], rows=plan.grid[1]) if plan.grid else None,
        metrics=list(board.metrics),
        epoch=int(board.least),
        until=sweep.until,
        best=board.best,
        tiles=[_tile(sweep, tile) for tile in range(len(sweep.tiles.values))],
        queue_position=sweep.queue_position,
        watchers=watchers,
        created_at=sweep.created_at,
    )


def _tile(sweep: Read, tile: int) -> TileRead:
    seeds = sweep.tiles.plan.seeds
    runs = range(tile * seeds, (tile + 1) * seeds)
    return TileRead(
        values=list(sweep.tiles.values[tile]),
        **asdict(sweep.tiles.planes[tile]),
        runs=[
            SweepRun(
                seed=sweep.tiles.seeds[run],
                epoch=int(sweep.board.epochs[run]),
                outcome=_outcome(sweep.states[run]),
            )
            for run in runs
        ],
    )


def _outcome(state: engine.State) -> Outcome | None:
    return Outcome.model_validate(asdict(state.outcome)) if state.outcome else None
