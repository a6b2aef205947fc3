"""Moments of a run: every epoch of it can be seen again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app import shown
from app.limits import check
from app.web.api.dependencies import CurrentManager, Holder, Watched, answer, problems
from app.web.looks import held, looked, parsed
from app.work import moments
from app.work.pictures import EVERYTHING

router = APIRouter(prefix="/runs", tags=["moments"])

MOST_ACTS = 1000
"""Acts that are told at once."""

Epoch = Annotated[
    int | None, Query(ge=0, description="Of which epoch the end is meant; without one, now.")
]

LookText = Annotated[
    str, Query(max_length=500, description='The parts to see, as `{"boundary": 100}`.')
]
Without = Annotated[
    tuple[Annotated[str, Field(max_length=20)], ...],
    Query(
        max_length=100,
        description="Hidden units that are held at 0, each its layer and its number, as 0,2.",
    ),
]


@router.get(
    "/{run_id}/picture", response_model=shown.Picture, responses=problems(404, 409, 422, 503)
)
async def read_picture(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    epoch: Epoch = None,
    look: LookText = "",
    without: Without = (),
) -> Response:
    """What there is to see of a run at the end of an epoch, of this one or of any before, exactly
    as it was. Whatever was done to the run just then, as weights set by hand, is not done yet.
    `without` shows what the network would be without some of its units; the run keeps them."""
    wanted = looked(parsed(look), manager.settings) if look else EVERYTHING
    off = held(without, session.state.spec)
    if epoch is None:
        return answer(*await manager.answers.ask(session, asker, moments.picture, wanted, off))
    if off:
        moment = await manager.answers.moment(session, asker, epoch)
        made = await manager.do(asker, moments.picture, moment.state, wanted, off, moment.exact)
        return answer(made, session.audience.stand, moment.exact)
    moment = await manager.answers.moment(session, asker, epoch, wanted)
    assert moment.picture is not None  # noqa: S101  # narrows the type
    content = moments.as_document(moment.picture, wanted, exact=moment.exact)
    return answer(content, session.audience.stand, moment.exact)


@router.get(
    "/{run_id}/thumbnail.png",
    response_description="A PNG.",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **problems(404, 409, 422, 503)},
)
async def read_thumbnail(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    epoch: Epoch = None,
    size: Annotated[int, Query(ge=16, description="Pixels along a side.")] = 120,
) -> Response:
    """A small picture of the boundary with the points, for cards and previews."""
    check("resolution", "/size", size, manager.settings)
    about = (session, asker, epoch, moments.thumbnail, size)
    return answer(*await manager.answers.ask_at(*about), media_type="image/png")


@router.get(
    "/{run_id}/acts",
    response_description="The acts, the oldest first.",
    response_model=list[shown.Act],
    responses=problems(404),
)
async def read_acts(session: Watched, manager: CurrentManager, asker: Holder) -> Response:
    """What was done to a run beside plain training, one after the other, and where; of very many
    the newest. `acts` of a run says how many there were, and so whether there are new ones."""
    stand, acts = session.audience.stand, tuple(session.course.timeline.acts[-MOST_ACTS:])
    return answer(await manager.do(asker, moments.told, acts), stand)
