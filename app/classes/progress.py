"""Who has done what: as rows, and as CSV that spreadsheets read as text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence

from pydantic import BaseModel

from app.classes.classroom import Classroom

MARK = "\ufeff"
"""By which a spreadsheet knows UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins like this, a spreadsheet may compute."""


OURS = {"member", "run", "link"}
"""Columns that hold nothing that somebody has typed; programs read them to the letter."""


class TaskRow(BaseModel):
    """A task that a member has tried."""

    member: str
    """The id."""
    name: str
    lesson: str
    task: int
    title: str
    passed_at: dt.datetime | None
    tries: int
    measure: str | None
    best: float | None
    epoch: int | None
    run: str | None
    """The run that passed it, kept at that moment."""
    link: str | None
    """Where that can be looked at."""


class PredictionRow(BaseModel):
    """A prediction that a member has made."""

    member: str
    name: str
    lesson: str | None
    question: int | None
    asks: str
    option: str
    right: bool | None
    predicted_at: dt.datetime


class Progress(BaseModel):
    """All that the members of a class have done."""

    tasks: list[TaskRow]
    predictions: list[PredictionRow]


def progress(room: Classroom, link_to: Callable[[str], str]) -> Progress:
    """What members have done, by name; `link_to` gives the address of a run."""
    members = sorted(room.members.values(), key=lambda each: (each.name.casefold(), each.id))
    tasks, predictions = [], []
    for member in members:
        who = {"member": member.id, "name": member.name}
        for task in sorted(member.tasks, key=lambda each: (each.lesson, each.task)):
            told = task.model_dump(exclude={"tried_at", "moment"})
            link = link_to(task.moment) if task.moment else None
            tasks.append(TaskRow(**who, **told, run=task.moment, link=link))
        for prediction in member.predictions:
            told = prediction.model_dump(exclude={"choice"})
            predictions.append(PredictionRow(**who, **told))
    return Progress(tasks=tasks, predictions=predictions)


def to_csv(rows: Sequence[BaseModel], kind: type[BaseModel]) -> str:
    """Rows as CSV under a header, with the mark of UTF-8."""
    file = io.StringIO()
    file.write(MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(kind.model_fields)
    for row in rows:
        writer.writerow([_cell(name, value) for name, value in row.model_dump().items()])
    return file.getvalue()


def _cell(name: str, value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, str) and name not in OURS and value.startswith(FORMULAS):
        return f"'{value}"
    return value
