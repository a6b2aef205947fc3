"""Examples: the list of them, one whole, and what a run has beside the numbers that are printed."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.examples import (
    Example,
    ExampleFile,
    Examples,
    ExampleSummary,
    ReachedNumbers,
    ReadExample,
    summary_of,
)
from app.examples import read as read_whole
from app.languages import chosen
from app.problems import FieldError, Invalid, NotFound
from app.sentences import say
from app.web.api.dependencies import CurrentManager, Holder, problems, stood
from app.web.speaking import Asked
from app.work import work

router = APIRouter(prefix="/examples", tags=["examples"])


async def get_examples(request: Request) -> Examples:
    """The examples of this app."""
    examples = request.app.state.examples
    assert isinstance(examples, Examples)  # noqa: S101  # narrows the type
    return examples


CurrentExamples = Annotated[Examples, Depends(get_examples)]


async def get_spoken(examples: CurrentExamples, lang: Asked = None) -> Examples:
    """The examples in the language that is asked for; in English without one."""
    return examples.spoken(chosen([lang or ""]).code)


SpokenExamples = Annotated[Examples, Depends(get_spoken)]
ExampleName = Annotated[str, Path(description="The name of an example.", max_length=80)]


def find(examples: Examples, name: str) -> tuple[ExampleFile, Example]:
    """The example of that name. Raises NotFound, or Invalid when its file has mistakes."""
    file = examples.find(name)
    if file is None:
        raise NotFound(say("no_such_example"))
    if file.content is None:
        raise Invalid([FieldError.at("", mistake.whole()) for mistake in file.mistakes])
    return file, file.content


@router.get("", response_description="The examples, in the order in which they are shown.")
def list_examples(examples: SpokenExamples) -> list[ExampleSummary]:
    """Every example in order; with a teacher's own, and what is wrong with their files."""
    return [summary_of(file) for file in examples.files()]


@router.get("/{name}", responses=problems(404, 422))
def read_example(name: ExampleName, examples: SpokenExamples) -> ReadExample:
    """One example, whole: what it shows, the spec of its run, that of the cure where something goes
    wrong, and the numbers of a text with their source."""
    return read_whole(*find(examples, name))


@router.get("/{name}/numbers", responses=problems(404, 409, 422, 503))
async def read_numbers(
    name: ExampleName,
    # In the address, where a proxy before several servers sees it.
    run: Annotated[str, Query(max_length=64, description="The id of a run.")],
    examples: CurrentExamples,
    manager: CurrentManager,
    asker: Holder,
    response: Response,
) -> ReachedNumbers:
    """What a run has beside the numbers that are printed, each at the end of its epoch, however far
    it has come since."""
    _, example = await asyncio.to_thread(find, examples, name)
    session = await manager.find(run)
    epochs = [row.epoch for row in example.printed]
    here: list[float | None] = [None] * len(epochs)
    stand = session.audience.stand
    for epoch in sorted({each for each in epochs if each <= session.course.epoch}):
        places = [i for i, each in enumerate(epochs) if each == epoch]
        asked = tuple(example.printed[i] for i in places)
        about = (session, asker, epoch, work.measure, asked)
        found, stand, exact = await manager.answers.ask_at(*about)
        for i, value in zip(places, found, strict=True):
            # Those of another epoch would be held against this one's.
            here[i] = value if exact else None
    response.headers.update(stood(stand))
    return ReachedNumbers(here=here)
