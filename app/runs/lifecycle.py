"""The life of a run, as a table: what may be asked of it in which status."""

from __future__ import annotations

from app.problems import Conflict
from app.schemas import Status
from app.sentences import say
from engine import Sentence

ACTIVE = frozenset({Status.PLAYING, Status.QUEUED})
ENDED = frozenset({Status.FINISHED, Status.DIVERGED, Status.FAILED})

# Pause and reset are always allowed, so that pressing them twice is no mistake.
ALLOWED: dict[str, frozenset[Status]] = {
    "play": frozenset(Status) - {Status.DIVERGED, Status.FAILED},
    "step": frozenset(Status) - {Status.DIVERGED, Status.FAILED},
    "pause": frozenset(Status),
    "reset": frozenset(Status),
    "change": frozenset(Status),
    "rewind": frozenset({Status.DIVERGED}),
}


def check(command: str, status: Status) -> None:
    """Raises Conflict, with the way out, where a command is not allowed in a status."""
    if status not in ALLOWED[command]:
        raise Conflict(_refusal(command, status))


def _refusal(command: str, status: Status) -> Sentence:
    if command == "rewind":
        return say("only_diverged")
    if status is Status.DIVERGED:
        return say("has_diverged")
    return say("has_failed")
