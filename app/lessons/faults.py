"""What is wrong with a lesson whose fields are right one by one: all of it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

import engine
from app.changes import NoPlaceError, merged
from app.exports import FORMATS
from app.lessons.shelf import Fault
from app.lessons.sweep import LessonSweep
from app.lessons.words import figures_of, has_stray_card, names_of_formulas
from app.problems import field_errors
from app.sentences import say

if TYPE_CHECKING:
    from app.lessons.claims import Start
    from app.lessons.format import Lesson

CURVES = ("activations", "losses", "optimizers")


def faults_of(lesson: Lesson, begin: Start) -> Iterator[Fault]:
    """All that is wrong; `begin` is where its run begins."""
    texts = {
        "/opening": lesson.opening,
        "/question/now_try": lesson.question.now_try,
        "/words": lesson.words,
    }
    texts |= {f"/tasks/{i}/words": task.words for i, task in enumerate(lesson.tasks)}
    for place, words in texts.items():
        if has_stray_card(words):
            yield place, say("card_whole")
        for name in sorted(names_of_formulas(words) - set(lesson.formulas)):
            yield place, say("formula_missing", name=name)
        for kind, names in figures_of(words):
            yield from ((place, fault) for fault in _figure_faults(kind, names))
    starts = [("/weights", lesson.spec, begin)]
    for i, task in enumerate(lesson.tasks):
        if fault := spec_fault(lesson.spec, task.spec):
            yield f"/tasks/{i}/spec", fault
        else:
            starts.append((f"/tasks/{i}/solution", lesson.spec_of(i), task.solution))
    starts += [(f"/claims/{i}", lesson.spec, claim) for i, claim in enumerate(lesson.claims)]
    for place, base, start in starts:
        if fault := spec_fault(base, start.spec) or weights_fault(base, start):
            yield place, fault
    if lesson.sweep and (fault := _sweep_fault(lesson.spec, lesson.sweep)):
        yield "/sweep", fault


def spec_fault(base: Mapping[str, Any], changes: Mapping[str, Any]) -> engine.Sentence | None:
    """What is wrong with a spec that is changed so."""
    try:
        engine.Spec.model_validate(merged(base, changes))
    except ValidationError as error:
        (first, *_) = field_errors(error.errors(), merged(base, changes))
        path = ".".join(first.pointer.split("/")[1:])
        return say("lesson_spec", path=path or "spec", fault=first.sentence)
    return None


def weights_fault(base: Mapping[str, Any], start: Start) -> engine.Sentence | None:
    """What is wrong with weights that are set by hand."""
    if not start.weights:
        return None
    spec = engine.Spec.model_validate(merged(base, start.spec))
    try:
        engine.set_weights(engine.init(spec), start.weights)
    except engine.AmendError as error:
        return say("lesson_weights", fault=error.sentence)
    return None


def _sweep_fault(base: Mapping[str, Any], sweep: LessonSweep) -> engine.Sentence | None:
    if fault := spec_fault(base, sweep.spec):
        return fault
    try:
        faults = (spec_fault({}, sweep.document(base, tile)) for tile in sweep.tiles)
        return next(filter(None, faults), None)
    except NoPlaceError:
        return say("axis_path")


def _figure_faults(kind: str, names: list[str]) -> Iterator[engine.Sentence]:
    drawable = _drawable()
    if kind not in drawable:
        yield say("figure_kind", kind=kind, known=", ".join(drawable))
        return
    for named in names:
        name, rate = named.partition("=")[::2]
        if rate and kind != "optimizers":
            yield say("figure_rate", name=name)
        if name not in drawable[kind]:
            yield say("figure_name", name=name, kind=kind, known=", ".join(drawable[kind]))


@cache
def _drawable() -> dict[str, list[str]]:
    """The kinds of figures, and what there are figures of."""
    known = engine.catalogue()
    curves = {kind: [entry["kind"] for entry in known[kind]] for kind in CURVES}
    return curves | {"code": [each.name for each in FORMATS.values() if each.is_script]}
