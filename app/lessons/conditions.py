"""A condition is one thing that should hold of a run: a number within bounds, or a setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

import engine
from app.sentences import say
from engine import Sentence

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, frozen=True)

Value = float | str | bool | None


class Condition(BaseModel):
    """One thing that should hold of a run. It looks at `what`, a number the engine measures, or at
    `field`, a place in the run's spec; and asks for at least, at most, or exactly so much."""

    model_config = STRICT

    what: str | None = Field(None, description="A measure, such as val_accuracy.")
    field: str | None = Field(None, description="A place in the spec; * stands for every item.")
    point: tuple[float, float] | None = Field(None, strict=False, description="For an answer.")
    target: float | None = Field(None, description="The point's right answer, for its loss.")
    output: int = Field(0, ge=0, description="Which output, counted from 0.")
    input: int = Field(0, ge=0, description="Which input of that output a weight is for, from 0.")
    at_least: float | None = None
    at_most: float | None = None
    equals: float | str | bool | None = Field(None, union_mode="left_to_right")
    says: str = Field("", description="The condition in words; made from the rest when left out.")

    @model_validator(mode="after")
    def _whole(self) -> Condition:
        if (self.what is None) == (self.field is None):
            raise engine.invalid(say("condition_subject"))
        if self.at_least is None and self.at_most is None and self.equals is None:
            raise engine.invalid(say("condition_bound"))
        if self.field is not None and not self.says:
            raise engine.invalid(say("condition_says"))
        if self.what is not None:
            if self.what not in MEASURES:
                known = ", ".join(sorted(MEASURES))
                raise engine.invalid(say("condition_measure", known=known))
            if MEASURES[self.what].needs_point and self.point is None:
                raise engine.invalid(say("condition_point"))
            if MEASURES[self.what].needs_target and self.target is None:
                raise engine.invalid(say("condition_target"))
        return self

    def sentence(self) -> Sentence:
        """The condition in words; those of a lesson's writer have no code."""
        if self.says or self.what is None:
            return Sentence(detail=self.says)
        said = MEASURES[self.what].said
        where = say("anywhere")
        if self.point:
            where = say("at_point", x1=self.point[0], x2=self.point[1])
        bounds = []
        if self.equals is not None:
            bounds.append(say("is_equal", equals=said(self.equals)))
        if self.at_least is not None:
            bounds.append(say("is_at_least", at_least=said(self.at_least)))
        if self.at_most is not None:
            bounds.append(say("is_at_most", at_most=said(self.at_most)))
        asked = reduce(lambda one, other: say("both_bounds", one=one, other=other), bounds)
        return say("asked", measure=say(f"measure_{self.what}"), where=where, bounds=asked)

    def find(self, run: Measured) -> Finding:
        """What a run says to this condition."""
        if self.what is not None:
            values: list[Value] = [run.measure(self)]
        else:
            values = run.settings(self.field or "")
        passed = bool(values) and all(self._suits(value) for value in values)
        # Of several, the first that is amiss is the one to show.
        shown = next((value for value in values if not self._suits(value)), None)
        value = shown if not passed else values[0]
        measure = MEASURES[self.what] if self.what is not None else None
        if value is not None and measure is not None and measure.yes_or_no:
            value = bool(value)
        is_share = measure is not None and measure.is_share
        return Finding.of(self.sentence(), value=_plain(value), is_share=is_share, passed=passed)

    def _suits(self, value: Value) -> bool:
        if value is None:
            return False
        if self.equals is not None and value != self.equals:
            return False
        bounded = self.at_least is not None or self.at_most is not None
        if not bounded:
            return True
        if not _is_number(value):
            return False
        number = float(value)
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )


class Finding(BaseModel):
    """What became of a condition: its words, the run's value and whether it holds."""

    says: str
    code: str | None = Field(
        description="Which sentence that is; null where the lesson's writer has worded it."
    )
    params: dict[str, str | int | float] = Field(description="What was put into it.")
    value: float | str | bool | None
    is_share: bool = False
    """Whether the value is a share of one, which people read in percent."""
    passed: bool

    @classmethod
    def of(cls, sentence: Sentence, **found: Any) -> Finding:
        """What became of a condition of these words."""
        return cls(says=sentence.detail, code=sentence.code, params=sentence.params, **found)


