"""What is kept at hand because it may be wanted again, and how much memory all of it may take."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

import numpy as np

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Things that are made once and kept by their keys, in order of use, while all of them take no
    more than `most` bytes: what was not asked for the longest goes first. The latest stay, `least`
    of them, however large they are, since work under way needs them."""

    def __init__(self, most: int, least: int = 1):
        self.most, self.least = most, least
        self.nbytes = 0
        self._things: dict[Hashable, tuple[Thing, int]] = {}

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of that key, made now if it is not there."""
        found = self._things.pop(key, None)
        if found is None:
            thing = make()
            found = thing, nbytes(thing)
            self.nbytes += found[1]
        self._things[key] = found
        while self.nbytes > self.most and len(self._things) > self.least:
            _, size = self._things.pop(next(iter(self._things)))
            self.nbytes -= size
        return found[0]


def nbytes(*things: Any) -> int:
    """The bytes of the arrays, and of what is bytes already, that these objects hold, whether in
    attributes, in lists or bound to calls; each counts once, and as a whole where only a part of it
    is held."""
    arrays: dict[int, int] = {}
    seen: set[int] = set()
    pending = list(things)
    while pending:
        thing = pending.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, np.ndarray):
            while isinstance(thing.base, np.ndarray):
                thing = thing.base
            arrays[id(thing)] = thing.nbytes
        elif isinstance(thing, bytes):
            arrays[id(thing)] = len(thing)
        elif isinstance(thing, partial):
            pending += [thing.func, *thing.args, *thing.keywords.values()]
        elif isinstance(thing, (list, tuple)):
            pending += thing
        elif callable(thing):
            # A method of an array, or a function that was given some by what is around it.
            cells = getattr(thing, "__closure__", None) or ()
            own = getattr(thing, "__self__", None)
            pending += [cell.cell_contents for cell in cells]
            pending += [own] if isinstance(own, np.ndarray) else []
        elif type(thing).__module__.startswith("engine."):
            pending += vars(thing).values() if hasattr(thing, "__dict__") else []
    return sum(arrays.values())
