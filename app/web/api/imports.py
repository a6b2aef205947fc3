"""What comes from elsewhere: links of TensorFlow Playground, and files of points."""

from __future__ import annotations

from fastapi import APIRouter, Request

import engine
from app.limits import check_spec
from app.problems import FieldError, Invalid
from app.schemas import Link, ReadLink, ReadPoints
from app.web.api.dependencies import CurrentManager, problems
from app.work import work

router = APIRouter(tags=["imports"])

CSV_BODY = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


@router.post("/links", responses=problems(400, 408, 413, 422))
async def read_link(link: Link, manager: CurrentManager) -> ReadLink:
    """The spec that a playground.tensorflow.org link describes, with the same points and the same
    first weights."""
    try:
        read = await manager.do(work.read_link, link.url)
    except engine.LinkError as error:
        raise Invalid([FieldError.at("/url", error.sentence)]) from error
    check_spec(read.spec, manager.settings)
    return read


@router.post("/datasets", responses=problems(408, 413, 422), openapi_extra=CSV_BODY)
async def read_dataset(request: Request, manager: CurrentManager) -> ReadPoints:
    """Points from a CSV file, as the `data` of a spec: both coordinates, then a class or a value.

    A first line of names is taken as such. Lines that make no sense are named in `errors`, each
    with its number and the reason; the others are there to be used without them.
    """
    body = await request.body()
    return await manager.do(work.read_points, body, manager.settings.max_points)
