"""Many networks of one shape train together, stacked in arrays with one more axis.

A small network spends its time on calling NumPy, not on numbers; stacked, one call serves them all.
That is what a sweep over seeds, learning rates or noise is made of.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, read_only
from engine.batches import upcoming_batches
from engine.datasets import points
from engine.metrics import LARGEST
from engine.network import Shape
from engine.observe import vitals
from engine.packed import packed, unpacked
from engine.sentences import Sentence
from engine.spec import Spec
from engine.standstill import standstill
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
NEARLY = 1 - 1e-4
"""Stacked, losses are what they are alone but for rounding: whatever comes as near as this to the
limit of a divergence is done again alone, where it is decided."""


@dataclass(frozen=True, eq=False)
class Lot:
    """States that train side by side, and travel to another process and back in one piece: what
    their Specs have in common is sent once."""

    specs: tuple[Spec, ...]
    states: tuple[State, ...]
    stacked: bool
    """Whether they are alike, and so train in one stack."""

    @classmethod
    def of(cls, states: Sequence[State], *, are_alike: bool) -> Lot:
        """A lot of these states; whether they are alike is known by `alike`."""
        stacked = are_alike and len(states) >= FEWEST
        return cls(tuple(state.spec for state in states), tuple(states), stacked)

    def at(self, states: Sequence[State]) -> Lot:
        """The same networks in other states."""
        return replace(self, states=tuple(states))

    def __len__(self) -> int:
        return len(self.states)

    def advance(self, *, steps: int) -> Lot:
        """The lot after so many more updates of each state, as by `advance_many`; one that has
        diverged on the way is to be taken out of it. Raises BudgetError."""
        check_budget(steps)
        if self.stacked:
            return self.at(_stacked(list(self.states), None, steps, None))
        return self.at([advance(each, steps=steps) for each in self.states])

    def standstills(self) -> list[Sentence | None]:
        """Why each network stands still, if it does."""
        groups = [self.states] if self.stacked else [(state,) for state in self.states]
        found = [vital for group in groups for vital in vitals(group)]
        return [
            None if state.outcome else standstill(state, vital)
            for state, vital in zip(self.states, found, strict=True)
        ]

    def only(self, members: Sequence[int]) -> Lot:
        """Some of its states, by their places in it."""
        specs, states = [self.specs[k] for k in members], [self.states[k] for k in members]
        return Lot(tuple(specs), tuple(states), self.stacked and len(members) >= FEWEST)

    def __getstate__(self) -> dict[str, object]:
        first = self.states[0]
        whole = [self.stacked and _abreast(state, first) for state in self.states]
        some = [state for state, is_whole in zip(self.states, whole) if is_whole]
        return {
            "specs": packed(self.specs),
            "stacked": self.stacked,
            "abreast": _packed_abreast(some) if some else None,
            "others": {
                k: {**state.__dict__, "spec": None}
                for k, state in enumerate(self.states)
                if not whole[k]
            },
        }

    def __setstate__(self, values: dict[str, Any]) -> None:
        specs: tuple[Spec, ...] = unpacked(values["specs"])
        others, abreast = values["others"], values["abreast"]
        rest = iter(_unpacked_abreast(*abreast) if abreast else ())
        each = [others[k] if k in others else next(rest) for k in range(len(specs))]
        states = tuple(State(**{**numbers, "spec": spec}) for spec, numbers in zip(specs, each))
        self.__dict__.update(specs=specs, states=states, stacked=values["stacked"])


def _abreast(state: State, other: State) -> bool:
    """Whether a state of a stack can travel in arrays together with another one."""
    return (
        (state.step, state.seen, state.outcome, state.first) == (other.step, other.seen, None, None)
    ) and np.array_equal(state.history.epochs, other.history.epochs)


def _packed_abreast(states: list[State]) -> tuple[Any, ...]:
    first = states[0]
    return (
        np.stack([state.parameters for state in states]),
        np.stack([state.slots for state in states]),
        np.stack([state.history.values for state in states]),
        [(state.start_loss, state.drift) for state in states],
        (first.step, first.seen, first.history.names, first.history.epochs),
    )


def _unpacked_abreast(
    parameters: Array,
    slots: Array,
    values: Array,
    losses: list[tuple[float, float]],
    common: tuple[int, int, tuple[str, ...], NDArray[np.int64]],
) -> list[dict[str, Any]]:
    step, seen, names, epochs = common
    return [
        {
            "parameters": parameters[k],
            "slots": slots[k],
            "step": step,
            "seen": seen,
            "history": History(names, epochs, values[k]),
            "start_loss": start_loss,
            "drift": drift,
        }
        for k, (start_loss, drift) in enumerate(losses)
    ]


def alike(states: Sequence[State]) -> list[list[int]]:
    """Which states train together as one stack, by their places; each of the others alone."""
    groups: dict[Hashable, list[int]] = {}
    for k, state in enumerate(states):
        groups.setdefault(_likeness(state) if _stacks(state) else k, []).append(k)
    found: list[list[int]] = []
    for members in groups.values():
        found += [members] if len(members) >= FEWEST else [[k] for k in members]
    return found


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
    results = list(states)
    for members in alike(states):
        group = [states[k] for k in members]
        stacked = len(group) > 1
        later = _stacked(group, **budget) if stacked else [advance(group[0], **budget)]
        for k, state in zip(members, later, strict=True):
            results[k] = state
    return results


def _stacks(state: State) -> bool:
    """Whether a state trains together with others that are alike."""
    return state.outcome is None and max(Shape.of(state.spec).widths) <= WIDEST


def _likeness(state: State) -> Hashable:
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
        self.sound &= (losses < NEARLY * LARGEST) & (self.drifts <= NEARLY * DRIFT_LIMIT)

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
