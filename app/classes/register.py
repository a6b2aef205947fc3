"""The register of a class: who its members are, and what they have done. Values alone, which are
kept as they are."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

import engine

DOCUMENT = ConfigDict(allow_inf_nan=False)


class TaskDone(BaseModel):
    """How far a member has come with one task of a lesson."""

    model_config = DOCUMENT

    lesson: str
    task: int = Field(description="Which task of the lesson, from 0.")
    title: str
    tries: int = Field(0, description="How often it was checked, until it was passed.")
    tried_at: dt.datetime
    passed_at: dt.datetime | None = None
    measure: str | None = Field(None, description="What the first thing that it asks for is.")
    best: float | None = Field(None, description="The best value of that so far.")
    epoch: int | None = Field(None, description="Where the run stood that passed it.")
    moment: str | None = Field(None, description="The id of that run, kept at that moment.")


class Prediction(BaseModel):
    """What a member has predicted, before it was tried."""

    model_config = DOCUMENT

    lesson: str | None = Field(description="The lesson whose question it was.")
    question: int | None = Field(description="The number of the teacher's question it was.")
    asks: str
    option: str
    choice: int = Field(description="Which option, from 0.")
    right: bool | None = Field(description="Null where the question has no right answer.")
    predicted_at: dt.datetime


class Member(BaseModel):
    """A member of a class, as they are kept."""

    model_config = DOCUMENT

    id: str
    name: str
    digest: str
    """Of their token, in hexadecimal digits."""
    joined_at: dt.datetime
    run: str | None = None
    """The id of their present run."""
    tasks: list[TaskDone] = []
    predictions: list[Prediction] = []

    def task(self, lesson: str, number: int) -> TaskDone | None:
        """What was done of a task, if it was tried."""
        wanted = (lesson, number)
        return next((each for each in self.tasks if (each.lesson, each.task) == wanted), None)

    @property
    def moments(self) -> list[str]:
        """The ids of the runs that were kept of tasks they passed."""
        return [task.moment for task in self.tasks if task.moment]

    @property
    def last(self) -> TaskDone | None:
        """The task that they tried last."""
        return max(self.tasks, key=lambda task: task.tried_at, default=None)


class Sent(BaseModel):
    """A lesson, or settings, that the teacher has sent to everyone."""

    number: int
    lesson: str | None = None
    spec: engine.Spec | None = None


class Playing(BaseModel):
    """Whether the teacher has started or paused everyone."""

    number: int
    playing: bool
    speed: float | None = None


class Showing(BaseModel):
    """Whose run the teacher shows to everyone."""

    number: int
    member: str
    run: str
    named: bool


class Asked(BaseModel):
    """A question to everyone, whose answers are hidden until the teacher reveals them."""

    number: int
    lesson: str | None
    asks: str
    options: list[str]
    answer: int | None
    because: str | None
    revealed: bool = False


class Lead(BaseModel):
    """What the teacher has on for everyone at present. Each carries the number of the command that
    it is of; a greater number is a newer one."""

    number: int = 0
    sent: Sent | None = None
    playing: Playing | None = None
    shown: Showing | None = None
    question: Asked | None = None


class About(BaseModel):
    """A class as it is kept, but for its members."""

    model_config = DOCUMENT

    title: str
    lessons: list[str] = []
    spec: engine.Spec | None = None
    names: list[str] | None = None
    """Names to choose from; None: whatever one likes."""
    open: bool = True
    language: str | None = None
    """What its pages are in for whoever joins and has chosen none; None: what each browser asks
    for."""
    created_at: dt.datetime
    lead: Lead = Lead()
