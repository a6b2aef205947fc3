"""What a teacher can tell a class, and what its members say, as bodies of requests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

import engine
from app.classes.names import Name, Title, Words, alike
from app.languages import LANGUAGES
from app.schemas import STRICT, LessonName, Speed
from app.sentences import say

MOST_LESSONS = 100
MOST_NAMES = 1000
MOST_OPTIONS = 12


def _repeat(words: list[str] | None) -> bool:
    """Whether two of them look the same."""
    return words is not None and len({alike(word) for word in words}) < len(words)


class ClassChange(BaseModel):
    """What may change in a class; what is left out stays as it is."""

    model_config = STRICT

    title: Title = "Class"
    lessons: list[LessonName] = Field(
        [], max_length=MOST_LESSONS, description="The lessons that it works through."
    )
    spec: engine.Spec | None = Field(None, description="What its members begin with.")
    names: list[Name] | None = Field(
        None,
        max_length=MOST_NAMES,
        description="Names to choose from; null: whatever one likes.",
    )
    open: bool = Field(True, description="Whether it can be joined.")
    language: str | None = Field(
        None,
        max_length=20,
        description="The language that whoever joins sees pages in, such as de, unless they chose"
        " one; null: what each browser asks for.",
    )

    @field_validator("lessons")
    @classmethod
    def _lessons_differ(cls, value: list[str]) -> list[str]:
        if _repeat(value):
            raise engine.invalid(say("lessons_repeated"))
        return value

    @field_validator("language")
    @classmethod
    def _language_is_spoken(cls, value: str | None) -> str | None:
        if value is not None and value not in LANGUAGES:
            raise engine.invalid(say("no_such_language", known=", ".join(LANGUAGES)))
        return value

    @field_validator("names")
    @classmethod
    def _names_differ(cls, value: list[str] | None) -> list[str] | None:
        if _repeat(value):
            raise engine.invalid(say("names_repeated"))
        return value


class NewClass(ClassChange):
    """A class to make."""

    title: Title


class NewMember(BaseModel):
    """Somebody who joins, or is called otherwise."""

    model_config = STRICT

    name: Name


class OwnRun(BaseModel):
    """The run that a member works on, and its token, which shows that it is theirs and is not
    kept."""

    model_config = STRICT

    id: str = Field(max_length=64)
    token: str = Field(max_length=200)


class TaskToCheck(BaseModel):
    """A task of a lesson."""

    model_config = STRICT

    lesson: LessonName
    task: int = Field(ge=0, description="Which task, from 0.")


class NewPrediction(BaseModel):
    """What a member predicts: of a lesson's question, or of the teacher's of a number."""

    model_config = STRICT

    lesson: LessonName | None = None
    question: int | None = Field(None, ge=0)
    choice: int = Field(ge=0, description="Which option, from 0.")

    @model_validator(mode="after")
    def _of_one(self) -> NewPrediction:
        if (self.lesson is None) == (self.question is None):
            raise engine.invalid(say("prediction_of"))
        return self


class Send(BaseModel):
    """Send a lesson, or settings, to everyone. A member may decline, or keep what was there."""

    model_config = STRICT

    command: Literal["send"]
    lesson: LessonName | None = None
    spec: engine.Spec | None = None

    @model_validator(mode="after")
    def _one(self) -> Send:
        if (self.lesson is None) == (self.spec is None):
            raise engine.invalid(say("send_of"))
        return self


class PauseAll(BaseModel):
    """Pause everyone's run."""

    model_config = STRICT

    command: Literal["pause"]


class PlayAll(BaseModel):
    """Have the run of everyone who is here play; without a speed, each at its own."""

    model_config = STRICT

    command: Literal["play"]
    speed: Speed | None = None


class Show(BaseModel):
    """Show a member's run to everyone."""

    model_config = STRICT

    command: Literal["show"]
    member: str = Field(max_length=64, description="The id of a member.")
    named: bool = Field(False, description="Whether everyone is told whose it is.")


class Hide(BaseModel):
    """Back: everyone sees their own run."""

    model_config = STRICT

    command: Literal["hide"]


class Ask(BaseModel):
    """Ask everyone the question of a lesson, or one of your own."""

    model_config = STRICT

    command: Literal["ask"]
    lesson: LessonName | None = None
    asks: Words | None = None
    options: list[Title] | None = Field(None, min_length=2, max_length=MOST_OPTIONS)
    answer: int | None = Field(None, ge=0, description="Which option is right, if one is.")

    @field_validator("options")
    @classmethod
    def _options_differ(cls, value: list[str] | None) -> list[str] | None:
        if _repeat(value):
            raise engine.invalid(say("options_repeated"))
        return value

    @model_validator(mode="after")
    def _one(self) -> Ask:
        own = (self.asks is not None, self.options is not None)
        if any(own) == (self.lesson is not None) or any(own) != all(own):
            raise engine.invalid(say("question_of"))
        if self.answer is not None and self.answer >= len(self.options or ()):
            raise engine.invalid(say("no_such_option", last=len(self.options or ()) - 1))
        return self


class Reveal(BaseModel):
    """Show what everyone has answered, and what is right."""

    model_config = STRICT

    command: Literal["reveal"]


class Drop(BaseModel):
    """The question is over."""

    model_config = STRICT

    command: Literal["drop"]


ClassCommand = Annotated[
    Send | PauseAll | PlayAll | Show | Hide | Ask | Reveal | Drop, Field(discriminator="command")
]
