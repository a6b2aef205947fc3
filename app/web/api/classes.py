"""Classes: make one, read and change it, and what their teachers do."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from fastapi.requests import HTTPConnection

from app.classes import leading, progress
from app.classes.classroom import Classroom, now
from app.classes.manager import Classes
from app.classes.reading import (
    Card,
    CreatedClass,
    LeadRead,
    TeacherToken,
    lead_read,
)
from app.classes.register import About, Member
from app.languages import chosen
from app.lessons import Lesson, Library
from app.limits import check_spec
from app.problems import FieldError, Invalid, NotFound, within
from app.sentences import say
from app.web import class_commands as bodies
from app.web.addresses import address
from app.web.api.dependencies import BODY, Bearer, Holder, problems
from app.web.api.lessons import CurrentLibrary, find
from app.web.joining import code_of, joining
from app.web.speaking import Asked

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


async def lessons_for_teacher(room: Taught, library: CurrentLibrary, lang: Asked = None) -> Library:
    """The lessons as its teacher asks for them: without a language, in that of the class."""
    return library.spoken(chosen([lang or "", room.about.language or ""]).code)


async def lessons_for_member(own: Own, library: CurrentLibrary, lang: Asked = None) -> Library:
    """The lessons as a member asks for them: without a language, in that of the class."""
    return library.spoken(chosen([lang or "", own[0].about.language or ""]).code)


TeacherLessons = Annotated[Library, Depends(lessons_for_teacher)]
MemberLessons = Annotated[Library, Depends(lessons_for_member)]


async def lesson_of(library: Library, name: str, pointer: str = "/lesson") -> Lesson:
    """The lesson of that name. Raises Invalid."""
    try:
        _, lesson = await asyncio.to_thread(find, library, name)
    except NotFound as problem:
        raise Invalid([FieldError.at(pointer, problem.sentence)]) from None
    return lesson


async def _check(change: bodies.ClassChange, classes: Classes, library: Library) -> None:
    """Raises Invalid where a class cannot be so."""
    for place, name in enumerate(change.lessons):
        await lesson_of(library, name, f"/lessons/{place}")
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


@router.get(
    "/{class_code}/qr.svg",
    response_description="An SVG.",
    responses={200: {"content": {"image/svg+xml": {}}}, **problems(404)},
    response_class=Response,
)
async def read_class_qr(
    class_code: Code, classes: CurrentClasses, asker: Holder, request: Request
) -> Response:
    """The link that a class is joined by, as a QR code: at the address that the server is asked
    at or, where that is this machine's name for itself, at its own in its network."""
    room = await classes.look_up(class_code, asker)
    link = f"{joining(request, classes.settings).address}#{room.id}"
    return Response(code_of(link), media_type="image/svg+xml")


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
async def renew_class_token(
    class_code: Code, classes: CurrentClasses, key: Bearer, asker: Holder
) -> TeacherToken:
    """Come in again with the server's key, as a teacher who lost the token: it ends, and there is
    another."""
    _, token = await classes.admit_again(class_code, key.credentials if key else None, asker)
    return TeacherToken(token=token)


@router.get("/{class_code}/progress", responses=problems(401, 403))
async def read_class_progress(room: Taught, request: Request) -> progress.Progress:
    """What the members of a class have done, as rows; for the teacher."""
    return _progress(room, request)


@router.get(
    "/{class_code}/progress.csv",
    response_description="A line for each task or prediction, below the names of the columns.",
    responses={200: {"content": {"text/csv": {}}}, **problems(401, 403, 422)},
    response_class=Response,
)
async def read_class_progress_csv(
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
    library: TeacherLessons,
    asker: Holder,
    command: Annotated[bodies.ClassCommand, Body()],
) -> LeadRead:
    """Tell everyone in a class something; for the teacher. What it has on then is told everyone who
    is connected, and whoever comes later."""
    match command:
        case bodies.Send():
            if command.lesson is not None:
                await lesson_of(library, command.lesson)
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
                lesson = await lesson_of(library, command.lesson)
                leading.ask_of(room, command.lesson, lesson)
            else:
                leading.ask(room, command.asks or "", command.options or [], command.answer)
        case bodies.Reveal():
            leading.reveal(room)
        case bodies.Drop():
            leading.drop(room)
    await classes.save()
    return lead_read(room.about.lead, list(room.members.values()), teacher=True)
