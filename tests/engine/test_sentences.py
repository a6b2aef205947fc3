"""Sentences: words from a table, with the code and parameters they were made of."""

import pickle
from typing import Any

import pytest
from pydantic import ValidationError

import engine

TABLE = {
    "full": "{what} is full: {limit:,} of {used:.1f}, {reason}.",
    "no_room": "{gb} GB are used",
}


def test_words_are_put_in_and_parameters_stay_what_they_are() -> None:
    reason = engine.Sentence.of(TABLE, "no_room", {"gb": 3})
    said = engine.Sentence.of(
        TABLE, "full", {"what": "It", "limit": 5000, "used": 1.25, "reason": reason}
    )
    assert str(said) == said.detail == "It is full: 5,000 of 1.2, 3 GB are used."
    assert said.params == {
        "what": "It", "limit": 5000, "used": 1.25, "reason": "no_room", "gb": 3,
    }  # fmt: skip
    assert engine.Sentence.model_validate_json(said.model_dump_json()) == said


@pytest.mark.parametrize(
    ("changes", "code", "params"),
    [
        (
            {"network": {"activation": "tanhh"}},
            "choice_unknown",
            {"hint": "near_name", "near": "tanh"},
        ),
        ({"network": {"activation": "zzz"}}, "choice_unknown", {"hint": "no_near_name"}),
        ({"network": {"inputs": ["x1", "x1"]}}, "inputs_repeated", {}),
        ({"data": "reg_plane"}, "loss_unsuited", {"data": "reg_plane", "task": "regression"}),
    ],
)
def test_a_spec_is_refused_with_code_and_parameters(
    changes: dict[str, Any], code: str, params: dict[str, object]
) -> None:
    with pytest.raises(ValidationError) as caught:
        engine.Spec.model_validate(changes)
    (error,) = caught.value.errors()
    assert error["type"] == code
    assert error.get("ctx", {}).items() >= params.items()


def test_a_refusal_comes_whole_out_of_another_process() -> None:
    state = engine.init(engine.Spec())
    with pytest.raises(engine.AmendError) as amended:
        engine.amend(state, learning_rat=1)
    with pytest.raises(engine.TraceError) as traced:
        engine.trace(state, (0, 0), 7)
    assert amended.value.sentence.params["near"] == "learning_rate"
    assert (traced.value.sentence.code, traced.value.sentence.params) == (
        "target_class",
        {"last": 1},
    )
    for error in (amended.value, traced.value):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error))
        assert again.sentence == error.sentence
