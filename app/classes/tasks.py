"""Tasks of lessons, checked against a member's present run and recorded; and predictions."""

from __future__ import annotations

import time
from functools import partial

from app.classes.classroom import Classroom, now
from app.classes.manager import Classes
from app.classes.reading import TaskChecked
from app.classes.register import Member, Prediction, TaskDone
from app.lessons import Condition, Finding, Lesson
from app.problems import Conflict, FieldError, Invalid, Problem
from app.runs.session import Session
from app.runs.stand import Stand
from app.schemas import Branch
from app.sentences import say
from app.work import work


async def check(
    classes: Classes, room: Classroom, member: Member, name: str, lesson: Lesson, number: int
) -> TaskChecked:
    """Check a task of a lesson with a member's present run, and record what came of it. Raises
    Conflict where there is none, or no try is left."""
    if member.run is None:
        raise Conflict(say("no_present_run"))
    done, tries = member.task(name, number), lesson.tasks[number].tries
    if done is not None and tries is not None and done.passed_at is None and done.tries >= tries:
        raise Conflict(say("no_tries_left", tries=tries))
    with room.recording():
        return await _check_task(classes, room, member, member.run, name, lesson, number)


async def _check_task(
    classes: Classes,
    room: Classroom,
    member: Member,
    run_id: str,
    name: str,
    lesson: Lesson,
    number: int,
) -> TaskChecked:
    runs, holder = classes.runs, room.presence(member).holder
    session = await runs.find(run_id)
    state = session.state
    findings, stand = await runs.answers.ask(
        session, holder, work.check_task, lesson, number, whole=lesson.looks_back(number)
    )
    passed = all(finding.passed for finding in findings)
    done = member.task(name, number)
    if done is None:
        done = TaskDone(lesson=name, task=number, title=lesson.tasks[number].title, tried_at=now())
        member.tasks.append(done)
    first = passed and done.passed_at is None
    done.tried_at = now()
    done.tries += done.passed_at is None
    _note_best(done, lesson, number, findings)
    room.presence(member).moved_at = time.monotonic()
    if first:
        done.passed_at, done.epoch = now(), stand.run.epoch
    room.touch(member)
    # Before the moment is made, which may take a while: what is passed is passed.
    await classes.save()
    branch = None
    if first:
        branch = await _kept(classes, session, stand, holder, exact=session.state is state)
        if branch is not None:
            done.moment = branch.id
            if member.id in room.members and room.farewell is None:
                room.touch(member)
                await classes.save()
            else:
                # Removed meanwhile, with all that was kept of them.
                runs.delete(branch.id)
    return TaskChecked(passed=passed, findings=findings, done=done, moment=branch)


async def _kept(
    classes: Classes, session: Session, stand: Stand, holder: str, *, exact: bool
) -> Branch | None:
    """The run that has passed, kept as it was then; nothing where there is no room for it."""
    try:
        epoch = None if exact else stand.run.epoch
        kept, token = await classes.runs.fork(session, epoch, {}, holder, keep=True)
    except Problem:
        return None
    return Branch(id=kept.id, token=token)


def _note_best(done: TaskDone, lesson: Lesson, number: int, findings: list[Finding]) -> None:
    """Keep the best value of the first thing that a task asks for a number."""
    asked = lesson.tasks[number].check
    # What is to be left as it is comes first, where it was not.
    found = zip(asked, findings[len(findings) - len(asked) :], strict=True)
    for condition, finding in found:
        value = finding.value
        bounded = condition.at_least is not None or condition.at_most is not None
        if not bounded or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        done.measure = condition.what or condition.field
        known = [float(value), *([] if done.best is None else [done.best])]
        done.best = min(known, key=partial(_amiss, condition))
        return


def _amiss(condition: Condition, value: float) -> float:
    """How far a value is from what is asked; of a single bound, further on is better still."""
    if condition.at_least is None:
        return value
    if condition.at_most is None:
        return -value
    return abs(value - (condition.at_least + condition.at_most) / 2)


def predict_in_lesson(
    room: Classroom, member: Member, name: str, lesson: Lesson, choice: int
) -> Prediction:
    """Record what a member has predicted in a lesson. The first counts. Raises Invalid."""
    asked = lesson.question
    _check_choice(choice, len(asked.options))
    known = next(
        (each for each in member.predictions if each.lesson == name and each.question is None), None
    )
    if known is not None:
        return known
    option = asked.options[choice]
    right = option == asked.answer
    made = _made(name, None, asked.asks, option, choice, right)
    return _record(room, member, made)


def predict(room: Classroom, member: Member, number: int, choice: int) -> Prediction:
    """Record what a member has answered to the teacher's question; until the answers are revealed,
    the last counts. Raises Conflict, and Invalid."""
    asked = room.about.lead.question
    if asked is None or asked.number != number:
        raise Conflict(say("no_question"))
    if asked.revealed:
        raise Conflict(say("question_revealed"))
    _check_choice(choice, len(asked.options))
    member.predictions = [each for each in member.predictions if each.question != number]
    right = None if asked.answer is None else choice == asked.answer
    made = _made(asked.lesson, number, asked.asks, asked.options[choice], choice, right)
    return _record(room, member, made)


def _check_choice(choice: int, options: int) -> None:
    if choice >= options:
        raise Invalid([FieldError.at("/choice", say("no_such_option", last=options - 1))])


def _made(
    lesson: str | None,
    question: int | None,
    asks: str,
    option: str,
    choice: int,
    right: bool | None,
) -> Prediction:
    return Prediction(
        lesson=lesson,
        question=question,
        asks=asks,
        option=option,
        choice=choice,
        right=right,
        predicted_at=now(),
    )


def _record(room: Classroom, member: Member, made: Prediction) -> Prediction:
    member.predictions.append(made)
    room.presence(member).moved_at = time.monotonic()
    room.touch(member)
    return made
