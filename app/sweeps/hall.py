"""The hall of a sweep: those who watch it, and what they are told when."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.buckets import Bucket
from app.runs import lifecycle
from app.runs.audience import NEWS_AT_ONCE, NEWS_PER_S
from app.sweeps.board import BoardFrame
from app.sweeps.feed import SweepReader, SweepStand
from app.sweeps.reading import PlanText, Read, SweepRead
from app.work import sweeps
from app.work.lane import Lane

FRAME_S, TILES_PER_S = 1 / 30, 1920
"""How often viewers are sent a frame, and how many tiles in all, at most: sixty-four are drawn as
often as a run is, and many more do not take all time there is."""
DRAWN_AT_ONCE = 64
"""Tiles that are drawn in one piece of work while a sweep rests."""


class Watched(Read, Protocol):
    """What is asked of the sweep that is watched."""

    lane: Lane

    @property
    def closed(self) -> bool:
        """Whether it has stopped for good."""

    def fail(self, error: Exception) -> None:
        """It cannot be shown."""


class Hall:
    """Viewers of one sweep, who are told where it stands."""

    def __init__(self, sweep: Watched) -> None:
        self.viewers: set[SweepReader] = set()
        self.used_at = time.monotonic()
        self.had_viewers = False
        self._sweep = sweep
        self._drawing: asyncio.Task[None] | None = None
        self._version = self._told = self._frames = 0
        self._news = Bucket(NEWS_PER_S, NEWS_AT_ONCE)
        self._late: asyncio.TimerHandle | None = None
        self._told_at = 0.0
        self._owes_news = False
        self._frame: BoardFrame | None = None
        self._marked: tuple[object, ...] = ()
        self._whole: bytes | None = None
        self._text: PlanText | None = None
        self.tell(news=True)

    @contextmanager
    def watch(self, viewer: SweepReader) -> Iterator[SweepReader]:
        """Counts the viewer in for as long as it watches."""
        self.viewers.add(viewer)
        self.had_viewers = True
        self.tell(news=True)
        self._publish()
        self.refresh()
        try:
            yield viewer
        finally:
            self.viewers.discard(viewer)
            self.used_at = time.monotonic()
            self.tell(news=True)

    @property
    def frame_s(self) -> float:
        """How often there is a frame, at most."""
        return max(FRAME_S, len(self._sweep.board.tiles) / TILES_PER_S)

    @property
    def wants(self) -> bool:
        """Whether someone would be sent a picture now."""
        return any(viewer.wants for viewer in self.viewers)

    def tell(self, *, news: bool) -> None:
        """The sweep stands elsewhere now, of which viewers are told at the next frame; `news`: it
        also reads differently, beyond how far it has come."""
        self._version += 1
        self._whole = None
        self._owes_news |= news
        wait_s = self._told_at + self.frame_s - time.monotonic()
        if self._sweep.closed or wait_s <= 0:
            self._publish()
        elif self._late is None:
            self._late = asyncio.get_running_loop().call_later(wait_s, self._publish)

    def _publish(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        sweep, self._told_at = self._sweep, time.monotonic()
        if self._owes_news:
            if not (wait_s := self._news.wait_s()) or sweep.closed:
                self._news.take()
                self._told, self._owes_news = self._version, False
            else:
                self._late = asyncio.get_running_loop().call_later(wait_s, self._publish)
        self.stand = SweepStand(
            generation=sweep.generation,
            version=self._version,
            told=self._told,
            rows=sweep.board.rows,
            frame=self._framed() if self.viewers else None,
            over=sweep.closed,
            read=self.whole,
        )
        for viewer in self.viewers:
            viewer.take(self.stand)

    def _framed(self) -> BoardFrame:
        """The newest frame, made anew where there is something new to see."""
        board, generation = self._sweep.board, self._sweep.generation
        mark = board, board.changes, generation
        if self._frame is None or self._marked != mark:
            self._frames += 1
            self._marked = mark
            self._frame = BoardFrame(board, self._frames, generation, self._version)
        return self._frame

    def refresh(self) -> None:
        """See to it that pictures of where the sweep rests reach those who want them."""
        idle = self._drawing is None or self._drawing.done()
        if idle and self._undrawn():
            self._drawing = asyncio.create_task(self._draw_resting())

    def _undrawn(self) -> list[int]:
        sweep = self._sweep
        if sweep.closed or sweep.status in lifecycle.ACTIVE or not self.wants:
            return []
        return sweep.board.undrawn(sweep.states)

    async def _draw_resting(self) -> None:
        sweep = self._sweep
        try:
            while self._undrawn():
                async with sweep.lane.turn() as turn:
                    runs, board = self._undrawn()[:DRAWN_AT_ONCE], sweep.board
                    states = [sweep.states[run] for run in runs]
                    tiles = await turn.do(sweeps.draw, states)
                    if board is sweep.board:
                        for run, state, tile in zip(runs, states, tiles, strict=True):
                            board.draw(run, state, tile)
                        self.tell(news=False)
        except Exception as error:
            sweep.fail(error)

    def whole(self) -> bytes:
        """The sweep as JSON."""
        if self._whole is None:
            sweep = self._sweep
            if self._text is None or self._text.tiles is not sweep.tiles:
                self._text = PlanText(sweep.tiles)
            self._whole = self._text.told(sweep, self._version, len(self.viewers))
        return self._whole

    def read(self) -> SweepRead:
        """The sweep as everyone may read it."""
        return SweepRead.model_validate_json(self.whole())

    @property
    def stood(self) -> dict[str, str]:
        """Where the sweep stands, as headers of answers about it."""
        generation = self._sweep.generation
        return {"Sweep-Generation": generation, "Sweep-Version": str(self._version)}
