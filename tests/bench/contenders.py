"""What these networks can be trained with: the engine, textbook NumPy, and what is installed.

All begin with the engine's first weights and take the points in its order. A frame is an epoch, its
numbers, and the answer of every neuron on a grid of 100×100, the network's own among them. The
numbers are the losses of the training and the test points, then what else a frame of the engine
has, and all who give one have to agree on it. scikit-learn and those in JavaScript do less: the
epoch, the two losses and the network's answer.

Each trains in a process of its own, `python -m tests.bench.contenders NAME WORKLOAD`, so that none
finds the memory or the caches as another left them. Every line of standard input is a number n: it
makes one frame, and then n more, and answers with a JSON list, the milliseconds of processor time
that a frame of those n took and the numbers of the last. Those in JavaScript do the same, given the
workload as their first line (tests/bench/npm/peers.js).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

import engine
from engine import rng
from engine.network import Shape
from engine.workspace import grid_points
from tests.bench.textbook import Textbook
from tests.bench.workloads import WORKLOADS, Workload

ROOT = Path(__file__).parents[2]
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
        following = rng.permutation(state.spec.training.seed, "batches", 1, self.train)
        self.following = following[: work.batch_size]
        """The points whose gradient a frame measures."""
        self.hidden, self.batch_size = work.hidden, work.batch_size

    def lists(self) -> dict[str, Any]:
        """The same as plain lists."""
        return {
            "x": self.x.tolist(),
            "y": self.y.tolist(),
            "train": self.train,
            "grid": self.grid.tolist(),
            "order": self.order.tolist(),
            "blocks": [block.tolist() for block in self.blocks],
            "batch_size": self.batch_size,
        }


Frame = Callable[[], Sequence[float]]
"""Makes a frame, and gives its numbers."""


def with_engine(work: Workload, map_resolution: int = 100) -> Frame:
    """The engine."""
    state = engine.init(work.spec())

    def frame() -> list[float]:
        nonlocal state
        state = engine.advance(state, epochs=1)
        return numbers(engine.observe(state, 100, map_resolution))

    return frame


def numbers(frame: engine.Frame) -> list[float]:
    """What can be compared of a frame, in the order in which all give it."""
    assert frame.confusion is not None
    return [
        *(frame.metrics[name] for name in ("loss", "val_loss", "accuracy", "val_accuracy")),
        *frame.confusion.ravel().tolist(),
        *frame.dead,
        *frame.saturated,
        *frame.weight_norms,
        *frame.gradient_norms,
    ]


def agree(work: Workload) -> None:
    """The engine does the same work as NumPy as others write it: after an epoch in float64 they
    have the same numbers, and see the same."""
    spec = work.spec("float64")
    frame = engine.observe(engine.advance(engine.init(spec), epochs=1), 100, 100)
    theirs, (*neurons, answer) = Textbook(spec).frame()
    np.testing.assert_allclose(numbers(frame), theirs, rtol=1e-9)
    np.testing.assert_allclose(frame.boundary.ravel(), answer[:, 0], rtol=1e-9)
    maps = np.concatenate([a.T for a in neurons])
    np.testing.assert_allclose(frame.maps.reshape(maps.shape), maps, rtol=1e-9, atol=1e-12)


def in_numpy(work: Workload) -> Frame:
    """NumPy as a textbook writes it."""
    network = Textbook(work.spec())
    return lambda: network.frame()[0]


def pytorch(work: Workload) -> Frame:
    """PyTorch, eager, one thread."""
    import torch
    from torch.nn import functional

    task = Task(work)
    torch.set_num_threads(1)
    x, y = torch.tensor(task.x), torch.tensor(task.y)[:, None]
    grid, train = torch.tensor(task.grid), task.train
    order, following = torch.tensor(task.order), torch.tensor(task.following)
    weights = [torch.tensor(block[:-1].T.copy(), requires_grad=True) for block in task.blocks]
    biases = [torch.tensor(block[-1].copy(), requires_grad=True) for block in task.blocks]
    optimizer = torch.optim.SGD(weights + biases, RATE)

    def forward(a: Any) -> list[Any]:
        answers = []
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            a = torch.tanh(functional.linear(a, w, b))
            answers.append(a)
        return [*answers, functional.linear(a, weights[-1], biases[-1])]

    def backward(part: Any) -> None:
        optimizer.zero_grad()
        loss(forward(x[part])[-1], y[part]).backward()

    loss = functional.binary_cross_entropy_with_logits

    def length(w: Any, b: Any) -> float:
        return float(torch.sqrt((w**2).sum() + (b**2).sum()))

    def frame() -> list[float]:
        for start in range(0, train, task.batch_size):
            backward(order[start : start + task.batch_size])
            optimizer.step()
        backward(following)
        with torch.no_grad():
            *answers, z = forward(x)
            *_neurons, answer = forward(grid)
            torch.sigmoid(answer)
            actual, decided = y[:, 0] == 1, z[:, 0] > 0
            right, cells = (actual == decided).float(), 2 * actual + decided
            parts = slice(0, train), slice(train, None)
            slopes = [(1 - a[:train] ** 2).mean(0) for a in answers]
            return [
                *(float(loss(z[part], y[part])) for part in parts),
                *(float(right[part].mean()) for part in parts),
                *(n for part in parts for n in torch.bincount(cells[part], minlength=4).tolist()),
                *(int((s == 0).sum()) for s in slopes),
                *(int(((s > 0) & (s < 0.1)).sum()) for s in slopes),
                *(length(w, b) for w, b in zip(weights, biases, strict=True)),
                *(length(w.grad, b.grad) for w, b in zip(weights, biases, strict=True)),
            ]

    return frame


def scikit_learn(work: Workload) -> Frame:
    """scikit-learn's MLPClassifier, an epoch by partial_fit."""
    from sklearn.neural_network import MLPClassifier

    task = Task(work)
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

    def frame() -> list[float]:
        model.partial_fit(x, y)
        right = model.predict_proba(task.x)[np.arange(len(task.y)), task.y.astype(int)]
        losses = [-np.log(right[: task.train]).mean(), -np.log(right[task.train :]).mean()]
        model.predict_proba(task.grid)
        return losses

    return frame


