"""What keeps a network from learning by heart: penalties, dropout, and shorter gradients."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

import engine
from engine import formulas
from engine.catalogue import REGISTRIES
from engine.network import Shape, forward, with_ones
from engine.workspace import Workspace
from tests.engine.specs import kinds, spec


def weights_of(state: engine.State) -> np.ndarray:
    return np.concatenate([b[:-1].ravel() for b in Shape.of(state.spec).blocks(state.parameters)])


def test_l1_gives_exact_zeros_and_lets_weights_come_back() -> None:
    priced = spec(training={"regularizer": {"kind": "l1", "rate": 0.2}, "batch_size": 100})
    state = engine.advance(engine.init(priced), epochs=300)
    assert (weights_of(state) == 0).all(), "the price is higher than anything to be learned"
    assert state.parameters.any(), "biases cost nothing"
    random = np.random.default_rng(1).normal(0, 0.01, 3)
    nudged = engine.set_weights(
        engine.amend(state, rate=0.0),
        [engine.Weight(layer=2, unit=0, input=k, value=random[k]) for k in range(2)]
        + [engine.Weight(layer=1, unit=k, input=k, value=1.0) for k in range(2)],
    )
    again = engine.advance(nudged, epochs=2)
    first = Shape.of(again.spec).blocks(again.parameters)[0][:-1]
    assert (first != 0).any(), "a weight at zero is not dead"


def test_l2_pulls_weights_together() -> None:
    def size(rate: float) -> float:
        regularizer = {"kind": "l2", "rate": rate}
        state = engine.init(spec(training={"regularizer": regularizer}))
        return float(np.abs(weights_of(engine.advance(state, epochs=100))).sum())

    assert size(0.1) < 0.5 * size(0.0)


@pytest.mark.parametrize("kind", kinds("activations"))
def test_dropout_is_the_masked_network_and_its_gradient(kind: str) -> None:
    network = {"hidden_layers": [4, 3], "activation": kind}
    dropping = spec(network=network, training={"dropout": 0.5, "batch_size": 9})
    workspace = Workspace([dropping])
    random = np.random.default_rng(1)
    # With biases at 0, a unit whose inputs are all dropped would sit on a kink.
    workspace.vectors.parameters[...] = random.normal(0, 0.5, workspace.shape.size)
    plan = workspace.plan(9)
    for start in (9, 0):  # other units are dropped in the batch before
        plan.batch[...] = workspace.lessons(0)[:, start : start + 9]
        for call in plan.calls:
            call()
    inputs, targets, masks = np.split(workspace.shuffled(0)[:, :9], [3, 4])
    assert set(np.unique(masks)) <= {0.0, 2.0}
    g = dropping.network.hidden_layers[0].activation

    def loss(parameters: np.ndarray) -> float:
        first, second, last = workspace.shape.blocks(parameters)
        a = g.value(first.T @ inputs) * masks[0:4]
        a = g.value(second.T @ with_ones(a)) * masks[5:8]
        z = last.T @ with_ones(a)
        return float(dropping.training.loss.value(z, targets).mean())

    parameters = workspace.vectors.parameters.copy()
    nudges = 1e-5 * np.eye(parameters.size)
    numerical = [(loss(parameters + n) - loss(parameters - n)) / 2e-5 for n in nudges]
    assert_allclose(workspace.vectors.gradients, numerical, rtol=1e-5, atol=1e-7)


def test_dropout_is_for_training_only() -> None:
    plain, dropping = (engine.init(spec(training={"dropout": p})) for p in (0.0, 0.5))
    x = [[1.0, 2.0], [-3.0, 0.5]]
    assert engine.predict(plain, x).tolist() == engine.predict(dropping, x).tolist()
    assert plain.history.last() == dropping.history.last()
    one, other = engine.advance(plain, steps=1), engine.advance(dropping, steps=1)
    assert one.parameters.tobytes() != other.parameters.tobytes()


def test_a_clipped_step_is_no_longer_than_allowed() -> None:
    optimizer = {"kind": "sgd", "learning_rate": 2.0, "clip_norm": 0.01}
    state = engine.init(spec(training={"optimizer": optimizer}))
    step = engine.advance(state, steps=1).parameters - state.parameters
    assert np.sqrt(np.square(step).sum()) == pytest.approx(2.0 * 0.01)


@pytest.mark.parametrize("together", [1, 4])
def test_the_longest_gradient_is_clipped_too(together: int) -> None:
    far = [[1e6, 0.0, 1.0], [-1e6, 1e6, 0.0], [0.0, -1e6, 2.0]]
    state = engine.init(
        engine.Spec.model_validate(
            {
                "data": {"kind": "points", "points": far, "class_names": []},
                "network": {"inputs": ["x1_squared"], "hidden_layers": [3], "activation": "linear"},
                "training": {
                    "loss": "mean_squared_error",
                    "optimizer": {"kind": "sgd", "learning_rate": 2.0, "clip_norm": 0.01},
                },
            }
        )
    )
    for later in engine.advance_many([state] * together, steps=1):
        step = later.parameters - state.parameters
        assert np.sqrt(np.square(step).sum()) == pytest.approx(2.0 * 0.01, rel=1e-3)


@pytest.mark.parametrize("schedule", REGISTRIES["schedules"], ids=lambda c: str(c.name()))
def test_schedules_start_at_most_full_and_stay_within_bounds(schedule: type) -> None:
    factors = [schedule().factor(step) for step in (1, 2, 10, 100, 1000, 10_000, 10**6)]
    assert all(0 <= factor <= 1 for factor in factors)
    rising = schedule().kind == "warmup"
    assert factors == sorted(factors, reverse=not rising)


@pytest.mark.parametrize("kind", kinds("initializers"))
def test_initial_weights_keep_signals_in_bounds(kind: str) -> None:
    wide = spec(network={"hidden_layers": [64] * 4, "initializer": kind, "activation": "tanh"})
    state = engine.init(wide)
    inputs = with_ones(np.random.default_rng(1).normal(size=(2, 50)))
    activations = [layer.activation for layer in wide.network.hidden_layers]
    answers = forward(Shape.of(wide).blocks(state.parameters), activations, inputs)
    assert np.isfinite(answers[-1]).all()
    assert np.abs(answers[-1]).max() < 20


@pytest.mark.parametrize(
    ("family", "variance"), [("glorot", 2 / (300 + 200)), ("he", 2 / 300), ("lecun", 1 / 300)]
)
@pytest.mark.parametrize("form", ["uniform", "normal"])
def test_initial_weights_have_the_variance_of_the_papers(
    family: str, variance: float, form: str
) -> None:
    kind = next(c for c in REGISTRIES["initializers"] if c.name() == f"{family}_{form}")
    weights = kind().weights(np.random.default_rng(1), 300, 200)  # type: ignore[attr-defined]
    assert weights.var() == pytest.approx(variance, rel=0.02)
    assert weights.mean() == pytest.approx(0, abs=0.02 * variance**0.5)
    largest = {"uniform": 3**0.5, "normal": 2 / 0.8796}[form] * variance**0.5
    assert 0.99 * largest < np.abs(weights).max() <= 1.001 * largest
    # What its formula says is that.
    said, sizes = str(kind.formula), {"x1": np.array([300.0]), "x2": np.array([200.0])}
    figure = re.search(r"(?:r|Var W) = (.+)$", said)
    assert figure
    text = figure[1].replace("√", "sqrt").replace("d_in", "x1").replace("d_out", "x2")
    told = float(formulas.value(formulas.read(text, ("x1", "x2")), sizes)[0])
    assert told == pytest.approx(largest if form == "uniform" else variance)
    assert ("cut at 2σ" in said) == (form == "normal")


def test_orthogonal_weights_are_orthogonal() -> None:
    state = engine.init(spec(network={"hidden_layers": [5, 3], "initializer": "orthogonal"}))
    w = Shape.of(state.spec).blocks(state.parameters)[1][:-1]
    assert_allclose(w.T @ w, np.eye(3), atol=1e-12)
