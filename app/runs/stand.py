"""A stand is where a run stands at one moment, as a value: all that its viewers know of it."""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import engine
from app.runs.history import HistoryLog
from app.schemas import Run
from app.work.pictures import Parts, Picture, document, message

MOST_ALIKE = 8
"""Messages of one picture, or of one stand, that are kept; who looks in yet another way, or is
further behind than most, has it made anew."""
TEXT, BINARY = 0x81, 0x82
"""How the WebSocket header of a whole message begins (RFC 6455, 5.2)."""


def head_of(seq: int, generation: str, version: int) -> bytes:
    """What a frame says first: its number, when it was made, and of what stand."""
    return b'"seq":%d,"at":%d,"generation":"%b","version":%d' % (
        seq,
        1000 * time.time(),
        generation.encode(),
        version,
    )


class Shown:
    """A picture with its number, put together once for all viewers who look alike."""

    def __init__(self, picture: Picture, seq: int, generation: str, version: int) -> None:
        self.picture = picture
        self.seq = seq
        self._head = head_of(seq, generation, version)
        self._messages: dict[Parts, Framed] = {}
        self._documents: dict[Parts, bytes] = {}

    def message(self, look: Parts) -> Framed:
        """The parts of a look as a binary message."""
        if (made := self._messages.get(look)) is None:
            made = Framed(message(self.picture, look, self._head))
            if len(self._messages) < MOST_ALIKE:
                self._messages[look] = made
        return made

    def document(self, look: Parts) -> bytes:
        """The parts of a look as a JSON object."""
        if (made := self._documents.get(look)) is None:
            made = document(self.picture, look, self._head)
            if len(self._documents) < MOST_ALIKE:
                self._documents[look] = made
        return made


class Framed:
    """A message with its WebSocket header: the same bytes for everyone it is sent to."""

    def __init__(self, payload: bytes, kind: int = BINARY) -> None:
        size = len(payload)
        if size < 126:
            header = struct.pack(">BB", kind, size)
        elif size < 65_536:
            header = struct.pack(">BBH", kind, 126, size)
        else:
            header = struct.pack(">BBQ", kind, 127, size)
        self.whole = header + payload
        self._start = len(header)

    @property
    def payload(self) -> bytes:
        """The message without its header."""
        return self.whole[self._start :]


Name = Literal["snapshot", "history", "status", "frame", "hidden"]


class Event(NamedTuple):
    """One thing to tell a viewer."""

    name: Name
    id: str
    """Where a viewer that comes back with this stands: generation, version and row."""
    data: bytes
    """JSON; of a frame that goes as a binary message, nothing."""
    framed: Framed
    """The same as a message over the WebSocket."""


def in_json(name: Name, event_id: str, data: bytes) -> Event:
    """An event in JSON."""
    text = b'{"event":"%b","id":"%b","data":%b}' % (name.encode(), event_id.encode(), data)
    return Event(name, event_id, data, Framed(text, TEXT))


class SpecText:
    """A spec as JSON, put together once for all viewers: with points of one's own it is long."""

    def __init__(self, spec: engine.Spec) -> None:
        self.spec = spec

    @cached_property
    def json(self) -> bytes:
        """The spec, whole."""
        return self.spec.model_dump_json().encode()


@dataclass(frozen=True)
class Stand:
    """Where a run stands."""

    generation: str
    """A random name for one stretch of the run's history; a reset, a rewind or a restart of the
    server begins another, and nothing of the one before goes on."""
    version: int
    """Grows with everything that happens to the run while the server holds it."""
    told: int
    """The version since which the run reads the same, but for what its history tells."""
    run: Run
    """The run as everyone may read it."""
    spec: SpecText
    history: HistoryLog
    """The epochs behind it; it grows at its end only."""
    shown: Shown | None
    """The newest picture there is of this generation."""
    over: bool
    """Whether the run has stopped for good."""
    _events: dict[tuple[Name, bool, int, int], Event] = field(default_factory=dict)

    def event(self, name: Name, whole: bool, since: int, row: int, data: bytes) -> Event:
        """An event in JSON, put together once for all who knew the rows before `since`, and will
        know those before `row`; `whole`: with the spec."""
        key = name, whole, since, row
        if (made := self._events.get(key)) is None:
            made = in_json(name, self.place(row), data)
            if len(self._events) < MOST_ALIKE:
                self._events[key] = made
        return made

    def place(self, row: int) -> str:
        """The id of an event of this stand, for a viewer who knows the rows before `row`."""
        return f"{self.generation}.{self.version}.{row}"

    @cached_property
    def brief(self) -> bytes:
        """The run as JSON, without its spec."""
        return self.run.model_dump_json(exclude={"spec"}).encode()

    @property
    def whole(self) -> bytes:
        """The run as JSON."""
        return b'%b,"spec":%b}' % (self.brief[:-1], self.spec.json)
