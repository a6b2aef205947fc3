"""Codes of classes: short enough to be read from a wall and typed, and slow to guess."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.buckets import Bucket, ByKey, Clock

T = TypeVar("T")

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None of them is taken for another: no 0, no 1, no I, no O."""
LENGTH = 6

WRONG_PER_S, WRONG_AT_ONCE = 5.0, 30.0
"""Wrong codes from one address that are answered at once, and how fast there are more."""
WRONG_PER_S_IN_ALL, WRONG_AT_ONCE_IN_ALL = 20.0, 300.0


def new_code(prefix: str = "") -> str:
    """A code at random, behind the prefix of the server, if it has one."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{prefix}-{code}" if prefix else code


def read_code(text: str, prefix: str = "") -> str:
    """The code that somebody has typed, in whatever case, with blanks and hyphens, with or without
    the server's prefix; of what is none, the text itself, which no class has."""
    typed = "".join(text.replace("-", " ").split())
    if prefix and len(typed) == LENGTH + len(prefix) and typed.lower().startswith(prefix):
        typed = typed[len(prefix) :]
    code = typed.upper()
    if len(code) != LENGTH or not set(code) <= set(SIGNS):
        return text
    return f"{prefix}-{code}" if prefix else code


class Guesses:
    """Has those wait who tried many wrong codes. Who waits is told in turn, right or wrong, so a
    right code is never refused, and nobody learns more by asking faster.

    An address that guesses is slowed down by what it tried itself; if many addresses guess at a
    time, by what they tried together. Who never tried a wrong one does not wait for them.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        times = () if clock is None else (clock,)
        self._each = ByKey(lambda: _Turns(Bucket(WRONG_PER_S, WRONG_AT_ONCE, *times)))
        self._all = _Turns(Bucket(WRONG_PER_S_IN_ALL, WRONG_AT_ONCE_IN_ALL, *times))

    async def look_up(self, holder: str, find: Callable[[], Awaitable[T | None]]) -> T | None:
        """What is found for the code that this holder has tried; nothing is a wrong one."""
        own = self._each[holder]
        async with own.lock:
            if own.bucket.left >= own.bucket.size:
                return self._count(await find(), own)
            await own.wait()
            async with self._all.lock:
                await self._all.wait()
                return self._count(await find(), own)

    def _count(self, found: T | None, own: _Turns) -> T | None:
        if found is None:
            own.bucket.take()
            self._all.bucket.take()
        return found


class _Turns:
    """One after the other, as long as there is something left in a bucket."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.lock = asyncio.Lock()

    async def wait(self) -> None:
        """Wait until there is something left."""
        while wait_s := self.bucket.wait_s():
            await asyncio.sleep(wait_s)
