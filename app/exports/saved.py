"""A Saved run is one as JSON: all that is needed to go on training where it stood."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

import engine
from app.exports.model import Array, Weights, shortened
from app.problems import FieldError, Invalid
from app.sentences import say

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)
MOST_ROWS = 1000
"""Epochs of the history that are written down; of more, evenly spaced ones are kept."""

Fingerprints = tuple[engine.Fingerprint, ...]
Row = list[float]
Beyond = Literal["Infinity", "-Infinity", "NaN"]
"""What JSON has no number for. Weights are numbers always, but squares of gradients that an
optimizer remembers may have grown beyond them."""


class Ending(BaseModel):
    """How a run ended by itself."""

    model_config = STRICT

    kind: Literal["diverged"] = "diverged"
    step: int = Field(ge=0)
    epoch: int = Field(ge=0)
    cause: str = Field(max_length=500)
    code: str | None = Field(None, max_length=80, description="Which sentence the cause is.")
    params: dict[str, str | int | float] = Field(
        {}, max_length=20, description="What was put into it."
    )


class Saved(BaseModel):
    """A run as JSON. Spec and weights are enough to read one; the rest lets training go on as if
    it had not been interrupted."""

    model_config = STRICT

    format: Literal[1] = 1
    spec: engine.Spec
    epoch: int = Field(0, ge=0, description="Whole epochs behind the run; follows from `seen`.")
    step: int = Field(0, ge=0, lt=2**53, description="Updates made.")
    seen: int = Field(0, ge=0, lt=2**53, description="Training points seen, over all epochs.")
    metrics: dict[str, float | None] = Field({}, description="What was measured last; not read.")
    weights: list[list[Row]] = Field(
        description="Each layer's weights, a row for each input and one more for the biases."
    )
    first_weights: list[list[Row]] | None = Field(
        None,
        description="The weights that training set out from, where the spec does not tell them: "
        "more were set by hand than it holds.",
    )
    slots: dict[str, list[list[list[float | Beyond]]]] = Field(
        {},
        description="What the optimizer remembers, by name, each in the shape of the weights; "
        "what is beyond numbers is one of three words.",
    )
    history: dict[str, list[float | None]] = Field(
        {}, description="The metrics at the end of every epoch, under Keras' names."
    )
    start_loss: Annotated[float, Field(gt=0)] | None = None
    drift: Annotated[float, Field(ge=0)] = 1.0
    outcome: Ending | None = None
    fingerprints: list[engine.Fingerprint] = Field(
        [],
        max_length=20,
        description="What it was trained under, one after the other: under another, its numbers "
        "are rounded otherwise.",
    )

    @classmethod
    def of(cls, state: engine.State, fingerprints: Fingerprints = ()) -> Saved:
        """A state, with its history thinned where it is long, and what it was trained under."""
        names = state.spec.training.optimizer.slots
        history = _thinned(state.history).lists()
        return cls.model_construct(
            spec=state.spec,
            epoch=state.seen // engine.training_points(state.spec),
            step=state.step,
            seen=state.seen,
            metrics={name: _finite(value) for name, value in state.history.last().items()},
            weights=_rows(state),
            first_weights=None
            if state.first is None
            else _rows(replace(state, parameters=state.first)),
            slots={
                name: _told(_rows(replace(state, parameters=slot)))
                for name, slot in zip(names, state.slots, strict=True)
            },
            history={name: [_finite(value) for value in row] for name, row in history.items()},
            start_loss=state.start_loss,
            drift=state.drift,
            outcome=Ending(**asdict(state.outcome)) if state.outcome else None,
            fingerprints=list(fingerprints),
        )

    def state(self, max_epochs: int) -> engine.State:
        """The engine's state. Raises Invalid for what does not fit together."""
        first = engine.init(self.spec)
        parameters = _vector(self.weights, first, "/weights")
        told = bool(self.seen) or np.array_equal(parameters, first.parameters)
        set_out = None if told else parameters
        if self.first_weights is not None and self.seen:
            set_out = _vector(self.first_weights, first, "/first_weights")
        names = self.spec.training.optimizer.slots
        if self.slots and set(self.slots) != set(names):
            raise _invalid("/slots", say("saved_slots"))
        slots = [_vector(self.slots[name], first, f"/slots/{name}") for name in names if self.slots]
        points = engine.training_points(self.spec)
        if self.seen > points * max_epochs:
            raise _invalid("/seen", say("saved_epochs", maximum=max_epochs))
        if self.step > self.seen or (self.seen > 0 and self.step == 0):
            raise _invalid("/step", say("saved_step"))
        state = replace(
            first,
            parameters=parameters,
            slots=np.array(slots) if slots else first.slots,
            step=self.step,
            seen=self.seen,
            start_loss=self.start_loss or first.start_loss,
            drift=self.drift,
            outcome=engine.Diverged(**self.outcome.model_dump()) if self.outcome else None,
            first=set_out,
        )
        return replace(state, history=self._history(state))

    def _history(self, state: engine.State) -> engine.History:
        epoch = state.seen // engine.training_points(state.spec)
        names = state.history.names
        if not self.history:
            measured = engine.observe(state, resolution=2, map_resolution=2).metrics
            row = [[measured[name] for name in names]]
            return engine.History(names, np.array([epoch]), np.array(row))
        if set(self.history) != {"epoch", *names}:
            raise _invalid("/history", say("saved_metrics"))
        if len({len(column) for column in self.history.values()}) > 1:
            raise _invalid("/history", say("saved_columns"))
        epochs = np.array(self.history["epoch"], float)
        ascending = len(epochs) > 0 and bool((np.diff(epochs) > 0).all() and epochs[0] >= 0)
        if not ascending or (epochs % 1).any() or epochs[-1] != epoch:
            raise _invalid("/history/epoch", say("saved_order", last=epoch))
        columns = [np.array(self.history[name], float) for name in names]
        return engine.History(names, epochs.astype(np.int64), np.stack(columns, axis=1))


