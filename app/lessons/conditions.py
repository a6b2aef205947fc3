"""A condition is one thing that should hold of a run: a number within bounds, or a setting."""

from __future__ import annotations

from functools import reduce
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

import engine
from app.lessons.measures import MEASURES, Measured, Value, is_number
from app.sentences import say
from engine import Sentence

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, frozen=True)


class Subject(BaseModel):
    """What is looked at in a run: a number that the engine measures."""

    model_config = STRICT

    what: str | None = Field(None, description="A measure, such as val_accuracy.")
    point: tuple[float, float] | None = Field(None, strict=False, description="For an answer.")
    target: float | None = Field(None, description="The point's right answer, for its loss.")
    output: int = Field(0, ge=0, description="Which output, counted from 0.")
    input: int = Field(0, ge=0, description="Which input of that output a weight is for, from 0.")
    of_class: int = Field(1, ge=0, description="Which class, counted from 0.")

    @model_validator(mode="after")
    def _can_be_measured(self) -> Self:
        if self.what is None:
            return self
        if self.what not in MEASURES:
            raise engine.invalid(say("condition_measure", known=", ".join(sorted(MEASURES))))
        if MEASURES[self.what].needs_point and self.point is None:
            raise engine.invalid(say("condition_point"))
        if MEASURES[self.what].needs_target and self.target is None:
            raise engine.invalid(say("condition_target"))
        return self


class Condition(Subject):
    """One thing that should hold of a run. It looks at `what`, a number the engine measures, or at
    `field`, a place in the run's spec; and asks for at least, at most, or exactly so much."""

    field: str | None = Field(None, description="A place in the spec; * stands for every item.")
    at_least: float | None = None
    at_most: float | None = None
    equals: float | str | bool | None = Field(None, union_mode="left_to_right")
    within: int | None = Field(
        None, ge=1, description="Asks it of the end of any epoch up to this one, not of now."
    )
    says: str = Field("", description="The condition in words; made from the rest when left out.")
    otherwise: str = Field("", description="What to do where it does not hold.")

    @model_validator(mode="after")
    def _whole(self) -> Condition:
        if (self.what is None) == (self.field is None):
            raise engine.invalid(say("condition_subject"))
        if self.at_least is None and self.at_most is None and self.equals is None:
            raise engine.invalid(say("condition_bound"))
        if self.field is not None and not self.says:
            raise engine.invalid(say("condition_says"))
        if self.what is not None and self.within is not None:
            known = sorted(name for name in MEASURES if MEASURES[name].in_history)
            if self.what not in known:
                raise engine.invalid(say("condition_within", known=", ".join(known)))
        return self

    def sentence(self) -> Sentence:
        """The condition in words; those of a lesson's writer have no code."""
        if self.says or self.what is None:
            return Sentence(detail=self.says)
        said = MEASURES[self.what].said
        where = say("anywhere")
        if self.point:
            where = say("at_point", x1=self.point[0], x2=self.point[1])
        if MEASURES[self.what].of_one_class:
            where = say("of_class", number=self.of_class)
        bounds = []
        if self.equals is not None:
            bounds.append(say("is_equal", equals=said(self.equals)))
        if self.at_least is not None:
            bounds.append(say("is_at_least", at_least=said(self.at_least)))
        if self.at_most is not None:
            bounds.append(say("is_at_most", at_most=said(self.at_most)))
        asked = reduce(lambda one, other: say("both_bounds", one=one, other=other), bounds)
        measure = say(f"measure_{self.what}")
        if self.within is not None:
            return say("asked_within", measure=measure, bounds=asked, within=self.within)
        return say("asked", measure=measure, where=where, bounds=asked)

    def find(self, run: Measured) -> Finding:
        """What a run says to this condition."""
        if self.within is not None:
            values: list[Value] = [self._best(run)]
        elif self.what is not None:
            values = [run.measure(self)]
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
        found = {"value": _plain(value), "is_share": is_share, "passed": passed}
        return Finding.of(self.sentence(), None if passed else self._advice(run), **found)

    def _best(self, run: Measured) -> float | None:
        """Of the epochs that count, the value nearest to what is asked."""
        values = [value for epoch, value in run.rows(self) if epoch <= (self.within or 0)]
        suiting = next((value for value in values if self._suits(value)), None)
        if suiting is not None or not values:
            return suiting
        return max(values) if self.at_least is not None else min(values)

    def _advice(self, run: Measured) -> Sentence | None:
        """What to do where it does not hold, as far as that can be told."""
        epoch = run.epoch
        if self.otherwise:
            return Sentence(detail=self.otherwise)
        if self.within is not None:
            late = epoch >= self.within
            return say("advice_late" if late else "advice_early", epoch=self.within)
        if self.what in ("epoch", "step"):
            least = self.equals if is_number(self.equals) else self.at_least
            value = run.measure(self) or 0
            if least is not None and value < float(least):
                return say("advice_go_on")
            return say("advice_reset")
        if epoch == 0 and self.what is not None and MEASURES[self.what].in_history:
            return say("advice_train")
        return None

    def _suits(self, value: Value) -> bool:
        if value is None:
            return False
        if self.equals is not None and value != self.equals:
            return False
        bounded = self.at_least is not None or self.at_most is not None
        if not bounded:
            return True
        if not is_number(value):
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
    advice: Sentence | None = None
    """What to do about it, where that can be told."""

    @classmethod
    def of(cls, sentence: Sentence, advice: Sentence | None, **found: Any) -> Finding:
        """What became of a condition of these words."""
        words = {"says": sentence.detail, "code": sentence.code, "params": sentence.params}
        return cls(**words, advice=advice, **found)


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, (int, float, str, bool)):
        return value
    return str(value)
