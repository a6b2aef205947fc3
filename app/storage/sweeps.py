"""Sweeps on disk: a plan, the numbers of all its runs in one piece, and curves as they grow."""

from __future__ import annotations

import datetime as dt
import sqlite3

import numpy as np
from pydantic import TypeAdapter

import engine
from app.schemas import Status
from app.storage.records import RunAbout, SweepRecord

RUNS = TypeAdapter(list[RunAbout])
FINGERPRINTS = TypeAdapter(tuple[engine.Fingerprint, ...])


def write(connection: sqlite3.Connection, record: SweepRecord) -> None:
    """Write a sweep as it is now."""
    numbers = b"".join(
        array.astype(array.dtype.newbyteorder("<")).tobytes() for array in record.arrays
    )
    connection.execute(
        "insert into sweeps values"
        " (?, ?, ?, (select seconds from uptime), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (id) do update set used_at = excluded.used_at, status = excluded.status,"
        " message = excluded.message, speed = excluded.speed, plan = excluded.plan,"
        " runs = excluded.runs, numbers = excluded.numbers, now = excluded.now,"
        " epochs = excluded.epochs, fingerprints = excluded.fingerprints",
        (
            record.id,
            record.token_digest,
            record.created_at.isoformat(),
            record.status.value,
            record.message and record.message.model_dump_json(),
            record.speed,
            record.plan,
            RUNS.dump_json(list(record.runs)).decode(),
            numbers,
            record.now.astype("<f8").tobytes(),
            record.epochs.astype("<i8").tobytes(),
            FINGERPRINTS.dump_json(record.fingerprints).decode(),
        ),
    )
    connection.execute(
        "delete from curves where sweep_id = ? and first_row >= ?", (record.id, record.first_row)
    )
    # In two parts: what is whole stays, the rest is written anew next time.
    whole = max(0, record.whole - record.first_row)
    for start, part in ((0, record.rows[:whole]), (whole, record.rows[whole:])):
        if len(part):
            connection.execute(
                "insert into curves values (?, ?, ?)",
                (record.id, record.first_row + start, part.astype("<f4").tobytes()),
            )


def read(connection: sqlite3.Connection, sweep_id: str) -> SweepRecord | None:
    """The sweep of that id. Raises ValueError where nothing can be made of it."""
    found = connection.execute(
        "select token_digest, created_at, status, message, speed, plan, runs, numbers, now,"
        " epochs, fingerprints from sweeps where id = ?",
        (sweep_id,),
    ).fetchone()
    if found is None:
        return None
    digest, created_at, status, message, speed, plan, runs, numbers, now, epochs, told = found
    abouts = RUNS.validate_json(runs)
    values = np.frombuffer(now, "<f8").astype(np.float64).reshape(len(abouts), -1)
    pieces = connection.execute(
        "select rows from curves where sweep_id = ? order by first_row", (sweep_id,)
    ).fetchall()
    rows = np.frombuffer(b"".join(piece[0] for piece in pieces), "<f4").astype(np.float32)
    return SweepRecord(
        id=sweep_id,
        token_digest=digest,
        created_at=dt.datetime.fromisoformat(created_at),
        status=Status(status),
        message=engine.Sentence.model_validate_json(message) if message else None,
        speed=speed,
        plan=plan,
        fingerprints=FINGERPRINTS.validate_json(told),
        runs=abouts,
        arrays=[np.frombuffer(numbers, np.uint8)],
        now=values,
        epochs=np.frombuffer(epochs, "<i8").astype(np.int64),
        rows=rows.reshape(-1, *values.shape),
        first_row=0,
        whole=0,
    )
