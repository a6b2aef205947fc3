"""Sweeps: create one, read it, tell it what to do, take its table away."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Path, Query, Response
from fastapi.requests import HTTPConnection
from pydantic import BaseModel, Field
from pydantic_core import to_json

import engine
from app.limits import check
from app.problems import NotFound, within
from app.schemas import STRICT, Speed
from app.sentences import say
from app.sweeps import tables
from app.sweeps.manager import Sweeps
from app.sweeps.plan import Plan, SweepUntil
from app.sweeps.reading import CreatedSweep, Estimate, SweepRead
from app.sweeps.sweep import Sweep
from app.web.api.admission import ADMITTED
from app.web.api.dependencies import BODY, Bearer, Holder, problems
from app.web.commands import Pause
from app.work.sweeps import spec_text

router = APIRouter(prefix="/sweeps", tags=["sweeps"])


class PlaySweep(BaseModel):
    """Train, `speed` epochs a second (without it, as fast as the server can), to the end of the
    plan or to another one."""

    model_config = STRICT

    command: Literal["play"]
    until: SweepUntil | None = None
    speed: Speed | None = None


class StepSweep(BaseModel):
    """Train every run so many epochs."""

    model_config = STRICT

    command: Literal["step"]
    count: int = Field(1, ge=1)


class ResetSweep(BaseModel):
    """Back to the start: of the sweep's own plan, or of another one."""

    model_config = STRICT

    command: Literal["reset"]
    plan: Plan | None = None


SweepCommand = Annotated[PlaySweep | Pause | StepSweep | ResetSweep, Field(discriminator="command")]


class SweepChange(BaseModel):
    """What may change while a sweep is under way."""

    model_config = STRICT

    speed: Speed | None = None
    until: SweepUntil | None = Field(None, description="Another end; null leaves it as it is.")


async def get_sweeps(connection: HTTPConnection) -> Sweeps:
    """The sweeps of this app."""
    sweeps = connection.app.state.sweeps
    assert isinstance(sweeps, Sweeps)  # noqa: S101  # narrows the type
    return sweeps


CurrentSweeps = Annotated[Sweeps, Depends(get_sweeps)]
SweepId = Annotated[str, Path(description="The id of a sweep.", max_length=64)]


async def watched_sweep(sweep_id: SweepId, sweeps: CurrentSweeps) -> Sweep:
    """The sweep of the path, for anyone who knows its id."""
    return await sweeps.find(sweep_id)


async def controlled_sweep(sweep_id: SweepId, sweeps: CurrentSweeps, credentials: Bearer) -> Sweep:
    """The sweep of the path, for the holder of its token."""
    return await sweeps.control(sweep_id, credentials.credentials if credentials else None)


WatchedSweep = Annotated[Sweep, Depends(watched_sweep)]
ControlledSweep = Annotated[Sweep, Depends(controlled_sweep)]


def _told(sweep: Sweep) -> Response:
    return Response(sweep.hall.whole(), media_type="application/json")


def _answer(sweep: Sweep, content: bytes | str, media_type: str = "application/json") -> Response:
    return Response(content, media_type=media_type, headers=sweep.hall.stood)


@router.post(
    "",
    status_code=201,
    response_model=CreatedSweep,
    dependencies=ADMITTED,
    responses=problems(401, 403, *BODY, 503),
)
async def create_sweep(
    sweeps: CurrentSweeps, asker: Holder, plan: Annotated[Plan, Body()]
) -> Response:
    """Create a sweep: many runs of one spec with some of its fields varied. A refusal names the
    tile, the field and what the spec says of it.

    The answer holds the sweep's token, which is needed to control it and is not shown again."""
    sweep, token = await sweeps.create(plan, asker)
    content = b"%b,%b" % (to_json({"token": token})[:-1], sweep.hall.whole()[1:])
    headers = {"Location": f"sweeps/{sweep.id}"}
    return Response(content, 201, headers, media_type="application/json")


@router.post(
    "/estimate",
    response_model=Estimate,
    dependencies=ADMITTED,
    responses=problems(401, 403, *BODY, 503),
)
async def estimate_sweep(
    sweeps: CurrentSweeps, asker: Holder, plan: Annotated[Plan, Body()]
) -> Estimate:
    """How long a sweep would take on this server, if nothing else was done there: a few updates of
    its networks are tried. It refuses what `POST /sweeps` refuses."""
    return await sweeps.estimate(plan, asker)


