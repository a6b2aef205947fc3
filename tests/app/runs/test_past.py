"""What a run remembers of what it was, and how much of it."""

from __future__ import annotations

import engine
from app.runs.past import MOST, Left, Past
from app.runs.timeline import Timeline
from app.work.work import begin


def start(points: int) -> Left:
    """A run of so many points of a person's own."""
    drawn = [[k / 100, -k / 100, k % 2] for k in range(points)]
    spec = {"data": {"kind": "points", "points": drawn}, "network": {"hidden_layers": [2]}}
    begun = begin(engine.Spec.model_validate(spec))
    return Left(begun, Timeline.beginning(begun.state, (0, 0), 1_000_000))


def remembered(moment: Left, times: int) -> int:
    """How often a run can be undone that began anew so often."""
    past = Past()
    for _ in range(times):
        past.leave(moment)
    return next(k for k in range(times + 1) if not past.has("undo") or not past.go("undo", moment))


def test_strokes_of_a_drawing_are_remembered_and_many_points_only_once() -> None:
    assert remembered(start(60), MOST + 1) == MOST
    # Points are most of what a moment takes: ten thousand of them are 1.5 MB.
    assert remembered(start(10_000), 3) == 1
