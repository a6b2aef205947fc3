"""What a lesson file holds; pydantic names every mistake in a field, and `faults` the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

import engine
from app.changes import merged
from app.lessons.claims import Claim, Start
from app.lessons.conditions import STRICT, Condition, Finding
from app.lessons.faults import spec_fault
from app.lessons.markup import FormulaError, safe_formula
from app.lessons.measures import Measured
from app.lessons.sweep import LessonSweep
from app.sentences import say

Part = Literal["data", "training", "network"]
Panel = Literal["data", "training", "network", "boundary", "curves"]
Tab = Literal[
    "neuron", "arithmetic", "activations", "health", "inside", "confusion", "numbers", "code"
]


EVER = {"what": "epoch", "at_least": 0}
"""A condition that always holds."""


class Question(BaseModel):
    """Something to predict before trying it. It is answered once."""

    model_config = STRICT

    asks: str = Field(min_length=1)
    options: tuple[str, ...] = Field(strict=False, min_length=2)
    answer: str
    because: str = Field(min_length=1)
    reasons: dict[str, str] = Field({}, description="What is wrong with each wrong option.")
    now_try: str = Field("", description="What to try in the network once it is answered.")

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if self.answer not in self.options:
            raise engine.invalid(say("answer"))
        if self.reasons and set(self.reasons) != {*self.options} - {self.answer}:
            raise engine.invalid(say("reasons"))
        return self


class Task(BaseModel):
    """Something to do in the playground, which the engine checks."""

    model_config = STRICT

    title: str = Field(min_length=1)
    words: str = Field(min_length=1)
    spec: dict[str, Any] = Field(
        {}, description="What differs from the lesson's spec, for a task with a run of its own."
    )
    tries: int | None = Field(
        None, ge=1, le=20, description="How often it may be checked until it is passed; none: ever."
    )
    check: tuple[Condition, ...] = Field(strict=False, min_length=1)
    keep: tuple[Part, ...] = Field(
        ("data",),
        strict=False,
        description="Parts of the spec to leave as they are, seeds and first weights apart.",
    )
    hints: tuple[str, ...] = Field((), strict=False)
    solution: Start = Field(description="One way to pass; the tests try it.")


class Lesson(BaseModel):
    """One lesson, as its file has it."""

    model_config = STRICT
    stand_ins: ClassVar[Mapping[str, Any]] = {
        "title": "?",
        "summary": "?",
        "words": "?",
        "question": {"asks": "?", "options": ["?", "!"], "answer": "?", "because": "?"},
        "tasks": [{"title": "?", "words": "?", "solution": {}, "check": [EVER]}],
        "claims": [{"says": "?", "holds": [EVER]}],
    }
    """What may stand for a part at fault while the others are looked at."""

    title: str = Field(min_length=1, max_length=80)
    summary: str = Field(min_length=1, max_length=200)
    minutes: int = Field(10, ge=1, le=120)
    opening: str = Field(
        "", description="What comes before the question; without it, the words do."
    )
    words: str = Field(min_length=1)
    spec: dict[str, Any] = Field({}, description="What differs from the default spec.")
    weights: tuple[engine.Weight, ...] = Field(
        (), max_length=500, strict=False, description="As many as a spec gives."
    )
    by_hand: bool = Field(False, description="Offers the output's weights, to be set by hand.")
    point: tuple[float, float] | None = Field(None, strict=False)
    tab: Tab | None = Field(None, description="What is open below the network.")
    locked: tuple[Part, ...] = Field((), strict=False)
    hidden: tuple[Panel, ...] = Field((), strict=False)
    formulas: dict[str, str] = {}
    question: Question
    tasks: tuple[Task, ...] = Field(strict=False, min_length=1)
    claims: tuple[Claim, ...] = Field((), strict=False)
    sweep: LessonSweep | None = None

    @field_validator("spec")
    @classmethod
    def _spec_is_one(cls, value: dict[str, Any]) -> dict[str, Any]:
        if fault := spec_fault({}, value):
            raise engine.invalid(fault)
        return value

    @field_validator("formulas")
    @classmethod
    def _formulas_are_safe(cls, value: dict[str, str]) -> dict[str, str]:
        try:
            return {name: safe_formula(text) for name, text in value.items()}
        except FormulaError as error:
            raise engine.invalid(error.sentence) from error

    def start(self, number: int | None = None) -> engine.Spec:
        """The spec of the lesson's run, its weights included; or of the run of a task, where it has
        one of its own."""
        if number is not None and self.tasks[number].spec:
            return engine.Spec.model_validate(self.spec_of(number))
        spec = engine.Spec.model_validate(self.spec)
        return engine.set_weights(engine.init(spec), self.weights).spec if self.weights else spec

    def spec_of(self, number: int) -> dict[str, Any]:
        """What differs from the default spec where a task begins."""
        return merged(self.spec, self.tasks[number].spec)

    def solved(self, number: int) -> engine.State:
        """A run that a task's solution has made."""
        return self.tasks[number].solution.state(self.spec_of(number))

    def looks_back(self, number: int) -> bool:
        """Whether a task asks about epochs gone by, and so for a run's history."""
        return any(condition.within is not None for condition in self.tasks[number].check)

    def limits_training(self, number: int) -> bool:
        """Whether a task says how far may be trained: weights that were given could be those of a
        longer training. Where they are set by hand, that is the task."""
        return not self.by_hand and any(
            condition.within is not None
            or (condition.what in ("epoch", "step") and condition.at_most is not None)
            for condition in self.tasks[number].check
        )

    def check(self, number: int, state: engine.State) -> list[Finding]:
        """What a run says to a task, condition by condition; with its history, where the task looks
        back."""
        task, start = self.tasks[number], self.start(number)
        again = "advice_open" if task.spec else "advice_again"
        kept = [
            Finding.of(
                say("part_kept", part=part),
                say(again, part=part),
                value=None,
                passed=False,
            )
            for part in task.keep
            if _without_start(getattr(state.spec, part)) != _without_start(getattr(start, part))
        ]
        if self.limits_training(number) and state.spec.network.weights != start.network.weights:
            kept.append(
                Finding.of(say("weights_drawn"), say("advice_drawn"), value=None, passed=False)
            )
        run = Measured(state)
        return kept + [condition.find(run) for condition in task.check]


def _without_start(part: BaseModel) -> dict[str, Any]:
    """A part of a spec without what it begins with, and what it is called, which languages tell."""
    names = {"axis_names", "class_names", "value_names"}
    return part.model_dump(exclude={"seed", "weights", *names})
