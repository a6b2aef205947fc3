"""What training leaves as it is: single weights and biases, units, or whole layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field

from engine.choice import STRICT
from engine.sentences import Sentence, say
from engine.whole import WholeOr


class Frozen(BaseModel):
    """Weights and biases that no update moves: of a layer or of one unit, all of them or some."""

    model_config = STRICT

    layer: int = Field(ge=0, description="0 is the first hidden layer; the output layer is last.")
    unit: int | None = Field(None, ge=0, description="The unit they lead to; none: every unit.")
    input: Annotated[int | Literal["bias"], WholeOr("bias", least=0)] | None = Field(
        None,
        description="The input or unit they come from, or bias; none: all weights and the bias.",
    )
    value: float | None = Field(
        None,
        ge=-1e6,
        le=1e6,
        description="What they are held at from the start: a layer whose biases are held at 0 is "
        "one without biases. None: wherever they are.",
    )

    def within(self, block: NDArray[Any]) -> tuple[int | slice, int | slice]:
        """The rows and columns of the layer's block (d_in + 1, d_out) that are meant."""
        rows: int | slice = slice(None)
        if self.input is not None:
            rows = len(block) - 1 if self.input == "bias" else self.input
        return rows, slice(None) if self.unit is None else self.unit


def faults(frozen: Frozen, widths: Sequence[int]) -> dict[str, Sentence]:
    """Which of its fields name what a network of these widths, from inputs to outputs, has not."""
    if frozen.layer > len(widths) - 2:
        return {"layer": say("weight_layer", last=len(widths) - 2)}
    d_in, d_out = widths[frozen.layer : frozen.layer + 2]
    found = {}
    if frozen.unit is not None and frozen.unit >= d_out:
        found["unit"] = say("weight_unit", last=d_out - 1)
    if isinstance(frozen.input, int) and frozen.input >= d_in:
        found["input"] = say("weight_input", last=d_in - 1)
    return found


def hold(frozen: Sequence[Frozen], blocks: Sequence[NDArray[np.floating[Any]]]) -> None:
    """Write what is held at a value into the blocks (d_in + 1, d_out) of all layers."""
    for each in frozen:
        if each.value is not None:
            block = blocks[each.layer]
            block[each.within(block)] = each.value


def mark(frozen: Sequence[Frozen], blocks: Sequence[NDArray[np.bool_]]) -> None:
    """Write True into the blocks of all layers where no update moves anything."""
    for each in frozen:
        block = blocks[each.layer]
        block[each.within(block)] = True
