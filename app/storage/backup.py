"""A copy of all that is kept, made while a server may be writing."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from app.storage.database import FILE


class BackupRefusal(Exception):  # noqa: N818
    """There is no copy, in one sentence. Nothing was left of it."""


def back_up(folder: Path, target: Path) -> None:
    """Copy the database of a data folder, as it is at one moment, into a file that is not there
    yet. Put into a folder of its own under the name of the database, it is that folder again.
    Raises BackupRefusal."""
    source = folder / FILE
    if not source.is_file():
        raise BackupRefusal(f"There is no database in {folder}.")
    if target.exists():
        raise BackupRefusal(f"{target} is there already.")
    part = target.with_name(f"{target.name}.part")
    try:
        # Nobody else's on a machine that is shared, as the folder is.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise BackupRefusal(f"{target} cannot be written: {error.strerror}.") from error
    try:
        _copy(source, part)
        # Whole or not at all, whenever this is stopped.
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusal(f"The copy could not be made: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    writing = sqlite3.connect(target, isolation_level=None)
    try:
        # In one go: a copy made in pieces begins anew with everything that is written meanwhile.
        reading.backup(writing)
        (verdict,) = writing.execute("pragma quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError("it is damaged")
        # A file by itself, without a journal beside it.
        writing.execute("pragma journal_mode = delete")
    finally:
        reading.close()
        writing.close()
