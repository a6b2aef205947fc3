"""What the first texts print is entered as it is printed, and gives the printed numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from tests.engine.specs import equal, spec


def own(*points: tuple[float, ...], **more: Any) -> dict[str, Any]:
    """Data of these points."""
    return {"kind": "points", "points": points, **more}


def bare(
    data: dict[str, Any],
    network: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
) -> engine.Spec:
    """A spec in float64 of a network without hidden layers, unless it is said otherwise."""
    network = {"dtype": "float64", "hidden_layers": [], **(network or {})}
    return engine.Spec.model_validate(
        {"data": data, "network": network, "training": training or {}}
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_point_or_two_are_enough(count: int) -> None:
    points = [(0.5, -1.0, 0.0), (1.5, 2.0, 1.0), (-1.0, 0.0, 1.0)][:count]
    for names, loss in ((["no", "yes"], "hinge"), ([], "mean_squared_error")):
        asked = bare(own(*points, class_names=names), training={"loss": loss})
        state = engine.advance(engine.init(asked), epochs=3)
        assert (state.outcome, state.seen) == (None, 3 * count)
        assert state.history.values[-1, 0] < state.history.values[0, 0]
        engine.observe(state, 10, 10)


def test_a_batch_of_all_follows_the_size_of_the_data() -> None:
    for n in (20, 60):
        data = {"n": n, "test_fraction": 0.5}
        every = spec(data, training={"batch_size": "all"})
        assert engine.batches_per_epoch(every) == 1
        told = engine.advance(engine.init(every), epochs=3)
        counted = engine.advance(engine.init(spec(data, training={"batch_size": n // 2})), epochs=3)
        np.testing.assert_array_equal(told.parameters, counted.parameters)
        together = engine.advance_many([engine.init(every)] * 4, epochs=3)
        np.testing.assert_allclose(together[0].parameters, told.parameters, rtol=1e-12)
    parted = engine.advance(engine.advance(engine.init(every), samples=7), epochs=3)
    once = engine.advance(engine.init(every), samples=7)
    assert equal(parted, engine.advance(engine.advance(once, steps=1), epochs=2))
    assert engine.amend(told, batch_size=5).spec.training.batch_size == 5
    assert engine.amend(parted, batch_size="all").spec == every


@pytest.mark.parametrize(
    ("size", "code"), [("al", "whole_or_word"), (0, "greater_than_equal"), (1.5, "int_type")]
)
def test_a_batch_is_a_number_or_all(size: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        spec(training={"batch_size": size})
    (error,) = refused.value.errors()
    assert (error["loc"], error["type"]) == (("training", "batch_size"), code)


SUMMED = ["binary_crossentropy", "hinge", "squared_error_tanh", "squared_error_sigmoid"]


@pytest.mark.parametrize("kind", [*SUMMED, "mean_squared_error"])
def test_the_sum_over_three_outputs_is_three_times_their_mean(kind: str) -> None:
    states = []
    for over in ("mean", "sum"):
        # A step that is as many times as long leads to the same place.
        rate = 0.3 if over == "mean" else 0.1
        summed = spec(
            {"kind": "blobs", "n_classes": 3},
            training={
                "loss": {"kind": kind, "over_outputs": over},
                "optimizer": {"kind": "sgd", "learning_rate": rate},
            },
        )
        states.append(engine.advance(engine.init(summed), epochs=2))
    mean, summed_up = states
    np.testing.assert_allclose(summed_up.parameters, mean.parameters, rtol=1e-9, atol=1e-12)
    losses = [state.history.values[:, 0] for state in states]
    np.testing.assert_allclose(losses[1], 3 * losses[0], rtol=1e-9)
    traces = [engine.trace(mean, (1, 2), 1), engine.trace(summed_up, (1, 2), 1)]
    assert traces[1].loss == pytest.approx(3 * (traces[0].loss or 0))
    dz = [np.array(trace.layers[-1].dz) for trace in traces]
    np.testing.assert_allclose(dz[1], 3 * dz[0], rtol=1e-9)
