"""An update is what becomes of a gradient: the penalty's pull, a limit to its length, the
optimizer's step, and the penalty's shrinking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, Call, Vectors
from engine.network import Shape, frozen_in
from engine.spec import Training
from engine.state import State

Block = list[list[float]]


def update_calls(training: Training, vectors: Vectors) -> list[Call]:
    """Calls that make one update of the parameters, and the slots, in place; they may leave
    anything in the gradients."""
    regularizer, optimizer = training.regularizer, training.optimizer
    step = [
        *pull_calls(training, vectors),
        *optimizer.clip_calls(vectors),
        *optimizer.calls(vectors),
    ]
    if regularizer.l1_rate > 0:
        reach = np.empty_like(vectors.parameters)
        step += optimizer.reach_calls(vectors, reach)
        if optimizer.clip_norm > 0:
            step.append(partial(np.multiply, reach, vectors.share, reach))
        step += regularizer.shrink_calls(vectors, reach)
    return step if vectors.frozen is None else _keeping(vectors, vectors.frozen, step)


def pull_calls(training: Training, vectors: Vectors) -> list[Call]:
    """Calls that make the gradient of the loss the one that training follows: with the penalty's
    pull, and none where nothing is to move."""
    calls = training.regularizer.gradient_calls(vectors)
    if vectors.frozen is None:
        return calls
    return [*calls, partial(np.copyto, vectors.gradients, 0, "same_kind", vectors.frozen)]


def _keeping(vectors: Vectors, frozen: NDArray[np.bool_], step: list[Call]) -> list[Call]:
    """The step, after which what is frozen is where it was, whatever moves without a gradient:
    momentum from before, and weights that fade or shrink."""
    before = np.empty_like(vectors.parameters)
    return [
        partial(np.copyto, before, vectors.parameters),
        *step,
        partial(np.copyto, vectors.parameters, before, "same_kind", frozen),
    ]


@dataclass(frozen=True)
class LayerUpdate:
    """What an update does to one layer. Every block is (d_in + 1, d_out), the bias last."""

    gradient: Block
    """g, as the optimizer is given it: with the penalty's pull, and clipped."""
    before: dict[str, Block]
    """What the optimizer remembers, by the letters of its formula."""
    after: dict[str, Block]
    """The same once it has taken g in."""
    weights: Block
    """The new weights and biases."""


@dataclass(frozen=True)
class Update:
    """One update, to follow by hand."""

    number: int
    """t, counted from 1."""
    rule: str
    """The optimizer's formula, as its settings have it."""
    rate: float
    """The learning rate of this update, η, as its schedule has it."""
    length: float
    """The length √Σg² of the whole gradient before it is clipped."""
    clipped_to: float | None
    """What that length is shortened to; None where it is left as it is."""
    layers: list[LayerUpdate]


def update_of(state: State, gradients: Array) -> Update:
    """The update that a state's optimizer would make of ∂loss/∂P (p,), in float64."""
    training = state.spec.training
    optimizer, number = training.optimizer, state.step + 1
    rate = optimizer.rate(number)

    plain = _vectors(state, gradients, rate, 1.0)
    _make(pull_calls(training, plain))
    length = float(np.sqrt(np.square(plain.gradients).sum()))
    _make(optimizer.clip_calls(plain))

    scale = rate if optimizer.folds_rate else 1.0
    vectors = _vectors(state, gradients * scale, rate, scale)
    before = optimizer.remembered(vectors.slots.copy())
    _make(update_calls(training, vectors))
    after = optimizer.remembered(vectors.slots)

    shape = Shape.of(state.spec)

    def blocks(vector: Array) -> list[Block]:
        return [block.tolist() for block in shape.blocks(vector)]

    def by_layer(vectors: dict[str, Array]) -> list[dict[str, Block]]:
        lists = {letter: blocks(vector) for letter, vector in vectors.items()}
        return [{letter: each[k] for letter, each in lists.items()} for k in range(layers)]

    layers = len(shape.widths) - 1
    clips = 0 < optimizer.clip_norm < length
    parts = zip(
        blocks(plain.gradients),
        by_layer(before),
        by_layer(after),
        blocks(vectors.parameters),
        strict=True,
    )
    return Update(
        number=number,
        rule=optimizer.rule,
        rate=rate,
        length=length,
        clipped_to=optimizer.clip_norm if clips else None,
        layers=[LayerUpdate(*part) for part in parts],
    )


def _vectors(state: State, gradients: Array, rate: float, scale: float) -> Vectors:
    optimizer = state.spec.training.optimizer
    _, *factors = optimizer.numbers(state.step + 1, optimizer.learning_rate)
    return Vectors(
        parameters=state.parameters.astype(float),
        gradients=gradients.astype(float),
        slots=state.slots.astype(float),
        is_weight=Shape.of(state.spec).is_weight(np.dtype(np.float64)),
        rate=np.array(rate),
        factors=np.array(factors, float),
        scale=np.array(scale),
        share=np.ones(()),
        frozen=frozen_in(state.spec),
    )


def _make(calls: list[Call]) -> None:
    with np.errstate(all="ignore"):
        for call in calls:
            call()
