"""How well a network does, beyond loss and accuracy: figures of each class, ROC and reliability
curves, errors of real values, and every point's answer with its loss. Formulas are those of
scikit-learn, whose numbers these equal; what has no value, as the precision of a class that is
never answered, is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Step
from engine.arrays import Array
from engine.datasets.base import Drawn
from engine.network import Shape, forward, input_values
from engine.state import State
from engine.workspace import borrow

BINS = 10
"""Stretches of the answered probability that a reliability curve has."""


@dataclass(frozen=True)
class ClassFigures:
    """How well one class is told from the others."""

    precision: float | None
    """Of the points that were taken for it, the share that are."""
    recall: float | None
    """Of its points, the share that were taken for it."""
    f1: float | None
    """The harmonic mean of both, 2 TP / (2 TP + FP + FN)."""
    support: int
    """How many points it has."""


@dataclass(frozen=True)
class Roc:
    """What becomes of true and false alarms as the threshold falls, from (0, 0) to (1, 1); points
    on a straight line between two others are left out."""

    false_positive_rate: list[float]
    true_positive_rate: list[float]
    thresholds: list[float | None]
    """Answers from this one on count as class 1; None first: no answer does."""
    auc: float
    """The area below, by trapezoids: how often a point of class 1 is answered more than one of
    class 0."""


@dataclass(frozen=True)
class Reliability:
    """How often class 1 is right where it is answered with a probability within each of ten equal
    stretches of 0 to 1."""

    counts: list[int]
    """How many points were answered so."""
    mean: list[float | None]
    """The mean probability that was answered; None where there are no points."""
    share: list[float | None]
    """The share of these points that are of class 1."""


@dataclass(frozen=True)
class ValueFigures:
    """How far answers are from one real value, in its own units."""

    r2: float | None
    """The share of its variance that is explained; None where it never varies."""
    mean_absolute_error: float
    root_mean_squared_error: float


@dataclass(frozen=True)
class PointFigures:
    """Every point's answer, in the order of the data."""

    answers: list[list[float]]
    """A list of outputs for each: probabilities, or values in their own units."""
    losses: list[float]
    """Each point's loss, whose mean is the loss of the run."""
    decisions: list[int] | None
    """The number of the class that it is taken for; None for real values."""
    residuals: list[list[float]] | None
    """What each value is beyond its answer, in its own units; None for classes."""


@dataclass(frozen=True)
class SideFigures:
    """Figures of the training points, or of the test points."""

    n: int
    loss: float
    accuracy: float | None
    classes: list[ClassFigures] | None
    macro: ClassFigures | None
    """The plain mean over the classes that have a value."""
    roc: Roc | None
    """Of two classes, both of which have points."""
    reliability: Reliability | None
    """Of two classes, where answers are probabilities."""
    values: list[ValueFigures] | None
    points: PointFigures | None


@dataclass(frozen=True)
class Report:
    """The figures of a run at one moment."""

    epoch: int
    step: int
    train: SideFigures
    test: SideFigures | None
    """None where nothing is tested."""


@np.errstate(all="ignore")
def report(state: State, *, with_points: bool = False) -> Report:
    """The figures of a state; `with_points` also every point's answer and loss."""
    spec, loss = state.spec, state.spec.training.loss
    with borrow(state) as workspace:
        measured = dict(zip(workspace.metrics.names, workspace.metrics.measure(), strict=True))
        z, data, train = (
            workspace.metrics.passage.z_output.copy(),
            workspace.points,
            workspace.train,
        )
        losses = np.asarray(loss.value(z, workspace.targets), float)
    answers = np.asarray(data.unscaled(loss.link(z)), float)
    labels, decided = data.labels, loss.decide(z)
    of_classes = bool(spec.data.classes)

    def side(part: slice, name: str) -> SideFigures:
        ours = labels[..., part]
        two = len(spec.data.classes) == 2
        # A step leaves nothing to set a threshold in.
        scores = (z if isinstance(loss.output, Step) else answers)[-1, part]
        found = (
            classes(ours.astype(np.intp), decided[part], spec.data.width) if of_classes else None
        )
        own = np.atleast_2d(ours).astype(float)
        return SideFigures(
            n=ours.shape[-1],
            loss=float(measured[name]),
            accuracy=float((decided[part] == ours).mean()) if of_classes else None,
            classes=found,
            macro=_macro(found) if found else None,
            roc=roc(ours == 1, scores) if two else None,
            reliability=reliability(ours == 1, scores) if two and loss.is_probability else None,
            values=None if of_classes else values(own, answers[:, part]),
            points=PointFigures(
                answers=answers[:, part].T.tolist(),
                losses=losses[part].tolist(),
                decisions=decided[part].tolist() if of_classes else None,
                residuals=None if of_classes else (own - answers[:, part]).T.tolist(),
            )
            if with_points
            else None,
        )

    return Report(
        epoch=state.seen // train,
        step=state.step,
        train=side(slice(train), "loss"),
        test=side(slice(train, None), "val_loss") if train < labels.shape[-1] else None,
    )


