"""A minibatch is the points of one update: the ones that were taken last, and the ones that come
next, with what the network makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.datasets import points
from engine.network import Shape, forward, input_values, with_ones
from engine.state import State
from engine.workspace import order_of


@dataclass(frozen=True)
class LayerBatch:
    """What a batch does in one layer."""

    z: list[float]  # (d_out,)
    """The mean of z over the batch."""
    a: list[float]  # (d_out,)
    """The mean of a = g(z)."""
    dW: list[list[float]]  # noqa: N815  (d_in, d_out)
    """∂loss/∂W of the batch's mean loss."""
    db: list[float]  # (d_out,)


@dataclass(frozen=True)
class Minibatch:
    """Where a state stands in its epoch. Points are numbers of training points, in the order of
    `points_of`; which they are is reckoned by the settings as they are."""

    epoch: int
    step: int
    number: int
    """How many updates of the epoch were made, one that is under way included; 0 between two
    epochs."""
    count: int
    """How many updates an epoch has."""
    taken: list[int]
    """The points of the last update; none before the first."""
    next: list[int]
    """The points of the next one."""
    loss: float | None
    """The mean loss of the next ones, without a penalty; None where it is beyond numbers."""
    layers: list[LayerBatch]
    """What the next ones do in the hidden layers, then in the output layer: in float64, and without
    dropout."""


@np.errstate(all="ignore")
def minibatch(state: State) -> Minibatch:
    """The batch that a state comes from, and the one that comes next."""
    spec = state.spec
    data, loss = points(spec.data), spec.training.loss
    n, size = data.train, spec.training.batch_of(data.train)
    epoch, place = divmod(state.seen, n)
    taken: list[int] = []
    if state.seen:
        before, last = divmod(state.seen - 1, n)
        order = order_of(spec.training, before, n)
        taken = order[last // size * size : last + 1].tolist()
    coming = order_of(spec.training, epoch, n)[place : (place // size + 1) * size]

    inputs = input_values(spec, data.x[:, coming]).astype(float)
    t = loss.targets(data.goals[..., coming], spec.data.task, spec.data.width)
    blocks = Shape.of(spec).blocks(state.parameters.astype(float))
    activations = [layer.activation for layer in spec.network.hidden_layers]
    *hidden, z_output = forward(blocks, activations, inputs)
    answers = [inputs[:-1], *hidden, loss.link(z_output)]
    zs = [block.T @ with_ones(answer) for block, answer in zip(blocks, answers)]
    slopes: list[Array] = []
    dz = loss.slope(zs[-1], t)
    for k in reversed(range(len(blocks))):
        slopes.append(with_ones(answers[k]) @ dz.T / len(coming))
        if k:
            dz = (blocks[k][:-1] @ dz) * activations[k - 1].derivative(zs[k - 1], answers[k])
    mean_loss = float(loss.value(zs[-1], t).mean())
    return Minibatch(
        epoch=epoch,
        step=state.step,
        number=-(-place // size),
        count=-(-n // size),
        taken=taken,
        next=coming.tolist(),
        loss=mean_loss if np.isfinite(mean_loss) else None,
        layers=[
            LayerBatch(
                z=z.mean(axis=1).tolist(),
                a=a.mean(axis=1).tolist(),
                dW=slope[:-1].tolist(),
                db=slope[-1].tolist(),
            )
            for z, a, slope in zip(zs, answers[1:], reversed(slopes), strict=True)
        ],
    )
