"""A State is a run at one moment: its Spec, its weights and how it got there.

It is never changed; training gives a new one. It holds plain arrays only, so that it can be sent
to another process, or written down as npz and JSON and read back, with no code inside.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from engine.arrays import Array, read_only
from engine.choice import STRICT
from engine.errors import LoadError
from engine.network import Shape
from engine.packed import packed, unpacked
from engine.sentences import Param, Sentence, say
from engine.spec import Spec

FORMAT = 1


@dataclass(frozen=True)
class Diverged:
    """Training blew up after `step` updates; the State keeps the last weights that made sense."""

    step: int
    epoch: int
    cause: str
    """One sentence for a person."""
    code: str | None = None
    """Which sentence that is; None in a state of a version that knew no codes."""
    params: dict[str, Param] = field(default_factory=dict)
    kind: str = "diverged"

    @property
    def sentence(self) -> Sentence:
        """The cause, with its code."""
        return Sentence(code=self.code, params=self.params, detail=self.cause)


class _Room:
    """Rows to spare behind those of a History, for the first that goes on from it."""

    def __init__(self, history: History, rows: int):
        self.taken = len(history)
        self.epochs = np.empty(rows, np.int64)
        self.values = np.empty((rows, len(history.names)))
        self.epochs[: self.taken], self.values[: self.taken] = history.epochs, history.values
        self._lock = Lock()

    def take(self, start: int, later: History) -> bool:
        """Put later's rows at `start`, unless others are there or the room is too small."""
        stop = start + len(later)
        with self._lock:
            if self.taken != start or stop > len(self.epochs):
                return False
            self.taken = stop
        self.epochs[start:stop], self.values[start:stop] = later.epochs, later.values
        return True


@dataclass(frozen=True, eq=False)
class History:
    """The metrics at the end of every epoch, epoch 0 being the untrained network. Its arrays are
    read-only."""

    names: tuple[str, ...]
    epochs: NDArray[np.int64]  # (rows,)
    values: NDArray[np.float64]  # (rows, names)
    _room: _Room | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.epochs.setflags(write=False)
        self.values.setflags(write=False)

    def __reduce__(self) -> tuple[type[History], tuple[object, ...]]:
        return History, (self.names, self.epochs, self.values)

    def __len__(self) -> int:
        return len(self.epochs)

    def __add__(self, later: History) -> History:
        # Epoch after epoch, copying all rows for each would in the end cost more than training.
        rows = len(self) + len(later)
        room = self._room
        if room is None or not room.take(len(self), later):
            room = _Room(self, 2 * rows)
            room.take(len(self), later)
        return History(self.names, room.epochs[:rows], room.values[:rows], room)

    def since(self, row: int) -> History:
        """The rows from `row` on."""
        return History(self.names, self.epochs[row:], self.values[row:])

    def last(self) -> dict[str, float]:
        """The newest metrics by name."""
        return dict(zip(self.names, map(float, self.values[-1]), strict=True))

    @property
    def judged(self) -> Array:
        """The losses (rows,) that epochs are compared by: of the test points, or of training where
        nothing is tested."""
        name = "val_loss" if "val_loss" in self.names else "loss"
        return self.values[:, self.names.index(name)]

    def best(self, since: int = 0) -> int:
        """The row, from row `since` on, with the least loss that it is judged by: its epoch is the
        one to come back to. Training again from any state before it leads there to the bit."""
        return since + int(self.judged[since:].argmin())

    def lists(self) -> dict[str, list[float]]:
        """{"epoch": […], "loss": […], …}: plain lists under Keras' names."""
        columns = zip(self.names, self.values.T.tolist(), strict=True)
        return {"epoch": self.epochs.tolist(), **dict(columns)}


