"""A server whose disk can be made to hang: `python -m tests.frozen FOLDER` is `python -m app`, and
while there is a pipe in the folder that nobody writes to, whoever writes to the database waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.database import Database


def _pipe(folder: Path) -> Path:
    return folder / "frozen"


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """The disk hangs meanwhile."""
    pipe = _pipe(folder)
    os.mkfifo(pipe)
    try:
        yield
    finally:
        # Whoever waits at its other end is let go.
        end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
        pipe.unlink()
        os.close(end)


def main() -> int:
    """Serve."""
    pipe, see_file = _pipe(Path(sys.argv.pop())), Database._see_file

    def wait(database: Database) -> None:
        if pipe.exists():
            pipe.read_bytes()
        see_file(database)

    Database._see_file = wait  # type: ignore[assignment,method-assign]
    from app.__main__ import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
