"""A workspace holds what a run needs while it trains: buffers, plans and its points, made once.

It is working memory, not state: everything in it follows from the Spec. `borrow` keeps a few at
hand, since a run comes back for its next slice of training many times a second. A workspace can
also hold many runs of one shape, stacked; every array then has one more axis, the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from engine import rng
from engine.arrays import Array, Vectors, read_only
from engine.batches import Batches
from engine.datasets import points
from engine.kept import Kept, nbytes
from engine.metrics import Metrics, Steepness
from engine.network import Shape, frozen_in, input_values
from engine.plans import BatchPlan, Passage, Survey
from engine.spec import Spec, Training
from engine.state import State
from engine.update import pull_calls, update_calls

KEPT, KEPT_BYTES = 128, 128 * 2**20
"""How many workspaces are kept at hand, and how much memory they may take together; the one that
was used last stays, however large."""
PLANS_BYTES = PASSAGES_BYTES = SURVEYS_BYTES = 32 * 2**20
"""How much memory a workspace gives to plans of batches of several sizes, and to grids of several
resolutions: what was used last stays, however large, of the plans two, since most epochs end with
a smaller batch."""


class Workspace:
    """Buffers and plans of one Spec, or of several that differ only in seeds and learning rate."""

    def __init__(self, specs: Sequence[Spec]):
        self.specs = tuple(specs)
        self.identity = tuple(map(id, specs))
        self.key = hash(self.specs)
        spec = self.specs[0]
        self.spec = spec
        self.shape = Shape.of(spec)
        dtype = np.dtype(spec.network.dtype)
        training = spec.training
        self.lead = () if len(self.specs) == 1 else (len(self.specs),)
        column = (*self.lead, 1) if self.lead else ()
        self.folds_rate = training.optimizer.folds_rate
        rate = np.ones(column, dtype)
        self.vectors = Vectors(
            parameters=np.zeros((*self.lead, self.shape.size), dtype),
            gradients=np.zeros((*self.lead, self.shape.size), dtype),
            slots=np.zeros((len(training.optimizer.slots), *self.lead, self.shape.size), dtype),
            is_weight=self.shape.is_weight(dtype),
            rate=rate,
            factors=np.zeros((training.optimizer.factor_count, *column), dtype),
            scale=rate if self.folds_rate else np.ones(column, dtype),
            share=np.ones(column, dtype),
            frozen=frozen_in(spec),
        )
        self.blocks = self.shape.blocks(self.vectors.parameters)
        self.gradient_blocks = self.shape.blocks(self.vectors.gradients)
        self.activations = [layer.activation for layer in spec.network.hidden_layers]

        task, width = spec.data.task, spec.data.width
        drawn = [points(spec.data) for spec in self.specs]
        self.points = drawn[0]
        """The points of the first Spec, which a single network's are."""
        self.train = self.points.train
        inputs = self._together(
            [input_values(spec, data.x) for spec, data in zip(self.specs, drawn)]
        )
        self.targets = self._together(
            [training.loss.targets(data.goals, task, width).astype(dtype) for data in drawn]
        )
        self.labels = self._together([data.labels for data in drawn])
        k, is_test = spec.data.width, np.arange(self.labels.shape[-1]) >= self.train
        self.confusion_rows = (is_test * k + self.labels.astype(np.intp)) * k
        """Where the row of each point's class begins in the confusion matrix of the training
        points, k × k, or in that of the test points, both written flat, one after the other."""
        self.metrics = Metrics(
            self.shape,
            self.vectors.parameters,
            self.activations,
            training.loss,
            training.regularizer,
            task,
            inputs,
            self.targets,
            self.labels,
            self.train,
        )
        self.examples = self._examples(inputs, self.targets)
        """The training points with their ones and targets, (…, inputs + 1 + outputs, n)."""
        self._taught = self._examples(inputs, training.loss.slope_targets(self.targets))
        """The same with the targets that the loss's slope is reckoned from."""
        masks = self.shape.rows if training.dropout > 0 else 0
        *_, rows, n = self._taught.shape
        self._ordered = np.empty((*self.lead, rows + masks, n), dtype)
        self._epoch = -1
        self._batches: Batches | None = None
        self._views: list[Array] = []
        self._plans: Kept[BatchPlan] = Kept(PLANS_BYTES, least=2)
        self._passages: Kept[Passage] = Kept(PASSAGES_BYTES)
        self._surveys: Kept[Survey] = Kept(SURVEYS_BYTES)
        self.pull = pull_calls(training, self.vectors)
        self._move = update_calls(training, self.vectors)
        rates = [each.training.optimizer.learning_rate for each in self.specs]
        self._rates = np.array(rates) if self.lead else rates[0]
        """Each network's learning rate: in all else their optimizers are alike."""
        vectors = self.vectors
        numbers = [vectors.rate, *(vectors.factors[k, ...] for k in range(len(vectors.factors)))]
        self._numbers = [each[:, 0] if self.lead else each for each in numbers]
        """Where the optimizer's numbers of an update are put."""
        self._one_seed = len({each.training.seed for each in self.specs}) == 1
        """Whether all take their points in one order, and drop the same units."""
        held = (self.examples, self._taught, self._ordered, self.confusion_rows, self.vectors)
        self._nbytes = nbytes(*held, self.metrics, self.pull, self._move)
        self.shelved = 0
        """How much memory all that it holds took when it was last given back."""

    @property
    def nbytes(self) -> int:
        """How much memory its arrays take, all in all."""
        return self._nbytes + self._plans.nbytes + self._passages.nbytes + self._surveys.nbytes

    def _together(self, arrays: list[Array]) -> Array:
        return np.stack(arrays) if self.lead else arrays[0]

    def read(self, states: Sequence[State]) -> None:
        """Copy the states' numbers into the buffers."""
        self.vectors.parameters[...] = self._together([state.parameters for state in states])
        slots = [state.slots for state in states]
        self.vectors.slots[...] = np.stack(slots, axis=1) if self.lead else slots[0]

    def _examples(self, inputs: Array, targets: Array) -> Array:
        return np.ascontiguousarray(np.concatenate([inputs, targets], axis=-2)[..., : self.train])

    def shuffled(self, epoch: int) -> Array:
        """The training examples (…, rows, n) in the order of an epoch, with their dropout masks:
        rows are inputs, ones, targets, masks."""
        ordered = np.empty_like(self._ordered)
        self._put_in_order(self.examples, epoch, ordered)
        return ordered

    def lessons(self, epoch: int) -> Array:
        """The same in the form that a plan's batches have, until lessons of another epoch are
        asked for."""
        if epoch != self._epoch:
            self._put_in_order(self._taught, epoch, self._ordered)
            self._epoch = epoch
        return self._ordered

    def _put_in_order(self, examples: Array, epoch: int, out: Array) -> None:
        rows = examples.shape[-2]
        alike = [(self.spec, examples, out)]
        for spec, given, ordered in alike if self._one_seed else zip(self.specs, examples, out):
            training = spec.training
            order = order_of(training, epoch, self.train)
            # Any other mode would have NumPy take them into an array of its own first.
            given.take(order, -1, ordered[..., :rows, :], mode="clip")
            if training.dropout > 0:
                random = rng.generator(training.seed, "dropout", epoch)
                kept = random.random((self.shape.rows, self.train)) >= training.dropout
                # What is kept grows, so that on average the next layer is given as much as
                # without dropout.
                np.divide(kept, 1 - training.dropout, ordered[..., rows:, :])

    def update(self, epoch: int, batches: Batches, step: int) -> None:
        """Make an update on each of these batches of an epoch, after `step` updates before."""
        self.lessons(epoch)
        plan, varies = self.plan(batches.size), self.spec.training.optimizer.varies
        batch, calls = plan.batch, plan.calls + self._move
        self.set_rate(plan, step + 1)
        for given in self._given(batches):
            if varies:
                step += 1
                self.set_rate(plan, step)
            batch[...] = given
            for call in calls:
                call()

    def _given(self, batches: Batches) -> list[Array]:
        """The lessons of each batch. Most often they are where they were an epoch ago."""
        if batches is not self._batches:
            size, self._batches = batches.size, batches
            self._views = [self._ordered[..., k : k + size] for k in batches.starts()]
        return self._views

    def plan(self, size: int) -> BatchPlan:
        """The plan of the gradient of a batch of that size."""
        return self._plans.get(size, partial(self._plan, size))

    def _plan(self, size: int) -> BatchPlan:
        return BatchPlan(
            self.shape,
            self.blocks,
            self.gradient_blocks,
            self.activations,
            self.spec.training.loss,
            np.ones((*self._ordered.shape[:-1], size), self.vectors.dtype),
        )

    def set_rate(self, plan: BatchPlan, step: int) -> None:
        """Make the plan ready for update number `step`, counted from 1."""
        numbers = self.spec.training.optimizer.numbers(step, self._rates)
        for place, number in zip(self._numbers, numbers):
            place[...] = number
        if self.folds_rate:
            plan.scale(numbers[0])

    @cached_property
    def steepness(self) -> Steepness:
        """How steep each hidden unit is; only one who looks at the network wants to know."""
        plan = self.metrics.passage.plan
        made = Steepness(plan, self.activations, self.shape, self.train)
        self._nbytes += nbytes(made)
        return made

    def boundary(self, resolution: int) -> Passage:
        """The passage of a grid that leaves the network's answers in its z_output."""
        return self._passages.get(resolution, partial(self._passage, resolution))

    def _passage(self, resolution: int) -> Passage:
        inputs = self._grid(resolution)
        return Passage(self.shape, self.blocks, self.activations, inputs, keeps_z=False)

    def maps(self, resolution: int) -> Survey:
        """The survey of such a grid, which keeps every neuron's answers."""
        return self._surveys.get(resolution, partial(self._survey, resolution))

    def _survey(self, resolution: int) -> Survey:
        return Survey(self.shape, self.blocks, self.activations, self._grid(resolution))

    def _grid(self, resolution: int) -> Array:
        return input_values(self.spec, grid_points(self.spec, resolution))


