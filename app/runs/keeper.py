"""The keeper sees to it that runs outlive the server: what changed is saved, and read back."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import ChainMap
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, Protocol, TypeVar

from app.runs import lifecycle
from app.runs.keeping import Mark
from app.schemas import Status
from app.sentences import say
from app.storage.records import AnyRecord, ClassRecord, Record, SweepRecord
from app.storage.store import Store, StoreDamaged, StoreEmptied, StoreError, StoreHangs
from engine import Sentence

log = logging.getLogger(__name__)

T = TypeVar("T")

STORAGE, UNFIT = "storage", "unfit"
"""What a run is warned of that is not saved: that none is, or that this one cannot be."""
LOOK_S = 0.25
"""How often runs that have come to rest are looked for."""
SAVE_S = 2.0
"""How old the checkpoint of a playing run gets before it is saved again."""
PRUNE_S = 3600.0
CROWDED_S = 5.0
"""How often runs that were not used for long are forgotten; and where the disk fills up."""


class Held(Protocol):
    """What is asked of that which is kept."""

    id: str
    status: Status

    def warn(self, of: str, warning: Sentence | None) -> None:
        """Tell everyone who reads it of a trouble of some kind, or that it is over."""


class Kind(NamedTuple):
    """A kind of things that are kept, how one is known, and what is written down of it beyond what
    was written before."""

    held: dict[str, Any]
    mark: Callable[[Any], Mark]
    record: Callable[[Any, tuple[Any, ...] | None], AnyRecord]


class Keeper:
    """Saves runs, and what else is added to them. Where the disk fails them they go on in memory,
    say so, and are saved once it works again."""

    def __init__(self, store: Store, runs: Kind) -> None:
        self.store = store
        self.held: ChainMap[str, Held] = ChainMap(runs.held)
        """All that is kept, in memory."""
        self._kinds = [runs]
        self.errors = 0
        self.trouble: Sentence | None = None
        self.hangs = self.damaged = False
        """Whether the trouble is that the disk gives no answer at all, or that what was saved can
        no longer be trusted."""
        self._saved: dict[str, Mark] = {}
        self._unfit: dict[str, Mark] = {}
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}
        """By id: the generation that is on disk, and what of it."""
        self._gone: set[str] = set()
        self._saving = asyncio.Lock()

    def add(self, kind: Kind) -> None:
        """Keep these, too."""
        self._kinds.append(kind)
        self.held.maps.append(kind.held)

    def _kind(self, held: Held) -> Kind:
        return next(kind for kind in self._kinds if held.id in kind.held)

    def _mark(self, held: Held) -> Mark:
        return self._kind(held).mark(held)

    async def keep(self) -> None:
        """For as long as the server runs: save what has changed, and prune."""
        played = pruned = -PRUNE_S
        while True:
            now = time.monotonic()
            if now - pruned >= (CROWDED_S if self.store.crowded else PRUNE_S):
                pruned = now
                await self._prune()
            if now - played >= SAVE_S:
                played = now
                await self.save()
            elif self.trouble is None:
                await self.save(playing=False)
            await asyncio.sleep(LOOK_S)

    async def save(self, *, playing: bool = True) -> bool:
        """Save every run that has changed, or only those that rest; whether that worked. Where
        nothing has, see that the disk is still there."""
        async with self._saving:
            marks = self._changed(playing=playing)
            records = [self._record(self.held[held_id]) for held_id in marks]
            gone = set(self._gone)
            try:
                if records or gone:
                    faults = await self.store.save(records, gone)
                elif playing:
                    await self.ping()
                    faults = {}
                else:
                    return True
            except StoreError as error:
                self._lose(error)
                self._tell(error)
                return False
            for record in records:
                self._note(record, marks[record.id], faults.get(record.id))
            self._gone -= gone
            self._tell(None)
            return True

    def _changed(self, *, playing: bool) -> dict[str, Mark]:
        """The ids of runs that have something new to save, and what they are then known by."""
        found = {}
        for session in self.held.values():
            mark = self._mark(session)
            rests = session.status not in lifecycle.ACTIVE
            if (playing or rests) and mark not in (
                self._saved.get(session.id),
                self._unfit.get(session.id),
            ):
                found[session.id] = mark
        return found

    def _note(self, record: AnyRecord, mark: Mark, fault: Exception | None) -> None:
        """What became of a run that was to be saved."""
        session = self.held.get(record.id)
        if session is None:
            return  # removed while it was being written
        if fault is not None:
            log.error("a run cannot be saved", exc_info=fault, extra={"run": record.id})
            self._unfit[record.id] = mark
            session.warn(UNFIT, say("not_saved", reason=say("run_unfit")))
            return
        self._unfit.pop(record.id, None)
        session.warn(UNFIT, None)
        self._saved[record.id] = mark
        self._written[record.id] = mark[0], record.written

    async def load(self, run_id: str) -> Record | None:
        """The run of that id, if it is kept and not to be forgotten. Raises StoreError."""
        return await self._load(run_id, self.store.load)

    async def load_sweep(self, sweep_id: str) -> SweepRecord | None:
        """The sweep of that id, likewise."""
        return await self._load(sweep_id, self.store.load_sweep)

    async def load_class(self, class_id: str) -> ClassRecord | None:
        """The class of that code, likewise."""
        return await self._load(class_id, self.store.load_class)

    async def _load(self, held_id: str, load: Callable[[str], Awaitable[T | None]]) -> T | None:
        if held_id in self._gone:
            return None
        try:
            return await load(held_id)
        except StoreError as error:
            self._lose(error)
            raise

    async def ping(self) -> None:
        """See that the store answers. Raises StoreError."""
        try:
            await self.store.ping()
        except StoreError as error:
            self._lose(error)
            raise

    def _lose(self, error: StoreError) -> None:
        """Where all that was saved is gone, all is to be saved anew."""
        if isinstance(error, StoreEmptied):
            self._saved.clear()
            self._written.clear()

    def forget(self, run_id: str) -> None:
        """The run was removed: it must not come back."""
        self.let_go(run_id)
        self._gone.add(run_id)

    def let_go(self, run_id: str) -> None:
        """The run is no longer held in memory."""
        for known in (self._saved, self._unfit, self._written):
            known.pop(run_id, None)

    def is_saved(self, held: Held) -> bool:
        """Whether the run could be let go of without a loss."""
        return not self.damaged and self._saved.get(held.id) == self._mark(held)

    async def close(self, within_s: float | None = None) -> None:
        """Save what there is, for the last time; once more where the store had to begin anew. A
        disk that does not answer is not waited for any longer than that."""
        try:
            async with asyncio.timeout(within_s):
                if not await self.save():
                    await self.save()
                await self.store.close()
        except TimeoutError:
            log.error("what changed last could not be saved in time")

    def _record(self, held: Held) -> AnyRecord:
        kind = self._kind(held)
        generation, written = self._written.get(held.id, (None, None))
        return kind.record(held, written if generation == kind.mark(held)[0] else None)

    async def _prune(self) -> None:
        try:
            await self.store.prune(list(self.held))
        except StoreError as error:
            log.warning("runs that are not used could not be forgotten: %s", error)

    def _tell(self, error: StoreError | None) -> None:
        reason = error and error.reason
        self.hangs = isinstance(error, StoreHangs)
        self.damaged = isinstance(error, StoreDamaged)
        if reason:
            self.errors += 1
        if reason and self.trouble is None:
            log.error("runs are not saved: %s", reason)
        elif self.trouble and not reason:
            log.warning("runs are saved again")
        self.trouble = say("not_saved", reason=reason) if reason else None
        for held in self.held.values():
            held.warn(STORAGE, self.trouble)
