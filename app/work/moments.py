"""A moment is a state of a run at the end of an epoch: had again by training from a keyframe on,
with what was done to the run done to it again.

That is exact to the bit. The engine does not mind how training is cut; and it looks whether numbers
broke nowhere but where a slice of the run ended, too, so it finds no fault that the run did not.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

import engine
from app import shown
from app.acts import Act, Kind, Place
from app.changes import merged
from app.problems import FieldError, Invalid, field_errors, within
from app.work import texts, work
from app.work.pictures import Parts, Picture, Units, document, draw, without

FIRST_UPDATES = 64
"""What is trained again before the clock is looked at."""

_WEIGHTS = TypeAdapter(list[engine.Weight])
Change = Callable[..., engine.State]
_KINDS: dict[Change, Kind] = {
    work.amend: "amend",
    work.set_weights: "set_weights",
    work.go_on: "go_on",
}


def act_of(
    function: Change, values: tuple[Any, ...], place: Place, state: engine.State
) -> Act | None:
    """The act that a change of a state is; None for one that cannot be done again."""
    if (kind := _KINDS.get(function)) is None:
        return None
    text = to_json(values[0]).decode() if values else ""
    before = to_json(_settings(state.spec, values[0])).decode() if kind == "amend" else ""
    return Act(kind, place, state.step, text, before=before)


def _settings(spec: engine.Spec, names: Iterable[str]) -> dict[str, Any]:
    """What settings of these names are."""
    training = spec.training
    parts = (training, training.optimizer, training.regularizer)
    return {
        name: getattr(part, name)
        for part in parts
        for name in names
        if name in type(part).model_fields
    }


@dataclass(frozen=True)
class Replayed:
    """How far a way was gone again."""

    state: engine.State
    """With the row of the last epoch in its history, if that was trained."""
    left: tuple[Act, ...]
    """What is still to be done to it."""
    arrived: bool
    picture: Picture | None = None
    """What there is to see of it, if it has arrived and somebody would see it."""
    lost: bool = False
    """Whether it came to an end where the run did not: other numbers, of another kernel."""


def replay(
    state: engine.State,
    acts: tuple[Act, ...],
    epoch: int,
    within_s: float,
    wanted: Parts | None = None,
) -> Replayed:
    """Go on from a state, acts included, to the end of an epoch, or as far as time allows; there,
    make the parts of a picture that are wanted."""
    clock = _Clock(time.perf_counter() + within_s)
    state = work.without_history(state)
    for number, act in enumerate(acts):
        state, done = clock.train(state, "steps", act.step - state.step)
        if done and act.kind == "samples":
            points = engine.training_points(state.spec)
            count = min(act.step + act.count - state.step, epoch * points - state.seen)
            state, done = clock.train(state, "samples", count)
        if not done:
            lost = state.outcome is not None
            return Replayed(state, acts[number:], arrived=False, lost=lost)
        state = _done_to(state, act)
    state, done = clock.train(state, "steps", _updates_to(state, epoch))
    picture = draw(state, wanted) if done and wanted is not None else None
    lost = not done and state.outcome is not None
    return Replayed(state, (), arrived=done, picture=picture, lost=lost)


def _updates_to(state: engine.State, epoch: int) -> int:
    points = engine.training_points(state.spec)
    over, offset = divmod(state.seen, points)
    size = state.spec.training.batch_of(points)
    return max(0, (epoch - over) * -(-points // size) - offset // size)


def _done_to(state: engine.State, act: Act) -> engine.State:
    match act.kind:
        case "amend":
            return engine.amend(state, **json.loads(act.values))
        case "set_weights":
            return engine.set_weights(state, _WEIGHTS.validate_json(act.values))
        case "go_on":
            return engine.go_on(state)
        case "refit":
            return engine.refit(state, engine.Spec.model_validate_json(act.values))
        case "samples":
            return state


class _Clock:
    """Trains as long as there is time."""

    def __init__(self, until_s: float) -> None:
        self._until_s = until_s
        self._updates = FIRST_UPDATES

    def train(
        self, state: engine.State, unit: Literal["steps", "samples"], count: int
    ) -> tuple[engine.State, bool]:
        """Train so many updates; the state, and whether they were all made."""
        while count > 0 and state.outcome is None:
            left_s = self._until_s - (began_s := time.perf_counter())
            if left_s <= 0:
                break
            some = min(count, self._updates)
            state = engine.advance(work.without_history(state), **{unit: some})
            count -= some
            if time.perf_counter() - began_s < left_s / 4:
                self._updates *= 2
        return state, count <= 0


@dataclass(frozen=True)
class Resumed:
    """What is gone on with from a moment."""

    state: engine.State
    standstill: work.Standstill
    points: int
    """How many training points there are."""
    acts: tuple[Act, ...] = ()
    """What was done to it, one after the other."""


def resume(state: engine.State, spec: engine.Spec) -> Resumed:
    """Go on from a moment, under a spec: overruling the alarm, where it had diverged. Raises
    AmendError."""
    place = divmod(state.seen, engine.training_points(state.spec))
    acts = []
    if state.outcome is not None:
        state = engine.go_on(state)
        acts.append(Act("go_on", place, state.step))
    if spec != state.spec:
        fresh = engine.is_fresh(state.spec, spec)
        before = to_json(_otherwise(state.spec, spec)).decode()
        state = engine.refit(state, spec)
        text = spec.model_dump_json()
        acts.append(Act("refit", place, state.step, text, before=before, fresh=fresh))
    return _resumed(state, tuple(acts))


def _otherwise(before: engine.Spec, now: engine.Spec) -> dict[str, tuple[Any, Any]]:
    """What is otherwise under another spec of the same network, by name: from what, to what."""
    data, training = (
        _differing(getattr(before, part).model_dump(), getattr(now, part).model_dump())
        for part in ("data", "training")
    )
    kinds = before.data.kind, now.data.kind
    if kinds[0] != kinds[1] or any(isinstance(value, list | tuple) for _, value in data.values()):
        return {"data": kinds, **training}  # points of one's own are too many to tell
    return {**{f"data.{name}": values for name, values in data.items()}, **training}


def _differing(before: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Members that differ, and theirs; of a choice of another kind no more than that."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, value in now.items():
        known = before.get(name)
        if known == value:
            continue
        if not isinstance(known, dict) or not isinstance(value, dict):
            found[name] = (known, value)
        elif known.get("kind") != value.get("kind"):
            found[name] = (known.get("kind"), value.get("kind"))
        else:
            found |= _differing(known, value)
    return found


def _resumed(state: engine.State, acts: tuple[Act, ...]) -> Resumed:
    points = engine.training_points(state.spec)
    return Resumed(work.without_history(state), work.examine(state), points, acts)


def fork(state: engine.State, changes: dict[str, Any]) -> Resumed:
    """Go on from a moment, with some of its spec changed; without a change, to the bit as it would
    have gone on itself. Raises Invalid, about the body of a request."""
    before = state.spec.model_dump()
    wanted = merged(before, changes)
    try:
        spec = engine.Spec.model_validate(wanted)
    except ValidationError as error:
        with within("/spec"):
            raise Invalid(field_errors(error.errors(), wanted)) from error
    if spec == state.spec:
        return _resumed(state, ())
    try:
        return resume(state, spec)
    except engine.AmendError as error:
        raise Invalid([FieldError.at(f"/spec/{error.name}", error.sentence)]) from error


def picture(state: engine.State, wanted: Parts, held: Units = (), exact: bool = True) -> bytes:
    """A picture of a network, some of whose units may be held at 0, as JSON."""
    return as_document(draw(without(state, held), wanted), wanted, exact=exact)


def as_document(picture: Picture, wanted: Parts, *, exact: bool) -> bytes:
    """A picture of a moment, as JSON."""
    return document(picture, wanted, b'"exact":%b' % (b"true" if exact else b"false"))


def thumbnail(state: engine.State, size: int) -> bytes:
    """The boundary and points of a state as a PNG, size × size pixels."""
    from app.exports.png import boundary_png

    return boundary_png(state, size)


def told(acts: tuple[Act, ...]) -> bytes:
    """Acts as JSON, weights by their number."""
    return to_json([_told(act) for act in acts], exclude_none=True)


def _told(act: Act) -> shown.Act:
    values = json.loads(act.values) if act.kind in ("amend", "set_weights") else ()
    before = json.loads(act.before) if act.before else None
    changes = dict(values) if act.kind == "amend" else None
    if act.kind == "refit" and before:
        changes = {name: now for name, (_, now) in before.items()}
        before = {name: known for name, (known, _) in before.items()}
    return shown.Act(
        kind=act.kind,
        epoch=act.place[0],
        step=act.step,
        changes=changes,
        before=before,
        count=len(values) if act.kind == "set_weights" else act.count or None,
    )


def history_json(state: engine.State, acts: tuple[Act, ...]) -> bytes:
    """The history that comes with a state, as JSON."""
    return texts.to_json(state.history, _changed(acts))


def history_csv(state: engine.State, acts: tuple[Act, ...]) -> str:
    """The history that comes with a state, as CSV."""
    return texts.to_csv(state.history, _changed(acts))


def _changed(acts: tuple[Act, ...]) -> dict[int, str]:
    """What was changed by hand, by how many epochs were over: "learning_rate 0.03 → 0.01"."""
    words = defaultdict[int, list[str]](list)
    for act in acts:
        if act.kind != "samples":
            words[act.place[0]] += _words(_told(act))
    return {epoch: "; ".join(each) for epoch, each in words.items()}


def _words(act: shown.Act) -> list[str]:
    if act.changes is None:
        return [act.kind if act.count is None else f"{act.kind} {act.count}"]
    before = act.before or {}
    return [f"{name} {_said(before.get(name))} → {_said(to)}" for name, to in act.changes.items()]


def _said(value: Any) -> str:
    return value if isinstance(value, str) else to_json(value).decode()