@router.get("/{sweep_id}", response_model=SweepRead, responses=problems(404))
async def read_sweep(sweep: WatchedSweep) -> Response:
    """Read a sweep."""
    return _told(sweep)


@router.patch("/{sweep_id}", response_model=SweepRead, responses=problems(401, 403, *BODY))
async def change_sweep(
    sweep: ControlledSweep, sweeps: CurrentSweeps, change: SweepChange
) -> Response:
    """Change its speed, or where it ends. Nothing is reset."""
    if change.until:
        check("sweep_epochs", "/until/epoch", change.until.epoch, sweeps.settings)
    await sweep.change({name: getattr(change, name) for name in change.model_fields_set})
    return _told(sweep)


@router.delete("/{sweep_id}", status_code=204, responses=problems(401, 403))
async def delete_sweep(sweep: ControlledSweep, sweeps: CurrentSweeps) -> None:
    """Remove a sweep."""
    sweeps.delete(sweep.id)


@router.post(
    "/{sweep_id}/commands",
    response_model=SweepRead,
    responses=problems(401, 403, 404, 409, *BODY, 503),
)
async def command_sweep(
    sweep: ControlledSweep,
    sweeps: CurrentSweeps,
    asker: Holder,
    command: Annotated[SweepCommand, Body()],
) -> Response:
    """Tell a sweep to play, pause, step or reset. A step has been made when the answer comes. With
    another plan it keeps its id, so that who watches stays."""
    match command:
        case PlaySweep():
            if command.until:
                epoch = command.until.epoch
                check("sweep_epochs", "/until/epoch", epoch, sweeps.settings)
            await sweep.play(command.until, command.speed, asker)
        case Pause():
            sweep.pause()
        case StepSweep():
            check("step_count", "/count", command.count, sweeps.settings)
            await sweep.step(command.count, asker)
        case ResetSweep():
            with within("/plan"):
                plan = command.plan or sweep.tiles.plan
                await sweeps.reset(sweep, plan, asker)
    return _told(sweep)


@router.get("/{sweep_id}/spec", response_model=engine.Spec, responses=problems(404, 422))
async def read_spec(
    sweep: WatchedSweep,
    sweeps: CurrentSweeps,
    asker: Holder,
    run: Annotated[int, Query(ge=0, description="The number of a run of the sweep.")] = 0,
) -> Response:
    """The whole spec of one run: trained from it anywhere, it comes to the same numbers."""
    states = sweep.states
    if run >= len(states):
        raise NotFound(say("no_such_sweep_run", last=len(states) - 1))
    return _answer(sweep, await sweeps.runs.do(asker, spec_text, states[run]))


@router.get(
    "/{sweep_id}/table.json", response_model=list[dict[str, object]], responses=problems(404)
)
async def read_table(sweep: WatchedSweep, sweeps: CurrentSweeps, asker: Holder) -> Response:
    """A row for each run: values of the axes by the names of their fields, seed, epoch, metrics and
    how it ended."""
    content = await sweeps.runs.do(asker, tables.to_json, tables.Table.of(sweep))
    return _answer(sweep, content)


@router.get(
    "/{sweep_id}/table.csv",
    responses={200: {"content": {"text/csv": {}}}, **problems(404)},
    response_class=Response,
)
async def read_table_csv(sweep: WatchedSweep, sweeps: CurrentSweeps, asker: Holder) -> Response:
    """The same as CSV. A value that is an object or a list is written as JSON."""
    content = await sweeps.runs.do(asker, tables.to_csv, tables.Table.of(sweep))
    return _answer(sweep, content, "text/csv")


@router.get("/{sweep_id}/history.json", response_model=tables.History, responses=problems(404))
async def read_history(sweep: WatchedSweep, sweeps: CurrentSweeps, asker: Holder) -> Response:
    """The metrics of every run by epoch: as many epochs as a curve has room for."""
    curves, rows = sweep.board.curves, sweep.board.rows
    epochs, values = curves.epochs[:rows], curves.values[:rows]
    content = await sweeps.runs.do(asker, tables.history, curves.metrics, epochs, values)
    return _answer(sweep, content)
