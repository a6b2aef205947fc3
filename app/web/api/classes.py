"""Classes: make one, join it, and what teachers and members do there."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from fastapi.requests import HTTPConnection

from app.classes import leading, progress, tasks
from app.classes.classroom import Classroom, now
from app.classes.manager import Classes
from app.classes.reading import (
    Card,
    CreatedClass,
    JoinedMember,
    LeadRead,
    MemberRead,
    TaskChecked,
    TeacherToken,
    lead_read,
    member_read,
)
from app.classes.register import About, Member, Prediction
from app.lessons import Lesson, Library
from app.limits import check_spec
from app.problems import FieldError, Invalid, NotFound, within
from app.sentences import say
from app.web import class_commands as bodies
from app.web.addresses import address
from app.web.api.dependencies import Bearer, Holder, problems
from app.web.api.lessons import CurrentLibrary, find
from app.web.api.runs import BODY

router = APIRouter(prefix="/classes", tags=["classes"])

ME = "me"


async def get_classes(connection: HTTPConnection) -> Classes:
    """The classes of this app."""
    classes = connection.app.state.classes
    assert isinstance(classes, Classes)  # noqa: S101  # narrows the type
    return classes


CurrentClasses = Annotated[Classes, Depends(get_classes)]
Code = Annotated[str, Path(description="The code of a class.", max_length=64)]
MemberId = Annotated[str, Path(description="The id of a member, or me.", max_length=64)]


async def taught_class(class_code: Code, classes: CurrentClasses, token: Bearer) -> Classroom:
    """The class of the path, for its teacher."""
    return await classes.teach(class_code, token.credentials if token else None)


async def own_place(
    class_code: Code, classes: CurrentClasses, token: Bearer, asker: Holder
) -> tuple[Classroom, Member]:
    """The class of the path, and its member who asks."""
    return await classes.member(class_code, token.credentials if token else None, asker)


async def place_of(
    class_code: Code, member_id: MemberId, classes: CurrentClasses, token: Bearer, asker: Holder
) -> tuple[Classroom, Member]:
    """The class and the member of the path, for the teacher; or for the member."""
    if member_id == ME:
        return await own_place(class_code, classes, token, asker)
    room = await taught_class(class_code, classes, token)
    return room, member_of(room, member_id)


def member_of(room: Classroom, member_id: str) -> Member:
    """The member of that id. Raises NotFound."""
    if (member := room.members.get(member_id)) is None:
        raise NotFound(say("no_such_member"))
    return member


Taught = Annotated[Classroom, Depends(taught_class)]
Own = Annotated[tuple[Classroom, Member], Depends(own_place)]
Place = Annotated[tuple[Classroom, Member], Depends(place_of)]


async def _lesson(library: Library, name: str, pointer: str = "/lesson") -> Lesson:
    """The lesson of that name. Raises Invalid."""
    try:
        _, lesson = await asyncio.to_thread(find, library, name)
    except NotFound as problem:
        raise Invalid([FieldError.at(pointer, problem.sentence)]) from None
    return lesson


async def _check(change: bodies.ClassChange, classes: Classes, library: Library) -> None:
    """Raises Invalid where a class cannot be so."""
    for place, name in enumerate(change.lessons):
        await _lesson(library, name, f"/lessons/{place}")
    if change.spec is not None:
        with within("/spec"):
            check_spec(change.spec, classes.settings)


@router.post(
    "", status_code=201, response_model=CreatedClass, responses=problems(401, 403, *BODY, 503)
)
async def create_class(
    classes: CurrentClasses,
    library: CurrentLibrary,
    key: Bearer,
    new: bodies.NewClass,
    response: Response,
) -> CreatedClass:
    """Make a class. The answer holds its code, by which everyone can join it, and the token of its
    teacher, which is not shown again."""
    classes.runs.admit(key.credentials if key else None)
    await _check(new, classes, library)
    about = About(
        **{name: getattr(new, name) for name in bodies.NewClass.model_fields}, created_at=now()
    )
    room, token = await classes.create(about)
    response.headers["Location"] = f"classes/{room.id}"
    return CreatedClass(**dict(room.card()), token=token)


@router.get("/{class_code}", responses=problems(404))
async def read_class(class_code: Code, classes: CurrentClasses, asker: Holder) -> Card:
    """Read what whoever joins a class has to know. Who tries many wrong codes waits for the
    answers."""
    return (await classes.look_up(class_code, asker)).card()


@router.patch("/{class_code}", responses=problems(401, 403, *BODY))
async def change_class(
    room: Taught, classes: CurrentClasses, library: CurrentLibrary, change: bodies.ClassChange
) -> Card:
    """Change a class, close it, or open it again; for the teacher."""
    await _check(change, classes, library)
    for name in change.model_fields_set:
        setattr(room.about, name, getattr(change, name))
    room.told()
    await classes.save()
    return room.card()


@router.delete("/{class_code}", status_code=204, responses=problems(401, 403))
async def delete_class(room: Taught, classes: CurrentClasses) -> None:
    """Remove a class with all that is kept of its members; for the teacher."""
    await classes.delete(room)


@router.post("/{class_code}/token", responses=problems(401, 403, 404))
async def renew_token(
    class_code: Code, classes: CurrentClasses, key: Bearer, asker: Holder
) -> TeacherToken:
    """Come in again with the server's key, as a teacher who lost the token: it ends, and there is
    another."""
    _, token = await classes.admit_again(class_code, key.credentials if key else None, asker)
    return TeacherToken(token=token)


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
) -> JoinedMember:
    """Join a class. Who has a name that another has is told apart by a number. With the token that
    was given then, one is the same member again, by whatever name."""
    if token:
        _, member = await classes.member(class_code, token.credentials, asker)
        response.status_code = 200
        return JoinedMember(**dict(member_read(member)), token=None)
    room = await classes.look_up(class_code, asker)
    member, given = await classes.join(room, new.name)
    room.presence(member).holder = asker
    return JoinedMember(**dict(member_read(member)), token=given)


@router.get("/{class_code}/members", responses=problems(401, 403))
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
async def set_run(own: Own, classes: CurrentClasses, run: bodies.OwnRun) -> MemberRead:
    """Say which run one works on. Its token shows that it is one's own, and is not kept."""
    room, member = own
    session = await classes.runs.control(run.id, run.token)
    if member.run != session.id:
        member.run = session.id
        room.touch(member)
        await classes.save()
    return member_read(member)


