"""What is forgotten: what was not used for long; where room is short, what can be missed most."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from app.storage import classes

AT_ONCE = 5
TABLES = ("runs", "sweeps", "classes")


class Kept(NamedTuple):
    """How many seconds runs, and classes, are kept unused."""

    run_s: float
    class_s: float


def forget_unused(connection: sqlite3.Connection, held: Sequence[str], kept: Kept) -> int:
    """Forget what was not used for so long; never what is held. How many went."""
    for table in TABLES:
        connection.executemany(
            f"update {table} set used_at = (select seconds from uptime) where id = ?",  # noqa: S608
            [(each,) for each in held],
        )
    went = classes.prune(connection, kept.class_s)
    # What a class has kept stays as long as the class does.
    for table, but in (("runs", " and id not in (select run_id from moments)"), ("sweeps", "")):
        went += connection.execute(
            f"delete from {table} where used_at < (select seconds from uptime) - ?{but}",  # noqa: S608
            (kept.run_s,),
        ).rowcount
    return went


def forget_some(connection: sqlite3.Connection) -> int:
    """Forget a few of what was unused the longest, and is not in use now. How many went."""
    # A sweep is trained again, to the bit, from its plan; what a class has done is not.
    last = "kept + (id in (select run_id from moments)), "
    for table, order in (("sweeps", ""), ("runs", last), ("classes", "")):
        went = connection.execute(
            f"delete from {table} where id in (select id from {table} where used_at <"  # noqa: S608
            f" (select seconds from uptime) order by {order}used_at limit ?)",
            (AT_ONCE,),
        ).rowcount
        if went:
            return went
    return 0
