"""A trace is the arithmetic of one point, forward and back and on to the new weights, to follow by
hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.datasets import points
from engine.errors import TraceError
from engine.network import Shape, forward, input_values, with_ones
from engine.sentences import say
from engine.state import State
from engine.update import Update, update_of


@dataclass(frozen=True)
class LayerTrace:
    """One layer's part: z = Wᵀa + b of the layer before, then a = g(z); and back again."""

    activation: str
    """The name of g; for the output layer that of the loss's link."""
    weights: list[list[float]]  # (d_in, d_out)
    bias: list[float]  # (d_out,)
    z: list[float]  # (d_out,)
    a: list[float]  # (d_out,)
    slope: list[float] | None
    """g′(z) (d_out,). None in the output layer: there the loss gives dz as a whole."""
    dz: list[float] | None  # (d_out,)
    """∂loss/∂z: how the loss changes with z. Like all below, None when there is no target."""
    dW: list[list[float]] | None  # noqa: N815  (d_in, d_out)
    db: list[float] | None  # (d_out,)


@dataclass(frozen=True)
class Objective:
    """How J(W) comes about: the losses of all training points, and the price of the weights."""

    n: int
    """How many training points there are."""
    total: float
    """The sum of their losses."""
    mean: float
    """total / n, the empirical loss."""
    penalty: float
    """What the regularizer adds."""
    value: float
    """J(W) = mean + penalty."""


@dataclass(frozen=True)
class Trace:
    """The way of one point through the network, of its error back, and what that does to the
    weights. In float64, and without dropout."""

    point: list[float]  # (2,)
    scaled: list[float]  # (2,)
    """The point as the network is given it; the point itself when the data are not scaled."""
    inputs: list[float]  # (d,)
    layers: list[LayerTrace]
    """The hidden layers, then the output layer."""
    answer: list[float]  # (outputs,)
    target: list[float] | None  # (outputs,)
    label: float | list[float] | None
    """The target as it was given."""
    loss: float | None
    update: Update | None
    """What a step on this point alone would do: `advance(state, samples=1)` where it is next."""
    objective: Objective


@np.errstate(all="ignore")
def trace(
    state: State, point: Sequence[float], target: float | Sequence[float] | None = None
) -> Trace:
    """Every number of one example, in float64. `point` is (x1, x2) in the data's own units, target
    the number of its class, or its real value (a list where there are several).

    Raises TraceError when point or target is not of that shape.
    """
    spec = state.spec
    data, loss = spec.data, spec.training.loss
    x = np.asarray(point, float)
    if x.shape != (2,) or not np.isfinite(x).all():
        raise TraceError(say("point_not_finite"))
    column = x[:, np.newaxis]
    inputs = input_values(spec, column).astype(float)[:-1]
    blocks = Shape.of(spec).blocks(state.parameters.astype(float))
    activations = [layer.activation for layer in spec.network.hidden_layers]

    zs: list[Array] = []
    answers = [inputs]
    for k, block in enumerate(blocks):
        zs.append(block[:-1].T @ answers[-1] + block[-1:].T)
        answers.append(activations[k].value(zs[-1]) if k < len(activations) else loss.link(zs[-1]))

    t = None if target is None else _target(state, target)
    dzs: list[Array | None] = [None] * len(blocks)
    slopes: list[Array | None] = [None] * len(blocks)
    for k, activation in enumerate(activations):
        slopes[k] = activation.derivative(zs[k], answers[k + 1])
    if t is not None:
        dz = dzs[-1] = loss.slope(zs[-1], t)
        for k in reversed(range(len(activations))):
            slope = activations[k].derivative(zs[k], answers[k + 1])
            dz = dzs[k] = (blocks[k + 1][:-1] @ dz) * slope

    update = None
    if t is not None:
        parts = (
            answer @ dz.T for answer, dz in zip(map(with_ones, answers), dzs) if dz is not None
        )
        update = update_of(state, np.concatenate([part.ravel() for part in parts]))

    names = [*(activation.kind for activation in activations), loss.output_name()]
    return Trace(
        point=_flat(column),
        scaled=_flat(points(data).scaling.apply(column)),
        inputs=_flat(inputs),
        layers=[
            LayerTrace(
                activation=names[k],
                weights=block[:-1].tolist(),
                bias=block[-1].tolist(),
                z=_flat(zs[k]),
                a=_flat(answers[k + 1]),
                slope=_flat_or_none(slopes[k]),
                dz=_flat_or_none(dzs[k]),
                dW=None if (dz_k := dzs[k]) is None else (answers[k] @ dz_k.T).tolist(),
                db=_flat_or_none(dzs[k]),
            )
            for k, block in enumerate(blocks)
        ],
        answer=_flat(answers[-1]),
        target=_flat_or_none(t),
        label=None if target is None else np.asarray(target, float).tolist(),
        loss=None if t is None else float(loss.value(zs[-1], t)[0]),
        update=update,
        objective=_objective(state, blocks),
    )


