"""Batches of one size that follow each other, and how an epoch falls into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Batches:
    """Batches of one size, one after the other in an epoch's order."""

    start: int
    """The place of the first batch's first point."""
    size: int
    count: int

    def starts(self) -> range:
        """The place of each batch's first point."""
        return range(self.start, self.start + self.count * self.size, self.size)

    def singly(self) -> Iterator[Batches]:
        """The same batches, each for itself."""
        return (Batches(start, self.size, 1) for start in self.starts())


@lru_cache(maxsize=16)
def upcoming_batches(n: int, size: int, offset: int, budget: int | None) -> tuple[Batches, ...]:
    """The batches of an epoch of n points from offset on, at most `budget` many. One that is under
    way is finished first, and the last may be smaller."""
    upcoming = []
    while offset < n and budget != 0:
        begun = offset % size
        whole = 0 if begun else (n - offset) // size
        length, count = (size, whole) if whole else (min(size - begun, n - offset), 1)
        if budget is not None:
            count = min(count, budget)
            budget -= count
        upcoming.append(Batches(offset, length, count))
        offset += length * count
    return tuple(upcoming)
