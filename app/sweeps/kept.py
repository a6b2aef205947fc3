"""How a sweep is kept: what it is known by, what is written down of it, and what it goes on from
when it is read back."""

from __future__ import annotations

from typing import Any

import numpy as np

import engine
from app.runs import lifecycle
from app.runs.keeping import Mark
from app.schemas import Status
from app.storage.records import RunAbout, SweepRecord
from app.sweeps.plan import Plan
from app.sweeps.sweep import Laid, Sweep
from app.sweeps.tiles import laid_out, weights_of


def mark_of(sweep: Sweep) -> Mark:
    """What differs whenever a sweep has something new to save."""
    return sweep.generation, sweep.moves, sweep.status, sweep.speed, sweep.until


def record_of(sweep: Sweep, written: tuple[Any, ...] | None) -> SweepRecord:
    """A sweep as it is now, but for what was written of its curves before."""
    (first_row,) = written or (0,)
    curves = sweep.board.curves
    last_row = curves.rows_to(sweep.board.most)
    return SweepRecord(
        id=sweep.id,
        token_digest=sweep.token_digest,
        created_at=sweep.created_at,
        status=sweep.status,
        message=sweep.message,
        speed=sweep.speed,
        plan=sweep.tiles.plan.model_dump_json(),
        fingerprints=sweep.fingerprints,
        runs=[
            RunAbout(
                state.step,
                state.seen,
                state.start_loss,
                state.drift,
                state.outcome,
                state.history.names,
                standstill,
            )
            for state, standstill in zip(sweep.states, sweep.standstills, strict=True)
        ],
        arrays=[array for state in sweep.states for array in (state.parameters, state.slots)],
        now=sweep.board.now.copy(),
        epochs=curves.epochs,
        rows=curves.values[first_row:last_row].copy(),
        first_row=first_row,
        whole=sweep.board.rows,
    )


def restored(record: SweepRecord) -> Laid:
    """What a sweep goes on from: in a worker, since its specs follow from its plan, whatever the
    limits are today. Raises ValueError where they do not fit its numbers, and Invalid."""
    tiles = laid_out(Plan.model_validate_json(record.plan), None)
    numbers, at = record.arrays[0].tobytes(), 0

    def taken(dtype: np.dtype[Any], *shape: int) -> Any:
        nonlocal at
        count, start = int(np.prod(shape)), at
        at += count * dtype.itemsize
        little = np.frombuffer(numbers, dtype.newbyteorder("<"), count, start)
        return little.astype(dtype).reshape(shape)

    states = []
    for spec, about in zip(tiles.specs, record.runs, strict=True):
        dtype = np.dtype(spec.network.dtype)
        size = weights_of(spec)
        none = np.empty((0, len(about.names)))
        state = engine.State(
            spec=spec,
            parameters=taken(dtype, size),
            slots=taken(dtype, len(spec.training.optimizer.slots), size),
            step=about.step,
            seen=about.seen,
            history=engine.History(about.names, np.empty(0, np.int64), none),
            start_loss=about.start_loss,
            drift=about.drift,
            outcome=about.outcome,
        )
        states.append(state)
    points = [engine.training_points(spec) for spec in tiles.specs]
    standstills = [about.standstill for about in record.runs]
    groups = engine.alike(states)
    return Laid(
        tiles, states, points, groups, standstills=standstills, fingerprints=record.fingerprints
    )


def stand_again(sweep: Sweep, record: SweepRecord) -> None:
    """Have a sweep stand where it stood; what was playing is paused."""
    sweep.created_at, sweep.speed = record.created_at, record.speed
    sweep.status = Status.PAUSED if record.status in lifecycle.ACTIVE else record.status
    sweep.message = record.message if record.status in lifecycle.ENDED else None
    sweep.board.now[...] = record.now
    curves = sweep.board.curves = sweep.board.curves.at(record.epochs)
    curves.values[: len(record.rows)] = record.rows
    sweep.hall.tell(news=True)
