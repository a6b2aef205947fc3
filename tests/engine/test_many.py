"""Stacked networks learn as they would alone."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest

import engine
from engine.train import DRIFT_LIMIT
from engine.workspace import borrow
from tests.engine.specs import data_for, equal, kinds, spec


def varied(training: dict[str, Any], data: dict[str, Any] | None = None) -> list[engine.State]:
    rate = training.pop("rate", 0.03)
    optimizer = training.pop("optimizer", "sgd")
    return [
        engine.init(
            spec(
                {**(data or {}), "seed": k},
                {"seed": k},
                {
                    "batch_size": 7,
                    "seed": k,
                    "optimizer": {"kind": optimizer, "learning_rate": rate * (1 + k / 10)},
                }
                | training,
            )
        )
        for k in range(5)
    ]


def assert_alike(many: list[engine.State], alone: list[engine.State]) -> None:
    for one, other in zip(many, alone, strict=True):
        assert (one.step, one.seen, one.outcome) == (other.step, other.seen, other.outcome)
        assert one.history.names == other.history.names
        assert one.history.epochs.tolist() == other.history.epochs.tolist()
        np.testing.assert_allclose(one.parameters, other.parameters, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(one.slots, other.slots, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(one.history.values, other.history.values, rtol=1e-8, atol=1e-10)


CASES: list[dict[str, Any]] = [
    *({"optimizer": kind} for kind in kinds("optimizers")),
    *({"regularizer": kind} for kind in kinds("regularizers")),
    {"dropout": 0.3},
    {"optimizer": "adam", "regularizer": "l2"},
    *({"optimizer": kind, "regularizer": "l1"} for kind in kinds("optimizers")),
]


@pytest.mark.parametrize("training", CASES, ids=str)
def test_same_as_alone(training: dict[str, Any]) -> None:
    states = varied(dict(training))
    for budget in ({"epochs": 3}, {"steps": 6}, {"samples": 5}):
        alone = [engine.advance(state, **budget) for state in states]
        assert_alike(engine.advance_many(states, **budget), alone)


@pytest.mark.parametrize("loss", kinds("losses"))
def test_every_loss(loss: str) -> None:
    states = varied({"loss": loss}, {"kind": data_for(loss)})
    alone = [engine.advance(state, epochs=2) for state in states]
    assert_alike(engine.advance_many(states, epochs=2), alone)


def test_formulas_of_ones_own_and_weights_that_are_given() -> None:
    def begun(seed: int) -> engine.State:
        own = {"kind": "formula", "expression": "x1^2 - x2" if seed % 2 else "x1*x2"}
        network = {
            "inputs": ["x1", own],
            "activation": {"kind": "formula", "expression": "max(0, z) + 0.1*min(0, z)"},
            "weights": [{"layer": 0, "unit": 0, "input": 1, "value": seed / 4}],
            "seed": seed,
        }
        data = {"kind": "formula", "expression": "x1^2 - x2", "seed": seed}
        return engine.init(spec(data, network))

    states = [begun(seed) for seed in range(5)]
    alone = [engine.advance(state, epochs=3) for state in states]
    assert_alike(engine.advance_many(states, epochs=3), alone)


def test_divergence_is_what_it_is_alone() -> None:
    states = varied({"rate": 9.0})
    alone = [engine.advance(state, epochs=150) for state in states]
    assert any(state.outcome for state in alone)
    many = engine.advance_many(states, epochs=150)
    assert [state.outcome for state in many] == [state.outcome for state in alone]
    later = engine.advance_many(many, epochs=2)
    assert all(new is old for new, old in zip(later, many, strict=True) if old.outcome)


def test_a_mixed_lot_keeps_its_order() -> None:
    states = [*varied({}), engine.init(spec(network={"hidden_layers": [5]}))]
    states.insert(2, engine.advance(states[0], steps=1))
    alone = [engine.advance(state, epochs=1) for state in states]
    many = engine.advance_many(states, epochs=1)
    assert_alike(many, alone)
    assert equal(many[2], alone[2])
    assert equal(many[-1], alone[-1])
    assert engine.advance_many([], epochs=1) == []


def test_states_with_as_many_training_points_but_other_tests() -> None:
    sizes = [10, 11, 10, 11, 10, 11, 10, 11]
    states = [engine.init(spec({"n": n, "seed": k})) for k, n in enumerate(sizes)]
    assert {engine.training_points(state.spec) for state in states} == {5}
    alone = [engine.advance(state, epochs=2) for state in states]
    assert_alike(engine.advance_many(states, epochs=2), alone)


def test_a_budget_is_one_positive_number() -> None:
    with pytest.raises(engine.BudgetError):
        engine.advance_many(varied({}), epochs=0)


@pytest.mark.parametrize("batch", [1, 7, "all"])
@pytest.mark.parametrize("widths", [[], [1], [4, 2], [8, 8, 8], [17, 3], [48], [60]], ids=str)
def test_a_lot_is_what_its_states_are_alone_to_the_bit(widths: list[int], batch: Any) -> None:
    def begun(k: int) -> engine.State:
        network = {"hidden_layers": widths, "seed": k, "dtype": "float32"}
        optimizer = {"kind": "adam", "learning_rate": 0.01 * (k + 1)}
        return engine.init(
            spec({"seed": k}, network, {"batch_size": batch, "optimizer": optimizer, "seed": k})
        )

    states = [begun(k) for k in range(6)]
    (members, *others) = engine.alike(states)
    lot = engine.Lot.of(states, are_alike=not others)
    assert lot.stacked is (widths != [60])
    assert len(members) == (6 if lot.stacked else 1)
    for steps in (3, 1, 20):
        lot = pickle.loads(pickle.dumps(lot.advance(steps=steps)))
    for one, state in zip(lot.states, states, strict=True):
        other = engine.advance(state, steps=24)
        assert one.parameters.tobytes() == other.parameters.tobytes()
        assert one.slots.tobytes() == other.slots.tobytes()
        assert (one.spec, one.step, one.seen) == (other.spec, other.step, other.seen)
        assert one.history.epochs.tolist() == other.history.epochs.tolist()
        np.testing.assert_allclose(one.history.values, other.history.values, rtol=1e-5, atol=1e-6)
        assert not one.parameters.flags.writeable


@pytest.mark.parametrize("dropout", [0, 0.2])
def test_one_order_for_all_is_the_order_of_each(dropout: float) -> None:
    states = [
        engine.init(
            spec({"seed": k}, {"seed": k}, {"batch_size": 7, "dropout": dropout, "seed": 3})
        )
        for k in range(5)
    ]
    for one, state in zip(engine.advance_many(states, epochs=2), states, strict=True):
        assert one.parameters.tobytes() == engine.advance(state, epochs=2).parameters.tobytes()


def test_a_lot_keeps_those_that_have_diverged_apart() -> None:
    states = [*varied({"rate": 9.0}), *varied({})]
    lot = engine.Lot.of(states, are_alike=True).advance(steps=600)
    alone = [engine.advance(state, steps=600) for state in states]
    ended = [k for k, state in enumerate(alone) if state.outcome]
    assert 0 < len(ended) < 6
    again = pickle.loads(pickle.dumps(lot))
    assert [state.outcome for state in again.states] == [state.outcome for state in alone]
    left = [k for k in range(len(states)) if k not in ended]
    rest = again.only(left).advance(steps=10)
    for one, k in zip(rest.states, left, strict=True):
        other = engine.advance(alone[k], steps=10)
        assert one.parameters.tobytes() == other.parameters.tobytes()


def test_what_is_nearly_a_divergence_is_decided_alone() -> None:
    network = {"hidden_layers": [8, 8, 8], "dtype": "float32"}
    begun = [engine.init(spec({"n": 250}, {**network, "seed": k})) for k in range(8)]
    alone = [engine.advance(state, epochs=1) for state in begun]
    stacked = engine.advance_many(begun, epochs=1)
    # Rounded otherwise in a stack: the last digit may be what decides.
    k = next(k for k in range(8) if not equal(stacked[k], alone[k]))
    limit = DRIFT_LIMIT * (1 - 1e-6)
    start_loss = float(alone[k].history.values[-1, 0]) / limit
    begun[k] = replace(begun[k], drift=limit, start_loss=start_loss)
    assert equal(engine.advance_many(begun, epochs=1)[k], engine.advance(begun[k], epochs=1))


def test_boundaries_of_many_are_what_is_seen_of_each() -> None:
    states = [
        engine.init(spec({"kind": kind}, training={"loss": "mean_squared_error"}))
        for kind in ("circle", "blobs", "reg_plane", "waves")
    ]
    for state, (answer, scale) in zip(states, engine.boundaries(states, 16), strict=True):
        frame = engine.observe(state, 16, None)
        np.testing.assert_allclose(answer, frame.boundary, rtol=1e-6, atol=1e-7)
        assert scale == frame.range


@pytest.mark.parametrize("count", [1, 5])
def test_what_is_written_where_it_is_read_is_one_view(count: int) -> None:
    # Of two views NumPy first finds out how far they overlap, which takes as long as the call.
    states = [
        engine.init(spec(network={"hidden_layers": [8, 8], "seed": k}, training={"dropout": 0.2}))
        for k in range(count)
    ]
    with borrow(*states) as workspace:
        for call in workspace.plan(10).calls:
            if isinstance(call, partial) and isinstance(call.func, np.ufunc) and call.args:
                *given, out = call.args
                shared = [each for each in given if np.shares_memory(each, out)]
                assert all(each is out for each in shared), call.func
