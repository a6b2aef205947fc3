"""The arithmetic of one point through a run's network, the slopes of its loss by nudging, and the
arithmetic of a batch."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

import engine
from app import shown
from app.problems import FieldError, Invalid
from app.sentences import say
from app.web.api.dependencies import CurrentManager, Holder, Watched, answer, problems
from app.web.api.moments import Epoch
from app.work import work

Number = Annotated[float, Field(allow_inf_nan=False)]
TARGET = "The number of its class, or its real value; of several, one after the other."
NO_TARGET: list[float] = []

router = APIRouter(prefix="/runs/{run_id}", tags=["runs"])


@router.get(
    "/trace",
    response_description="Every number of one example, layer by layer, forward and back.",
    response_model=dict[str, Any],
    responses=problems(404, 409, 422),
)
async def read_trace(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    x1: Annotated[
        float | None, Query(allow_inf_nan=False, description="The point, in its own units.")
    ] = None,
    x2: Annotated[float | None, Query(allow_inf_nan=False)] = None,
    target: Annotated[list[Number], Query(description=TARGET)] = NO_TARGET,
    epoch: Epoch = None,
) -> Response:
    """The arithmetic of one point through every neuron, forward, and with a target also back and on
    to the weights after a step on this point alone, by the run's own optimizer. Without a point, of
    the one that a step of a sample takes next."""
    point = None
    if x1 is not None and x2 is not None:
        point = (x1, x2)
    elif not (x1 is x2 is None and not target):
        missing = "/x1" if x1 is None else "/x2"
        raise Invalid([FieldError.at(missing, say("point"))])
    try:
        about = (session, asker, epoch, work.trace, point, target or None)
        return answer(*await manager.answers.ask_at(*about))
    except engine.TraceError as error:
        raise _wrong_target(error) from error


@router.get(
    "/trace/differences",
    response_description="The loss's slope by each weight of the unit, then by its bias.",
    response_model=list[float | None],
    responses=problems(404, 409, 422),
)
async def read_differences(
    session: Watched,
    manager: CurrentManager,
    asker: Holder,
    x1: Annotated[float, Query(allow_inf_nan=False, description="The point, in its own units.")],
    x2: Annotated[float, Query(allow_inf_nan=False)],
    target: Annotated[list[Number], Query(description=TARGET)],
    layer: Annotated[int, Query(ge=0, description="0 is the first hidden layer.")],
    unit: Annotated[int, Query(ge=0)],
    epoch: Epoch = None,
) -> Response:
    """∂loss/∂w of one unit's weights, then of its bias, found by nudging each: to compare with what
    backpropagation says in the trace."""
    _check_unit(session.state.spec, layer, unit)
    try:
        about = (session, asker, epoch, work.differences, (x1, x2), target, layer, unit)
        return answer(*await manager.answers.ask_at(*about))
    except engine.TraceError as error:
        raise _wrong_target(error) from error


@router.get("/minibatch", response_model=shown.Minibatch, responses=problems(404, 409, 422))
async def read_minibatch(
    session: Watched, manager: CurrentManager, asker: Holder, epoch: Epoch = None
) -> Response:
    """The training points of the last update and of the next one, and what the next ones do in
    every layer: the means of z and a, and the gradient that the update will follow, without
    penalty and dropout."""
    return answer(*await manager.answers.ask_at(session, asker, epoch, work.minibatch))


def _check_unit(spec: engine.Spec, layer: int, unit: int) -> None:
    outputs = spec.training.loss.outputs(spec.data.task, spec.data.width)
    widths = [*(each.units for each in spec.network.hidden_layers), outputs]
    if layer >= len(widths):
        pointer, sentence = "/layer", say("no_such_layer", last=len(widths) - 1)
    elif unit >= widths[layer]:
        pointer, sentence = "/unit", say("no_such_unit", last=widths[layer] - 1)
    else:
        return
    raise Invalid([FieldError.at(pointer, sentence)])


def _wrong_target(error: engine.TraceError) -> Invalid:
    """Of a point that is two numbers, and a unit that there is, the target alone can be wrong."""
    return Invalid([FieldError.at("/target", error.sentence)])
