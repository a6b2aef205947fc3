"""The feed of a run: what each viewer has not seen yet, in the order it should see it.

A viewer pulls. It remembers how far it has got (a row of the history, a version of the status, a
picture) and is given what the run's stand has beyond that, so there are no queues to grow: history
comes complete, the status and the picture come in their newest form, whatever the reader's speed.
"""

from __future__ import annotations

import asyncio

from app.runs.reader import Reader, Tally
from app.runs.stand import Event, Framed, SpecText, Stand, head_of, in_json
from app.work.pictures import NOTHING, Parts, Picture, document, message
from app.work.texts import to_json

HISTORY_ROWS = 5000
"""Rows of history in one event at most."""
PAST = 0
"""The number of all pictures of the past, which is before those of the present."""


class Viewer(Reader[Stand]):
    """One reader of a run, who looks at some parts of its pictures. `acknowledges`: frames wait
    until earlier ones are drawn. Who says what it looks at takes frames as binary messages."""

    def __init__(
        self,
        look: Parts,
        *,
        acknowledges: bool,
        last_id: str | None = None,
        tally: Tally | None = None,
    ) -> None:
        super().__init__(acknowledges=acknowledges, tally=tally)
        self.look = look
        self.at: int | None = None
        """The epoch it is shown; None for where the run stands."""
        self.moved = asyncio.Event()
        """Set when there may be something else to see: for who makes pictures for it alone."""
        self._past: Event | None = None
        self._inside: Event | None = None
        self._binary = False
        self._generation = ""
        self._row = self._told = -1
        self._looked: Parts = NOTHING
        self._spec: SpecText | None = None
        self._resume = _parse(last_id)

    @property
    def wants(self) -> Parts:
        """The parts of a frame that would be sent now."""
        if self.at is not None:
            return NOTHING
        return self.look if self.has_room else NOTHING

    def take(self, stand: Stand) -> None:
        """The run stands elsewhere now."""
        if self._stand is not None and self._stand.generation != stand.generation:
            # At once, not when the snapshot is sent: somebody may look for who wants a picture.
            self.at = self._past = self._inside = None
        super().take(stand)
        self.moved.set()

    def look_at(self, look: Parts) -> None:
        """Look at these parts from now on."""
        self._binary = True
        self.look = look
        self._inside = None
        self.moved.set()
        self._wake.set()

    def go_to(self, epoch: int | None) -> None:
        """Be shown the end of an epoch from now on, once there is a picture of it, and none of the
        present; or the present again."""
        if epoch is None:
            self._past = None
        self.at, self._seq = epoch, -1
        self.moved.set()
        self._wake.set()

    def show(self, picture: Picture, asked: int, exact: bool) -> None:
        """This is a picture of the epoch that was asked for, or of the nearest state before it.
        Meanwhile another may have been: who drags without a rest sees what comes on the way."""
        stand = self._stand
        if stand is None or self.at is None or not self.look or not picture.covers(self.look):
            return
        head = b'%b,"asked":%d,"exact":%b' % (
            head_of(PAST, stand.generation, stand.version),
            asked,
            b"true" if exact else b"false",
        )
        place = stand.place(self._row)
        if self._binary:
            self._past = Event("frame", place, b"", Framed(message(picture, self.look, head)))
        else:
            self._past = in_json("frame", place, document(picture, self.look, head))
        self._wake.set()

    @property
    def looks_inside(self) -> bool:
        """Whether a picture of a hidden layer is still to be sent."""
        return self._inside is not None

    def show_inside(self, picture: Picture, generation: str) -> bool:
        """This is a hidden layer's space, of where the run stands or of the moment that is shown,
        in that generation: a message beside the frames, of which the newest is sent. Whether it
        will be, which is not before the viewer knows of that generation."""
        stand = self._stand
        if stand is None or stand.generation != generation:
            return False
        head = b'%b,"event":"hidden"' % head_of(PAST, stand.generation, stand.version)
        payload = message(picture, frozenset(picture.parts), head)
        self._inside = Event("hidden", stand.place(self._row), b"", Framed(payload))
        self._wake.set()
        return True

    def _pending(self, stand: Stand) -> Event | None:
        if self._generation != stand.generation:
            return self._snapshot(stand)
        if (row := self._row) < len(stand.history):
            data, self._row = stand.history.tell(row, HISTORY_ROWS)
            return stand.event("history", False, row, self._row, data)
        if self._told != stand.told:
            self._told = stand.told
            new = stand.spec is not self._spec
            return stand.event("status", new, self._row, self._row, self._read(stand))
        if self._past is not None:
            past, self._past = self._past, None
            return past
        if self._inside is not None:
            inside, self._inside = self._inside, None
            self.moved.set()
            return inside
        return self._frame(stand)

    def _frame(self, stand: Stand) -> Event | None:
        shown, look = stand.shown, self.wants
        if shown is None or not look or (self._seq, self._looked) == (shown.seq, look):
            return None
        if not shown.picture.covers(look):
            return None
        self._sent(shown.seq)
        self._looked = look
        place = stand.place(self._row)
        if self._binary:
            return Event("frame", place, b"", shown.message(look))
        return in_json("frame", place, shown.document(look))

    def _snapshot(self, stand: Stand) -> Event:
        generation, row = self._resume or ("", 0)
        known = generation == stand.generation and row <= len(stand.history)
        history = stand.history.thinned(row if known else 0)
        self._resume = None
        self._generation, self._row = stand.generation, len(stand.history)
        self._told, self._seq, self._spec = stand.told, -1, None
        frame = b"null"
        shown = stand.shown
        if shown and self.look and not self._binary and shown.picture.covers(self.look):
            self._seq, self._looked = shown.seq, self.look
            frame = shown.document(self.look)
        data = b'{"run":%b,"history":%b,"frame":%b}'
        data %= self._read(stand), to_json(history), frame
        return in_json("snapshot", stand.place(self._row), data)

    def _read(self, stand: Stand) -> bytes:
        """The run, with its spec only where that is new: with points of one's own it is long."""
        known, self._spec = stand.spec is self._spec, stand.spec
        return stand.brief if known else stand.whole


def _parse(last_id: str | None) -> tuple[str, int] | None:
    """(generation, row) of an event id; None for anything else, which is as good as none."""
    generation, _, rest = (last_id or "").partition(".")
    row = rest.rpartition(".")[2]
    return (generation, int(row)) if row.isdecimal() and len(row) < 10 else None