def _rows(state: engine.State) -> list[list[Row]]:
    short = shortened if state.spec.network.dtype == "float32" else float
    return [
        [[short(value) for value in row] for row in (*layer.W, layer.b)]
        for layer in Weights.of(state)
    ]


def _told(layers: list[list[Row]]) -> list[list[list[float | Beyond]]]:
    return [[[_word(value) for value in row] for row in layer] for layer in layers]


def _word(value: float) -> float | Beyond:
    if math.isfinite(value):
        return value
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def _vector(
    layers: Sequence[Sequence[Sequence[float | Beyond]]], first: engine.State, pointer: str
) -> Array:
    """The rows of all layers in one vector, as the engine holds them."""
    expected = [(len(layer.W) + 1, len(layer.b)) for layer in Weights.of(first)]
    if len(layers) != len(expected):
        raise _invalid(pointer, say("saved_layers", count=len(expected)))
    for number, (layer, (rows, columns)) in enumerate(zip(layers, expected, strict=True)):
        if len(layer) != rows or any(len(row) != columns for row in layer):
            raise _invalid(f"{pointer}/{number}", say("saved_rows", rows=rows, columns=columns))
    with np.errstate(over="ignore"):
        numbers = np.array([float(v) for layer in layers for row in layer for v in row])
        vector = numbers.astype(first.parameters.dtype)
    if not np.isfinite(vector[np.isfinite(numbers)]).all():
        raise _invalid(pointer, say("saved_too_large", dtype=str(vector.dtype)))
    return vector


def _thinned(history: engine.History) -> engine.History:
    stride = -(-len(history) // MOST_ROWS) or 1
    keep = slice((len(history) - 1) % stride, None, stride)  # the newest is always kept
    return engine.History(history.names, history.epochs[keep], history.values[keep])


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _invalid(pointer: str, sentence: engine.Sentence) -> Invalid:
    return Invalid([FieldError.at(pointer, sentence)])
