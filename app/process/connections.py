"""Connections: so many in all, so many from one address; when there is no room, an idle one goes.

Each takes one of the files that a process may have open, and once there are none nobody comes in,
runs cannot be saved and workers cannot be started. So some are kept back for all else.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Container
from typing import Any

MOST_FILES = 10_240
"""As many as any system gives that gives many."""
RESERVE = 64
"""Files for the database, logs and the like; workers come on top."""
A_WORKER = 4
"""Files that a worker takes: pipes to it, and what it is waited for by."""

Idle = Callable[[], bool]


def room(files: int, workers: int) -> int:
    """How many connections there may be where so many files may be open."""
    return max(files - RESERVE - A_WORKER * workers, files // 2)


def raise_limit() -> int:
    """Have this process be given as many files as it may have, up to a limit; how many it has."""
    if sys.platform == "win32":
        return MOST_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return MOST_FILES if soft == resource.RLIM_INFINITY else soft


class Connections:
    """Those that are open. Proxies that are `trusted` have as many as they like: theirs are of many
    addresses."""

    def __init__(self, total: int, each: int, trusted: Container[str]) -> None:
        self._total = total
        self._each = each
        self._trusted = trusted
        self._open: dict[Any, tuple[str, Idle]] = {}
        self._of: dict[str, dict[Any, None]] = {}

    def __len__(self) -> int:
        return len(self._open)

    def opened(self, transport: asyncio.Transport, address: str, idle: Idle) -> None:
        """One more. Where that is too many, the one that has been open the longest with nothing to
        do is hung up on; if each has, the new one."""
        theirs = self._of.setdefault(address, {})
        full = len(theirs) >= self._each and address not in self._trusted
        theirs[transport] = None
        self._open[transport] = address, idle
        if full:
            self._hang_up(theirs, transport)
        elif len(self._open) > self._total:
            self._hang_up(self._open, transport)

    def handed_on(self, transport: asyncio.Transport) -> None:
        """It is a WebSocket from now on, which waits for what happens."""
        if transport in self._open:
            self._open[transport] = self._open[transport][0], _never

    def closed(self, transport: asyncio.Transport) -> None:
        """It is no more; twice is no mistake."""
        address, _ = self._open.pop(transport, ("", _never))
        theirs = self._of.get(address, {})
        theirs.pop(transport, None)
        if not theirs:
            self._of.pop(address, None)

    def _hang_up(self, among: dict[Any, Any], newest: asyncio.Transport) -> None:
        goes = next((each for each in among if self._open[each][1]()), newest)
        goes.abort()
        # At once, or whoever comes before it is over would have the same one go.
        self.closed(goes)


def _never() -> bool:
    return False
