"""A run as everyone may read it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.schemas import Outcome, Run

if TYPE_CHECKING:
    from app.runs.session import Session
    from engine import Sentence


def reading(session: Session, version: int, watchers: int) -> Run:
    """A run as it reads now, at a version of its stand."""
    course, state = session.course, session.state
    troubles = [trouble for trouble in session.troubles.values() if trouble is not None]
    warnings = [*troubles, *course.warnings]
    message = _message(session, warnings)
    return Run(
        id=session.id,
        generation=course.generation,
        version=version,
        status=session.status,
        epoch=course.epoch,
        step=state.step,
        batches_per_epoch=course.batches_per_epoch,
        speed=session.speed,
        until=session.until,
        metrics=course.metrics,
        outcome=Outcome.model_validate(asdict(state.outcome)) if state.outcome else None,
        message=message.detail if message else None,
        message_sentence=message,
        warnings=warnings,
        standstill=list(course.standstill),
        fingerprints=list(course.fingerprints),
        queue_position=session.queue_position,
        watchers=watchers,
        spec=state.spec,
        created_at=session.created_at,
    )


def _message(session: Session, warnings: list[Sentence]) -> Sentence | None:
    """What is said of a run if one thing alone is: why it ended, or else what there is to mind."""
    if session.farewell:
        return session.farewell.sentence
    return session.message or next(iter(warnings), None)
