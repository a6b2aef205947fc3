"""Whether a lesson's tasks can be done, and are not done by themselves."""

from __future__ import annotations

import engine
from app.lessons.claims import Start
from app.lessons.format import Lesson

TIMES = (1, 2)
"""How far the network that a lesson begins with is trained, in times of the solution's epochs."""


def passed_as_it_begins(lesson: Lesson, number: int) -> int | None:
    """The epoch by which a task is passed with nothing set; None where it is not, at the ends of
    as many epochs as its solution takes, and twice as many."""
    epochs = max(10, lesson.tasks[number].solution.epochs)
    state = Start(weights=lesson.weights).state(lesson.spec)
    trained = 0
    for times in (0, *TIMES):
        if times:
            state = engine.advance(state, epochs=times * epochs - trained)
            trained = times * epochs
        if all(finding.passed for finding in lesson.check(number, state)):
            return trained
    return None
