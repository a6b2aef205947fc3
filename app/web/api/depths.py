"""What lies deeper in a run: the landscape of its loss, the space within it, further figures."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

import engine
from app import shown
from app.limits import check
from app.problems import Conflict, FieldError, Invalid
from app.runs.landscapes import place_of, surveyed
from app.runs.session import Session
from app.sentences import say
from app.settings import Settings
from app.web import inside
from app.web.api.dependencies import CurrentManager, Holder, Watched, answer, problems
from app.web.api.moments import Epoch, LookText, Without
from app.web.looks import held, looked, pair, parsed
from app.work import depths
from app.work.depths import View
from app.work.pictures import EVERYTHING

router = APIRouter(prefix="/runs/{run_id}", tags=["depths"])

PATH_ROOM = 1.3
"""How much further than a path its plane is shown."""

Of = Annotated[
    Literal["random", "path"],
    Query(
        description="random: directions of chance, as long as each neuron's own weights; path: the "
        "principal plane of the way that training took."
    ),
]
Loss = Annotated[Literal["train", "test"], Query(description="Of which points the loss is.")]
Seed = Annotated[
    int, Query(ge=0, lt=2**32, description="Another seed draws other random directions.")
]


@router.get("/landscape", response_model=shown.Landscape, responses=problems(404, 409, 422, 503))
async def read_landscape(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    resolution: Annotated[int, Query(description="Points along a side, an odd number.")] = 41,
    epoch: Epoch = None,
    of: Of = "random",
    seed: Seed = 0,
    span: Annotated[
        float | None,
        Query(
            gt=0,
            le=100,
            allow_inf_nan=False,
            description="How far it goes to either side, in lengths of each neuron's weights (1); "
            "of a path, how much further than that (1.3).",
        ),
    ] = None,
    loss: Loss = "train",
) -> Response:
    """The loss around a run: on a plane of its weights, with the run's own loss, to the bit, where
    `centre` is. It is the mean over the points as the run reports it, without a regularizer's
    penalty and without dropout, and every number was reckoned."""
    _check_size(session, resolution, loss, manager.settings)
    wide = (1.0 if of == "random" else PATH_ROOM) if span is None else span
    wanted = View(of, seed, loss, resolution, wide)
    with _refusals():
        place = await place_of(manager.answers, session, asker, epoch, wanted)
        content = await surveyed(manager.answers, asker, place, wanted)
    return answer(content, place.stand, place.exact)


def _check_size(session: Session, resolution: int, side: str, settings: Settings) -> None:
    """Raises Invalid for a landscape that is too large here, or has no middle."""
    check("landscape_resolution", "/resolution", resolution, settings)
    if resolution % 2 == 0:
        sentence = say("landscape_even", less=resolution - 1, more=resolution + 1)
        raise Invalid([FieldError.at("/resolution", sentence)])
    train, weights = session.course.points, session.state.parameters.size
    points = train if side == "train" else session.state.spec.data.n - train
    most = settings.max_landscape_products
    if resolution**2 * points * weights > most:
        possible = math.isqrt(most // (points * weights))
        raise Invalid(
            [
                FieldError.at(
                    "/resolution",
                    say(
                        "landscape_too_large",
                        losses=resolution**2,
                        points=points,
                        weights=weights,
                        maximum=most,
                        possible=possible - (possible % 2 == 0),
                    ),
                )
            ]
        )


@router.get(
    "/landscape/picture", response_model=shown.Picture, responses=problems(404, 409, 422, 503)
)
async def read_picture_there(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    x: Annotated[
        float,
        Query(allow_inf_nan=False, ge=-1e6, le=1e6, description="The place in the landscape."),
    ],
    y: Annotated[float, Query(allow_inf_nan=False, ge=-1e6, le=1e6)],
    epoch: Epoch = None,
    of: Of = "random",
    seed: Seed = 0,
    look: LookText = "",
) -> Response:
    """What there is to see of the network at a place of a landscape, which the run itself is not
    moved to. Its numbers are those of `/picture`."""
    parts = looked(parsed(look), manager.settings) if look else EVERYTHING
    wanted = View(of, seed, "train")
    with _refusals():
        place = await place_of(manager.answers, session, asker, epoch, wanted)
        about = (place.state, wanted, place.way, (x, y), parts, place.exact)
        content = await manager.answers.lane(asker).do(depths.picture_there, *about)
    return answer(content, place.stand, place.exact)


@router.get("/hidden", response_model=shown.Hidden, responses=problems(404, 409, 422, 503))
async def read_hidden(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    layer: Annotated[
        int | None,
        Query(ge=0, description="0 is the first hidden layer; without one, the last."),
    ] = None,
    units: Annotated[
        str | None,
        Query(
            max_length=20,
            description="The two units whose answers x and y are, as 0,3; without them the two "
            "that there are, or the principal components.",
        ),
    ] = None,
    epoch: Epoch = None,
    without: Without = (),
) -> Response:
    """Where a hidden layer puts the points and the plane that they lie in, and what the rest of the
    network makes of that."""
    chosen = None if units is None else pair(units, "/units")
    off = held(without, session.state.spec)
    with _refusals():
        about = (session, asker, epoch, depths.hidden, layer, chosen, off)
        return answer(*await manager.answers.ask_at(*about))


@router.get("/report", response_model=shown.Report, responses=problems(404, 409, 422, 503))
async def read_report(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    epoch: Epoch = None,
    points: Annotated[
        bool, Query(description="Whether to tell every point's answer and loss, too.")
    ] = False,
    without: Without = (),
) -> Response:
    """Figures beyond loss and accuracy: precision, recall and F1 of each class, of two classes the
    ROC and reliability curves, of real values the errors; as scikit-learn has them."""
    off = held(without, session.state.spec)
    with _refusals():
        about = (session, asker, epoch, depths.report, points, off)
        return answer(*await manager.answers.ask_at(*about))


FAULTS = {"nothing_tested": "/loss", **inside.FAULTS}
"""What is at fault, where it is a parameter and not the run."""


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (engine.LandscapeError, engine.HiddenError) as error:
        sentence = error.sentence
        if place := FAULTS.get(sentence.code or ""):
            raise Invalid([FieldError.at(place, sentence)]) from error
        raise Conflict(sentence) from error
