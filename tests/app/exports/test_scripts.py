"""Scripts say what the engine says: the NumPy one is run here, the frameworks' by `make oracle`."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from app.exports import FORMATS, find, script
from app.exports import keras_script as keras
from app.exports import numpy_script as numpy
from app.exports import onnx_graph as onnx
from app.exports import sklearn_script as sklearn
from app.exports import torch_script as torch
from app.exports.saved import Saved
from app.exports.words import Table
from app.problems import Invalid
from tests.app.exports.cases import (
    combinations,
    difference,
    difference_when_trained_again,
    namespace,
    others,
    run,
    trained,
    ways,
)
from tests.engine.specs import kinds

SCRIPTS = [name for name, each in FORMATS.items() if each.is_script]


def test_the_script_is_run_as_a_person_runs_it(tmp_path: Path) -> None:
    state = run({"hidden_layers": [4]}, {"batch_size": 1000})
    path = tmp_path / "network.py"
    path.write_text(str(find("numpy").write(state)))
    for arguments in ([], ["--train"]):
        done = subprocess.run(
            [sys.executable, path, *arguments], capture_output=True, text=True, check=True
        )
        said = json.loads(done.stdout)
        expected = engine.predict(state, said["points"])
        np.testing.assert_allclose(said["predictions"], expected, atol=1e-5)


def test_numpy_agrees_on_every_activation_and_output() -> None:
    for activation, loss, question in combinations():
        combination = activation, loss, question
        state = trained(*combination)
        assert difference(namespace("numpy", state), state) < 1e-5, combination


def test_numpy_agrees_on_other_networks() -> None:
    for name, state in others():
        assert difference(namespace("numpy", state), state) < 1e-5, name


def test_numpy_trains_as_the_engine_does() -> None:
    for name, state in ways():
        apart = difference_when_trained_again(namespace("numpy", state), state)
        assert apart < 1e-5, name


def test_training_again_sets_out_from_weights_that_were_set_by_hand() -> None:
    state = engine.init(
        engine.Spec.model_validate(
            {"network": {"hidden_layers": [2]}, "training": {"batch_size": "all"}}
        )
    )
    state = engine.set_weights(state, [engine.Weight(layer=0, unit=1, input=0, value=0.15)])
    # What is frozen where it was put stays there.
    state = engine.set_weights(state, [engine.Weight(layer=1, unit=0, value=0.6)])
    state = engine.amend(
        state, frozen=[{"layer": 1, "input": "bias"}, {"layer": 0, "unit": 0, "value": 2}]
    )
    later = engine.set_weights(
        engine.advance(state, epochs=3), [engine.Weight(layer=0, unit=1, value=9)]
    )
    read = engine.load(engine.dump(later))
    again = Saved.model_validate_json(Saved.of(read).model_dump_json()).state(max_epochs=10)
    once_more = Saved(spec=state.spec, weights=Saved.of(state).weights).state(max_epochs=10)
    # Those that no spec tells, since they are too many for one, go along with the state.
    network = state.spec.network.model_copy(update={"weights": ()})
    untold = state.spec.model_copy(update={"network": network})
    many = engine.load(
        engine.dump(replace(later, spec=untold, first=engine.init(state.spec).parameters))
    )
    told = Saved.model_validate_json(Saved.of(many).model_dump_json()).state(max_epochs=10)
    assert (again.first, many.first is None, told.first is None) == (None, False, False)
    for each in (state, later, read, again, once_more, many, told):
        (W, b), (_, last) = namespace("numpy", each)["FIRST"]
        assert W.tolist() == [[2, np.float32(0.15)], [2, W[1, 1]]]
        assert (b.tolist(), last.tolist()) == ([2, 0], [np.float32(0.6)])
    by_hand = engine.advance(state, epochs=3)
    assert difference_when_trained_again(namespace("numpy", by_hand), by_hand) < 1e-5


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_python_of_readable_width(name: str) -> None:
    for case, state in [*ways(), *others()]:
        try:
            text = find(name).write(state)
        except Invalid:
            continue
        assert isinstance(text, str)
        ast.parse(text)
        lines = text.splitlines()
        assert lines[0].startswith("# pip install ")
        assert max(map(len, lines)) <= 120, (case, max(lines, key=len))
        assert not any(line != line.rstrip() for line in lines)
        assert "\n\n\n\n" not in text


@pytest.mark.parametrize(
    ("table", "family"),
    [
        (torch.ACTIVATIONS, "activations"),
        (keras.ACTIVATIONS, "activations"),
        (sklearn.ACTIVATIONS, "activations"),
        (onnx.ACTIVATIONS, "activations"),
        (torch.LOSSES, "losses"),
        (keras.LOSSES, "losses"),
        (sklearn.ESTIMATORS, "losses"),
        (numpy.UPDATES, "optimizers"),
        (torch.OPTIMIZERS, "optimizers"),
        (keras.OPTIMIZERS, "optimizers"),
        (sklearn.OPTIMIZERS, "optimizers"),
        (onnx.INPUTS, "inputs"),
    ],
)
def test_tables_have_no_word_for_what_does_not_exist(table: Table, family: str) -> None:
    assert set(table) - {"momentum", "nesterov"} <= set(kinds(family))


def test_a_choice_that_no_table_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(onnx.ACTIVATIONS, "tanh")
    known = "what it knows here is linear, step, sigmoid, relu, "
    with pytest.raises(Invalid, match=f"ONNX cannot express tanh: {known}"):
        find("onnx").write(engine.init(engine.Spec()))


def test_a_price_that_scripts_do_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    training = {"regularizer": "l2"}
    state = engine.init(engine.Spec.model_validate({"training": training}))
    assert not any(find(name).refusal(state) for name in SCRIPTS)
    for table in (script.PRICES, keras.PRICES):
        monkeypatch.delitem(table, "l2")
    for name in SCRIPTS:
        assert "cannot express l2" in str(find(name).refusal(state))


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("keras", {"network": {"hidden_layers": [3], "activation": "step"}}, "/activation", "slope"),
    (
        "keras",
        {
            "network": {
                "hidden_layers": [3],
                "activation": {"kind": "formula", "expression": "sign(z)"},
            }
        },
        "/activation",
        "slope",
    ),
    (
        "sklearn",
        {"network": {"hidden_layers": [3], "activation": "gaussian"}},
        "/activation",
        "linear, sigmoid, tanh, relu",
    ),
    ("sklearn", {"training": {"loss": "hinge"}}, "/training/loss", "hinge"),
    ("sklearn", {"training": {"loss": "categorical_crossentropy"}}, "/training/loss", "one output"),
    ("sklearn", {"training": {"optimizer": "nadam"}}, "/training/optimizer", "sgd, adam"),
    ("sklearn", {"training": {"dropout": 0.2}}, "/training/dropout", "dropout"),
    ("sklearn", {"training": {"regularizer": "l1"}}, "/training/regularizer", "L1"),
    (
        "sklearn",
        {"training": {"optimizer": {"kind": "sgd", "clip_norm": 1.0}}},
        "/training/optimizer/clip_norm",
        "gradients",
    ),
    (
        "sklearn",
        {"network": {"hidden_layers": [3, {"units": 3, "activation": "relu"}]}},
        "/network/hidden_layers",
        "one activation",
    ),
    (
        "sklearn",
        {
            "data": {
                "kind": "points",
                "points": [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]],
            }
        },
        "/data",
        "classes",
    ),
    # Biases that are left out are 0, all of a layer's, and its weights are free.
    *(
        ("keras", {"training": {"frozen": frozen}}, "/training/frozen", "leaves biases out")
        for frozen in (
            [{"layer": 0, "input": "bias", "value": 0.5}],
            [{"layer": 0, "input": "bias", "unit": 1, "value": 0}],
            [{"layer": 0, "input": "bias", "value": 0}, {"layer": 0, "input": 1}],
        )
    ),
    (
        "sklearn",
        {"training": {"frozen": [{"layer": 0, "input": "bias", "value": 0}]}},
        "/training/frozen",
        "every weight",
    ),
    (
        "pytorch",
        {"training": {"optimizer": {"kind": "sgd", "momentum": 0.9, "schedule": "cosine"}}},
        "/training/optimizer/schedule",
        "velocity",
    ),
]


@pytest.mark.parametrize(("name", "spec", "pointer", "why"), REFUSED)
def test_what_cannot_be_expressed_is_refused_by_name(
    name: str, spec: dict[str, Any], pointer: str, why: str
) -> None:
    state = engine.init(engine.Spec.model_validate(spec))
    with pytest.raises(Invalid) as refused:
        find(name).write(state)
    assert any(
        error.pointer.endswith(pointer) and why in error.detail for error in refused.value.errors
    )
    assert find(name).refusal(state)


def test_keras_has_layers_without_biases() -> None:
    frozen = [{"layer": 1, "input": "bias", "value": 0}, {"layer": 2, "input": "bias"}]
    spec = {"network": {"hidden_layers": [3, 3]}, "training": {"frozen": frozen}}
    state = engine.init(engine.Spec.model_validate(spec))
    script = str(find("keras").write(state))
    dense = [line for line in script.splitlines() if "layers.Dense(" in line]
    assert ["use_bias=False" in line for line in dense] == [False, True, True]
    # What is frozen where it is has to be at 0 for that.
    moved = engine.set_weights(state, [engine.Weight(layer=2, unit=0, value=0.5)])
    assert find("keras").refusal(moved)


def test_everything_that_cannot_be_expressed_is_named_at_once() -> None:
    training = {"dropout": 0.1, "optimizer": "rmsprop", "regularizer": "l1_l2", "loss": "hinge"}
    state = engine.init(engine.Spec.model_validate({"training": training}))
    with pytest.raises(Invalid) as refused:
        find("sklearn").write(state)
    assert len(refused.value.errors) == 4
    # And what is wrong with several layers at one place is said once.
    frozen = [{"layer": 0, "input": 0}, {"layer": 1, "input": 0}]
    state = engine.init(engine.Spec.model_validate({"training": {"frozen": frozen}}))
    with pytest.raises(Invalid) as refused:
        find("keras").write(state)
    assert [error.pointer for error in refused.value.errors] == ["/training/frozen"]


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize(
    "hostile",
    [
        '"]\nraise SystemExit("ran")\n["',
        "'] + [exit()] + ['",
        '"""\nexit()\n"""',
        "\\",
        "{{ 7 * 7 }}{% raw %}",
        "a\u2028exit()\u2028b\x00\u202e",
    ],
)
def test_names_that_a_person_wrote_are_never_run(name: str, hostile: str) -> None:
    spec = {
        "data": {
            "kind": "points",
            "points": [[0.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]],
            "class_names": [hostile, "other"],
            "axis_names": [hostile, "x2"],
        }
    }
    state = engine.init(engine.Spec.model_validate(spec))
    tree = ast.parse(find(name).write(state))
    (classes,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CLASSES"
    )
    assert ast.literal_eval(classes) == [hostile, "other"]
