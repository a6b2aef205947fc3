"""What a person at a terminal sees while something is trained, and how they stop it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from app.cli.words import columns, figure

WIDTH = 30


def draw_bar(stream: TextIO, share: float, words: str) -> None:
    """Draw a bar over the one before: a share of one, and what to say beside it."""
    bar = "█" * round(share * WIDTH)
    line = f"{bar:░<{WIDTH}} {figure(share, '.0%'):>4}  {words}"
    # What runs over the edge would leave a line behind with every drawing.
    while columns(line) >= shutil.get_terminal_size().columns and "  " in line:
        line = line.rpartition("  ")[0]
    stream.write(f"\r{line}\x1b[K")
    stream.flush()


@contextmanager
def told_to_stop() -> Iterator[list[int]]:
    """Not empty once Ctrl+C was pressed, which is then no error: one that is raised wherever Python
    is may be lost there. Pressed again, it ends the program as it always does."""
    told: list[int] = []

    def stop(number: int, _frame: object) -> None:
        told.append(number)
        signal.signal(number, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield told
    finally:
        signal.signal(signal.SIGINT, before)
