"""A run that was saved as JSON goes on as if it had not been; what does not fit is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from app.exports import find
from app.exports.saved import MOST_ROWS, Saved
from app.problems import Invalid
from app.work import work
from app.work.pictures import EVERYTHING
from app.work.pictures import document as drawn
from tests.engine.specs import equal
from tests.sentences import check

EPOCHS = 1000
SPEC = {
    "data": {"kind": "spiral", "n": 60},
    "network": {"hidden_layers": [4, 3]},
    "training": {"optimizer": {"kind": "adam", "learning_rate": 0.01}},
}


def state_of(**training: Any) -> engine.State:
    """A state in the middle of its fourth epoch."""
    spec = engine.Spec.model_validate({**SPEC, "training": training or SPEC["training"]})
    return engine.advance(engine.advance(engine.init(spec), epochs=3), steps=1)


def document(state: engine.State | None = None) -> dict[str, Any]:
    """The JSON of a state."""
    written: dict[str, Any] = json.loads(find("json").write(state or state_of()))
    return written


def read(body: dict[str, Any]) -> engine.State:
    """What is read back, through JSON text as over HTTP."""
    return Saved.model_validate_json(json.dumps(body)).state(EPOCHS)


def test_what_it_was_trained_under_comes_along() -> None:
    under = (engine.Fingerprint("0.1.0", "2.0.0", "Haswell"), engine.fingerprint())
    body = json.loads(find("json").write(state_of(), under))
    saved = Saved.model_validate_json(json.dumps(body))
    assert work.resume(saved, EPOCHS).fingerprints == under
    for wrong in ({**body["fingerprints"][0], "kernel": "x" * 81}, {"kernel": "Haswell"}):
        with pytest.raises(ValidationError):
            Saved.model_validate_json(json.dumps({**body, "fingerprints": [wrong]}))


@pytest.mark.parametrize(
    "training",
    [
        {},
        {"optimizer": "sgd"},
        {"optimizer": {"kind": "sgd", "momentum": 0.9}},
        {"optimizer": "nadam", "dropout": 0.2},
        {"optimizer": "rmsprop", "regularizer": "l1"},
    ],
)
def test_it_goes_on_to_the_bit(training: dict[str, Any]) -> None:
    state = state_of(**training)
    back = read(document(state))
    assert equal(back, state)
    assert equal(engine.advance(back, epochs=4), engine.advance(state, epochs=4))


def test_double_precision_and_the_archive() -> None:
    spec = engine.Spec.model_validate(
        {**SPEC, "network": {"dtype": "float64", "hidden_layers": [3]}}
    )
    state = engine.advance(engine.init(spec), epochs=2)
    assert equal(read(document(state)), state)
    archive = find("npz").write(state)
    assert isinstance(archive, bytes)
    assert equal(engine.load(archive), state)


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "adamw"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_an_optimizer_remembers_may_be_beyond_numbers(optimizer: str, dtype: str) -> None:
    network = {"hidden_layers": [8, 8], "activation": "relu", "dtype": dtype}
    training = {"optimizer": {"kind": optimizer, "learning_rate": 0.01}}
    spec = engine.Spec.model_validate({"network": network, "training": training})
    state = engine.advance(engine.init(spec), epochs=2)
    slots = state.slots.copy()
    slots[-1, :3] = np.inf, -np.inf, np.nan
    state = replace(state, slots=slots)
    written = document(state)
    *_, last = written["slots"].values()
    assert last[0][0][:3] == ["Infinity", "-Infinity", "NaN"]
    back = read(written)
    assert back.slots.tobytes() == state.slots.tobytes()
    assert equal(replace(back, slots=state.slots), state)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_weights_at_the_end_of_numbers_are_shown_and_taken_away(activation: str) -> None:
    spec = {"network": {"hidden_layers": [2], "activation": activation, "dtype": "float64"}}
    largest = 1.7e308
    hidden, out = [[largest, 0.5], [-largest, largest], [0.0, 1.0]], [[largest], [-1.0], [0.0]]
    start = work.resume(Saved.model_validate({"spec": spec, "weights": [hidden, out]}), 1000)
    state = engine.go_on(work.advance(start.state, "epoch", 1).state)
    state = replace(state, history=start.state.history)
    assert engine.load(engine.dump(state)).parameters.tobytes() == state.parameters.tobytes()
    assert equal(read(document(state)), state)
    shown = json.loads(drawn(work.look(state, EVERYTHING), EVERYTHING))
    assert shown["weight_norms"][0] > 1e30
    answers = json.loads(work.predict(state, [[1.0, 2.0], [1e300, -1e300]]))["predictions"]
    assert all(value is None or 0 <= value <= 1 for (value,) in answers)
    with pytest.raises(Invalid, match="ONNX has no numbers beyond"):
        find("onnx").write(state)


def test_a_divergence_is_kept() -> None:
    spec = engine.Spec.model_validate(
        {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
    )
    state = engine.advance(engine.init(spec), epochs=200)
    assert state.outcome is not None
    assert equal(read(document(state)), state)


def test_a_cause_from_before_there_were_codes_keeps_its_sentence() -> None:
    cause = "The learning rate of 10 is too high: the loss stays above what it was at the start."
    ending = {"kind": "diverged", "step": 40, "epoch": 4, "cause": cause}
    outcome = read(document() | {"outcome": ending}).outcome
    assert outcome is not None
    assert (outcome.cause, outcome.code, outcome.params) == (cause, None, {})


def test_spec_and_weights_are_enough() -> None:
    whole = document()
    back = read({"spec": whole["spec"], "weights": whole["weights"]})
    assert (back.step, back.seen, len(back.history)) == (0, 0, 1)
    assert back.parameters.tobytes() == state_of().parameters.tobytes()
    assert back.history.last()["loss"] == engine.observe(back, 2, 2).metrics["loss"]


def test_a_long_history_is_thinned_and_ends_with_the_newest() -> None:
    spec = engine.Spec.model_validate(
        {"data": {"kind": "xor", "n": 8}, "network": {"hidden_layers": []}}
    )
    state = engine.advance(engine.init(spec), epochs=2500)
    written = document(state)
    assert len(written["history"]["epoch"]) <= MOST_ROWS
    assert written["history"]["epoch"][-1] == 2500
    back = Saved.model_validate(written, strict=False).state(5000)
    assert engine.advance(back, epochs=1).history.epochs[-1] == 2501


def changed(path: str, value: Any) -> dict[str, Any]:
    """The document with one place of it replaced."""
    body = document()
    *parents, last = path.strip("/").split("/")
    place: Any = body
    for part in parents:
        place = place[int(part)] if isinstance(place, list) else place[part]
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return body


@pytest.mark.parametrize(
    ("path", "value", "pointer", "code"),
    [
        ("/weights", [], "/weights", "saved_layers"),
        ("/weights/0", [], "/weights/0", "saved_rows"),
        ("/weights/1/2", [1.0], "/weights/1", "saved_rows"),
        ("/weights/0/0/0", 1e300, "/weights", "saved_too_large"),
        ("/slots", {"velocity": []}, "/slots", "saved_slots"),
        ("/slots/mean", [], "/slots/mean", "saved_layers"),
        ("/slots/mean/0/0/0", -1e39, "/slots/mean", "saved_too_large"),
        ("/seen", 10**9, "/seen", "saved_epochs"),
        ("/step", 10**6, "/step", "saved_step"),
        ("/step", 0, "/step", "saved_step"),
        ("/history", {"epoch": [0], "loss": [1.0]}, "/history", "saved_metrics"),
        ("/history/loss", [1.0], "/history", "saved_columns"),
        ("/history/epoch", [0, 1, 2, 7], "/history/epoch", "saved_order"),
        ("/history/epoch", [0, 2, 1, 3], "/history/epoch", "saved_order"),
        ("/history/epoch", [-5, 1, 2, 3], "/history/epoch", "saved_order"),
        ("/history/epoch", [0, 1.5, 2, 3], "/history/epoch", "saved_order"),
        ("/history/epoch", [0, None, 2, 3], "/history/epoch", "saved_order"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_is(
    path: str, value: Any, pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read(changed(path, value))
    (error,) = refused.value.errors
    assert (error.pointer, error.code) == (pointer, code)
    check(error.model_dump())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/format", 2),
        ("/spec", None),
        ("/spec/data/kind", "nothing"),
        ("/weights", None),
        ("/weights/0/0/0", "1"),
        ("/weights/0/0/0", None),
        ("/weights/0/0/0", float("nan")),
        ("/weights/0/0/0", float("inf")),
        ("/seen", -1),
        ("/seen", 1.5),
        ("/seen", 10**400),
        ("/start_loss", 0.0),
        ("/drift", -1.0),
        ("/outcome", {"cause": "x" * 1000, "step": 1, "epoch": 1}),
        ("/code", "import os"),
    ],
)
def test_what_is_no_such_document_is_refused(path: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        read(changed(path, value))
