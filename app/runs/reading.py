"""A run as everyone may read it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.schemas import Outcome, Run

if TYPE_CHECKING:
    from app.runs.session import Session


def read(session: Session) -> Run:
    """Where a run stands now, without its token."""
    outcome = session.state.outcome
    message = session.farewell or session.message or session.warning
    return Run(
        id=session.id,
        status=session.status,
        epoch=session.course.epoch,
        step=session.state.step,
        batches_per_epoch=session.course.batches_per_epoch,
        speed=session.speed,
        until=session.until,
        metrics=session.course.metrics,
        outcome=Outcome.model_validate(asdict(outcome)) if outcome else None,
        message=message and message.detail,
        message_sentence=message,
        queue_position=session.queue_position,
        watchers=len(session.audience.viewers),
        spec=session.state.spec,
        created_at=session.created_at,
    )
