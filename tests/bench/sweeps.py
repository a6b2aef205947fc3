"""What can train a grid of networks: the engine, by itself and through the REST API, and peers.

All begin with the engine's first weights and take the points in its order, network for network;
after the first epoch all have the engine's losses. After every epoch they measure loss and accuracy
of the training and the test points, but for scikit-learn, which knows its own training loss.

Each trains in a process of its own, `python -m tests.bench.sweeps NAME`. Every line of standard
input is a number of epochs: it trains from the start, and answers with a JSON list, the seconds
that took and the losses at the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from types import TracebackType
from typing import Any

import numpy as np

import engine
from engine import rng
from engine.network import Shape
from tests.bench.contenders import ROOT

RATES = (0.001, 0.0015, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015)
SEEDS = tuple(range(1, 9))
POINTS, BATCH, EPOCHS = 500, 10, 120
"""Half of the points are for training."""
SHARE = 8
"""Those who train one network after the other train every eighth, and their time is multiplied."""


def spec_of(hidden: Sequence[int] = (8, 8, 8)) -> dict[str, Any]:
    """What all networks have in common."""
    return {
        "data": {"kind": "circle", "n": POINTS},
        "network": {"hidden_layers": list(hidden), "activation": "tanh"},
        "training": {"batch_size": BATCH, "optimizer": "adam"},
    }


def grid() -> list[engine.Spec]:
    """The networks of the grid: learning rates down, first weights across."""
    specs = []
    for rate, seed in product(RATES, SEEDS):
        document = spec_of()
        document["training"]["optimizer"] = {"kind": "adam", "learning_rate": rate}
        document["network"]["seed"] = seed
        specs.append(engine.Spec.model_validate(document))
    return specs


@dataclass(frozen=True)
class Task:
    """The grid's numbers, samples first as other libraries want them."""

    x: Any
    y: Any
    train: int
    orders: Any
    """The order of the training points in each epoch, (epochs, points)."""
    rates: list[float]
    blocks: list[list[Any]]
    """Of each network, of each layer, the weights and below them the biases."""
    betas: tuple[float, float]
    epsilon: float

    @classmethod
    def of(cls, specs: Sequence[engine.Spec]) -> Task:
        """The numbers of these networks."""
        states = [engine.init(spec) for spec in specs]
        x, y, train = engine.points_of(states[0])
        seed = specs[0].training.seed
        optimizer: Any = specs[0].training.optimizer
        return cls(
            x.astype("f4"),
            y.astype("f4"),
            train,
            np.array([rng.permutation(seed, "batches", k, train) for k in range(EPOCHS)]),
            [spec.training.optimizer.learning_rate for spec in specs],
            [list(Shape.of(state.spec).blocks(state.parameters)) for state in states],
            (optimizer.beta_1, optimizer.beta_2),
            optimizer.epsilon,
        )

    def stacked(self) -> list[tuple[Any, Any]]:
        """Weights (networks, inputs, units) and biases (networks, 1, units), layer by layer."""
        layers = [np.stack(blocks) for blocks in zip(*self.blocks, strict=True)]
        return [(layer[:, :-1].copy(), layer[:, -1:].copy()) for layer in layers]


Training = Callable[[int], Sequence[float]]
"""Trains from the start so many epochs; the training losses, network by network."""


def with_engine() -> Training:
    """The engine, one stack on one core."""
    states = [engine.init(spec) for spec in grid()]

    def train(epochs: int) -> list[float]:
        return [s.history.last()["loss"] for s in engine.advance_many(states, epochs=epochs)]

    return train


