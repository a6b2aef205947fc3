"""A sweep on this server: a loop around many values at once.

The values are the states of its runs, in pieces that train side by side. A slice starts from a
piece, and its result takes effect only if that is still the sweep's.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

import engine
from app.runs import lifecycle
from app.runs.commanded import Commanded
from app.runs.places import NoPlace, Places
from app.runs.player import EXAMINED_S
from app.schemas import Status
from app.sentences import say
from app.sweeps.board import Board
from app.sweeps.hall import Hall
from app.sweeps.hands import Hands
from app.sweeps.pieces import Piece, cut
from app.sweeps.plan import SweepUntil
from app.sweeps.reading import SweepRead
from app.sweeps.tiles import Tiles
from app.work import sweeps
from app.work.executors import WorkLost
from app.work.lane import Account, Lane, Line
from app.work.work import Fingerprints, Standstill, without_history

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Laid:
    """What a sweep starts from, or goes on from."""

    tiles: Tiles
    states: Sequence[engine.State]
    points: Sequence[int]
    groups: Sequence[Sequence[int]]
    pictures: Sequence[sweeps.Tile] = ()
    standstills: Sequence[Standstill] = ()
    fingerprints: Fingerprints = ()


class Sweep(Commanded):
    """One sweep: its runs, its status, and those who watch it."""

    takes_turns = False

    def __init__(
        self, sweep_id: str, laid: Laid, line: Line, places: Places, token_digest: bytes
    ) -> None:
        super().__init__(sweep_id, token_digest)
        self.status = Status.READY
        self.message: engine.Sentence | None = None
        self.account = Account()
        self.lane = Lane(line, account=self.account)
        """For what is asked beside training."""
        self.moves = 0
        """Grows with all that there is to keep."""
        self._line = line
        self._hands = Hands(self, line, self.account, places)
        self.begin(laid)
        self.hall = Hall(self)

    @property
    def _seat(self) -> Hands:
        return self._hands

    @property
    def _watchers(self) -> Hall:
        return self.hall

    def begin(self, laid: Laid) -> None:
        """Begin anew."""
        self.moves += 1
        self.generation = secrets.token_urlsafe(6)
        self.tiles = laid.tiles
        self.until = laid.tiles.plan.until
        self.states = list(map(without_history, laid.states))
        self.standstills = list(laid.standstills or [()] * len(laid.states))
        """Why each network stands still, if it does."""
        self.fingerprints = laid.fingerprints
        """What they were trained under, one after the other."""
        seeds = laid.tiles.plan.seeds
        self.board = Board(laid.states, laid.points, seeds, self.until.epoch)
        for run, picture in enumerate(laid.pictures):
            if self.board.shown(run // seeds) == run:
                self.board.draw(run, self.states[run], picture)
        workers = self._line.executor.capacity
        self.pieces = cut(self.states, laid.points, laid.groups, workers)

    @property
    def last_epoch(self) -> int:
        """Where it is over."""
        return self.until.epoch

    def read(self) -> SweepRead:
        """The sweep as everyone may read it."""
        return self.hall.read()

    async def play(self, until: SweepUntil | None, speed: float | None, holder: str = "") -> None:
        """Train until the end, or another one, or until told to pause, on a place that the holder
        is given."""
        pauses = self._pauses
        async with self._commands:
            self._allow("play")
            if pauses != self._pauses:
                return
            self.speed, self.message = speed, None
            self._end_at(until)
            self._play_on(holder)

    async def step(self, count: int, holder: str = "") -> None:
        """Stop playing, and train every run so many epochs, on a place that the holder is given; a
        pause ends it. Raises NoPlace."""
        pauses = self._pauses
        async with self._commands:
            if self.status in lifecycle.ACTIVE:
                self.pause(asked=False)
            stops = self._hands.stops
        async with self._stepping:
            self._allow("step")
            if (stops, pauses) != (self._hands.stops, self._pauses):
                return
            before, self.message = self.message, None
            try:
                if await self._hands.step(count, self._ticket(holder)) and not self.ended():
                    self.set_status(Status.PAUSED)
                    self.hall.refresh()
            except NoPlace:
                self.message = before
                raise
            except Exception as error:
                self.fail(error)

    async def reset(self, laid: Laid) -> None:
        """Start again, perhaps with another plan; who watches stays."""
        self.pause()
        async with self._commands:
            self._allow("reset")
            self._hands.stop()
            self.begin(laid)
            self.message = None
            self.set_status(Status.READY)
            self.hall.refresh()

    async def change(self, changes: dict[str, float | SweepUntil | None]) -> None:
        """Play at another speed, or to another end, from now on."""
        async with self._commands:
            self._allow("change")
            if "speed" in changes:
                speed = changes["speed"]
                self.speed = speed if not isinstance(speed, SweepUntil) else None
            until = changes.get("until")
            if isinstance(until, SweepUntil):
                self._end_at(until)
                if self.status is Status.FINISHED and not self._is_over:
                    self.status = Status.PAUSED
            self.hall.tell(news=True)

    def _end_at(self, until: SweepUntil | None) -> None:
        if until is not None and until != self.until:
            self.until = until
            # Its rows lie otherwise now.
            self.generation = secrets.token_urlsafe(6)
            self.board.curves = self.board.curves.towards(until.epoch, self.board.most)
            self.tiles = self.tiles.until(until)
            self.hall.tell(news=True)

    def to_draw(self, piece: Piece, *, last: bool) -> Sequence[int]:
        """The places in a piece of the runs that are to be drawn."""
        now = time.monotonic()
        if not self.hall.wants or not (last or now - piece.drawn_at >= self.hall.frame_s):
            return ()
        piece.drawn_at = now
        seeds = self.board.seeds
        return [k for k, run in enumerate(piece.runs) if self.board.shown(run // seeds) == run]

    def to_examine(self, piece: Piece, *, last: bool) -> bool:
        """Whether it is time to look which networks of a piece stand still."""
        now = time.monotonic()
        if due := last or now - piece.examined_at >= EXAMINED_S:
            piece.examined_at = now
        return due

    def take(
        self, piece: Piece, before: engine.Lot, done: sweeps.Advanced, shown: Sequence[int]
    ) -> bool:
        """A slice is done; whether the sweep goes on from it."""
        if piece.lot is not before or piece not in self.pieces or self.closed:
            return False
        self.moves += 1
        states = [without_history(state) for state in done.lot.states]
        self.board.note(piece.runs, done.lot.states)
        for run, state in zip(piece.runs, states, strict=True):
            self.states[run] = state
        for place, picture in zip(shown, done.tiles, strict=True):
            self.board.draw(piece.runs[place], states[place], picture)
        news = self._note(piece, done)
        news |= piece.go_on(before.at(states))
        if not piece.runs:
            self.pieces.remove(piece)
        self.hall.tell(news=news)
        return bool(piece.runs)

    def _note(self, piece: Piece, done: sweeps.Advanced) -> bool:
        """Take in what a slice was trained under, and what stands still; whether that is news."""
        before = self.fingerprints, list(self.standstills)
        if done.fingerprint not in self.fingerprints:
            self.fingerprints += (done.fingerprint,)
        for run, found in zip(piece.runs, done.standstills or (), strict=False):
            self.standstills[run] = found
        for run, state in zip(piece.runs, done.lot.states, strict=True):
            if state.outcome is not None:
                # It is looked at no more, and has ended otherwise than by standing still.
                self.standstills[run] = ()
        return before != (self.fingerprints, self.standstills)

    @property
    def _is_over(self) -> bool:
        return all(piece.is_at(self.last_epoch) for piece in self.pieces)

    def ended(self) -> bool:
        """Whether the sweep has come to an end by itself; if so, its status says so."""
        if not self._is_over:
            return False
        self.set_status(Status.FINISHED)
        self.hall.refresh()
        return True

    def fail(self, error: Exception) -> None:
        """It cannot go on."""
        log.error("a sweep failed", exc_info=error, extra={"run": self.id})
        self.message = error.sentence if isinstance(error, WorkLost) else say("sweep_failed")
        self.set_status(Status.FAILED)
