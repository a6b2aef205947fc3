"""A standstill is a network that does not move although there is something left to learn, and why.

Divergence ends a run; a standstill only looks like patience, so it has to be said.
"""

from __future__ import annotations

import math

from engine.datasets import points
from engine.observe import Frame, Vitals
from engine.sentences import Sentence, say
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


def standstill(state: State, frame: Frame | Vitals) -> Sentence | None:
    """Why the network of a state, whose frame this is (with its health), stands still; None where
    it moves, or has come to the bottom."""
    return _no_weights(state, frame) or _out_of_reach(state, frame) or _too_slow(state, frame)


def _no_weights(state: State, frame: Frame | Vitals) -> Sentence | None:
    if len(frame.blocks) < 2 or any(block[:-1].any() for block in frame.blocks):
        return None
    drawn_zero = state.spec.network.initializer.kind == "zeros"
    return say("first_weights_zero" if drawn_zero else "weights_zero")


def _out_of_reach(state: State, frame: Frame | Vitals) -> Sentence | None:
    drawn = points(state.spec.data)
    largest = float(abs(drawn.goals).max())
    if state.spec.data.task != "regression" or largest < FAR or frame.metrics["r2"] > LEARNED:
        return None
    return say("values_out_of_reach", largest=largest)


def _too_slow(state: State, frame: Frame | Vitals) -> Sentence | None:
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
            return say("clip_too_small", limit=optimizer.clip_norm, length=length)
        if UPDATES * usual * pull / size > MOVING:
            return say("rate_too_small", rate=rate)
    first, longest = frame.gradient_norms[0], max(frame.gradient_norms)
    if optimizer.folds_rate and len(frame.blocks) > 2 and 0 < first < VANISHED * longest:
        return say("gradient_vanishes", times=longest / first)
    return None
