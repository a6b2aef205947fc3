"""What each reader of a class has not been told yet."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.runs.reader import Reader, Tally
from app.runs.stand import MOST_ALIKE, Event, Framed, head_of, in_json
from app.work.pictures import Array, binary
from app.work.pictures import in_json as document
from app.work.sweeps import TILE, Tile

NOTHING_YET = 0
"""The number of the frame before the first."""


@dataclass(frozen=True)
class MemberStand:
    """Where a class stands for one member."""

    generation: str
    version: int
    over: bool
    read: bytes
    """What the member may read, as JSON."""


class MemberReader(Reader[MemberStand]):
    """One reader who is a member."""

    def __init__(self, tally: Tally | None = None) -> None:
        super().__init__(acknowledges=False, tally=tally)
        self._version = -1

    def _pending(self, stand: MemberStand) -> Event | None:
        if self._version == stand.version:
            return None
        first, self._version = self._version < 0, stand.version
        place = f"{stand.generation}.{stand.version}"
        return in_json("snapshot" if first else "status", place, stand.read)


@dataclass(frozen=True)
class Seen:
    """What is on the tile of a member."""

    member: str
    tile: Tile
    epoch: float
    metrics: tuple[float, ...]
    """Not a number: not measured."""
    seq: int
    """The frame that it was new in."""


@dataclass(frozen=True)
class WallStand:
    """Where the wall stands."""

    generation: str
    version: int
    told: int
    """The version since which it reads the same, but for what is on the tiles."""
    seq: int
    """The newest frame."""
    seen: tuple[Seen, ...]
    metrics: int
    over: bool
    read: Callable[[], bytes]
    """Members and what the teacher has on, as JSON."""
    _messages: dict[int, Framed] = field(default_factory=dict)

    def message(self, since: int) -> Framed:
        """The tiles that are new since a frame, as a binary message."""
        if (made := self._messages.get(since)) is None:
            made = Framed(binary(*self._parts(since)))
            if len(self._messages) < MOST_ALIKE:
                self._messages[since] = made
        return made

    def document(self, since: int) -> bytes:
        """The same as a JSON object."""
        return document(*self._parts(since))

    def _parts(self, since: int) -> tuple[list[bytes], list[Array]]:
        new = [each for each in self.seen if each.seq > since]
        planes = [len(each.tile.planes) // TILE**2 for each in new]
        members = ",".join(f'"{each.member}"' for each in new)
        head = b'"event":"frame",%b,"members":[%b],"planes":%b' % (
            head_of(self.seq, self.generation, self.version),
            members.encode(),
            str(planes).encode(),
        )
        count = len(new)
        arrays: list[Array] = [
            ("tiles", "u1", (sum(planes), TILE, TILE), b"".join(each.tile.planes for each in new)),
            ("ranges", "f4", (count, 2), _pairs(each.tile.range for each in new)),
            ("scales", "f4", (count, 2), _pairs(each.tile.scale for each in new)),
            ("epochs", "f4", (count,), _numbers(each.epoch for each in new)),
            (
                "metrics",
                "f4",
                (count, self.metrics),
                _numbers(n for each in new for n in each.metrics),
            ),
        ]
        return [head], arrays


def _numbers(values: Iterable[float]) -> bytes:
    numbers = list(values)
    return struct.pack(f"<{len(numbers)}f", *numbers)


def _pairs(values: Iterable[tuple[float, float]]) -> bytes:
    return _numbers(number for pair in values for number in pair)


class WallReader(Reader[WallStand]):
    """One reader who is the teacher. `in_json`: frames come as JSON objects, which nobody
    acknowledges."""

    def __init__(self, tally: Tally | None = None, *, in_json: bool = False) -> None:
        super().__init__(acknowledges=not in_json, tally=tally)
        self._in_json = in_json
        self._told = -1

    def _pending(self, stand: WallStand) -> Event | None:
        place = f"{stand.generation}.{stand.version}"
        if self._told < 0:
            self._told = stand.told
            return in_json("snapshot", place, stand.read())
        if self._told != stand.told:
            self._told = stand.told
            return in_json("status", place, stand.read())
        if not self.has_room or stand.seq <= max(NOTHING_YET, self._seq):
            return None
        since = self._seq
        self._sent(stand.seq)
        if self._in_json:
            return in_json("frame", place, stand.document(since))
        return Event("frame", place, b"", stand.message(since))
