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


# Matt Mazur, A Step by Step Backpropagation Example (2015): inputs .05 and .10 should give .01 and
# .99; both layers are sigmoids, and the error is the sum ½ Σ (target − output)².
MAZUR = {
    "data": own((0.05, 0.10, 0.01, 0.99), class_names=[], value_names=["o1", "o2"]),
    "network": {
        "hidden_layers": [2],
        "activation": "sigmoid",
        "dtype": "float64",
    },
    "training": {
        "loss": {"kind": "squared_error_sigmoid", "over_outputs": "sum"},
        "optimizer": {"kind": "sgd", "learning_rate": 0.5},
        "batch_size": "all",
    },
}
W1 = [[0.15, 0.25], [0.20, 0.30], [0.35, 0.35]]
W2 = [[0.40, 0.50], [0.45, 0.55], [0.60, 0.60]]


def set_to(state: engine.State, *layers: list[list[float]]) -> engine.State:
    """The state with these weights, a row for each input and one more for the biases."""
    return engine.set_weights(
        state,
        [
            engine.Weight(layer=k, unit=unit, input=None if i == len(rows) - 1 else i, value=value)
            for k, rows in enumerate(layers)
            for i, row in enumerate(rows)
            for unit, value in enumerate(row)
        ],
    )


def mazur(**changes: dict[str, Any]) -> engine.State:
    """His network with his weights."""
    parts = {name: {**part, **changes.get(name, {})} for name, part in MAZUR.items()}
    return set_to(engine.init(engine.Spec.model_validate(parts)), W1, W2)


def test_mazur_forward_and_back() -> None:
    state = mazur()
    assert state.history.last()["loss"] == pytest.approx(0.298371109, abs=5e-10)
    assert engine.predict(state, [[0.05, 0.10]])[0] == pytest.approx(
        [0.75136507, 0.772928465], abs=5e-9
    )
    traced = engine.trace(state, (0.05, 0.10), (0.01, 0.99))
    hidden, output = traced.layers
    assert hidden.z[0] == pytest.approx(0.3775, abs=1e-12)
    assert hidden.a == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert traced.loss == pytest.approx(0.298371109, abs=5e-10)
    assert (output.dz or [])[0] == pytest.approx(0.138498562, abs=5e-10)
    assert (output.dW or [[]])[0][0] == pytest.approx(0.082167041, abs=5e-10)
    assert (hidden.dW or [[]])[0][0] == pytest.approx(0.000438568, abs=5e-10)
    new = traced.update and traced.update.layers
    assert new
    assert new[1].weights[:2] == [
        pytest.approx([0.35891648, 0.511301270], abs=5e-9),
        pytest.approx([0.408666186, 0.561370121], abs=5e-9),
    ]
    assert new[0].weights[:2] == [
        pytest.approx([0.149780716, 0.24975114], abs=5e-9),
        pytest.approx([0.19956143, 0.29950229], abs=5e-9),
    ]
    assert engine.next_point(state) == ((0.05, 0.10), [0.01, 0.99])


@pytest.mark.parametrize(
    "kind", ["mean_squared_error", "squared_error_sigmoid", "squared_error_tanh"]
)
def test_targets_are_any_numbers(kind: str) -> None:
    points = [(0.0, 1.0, 0.25, -0.5), (1.0, -1.0, -0.75, 0.125), (2.0, 0.5, 0.5, 3.0)]
    data = own(*points, class_names=[], value_names=["u", "v"])
    asked = bare(data, {"hidden_layers": [4]}, {"loss": {"kind": kind, "over_outputs": "sum"}})
    state = engine.init(asked)
    x, labels, train = engine.points_of(state)
    assert sorted(map(tuple, np.hstack([x, labels]).tolist())) == sorted(points)
    answers = engine.predict(state, x)
    missed = np.square(answers - labels)
    half = 1 if kind == "mean_squared_error" else 0.5
    assert state.history.last()["loss"] == pytest.approx(half * missed.sum() / train)
    shares = 1 - missed.sum(axis=0) / np.square(labels - labels.mean(axis=0)).sum(axis=0)
    assert state.history.last()["r2"] == pytest.approx(shares.mean())
    frame = engine.observe(state, 8, 8)
    assert (frame.confusion, frame.range) == (None, (-0.75, 3.0))
    many = engine.advance_many([state] * 4, epochs=3)
    later = engine.advance(state, epochs=3)
    np.testing.assert_allclose(many[0].parameters, later.parameters, rtol=1e-12)
    np.testing.assert_allclose(many[0].history.values, later.history.values, rtol=1e-12)
    assert equal(engine.load(engine.dump(later)), later)


@pytest.mark.parametrize(
    ("data", "loss", "code"),
    [
        ({"points": [(0, 0, 1, 2)]}, "mean_squared_error", "row_length"),
        ({"points": [(0, 0, 1), (0, 0, 1, 2)]}, "mean_squared_error", "row_length"),
        ({"value_names": ["a", "a"]}, "mean_squared_error", "values_repeated"),
        (
            {"points": [(0, 0, 1, 2)], "value_names": ["a", "b"], "value_scaling": "standard"},
            "mean_squared_error",
            "values_not_scaled",
        ),
        ({"value_scaling": "standard"}, "squared_error_tanh", "values_beyond_output"),
        ({"points": [(0, 0)]}, "mean_squared_error", "too_short"),
    ],
)
def test_targets_that_make_no_sense(data: dict[str, Any], loss: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        bare(
            {"kind": "points", "points": [(0, 0, 1)], "class_names": [], **data},
            training={"loss": loss},
        )
    assert refused.value.errors()[0]["type"] == code
