"""The SQLite file, written in whole transactions."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

import engine
from app.schemas import Moment, Status, Until
from app.storage import classes, pruning, sweeps, timelines
from app.storage.opening import FolderUnusable, claimed, opened, unusable
from app.storage.pruning import Kept
from app.storage.records import AnyRecord, ClassRecord, Record, SweepRecord

FILE = "playground.db"
FINGERPRINTS = TypeAdapter(tuple[engine.Fingerprint, ...])
STANDSTILL = TypeAdapter(tuple[engine.Sentence, ...])
UNFIT = (sqlite3.DataError, sqlite3.IntegrityError)
"""What is wrong with what is to be written, not with the disk."""


class FileGone(sqlite3.OperationalError):
    """The file was removed, or another put in its place, while it was open. SQLite would go on
    writing what nobody finds again."""


class FileCut(sqlite3.OperationalError):
    """The file is shorter than it was, and so is not what SQLite believes it to be. It never
    becomes shorter by itself while it is open."""


class UnreadableRun(Exception):  # noqa: N818
    """A run is kept that this version cannot read."""


class Database:
    """The runs on disk. Every method is called from one thread, and may raise sqlite3.Error."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file. Raises StorageRefusal."""
        try:
            # What is in it is nobody else's on a machine that is shared.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._claim = claimed(folder)
        except (OSError, sqlite3.Error) as error:
            raise FolderUnusable(unusable(folder, error)) from error
        self._path = folder / FILE
        try:
            self._connection = opened(self._path)
            self._file = _identity(self._path)
            self._sizes = self._measured()
        except BaseException:
            self._claim.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()
        self._claim.close()

    def ping(self) -> None:
        """Read something."""
        self._see_file()
        self._connection.execute("select seconds from uptime").fetchone()

    def _see_file(self) -> None:
        """Raises FileGone or FileCut."""
        if _identity(self._path) != self._file:
            raise FileGone("the file was removed")
        now = self._measured()
        if any(size < known for size, known in zip(now, self._sizes, strict=True)):
            raise FileCut("the file was cut short")

    def _measured(self) -> list[int]:
        """How long the file and its journal are."""
        return [_size(self._path), _size(self._path.with_name(f"{FILE}-wal"))]

    def save(
        self, records: Sequence[AnyRecord], gone: Iterable[str], elapsed_s: float
    ) -> dict[str, Exception]:
        """Write all of this or nothing: runs as they are now, the ids of runs to forget, and how
        long the server has been up since the last time. Runs that cannot be written down, by id,
        stay as they were."""
        faults: dict[str, Exception] = {}
        with self._transaction() as connection:
            connection.execute("update uptime set seconds = seconds + ?", (elapsed_s,))
            for record in records:
                connection.execute("savepoint one")
                try:
                    if isinstance(record, SweepRecord):
                        sweeps.write(connection, record)
                    elif isinstance(record, ClassRecord):
                        classes.write(connection, record)
                    else:
                        self._write(connection, record)
                except Exception as error:
                    if isinstance(error, sqlite3.Error) and not isinstance(error, UNFIT):
                        raise
                    # Whatever is wrong with one run, the others are saved.
                    connection.execute("rollback to one")
                    faults[record.id] = error
                connection.execute("release one")
            for table in pruning.TABLES:
                removal = f"delete from {table} where id = ?"  # noqa: S608
                connection.executemany(removal, [(each,) for each in gone])
        return faults

    def _write(self, connection: sqlite3.Connection, record: Record) -> None:
        history = record.state.history
        connection.execute(
            "insert into runs"
            " values (?, ?, ?, (select seconds from uptime), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict (id) do update set used_at = excluded.used_at,"
            " status = excluded.status, message = excluded.message, speed = excluded.speed,"
            " until = excluded.until, checkpoint = excluded.checkpoint,"
            " fingerprints = excluded.fingerprints, standstill = excluded.standstill,"
            " parent = excluded.parent, cost_s = excluded.cost_s,"
            " kept = excluded.kept",
            (
                record.id,
                record.token_digest,
                record.created_at.isoformat(),
                record.status.value,
                record.message and record.message.model_dump_json(),
                record.speed,
                record.until and json.dumps(record.until.targets()),
                engine.dump(replace(record.state, history=history.since(len(history)))),
                FINGERPRINTS.dump_json(record.fingerprints).decode(),
                STANDSTILL.dump_json(record.standstill).decode(),
                record.parent and record.parent.model_dump_json(),
                record.log.cost_s if record.log else 0.0,
                record.kept,
            ),
        )
        timelines.write(connection, record)
        connection.execute(
            "delete from history where run_id = ? and first_row >= ?", (record.id, record.first_row)
        )
        if len(history):
            connection.execute(
                "insert into history values (?, ?, ?, ?)",
                (
                    record.id,
                    record.first_row,
                    history.epochs.astype("<i8").tobytes(),
                    history.values.astype("<f8").tobytes(),
                ),
            )

    def load(self, run_id: str) -> Record | None:
        """The run of that id, with all its history. Raises UnreadableRun."""
        self._see_file()
        found = self._connection.execute(
            "select token_digest, created_at, status, message, speed, until, checkpoint,"
            " fingerprints, standstill, parent, cost_s, kept from runs where id = ?",
            (run_id,),
        ).fetchone()
        if found is None:
            return None
        digest, created_at, status, message, speed, until, checkpoint, *told = found
        try:
            state = engine.load(checkpoint)
            return Record(
                id=run_id,
                token_digest=digest,
                created_at=dt.datetime.fromisoformat(created_at),
                status=Status(status),
                message=message and _sentence(message),
                speed=speed,
                until=Until.model_validate_json(until) if until else None,
                state=replace(state, history=self._history(run_id, state.history.names)),
                points=engine.training_points(state.spec),
                fingerprints=FINGERPRINTS.validate_json(told[0]),
                standstill=STANDSTILL.validate_json(told[1]),
                parent=Moment.model_validate_json(told[2]) if told[2] else None,
                log=timelines.read(self._connection, run_id, told[3], state),
                kept=bool(told[4]),
            )
        except (engine.LoadError, ValueError) as error:
            raise UnreadableRun(run_id) from error

    def load_sweep(self, sweep_id: str) -> SweepRecord | None:
        """The sweep of that id. Raises UnreadableRun."""
        self._see_file()
        try:
            return sweeps.read(self._connection, sweep_id)
        except ValueError as error:
            raise UnreadableRun(sweep_id) from error

    def load_class(self, class_id: str) -> ClassRecord | None:
        """The class of that code."""
        self._see_file()
        return classes.read(self._connection, class_id)

    def _history(self, run_id: str, names: tuple[str, ...]) -> engine.History:
        pieces = self._connection.execute(
            "select epochs, metrics from history where run_id = ? order by first_row", (run_id,)
        ).fetchall()
        epochs = np.frombuffer(b"".join(piece[0] for piece in pieces), "<i8").astype(np.int64)
        values = np.frombuffer(b"".join(piece[1] for piece in pieces), "<f8").astype(np.float64)
        return engine.History(names, epochs, values.reshape(len(epochs), len(names)))

    def prune(self, held: Sequence[str], kept: Kept, max_bytes: int, elapsed_s: float) -> int:
        """Forget what was not used for so long and then, while the rest takes too much
        room, states that earlier moments are had again from, and last the runs unused the longest;
        never one that is held. How many went."""
        with self._transaction() as connection:
            connection.execute("update uptime set seconds = seconds + ?", (elapsed_s,))
            went = pruning.forget_unused(connection, held, kept)
        while self.size() > max_bytes and self._thin_some():
            pass
        while self.size() > max_bytes and (more := self._forget_some()):
            went += more
        return went

    def _thin_some(self) -> bool:
        with self._transaction() as connection:
            return timelines.thin(connection, pruning.AT_ONCE)

    def _forget_some(self) -> int:
        with self._transaction() as connection:
            return pruning.forget_some(connection)

    def size(self) -> int:
        """How many bytes of the file are in use."""
        (pages,) = self._connection.execute("pragma page_count").fetchone()
        (free,) = self._connection.execute("pragma freelist_count").fetchone()
        (page_bytes,) = self._connection.execute("pragma page_size").fetchone()
        return int((pages - free) * page_bytes)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._see_file()
        connection = self._connection
        connection.execute("begin immediate")
        try:
            yield connection
            connection.execute("commit")
            # Neither becomes shorter while it is open, so a cut meanwhile is found next time.
            self._sizes = list(map(max, self._measured(), self._sizes))
        except BaseException:
            # A full disk may have ended the transaction already.
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("rollback")
            raise


def _sentence(text: str) -> engine.Sentence:
    """A message as its column has it, in JSON. Version 0.1.0 kept the bare words."""
    try:
        return engine.Sentence.model_validate_json(text)
    except ValueError:
        return engine.Sentence(detail=text)


def _size(path: Path) -> int:
    """How long a file is; nothing if there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
