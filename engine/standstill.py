"""A standstill is a network that does not move although there is something left to learn, and why.

Divergence ends a run; a standstill only looks like patience, so it has to be said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.datasets import points
from engine.observe import Frame
from engine.state import State

UPDATES = 1000
STILL, MOVING = 1e-4, 1e-2
"""A network whose weights change by less than this share of their length in so many updates stands
still; where it would change by that share but for a setting, the setting is to blame."""
VANISHED = 1e-3
"""The share of the longest gradient of a layer which the first layer's has to have at the least."""
FAR = 1000.0
"""Values this large are out of reach for weights and learning rates that are made for about 1."""
LEARNED = 0.5
"""The R² from which on they have been reached all the same."""


@dataclass(frozen=True)
class Standstill:
    """Why a network stands still."""

    kind: str
    cause: str
    """One sentence for a person."""


def standstill(state: State, frame: Frame) -> Standstill | None:
    """Why the network of a state, whose frame this is, stands still; None where it moves, or has
    come to the bottom."""
    return _no_weights(state, frame) or _out_of_reach(state, frame) or _too_slow(state, frame)


def _no_weights(state: State, frame: Frame) -> Standstill | None:
    if len(frame.blocks) < 2 or any(block[:-1].any() for block in frame.blocks):
        return None
    if state.spec.network.initializer.kind == "zeros":
        words = "All weights are 0, so that no unit is told from another: draw other first weights."
    else:
        words = "All weights are 0: the penalty costs more than there is to gain. Lower its rate."
    return Standstill("no_weights", words)


def _out_of_reach(state: State, frame: Frame) -> Standstill | None:
    drawn = points(state.spec.data)
    largest = float(abs(drawn.goals).max())
    if state.spec.data.task != "regression" or largest < FAR or frame.metrics["r2"] > LEARNED:
        return None
    words = f"Values up to {largest:.3g} are out of reach for steps of this size: scale the values."
    return Standstill("values_out_of_reach", words)


def _too_slow(state: State, frame: Frame) -> Standstill | None:
    optimizer = state.spec.training.optimizer
    length = math.hypot(*frame.gradient_norms)
    size = math.hypot(*frame.weight_norms) or 1.0
    rate, usual = optimizer.learning_rate, type(optimizer)().learning_rate
    if not optimizer.folds_rate:
        # These make steps of about the same size, however long the gradient is.
        pull = kept = math.sqrt(state.parameters.size) if length else 0.0
    else:
        pull, kept = length, min(length, optimizer.clip_norm or length)
    if UPDATES * rate * kept / size < STILL:
        if UPDATES * rate * pull / size > MOVING:
            words = f"The clip norm of {optimizer.clip_norm:g} leaves next to nothing of a gradient"
            return Standstill("clip_too_small", f"{words} of length {length:.2g}: raise it.")
        if UPDATES * usual * pull / size > MOVING:
            words = f"The learning rate of {rate:g} is too small to move anything: raise it."
            return Standstill("rate_too_small", words)
    first, longest = frame.gradient_norms[0], max(frame.gradient_norms)
    if optimizer.folds_rate and len(frame.blocks) > 2 and 0 < first < VANISHED * longest:
        words = (
            f"The gradient vanishes on its way back: the first layer's is {longest / first:.0f} "
            "times shorter than the longest. Fewer layers, another activation or Adam may help."
        )
        return Standstill("gradient_vanishes", words)
    return None
