"""What comes from elsewhere: links of TensorFlow Playground, and files of points."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

import engine
from app.imported import MOST_VALUES, ChosenColumns, ReadPoints
from app.limits import check_spec
from app.problems import FieldError, Invalid
from app.schemas import Link, ReadLink
from app.sentences import say
from app.web.api.dependencies import CurrentManager, Holder, problems
from app.work import files

router = APIRouter(tags=["imports"])

Place = Annotated[int, Field(ge=0)]

CSV_BODY = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


@router.post("/links", responses=problems(400, 408, 413, 422))
async def read_link(link: Link, manager: CurrentManager, asker: Holder) -> ReadLink:
    """The spec that a playground.tensorflow.org link describes, with the same points and the same
    first weights."""
    try:
        read = await manager.do(asker, files.read_link, link.url)
    except engine.LinkError as error:
        raise Invalid([FieldError.at("/url", error.sentence)]) from error
    check_spec(read.spec, manager.settings)
    return read


@router.post("/datasets", responses=problems(408, 413, 422), openapi_extra=CSV_BODY)
async def read_dataset(
    request: Request,
    manager: CurrentManager,
    asker: Holder,
    x1: Annotated[
        int | None, Query(ge=0, description="The column of the first coordinate, from 0 on.")
    ] = None,
    x2: Annotated[int | None, Query(ge=0)] = None,
    label: Annotated[int | None, Query(ge=0, description="That of the class or value.")] = None,
    more: Annotated[
        list[Place] | None,
        Query(max_length=MOST_VALUES - 1, description="Those of further values, once for each."),
    ] = None,
) -> ReadPoints:
    """Points from a CSV file, as the `data` of a spec: both coordinates, then a class, or a value
    or several.

    Columns may be parted by commas, semicolons, tabs or spaces. Where they are others than these
    three, in another order, `sure` is false, and `chosen` says what was guessed; x1, x2, label and
    more say it better. A first line of names is taken as such, lines that begin with # are skipped.
    Lines that make no sense are named in `errors`, each with its number and the reason; the
    others are there to be used without them.
    """
    chosen = None
    if x1 is not None and x2 is not None and label is not None:
        chosen = ChosenColumns(x1=x1, x2=x2, label=label, more=more or [])
    elif (x1, x2, label, more) != (None, None, None, None):
        raise Invalid([FieldError.at("", say("columns_some"))])
    body = await request.body()
    return await manager.do(asker, files.read_points, body, manager.settings.max_points, chosen)
