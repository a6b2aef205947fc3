"""A run as everyone may read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Protocol

import engine
from app.problems import Problem
from app.runs.course import Course
from app.schemas import Outcome, Run, Status, Until


class Read(Protocol):
    """What is asked of the run that is read."""

    id: str
    course: Course
    status: Status
    message: engine.Sentence | None
    """Why it ended."""
    troubles: dict[str, engine.Sentence | None]
    """What it is warned of, by kind."""
    farewell: Problem | None
    """Why it has stopped for good."""
    speed: float | None
    until: Until | None
    lesson: str | None
    """The lesson that it is shown beside."""
    kept: bool
    """Whether it is there to be kept, and goes last."""
    created_at: dt.datetime

    @property
    def queue_position(self) -> int | None:
        """Its place among those that wait to play."""

    @property
    def wait_s(self) -> float | None:
        """About how long it will wait."""


def reading(run: Read, version: int, watchers: int) -> Run:
    """A run as it reads now, at a version of its stand."""
    course, state = run.course, run.course.state
    troubles = [trouble for trouble in run.troubles.values() if trouble is not None]
    warnings = [*troubles, *course.warnings]
    message = _message(run, warnings)
    return Run(
        id=run.id,
        generation=course.generation,
        version=version,
        status=run.status,
        epoch=course.epoch,
        step=state.step,
        batches_per_epoch=course.batches_per_epoch,
        speed=run.speed,
        until=run.until,
        metrics=course.metrics,
        outcome=Outcome.model_validate(asdict(state.outcome)) if state.outcome else None,
        message=message.detail if message else None,
        message_sentence=message,
        warnings=warnings,
        standstill=list(course.standstill),
        fingerprints=list(course.fingerprints),
        queue_position=run.queue_position,
        wait_s=run.wait_s,
        watchers=watchers,
        lesson=run.lesson,
        parent=course.parent,
        acts=course.timeline.done,
        kept=run.kept,
        can_undo=course.past.has("undo"),
        can_redo=course.past.has("redo"),
        spec=state.spec,
        created_at=run.created_at,
    )


def _message(run: Read, warnings: list[engine.Sentence]) -> engine.Sentence | None:
    """What is said of a run if one thing alone is: why it ended, or else what there is to mind."""
    if run.farewell:
        return run.farewell.sentence
    return run.message or next(iter(warnings), None)
