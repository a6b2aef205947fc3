"""What else a person could train these networks with; each is timed if it is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import engine
from engine.network import Shape
from engine.workspace import grid_points
from tests.bench.workloads import Workload

Frame = Callable[[], object]


def _data(work: Workload) -> tuple[Any, Any, int, Any, list[Any]]:
    state = engine.init(work.spec())
    x, labels, train = engine.points_of(state)
    grid = grid_points(state.spec, 100).T
    blocks = Shape.of(state.spec).blocks(state.parameters)
    return x.astype("f4"), labels.astype("f4"), train, grid.astype("f4"), blocks


def pytorch(work: Workload) -> Frame:
    """PyTorch, eager, one thread."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    points, labels, train, net, blocks = _data(work)
    x, y, grid = torch.tensor(points), torch.tensor(labels)[:, None], torch.tensor(net)
    weights = [torch.tensor(block[:-1].T.copy(), requires_grad=True) for block in blocks]
    biases = [torch.tensor(block[-1].copy(), requires_grad=True) for block in blocks]
    optimizer = torch.optim.SGD(weights + biases, 0.03)

    def forward(a: Any) -> Any:
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            a = torch.tanh(functional.linear(a, w, b))
        return functional.linear(a, weights[-1], biases[-1])

    loss = functional.binary_cross_entropy_with_logits

    def frame() -> object:
        order = torch.randperm(train)
        for start in range(0, train, work.batch_size):
            part = order[start : start + work.batch_size]
            optimizer.zero_grad()
            loss(forward(x[part]), y[part]).backward()
            optimizer.step()
        with torch.no_grad():
            z = forward(x)
            return loss(z[:train], y[:train]), loss(z[train:], y[train:]), forward(grid)

    return frame


def scikit_learn(work: Workload) -> Frame:
    """scikit-learn's MLPClassifier, an epoch by partial_fit."""
    from sklearn.neural_network import MLPClassifier

    x, y, train, grid, _ = _data(work)
    model = MLPClassifier(
        work.hidden,
        activation="tanh",
        solver="sgd",
        batch_size=work.batch_size,
        learning_rate_init=0.03,
        momentum=0,
        alpha=0,
        random_state=1,
    )

    def frame() -> object:
        model.partial_fit(x[:train], y[:train], classes=[0.0, 1.0])
        return model.predict_proba(x), model.predict_proba(grid)

    return frame


def jax_scan(work: Workload) -> Frame:
    """JAX, an epoch as one compiled scan."""
    import jax
    from jax import numpy as jnp

    x, y, train, grid, blocks = _data(work)
    parameters = [(jnp.array(block[:-1]), jnp.array(block[-1])) for block in blocks]
    size, count = work.batch_size, train // work.batch_size

    def forward(parameters: Any, a: Any) -> Any:
        for w, b in parameters[:-1]:
            a = jnp.tanh(a @ w + b)
        return (a @ parameters[-1][0] + parameters[-1][1])[:, 0]

    def loss(parameters: Any, a: Any, t: Any) -> Any:
        z = forward(parameters, a)
        return (jnp.logaddexp(0, z) - t * z).mean()

    def step(parameters: Any, batch: Any) -> tuple[Any, None]:
        slope = jax.grad(loss)(parameters, *batch)
        return jax.tree.map(lambda p, g: p - 0.03 * g, parameters, slope), None

    def epoch(parameters: Any, xs: Any, ts: Any) -> Any:
        parameters, _ = jax.lax.scan(step, parameters, (xs, ts))
        losses = loss(parameters, x[:train], y[:train]), loss(parameters, x[train:], y[train:])
        return parameters, losses, forward(parameters, grid)

    random, compiled = np.random.default_rng(1), jax.jit(epoch)

    def frame() -> object:
        nonlocal parameters
        order = random.permutation(train)[: count * size]
        batches = x[order].reshape(count, size, 2), y[order].reshape(count, size)
        parameters, losses, boundary = compiled(parameters, *batches)
        return float(losses[0]), float(losses[1]), np.asarray(boundary)

    return frame


def installed() -> Iterator[tuple[str, Callable[[Workload], Frame]]]:
    """The peers that can be imported here."""
    for name, module, peer in (
        ("PyTorch", "torch", pytorch),
        ("scikit-learn", "sklearn", scikit_learn),
        ("JAX", "jax", jax_scan),
    ):
        try:
            __import__(module)
        except ImportError:
            continue
        yield name, peer
