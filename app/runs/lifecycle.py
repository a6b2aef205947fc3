"""The life of a run, as a table: what may be asked of it in which status."""

from __future__ import annotations

import engine
from app.problems import Conflict
from app.schemas import Status
from app.sentences import say
from engine import Sentence

ACTIVE = frozenset({Status.PLAYING, Status.QUEUED})
ENDED = frozenset({Status.FINISHED, Status.DIVERGED, Status.FAILED})

# Pause and reset are always allowed, so that pressing them twice is no mistake.
ALLOWED: dict[str, frozenset[Status]] = {
    "play": frozenset(Status) - {Status.DIVERGED},
    "step": frozenset(Status) - {Status.DIVERGED},
    "pause": frozenset(Status),
    "reset": frozenset(Status),
    "change": frozenset(Status),
    "rewind": frozenset({Status.DIVERGED}),
    "rewind_to": frozenset(Status),
    "go_on": frozenset({Status.DIVERGED}),
    "undo": frozenset(Status),
    "redo": frozenset(Status),
}


def at_start(state: engine.State) -> tuple[Status, Sentence | None]:
    """Where a run stands that begins with this state, and what there is to say. One that was saved
    under way may have diverged."""
    if state.outcome is not None:
        return Status.DIVERGED, state.outcome.sentence
    return (Status.READY if state.step == 0 else Status.PAUSED), None


def check(command: str, status: Status) -> None:
    """Raises Conflict, with the way out, where a command is not allowed in a status."""
    if status not in ALLOWED[command]:
        raise Conflict(_refusal(command))


def _refusal(command: str) -> Sentence:
    if command == "rewind":
        return say("only_diverged")
    if command == "go_on":
        return say("nothing_to_overrule")
    return say("has_diverged")
