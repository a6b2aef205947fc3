"""What is told of a batch is what the next update does."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.network import Shape
from tests.engine.specs import data_for, kinds, spec


@pytest.mark.parametrize("loss", kinds("losses"))
def test_the_next_update_follows_its_gradient(loss: str) -> None:
    training = {"loss": loss, "batch_size": 7, "optimizer": {"kind": "sgd", "learning_rate": 0.5}}
    state = engine.advance(engine.init(spec({"kind": data_for(loss)}, training=training)), steps=2)
    told = engine.minibatch(state)
    moved = (state.parameters - engine.advance(state, steps=1).parameters) / 0.5
    for block, layer in zip(Shape.of(state.spec).blocks(moved), told.layers, strict=True):
        np.testing.assert_allclose([*layer.dW, layer.db], block, atol=1e-12)


def test_it_says_where_in_the_epoch_a_state_stands() -> None:
    state = engine.init(spec(training={"batch_size": 10}))
    first = engine.minibatch(state)
    assert (first.number, first.count, first.taken, len(first.next)) == (0, 3, [], 10)
    seen = [first]
    for _ in range(3):
        state = engine.advance(state, steps=1)
        seen.append(engine.minibatch(state))
    # What was next is taken then, each point once; the last batch of 24 points has four.
    assert [each.number for each in seen] == [0, 1, 2, 0]
    assert [each.taken for each in seen[1:]] == [each.next for each in seen[:-1]]
    assert sorted(point for each in seen for point in each.taken) == list(range(24))
    within = engine.minibatch(engine.advance(state, samples=4))
    assert (within.number, within.taken) == (1, seen[3].next[:4])
    assert within.next == seen[3].next[4:]


def test_means_are_those_of_its_points() -> None:
    state = engine.advance(engine.init(spec(training={"batch_size": 5})), epochs=1)
    told = engine.minibatch(state)
    x, y, _ = engine.points_of(state)
    traces = [engine.trace(state, x[k].tolist(), float(y[k])) for k in told.next]
    for number, layer in enumerate(told.layers):
        for name in ("z", "a", "db"):
            of_points = [getattr(trace.layers[number], name) for trace in traces]
            np.testing.assert_allclose(getattr(layer, name), np.mean(of_points, axis=0), atol=1e-12)
    assert told.loss == pytest.approx(np.mean([trace.loss for trace in traces]))
