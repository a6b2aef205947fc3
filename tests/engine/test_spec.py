"""A Spec says everything in full, takes short forms, and answers a mistake with a hint."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import engine
from tests.engine.specs import kinds, loss_for, spec


@st.composite
def specs(draw: st.DrawFn) -> engine.Spec:
    data = draw(st.sampled_from(kinds("datasets")))
    seeds = st.integers(0, 2**32 - 1)
    layers = st.one_of(
        st.integers(1, 9),
        st.builds(
            lambda units, activation: {"units": units, "activation": activation},
            st.integers(1, 9),
            st.sampled_from(kinds("activations")),
        ),
    )
    weights = st.builds(
        lambda row, value: {"layer": 0, "unit": 0, "input": row, "value": value},
        st.sampled_from([0, "bias"]),
        st.floats(-1e6, 1e6),
    )
    return engine.Spec.model_validate(
        {
            "data": {"kind": data, "test_fraction": draw(st.floats(0, 0.9))},
            "network": {
                "inputs": draw(st.lists(st.sampled_from(kinds("inputs")), min_size=1, unique=True)),
                "hidden_layers": draw(st.lists(layers, max_size=4)),
                "activation": draw(st.sampled_from(kinds("activations"))),
                "initializer": draw(st.sampled_from(kinds("initializers"))),
                "seed": draw(seeds),
                "weights": draw(st.lists(weights, unique_by=lambda each: each["input"])),
            },
            "training": {
                "loss": loss_for(data),
                "optimizer": draw(st.sampled_from(kinds("optimizers"))),
                "regularizer": draw(st.sampled_from(kinds("regularizers"))),
                "batch_size": draw(st.integers(1, 50)),
            },
        }
    )


@given(specs())
@settings(max_examples=60, deadline=None)
def test_any_spec_survives_json_and_pickle(drawn: engine.Spec) -> None:
    assert engine.Spec.model_validate_json(drawn.model_dump_json()) == drawn
    assert engine.Spec.model_validate(drawn.model_dump(mode="json")) == drawn
    copy = pickle.loads(pickle.dumps(drawn))
    assert copy == drawn
    assert hash(copy) == hash(drawn)


def test_short_forms() -> None:
    short = engine.Spec.model_validate(
        {
            "data": "xor",
            "network": {"hidden_layers": [8, {"units": 3}, {"units": 2, "activation": "relu"}],
                        "activation": "sigmoid", "initializer": "he_normal"},
            "training": {"loss": "mse", "optimizer": "adam"},
        }
    )  # fmt: skip
    layers = short.model_dump(mode="json")["network"]["hidden_layers"]
    assert [(layer["units"], layer["activation"]["kind"]) for layer in layers] == [
        (8, "sigmoid"),
        (3, "sigmoid"),
        (2, "relu"),
    ]
    assert short.training.loss.kind == "mean_squared_error"


@pytest.mark.parametrize(
    ("section", "field", "typed", "meant"),
    [
        ("network", "activation", "tanhh", "tanh"),
        ("network", "activation", "TANH", "tanh"),
        ("network", "initializer", "glorot_uniforn", "glorot_uniform"),
        ("training", "loss", "binary_crossentropi", "binary_crossentropy"),
        ("training", "optimizer", "adamm", "adam"),
    ],
)
def test_did_you_mean(section: str, field: str, typed: str, meant: str) -> None:
    with pytest.raises(ValidationError, match=f"did you mean {meant}"):
        engine.Spec.model_validate({section: {field: typed}})


def test_a_name_that_is_like_nothing_gets_the_list() -> None:
    with pytest.raises(ValidationError, match="Known: linear, step"):
        engine.Spec.model_validate({"network": {"activation": "zzzzzz"}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": {"kind": "circle", "noise": 0.7}},
        {"data": {"kind": "circle", "n": 1}},
        {"data": {"kind": "circle", "colour": "red"}},
        {"data": 5},
        {"data": {"noise": 0.1}},
        {"network": {"inputs": []}},
        {"network": {"inputs": ["x1", "x1"]}},
        {"network": {"hidden_layers": [0]}},
        {"network": {"hidden_layers": [True]}},
        {"network": {"hidden_layers": ["8"]}},
        {"network": {"seed": -1}},
        {"training": {"batch_size": 0}},
        {"training": {"optimizer": {"kind": "sgd", "learning_rate": float("nan")}}},
        {"training": {"optimizer": {"kind": "sgd", "learning_rate": float("inf")}}},
        {"training": {"optimizer": {"kind": "sgd", "learning_rate": 0.0}}},
        {"training": {"optimizer": {"kind": "sgd", "beta_1": 0.9}}},
        {"extra": 1},
    ],
)
def test_what_is_not_valid_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        engine.Spec.model_validate(wrong)


def test_a_spec_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        spec().training = engine.Training()
