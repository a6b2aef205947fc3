"""Token buckets: how much of something is left, where more comes with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

Clock = Callable[[], float]

BURST_S = 4.0
"""A full bucket holds what comes in so many seconds, where nothing else is said."""
REMEMBERED = 20_000


class Bucket:
    """Fills at so much a second, up to a size. More can be taken than there is: that is owed."""

    def __init__(
        self, per_s: float, size: float | None = None, clock: Clock = time.monotonic
    ) -> None:
        self.per_s = per_s
        self.size = per_s * BURST_S if size is None else size
        self._clock = clock
        self._level, self._at = self.size, clock()

    @property
    def left(self) -> float:
        """How much there is; below 0, how much is owed."""
        now = self._clock()
        self._level = min(self.size, self._level + (now - self._at) * self.per_s)
        self._at = now
        return self._level

    def take(self, amount: float = 1.0) -> float:
        """Take so much; what is left then."""
        self._level = self.left - amount
        return self._level

    def wait_s(self, amount: float = 1.0) -> float:
        """Seconds until there is so much: 0 if it is there."""
        return max(0.0, amount - self.left) / self.per_s


class ByKey(Generic[T]):
    """Something for each key, made when it is first asked for; the latest so many are remembered.
    What was not asked for the longest is the fullest bucket, and so the least to remember."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._known: OrderedDict[str, T] = OrderedDict()

    def __getitem__(self, key: str) -> T:
        found = self._known.pop(key, None)
        self._known[key] = found = self._make() if found is None else found
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return found
