"""The store keeps runs; its one thread is the only one that touches the disk."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from app.sentences import say
from app.settings import Settings
from app.storage.database import Database, FileCut, FileGone
from app.storage.opening import FolderUnusable, StorageRefusal
from app.storage.pruning import Kept
from app.storage.records import AnyRecord, ClassRecord, Record, SweepRecord
from app.storage.thread import DiskThread
from engine import Sentence

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

DAY_S = 86_400
DAMAGED = "database_damaged"

Faults = Mapping[str, Exception]
"""What is wrong with what could not be written down, by id."""


class StoreError(Exception):
    """The disk did not do what it was asked to; its reason says why."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreHangs(StoreError):  # noqa: N818
    """The disk gives no answer at all, and nobody knows whether it will."""


class StoreDamaged(StoreError):  # noqa: N818
    """What was saved can no longer be trusted."""


class StoreEmptied(StoreError):  # noqa: N818
    """All that was saved is gone, and has to be saved anew."""


class Store(Protocol):
    """Where runs are kept. Every method but close may raise StoreError."""

    @property
    def lasting(self) -> bool:
        """Whether what is saved here can be loaded again."""

    @property
    def crowded(self) -> bool:
        """Whether more is kept than should be."""

    async def save(
        self, records: Sequence[AnyRecord], gone: Iterable[str]
    ) -> Mapping[str, Exception]:
        """Write these runs, and forget those of the ids given: all of it or nothing. Those that
        cannot be written down, by id, and why."""

    async def load(self, run_id: str) -> Record | None:
        """The run of that id."""

    async def load_sweep(self, sweep_id: str) -> SweepRecord | None:
        """The sweep of that id."""

    async def load_class(self, class_id: str) -> ClassRecord | None:
        """The class of that code."""

    async def prune(self, held: Sequence[str]) -> None:
        """Forget what was not used for long; never one that is held."""

    async def ping(self) -> None:
        """See that the store answers."""

    async def close(self) -> None:
        """Let go of it."""


class Nowhere:
    """Keeps nothing: runs live as long as the server holds them."""

    lasting = False
    crowded = False

    async def save(
        self, records: Sequence[AnyRecord], gone: Iterable[str]
    ) -> Mapping[str, Exception]:
        """Nothing to do."""
        return {}

    async def load(self, run_id: str) -> Record | None:
        """There is nothing here."""
        return None

    async def load_sweep(self, sweep_id: str) -> SweepRecord | None:
        """There is nothing here."""
        return None

    async def load_class(self, class_id: str) -> ClassRecord | None:
        """There is nothing here."""
        return None

    async def prune(self, held: Sequence[str]) -> None:
        """Nothing to do."""

    async def ping(self) -> None:
        """Nothing can be wrong with nothing."""

    async def close(self) -> None:
        """Nothing to let go."""


class Disk:
    """Keeps runs in a database in a folder."""

    lasting = True

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Raises StorageRefusal."""
        self.crowded = False
        self._folder = folder
        self._database = Database(folder)
        self._kept = Kept(settings.keep_days * DAY_S, settings.class_days * DAY_S)
        self._max_bytes = settings.max_storage_bytes
        self._thread = DiskThread(settings.storage_timeout_s)
        self._counted = time.monotonic()

    async def save(
        self, records: Sequence[AnyRecord], gone: Iterable[str]
    ) -> Mapping[str, Exception]:
        """Write these runs, and forget those of the ids given: all of it or nothing. Those that
        cannot be written down, by id, and why."""

        def write(elapsed_s: float) -> tuple[int, dict[str, Exception]]:
            faults = self._database.save(records, gone, elapsed_s)
            return self._database.size(), faults

        size, faults = await self._timed(write)
        self.crowded = size > self._max_bytes
        return faults

    async def load(self, run_id: str) -> Record | None:
        """The run of that id. Raises UnreadableRun, too."""
        return await self._do(lambda: self._database.load(run_id))

    async def load_sweep(self, sweep_id: str) -> SweepRecord | None:
        """The sweep of that id. Raises UnreadableRun, too."""
        return await self._do(lambda: self._database.load_sweep(sweep_id))

    async def load_class(self, class_id: str) -> ClassRecord | None:
        """The class of that code."""
        return await self._do(lambda: self._database.load_class(class_id))

    async def prune(self, held: Sequence[str]) -> None:
        """Forget what was not used for long; never one that is held."""
        went = await self._timed(
            lambda elapsed_s: self._database.prune(held, self._kept, self._max_bytes, elapsed_s)
        )
        self.crowded = False
        if went:
            log.info("%d runs were not used for long and are forgotten", went)

    async def ping(self) -> None:
        """See that the disk can be read."""
        await self._do(self._database.ping)

    async def close(self) -> None:
        """Finish what is being written, and close the file."""
        try:
            await self._do(self._database.close)
        except StoreHangs:
            log.error("the disk does not answer, and is left to itself")
        self._thread.end()

    async def _timed(self, work: Callable[[float], Answer]) -> Answer:
        """Time that is written down counts once, and what could not be written counts later."""

        def count() -> Answer:
            now = time.monotonic()
            answer = work(now - self._counted)
            self._counted = now
            return answer

        return await self._do(count)

    async def _do(self, work: Callable[[], Answer]) -> Answer:
        try:
            return await self._thread.do(work)
        except FileGone as error:
            await self._do(self._begin_anew)
            raise StoreEmptied(say("database_removed")) from error
        except sqlite3.Error as error:
            reason = _reason(error)
            damaged = reason.code == DAMAGED
            raise (StoreDamaged if damaged else StoreError)(reason) from error
        except TimeoutError as error:
            raise StoreHangs(say("disk_hangs")) from error

    def _begin_anew(self) -> None:
        self._database.close()
        try:
            self._database = Database(self._folder)
        except StorageRefusal as refusal:
            # Found gone again at the next try.
            log.error("%s", refusal)


def _reason(error: sqlite3.Error) -> Sentence:
    if isinstance(error, FileCut):
        return say("database_damaged")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reason = {
        sqlite3.SQLITE_FULL: "disk_full",
        sqlite3.SQLITE_IOERR: "disk_unwritable",
        sqlite3.SQLITE_READONLY: "disk_unwritable",
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: DAMAGED,
        sqlite3.SQLITE_BUSY: "database_locked",
        sqlite3.SQLITE_LOCKED: "database_locked",
    }.get(code, "database_unwritable")
    return say(reason)


def open_store(settings: Settings) -> Store:
    """The store that the settings ask for.

    The folder of one's own that is used by default is a courtesy: where it cannot be had, in a
    read-only container say, runs are kept in memory. A folder that was asked for must be had.
    Raises StorageRefusal.
    """
    if not settings.data_dir:
        return Nowhere()
    try:
        return Disk(Path(settings.data_dir).expanduser(), settings)
    except FolderUnusable as refusal:
        if "data_dir" in settings.model_fields_set:
            raise
        log.warning("%s Runs are kept in memory only.", refusal)
        return Nowhere()
