"""Classes on disk: each is a document, and so is each of its members."""

from __future__ import annotations

import sqlite3

from app.storage.records import ClassRecord


def write(connection: sqlite3.Connection, record: ClassRecord) -> None:
    """Write a class as it is now, and those of its members that are new or other than they were."""
    connection.execute(
        "insert into classes values (?, ?, (select seconds from uptime), ?)"
        " on conflict (id) do update set token_digest = excluded.token_digest,"
        " used_at = excluded.used_at, about = excluded.about",
        (record.id, record.token_digest, record.about),
    )
    known = connection.execute("select id from members where class_id = ?", (record.id,))
    gone = [(record.id, each) for (each,) in known.fetchall() if each not in record.all]
    connection.executemany("delete from members where class_id = ? and id = ?", gone)
    for member_id, (about, moments) in record.members.items():
        connection.execute(
            "insert into members values (?, ?, ?)"
            " on conflict (class_id, id) do update set about = excluded.about",
            (record.id, member_id, about),
        )
        connection.execute(
            "delete from moments where class_id = ? and member_id = ?", (record.id, member_id)
        )
        connection.executemany(
            "insert into moments values (?, ?, ?)",
            [(record.id, member_id, run_id) for run_id in moments],
        )


def read(connection: sqlite3.Connection, class_id: str) -> ClassRecord | None:
    """The class of that code."""
    found = connection.execute(
        "select token_digest, about from classes where id = ?", (class_id,)
    ).fetchone()
    if found is None:
        return None
    digest, about = found
    members = connection.execute(
        "select id, about from members where class_id = ? order by rowid", (class_id,)
    ).fetchall()
    read = {member_id: (text, ()) for member_id, text in members}
    return ClassRecord(class_id, digest, about, read, list(read))


def prune(connection: sqlite3.Connection, keep_s: float) -> int:
    """Forget the classes that were not used for so long, and the moments of their members with
    them, but for those that are held. How many went."""
    unused = "used_at < (select seconds from uptime) - ?"
    connection.execute(
        "delete from runs where used_at < (select seconds from uptime) and id in"  # noqa: S608
        f" (select run_id from moments where class_id in (select id from classes where {unused}))",
        (keep_s,),
    )
    return connection.execute(f"delete from classes where {unused}", (keep_s,)).rowcount  # noqa: S608
