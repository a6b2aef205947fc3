"""What else a person could train these networks with; each is timed if it is installed.

All begin with the engine's first weights and take the points in its order, and a frame of theirs is
an epoch, both losses and every neuron on the grid. It gives the train loss, to be compared.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine import rng
from engine.network import Shape
from engine.workspace import grid_points
from tests.bench.workloads import Workload

NPM = Path(__file__).with_name("npm")
RATE = 0.03


class Task:
    """A workload's numbers, samples first as other libraries want them."""

    def __init__(self, work: Workload):
        state = engine.init(work.spec())
        x, labels, self.train = engine.points_of(state)
        self.x, self.y = x.astype("f4"), labels.astype("f4")
        self.grid = grid_points(state.spec, 100).T.astype("f4")
        self.blocks = Shape.of(state.spec).blocks(state.parameters)
        self.order = rng.permutation(state.spec.training.seed, "batches", 0, self.train)
        self.hidden, self.batch_size = work.hidden, work.batch_size


@dataclass(frozen=True)
class Peer:
    """Something that trains: `frame` makes one and gives the train loss after it, `clock` tells the
    seconds of processor time that it has used so far."""

    frame: Callable[[], float]
    clock: Callable[[], float] = time.process_time
    same: bool = True
    """Whether its loss has to be the engine's."""
    close: Callable[[], object] = lambda: None


def pytorch(task: Task) -> Peer:
    """PyTorch, eager, one thread."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    x, y, net = torch.tensor(task.x), torch.tensor(task.y)[:, None], torch.tensor(task.grid)
    order, train = torch.tensor(task.order), task.train
    weights = [torch.tensor(block[:-1].T.copy(), requires_grad=True) for block in task.blocks]
    biases = [torch.tensor(block[-1].copy(), requires_grad=True) for block in task.blocks]
    optimizer = torch.optim.SGD(weights + biases, RATE)

    def forward(a: Any) -> Any:
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            a = torch.tanh(functional.linear(a, w, b))
        return functional.linear(a, weights[-1], biases[-1])

    loss = functional.binary_cross_entropy_with_logits

    def frame() -> float:
        for start in range(0, train, task.batch_size):
            part = order[start : start + task.batch_size]
            optimizer.zero_grad()
            loss(forward(x[part]), y[part]).backward()
            optimizer.step()
        with torch.no_grad():
            z = forward(x)
            losses = loss(z[:train], y[:train]), loss(z[train:], y[train:])
            forward(net)
        return float(losses[0])

    return Peer(frame)


def scikit_learn(task: Task) -> Peer:
    """scikit-learn's MLPClassifier, an epoch by partial_fit."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        task.hidden,
        activation="tanh",
        solver="sgd",
        batch_size=task.batch_size,
        learning_rate_init=RATE,
        momentum=0,
        alpha=0,
        shuffle=False,
    )
    x, y = task.x[task.order], task.y[task.order]
    model.partial_fit(x, y, classes=[0.0, 1.0])
    for block, w, b in zip(task.blocks, model.coefs_, model.intercepts_, strict=True):
        w[...], b[...] = block[:-1], block[-1]

    def frame() -> float:
        model.partial_fit(x, y)
        right = model.predict_proba(task.x)[np.arange(len(task.y)), task.y.astype(int)]
        losses = -np.log(right[: task.train]).mean(), -np.log(right[task.train :]).mean()
        model.predict_proba(task.grid)
        return float(losses[0])

    return Peer(frame)


def jax_scan(task: Task) -> Peer:
    """JAX, an epoch as one compiled scan."""
    import jax
    from jax import numpy as jnp

    x, y, train = task.x, task.y, task.train
    parameters = [(jnp.array(block[:-1]), jnp.array(block[-1])) for block in task.blocks]
    size = task.batch_size
    count = train // size

    def forward(parameters: Any, a: Any) -> Any:
        for w, b in parameters[:-1]:
            a = jnp.tanh(a @ w + b)
        return (a @ parameters[-1][0] + parameters[-1][1])[:, 0]

    def loss(parameters: Any, a: Any, t: Any) -> Any:
        z = forward(parameters, a)
        return (jnp.logaddexp(0, z) - t * z).mean()

    def step(parameters: Any, batch: Any) -> tuple[Any, None]:
        slope = jax.grad(loss)(parameters, *batch)
        return jax.tree.map(lambda p, g: p - RATE * g, parameters, slope), None

    def epoch(parameters: Any, xs: Any, ts: Any) -> Any:
        whole = xs[: count * size].reshape(count, size, 2), ts[: count * size].reshape(count, size)
        parameters, _ = jax.lax.scan(step, parameters, whole)
        if train % size:
            parameters, _ = step(parameters, (xs[count * size :], ts[count * size :]))
        losses = loss(parameters, x[:train], y[:train]), loss(parameters, x[train:], y[train:])
        return parameters, losses, forward(parameters, task.grid)

    compiled = jax.jit(epoch)

    def frame() -> float:
        nonlocal parameters
        parameters, losses, boundary = compiled(parameters, x[task.order], y[task.order])
        np.asarray(boundary)
        return float(losses[0])

    return Peer(frame)


def on_node(name: str, same: bool) -> Callable[[Task], Peer]:
    """A JavaScript library, in a process of its own (tests/bench/npm/peers.js)."""

    def peer(task: Task) -> Peer:
        process = subprocess.Popen(
            ["node", NPM / "peers.js", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        used = 0.0

        def ask(line: str) -> str:
            assert process.stdin is not None
            assert process.stdout is not None
            print(line, file=process.stdin, flush=True)
            return process.stdout.readline()

        def frame() -> float:
            nonlocal used
            us, loss = map(float, ask("frame").split())
            used += us / 1e6
            return loss

        numbers = {
            "x": task.x.tolist(),
            "y": task.y.tolist(),
            "train": task.train,
            "grid": task.grid.tolist(),
            "order": task.order.tolist(),
            "blocks": [block.tolist() for block in task.blocks],
            "batch_size": task.batch_size,
        }
        assert ask(json.dumps(numbers)) == "ready\n", f"{name} did not start"
        return Peer(frame, lambda: used, same, process.communicate)

    return peer


PYTHON: dict[str, tuple[str, Callable[[Task], Peer]]] = {
    "PyTorch": ("torch", pytorch),
    "scikit-learn": ("sklearn", scikit_learn),
    "JAX": ("jax", jax_scan),
}
"""Those in Python, by name, with the module that has to be there. Only they are quick enough for
the largest workload."""


def installed() -> Iterator[tuple[str, Callable[[Task], Peer]]]:
    """The peers that are here."""
    for name, (module, peer) in PYTHON.items():
        if find_spec(module):
            yield name, peer
    if shutil.which("node") and (NPM / "node_modules").is_dir():
        yield "TensorFlow.js", on_node("tfjs", same=True)
        # Its two classes have an output each, so it learns otherwise.
        yield "ConvNetJS", on_node("convnetjs", same=False)
