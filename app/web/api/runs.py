"""Runs: create one, read it, change it, tell it what to do, ask it for answers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response
from pydantic import ValidationError

import engine
from app.exports.saved import Saved
from app.limits import check, check_spec
from app.problems import FieldError, Invalid, NotFound, field_errors, within
from app.runs.session import Session
from app.schemas import (
    CommandedRun,
    CreatedRun,
    Data,
    Points,
    Predictions,
    Run,
    RunChange,
    Until,
    Weights,
)
from app.sentences import say
from app.shown import Boundary
from app.web.api.admission import ADMITTED
from app.web.api.dependencies import (
    BODY,
    Controlled,
    CurrentManager,
    Holder,
    Watched,
    answer,
    problems,
    told,
    told_with,
)
from app.web.api.moments import Without
from app.web.commands import Command, GoBack, GoOn, Pause, Play, Reset, Rewind, Steps
from app.web.looks import held
from app.web.starts import Fork, Start
from app.work import moments, work

router = APIRouter(prefix="/runs", tags=["runs"])


@router.post(
    "",
    status_code=201,
    response_model=CreatedRun,
    dependencies=ADMITTED,
    responses=problems(401, 403, 404, 409, *BODY, 503),
)
async def create_run(
    manager: CurrentManager,
    asker: Holder,
    start: Annotated[Start | None, Body()] = None,
) -> Response:
    """Create a run from a spec; what it leaves out takes its default. Or from a run that was
    exported as JSON, weights included: it goes on where that one stood. Or from a moment of another
    run, which whoever may watch that one may fork: with its history and all that it remembers.

    The answer holds the run's token, which is needed to control the run and is not shown again.
    A server may ask for a key, in the place of a token, from those who create runs; members of a
    class have one in its code and their token, `K7PQ2M.token`.
    """
    if isinstance(start, Fork):
        source, epoch = await manager.find(start.origin.run), start.origin.epoch
        session, token = await manager.fork(
            source, epoch, start.spec, holder=asker, keep=start.keep
        )
    elif isinstance(start, Saved):
        with within("/spec"):
            check_spec(start.spec, manager.settings)
        session, token = await manager.create(
            work.resume, start, manager.settings.max_epochs, holder=asker
        )
    else:
        spec = start or engine.Spec()
        check_spec(spec, manager.settings)
        session, token = await manager.create(work.begin, spec, holder=asker)
    response = told_with(session, token=token)
    response.status_code = 201
    # Beside this address, wherever that is: not every proxy says what it has taken off.
    response.headers["Location"] = f"runs/{session.id}"
    return response


@router.get(
    "",
    response_description="The runs that there are.",
    response_model=list[Run],
    responses=problems(422, 503),
)
async def read_runs(
    manager: CurrentManager,
    ids: Annotated[str, Query(max_length=1000, description="Ids of runs, by comma.")],
) -> Response:
    """Read some runs, in the order of their ids, but for those that there are not any more."""
    found = []
    for run_id in filter(None, dict.fromkeys(ids.split(","))):
        with suppress(NotFound):
            found.append((await manager.find(run_id)).audience.stand.whole)
    return Response(b"[%b]" % b",".join(found), media_type="application/json")


@router.get("/{run_id}", response_model=Run, responses=problems(404))
async def read_run(session: Watched) -> Response:
    """Read a run."""
    return told(session)


@router.patch("/{run_id}", response_model=Run, responses=problems(401, 403, *BODY))
async def change_run(session: Controlled, change: RunChange) -> Response:
    """Change what may change while a run is under way: `speed`, the `lesson` that it is shown
    beside, and the fields marked `live` in the catalogue. Nothing is reset; anything else is
    refused."""
    if change.amendments:
        await _amend(session, change.amendments)
    if "speed" in change.model_fields_set:
        await session.set_speed(change.speed)
    if "lesson" in change.model_fields_set:
        session.lesson = change.lesson
        session.audience.tell(news=True)
    return told(session)


async def _amend(session: Session, changes: dict[str, Any]) -> None:
    try:
        await session.change(work.amend, changes)
    except engine.AmendError as error:
        found = [FieldError.at(error.name, error.sentence)]
    except ValidationError as error:
        found = field_errors(error.errors(), None)
    except Invalid as error:
        found = error.errors
    else:
        return
    raise Invalid(
        [item.model_copy(update={"pointer": _from_field(item.pointer, changes)}) for item in found]
    )


def _from_field(pointer: str, changes: Mapping[str, Any]) -> str:
    """What names a place in the spec, from the field on that the request's body has."""
    parts = pointer.split("/")
    begin = next((at for at, part in enumerate(parts) if part in changes), -1)
    return "/" + "/".join(parts[begin:])


