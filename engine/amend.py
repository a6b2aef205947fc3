"""A run may be changed under way: some of its settings, and any weight or bias, by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from pydantic import BaseModel

from engine.arrays import Array, read_only
from engine.errors import AmendError
from engine.network import Shape, initial_parameters
from engine.parameters import Weight, faults, merged, write
from engine.sentences import nearest, say
from engine.spec import MOST_WEIGHTS, Spec
from engine.state import History, State
from engine.train import init, start_loss_of, training_points
from engine.workspace import borrow


def amend(state: State, **changes: object) -> State:
    """The same run with another learning_rate, batch_size, …: what may change under way.

    Raises AmendError for a name that may not, and pydantic's ValidationError for a bad value.
    """
    spec = state.spec.model_dump()
    places = _live_places(state.spec)
    for name, value in changes.items():
        if name not in places:
            near = nearest(name, sorted(places))
            hint = say("near_field", near=near) if near else say("no_near_field")
            known = ", ".join(sorted(places))
            raise AmendError(name, say("not_live", hint=hint, known=known))
        section = spec["training"]
        for part in places[name]:
            section = section[part]
        section[name] = value
    changed = Spec.model_validate(spec)
    return _under(state, changed)


def _under(state: State, spec: Spec) -> State:
    """The state, with a Spec that its arrays fit."""
    slots, parameters, first = state.slots, state.parameters, state.first
    if spec.training.frozen != state.spec.training.frozen:
        parameters = parameters.copy()
        write(spec.training.frozen, Shape.of(spec).blocks(parameters))
        if not state.seen:
            first = _told(spec, parameters)
    if not spec.training.optimizer.remembered(slots):
        slots = read_only(np.zeros_like(slots))  # momentum that was given up does not come back
    parameters = read_only(parameters)
    return replace(state, spec=spec, slots=slots, parameters=parameters, first=first)


def _told(spec: Spec, first: Array) -> Array | None:
    """The weights and biases (p,) that training sets out from, unless the Spec tells them."""
    return None if np.array_equal(initial_parameters(spec), first) else first


def refit(state: State, spec: Spec) -> State:
    """The same weights, trained on by another Spec: on other data, with another loss, optimizer or
    whatever else is no part of the network. Another optimizer remembers nothing yet. Data or a loss
    that are new give the drift a new start; where there are more points or fewer, an epoch that is
    under way begins anew. Raises AmendError, which names the part that does not fit.
    """
    if spec.network != state.spec.network:
        raise AmendError("network", say("network_stays"))
    if spec.widths != state.spec.widths:
        raise AmendError("data", say("outputs_stay", count=state.spec.widths[-1]))
    before, now = state.spec.training.optimizer, spec.training.optimizer
    if before.kind != now.kind:
        slots = np.zeros((len(now.slots), state.parameters.size), state.parameters.dtype)
        state = replace(state, slots=read_only(slots))
    points, points_now = training_points(state.spec), training_points(spec)
    if points != points_now:
        state = replace(state, seen=state.seen // points * points_now)
    fresh = is_fresh(state.spec, spec)
    changed = "training" if state.spec.data == spec.data else "data"
    state = replace(_under(state, spec), outcome=None)
    with borrow(state) as workspace:
        if workspace.metrics.names != state.history.names:
            names = ", ".join(state.history.names)
            raise AmendError(changed, say("measures_stay", names=names))
        if not fresh:
            return state
        loss = float(workspace.metrics.measure()[0])
        return replace(state, drift=1.0, start_loss=start_loss_of(workspace, loss))


def is_fresh(before: Spec, now: Spec) -> bool:
    """Whether losses under one of two Specs do not compare with those under the other."""
    return before.data != now.data or before.training.loss != now.training.loss


def set_weights(state: State, weights: Iterable[Weight]) -> State:
    """The same run with some weights or biases set by hand. It has not diverged, however wrong they
    are: training gets the chance to put them right. Set before the first update, they are what
    training sets out from, and epoch 0 of the history is theirs; the Spec gives them from now on,
    unless they are more than MOST_WEIGHTS.

    Raises AmendError for one that this network does not have, named by its place in the list and
    the field at fault, as "2/unit".
    """
    weights, shape = tuple(weights), Shape.of(state.spec)
    vector = state.parameters.copy()
    held = shape.blocks(np.full_like(vector, np.nan))
    write(state.spec.training.frozen, held)
    for number, weight in enumerate(weights):
        for name, fault in faults(weight, shape.widths).items():
            raise AmendError(f"{number}/{name}", fault)
        block = held[weight.layer]
        value = block[weight.within(block)]
        if not np.isnan(value) and value != vector.dtype.type(weight.value):
            raise AmendError(f"{number}/value", say("weight_held", value=float(value)))
    write(weights, shape.blocks(vector))
    first = state.first
    if not state.seen:
        begun = init(_given(state.spec, weights))
        if np.array_equal(begun.parameters, vector):
            return begun
        first = vector
    changed = replace(state, parameters=read_only(vector), outcome=None, drift=1.0, first=first)
    with borrow(changed) as workspace:
        names = workspace.metrics.names
        values = np.array([workspace.metrics.measure()], float)
    history = state.history if state.seen else History(names, np.zeros(1, np.int64), values)
    return replace(changed, history=history, start_loss=max(state.start_loss, float(values[0, 0])))


def _given(spec: Spec, weights: Iterable[Weight]) -> Spec:
    """The Spec with these weights given as well, or as it is where they would be too many."""
    given = merged(spec.network.weights, weights)
    if len(given) > MOST_WEIGHTS:
        return spec
    network = spec.network.model_copy(update={"weights": given})
    return spec.model_copy(update={"network": network})


def go_on(state: State) -> State:
    """The same run, diverged or not, with leave to train on from where it is: from now on its loss
    has to grow beyond what it is now before it counts as diverged again. Where weights grew beyond
    what numbers can hold they do so again, unless a setting is changed first."""
    with borrow(state) as workspace:
        loss = float(workspace.metrics.measure()[0])
    return replace(state, outcome=None, drift=1.0, start_loss=max(state.start_loss, loss))


def _live_places(spec: Spec) -> dict[str, tuple[str, ...]]:
    """The fields that may change under way, and the path within `training` to each."""
    training = spec.training
    parts: list[tuple[tuple[str, ...], BaseModel]] = [
        ((), training),
        (("optimizer",), training.optimizer),
        (("regularizer",), training.regularizer),
    ]
    return {
        name: path
        for path, part in parts
        for name, field in type(part).model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("live")
    }
