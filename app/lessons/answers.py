"""What is answered when lessons are asked for, over HTTP or by a page; solutions stay here."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

import engine
from app.languages import ENGLISH, Language
from app.lessons.format import Lesson, Panel, Part, Tab
from app.lessons.loader import LessonFile
from app.lessons.shelf import ReadMistake
from app.lessons.words import line_to_html, to_html, unbroken


class LessonSummary(BaseModel):
    """A lesson in the list of all."""

    name: str
    number: int
    title: str
    summary: str
    minutes: int
    tasks: int
    mistakes: list[ReadMistake]
    """What is wrong with its file; such a lesson can be listed, but not opened."""


class ReadQuestion(BaseModel):
    """Something to predict before trying it. It is answered once."""

    asks: str
    options: list[str]
    answer: str
    because: str
    reasons: dict[str, str]
    """What is wrong with each wrong option, where the lesson says so."""
    now_try: str
    """What to try in the network then, as HTML; empty where there is nothing."""


class ReadAxis(BaseModel):
    """A setting that varies in a lesson's sweep."""

    path: str
    """A JSON pointer, as in the plan of a sweep."""
    values: list[Any]


class ReadSweep(BaseModel):
    """A lesson's experiment: a sweep's plan, whose seeds vary points, weights and order."""

    spec: engine.Spec
    axes: list[ReadAxis]
    seeds: int
    epochs: int


class ReadTask(BaseModel):
    """Something to do, and what is asked of the run."""

    title: str
    html: str
    spec: engine.Spec | None
    """What a run of its own begins with; without one, the lesson's run is checked."""
    tries: int | None
    """How often it may be checked until it is passed; null: as often as one likes."""
    keep: list[Part]
    asks: list[str]
    hints: list[str]
    """Each as HTML."""


class ReadLesson(BaseModel):
    """One lesson, whole. What is called html is safe to show as it is."""

    name: str
    number: int
    title: str
    summary: str
    minutes: int
    opening: str
    """What comes before the question, as HTML; where it is empty, the words do."""
    html: str
    spec: engine.Spec
    weights: list[engine.Weight]
    by_hand: bool
    point: tuple[float, float] | None
    tab: Tab | None
    """What is open below the network."""
    locked: list[Part]
    hidden: list[Panel]
    question: ReadQuestion
    tasks: list[ReadTask]
    claims: list[str]
    """Of the lesson's network, and of its sweep."""
    sweep: ReadSweep | None
    previous: str | None
    next: str | None


def summary_of(file: LessonFile) -> LessonSummary:
    """A file's line in the list; of one with mistakes, what is wrong with it."""
    lesson = file.content
    return LessonSummary(
        name=file.name,
        number=file.number,
        title=lesson.title if lesson else file.file,
        summary=lesson.summary if lesson else "",
        minutes=lesson.minutes if lesson else 0,
        tasks=len(lesson.tasks) if lesson else 0,
        mistakes=[ReadMistake.about(mistake) for mistake in file.mistakes],
    )


def read(
    file: LessonFile, lesson: Lesson, files: list[LessonFile], language: Language = ENGLISH
) -> ReadLesson:
    """A lesson, and which come before and after it; its own words are in the language already."""
    names = [other.name for other in files if other.content]
    place = names.index(file.name)
    formulas = lesson.formulas
    says = [claim.says for claim in lesson.claims]
    says += [claim.says for claim in lesson.sweep.claims] if lesson.sweep else []
    return ReadLesson(
        name=file.name,
        number=file.number,
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        opening=to_html(lesson.opening, formulas),
        html=to_html(lesson.words, formulas),
        spec=lesson.start(),
        weights=list(lesson.weights),
        by_hand=lesson.by_hand,
        point=lesson.point,
        tab=lesson.tab,
        locked=list(lesson.locked),
        hidden=list(lesson.hidden),
        question=ReadQuestion(
            asks=unbroken(lesson.question.asks),
            options=[unbroken(option) for option in lesson.question.options],
            answer=unbroken(lesson.question.answer),
            because=unbroken(lesson.question.because),
            reasons={
                unbroken(option): unbroken(reason)
                for option, reason in lesson.question.reasons.items()
            },
            now_try=to_html(lesson.question.now_try, formulas),
        ),
        tasks=[
            ReadTask(
                title=task.title,
                html=to_html(task.words, formulas),
                spec=lesson.start(number) if task.spec else None,
                tries=task.tries,
                keep=list(task.keep),
                asks=[language.said(condition.sentence()) for condition in task.check],
                hints=[line_to_html(hint, formulas) for hint in task.hints],
            )
            for number, task in enumerate(lesson.tasks)
        ],
        claims=[unbroken(said) for said in says],
        sweep=_read_sweep(lesson),
        previous=names[place - 1] if place else None,
        next=names[place + 1] if place + 1 < len(names) else None,
    )


def _read_sweep(lesson: Lesson) -> ReadSweep | None:
    if (sweep := lesson.sweep) is None:
        return None
    axes = filter(None, (sweep.across, sweep.down))
    return ReadSweep(
        spec=sweep.first(lesson.spec),
        axes=[
            ReadAxis(path="/" + axis.field.replace(".", "/"), values=list(axis.values))
            for axis in axes
        ],
        seeds=sweep.seeds,
        epochs=sweep.epochs,
    )
