"""A copy of what is kept, made while a server may be writing, and the way back in."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from app.sentences import say
from app.storage.database import FILE
from app.storage.opening import StorageRefusal, claimed, opened, unusable
from engine import Sentence

PARTS = {
    "runs": ("run_id", ("history", "keyframes", "texts", "acts")),
    "sweeps": ("sweep_id", ("curves",)),
    "classes": ("class_id", ("members", "moments")),
}
"""What stands by itself, and what belongs to it."""


class BackupRefusal(Exception):  # noqa: N818
    """Nothing was copied, in one sentence. Nothing was left of it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.detail)
        self.sentence = sentence


def back_up(folder: Path, target: Path, class_code: str | None = None) -> None:
    """Copy the database of a data folder, as it is at one moment, into a file that is not there
    yet; all of it, or one class with its members' runs. Put into a folder of its own under the name
    of the database, it is a data folder. Raises BackupRefusal."""
    source = folder / FILE
    if not source.is_file():
        raise BackupRefusal(say("no_database", folder=str(folder)))
    if target.exists():
        raise BackupRefusal(say("file_there", path=str(target)))
    part = target.with_name(f"{target.name}.part")
    try:
        # Nobody else's on a machine that is shared, as the folder is.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BackupRefusal(say("file_unwritable", path=str(target), why=why)) from error
    try:
        _copy(source, part)
        if class_code is not None:
            _keep_class(part, class_code)
        # Whole or not at all, whenever this is stopped.
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusal(say("no_copy", error=str(error))) from error
    except StorageRefusal as refusal:
        raise BackupRefusal(refusal.sentence) from refusal
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


def _keep_class(path: Path, code: str) -> None:
    """Leave nothing in a copy but one class and the runs of its members."""
    copy = opened(path)
    try:
        if copy.execute("select 1 from classes where id = ?", (code,)).fetchone() is None:
            raise BackupRefusal(say("no_class", name=code))
        copy.execute("delete from classes where id <> ?", (code,))
        copy.execute("delete from sweeps")
        copy.execute(
            "delete from runs where id not in (select run_id from moments)"
            " and id not in (select run from (select json_extract(about, '$.run') as run"
            " from members) where run is not null)"
        )
        copy.execute("vacuum")
        copy.execute("pragma journal_mode = delete")
    finally:
        copy.close()


def restore(folder: Path, source: Path) -> int:
    """Bring what a copy holds into a data folder that no server uses, and say how many runs, sweeps
    and classes came. What is there stays as it is; of what the copy holds runs and sweeps that are
    there already are left out, and a class that is there already has all refused. Raises
    BackupRefusal."""
    if not source.is_file():
        raise BackupRefusal(say("file_missing", path=str(source)))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        claim = claimed(folder)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusal(unusable(folder, error)) from error
    part = folder / f"{FILE}.part"
    try:
        # What a copy of an earlier version holds is upgraded beside it, and the copy stays.
        _copy(source, part)
        opened(part).close()
        into = opened(folder / FILE)
        try:
            return _bring(into, part)
        finally:
            into.close()
    except StorageRefusal as refusal:
        fault = say("no_return", file=str(source), fault=refusal.sentence)
        raise BackupRefusal(fault) from refusal
    except (OSError, sqlite3.Error) as error:
        fault = say("no_return_by_system", file=str(source), error=str(error))
        raise BackupRefusal(fault) from error
    finally:
        for each in (part, *(part.with_name(f"{part.name}-{end}") for end in ("wal", "shm"))):
            each.unlink(missing_ok=True)
        claim.close()


def _bring(into: sqlite3.Connection, source: Path) -> int:
    into.execute("attach ? as copy", (str(source),))
    known = "select id from copy.classes where id in (select id from main.classes)"
    if there := into.execute(known).fetchone():
        raise BackupRefusal(say("class_there", name=there[0]))
    came = 0
    into.execute("begin")
    for table, (key, parts) in PARTS.items():
        into.execute(
            f"create temp table new as select id from copy.{table}"  # noqa: S608
            f" where id not in (select id from main.{table})"
        )
        # Used just now, by a time that is this folder's own.
        names = [row[1] for row in into.execute(f"pragma main.table_info({table})")]
        values = ["(select seconds from uptime)" if n == "used_at" else n for n in names]
        came += into.execute(
            f"insert into main.{table} ({', '.join(names)}) select {', '.join(values)}"  # noqa: S608
            f" from copy.{table} where id in (select id from new)"
        ).rowcount
        for part in parts:
            into.execute(
                f"insert into main.{part} select * from copy.{part}"  # noqa: S608
                f" where {key} in (select id from new)"
            )
        into.execute("drop table new")
    into.execute("commit")
    return came
