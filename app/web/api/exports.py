"""Exports: a run as a script for another framework, as data, or as an ONNX graph."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from app.exports import FORMATS, find
from app.schemas import ExportFormat
from app.web.api.dependencies import CurrentManager, Holder, Watched, answer, problems, stood
from app.work import files

router = APIRouter(prefix="/runs/{run_id}/export", tags=["exports"])

FormatName = Annotated[
    str,
    Path(
        description="The name of a format.", max_length=20, json_schema_extra={"enum": [*FORMATS]}
    ),
]

FILES: dict[str, Any] = {
    media_type: {}
    for media_type in sorted(
        {each.media_type.partition(";")[0] for each in FORMATS.values()},
        # Bytes first, which all of them are: generated clients know one kind, and take the first.
        key=lambda kind: (kind != "application/octet-stream", kind),
    )
}


@router.get(
    "",
    response_description="The formats; where this run cannot be written in one, why.",
    responses=problems(404),
)
async def list_formats(
    session: Watched, manager: CurrentManager, asker: Holder, response: Response
) -> list[ExportFormat]:
    """The formats there are, and for those that cannot express this run, why."""
    found, stand = await manager.answers.ask(session, asker, files.formats)
    response.headers.update(stood(stand))
    return found


@router.get(
    "/{format}",
    response_description="The file.",
    responses={200: {"content": FILES}, **problems(404, 422)},
    response_class=Response,
)
async def export_run(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    format: FormatName,  # noqa: A002
) -> Response:
    """Take a run away.

    `keras`, `pytorch`, `sklearn` and `numpy` are scripts with the points, the first and the
    trained weights; they answer for a few points when run, and with `--train` train again. `json`
    is what `POST /runs` takes back; `npz` is what `engine.load` reads; `onnx` is the trained
    network alone. What a format cannot express is refused by name.
    """
    chosen = find(format)
    under = session.course.fingerprints
    content, stand = await manager.answers.ask(
        session, asker, files.export, chosen.name, under, whole=True
    )
    name = f'attachment; filename="{chosen.file_name}"'
    return answer(content, stand, True, chosen.media_type, **{"Content-Disposition": name})
