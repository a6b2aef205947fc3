"""The streams that are open, counted, so that nobody holds them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from app.problems import Busy
from app.runs.reader import Tally
from app.sentences import say
from app.settings import Settings


class Streams:
    """Open streams, in all and by who holds them."""

    def __init__(self, settings: Settings) -> None:
        self._total = settings.max_streams
        self._each = settings.max_streams_per_address
        self._open: Counter[str] = Counter()
        self.tally = Tally()

    def __len__(self) -> int:
        return self._open.total()

    @contextmanager
    def one(self, holder: str) -> Iterator[None]:
        """One more stream, while it is open. Raises Busy at a limit."""
        if len(self) >= self._total:
            raise Busy(say("limit_streams", maximum=self._total))
        if self._open[holder] >= self._each:
            raise Busy(say("limit_streams_per_address", maximum=self._each))
        self._open[holder] += 1
        try:
            yield
        finally:
            self._open[holder] -= 1
            if not self._open[holder]:
                del self._open[holder]