def scikit_learn() -> Training:
    """scikit-learn's MLPClassifier, network after network."""
    from sklearn.neural_network import MLPClassifier

    task = Task.of(grid()[::SHARE])
    beginning = task.x[: task.train], task.y[: task.train]

    def one(blocks: list[Any], rate: float, epochs: int) -> float:
        model = MLPClassifier(
            [len(block[-1]) for block in blocks[:-1]],
            activation="tanh",
            batch_size=BATCH,
            learning_rate_init=rate,
            alpha=0,
            shuffle=False,
            beta_1=task.betas[0],
            beta_2=task.betas[1],
            epsilon=task.epsilon,
        )
        model.partial_fit(*(part[:BATCH] for part in beginning), classes=[0.0, 1.0])
        for block, w, b in zip(blocks, model.coefs_, model.intercepts_, strict=True):
            w[...], b[...] = block[:-1], block[-1]
        del model._optimizer  # which remembers a step already
        for order in task.orders[:epochs]:
            model.partial_fit(task.x[order], task.y[order])
        right = model.predict_proba(beginning[0])
        return float(-np.log(right[np.arange(task.train), beginning[1].astype(int)]).mean())

    return lambda epochs: [one(*each, epochs) for each in zip(task.blocks, task.rates, strict=True)]


def pytorch() -> Training:
    """PyTorch, eager, network after network."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    task = Task.of(grid()[::SHARE])
    x, y = torch.tensor(task.x), torch.tensor(task.y)[:, None]
    orders, n = torch.tensor(task.orders), task.train
    loss = functional.binary_cross_entropy_with_logits

    def one(blocks: list[Any], rate: float, epochs: int) -> float:
        weights = [torch.tensor(block[:-1].T.copy(), requires_grad=True) for block in blocks]
        biases = [torch.tensor(block[-1].copy(), requires_grad=True) for block in blocks]
        optimizer = torch.optim.Adam(weights + biases, rate, task.betas, task.epsilon)

        def forward(a: Any) -> Any:
            for w, b in zip(weights[:-1], biases[:-1], strict=True):
                a = torch.tanh(functional.linear(a, w, b))
            return functional.linear(a, weights[-1], biases[-1])

        for order in orders[:epochs]:
            for start in range(0, n, BATCH):
                part = order[start : start + BATCH]
                optimizer.zero_grad()
                loss(forward(x[part]), y[part]).backward()
                optimizer.step()
            with torch.no_grad():
                z = forward(x)
                right = ((z > 0) == (y > 0)).float()
                said = [(loss(z[s], y[s]), right[s].mean()) for s in (slice(n), slice(n, None))]
        return float(said[0][0])

    return lambda epochs: [one(*each, epochs) for each in zip(task.blocks, task.rates, strict=True)]


def torch_vmap() -> Training:
    """PyTorch's torch.func: one gradient of all networks, by vmap."""
    import torch
    from torch.func import grad, vmap
    from torch.nn import functional

    torch.set_num_threads(1)
    task = Task.of(grid())
    x, y = torch.tensor(task.x), torch.tensor(task.y)[:, None]
    orders, n = torch.tensor(task.orders), task.train
    rates = torch.tensor(task.rates)[:, None, None]
    (beta_1, beta_2), epsilon = task.betas, task.epsilon

    def forward(layers: Any, a: Any) -> Any:
        *hidden, (w, b) = layers
        for v, c in hidden:
            a = torch.tanh(a @ v + c)
        return a @ w + b

    def loss(layers: Any, a: Any, t: Any) -> Any:
        return functional.binary_cross_entropy_with_logits(forward(layers, a), t)

    slopes, answers = vmap(grad(loss), (0, None, None)), vmap(forward, (0, None))

    def train(epochs: int) -> list[float]:
        layers = [(torch.tensor(w), torch.tensor(b)) for w, b in task.stacked()]
        flat = [each for layer in layers for each in layer]
        means, squares = ([torch.zeros_like(p) for p in flat] for _ in range(2))
        step = 0
        for order in orders[:epochs]:
            for start in range(0, n, BATCH):
                part = order[start : start + BATCH]
                step += 1
                found = [each for layer in slopes(layers, x[part], y[part]) for each in layer]
                torch._foreach_lerp_(means, found, 1 - beta_1)
                torch._foreach_mul_(squares, beta_2)
                torch._foreach_addcmul_(squares, found, found, 1 - beta_2)
                root = (1 - beta_2**step) ** 0.5
                size = rates * (root / (1 - beta_1**step))
                for p, m, v in zip(flat, means, squares, strict=True):
                    p.sub_(size * m / (v.sqrt() + epsilon * root))
            z = answers(layers, x)
            losses = functional.binary_cross_entropy_with_logits(
                z, y.expand_as(z), reduction="none"
            )
            right = ((z > 0) == (y > 0)).float()
            said = [
                (losses[:, s].mean((1, 2)), right[:, s].mean((1, 2)))
                for s in (slice(n), slice(n, None))
            ]
        return list(map(float, said[0][0]))

    return train


