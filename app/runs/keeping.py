"""How a run is kept: what it is known by, and what is written down of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.runs.session import Session
from app.storage.records import Record

Mark = tuple[Any, ...]
"""What something is known by that is kept: its generation first."""


def mark_of(session: Session) -> Mark:
    """What differs whenever a run has something new to save. States are compared as objects."""
    return (
        session.course.generation,
        session.state,
        session.status,
        session.speed,
        session.until,
    )


def record_of(session: Session, written: tuple[Any, ...] | None) -> Record:
    """A run as it is now, but for what was written of it before."""
    course, state = session.course, session.state
    first_row, numbers, acts = written or (0, None, 0)
    return Record(
        id=session.id,
        token_digest=session.token_digest,
        created_at=session.created_at,
        points=course.points,
        status=session.status,
        message=session.message,
        speed=session.speed,
        until=session.until,
        state=replace(state, history=session.history.since(first_row)),
        first_row=first_row,
        fingerprints=course.fingerprints,
        standstill=course.standstill,
        log=course.timeline.log(numbers, acts),
        parent=course.parent,
        kept=session.kept,
    )
