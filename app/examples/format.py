"""What an example's file holds; pydantic names every mistake in a field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

import engine
from app.lessons import EVER, STRICT, Claim, Subject, spec_fault
from app.sentences import say

Group = Literal["works", "fails", "texts"]
"""What runs well, what goes wrong and why, and what the classic texts print."""


class Printed(Subject):
    """A number that a text prints, and what it is of in a run."""

    what: str = Field(description="A measure, such as loss.")
    name: str = Field(min_length=1, max_length=80, description="What the text calls it.")
    epoch: int = Field(0, ge=0, le=20_000, description="Of which epoch the end is meant.")
    value: str = Field(max_length=30, description="The number as it is printed, with its digits.")
    off_by: float | None = Field(
        None, gt=0, description="How far ours may be from it; none: half of its last digit."
    )

    @field_validator("value")
    @classmethod
    def _is_a_number(cls, value: str) -> str:
        try:
            finite = Decimal(value).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise engine.invalid(say("printed_number"))
        return value

    @property
    def half_digit(self) -> float:
        """So far a number may be off to be printed like this one."""
        exponent = Decimal(self.value).as_tuple().exponent
        return 0.5 * 10.0 ** int(exponent)

    @property
    def tolerance(self) -> float:
        """So far ours may be off."""
        return self.off_by or self.half_digit

    @property
    def differs(self) -> bool:
        """Whether ours is known to be another than the one that is printed."""
        return self.tolerance > self.half_digit


class Cure(BaseModel):
    """What helps against what goes wrong."""

    model_config = STRICT

    sentence: str = Field(min_length=1, max_length=200)
    spec: dict[str, Any] = Field(description="What differs from the example's spec.")
    claims: tuple[Claim, ...] = Field(strict=False, min_length=1)


class Example(BaseModel):
    """One example, as its file has it."""

    model_config = STRICT
    stand_ins: ClassVar[Mapping[str, Any]] = {
        "title": "?",
        "group": "fails",
        "sentence": "?",
        "source": "?",
        "epochs": 0,
        "claims": [{"says": "?", "holds": [EVER]}],
        "printed": [{"name": "?", "what": "epoch", "value": "0"}],
    }
    """What may stand for a part at fault while the others are looked at."""

    title: str = Field(min_length=1, max_length=60)
    group: Group
    sentence: str = Field(min_length=1, max_length=300)
    look: str = Field("", max_length=300, description="What to look at.")
    source: str = Field("", max_length=200, description="Which text prints the numbers.")
    spec: dict[str, Any] = Field(description="What differs from the default spec.")
    epochs: int = Field(ge=0, le=20_000, description="How far to train to see it.")
    claims: tuple[Claim, ...] = Field((), strict=False)
    printed: tuple[Printed, ...] = Field((), strict=False, max_length=20)
    differs: str = Field("", max_length=300, description="Why numbers differ, where they do.")
    cure: Cure | None = None

    @field_validator("spec")
    @classmethod
    def _spec_is_one(cls, value: dict[str, Any]) -> dict[str, Any]:
        if fault := spec_fault({}, value):
            raise engine.invalid(fault)
        return value

    @model_validator(mode="after")
    def _is_proved(self) -> Example:
        if not self.claims and not self.printed:
            raise engine.invalid(say("example_unproved"))
        if self.printed and not self.source:
            raise engine.invalid(say("example_source"))
        if any(row.differs for row in self.printed) != bool(self.differs):
            raise engine.invalid(say("example_differs"))
        return self
