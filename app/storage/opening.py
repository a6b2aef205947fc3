"""The SQLite file is opened only if it is sound and ours; what is not is left as it was found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from app.sentences import say
from engine import Sentence

SCHEMA = Path(__file__).with_name("schema.sql")
VERSION = 8
APPLICATION_ID = 0x4E4E5047
UPGRADES = {
    1: "alter table runs drop column start;",
    2: "alter table runs add column fingerprints text not null default '[]';",
    3: "alter table runs add column standstill text not null default '[]';",
    4: "alter table runs add column parent text;"
    "alter table runs add column cost_s real not null default 0;"
    "alter table runs add column kept integer not null default 0;"
    "create table keyframes (run_id text not null references runs (id) on delete cascade,"
    " number integer not null, about text not null, data blob not null, rest blob not null,"
    " parameters blob not null, slots blob not null, unique (run_id, number)) strict;"
    "create table texts (run_id text not null references runs (id) on delete cascade,"
    " digest blob not null, text text not null, unique (run_id, digest)) strict;"
    "create table acts (run_id text not null references runs (id) on delete cascade,"
    " number integer not null, act text not null, unique (run_id, number)) strict;",
    5: "create table sweeps (id text primary key, token_digest blob not null,"
    " created_at text not null, used_at real not null, status text not null, message text,"
    " speed real, plan text not null, runs text not null, numbers blob not null,"
    " now blob not null, epochs blob not null) strict;"
    "create index sweeps_by_use on sweeps (used_at);"
    "create table curves (sweep_id text not null references sweeps (id) on delete cascade,"
    " first_row integer not null, rows blob not null, unique (sweep_id, first_row)) strict;",
    6: "create table classes (id text primary key, token_digest blob not null,"
    " used_at real not null, about text not null) strict;"
    "create index classes_by_use on classes (used_at);"
    "create table members (class_id text not null references classes (id) on delete cascade,"
    " id text not null, about text not null, unique (class_id, id)) strict;"
    "create table moments (class_id text not null, member_id text not null,"
    " run_id text not null, foreign key (class_id, member_id)"
    " references members (class_id, id) on delete cascade) strict;"
    "create index moments_by_run on moments (run_id);"
    "create index moments_by_member on moments (class_id, member_id);",
    7: "alter table sweeps add column fingerprints text not null default '[]';",
}
"""What leads from a version of the schema to the next one."""
BUSY_S = 1.0


class StorageRefusal(Exception):  # noqa: N818  # it is a refusal to start, in one sentence
    """The data folder cannot be used as it is. Nothing in it was touched."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.detail)
        self.sentence = sentence


class FolderUnusable(StorageRefusal):
    """The folder cannot be written, or another server uses it."""


def claimed(folder: Path) -> sqlite3.Connection:
    """A lock on the folder for as long as this process lives, on any system: two servers that
    each trained the same runs would overwrite one another."""
    claim = sqlite3.connect(
        folder / "in-use", timeout=0, isolation_level=None, check_same_thread=False
    )
    try:
        claim.execute("begin exclusive")
    except sqlite3.Error:
        claim.close()
        raise
    return claim


def unusable(folder: Path, error: Exception) -> Sentence:
    """Why the folder cannot be used, in a sentence."""
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return say("folder_in_use", folder=str(folder))
    return say("folder_unwritable", folder=str(folder))


def opened(path: Path) -> sqlite3.Connection:
    """The database, sound and of this version. Raises StorageRefusal."""
    if path.exists() and path.stat().st_size:
        inspect(path)
    connection = sqlite3.connect(
        path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        (version,) = connection.execute("pragma user_version").fetchone()
        # One script, one transaction: a server killed here leaves no half of a schema.
        if not version:
            connection.executescript(
                f"begin; {SCHEMA.read_text()} pragma application_id = {APPLICATION_ID};"
                f"pragma user_version = {VERSION}; commit;"
            )
        elif version < VERSION:
            steps = "".join(UPGRADES[each] for each in range(version, VERSION))
            connection.executescript(f"begin; {steps} pragma user_version = {VERSION}; commit;")
    except sqlite3.Error as error:
        connection.close()
        raise FolderUnusable(_unopened(path, error)) from error
    return connection


def inspect(path: Path) -> None:
    """Raises StorageRefusal unless the file is ours, of this version and sound.

    It is looked at without a write lock and without its journal being worked off, so that a file
    this server will not use stays byte for byte what it was.
    """
    journal = path.with_name(path.name + "-wal")
    only = "mode=ro" if journal.exists() and journal.stat().st_size else "immutable=1"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{only}", uri=True, timeout=BUSY_S)
        try:
            (application_id,) = connection.execute("pragma application_id").fetchone()
            (version,) = connection.execute("pragma user_version").fetchone()
            (schema,) = connection.execute("select count(*) from sqlite_master").fetchone()
            (verdict,) = connection.execute("pragma quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise FolderUnusable(_unopened(path, error)) from error
    except sqlite3.DatabaseError as error:
        raise StorageRefusal(say("database_corrupt", path=str(path))) from error
    if verdict != "ok":
        raise StorageRefusal(say("database_corrupt", path=str(path)))
    if schema and application_id != APPLICATION_ID:
        raise StorageRefusal(say("database_foreign", path=str(path)))
    if version > VERSION:
        raise StorageRefusal(say("database_newer", path=str(path), version=version, known=VERSION))


def _unopened(path: Path, error: Exception) -> Sentence:
    return say("database_unopened", path=str(path), error=str(error))
