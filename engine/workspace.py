"""A workspace holds what a run needs while it trains: buffers, plans and its points, made once.

It is working memory, not state: everything in it follows from the Spec. `borrow` keeps a few at
hand, since a run comes back for its next slice of training many times a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np

from engine import rng
from engine.arrays import Array, Call, read_only
from engine.datasets import points
from engine.network import BatchPlan, ForwardPlan, Shape, input_values
from engine.spec import Spec
from engine.state import State

KEPT = 16


class Workspace:
    """Buffers and plans of one Spec."""

    def __init__(self, spec: Spec):
        self.spec = spec
        self.shape = Shape.of(spec)
        dtype = np.dtype(spec.network.dtype)
        training = spec.training
        self.parameters = np.zeros(self.shape.size, dtype)
        self.gradients = np.zeros(self.shape.size, dtype)
        self.slots = np.zeros((len(training.optimizer.slots), self.shape.size), dtype)
        self.blocks = self.shape.blocks(self.parameters)
        self.activations = [layer.activation for layer in spec.network.hidden_layers]

        drawn = points(spec.data)
        self.train = drawn.train
        self.labels = drawn.labels
        inputs = input_values(spec, drawn.x)
        self.targets = training.loss.targets(drawn.labels).astype(dtype)
        self.evaluation = ForwardPlan(self.blocks, self.activations, inputs)
        self._examples = np.concatenate([inputs, self.targets])[:, : self.train]
        self._epoch = -1
        self._shuffled = self._examples
        self._plans: dict[int, BatchPlan] = {}
        self._grids: dict[int, ForwardPlan] = {}

        self.rate = np.array(training.optimizer.learning_rate, dtype)
        folds = training.optimizer.folds_rate
        self._update: list[Call] = [
            *training.regularizer.calls(
                self.parameters,
                self.gradients,
                self.shape.is_weight(dtype),
                self.rate if folds else np.ones((), dtype),
            ),
            *training.optimizer.calls(self.parameters, self.gradients, self.slots, self.rate),
        ]

    def read(self, state: State) -> None:
        """Copy a state's numbers into the buffers."""
        self.parameters[...] = state.parameters
        self.slots[...] = state.slots

    def shuffled(self, epoch: int) -> Array:
        """The training examples (inputs + 1 + outputs, n) in the order of an epoch."""
        if epoch != self._epoch:
            order = rng.permutation(self.spec.training.seed, "batches", epoch, self.train)
            self._shuffled, self._epoch = self._examples[:, order], epoch
        return self._shuffled

    def plan(self, size: int) -> BatchPlan:
        """The plan of one step on a batch of that size; its update is among its calls."""
        if size not in self._plans:
            plan = BatchPlan(
                self.blocks,
                self.shape.blocks(self.gradients),
                self.activations,
                self.spec.training.loss,
                size,
            )
            plan.calls += self._update
            self._plans[size] = plan
        return self._plans[size]

    def set_rate(self, plan: BatchPlan, step: int) -> None:
        """Make the plan ready for update number `step`, counted from 1."""
        rate = self.spec.training.optimizer.rate(step)
        self.rate[...] = rate
        folds = self.spec.training.optimizer.folds_rate
        plan.factor[...] = (rate if folds else 1) / plan.size

    def grid(self, resolution: int) -> ForwardPlan:
        """The plan that takes a grid over the domain, (resolution, resolution), row by row from
        the lowest x2, through the network."""
        if resolution not in self._grids:
            x = grid_points(self.spec, resolution)
            inputs = input_values(self.spec, x)
            self._grids[resolution] = ForwardPlan(self.blocks, self.activations, inputs)
        return self._grids[resolution]


def grid_points(spec: Spec, resolution: int) -> Array:
    """The points (2, resolution²) of an even grid over the domain, edges included."""
    (left, right), (low, high) = spec.data.domain
    x1, x2 = np.meshgrid(np.linspace(left, right, resolution), np.linspace(low, high, resolution))
    return read_only(np.stack([x1.ravel(), x2.ravel()]))


_shelf: dict[Spec, Workspace] = {}
_lock = Lock()


@contextmanager
def borrow(state: State) -> Iterator[Workspace]:
    """A workspace with the state's numbers in it, nobody else's while it is borrowed."""
    with _lock:
        workspace = _shelf.pop(state.spec, None)
    if workspace is None:
        workspace = Workspace(state.spec)
    workspace.read(state)
    with np.errstate(all="ignore"):
        yield workspace
    with _lock:
        _shelf[state.spec] = workspace
        while len(_shelf) > KEPT:
            del _shelf[next(iter(_shelf))]