class Measured:
    """A state, looked at only as closely as the conditions ask."""

    def __init__(self, state: engine.State) -> None:
        self.state = state

    @cached_property
    def frame(self) -> engine.Frame:
        """The state's frame; its maps are as small as can be."""
        return engine.observe(self.state, resolution=2, map_resolution=2)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The state's spec, as plain values."""
        return self.state.spec.model_dump(mode="json")

    def measure(self, condition: Condition) -> float | None:
        """The number a condition is about; None when this run has no such number."""
        measure = MEASURES[condition.what or ""]
        try:
            return measure.of(self, condition)
        except (KeyError, IndexError, ValueError):
            return None

    def settings(self, field: str) -> list[Value]:
        """Every value at a place in the spec."""
        places: list[Any] = [self.spec]
        for part in field.split("."):
            places = [inner for place in places for inner in _inside(place, part)]
        return places

    def trace(self, condition: Condition) -> engine.Trace:
        """The arithmetic of the condition's point."""
        return engine.trace(self.state, condition.point or (0.0, 0.0), condition.target)


def _inside(place: Any, part: str) -> list[Any]:
    if part == "*" and isinstance(place, list):
        return place
    if isinstance(place, list) and part.isdecimal() and int(part) < len(place):
        return [place[int(part)]]
    return [place[part]] if isinstance(place, dict) and part in place else []


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, (int, float, str, bool)):
        return value
    return str(value)


@dataclass(frozen=True)
class Measure:
    """A number that can be asked of a run; what a person calls it is among the sentences."""

    of: Callable[[Measured, Condition], float]
    needs_point: bool = False
    needs_target: bool = False
    yes_or_no: bool = False
    is_share: bool = False

    def said(self, value: float | str | bool) -> float | str:
        """A value of it, as a parameter of a sentence."""
        if not _is_number(value):
            return str(value)
        return Percent(value) if self.is_share else Number(value)


class Number(float):
    """A number that puts itself into words as short as can be."""

    def __format__(self, _: str) -> str:
        return f"{float(self):g}"


class Percent(float):
    """A share of one, which people read in percent."""

    def __format__(self, _: str) -> str:
        return f"{100 * float(self):g}\u00a0%"


def _metric(name: str) -> Measure:
    return Measure(lambda run, _: run.frame.metrics[name], is_share=name.endswith("accuracy"))


def _weights(run: Measured) -> Any:
    return np.concatenate([block[:-1].ravel() for block in run.frame.blocks])


MEASURES: dict[str, Measure] = {
    "loss": _metric("loss"),
    "val_loss": _metric("val_loss"),
    "accuracy": _metric("accuracy"),
    "val_accuracy": _metric("val_accuracy"),
    "r2": _metric("r2"),
    "val_r2": _metric("val_r2"),
    "gap": Measure(
        lambda run, _: run.frame.metrics["val_loss"] - run.frame.metrics["loss"],
    ),
    "epoch": Measure(lambda run, _: run.frame.epoch),
    "step": Measure(lambda run, _: run.state.step),
    "inputs": Measure(lambda run, _: len(run.state.spec.network.inputs)),
    "hidden_layers": Measure(lambda run, _: len(run.state.spec.network.hidden_layers)),
    "hidden_units": Measure(
        lambda run, _: sum(layer.units for layer in run.state.spec.network.hidden_layers),
    ),
    "parameters": Measure(lambda run, _: run.state.parameters.size),
    "largest_weight": Measure(lambda run, _: float(np.abs(_weights(run)).max())),
    "zero_weights": Measure(
        lambda run, _: float((_weights(run) == 0).mean()),
        is_share=True,
    ),
    "weight": Measure(lambda run, c: float(run.frame.blocks[-1][:-1][c.input, c.output])),
    "dead": Measure(lambda run, _: sum(run.frame.dead)),
    "saturated": Measure(lambda run, _: sum(run.frame.saturated)),
    "diverged": Measure(
        lambda run, _: float(run.state.outcome is not None),
        yes_or_no=True,
    ),
    "answer": Measure(lambda run, c: run.trace(c).answer[c.output], needs_point=True),
    "sum": Measure(lambda run, c: run.trace(c).layers[-1].z[c.output], needs_point=True),
    "point_loss": Measure(
        lambda run, c: _known(run.trace(c).loss),
        needs_point=True,
        needs_target=True,
    ),
    "point_slope": Measure(
        lambda run, c: abs(_known(run.trace(c).layers[-1].dz)[c.output]),
        needs_point=True,
        needs_target=True,
    ),
}


def _known(value: Any) -> Any:
    if value is None:
        raise ValueError("There is no such number without a target.")
    return value
