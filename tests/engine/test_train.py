"""Training is pure: the same numbers however the work is cut, and nothing that went in changes."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import engine
from engine.network import Shape
from tests.engine.specs import equal, kinds, loss_for, spec

SPECS: dict[str, engine.Spec] = {
    "plain": spec(training={"batch_size": 7}),
    "float32": spec(network={"dtype": "float32"}, training={"batch_size": 5}),
    "dropout": spec(training={"dropout": 0.4, "batch_size": 7}),
    "in fixed order": spec(training={"shuffle": False, "batch_size": 7}),
    "cosine and clip": spec(
        training={
            "optimizer": {
                "kind": "adam",
                "schedule": {"kind": "cosine", "decay_steps": 30},
                "clip_norm": 0.1,
            }
        }
    ),
    "no test set": spec({"test_fraction": 0.0}, training={"batch_size": 100}),
} | {
    f"{optimizer}, {regularizer}": spec(
        training={"optimizer": optimizer, "regularizer": regularizer, "batch_size": 7}
    )
    for optimizer in kinds("optimizers")
    for regularizer in kinds("regularizers")
}


@pytest.mark.parametrize("name", SPECS)
@given(cuts=st.lists(st.integers(1, 9), min_size=1, max_size=6))
@settings(max_examples=12, deadline=None)
def test_a_budget_can_be_cut_anywhere(name: str, cuts: list[int]) -> None:
    start = engine.init(SPECS[name])
    sliced = start
    for steps in cuts:
        sliced = engine.advance(sliced, steps=steps)
    assert equal(sliced, engine.advance(start, steps=sum(cuts)))


@given(steps=st.integers(1, 30), samples=st.integers(1, 30), other=st.integers(1, 10))
@settings(max_examples=20, deadline=None)
def test_samples_and_epochs_join_up(steps: int, samples: int, other: int) -> None:
    start = engine.advance(engine.init(SPECS["plain"]), steps=steps)
    whole = engine.advance(engine.advance(start, samples=samples + other), epochs=2)
    split = engine.advance(engine.advance(start, samples=samples), samples=other)
    split = engine.advance(engine.advance(split, epochs=1), epochs=1)
    assert equal(split, whole)


def test_units_of_work() -> None:
    start = engine.init(SPECS["plain"])
    n, batches = engine.training_points(start.spec), engine.batches_per_epoch(start.spec)
    assert (n, batches) == (24, 4)
    epoch = engine.advance(start, epochs=1)
    assert (epoch.seen, epoch.step, len(epoch.history)) == (24, 4, 2)
    assert equal(epoch, engine.advance(start, steps=4))
    samples = engine.advance(start, samples=3)
    assert (samples.seen, samples.step, len(samples.history)) == (3, 3, 1)
    assert engine.advance(samples, steps=1).seen == 7, "a step takes the rest of its batch"
    assert engine.advance(samples, epochs=1).seen == 24, "an epoch under way counts as one"


@pytest.mark.parametrize(
    "budget",
    [
        {},
        {"steps": 0},
        {"epochs": -1},
        {"steps": 1, "epochs": 1},
        {"samples": 0},
        {"epochs": 1.5},
        {"steps": float("nan")},
        {"steps": "3"},
    ],
)
def test_a_budget_is_one_positive_whole_number(budget: dict[str, Any]) -> None:
    with pytest.raises(engine.BudgetError):
        engine.advance(engine.init(spec()), **budget)


@pytest.mark.parametrize("name", SPECS)
def test_what_goes_in_is_never_changed(name: str) -> None:
    start = engine.advance(engine.init(SPECS[name]), steps=3)
    copy = pickle.loads(pickle.dumps(start))
    engine.advance(start, epochs=2)
    engine.observe(start, resolution=4)
    engine.predict(start, [[0.0, 0.0]])
    engine.amend(start, learning_rate=0.5)
    assert equal(start, copy)
    assert not start.parameters.flags.writeable
    assert not start.slots.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        start.parameters[0] = 1


@pytest.mark.parametrize("name", SPECS)
def test_a_state_survives_pickle_and_dump(name: str) -> None:
    state = engine.advance(engine.init(SPECS[name]), steps=5)
    for copy in (pickle.loads(pickle.dumps(state)), engine.load(engine.dump(state))):
        assert equal(copy, state)
        assert equal(engine.advance(copy, epochs=1), engine.advance(state, epochs=1))


def test_the_same_spec_gives_the_same_curve() -> None:
    one, other = (engine.advance(engine.init(spec()), epochs=3) for _ in range(2))
    assert equal(one, other)


@pytest.mark.parametrize("section", ["data", "network", "training"])
def test_each_seed_changes_its_own_chance(section: str) -> None:
    base, other = spec(), spec(**{section: {"seed": 2}})
    one, two = engine.init(base), engine.init(other)
    assert np.array_equal(one.parameters, two.parameters) == (section != "network")
    same_points = np.array_equal(engine.points_of(one)[0], engine.points_of(two)[0])
    assert same_points == (section != "data")
    one, two = engine.advance(one, epochs=1), engine.advance(two, epochs=1)
    assert not np.array_equal(one.parameters, two.parameters)


class TestDivergence:
    @pytest.mark.parametrize("data", ["circle", "xor", "spiral", "gauss"])
    def test_a_huge_learning_rate_is_named(self, data: str) -> None:
        optimizer = {"kind": "sgd", "learning_rate": 10.0}
        diverging = engine.Spec.model_validate({"data": data, "training": {"optimizer": optimizer}})
        state = engine.advance(engine.init(diverging), epochs=20)
        if data == "gauss":
            assert state.outcome is None, "what is easy survives any learning rate"
            return
        assert isinstance(state.outcome, engine.Diverged)
        assert state.outcome.cause == (
            "The learning rate of 10 is too high: the loss stays above what it was at the start."
        )
        assert state.outcome.code == "rate_too_high"
        assert state.outcome.params == {"rate": 10.0, "sign": "loss_stays_high"}
        assert engine.load(engine.dump(state)).outcome == state.outcome
        assert np.isfinite(state.parameters).all()
        assert engine.advance(state, epochs=1) is state

    @given(cuts=st.lists(st.integers(1, 40), min_size=1, max_size=8))
    @settings(max_examples=15, deadline=None)
    def test_overflow_ends_alike_however_the_work_is_cut(self, cuts: list[int]) -> None:
        exploding = spec(
            network={"activation": "linear", "dtype": "float32"},
            training={
                "loss": "mean_squared_error",
                "optimizer": {"kind": "sgd", "learning_rate": 5.0},
                "batch_size": 3,
            },
        )
        start = engine.init(exploding)
        whole = engine.advance(start, steps=400)
        assert whole.outcome is not None
        assert np.isfinite(whole.parameters).all()
        sliced = start
        while sliced.outcome is None:
            for steps in cuts:
                sliced = engine.advance(sliced, steps=steps)
        assert equal(sliced, whole)

    @pytest.mark.parametrize("way", [{}, {"momentum": 0.5}, {"momentum": 0.5, "nesterov": True}])
    def test_a_penalty_is_the_cause_from_just_the_rate_on_where_it_alone_tears(
        self, way: dict[str, Any]
    ) -> None:
        def end(rate: float) -> engine.State:
            """Of weights that nothing but the penalty moves."""
            optimizer = {"kind": "sgd", "learning_rate": rate, **way}
            regularizer = {"kind": "l2", "rate": 1.0}
            torn = spec(
                network={"activation": "step", "inputs": ["x1"], "hidden_layers": [4, 1]},
                training={"optimizer": optimizer, "regularizer": regularizer, "batch_size": 3},
            )
            return engine.advance(engine.init(torn), epochs=600)

        momentum, looks_ahead = way.get("momentum", 0), way.get("nesterov", False)
        limit = (1 + momentum) / (1 + 2 * momentum if looks_ahead else 1)
        outcome = end(limit * 1.05).outcome
        assert outcome is not None
        assert "The penalty pulls" in outcome.cause
        assert outcome.code == "penalty_too_high"
        assert outcome.params.keys() == {"rate", "penalty", "sign"}
        below = end(limit * 0.95)
        hidden = Shape.of(below.spec).blocks(below.parameters)[0]
        assert np.abs(hidden[:-1]).max() < 1e-3
        assert below.outcome is None or "penalty" not in below.outcome.cause

    def test_steps_of_a_size_of_their_own_do_not_blame_the_penalty(self) -> None:
        wild = spec(
            {"kind": "spiral"},
            training={
                "optimizer": {"kind": "adam", "learning_rate": 10.0},
                "regularizer": {"kind": "l2", "rate": 0.2},
                "dropout": 0.1,
            },
        )
        outcome = engine.advance(engine.init(wild), epochs=400).outcome
        assert outcome is not None
        assert "learning rate of 10 is too high for a dropout of 0.1" in outcome.cause
        assert outcome.code == "rate_too_high_with_dropout"
        assert outcome.params["dropout"] == 0.1

    @pytest.mark.parametrize("together", [1, 5])
    def test_nothing_to_learn_is_no_divergence(self, together: int) -> None:
        nothing = engine.Spec.model_validate(
            {
                "data": {"kind": "points", "points": [[0, 0, 0], [1, 2, 0]], "class_names": []},
                "network": {"initializer": "zeros"},
                "training": {"loss": "mean_squared_error"},
            }
        )
        start = engine.init(nothing)
        for state in engine.advance_many([start] * together, epochs=3):
            assert state.outcome is None
            assert state.history.last()["loss"] == 0

    @pytest.mark.parametrize(
        ("data", "layers", "optimizer", "batch_size"),
        [
            ("waves", [64, 64], {"kind": "adam", "learning_rate": 0.01}, 1000),
            ("spiral", [64, 64], {"kind": "rmsprop", "learning_rate": 0.03}, 50),
        ],
    )
    def test_a_bad_beginning_is_no_alarm(
        self, data: str, layers: list[int], optimizer: dict[str, Any], batch_size: int
    ) -> None:
        training = {"optimizer": optimizer, "batch_size": batch_size, "loss": loss_for(data)}
        recovering = engine.Spec.model_validate(
            {
                "data": {"kind": data, "n": 200},
                "network": {"hidden_layers": layers},
                "training": training,
            }
        )
        state = engine.advance(engine.init(recovering), epochs=300)
        assert state.outcome is None
        assert state.history.values[:20, 0].max() > 1.25 * state.start_loss
        assert state.history.last()["loss"] < 0.5 * state.start_loss

    @pytest.mark.parametrize("optimizer", ["sgd", "rmsprop"])
    def test_even_one_update_an_epoch_is_not_left_to_blow_up_for_long(self, optimizer: str) -> None:
        wild = engine.Spec.model_validate(
            {
                "data": {"kind": "spiral", "n": 200},
                "network": {"hidden_layers": [8, 8]},
                "training": {
                    "optimizer": {"kind": optimizer, "learning_rate": 10.0},
                    "batch_size": 1000,
                },
            }
        )
        assert engine.advance(engine.init(wild), epochs=200).outcome is not None

    def test_an_alarm_can_be_overruled(self) -> None:
        optimizer = {"kind": "sgd", "learning_rate": 10.0}
        start = engine.init(spec({"kind": "spiral"}, training={"optimizer": optimizer}))
        state = engine.advance(start, epochs=100)
        assert state.outcome is not None
        going = engine.go_on(state)
        assert going.outcome is None
        later = engine.advance(going, epochs=5)
        assert later.outcome is None
        assert later.seen > state.seen
        calmer = engine.advance(engine.amend(going, learning_rate=0.01), epochs=200)
        assert calmer.outcome is None

    def test_the_best_row_can_be_trained_to_again(self) -> None:
        start = engine.init(spec(training={"optimizer": {"kind": "adam", "learning_rate": 0.3}}))
        state = engine.advance(start, epochs=30)
        row = state.history.best()
        losses = state.history.values[:, state.history.names.index("val_loss")]
        assert losses[row] == losses.min() < losses[-1]
        again = engine.advance(start, epochs=int(state.history.epochs[row]))
        assert again.history.last()["val_loss"] == losses.min()
        later = state.history.best(since=row + 1)
        assert losses[later] == losses[row + 1 :].min()

    def test_a_diverged_state_survives_dump(self) -> None:
        optimizer = {"kind": "sgd", "learning_rate": 10.0}
        state = engine.advance(engine.init(spec(training={"optimizer": optimizer})), epochs=40)
        assert equal(engine.load(engine.dump(state)), state)


class TestAmend:
    def test_what_may_change(self) -> None:
        state = engine.advance(engine.init(spec()), steps=1)
        changed = engine.amend(state, learning_rate=0.5, batch_size=5, momentum=0.5)
        assert changed.spec.training.optimizer.learning_rate == 0.5
        assert changed.spec.training.batch_size == 5
        assert (changed.step, changed.seen) == (state.step, state.seen)
        assert engine.advance(changed, steps=1).seen == state.seen + 5

    def test_amending_goes_on_from_the_same_numbers(self) -> None:
        state = engine.advance(engine.init(spec()), steps=2)
        quicker = engine.advance(engine.amend(state, learning_rate=0.5), steps=1)
        plain = engine.advance(state, steps=1)
        ratio = (quicker.parameters - state.parameters) / (plain.parameters - state.parameters)
        np.testing.assert_allclose(ratio, 0.5 / 0.03, rtol=1e-6)

    def test_momentum_begins_anew_after_a_time_without(self) -> None:
        rolling = spec(training={"optimizer": {"kind": "sgd", "momentum": 0.9}})
        state = engine.advance(engine.init(rolling), epochs=3)
        halted = engine.advance(engine.amend(state, momentum=0.0), steps=2)
        again, plain = engine.amend(halted, momentum=0.9), engine.advance(halted, steps=1)
        assert np.array_equal(engine.advance(again, steps=1).parameters, plain.parameters)

    @pytest.mark.parametrize("name", ["kind", "hidden_layers", "seed", "rate", "learning_rat"])
    def test_what_may_not(self, name: str) -> None:
        with pytest.raises(engine.AmendError) as caught:
            engine.amend(engine.init(spec()), **{name: 1})
        assert caught.value.name == name
        assert "learning_rate" in str(caught.value)

    @pytest.mark.parametrize(
        "change", [{"learning_rate": -1}, {"batch_size": 0}, {"learning_rate": float("nan")}]
    )
    def test_values_keep_their_bounds(self, change: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            engine.amend(engine.init(spec()), **change)


def test_a_linear_network_stays_stuck_on_a_circle() -> None:
    linear = spec({"n": 500, "noise": 0.0}, {"activation": "linear", "hidden_layers": [8, 8]})
    state = engine.advance(engine.init(linear), epochs=60)
    assert 0.6 < state.history.last()["loss"] < 0.72


@pytest.mark.parametrize("kind", kinds("optimizers"))
def test_every_optimizer_learns(kind: str) -> None:
    learner = spec({"kind": "gauss", "n": 200}, training={"optimizer": kind})
    state = engine.advance(engine.init(learner), epochs=40)
    assert state.history.last()["val_accuracy"] > 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_weights_set_far_wrong_by_hand_are_no_divergence(seed: int) -> None:
    spec = engine.Spec.model_validate(
        {
            "data": {"kind": "gauss", "seed": seed},
            "network": {"hidden_layers": []},
            "training": {"loss": "squared_error_sigmoid"},
        }
    )
    wrong = [engine.Weight(layer=0, unit=0, input=i, value=-3.0) for i in range(2)]
    state = engine.set_weights(engine.init(spec), wrong)
    assert engine.advance(state, epochs=40).outcome is None