def _objective(state: State, blocks: Sequence[Array]) -> Objective:
    """J(W) over the training points, by the plain formulas."""
    spec, data = state.spec, points(state.spec.data)
    training, train = spec.training, slice(data.train)
    inputs = input_values(spec, data.x[:, train]).astype(float)
    activations = [layer.activation for layer in spec.network.hidden_layers]
    t = training.loss.targets(data.goals[..., train], spec.data.task, spec.data.width)
    total = float(training.loss.value(forward(blocks, activations, inputs)[-1], t).sum())
    mean = total / data.train
    penalty = float(sum(training.regularizer.penalty(block[:-1]) for block in blocks))
    return Objective(data.train, total, mean, penalty, mean + penalty)


@np.errstate(all="ignore")
def differences(
    state: State,
    point: Sequence[float],
    target: float | Sequence[float],
    layer: int,
    unit: int,
    nudge: float = 1e-5,
) -> list[float]:
    """∂loss/∂w of one unit's weights, then of its bias (d_in + 1,), from the definition: nudge each
    a little up and down, and see what the loss of this point does. Numbers as in `trace`. Where z
    lies on a corner of g they are the mean of both sides' slopes, of which `trace` takes one.

    Raises TraceError when there is no such unit, or as `trace` does.
    """
    x = np.asarray(point, float)
    if x.shape != (2,) or not np.isfinite(x).all():
        raise TraceError(say("point_not_finite"))
    spec, t = state.spec, _target(state, target)
    inputs = input_values(spec, x[:, np.newaxis]).astype(float)
    activations = [each.activation for each in spec.network.hidden_layers]
    blocks = [block.copy() for block in Shape.of(spec).blocks(state.parameters.astype(float))]
    if layer not in range(len(blocks)) or unit not in range(blocks[layer].shape[1]):
        raise TraceError(say("unit_unknown"))

    def loss() -> float:
        return float(spec.training.loss.value(forward(blocks, activations, inputs)[-1], t)[0])

    slopes = []
    for i, value in enumerate(blocks[layer][:, unit].tolist()):
        blocks[layer][i, unit] = value + nudge
        above = loss()
        blocks[layer][i, unit] = value - nudge
        slopes.append((above - loss()) / (2 * nudge))
        blocks[layer][i, unit] = value
    return slopes


def _target(state: State, target: float | Sequence[float]) -> Array:
    """The target (outputs, 1) of a class number or of real values."""
    data = state.spec.data
    label = np.atleast_1d(np.asarray(target, float))
    if data.classes:
        if label.shape != (1,) or label[0] not in range(len(data.classes)):
            raise TraceError(say("target_class", last=len(data.classes) - 1))
        return state.spec.training.loss.targets(label, data.task, data.width)
    if label.shape != (data.width,) or not np.isfinite(label).all():
        raise TraceError(say("target_values", count=data.width))
    return points(data).scaled(label)[:, np.newaxis]


def _flat(array: Array) -> list[float]:
    return [float(value) for value in array.ravel()]


def _flat_or_none(array: Array | None) -> list[float] | None:
    return None if array is None else _flat(array)
