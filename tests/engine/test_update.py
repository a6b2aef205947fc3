"""The update in a trace is the one that training makes, and can be made on paper."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.network import Shape
from tests.engine.specs import kinds, loss_for, spec

TOLERANCE: dict[str, Any] = {"rtol": 1e-12, "atol": 1e-12}

WAYS: dict[str, dict[str, Any]] = {
    **{kind: {"optimizer": {"kind": kind}} for kind in kinds("optimizers")},
    **{kind: {"regularizer": kind, "optimizer": "adam"} for kind in kinds("regularizers")},
    **{
        kind: {"optimizer": {"kind": "sgd", "learning_rate": 0.1, "schedule": kind}}
        for kind in kinds("schedules")
    },
    "momentum": {"optimizer": {"kind": "sgd", "momentum": 0.9}, "regularizer": "l1_l2"},
    "nesterov": {"optimizer": {"kind": "sgd", "momentum": 0.9, "nesterov": True}},
    "clipped": {"optimizer": {"kind": "sgd", "clip_norm": 0.1}, "regularizer": "l2"},
    "clipped adam": {"optimizer": {"kind": "adam", "clip_norm": 0.1}},
    "in order": {"shuffle": False},
}


def traced(state: engine.State) -> engine.Trace:
    """The trace of the point that is next."""
    return engine.trace(state, *engine.next_point(state))


def flat(blocks: list[list[list[float]]]) -> Any:
    return np.concatenate([np.ravel(block) for block in blocks])


@pytest.mark.parametrize("way", WAYS)
def test_it_is_what_a_step_on_the_next_point_does(way: str) -> None:
    state = engine.advance(engine.init(spec(training=WAYS[way])), steps=7)
    for _ in range(3):
        update = traced(state).update
        assert update is not None
        assert update.number == state.step + 1
        state = engine.advance(state, samples=1)
        told = flat([layer.weights for layer in update.layers])
        np.testing.assert_allclose(told, state.parameters, **TOLERANCE)
        for letter, slot in state.spec.training.optimizer.remembered(state.slots).items():
            told = flat([layer.after[letter] for layer in update.layers])
            np.testing.assert_allclose(told, slot, **TOLERANCE)


@pytest.mark.parametrize("data", ["blobs", "pass_class", "whirl", "reg_plane"])
def test_the_next_point_is_next_whatever_the_data(data: str) -> None:
    begun = engine.init(spec({"kind": data}, training={"loss": loss_for(data)}))
    state = engine.advance(begun, steps=4)
    update = traced(state).update
    assert update is not None
    after = engine.advance(state, samples=1)
    told = flat([layer.weights for layer in update.layers])
    np.testing.assert_allclose(told, after.parameters, **TOLERANCE)


@pytest.mark.parametrize("kind", kinds("optimizers"))
def test_what_is_remembered_has_the_letters_of_the_formula(kind: str) -> None:
    optimizer = engine.init(spec(training={"optimizer": kind})).spec.training.optimizer
    assert len(optimizer.letters) == len(optimizer.slots)
    told = optimizer.formula
    assert "as Adam" in told or all(letter in told for letter in optimizer.letters)


@pytest.mark.parametrize(
    ("way", "rule"),
    [
        ({}, "W ← W − η g"),
        ({"momentum": 0.9}, "v ← μ v − η g;  W ← W + v"),
        ({"momentum": 0.9, "nesterov": True}, "v ← μ v − η g;  W ← W + μ v − η g"),
    ],
)
def test_a_rule_is_the_formula_as_the_settings_have_it(way: dict[str, Any], rule: str) -> None:
    state = engine.init(spec(training={"optimizer": {"kind": "sgd", **way}}))
    update = traced(state).update
    assert update is not None
    assert update.rule == rule
    # It speaks of what is remembered, and of nothing else.
    assert ("v" in rule) == bool(update.layers[0].before)


def test_adam_by_hand() -> None:
    """One neuron z = w0 + 3x1 − 2x2 with w0 = 1 at (−1, 2) with y = 1: z = −6, ŷ = 1 / (1 + e⁶) and
    dz = ŷ − 1, so that g = (−dz, 2dz, dz). In its first update Adam has m = 0.1 g and v = 0.001 g²,
    hence m̂ = g, v̂ = g²: every weight moves by η, against the sign of its gradient, but for ε."""
    adam = {"optimizer": {"kind": "adam", "learning_rate": 0.5}}
    state = engine.init(spec(network={"hidden_layers": []}, training=adam))
    state = engine.set_weights(
        state,
        [
            engine.Weight(layer=0, unit=0, input=0, value=3),
            engine.Weight(layer=0, unit=0, input=1, value=-2),
            engine.Weight(layer=0, unit=0, value=1),
        ],
    )
    update = engine.trace(state, (-1, 2), 1).update
    assert update is not None
    (layer,) = update.layers
    dz = 1 / (1 + np.exp(6)) - 1
    np.testing.assert_allclose(flat([layer.gradient]), [-dz, 2 * dz, dz])
    assert flat([layer.before["m"]]).tolist() == [0, 0, 0]
    np.testing.assert_allclose(flat([layer.after["m"]]), 0.1 * np.array([-dz, 2 * dz, dz]))
    np.testing.assert_allclose(flat([layer.after["v"]]), 0.001 * dz**2 * np.array([1, 4, 1]))
    np.testing.assert_allclose(flat([layer.weights]), [2.5, -1.5, 1.5], atol=1e-6)


def test_clipping_is_told() -> None:
    state = engine.init(spec(training=WAYS["clipped"]))
    update = traced(state).update
    assert update is not None
    assert update.clipped_to == 0.1
    assert update.length > 0.1
    told = flat([layer.gradient for layer in update.layers])
    assert np.sqrt(np.square(told).sum()) == pytest.approx(0.1)
    free = traced(engine.init(spec())).update
    assert free is not None
    assert free.clipped_to is None


@pytest.mark.parametrize("regularizer", kinds("regularizers"))
def test_the_objective_is_the_sum_of_losses_by_n_and_the_penalty(regularizer: str) -> None:
    state = engine.init(spec(training={"regularizer": regularizer}))
    x, labels, train = engine.points_of(state)
    losses = [engine.trace(state, x[i].tolist(), float(labels[i])).loss or 0 for i in range(train)]
    told = engine.trace(state, (0, 0)).objective
    assert told.n == train
    assert told.total == pytest.approx(sum(losses))
    assert told.mean == pytest.approx(state.history.last()["loss"])
    price = state.spec.training.regularizer
    weights = [block[:-1] for block in Shape.of(state.spec).blocks(state.parameters)]
    assert told.penalty == pytest.approx(sum(float(price.penalty(each)) for each in weights))
    assert told.value == pytest.approx(sum(losses) / train + told.penalty)


def test_without_a_target_there_is_no_update() -> None:
    assert engine.trace(engine.init(spec()), (1, 2)).update is None
