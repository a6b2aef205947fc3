"""What a lesson file holds; pydantic names every mistake in one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

import engine
from app.changes import NoPlaceError, merged
from app.exports import FORMATS
from app.lessons.claims import Claim, Start
from app.lessons.conditions import STRICT, Condition, Finding
from app.lessons.markup import FormulaError, safe_formula
from app.lessons.measures import Measured
from app.lessons.sweep import LessonSweep
from app.lessons.words import figures_of, names_of_formulas
from app.problems import field_errors
from app.sentences import say

Part = Literal["data", "training", "network"]
Panel = Literal["data", "training", "network", "boundary", "curves"]


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
        _check_spec({}, value)
        return value

    @field_validator("formulas")
    @classmethod
    def _formulas_are_safe(cls, value: dict[str, str]) -> dict[str, str]:
        try:
            return {name: safe_formula(text) for name, text in value.items()}
        except FormulaError as error:
            raise engine.invalid(error.sentence) from error

    @model_validator(mode="after")
    def _whole(self) -> Lesson:
        for words in self.opening, self.question.now_try, self.words:
            for name in sorted(names_of_formulas(words)):
                if name not in self.formulas:
                    raise engine.invalid(say("formula_missing", name=name))
            for kind, names in figures_of(words):
                _check_figure(kind, names)
        starts = [Start(weights=self.weights)]
        starts += [*(task.solution for task in self.tasks), *self.claims]
        for start in starts:
            _check_spec(self.spec, start.spec)
            spec = engine.Spec.model_validate(merged(self.spec, start.spec))
            try:
                engine.set_weights(engine.init(spec), start.weights)
            except engine.AmendError as error:
                raise engine.invalid(say("lesson_weights", fault=error.sentence)) from error
        if self.sweep:
            _check_sweep(self.spec, self.sweep)
        return self

    def start(self) -> engine.Spec:
        """The spec of the lesson's run, its weights included."""
        spec = engine.Spec.model_validate(self.spec)
        return engine.set_weights(engine.init(spec), self.weights).spec if self.weights else spec

    def check(self, number: int, state: engine.State) -> list[Finding]:
        """What a run says to a task, condition by condition; its history is needed where epochs
        gone by are asked about."""
        task = self.tasks[number]
        kept = [
            Finding.of(
                say("part_kept", part=part),
                say("advice_again", part=part),
                value=None,
                passed=False,
            )
            for part in task.keep
            if _without_start(getattr(state.spec, part))
            != _without_start(getattr(self.start(), part))
        ]
        run = Measured(state)
        return kept + [condition.find(run) for condition in task.check]


CURVES = ("activations", "losses", "optimizers")


@cache
def _drawable() -> dict[str, list[str]]:
    """The kinds of figures, and what there are figures of."""
    known = engine.catalogue()
    curves = {kind: [entry["kind"] for entry in known[kind]] for kind in CURVES}
    return curves | {"code": [each.name for each in FORMATS.values() if each.is_script]}


def _check_figure(kind: str, names: list[str]) -> None:
    if kind not in _drawable():
        raise engine.invalid(say("figure_kind", kind=kind, known=", ".join(_drawable())))
    for named in names:
        name, rate = named.partition("=")[::2]
        if rate and kind != "optimizers":
            raise engine.invalid(say("figure_rate", name=name))
        if name not in _drawable()[kind]:
            known = ", ".join(_drawable()[kind])
            raise engine.invalid(say("figure_name", name=name, kind=kind, known=known))


def _check_spec(base: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    try:
        engine.Spec.model_validate(merged(base, changes))
    except ValidationError as error:
        (first, *_) = field_errors(error.errors(), merged(base, changes))
        path = ".".join(first.pointer.split("/")[1:])
        fault = say("lesson_spec", path=path or "spec", fault=first.sentence)
        raise engine.invalid(fault) from error


def _check_sweep(base: Mapping[str, Any], sweep: LessonSweep) -> None:
    _check_spec(base, sweep.spec)
    for tile in sweep.tiles:
        try:
            _check_spec({}, sweep.document(base, tile))
        except NoPlaceError:
            raise engine.invalid(say("axis_path")) from None


def _without_start(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(exclude={"seed", "weights"})
