"""A lesson tried out: whether its tasks can be done and are not done by themselves, whether its
conditions can be met, and whether its claims hold."""

from __future__ import annotations

from collections.abc import Iterator

import engine
from app.lessons.claims import SEEDS
from app.lessons.conditions import Condition, Finding
from app.lessons.format import Lesson
from app.lessons.measures import MEASURES, Measured
from app.lessons.shelf import Fault
from app.sentences import say

TIMES = (1, 2)
"""How far the network that a lesson begins with is trained, in times of the solution's epochs."""


def passed_as_it_begins(lesson: Lesson, number: int) -> int | None:
    """The epoch by which a task is passed with nothing set; None where it is not, at the ends of
    as many epochs as its solution takes, and twice as many."""
    epochs = max(10, lesson.tasks[number].solution.epochs)
    state = engine.init(lesson.start(number))
    trained = 0
    for times in (0, *TIMES):
        if times:
            state = engine.advance(state, epochs=times * epochs - trained)
            trained = times * epochs
        if all(finding.passed for finding in lesson.check(number, state)):
            return trained
    return None


def problems_of(lesson: Lesson) -> Iterator[Fault]:
    """All that is wrong with a lesson that can be opened. Trains everything that it names, which
    takes some seconds."""
    for number, task in enumerate(lesson.tasks):
        place = f"/tasks/{number}"
        solved = lesson.solved(number)
        unmet = {
            i: fault
            for i, condition in enumerate(task.check)
            if (fault := _cannot_be_met(condition, Measured(solved)))
        }
        yield from ((f"{place}/check/{i}", fault) for i, fault in unmet.items())
        if not unmet and (failed := _failed(lesson.check(number, solved))):
            yield f"{place}/solution", say("solution_fails", failed=failed)
        epoch = passed_as_it_begins(lesson, number)
        if epoch == 0:
            yield place, say("task_passed_at_once")
        elif epoch is not None and task.solution.spec:
            yield place, say("task_passed_by_itself", epoch=epoch)
    for number, claim in enumerate(lesson.claims):
        if against := claim.find(lesson.spec):
            yield f"/claims/{number}", broken(against, len(SEEDS))
    if sweep := lesson.sweep:
        for number, against in enumerate(sweep.find(lesson.spec)):
            if against:
                tiles = 1 if sweep.claims[number].tile is not None else len(sweep.tiles)
                yield f"/sweep/claims/{number}", broken(against, sweep.seeds * tiles)


def broken(against: list[list[Finding]], tries: int) -> engine.Sentence:
    """What is said of a claim that does not hold: how often it does, and of what it does not."""
    return say("claim_fails", holds=tries - len(against), tries=tries, failed=_failed(against[0]))


def _failed(findings: list[Finding]) -> str:
    """What did not hold, with the value that was found instead."""
    return "; ".join(
        f"{finding.says} (is {_short(finding.value)})" for finding in findings if not finding.passed
    )


def _short(value: float | str | bool | None) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _cannot_be_met(condition: Condition, solved: Measured) -> engine.Sentence | None:
    """Why no run of the task's solution can ever meet a condition."""
    if condition.field is not None:
        known = solved.settings(condition.field)
        return None if known else say("condition_no_field", field=condition.field)
    if None not in (condition.at_least, condition.at_most) and (
        (condition.at_least or 0) > (condition.at_most or 0)
    ):
        return say("condition_empty")
    measure = MEASURES[condition.what or ""]
    if measure.is_share and not (condition.at_least or 0) <= 1:
        return say("condition_share")
    if solved.measure(condition) is None:
        return say("condition_unmeasured", what=condition.what or "")
    return None