def order_of(training: Training, epoch: int, n: int) -> NDArray[np.intp]:
    """The order (n,) in which an epoch takes the n training points."""
    if not training.shuffle:
        return np.arange(n)
    return rng.permutation(training.seed, "batches", epoch, n)


def grid_points(spec: Spec, resolution: int) -> Array:
    """The points (2, resolution²) of an even grid over the domain, edges included, row by row from
    the lowest x2."""
    (left, right), (low, high) = spec.data.domain
    x1, x2 = np.meshgrid(np.linspace(left, right, resolution), np.linspace(low, high, resolution))
    return read_only(np.stack([x1.ravel(), x2.ravel()]))


_shelf: list[Workspace] = []
_lock = Lock()


@contextmanager
def borrow(*states: State) -> Iterator[Workspace]:
    """A workspace with the states' numbers in it, nobody else's while it is borrowed."""
    specs = tuple(state.spec for state in states)
    with np.errstate(all="ignore"):
        workspace = _take(specs) or Workspace(specs)
        # The caller's own, so that it is recognised by identity when it comes back.
        workspace.specs, workspace.identity = specs, tuple(map(id, specs))
        workspace.read(states)
        yield workspace
    workspace.shelved = workspace.nbytes
    with _lock:
        _shelf.append(workspace)
        taken = sum([each.shelved for each in _shelf])
        while len(_shelf) > 1 and (len(_shelf) > KEPT or taken > KEPT_BYTES):
            taken -= _shelf.pop(0).shelved


def _take(specs: tuple[Spec, ...]) -> Workspace | None:
    """The shelf's workspace for these specs: identity is looked at first, since comparing specs,
    or even hashing them, costs as much as a training step."""
    identity = tuple(map(id, specs))
    with _lock:
        for k, workspace in enumerate(_shelf):
            if workspace.identity == identity:
                return _shelf.pop(k)
    key = hash(specs)
    with _lock:
        for k, workspace in enumerate(_shelf):
            if workspace.key == key and workspace.specs == specs:
                return _shelf.pop(k)
    return None
