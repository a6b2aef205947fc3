"""Exports: a run as a script for another framework, as data, or as an ONNX graph."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Response

import engine
from app.exports import FORMATS, find
from app.exports.formats import Format
from app.runs.session import Session
from app.schemas import ExportFormat
from app.web.api.dependencies import Watched, problems

router = APIRouter(prefix="/runs/{run_id}/export", tags=["exports"])

FormatName = Annotated[
    str,
    Path(
        description="The name of a format.", max_length=20, json_schema_extra={"enum": [*FORMATS]}
    ),
]

FILES = {
    media_type: {"schema": {"type": "string"}}
    for media_type in sorted({each.media_type.partition(";")[0] for each in FORMATS.values()})
}


@router.get("", responses=problems(404))
async def list_formats(session: Watched) -> list[ExportFormat]:
    """The formats there are, and for those that cannot express this run, why."""
    state = _state(session)

    def look(each: Format) -> ExportFormat:
        refusal = each.refusal(state)
        return ExportFormat(
            name=each.name,
            title=each.title,
            file_name=each.file_name,
            script=each.is_script,
            refusal=" ".join(map(str, refusal)) or None,
            refusal_sentences=refusal,
        )

    return await asyncio.to_thread(lambda: list(map(look, FORMATS.values())))


@router.get(
    "/{format}",
    responses={200: {"content": FILES}, **problems(404, 422)},
    response_class=Response,
)
async def export_run(session: Watched, format: FormatName) -> Response:  # noqa: A002
    """Take a run away.

    `keras`, `pytorch`, `sklearn` and `numpy` are scripts with the points, the first and the
    trained weights; they answer for a few points when run, and with `--train` train again. `json`
    is what `POST /runs` takes back; `npz` is what `engine.load` reads; `onnx` is the trained
    network alone. What a format cannot express is refused by name.
    """
    chosen = find(format)
    content = await asyncio.to_thread(chosen.write, _state(session))
    name = f'attachment; filename="{chosen.file_name}"'
    return Response(content, media_type=chosen.media_type, headers={"Content-Disposition": name})


def _state(session: Session) -> engine.State:
    """The run's state with its history, which sessions keep apart."""
    return replace(session.state, history=session.history.since(0))