@dataclass(frozen=True, eq=False)
class State:
    """One moment of a run. Two States of equal Spec and step count hold equal numbers."""

    spec: Spec
    parameters: Array
    """All weights and biases in one vector (p,), layer by layer; see `engine.network`."""
    slots: Array
    """What the optimizer remembers, (k, p)."""
    step: int
    """How many updates were made."""
    seen: int
    """How many training points those updates looked at, over all epochs."""
    history: History
    start_loss: float
    """The train loss at the start, or that of an indifferent answer, z = 0, where it is greater;
    never nothing."""
    drift: float = 1.0
    """The train loss of late as a multiple of start_loss; see `engine.train.DRIFT_LIMIT`."""
    outcome: Diverged | None = None

    first: Array | None = None
    """The weights and biases (p,) that training set out from, where the Spec does not tell them:
    more than it holds were set by hand before the first update. None where it does."""

    def __post_init__(self) -> None:
        read_only(self.parameters)
        read_only(self.slots)
        if self.first is not None:
            read_only(self.first)

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"spec": packed(self.spec)}

    def __setstate__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values | {"spec": unpacked(values["spec"])})
        # A pickle does not say that an array is read-only.
        self.__post_init__()


class _About(BaseModel):
    """What a dump says beside its arrays."""

    model_config = STRICT

    format: int
    spec: Spec
    step: int = Field(ge=0)
    seen: int = Field(ge=0)
    start_loss: float = Field(gt=0)
    drift: float = Field(ge=0)
    outcome: Diverged | None
    metrics: tuple[str, ...]


def dump(state: State) -> bytes:
    """The state as bytes: an npz archive whose member `about` is JSON. Never a pickle."""
    about = _About(
        format=FORMAT,
        spec=state.spec,
        step=state.step,
        seen=state.seen,
        start_loss=state.start_loss,
        drift=state.drift,
        outcome=state.outcome,
        metrics=state.history.names,
    )
    by_hand: dict[str, Any] = {} if state.first is None else {"first": state.first}
    file = io.BytesIO()
    np.savez(
        file,
        about=np.frombuffer(about.model_dump_json().encode(), np.uint8),
        parameters=state.parameters,
        slots=state.slots,
        epochs=state.history.epochs,
        values=state.history.values,
        **by_hand,
    )
    return file.getvalue()


def load(blob: bytes) -> State:
    """The state that `dump` wrote. Raises LoadError on anything else."""
    try:
        with np.load(io.BytesIO(blob), allow_pickle=False) as archive:
            said = archive["about"].tobytes()
            arrays = {name: archive[name] for name in ("parameters", "slots", "epochs", "values")}
            if "first" in archive:
                arrays["first"] = archive["first"]
        if json.loads(said)["format"] != FORMAT:
            raise LoadError(say("state_version"))
        about = _About.model_validate_json(said)
        size, dtype = Shape.of(about.spec).size, np.dtype(about.spec.network.dtype)
        slots = len(about.spec.training.optimizer.slots)
        rows = len(arrays["epochs"])
        expected = {
            "parameters": ((size,), dtype),
            "first": ((size,), dtype),
            "slots": ((slots, size), dtype),
            "epochs": ((rows,), np.dtype(np.int64)),
            "values": ((rows, len(about.metrics)), np.dtype(np.float64)),
        }
        for name, array in arrays.items():
            if (array.shape, array.dtype) != expected[name]:
                raise LoadError(say("state_misfit", name=name))
        for name in {"parameters", "values", "first"} & arrays.keys():
            if not np.isfinite(arrays[name]).all():
                raise LoadError(say("state_not_finite", name=name))
        return State(
            spec=about.spec,
            parameters=arrays["parameters"],
            slots=arrays["slots"],
            step=about.step,
            seen=about.seen,
            history=History(about.metrics, arrays["epochs"], arrays["values"]),
            start_loss=about.start_loss,
            drift=about.drift,
            outcome=about.outcome,
            first=arrays.get("first"),
        )
    except LoadError:
        raise
    except Exception as error:  # spoilt bytes break zip, NumPy and JSON in more ways than are known
        raise LoadError(say("state_unreadable")) from error