def new_accuracy(state: State, n: int) -> float | None:
    """The share of n points that the network gets right and that nobody has seen: drawn as its own
    were, from the next seed. None where points are not drawn, or have no classes."""
    spec = state.spec
    if not (isinstance(spec.data, Drawn) and spec.data.classes):
        return None
    x, labels = spec.data.model_copy(
        update={"n": n, "seed": (spec.data.seed + 1) % 2**32}
    ).ordered()
    activations = [layer.activation for layer in spec.network.hidden_layers]
    with np.errstate(all="ignore"):
        blocks = Shape.of(spec).blocks(state.parameters)
        z = forward(blocks, activations, input_values(spec, x))[-1]
    return float((spec.training.loss.decide(z) == labels).mean())


def classes(labels: NDArray[np.intp], decided: NDArray[np.intp], width: int) -> list[ClassFigures]:
    """The figures of each of `width` classes, for labels (n,) and what they were taken for (n,)."""
    counts = np.bincount(labels * width + decided, minlength=width * width).reshape(width, width)
    right = counts.diagonal()
    found = []
    for hits, taken, support in zip(
        right.tolist(), counts.sum(axis=0).tolist(), counts.sum(axis=1).tolist()
    ):
        f1 = _share(2 * hits, taken + support)
        found.append(ClassFigures(_share(hits, taken), _share(hits, support), f1, support))
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _macro(found: list[ClassFigures]) -> ClassFigures:
    def mean(shares: list[float | None]) -> float | None:
        known = [share for share in shares if share is not None]
        return sum(known) / len(known) if known else None

    return ClassFigures(
        precision=mean([each.precision for each in found]),
        recall=mean([each.recall for each in found]),
        f1=mean([each.f1 for each in found]),
        support=sum(each.support for each in found),
    )


def roc(is_one: NDArray[np.bool_], scores: Array) -> Roc | None:
    """The ROC curve of scores (n,), for points that are of class 1 or not (n,); None where one of
    the classes has no points."""
    if is_one.all() or not is_one.any():
        return None
    scores = np.nan_to_num(scores)
    order = np.argsort(-scores, kind="stable")
    falling, ones = scores[order], np.cumsum(is_one[order])
    # Equal scores pass the threshold together.
    last = np.append(np.flatnonzero(np.diff(falling)), len(falling) - 1)
    true, false = ones[last], last + 1 - ones[last]
    kept = np.ones(len(true), bool)
    kept[1:-1] = (np.diff(true, 2) != 0) | (np.diff(false, 2) != 0)
    hits = np.concatenate([[0], true[kept]]) / ones[-1]
    alarms = np.concatenate([[0], false[kept]]) / (len(scores) - ones[-1])
    return Roc(
        false_positive_rate=alarms.tolist(),
        true_positive_rate=hits.tolist(),
        thresholds=[None, *falling[last][kept].tolist()],
        auc=float((np.diff(alarms) * (hits[1:] + hits[:-1]) / 2).sum()),
    )


def reliability(is_one: NDArray[np.bool_], probabilities: Array) -> Reliability:
    """The reliability curve of answered probabilities (n,) of class 1, for points that are of it or
    not (n,)."""
    edges = np.linspace(0, 1, BINS + 1)
    bins = np.searchsorted(edges[1:-1], probabilities)
    counts = np.bincount(bins, minlength=BINS)
    sums = np.bincount(bins, weights=probabilities, minlength=BINS)
    ones = np.bincount(bins, weights=is_one, minlength=BINS)

    def mean(totals: NDArray[Any]) -> list[float | None]:
        return [total / count if count else None for total, count in zip(totals.tolist(), counts)]

    return Reliability(counts.tolist(), mean(sums), mean(ones))


def values(true: Array, answers: Array) -> list[ValueFigures]:
    """The errors of answers (values, n) to what is true (values, n)."""
    found = []
    for own, answered in zip(true, answers):
        missed = own - answered
        varies = own.min() != own.max()
        total = np.square(own - own.mean()).sum()
        found.append(
            ValueFigures(
                r2=float(1 - np.square(missed).sum() / total) if varies else None,
                mean_absolute_error=float(np.abs(missed).mean()),
                root_mean_squared_error=float(np.sqrt(np.square(missed).mean())),
            )
        )
    return found
