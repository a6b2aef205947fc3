"""How far training is, as a bar of tqdm's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

Show = Callable[[int, int | None], None]
"""Takes the epoch it is at, and the one it goes to, where that is known."""


@contextmanager
def bar(wanted: bool) -> Iterator[Show]:
    """A bar in a notebook or a terminal while it is waited for; none where none is wanted, there is
    no tqdm, or nobody looks."""
    if not wanted or not find_spec("tqdm"):
        yield lambda epoch, until: None
        return
    from tqdm.auto import tqdm

    with tqdm(unit="epoch", disable=None) as drawn:

        def show(epoch: int, until: int | None) -> None:
            if drawn.disable:
                return
            if drawn.total is None and not drawn.n:
                # Where it goes on from was not trained just now.
                drawn.initial = drawn.n = drawn.last_print_n = epoch
            drawn.total = until
            drawn.update(epoch - drawn.n)
            drawn.refresh()

        yield show
