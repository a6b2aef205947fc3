"""Some of a network's weights and biases, named by their place: what is given, and what training
leaves as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, field_validator

from engine.choice import STRICT
from engine.sentences import Sentence, say
from engine.whole import WholeOr

INPUT = WholeOr("bias", least=0)
LARGEST = 1e6


class Parameters(BaseModel):
    """Weights and biases of a layer or of one unit, all of them or some."""

    model_config = STRICT

    layer: int = Field(ge=0, description="0 is the first hidden layer; the output layer is last.")
    unit: int | None = Field(None, ge=0, description="The unit they lead to; none: every unit.")
    input: Annotated[int | Literal["bias"], INPUT] | None = Field(
        None,
        description="The input or unit they come from, or bias; none: all weights and the bias.",
    )
    value: float | None = None

    def within(self, block: NDArray[Any]) -> tuple[int | slice, int | slice]:
        """The rows and columns of the layer's block (d_in + 1, d_out) that are meant."""
        rows: int | slice = slice(None)
        if self.input is not None:
            rows = len(block) - 1 if self.input == "bias" else self.input
        return rows, slice(None) if self.unit is None else self.unit


class Frozen(Parameters):
    """Weights and biases that no update moves: of a layer or of one unit, all of them or some."""

    value: float | None = Field(
        None,
        ge=-LARGEST,
        le=LARGEST,
        description="What they are held at from the start: a layer whose biases are held at 0 is "
        "one without biases. None: wherever they are.",
    )


class Weight(Parameters):
    """One weight or bias, and the value it is to have."""

    unit: int = Field(ge=0, description="The unit it leads to.")
    input: Annotated[int | Literal["bias"], INPUT] | None = Field(
        "bias", description="The input or unit it comes from, or bias, which null means as well."
    )
    value: float = Field(ge=-LARGEST, le=LARGEST)

    @field_validator("input")
    @classmethod
    def _one_word(cls, given: int | str | None) -> int | str:
        return "bias" if given is None else given

    @property
    def place(self) -> tuple[int, int, int | str | None]:
        """Where it is in a network."""
        return self.layer, self.unit, self.input


def faults(named: Parameters, widths: Sequence[int]) -> dict[str, Sentence]:
    """Which of its fields name what a network of these widths, from inputs to outputs, has not."""
    if named.layer > len(widths) - 2:
        return {"layer": say("weight_layer", last=len(widths) - 2)}
    d_in, d_out = widths[named.layer : named.layer + 2]
    found = {}
    if named.unit is not None and named.unit >= d_out:
        found["unit"] = say("weight_unit", last=d_out - 1)
    if isinstance(named.input, int) and named.input >= d_in:
        found["input"] = say("weight_input", last=d_in - 1)
    return found


def contradictions(named: Iterable[Parameters]) -> list[int]:
    """The numbers of those that have another value than one before them for the same weight."""
    some = object()
    held: dict[tuple[int, object, object], set[float]] = {}
    found = []
    for number, each in enumerate(named):
        if each.value is None:
            continue
        # Whatever covers it, or lies within it.
        units = (some,) if each.unit is None else (each.unit, None)
        inputs = (some,) if each.input is None else (each.input, None)
        others = [held.get((each.layer, *where), set()) for where in product(units, inputs)]
        if any(values - {each.value} for values in others):
            found.append(number)
        for where in product((each.unit, some), (each.input, some)):
            held.setdefault((each.layer, *where), set()).add(each.value)
    return found


def write(named: Iterable[Parameters], blocks: Sequence[NDArray[np.floating[Any]]]) -> None:
    """Write what has a value into the blocks (d_in + 1, d_out) of all layers."""
    for each in named:
        if each.value is not None:
            block = blocks[each.layer]
            block[each.within(block)] = each.value


def mark(named: Iterable[Parameters], blocks: Sequence[NDArray[np.bool_]]) -> None:
    """Write True into the blocks of all layers where something is named."""
    for each in named:
        block = blocks[each.layer]
        block[each.within(block)] = True


def merged(before: Iterable[Weight], after: Iterable[Weight]) -> tuple[Weight, ...]:
    """What is given, and what is given after it: of two values for one place the later."""
    return tuple({each.place: each for each in (*before, *after)}.values())