def jax_scan(work: Workload) -> Frame:
    """JAX, an epoch as one compiled scan."""
    import jax
    from jax import numpy as jnp

    task = Task(work)
    x, y, train = task.x, task.y, task.train
    parameters = [(jnp.array(block[:-1]), jnp.array(block[-1])) for block in task.blocks]
    size = task.batch_size
    count = train // size

    def forward(parameters: Any, a: Any) -> list[Any]:
        answers = []
        for w, b in parameters[:-1]:
            a = jnp.tanh(a @ w + b)
            answers.append(a)
        return [*answers, (a @ parameters[-1][0] + parameters[-1][1])[:, 0]]

    def losses(z: Any, t: Any) -> Any:
        return jnp.logaddexp(0, z) - t * z

    def loss(parameters: Any, a: Any, t: Any) -> Any:
        return losses(forward(parameters, a)[-1], t).mean()

    def step(parameters: Any, batch: Any) -> tuple[Any, None]:
        slope = jax.grad(loss)(parameters, *batch)
        return jax.tree.map(lambda p, g: p - RATE * g, parameters, slope), None

    def lengths(layers: Any) -> list[Any]:
        return [jnp.sqrt((w**2).sum() + (b**2).sum()) for w, b in layers]

    def measures(parameters: Any) -> Any:
        *answers, z = forward(parameters, x)
        actual, decided = y == 1, z > 0
        right, cells = actual == decided, 2 * actual + decided
        parts = slice(0, train), slice(train, None)
        slopes = [(1 - a[:train] ** 2).mean(0) for a in answers]
        gradient = jax.grad(loss)(parameters, x[task.following], y[task.following])
        numbers = [
            *(losses(z, y)[part].mean() for part in parts),
            *(right[part].mean() for part in parts),
            *(n for part in parts for n in jnp.bincount(cells[part], length=4)),
            *((s == 0).sum() for s in slopes),
            *(((s > 0) & (s < 0.1)).sum() for s in slopes),
            *lengths(parameters),
            *lengths(gradient),
        ]
        return jnp.stack([jnp.asarray(number, jnp.float32) for number in numbers])

    def epoch(parameters: Any, xs: Any, ts: Any) -> Any:
        whole = xs[: count * size].reshape(count, size, 2), ts[: count * size].reshape(count, size)
        parameters, _ = jax.lax.scan(step, parameters, whole)
        if train % size:
            parameters, _ = step(parameters, (xs[count * size :], ts[count * size :]))
        *neurons, answer = forward(parameters, task.grid)
        return parameters, measures(parameters), [*neurons, jax.nn.sigmoid(answer)]

    compiled = jax.jit(epoch)

    def frame() -> list[float]:
        nonlocal parameters
        parameters, measured, neurons = compiled(parameters, x[task.order], y[task.order])
        jax.block_until_ready(neurons)
        return list(map(float, np.asarray(measured)))

    return frame


