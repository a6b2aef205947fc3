"""Training is a pure function: a state and an amount of work in, a later state out.

The same state and amount always give the same numbers, to the bit, and it does not matter how the
work is cut: two advances of 10 steps are one advance of 20.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

import numpy as np

from engine.arrays import Array, read_only
from engine.batches import Batches, upcoming_batches
from engine.datasets import points
from engine.errors import BudgetError
from engine.metrics import LARGEST
from engine.network import initial_parameters
from engine.sentences import Sentence, say
from engine.spec import Spec
from engine.state import Diverged, History, State
from engine.workspace import Workspace, borrow, order_of

DRIFT_LIMIT = 1.25
"""Training has diverged once its loss, averaged over the last epochs, is this many times what it
was at the start."""
WORST_RATIO = 2.0
"""One bad epoch, which the next may put right, counts as no more than this many times the start."""
SMALLEST = sys.float_info.min
"""What a start_loss of nothing counts as, since there are no multiples of it."""
LARGEST_VALUE = 1000.0
"""Beyond it, it is the values that tear at the weights, whatever the learning rate."""
DRIFT_EPOCHS, DRIFT_UPDATES = 10, 350
"""How many epochs or so that average is over, and how many updates at the least: an epoch may be a
single update, and most optimizers need some hundred to recover from a bad beginning."""

Drift = TypeVar("Drift", float, Array)


def init(spec: Spec) -> State:
    """The state before training: first weights drawn, the loss of epoch 0 known."""
    parameters = read_only(initial_parameters(spec))
    slots = np.zeros((len(spec.training.optimizer.slots), parameters.size), parameters.dtype)
    empty = History((), np.empty(0, np.int64), np.empty((0, 0)))
    blank = State(spec, parameters, read_only(slots), step=0, seen=0, history=empty, start_loss=0)
    with borrow(blank) as workspace:
        names = workspace.metrics.names
        values = np.array([workspace.metrics.measure()], float)
        start_loss = start_loss_of(workspace, float(values[0, 0]))
    history = History(names, np.zeros(1, np.int64), values)
    return replace(blank, history=history, start_loss=start_loss)


def start_loss_of(workspace: Workspace, loss: float) -> float:
    """What later losses are multiples of, where training sets out from this train loss."""
    targets = workspace.targets[:, : workspace.train]
    indifferent = workspace.spec.training.loss.indifferent(targets)
    return min(max(loss, indifferent, SMALLEST), LARGEST)


def advance(
    state: State, *, epochs: int | None = None, steps: int | None = None, samples: int | None = None
) -> State:
    """The state after so much more training. Give one of:

    epochs   to the end of that many epochs; a part of one that is under way counts as one
    steps    so many updates, each on the rest of its batch
    samples  so many updates on a single point each

    A run that has diverged stays as it is. Raises BudgetError.
    """
    check_budget(epochs, steps, samples)
    if state.outcome is not None:
        return state
    with borrow(state) as workspace:
        return _Trainer(workspace, state).train(epochs, steps, samples)


def check_budget(*amounts: int | None) -> None:
    """Raises BudgetError unless exactly one amount is given, and that is positive."""
    given = [amount for amount in amounts if amount is not None]
    if len(given) != 1 or not isinstance(given[0], (int, np.integer)) or given[0] < 1:
        raise BudgetError(say("budget"))


def batches_per_epoch(spec: Spec) -> int:
    """How many updates an epoch makes."""
    n = training_points(spec)
    return math.ceil(n / spec.training.batch_of(n))


def training_points(spec: Spec) -> int:
    """How many points the network learns from."""
    return points(spec.data).train


def next_point(state: State) -> tuple[tuple[float, float], float | list[float]]:
    """The training point that the next update on a single point takes, (x1, x2), and its label: the
    number of its class, or its real value (a list where there are several)."""
    data = points(state.spec.data)
    epoch, place = divmod(state.seen, data.train)
    i = order_of(state.spec.training, epoch, data.train)[place]
    label = data.labels[..., i].tolist()
    return (float(data.x[0, i]), float(data.x[1, i])), label


class _Trainer:
    """One call of `advance`, on a borrowed workspace that holds the state's numbers."""

    def __init__(self, workspace: Workspace, state: State):
        self.workspace = workspace
        self.state = state
        self.step, self.seen = state.step, state.seen
        self.epochs: list[int] = []
        self.values: list[list[float]] = []
        self.outcome: Diverged | None = None
        self.drift, self.memory = state.drift, drift_memory(state.spec)
        self.sound = self._snapshot()

    def train(self, epochs: int | None, steps: int | None, samples: int | None) -> State:
        n = self.workspace.train
        if epochs is not None:
            goal = (self.seen // n + epochs) * n
            budget, size = None, self.state.spec.training.batch_of(n)
        else:
            goal, budget = None, steps or samples
            size = self.state.spec.training.batch_of(n) if steps else 1
        while self.outcome is None and (budget != 0 if goal is None else self.seen < goal):
            upcoming = upcoming_batches(n, size, self.seen % n, budget)
            self._updates(upcoming)
            if budget is not None:
                budget -= sum(batches.count for batches in upcoming)
            if not self._is_sound():
                self._find_first_unsound(upcoming)
            elif self.seen % n == 0:
                self._end_epoch()
            self.sound = self._snapshot()
        return self._result()

    def _updates(self, upcoming: Iterable[Batches]) -> None:
        for batches in upcoming:
            self.workspace.update(self.seen // self.workspace.train, batches, self.step)
            self.step += batches.count
            self.seen += batches.count * batches.size

    def _is_sound(self) -> bool:
        parameters = self.workspace.vectors.parameters
        return math.isfinite(parameters.dot(parameters))

    def _snapshot(self) -> tuple[int, int, Array, Array]:
        vectors = self.workspace.vectors
        return self.step, self.seen, vectors.parameters.copy(), vectors.slots.copy()

    def _restore(self) -> None:
        vectors = self.workspace.vectors
        self.step, self.seen, vectors.parameters[...], vectors.slots[...] = self.sound

    def _find_first_unsound(self, upcoming: Sequence[Batches]) -> None:
        """Do the updates again one by one, and stop before the one that breaks the numbers.

        So the outcome is the same however the work was cut.
        """
        self._restore()
        for batch in chain.from_iterable(batches.singly() for batches in upcoming):
            self.sound = self._snapshot()
            self._updates([batch])
            if not self._is_sound():
                broken = self.step
                self._restore()
                self._diverge(broken, say("weights_overflow"))
                return

    def _end_epoch(self) -> None:
        measured = list(map(float, self.workspace.metrics.measure()))
        self.epochs.append(self.seen // self.workspace.train)
        self.values.append(measured)
        ratio = min(measured[0] / self.state.start_loss, WORST_RATIO)
        self.drift = drift_after(self.drift, ratio, self.memory)
        if measured[0] >= LARGEST:
            self._diverge(self.step, say("loss_overflow"))
        elif self.drift > DRIFT_LIMIT:
            self._diverge(self.step, say("loss_stays_high"))

    def _diverge(self, step: int, sign: Sentence) -> None:
        epoch, cause = self.seen // self.workspace.train, _cause(self.state.spec, sign)
        self.outcome = Diverged(step, epoch, cause.detail, cause.code, cause.params)

    def _result(self) -> State:
        _, _, parameters, slots = self.sound
        history = self.state.history
        if self.epochs:
            history += History(history.names, np.array(self.epochs), np.array(self.values))
        return replace(
            self.state,
            parameters=read_only(parameters),
            slots=read_only(slots),
            step=self.step,
            seen=self.seen,
            history=history,
            outcome=self.outcome,
            drift=self.drift,
        )


def drift_memory(spec: Spec) -> float:
    """The share of the drift which is carried over from epoch to epoch."""
    return 1 - min(1 / DRIFT_EPOCHS, batches_per_epoch(spec) / DRIFT_UPDATES)


def drift_after(drift: Drift, ratio: Drift, memory: float) -> Drift:
    """The drift after an epoch that ended with this ratio of the train loss to start_loss, given
    the drift before it; of one run, or of many in arrays."""
    return memory * drift + (1 - memory) * ratio


def _cause(spec: Spec, sign: Sentence) -> Sentence:
    """The likeliest reason why a run of this Spec blew up, which showed by this sign."""
    largest = float(abs(points(spec.data).goals).max())
    if spec.data.task == "regression" and largest > LARGEST_VALUE:
        return say("values_too_large", largest=largest, sign=sign)
    training = spec.training
    rate, price = training.optimizer.learning_rate, training.regularizer.l2_rate
    if training.optimizer.clip_norm == 0 and training.optimizer.overshoots(2 * price):
        return say("penalty_too_high", rate=rate, penalty=price, sign=sign)
    if training.dropout:
        dropout = training.dropout
        return say("rate_too_high_with_dropout", rate=rate, dropout=dropout, sign=sign)
    return say("rate_too_high", rate=rate, sign=sign)
