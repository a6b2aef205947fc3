"""Members of classes: who joins, is called otherwise or leaves, and what they say of their work."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Response

from app.classes import tasks
from app.classes.reading import JoinedMember, MemberRead, TaskChecked, member_read
from app.classes.register import Prediction
from app.problems import FieldError, Invalid
from app.sentences import say
from app.web import class_commands as bodies
from app.web.api.classes import (
    ME,
    Code,
    CurrentClasses,
    MemberId,
    MemberLessons,
    Own,
    Place,
    Taught,
    lesson_of,
)
from app.web.api.dependencies import BODY, Bearer, Holder, problems

router = APIRouter(prefix="/classes", tags=["classes"])

OwnKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=22,
        max_length=64,
        pattern=r"^[\w-]+$",
        description="A secret at random, made anew for each who joins: sent again with it, where no"
        " answer came, one is the same member.",
    ),
]


@router.post(
    "/{class_code}/members",
    status_code=201,
    response_model=JoinedMember,
    responses=problems(401, 403, 404, 409, *BODY),
)
async def join_class(
    class_code: Code,
    classes: CurrentClasses,
    token: Bearer,
    asker: Holder,
    new: bodies.NewMember,
    response: Response,
    key: OwnKey = None,
) -> JoinedMember:
    """Join a class. Who has a name that another has is told apart by a number. With the token that
    was given then, one is the same member again, by whatever name; where that never came, with the
    key that was sent along."""
    if token:
        _, member = await classes.member(class_code, token.credentials, asker)
        response.status_code = 200
        return JoinedMember(**dict(member_read(member)), token=None)
    room = await classes.look_up(class_code, asker)
    member, given = await classes.join(room, new.name, key)
    room.presence(member).holder = asker
    return JoinedMember(**dict(member_read(member)), token=given)


@router.get(
    "/{class_code}/members",
    response_description="The members, in the order in which they joined.",
    responses=problems(401, 403),
)
async def read_members(room: Taught) -> list[MemberRead]:
    """Everyone in a class, with all that is kept of them; for the teacher."""
    return [member_read(member) for member in room.members.values()]


@router.get("/{class_code}/members/{member_id}", responses=problems(401, 403, 404))
async def read_member(place: Place) -> MemberRead:
    """All that is kept of a member; `me` is who asks."""
    return member_read(place[1])


@router.patch("/{class_code}/members/{member_id}", responses=problems(401, 403, 404, *BODY))
async def rename_member(
    member_id: MemberId, place: Place, classes: CurrentClasses, change: bodies.NewMember
) -> MemberRead:
    """Call a member otherwise; the teacher anyone, members themselves (`me`)."""
    room, member = place
    name = classes.listed(room, change.name) if member_id == ME else change.name
    await classes.rename(room, member, name)
    return member_read(member)


@router.delete(
    "/{class_code}/members/{member_id}", status_code=204, responses=problems(401, 403, 404)
)
async def remove_member(place: Place, classes: CurrentClasses) -> None:
    """Remove a member and all that is kept of them; the teacher anyone, members themselves
    (`me`)."""
    await classes.remove(*place)


@router.put("/{class_code}/members/me/run", responses=problems(401, 403, 404, *BODY, 503))
async def set_member_run(own: Own, classes: CurrentClasses, run: bodies.OwnRun) -> MemberRead:
    """Say which run one works on. Its token shows that it is one's own, and is not kept."""
    room, member = own
    session = await classes.runs.control(run.id, run.token)
    if member.run != session.id:
        member.run = session.id
        room.touch(member)
        await classes.save()
    return member_read(member)


@router.post("/{class_code}/members/me/tasks", responses=problems(401, 403, 404, 409, *BODY, 503))
async def check_member_task(
    own: Own, classes: CurrentClasses, library: MemberLessons, asked: bodies.TaskToCheck
) -> TaskChecked:
    """Check a task of a lesson with one's present run, and record what comes of it. The run is
    kept, as it is then, the first time that it passes."""
    lesson = await lesson_of(library, asked.lesson)
    if asked.task >= len(lesson.tasks):
        raise Invalid([FieldError.at("/task", say("no_such_task"))])
    return await tasks.check(classes, *own, asked.lesson, lesson, asked.task)


@router.post("/{class_code}/members/me/predictions", responses=problems(401, 403, 409, *BODY))
async def give_prediction(
    own: Own, classes: CurrentClasses, library: MemberLessons, new: bodies.NewPrediction
) -> Prediction:
    """Record what one predicts, of the question of a lesson (the first counts), or of one that the
    teacher has asked (the last, until the answers are revealed)."""
    room, member = own
    if new.lesson is not None:
        lesson = await lesson_of(library, new.lesson)
        made = tasks.predict_in_lesson(room, member, new.lesson, lesson, new.choice)
    else:
        made = tasks.predict(room, member, new.question or 0, new.choice)
    await classes.save()
    return made
