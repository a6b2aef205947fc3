"""The arithmetic of one point through a run's network, and the slopes of its loss by nudging."""

from __future__ import annotations

import asyncio
import math
from dataclasses import asdict
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query

import engine
from app.problems import FieldError, Invalid
from app.sentences import say
from app.web.api.dependencies import Watched, problems

router = APIRouter(prefix="/runs/{run_id}/trace", tags=["runs"])


@router.get("", responses=problems(404, 422))
async def read_trace(
    session: Watched,
    x1: Annotated[
        float | None, Query(allow_inf_nan=False, description="The point, in its own units.")
    ] = None,
    x2: Annotated[float | None, Query(allow_inf_nan=False)] = None,
    target: Annotated[
        float | None,
        Query(allow_inf_nan=False, description="The number of its class, or its real value."),
    ] = None,
) -> dict[str, Any]:
    """The arithmetic of one point through every neuron, forward, and with a target also back and on
    to the weights after a step on this point alone, by the run's own optimizer. Without a point, of
    the one that a step of a sample takes next."""
    state, label = session.state, cast("float | list[float] | None", target)
    if x1 is None and x2 is None and target is None:
        (x1, x2), label = engine.next_point(state)
    if x1 is None or x2 is None:
        missing = "/x1" if x1 is None else "/x2"
        raise Invalid([FieldError.at(missing, say("point"))])
    try:
        told = asdict(await asyncio.to_thread(engine.trace, state, (x1, x2), label))
    except engine.TraceError as error:
        raise _wrong_target(error) from error
    return cast("dict[str, Any]", _finite(told))


@router.get("/differences", responses=problems(404, 422))
async def read_differences(
    session: Watched,
    x1: Annotated[float, Query(allow_inf_nan=False, description="The point, in its own units.")],
    x2: Annotated[float, Query(allow_inf_nan=False)],
    target: Annotated[float, Query(allow_inf_nan=False, description="Its class, or real value.")],
    layer: Annotated[int, Query(ge=0, description="0 is the first hidden layer.")],
    unit: Annotated[int, Query(ge=0)],
) -> list[float | None]:
    """∂loss/∂w of one unit's weights, then of its bias, found by nudging each: to compare with what
    backpropagation says in the trace."""
    state = session.state
    _check_unit(state.spec, layer, unit)
    try:
        found = await asyncio.to_thread(engine.differences, state, (x1, x2), target, layer, unit)
    except engine.TraceError as error:
        raise _wrong_target(error) from error
    return cast("list[float | None]", _finite(found))


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


def _finite(value: Any) -> Any:
    """The same with None for what JSON has no number for: weights may be as large as they like."""
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
