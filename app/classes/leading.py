"""What a teacher tells everyone: commands that change what the class has on, and that act on the
runs of its members where these need no consent."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import engine
from app.classes.classroom import Classroom
from app.classes.register import Asked, Lead, Member, Playing, Sent, Showing
from app.lessons import Lesson
from app.problems import Conflict, Problem
from app.runs import lifecycle
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Status
from app.sentences import say


def send(room: Classroom, lesson: str | None, spec: engine.Spec | None) -> None:
    """Send a lesson or settings to everyone: their pages keep what was there, and begin it."""
    lead = _next(room)
    lead.sent = Sent(number=lead.number, lesson=lesson, spec=spec)
    room.told()


def pause(room: Classroom, runs: Manager) -> None:
    """Pause everyone's run."""
    lead = _next(room)
    lead.playing = Playing(number=lead.number, playing=False)
    for _, session in _present(room, runs):
        session.pause()
    room.told()


async def play(room: Classroom, runs: Manager, speed: float | None, holder: str) -> None:
    """Have everyone's run play, at a speed, or each at its own. Who has diverged stays."""
    lead = _next(room)
    lead.playing = Playing(number=lead.number, playing=True, speed=speed)
    room.told()
    await asyncio.gather(
        *(
            _play(session, speed, room.presence(member).holder or holder)
            for member, session in _present(room, runs)
        )
    )


async def _play(session: Session, speed: float | None, holder: str) -> None:
    if session.status in lifecycle.ACTIVE and speed is None:
        return
    # What has come to its end would be there at once again.
    until = None if session.status is Status.FINISHED else session.until
    with suppress(Problem):
        await session.play(until, speed or session.speed, holder)


def _present(room: Classroom, runs: Manager) -> list[tuple[Member, Session]]:
    """The runs of members who are here."""
    found = []
    for member in room.members.values():
        session = runs.held(member.run)
        if session is not None and room.presence(member).here:
            found.append((member, session))
    return found


def show(room: Classroom, member: Member, *, named: bool) -> None:
    """Have everyone shown the run of a member. Raises Conflict where there is none."""
    if member.run is None:
        raise Conflict(say("member_without_run"))
    lead = _next(room)
    lead.shown = Showing(number=lead.number, member=member.id, run=member.run, named=named)
    room.told()


def hide(room: Classroom) -> None:
    """Show nobody's run any more."""
    _next(room).shown = None
    room.told()


def ask(room: Classroom, asks: str, options: list[str], answer: int | None) -> None:
    """Ask everyone a question."""
    lead = _next(room)
    lead.question = Asked(
        number=lead.number, lesson=None, asks=asks, options=options, answer=answer, because=None
    )
    room.told()


def ask_of(room: Classroom, name: str, lesson: Lesson) -> None:
    """Ask everyone the question of a lesson."""
    question, lead = lesson.question, _next(room)
    lead.question = Asked(
        number=lead.number,
        lesson=name,
        asks=question.asks,
        options=list(question.options),
        answer=question.options.index(question.answer),
        because=question.because,
    )
    room.told()


def reveal(room: Classroom) -> None:
    """Show what everyone has answered, and what is right."""
    question = room.about.lead.question
    if question is None:
        raise Conflict(say("no_question"))
    _next(room)
    question.revealed = True
    room.told()


def drop(room: Classroom) -> None:
    """The question is over."""
    _next(room).question = None
    room.told()


def _next(room: Classroom) -> Lead:
    lead = room.about.lead
    lead.number += 1
    return lead
