"""Work is a pure function of engine values, done by a worker: all that is asked of the engine.

Workers keep nothing between two pieces of work, so one that is lost costs the piece it was at,
which is done again elsewhere with the same result. What is refused is raised, and reaches whoever
asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import engine
from app.schemas import Data, Moment, Scaling, Side
from app.work.pictures import (
    NOTHING,
    Part,
    Parts,
    Picture,
    Units,
    document,
    draw,
    without,
)
from app.work.texts import plain_json

if TYPE_CHECKING:
    from app.exports.saved import Saved
    from app.lessons import Finding, Lesson, Subject

T = TypeVar("T")

Unit = Literal["epoch", "batch", "sample"]

Standstill = tuple[engine.Sentence, ...]
Fingerprints = tuple[engine.Fingerprint, ...]
"""Why a network does not move although there is something left to learn; nothing where it does."""

_BUDGET: dict[Unit, str] = {"epoch": "epochs", "batch": "steps", "sample": "samples"}


@dataclass(frozen=True)
class Done(Generic[T]):
    """What came of a piece of work."""

    value: T
    core_s: float
    """The time it took on a core, which a busy machine does not make longer."""


def measured(function: Callable[..., T], *values: Any) -> Done[T]:
    """Do a piece of work, and say what it took."""
    started = time.thread_time()
    value = function(*values)
    return Done(value, time.thread_time() - started)


def nothing() -> None:
    """The least a worker can be asked for: whether it is there."""


# Training


@dataclass(frozen=True)
class Slice:
    """How far a slice of training has come. The state's history is of the slice's own epochs."""

    state: engine.State
    picture: Picture | None
    seconds: float
    """How long training took, without the picture."""
    unit: Unit
    """What it was counted in."""
    fingerprint: engine.Fingerprint
    """What the worker trained it under."""
    standstill: Standstill | None
    """None where it was not looked for."""


def advance(
    state: engine.State, unit: Unit, count: int, wanted: Parts = NOTHING, examined: bool = False
) -> Slice:
    """Train so many units from a state on; then make the parts of a picture that are wanted, and
    look whether the network stands still."""
    started = time.perf_counter()
    state = without_history(state)
    if count:
        state = engine.advance(state, **{_BUDGET[unit]: count})
    seconds = time.perf_counter() - started
    picture = draw(state, wanted) if wanted else None
    standstill = examine(state) if examined else None
    return Slice(state, picture, seconds, unit, engine.fingerprint(), standstill)


def examine(state: engine.State) -> Standstill:
    """Why a network stands still, if it does."""
    if state.outcome is not None:
        return ()
    found = engine.standstill(state, engine.observe(state, None, None))
    return (found,) if found else ()


def without_history(state: engine.State) -> engine.State:
    """The same state with an empty history, to be sent to a worker."""
    return replace(state, history=state.history.since(len(state.history)))


# Beginning, and changing by hand


@dataclass(frozen=True)
class Start:
    """What a run starts from."""

    state: engine.State
    points: int
    """How many training points there are, for which the data have to be drawn."""
    standstill: Standstill = ()
    fingerprints: Fingerprints = ()
    """What it was trained under before."""
    parent: Moment | None = None


def begin(spec: engine.Spec) -> Start:
    """What a spec starts from."""
    return _start(engine.init(spec))


def _start(state: engine.State) -> Start:
    return Start(state, engine.training_points(state.spec), examine(state))


def resume(saved: Saved, max_epochs: int) -> Start:
    """What a run that was saved as JSON goes on from. Raises Invalid for what does not fit
    together."""
    return replace(_start(saved.state(max_epochs)), fingerprints=tuple(saved.fingerprints))


@dataclass(frozen=True)
class Changed:
    """What became of a state that was changed by hand."""

    state: engine.State
    standstill: Standstill


def change(function: Callable[..., engine.State], state: engine.State, *values: Any) -> Changed:
    """What one of the functions below makes of a state. Raises what it raises."""
    state = function(state, *values)
    return Changed(state, examine(state))


def amend(state: engine.State, changes: dict[str, Any]) -> engine.State:
    """The same state with other settings. Raises AmendError, or pydantic's ValidationError."""
    return engine.amend(state, **changes)


def set_weights(state: engine.State, weights: Sequence[engine.Weight]) -> engine.State:
    """The same state with weights set by hand. Raises AmendError."""
    return engine.set_weights(state, weights)


def go_on(state: engine.State) -> engine.State:
    """The same state, with leave to train on after a divergence."""
    return engine.go_on(state)


# Answers about one state


def look(state: engine.State, wanted: Parts) -> Picture:
    """The parts of a picture of a state."""
    return draw(state, wanted)


def boundary(state: engine.State, resolution: int, held: Units = ()) -> bytes:
    """The network's answer over the domain, with some hidden units held at 0, as JSON."""
    wanted = frozenset({Part("boundary", resolution)})
    return document(draw(without(state, held), wanted), wanted)


def predict(state: engine.State, points: list[list[float]]) -> bytes:
    """The network's answers to points, as JSON; null where one is beyond the numbers there are."""
    return plain_json({"predictions": engine.predict(state, points).tolist()})


def trace(
    state: engine.State, point: tuple[float, float] | None, label: list[float] | None
) -> bytes:
    """The arithmetic of a point, or of the one that comes next, as JSON. Raises ValueError for a
    label that cannot be."""
    target: float | list[float] | None = label and single(label)
    if point is None:
        point, target = engine.next_point(state)
    return plain_json(asdict(engine.trace(state, point, target)))


def minibatch(state: engine.State) -> bytes:
    """The batch that a state comes from, and what the next one does, as JSON."""
    return plain_json(asdict(engine.minibatch(state)))


def differences(
    state: engine.State, point: tuple[float, float], target: list[float], layer: int, unit: int
) -> bytes:
    """A unit's gradients, found by nudging its weights, as JSON. Raises ValueError for a target
    that cannot be."""
    return plain_json(engine.differences(state, point, single(target), layer, unit))


def single(label: list[float]) -> float | list[float]:
    """A label as the engine has it: a number where there is one."""
    return label[0] if len(label) == 1 else label


def data(state: engine.State) -> bytes:
    """The points of a run, as JSON."""
    spec = state.spec
    x, labels, train = engine.points_of(state)

    def side(part: slice) -> Side:
        near = engine.rounded(x[part], 6)
        y = engine.rounded(labels[part], 6).tolist()
        return Side(x1=near[:, 0].tolist(), x2=near[:, 1].tolist(), y=y)

    found = Data(
        task=spec.data.task,
        axes=spec.data.axes,
        classes=list(spec.data.classes),
        values=list(spec.data.values),
        domain=spec.data.domain,
        scaling=Scaling.model_validate(asdict(engine.scaling_of(state))),
        input_maps=engine.input_maps(state),
        train=side(slice(None, train)),
        test=side(slice(train, None)),
    )
    return found.model_dump_json().encode()


def check_task(state: engine.State, lesson: Lesson, number: int) -> list[Finding]:
    """What a run says to a lesson's task, condition by condition."""
    return lesson.check(number, state)


def measure(state: engine.State, asked: Sequence[Subject]) -> list[float | None]:
    """Numbers of a run; null where it has no such number."""
    from app.lessons import Measured

    run = Measured(state)
    return [run.measure(each) for each in asked]
