"""What is answered when a class is asked for; tokens and their digests are in none of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field

import engine
from app.classes.register import Lead, Member, Playing, Prediction, Sent, TaskDone
from app.lessons import Finding
from app.schemas import Branch, Status


class ListedName(BaseModel):
    """A name to choose."""

    name: str
    taken: bool


class Card(BaseModel):
    """A class as everyone may read it who knows its code."""

    code: str
    title: str
    lessons: list[str]
    spec: engine.Spec | None
    names: list[ListedName] | None
    """Names to choose from; null: whatever one likes."""
    open: bool
    language: str | None
    """What its pages are in; null: what each browser asks for."""
    full: bool
    members: int
    created_at: dt.datetime


class CreatedClass(Card):
    """A new class, with the token of its teacher. It is shown this once."""

    token: str


class TeacherToken(BaseModel):
    """A new token of a class's teacher. It is shown this once."""

    token: str


class MemberRead(BaseModel):
    """A member of a class, with all that is kept of them."""

    id: str
    name: str
    joined_at: dt.datetime
    run: str | None
    """The id of their present run."""
    tasks: list[TaskDone]
    predictions: list[Prediction]


class JoinedMember(MemberRead):
    """A member who has just joined; null for one who was there already."""

    token: str | None


class TaskChecked(BaseModel):
    """Whether a member's run passes a task, what became of each thing that it asks, and what is
    recorded of it."""

    passed: bool
    findings: list[Finding]
    done: TaskDone
    moment: Branch | None = Field(
        None, description="The run that was kept of it, the first time that it was passed."
    )


class Shown(BaseModel):
    """The run that the teacher shows to everyone."""

    number: int
    run: str
    name: str | None
    """Null where the teacher keeps it hidden."""


class QuestionRead(BaseModel):
    """A question to everyone. What is right, and how many chose what, is told once it is
    revealed."""

    number: int
    lesson: str | None
    asks: str
    options: list[str]
    revealed: bool
    answered: int | None
    """How many have; the teacher alone is told before it is revealed."""
    answer: int | None
    because: str | None
    counts: list[int] | None


class LeadRead(BaseModel):
    """What the teacher has on for everyone."""

    number: int
    sent: Sent | None
    playing: Playing | None
    shown: Shown | None
    question: QuestionRead | None


class ClassForMember(BaseModel):
    """A class as its members may read it."""

    code: str
    title: str
    lessons: list[str]
    spec: engine.Spec | None
    open: bool
    lead: LeadRead


class OnWall(BaseModel):
    """A member, as the wall tells of them beside what is on their tile."""

    id: str
    name: str
    here: bool
    run: str | None
    held: bool
    """Whether the run is in memory; of one that is not, the tile shows what it last was."""
    status: Status | None
    diverged: bool
    task: str | None
    """What kind of question the run's data put."""
    domain: tuple[tuple[float, float], tuple[float, float]] | None
    passed: dict[str, int]
    """Tasks that they passed, by lesson."""
    at: str | None
    """The lesson of the task that they tried last."""
    tries: int
    """How often they tried that task, if it is not passed yet."""
    stuck: Literal["tries", "still"] | None
    """Tried the same task over and over; or has done nothing for long, though they are here."""


class WallRead(BaseModel):
    """What the wall tells beside its tiles."""

    card: Card
    lead: LeadRead
    metrics: list[str]
    """The columns of a frame's metrics."""
    warnings: list[engine.Sentence]
    members: list[OnWall]


def member_read(member: Member) -> MemberRead:
    """A member, with all that is kept of them."""
    return MemberRead(**{name: getattr(member, name) for name in MemberRead.model_fields})


def lead_read(lead: Lead, members: list[Member], *, teacher: bool = False) -> LeadRead:
    """What the teacher has on, as members, or the teacher, may read it."""
    return LeadRead(
        number=lead.number,
        sent=lead.sent,
        playing=lead.playing,
        shown=_shown(lead, members),
        question=_question(lead, members, teacher),
    )


def _shown(lead: Lead, members: list[Member]) -> Shown | None:
    if (shown := lead.shown) is None:
        return None
    name = next((each.name for each in members if each.id == shown.member), None)
    return Shown(number=shown.number, run=shown.run, name=name if shown.named else None)


def _question(lead: Lead, members: list[Member], teacher: bool) -> QuestionRead | None:
    if (asked := lead.question) is None:
        return None
    counts = [0] * len(asked.options)
    for member in members:
        for prediction in member.predictions:
            if prediction.question == asked.number:
                counts[prediction.choice] += 1
    told = asked.revealed
    return QuestionRead(
        number=asked.number,
        lesson=asked.lesson,
        asks=asked.asks,
        options=asked.options,
        revealed=told,
        answered=sum(counts) if told or teacher else None,
        answer=asked.answer if told else None,
        because=asked.because if told else None,
        counts=counts if told else None,
    )
