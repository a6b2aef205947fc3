"""Many networks of one shape train together, stacked in arrays with one more axis.

A small network spends its time on calling NumPy, not on numbers; stacked, one call serves them all.
That is what a sweep over seeds, learning rates or noise is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.arrays import Array, read_only
from engine.batches import upcoming_batches
from engine.datasets import points
from engine.metrics import LARGEST
from engine.network import Shape
from engine.state import History, State
from engine.train import (
    DRIFT_LIMIT,
    WORST_RATIO,
    advance,
    check_budget,
    drift_after,
    drift_memory,
)
from engine.workspace import Workspace, borrow

FEWEST = 4
"""Fewer than this are not worth stacking."""
WIDEST = 48
"""Nor are layers wider than this: there the numbers themselves take the time."""


def advance_many(
    states: Sequence[State],
    *,
    epochs: int | None = None,
    steps: int | None = None,
    samples: int | None = None,
) -> list[State]:
    """Each state after so much more training, as by `advance`, to rounding.

    States whose Specs differ in nothing but seeds, noise, the kind of points and the learning rate
    train together; any others one by one. Raises BudgetError.
    """
    check_budget(epochs, steps, samples)
    budget: dict[str, Any] = {"epochs": epochs, "steps": steps, "samples": samples}
    groups: dict[object, list[int]] = {}
    for k, state in enumerate(states):
        groups.setdefault(_likeness(state), []).append(k)
    results = list(states)
    for members in groups.values():
        group = [states[k] for k in members]
        stacked = (
            len(group) >= FEWEST
            and max(Shape.of(group[0].spec).widths) <= WIDEST
            and group[0].outcome is None
        )
        later = _stacked(group, **budget) if stacked else [advance(s, **budget) for s in group]
        for k, state in zip(members, later, strict=True):
            results[k] = state
    return results


def _likeness(state: State) -> object:
    """What has to be equal for two states to be stacked."""
    spec, drawn = state.spec, points(state.spec.data)
    optimizer = spec.training.optimizer
    return (
        Shape.of(spec),
        tuple(layer.activation for layer in spec.network.hidden_layers),
        spec.network.dtype,
        spec.training.model_copy(
            update={"seed": 0, "optimizer": optimizer.model_copy(update={"learning_rate": 1.0})}
        ),
        spec.data.task,
        spec.data.width,
        drawn.train,
        drawn.x.shape[1],
        state.step,
        state.seen,
        state.outcome is not None,
    )


def _stacked(
    states: list[State], epochs: int | None, steps: int | None, samples: int | None
) -> list[State]:
    with borrow(*states) as workspace:
        later = _Stack(workspace, states).train(epochs, steps, samples)
    budget: dict[str, Any] = {"epochs": epochs, "steps": steps, "samples": samples}
    # What goes wrong is done again alone, where the first unsound step is looked for.
    return [
        advance(state, **budget) if new is None else new
        for state, new in zip(states, later, strict=True)
    ]


class _Stack:
    """One call of `advance_many` on states of one likeness, on a borrowed workspace."""

    def __init__(self, workspace: Workspace, states: list[State]):
        self.workspace, self.states = workspace, states
        self.step, self.seen = states[0].step, states[0].seen
        self.sound = np.ones(len(states), bool)
        self.start_losses = np.array([state.start_loss for state in states])
        self.drifts = np.array([state.drift for state in states])
        self.memory = drift_memory(states[0].spec)
        self.epochs: list[int] = []
        self.values: list[Array] = []

    def train(
        self, epochs: int | None, steps: int | None, samples: int | None
    ) -> list[State | None]:
        """The later states; None for one that went wrong."""
        n = self.workspace.train
        size = self.workspace.spec.training.batch_of(n)
        budget = steps or samples
        goal = (self.seen // n + epochs) * n if epochs else None
        while self.seen < goal if goal is not None else budget != 0:
            epoch = self.seen // n
            for batches in upcoming_batches(n, 1 if samples else size, self.seen % n, budget):
                self.workspace.update(epoch, batches, self.step)
                self.step += batches.count
                self.seen += batches.count * batches.size
                if budget is not None:
                    budget -= batches.count
            if self.seen % n == 0:
                self._end_epoch()
        return self._results()

    def _end_epoch(self) -> None:
        measured = np.stack(self.workspace.metrics.measure(), axis=-1).astype(float)
        self.epochs.append(self.seen // self.workspace.train)
        self.values.append(measured)
        losses = measured[:, 0]
        ratios = np.minimum(losses / self.start_losses, WORST_RATIO)
        self.drifts = drift_after(self.drifts, ratios, self.memory)
        self.sound &= (losses < LARGEST) & (self.drifts <= DRIFT_LIMIT)

    def _results(self) -> list[State | None]:
        vectors = self.workspace.vectors
        epochs, values = np.array(self.epochs, np.int64), np.array(self.values, np.float64)
        sound = self.sound & np.isfinite(np.square(vectors.parameters).sum(axis=-1))
        later: list[State | None] = []
        for k, state in enumerate(self.states):
            history = state.history
            if self.epochs:
                history += History(history.names, epochs, values[:, k])
            new = replace(
                state,
                parameters=read_only(vectors.parameters[k].copy()),
                slots=read_only(vectors.slots[:, k].copy()),
                step=self.step,
                seen=self.seen,
                history=history,
                drift=float(self.drifts[k]),
            )
            later.append(new if sound[k] else None)
        return later
