"""Lessons: the list of them, one whole, and whether a run passes a task."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from app.languages import LANGUAGES, chosen
from app.lessons import Finding, Lesson, LessonFile, LessonSummary, Library, ReadLesson, summary_of
from app.lessons import read as read_whole
from app.problems import FieldError, Invalid, NotFound
from app.sentences import say
from app.web.api.dependencies import CurrentManager, Holder, problems, stood
from app.web.speaking import Asked
from app.work import work

router = APIRouter(prefix="/lessons", tags=["lessons"])


async def get_library(request: Request) -> Library:
    """The lessons of this app."""
    library = request.app.state.lessons
    assert isinstance(library, Library)  # noqa: S101  # narrows the type
    return library


CurrentLibrary = Annotated[Library, Depends(get_library)]


async def get_spoken(library: CurrentLibrary, lang: Asked = None) -> Library:
    """The lessons in the language that is asked for; in English without one."""
    return library.spoken(chosen([lang or ""]).code)


SpokenLibrary = Annotated[Library, Depends(get_spoken)]
LessonName = Annotated[str, Path(description="The name of a lesson.", max_length=80)]


def find(library: Library, name: str) -> tuple[LessonFile, Lesson]:
    """The lesson of that name. Raises NotFound, or Invalid when its file has mistakes."""
    file = library.find(name)
    if file is None:
        raise NotFound(say("no_such_lesson"))
    if file.content is None:
        raise Invalid([FieldError.at("", mistake.whole()) for mistake in file.mistakes])
    return file, file.content


class Checked(BaseModel):
    """Whether a run passes a task, and what became of each thing the task asks."""

    passed: bool
    findings: list[Finding]


@router.get("", response_description="The lessons, in the order in which they are taught.")
def list_lessons(library: SpokenLibrary) -> list[LessonSummary]:
    """Every lesson in order; with a teacher's own, and what is wrong with their files."""
    return [summary_of(file) for file in library.files()]


@router.get("/{name}", responses=problems(404, 422))
def read_lesson(name: LessonName, library: SpokenLibrary) -> ReadLesson:
    """One lesson, whole: its words, the spec to begin with, its question and its tasks."""
    file, lesson = find(library, name)
    return read_whole(file, lesson, library.files(), LANGUAGES[library.language])


@router.post("/{name}/tasks/{number}/check", responses=problems(404, 422))
async def check_task(
    name: LessonName,
    number: Annotated[int, Path(ge=0, description="Which task, counted from 0.")],
    # In the address, where a proxy before several servers sees it.
    run: Annotated[str, Query(max_length=64, description="The id of a run.")],
    library: SpokenLibrary,
    manager: CurrentManager,
    asker: Holder,
    response: Response,
) -> Checked:
    """Whether a run, as it is now, passes a task of a lesson."""
    _, lesson = await asyncio.to_thread(find, library, name)
    if number >= len(lesson.tasks):
        raise NotFound(say("no_such_task"))
    session = await manager.find(run)
    findings, stand = await manager.answers.ask(
        session, asker, work.check_task, lesson, number, whole=lesson.looks_back(number)
    )
    response.headers.update(stood(stand))
    return Checked(passed=all(finding.passed for finding in findings), findings=findings)
