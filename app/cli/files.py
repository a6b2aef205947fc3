"""Files that a person names on the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from app.cli.words import _, said


class UsageError(Exception):
    """Something the person who typed the command can put right."""


def read_text(name: str) -> str:
    """What a file holds, or standard input where it is called -."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        from app.sentences import say

        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise UsageError(said(say("file_unreadable", path=name, why=why))) from error


def check_folders(paths: Iterable[Path | None]) -> None:
    """Said now, and not when all has been trained."""
    for path in paths:
        if path is not None and not path.parent.is_dir():
            raise UsageError(
                _(
                    "{path} cannot be written: there is no folder {folder}.",
                    path=str(path),
                    folder=str(path.parent),
                )
            )


def check_ending(path: Path | None, ending: str) -> None:
    """A picture is of one kind, whatever its name says: what opens files by their names would not
    open it."""
    if path is not None and path.suffix.lower() not in ("", ending):
        kind = ending.removeprefix(".").upper()
        name = path.with_suffix(ending).name
        raise UsageError(
            _("{path} would be a {kind}: name it {name}.", path=str(path), kind=kind, name=name)
        )


def unwritable(error: OSError) -> UsageError:
    """What to say of a file that cannot be written."""
    from app.sentences import say

    why = error.strerror or type(error).__name__
    return UsageError(said(say("file_unwritable", path=str(error.filename), why=why)))