@router.delete("/{run_id}", status_code=204, responses=problems(401, 403))
async def delete_run(session: Controlled, manager: CurrentManager) -> None:
    """Remove a run."""
    manager.delete(session.id)


@router.post(
    "/{run_id}/commands",
    response_model=CommandedRun,
    responses=problems(401, 403, 404, 409, *BODY, 503),
)
async def command_run(
    session: Controlled,
    manager: CurrentManager,
    asker: Holder,
    command: Annotated[Command, Body()],
) -> Response:
    """Tell a run to play, pause, step or reset, to undo a reset, and what to do after a divergence.
    A step has been made when the answer comes."""
    branch = None
    match command:
        case Play():
            if command.until:
                _check_reachable(command.until, session.course.metrics)
            await session.play(command.until, command.speed, asker)
        case Pause():
            session.pause()
        case Rewind():
            branch = await manager.rewind(session, command.epoch)
        case GoOn():
            await session.change(work.go_on, command="go_on")
        case GoBack():
            await session.go(command.command)
        case Steps():
            check("step_count", "/count", command.count, manager.settings)
            await session.step(command.unit, command.count, asker)
        case Reset():
            with within("/spec"):
                await manager.reset(session, command.spec, command.remember)
    return told(session) if branch is None else told_with(session, branch=branch)


def _check_reachable(until: Until, metrics: Mapping[str, float | None]) -> None:
    """Raises Invalid where a run measures nothing that a target names: it would never end."""
    measured = [name for name in Until.model_fields if name == "epoch" or name in metrics]
    targets = until.targets()
    if targets.keys().isdisjoint(measured):
        only = ", ".join(measured)
        raise Invalid(
            [
                FieldError.at(f"/until/{name}", say("not_measured", name=name, measured=only))
                for name in targets
            ]
        )


@router.patch("/{run_id}/weights", response_model=Run, responses=problems(401, 403, *BODY))
async def set_weights(session: Controlled, change: Weights) -> Response:
    """Set weights and biases by hand, the output's too; the run goes on from there."""
    try:
        await session.change(work.set_weights, change.weights, remember=change.remember)
    except engine.AmendError as error:
        place = f"/weights/{error.name}"
        raise Invalid([FieldError.at(place, error.sentence)]) from error
    return told(session)


@router.get("/{run_id}/data", response_model=Data, responses=problems(404))
async def read_data(session: Watched, manager: CurrentManager, asker: Holder) -> Response:
    """The points of a run, those it learns from and those it is tested on."""
    return answer(*await manager.answers.ask(session, asker, work.data))


@router.get("/{run_id}/boundary", response_model=Boundary, responses=problems(404, 422))
async def read_boundary(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    resolution: Annotated[int, Query(ge=2, description="Points along a side.")] = 100,
    without: Without = (),
) -> Response:
    """The network's answer over the whole domain, or what it would be `without` some units."""
    check("resolution", "/resolution", resolution, manager.settings)
    off = held(without, session.state.spec)
    return answer(*await manager.answers.ask(session, asker, work.boundary, resolution, off))


@router.post("/{run_id}/predict", response_model=Predictions, responses=problems(404, *BODY))
async def predict(
    session: Watched, manager: CurrentManager, asker: Holder, points: Points
) -> Response:
    """The network's answers to points of your own."""
    check("predict_points", "/points", len(points.points), manager.settings)
    return answer(*await manager.answers.ask(session, asker, work.predict, points.points))


@router.get(
    "/{run_id}/history.json",
    response_description="A list for each metric, as long as `epoch`.",
    response_model=dict[str, list[float | str | None]],
    responses=problems(404),
)
async def read_history(session: Watched, manager: CurrentManager, asker: Holder) -> Response:
    """The metrics at the end of every epoch, as lists under Keras' names; and where something was
    changed by hand, `changed`: what, from what to what, or null."""
    about = (session, asker, moments.history_json, tuple(session.course.timeline.acts))
    return answer(*await manager.answers.ask(*about, whole=True))


@router.get(
    "/{run_id}/history.csv",
    response_description="A line for each epoch, below the names of the metrics.",
    responses={200: {"content": {"text/csv": {}}}, **problems(404)},
    response_class=Response,
)
async def read_history_csv(session: Watched, manager: CurrentManager, asker: Holder) -> Response:
    """The metrics at the end of every epoch, a line each; and where something was changed by hand,
    a column `changed`."""
    about = (session, asker, moments.history_csv, tuple(session.course.timeline.acts))
    text, stand = await manager.answers.ask(*about, whole=True)
    return answer(text, stand, media_type="text/csv")