def jax_vmap() -> Training:
    """JAX: vmap over the networks, scan over batches and epochs, compiled as a whole."""
    import jax
    from jax import numpy as jnp

    task = Task.of(grid())
    x, y, n = task.x, task.y, task.train
    (beta_1, beta_2), epsilon = task.betas, task.epsilon

    def forward(layers: Any, a: Any) -> Any:
        *hidden, (w, b) = layers
        for v, c in hidden:
            a = jnp.tanh(a @ v + c)
        return (a @ w + b)[:, 0]

    def losses(z: Any, t: Any) -> Any:
        return jnp.logaddexp(0, z) - t * z

    def loss(layers: Any, a: Any, t: Any) -> Any:
        return losses(forward(layers, a), t).mean()

    def one(layers: Any, rate: Any, orders: Any) -> Any:
        def update(known: Any, part: Any) -> tuple[Any, None]:
            layers, means, squares, step = known
            found = jax.grad(loss)(layers, x[part], y[part])
            step = step + 1
            means = jax.tree.map(lambda m, g: beta_1 * m + (1 - beta_1) * g, means, found)
            squares = jax.tree.map(lambda v, g: beta_2 * v + (1 - beta_2) * g * g, squares, found)
            root = jnp.sqrt(1 - beta_2**step)
            size = rate * root / (1 - beta_1**step)
            layers = jax.tree.map(
                lambda p, m, v: p - size * m / (jnp.sqrt(v) + epsilon * root),
                layers,
                means,
                squares,
            )
            return (layers, means, squares, step), None

        def epoch(known: Any, order: Any) -> tuple[Any, Any]:
            known, _ = jax.lax.scan(update, known, order.reshape(-1, BATCH))
            z = forward(known[0], x)
            each, right = losses(z, y), (z > 0) == (y > 0)
            said = [(each[s].mean(), right[s].mean()) for s in (slice(n), slice(n, None))]
            return known, jnp.array(said)

        zeros = jax.tree.map(jnp.zeros_like, layers)
        _, measured = jax.lax.scan(epoch, (layers, zeros, zeros, jnp.float32(0)), orders)
        return measured

    x, y = jnp.asarray(x), jnp.asarray(y)
    layers = [(jnp.asarray(w), jnp.asarray(b)) for w, b in task.stacked()]
    compiled = jax.jit(jax.vmap(one, (0, 0, None)))

    def train(epochs: int) -> list[float]:
        measured = compiled(layers, jnp.asarray(task.rates), jnp.asarray(task.orders[:epochs]))
        return list(map(float, np.asarray(measured)[:, -1, 0, 0]))

    return train


PEERS: dict[str, tuple[str, Callable[[], Training], int]] = {
    "engine": ("numpy", with_engine, 1),
    "scikit-learn": ("sklearn", scikit_learn, SHARE),
    "PyTorch": ("torch", pytorch, SHARE),
    "torch.func.vmap": ("torch", torch_vmap, 1),
    "JAX vmap + scan": ("jax", jax_vmap, 1),
}
"""By name: the module that has to be there, what trains, and how many networks one stands for."""


def installed() -> Iterator[str]:
    """The names of those that are here."""
    yield from (name for name, (module, *_) in PEERS.items() if find_spec(module))


class Peer:
    """One of them, in its process."""

    def __init__(self, name: str) -> None:
        self.name, self.share = name, PEERS[name][2]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sweeps", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.communicate()

    def train(self, epochs: int) -> tuple[float, list[float]]:
        """The seconds that all networks take, and the losses of those that were trained."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(epochs, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, f"{self.name} has stopped; what it said is above."
        seconds, *losses = json.loads(answer)
        return self.share * seconds, losses


def main(name: str) -> None:
    """Train as long as is asked for, again and again."""
    train = PEERS[name][1]()
    for line in sys.stdin:
        start = time.perf_counter()
        losses = train(int(line))
        print(json.dumps([time.perf_counter() - start, *map(float, losses)]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