@router.post("/{class_code}/members/me/tasks", responses=problems(401, 403, 404, 409, *BODY, 503))
async def check_task(
    own: Own, classes: CurrentClasses, library: CurrentLibrary, asked: bodies.TaskToCheck
) -> TaskChecked:
    """Check a task of a lesson with one's present run, and record what comes of it. The run is
    kept, as it is then, the first time that it passes."""
    lesson = await _lesson(library, asked.lesson)
    if asked.task >= len(lesson.tasks):
        raise Invalid([FieldError.at("/task", say("no_such_task"))])
    return await tasks.check(classes, *own, asked.lesson, lesson, asked.task)


@router.post("/{class_code}/members/me/predictions", responses=problems(401, 403, 409, *BODY))
async def predict(
    own: Own, classes: CurrentClasses, library: CurrentLibrary, new: bodies.NewPrediction
) -> Prediction:
    """Record what one predicts, of the question of a lesson (the first counts), or of one that the
    teacher has asked (the last, until the answers are revealed)."""
    room, member = own
    if new.lesson is not None:
        lesson = await _lesson(library, new.lesson)
        made = tasks.predict_in_lesson(room, member, new.lesson, lesson, new.choice)
    else:
        made = tasks.predict(room, member, new.question or 0, new.choice)
    await classes.save()
    return made


@router.get("/{class_code}/progress", responses=problems(401, 403))
async def read_progress(room: Taught, request: Request) -> progress.Progress:
    """What the members of a class have done, as rows; for the teacher."""
    return _progress(room, request)


@router.get(
    "/{class_code}/progress.csv",
    responses={200: {"content": {"text/csv": {}}}, **problems(401, 403, 422)},
    response_class=Response,
)
async def read_progress_csv(
    room: Taught,
    request: Request,
    rows: Annotated[
        Literal["tasks", "predictions"], Query(description="What there is a line for.")
    ] = "tasks",
) -> Response:
    """The same as CSV, for spreadsheets: in UTF-8 with its mark, and what looks like a formula is
    text."""
    found = _progress(room, request)
    if rows == "tasks":
        text = progress.to_csv(found.tasks, progress.TaskRow)
    else:
        text = progress.to_csv(found.predictions, progress.PredictionRow)
    return Response(text, media_type="text/csv")


def _progress(room: Classroom, request: Request) -> progress.Progress:
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return progress.progress(
        room, lambda run_id: f"{here}{address(request.scope, f'/watch/{run_id}')}"
    )


@router.post("/{class_code}/commands", responses=problems(401, 403, 404, 409, *BODY))
async def command_class(
    room: Taught,
    classes: CurrentClasses,
    library: CurrentLibrary,
    asker: Holder,
    command: Annotated[bodies.ClassCommand, Body()],
) -> LeadRead:
    """Tell everyone in a class something; for the teacher. What it has on then is told everyone who
    is connected, and whoever comes later."""
    match command:
        case bodies.Send():
            if command.lesson is not None:
                await _lesson(library, command.lesson)
            if command.spec is not None:
                with within("/spec"):
                    check_spec(command.spec, classes.settings)
            leading.send(room, command.lesson, command.spec)
        case bodies.PauseAll():
            leading.pause(room, classes.runs)
        case bodies.PlayAll():
            await leading.play(room, classes.runs, command.speed, asker)
        case bodies.Show():
            leading.show(room, member_of(room, command.member), named=command.named)
        case bodies.Hide():
            leading.hide(room)
        case bodies.Ask():
            if command.lesson is not None:
                lesson = await _lesson(library, command.lesson)
                leading.ask_of(room, command.lesson, lesson)
            else:
                leading.ask(room, command.asks or "", command.options or [], command.answer)
        case bodies.Reveal():
            leading.reveal(room)
        case bodies.Drop():
            leading.drop(room)
    await classes.save()
    return lead_read(room.about.lead, list(room.members.values()), teacher=True)