PYTHON: dict[str, tuple[str, Callable[[Workload], Frame]]] = {
    "engine": ("numpy", with_engine),
    "as the page asks": ("numpy", partial(with_engine, map_resolution=20)),
    "textbook NumPy": ("numpy", in_numpy),
    "the same, memory kept": ("numpy", in_numpy),
    "PyTorch": ("torch", pytorch),
    "scikit-learn": ("sklearn", scikit_learn),
    "JAX": ("jax", jax_scan),
}
"""Those in Python, by name, with the module that has to be there. Only they are quick enough for
the largest workload."""
SETTINGS = {
    "the same, memory kept": {
        "MALLOC_TRIM_THRESHOLD_": "-1",
        "MALLOC_MMAP_THRESHOLD_": str(2**25),
    }
}
"""What else is set for one's process. A new array for every result costs textbook NumPy up to half
its time in pages of memory, asked of the system and given back; glibc can be told to keep them."""
NODE = {"TensorFlow.js": "tfjs", "ConvNetJS": "convnetjs"}
UNLIKE = {"ConvNetJS"}
"""Whose two classes have an output each, so that it learns otherwise."""


def installed() -> Iterator[str]:
    """The names of those that are here."""
    yield from (name for name, (module, _) in PYTHON.items() if find_spec(module))
    if shutil.which("node") and (NPM / "node_modules").is_dir():
        yield from NODE


class Contender:
    """One of them at one workload, in its process."""

    def __init__(self, name: str, work: Workload):
        self.name = name
        python = [sys.executable, "-m", "tests.bench.contenders", name, work.name]
        command = python if name in PYTHON else ["node", str(NPM / "peers.js"), NODE[name]]
        pipe = subprocess.PIPE
        environment = {**os.environ, **SETTINGS.get(name, {})}
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT, env=environment
        )
        if name in NODE:
            self._tell(json.dumps(Task(work).lists()))

    def __enter__(self) -> Contender:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.communicate()

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)

    def frames(self, count: int) -> tuple[float, list[float]]:
        """Milliseconds of processor time a frame, one more frame not counted, and the numbers after
        them."""
        self._tell(str(count))
        assert self.process.stdout is not None
        answer = self.process.stdout.readline()
        assert answer, f"{self.name} has stopped; what it said is above."
        ms, *numbers = json.loads(answer)
        return ms, numbers


def main(name: str, workload: str) -> None:
    """Train, as many frames as are asked for."""
    frame = PYTHON[name][1](next(work for work in WORKLOADS if work.name == workload))
    for line in sys.stdin:
        count = int(line)
        numbers = frame()
        start = time.process_time()
        for _ in range(count):
            numbers = frame()
        ms = 1e3 * (time.process_time() - start) / max(1, count)
        print(json.dumps([ms, *map(float, numbers)]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
