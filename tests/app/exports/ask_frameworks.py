"""Each framework is asked itself: `make oracle` installs them all, and runs this file."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from app.exports import find
from app.lessons import Library
from app.problems import Invalid
from tests.app.exports import cases, matrix

# Keras looks for it when it is first imported, by whichever test comes first.
os.environ.setdefault("KERAS_BACKEND", "torch")
# Frameworks warn of their own affairs.
pytestmark = pytest.mark.filterwarnings("ignore")
FRAMEWORKS = [name for name in matrix.NEEDS if name != "numpy"]


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_answers_agree_on_every_activation_and_output(name: str) -> None:
    tried = matrix.combinations(name) | matrix.others(name)
    worst = {key: each.apart for key, each in tried.items() if each.apart is not None}
    assert len(worst) >= 36
    assert max(worst.values()) < matrix.AGREE, max(worst, key=lambda key: worst[key])


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_scripts_train_as_the_engine_does(name: str) -> None:
    for way, tried in matrix.ways(name).items():
        assert tried.refusal or tried.apart is not None
        assert (tried.apart or 0) < matrix.AGREE, way
        if (name, way) not in matrix.OTHERWISE:
            assert (tried.after_training or 0) < matrix.AGREE_AFTER_TRAINING, way


@pytest.mark.parametrize("name", ["keras", "pytorch", "sklearn"])
def test_scripts_are_run_as_a_person_runs_them(name: str, tmp_path: Path) -> None:
    training = {"batch_size": 1000, "optimizer": {"kind": "sgd", "learning_rate": 0.1}}
    state = cases.run({"hidden_layers": [4]}, training)
    path = tmp_path / "network.py"
    path.write_text(str(find(name).write(state)))
    for arguments in ([], ["--train"]):
        done = subprocess.run(
            [sys.executable, path, *arguments], capture_output=True, text=True, check=True
        )
        (line,) = done.stdout.splitlines()
        said = json.loads(line)
        expected = engine.predict(state, said["points"])
        np.testing.assert_allclose(said["predictions"], expected, atol=matrix.AGREE)


@pytest.mark.parametrize("name", [name for name in FRAMEWORKS if name != "sklearn"])
def test_what_is_refused_has_a_reason(name: str) -> None:
    for tried in (matrix.combinations(name), matrix.ways(name), matrix.others(name)):
        for each in tried.values():
            assert "what it knows" not in each.refusal


def test_a_class_that_is_never_shown_is_refused_by_sklearn_alone() -> None:
    rows = [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [2.0, 0.5, 1.0]]
    spec = {"data": {"kind": "points", "points": rows}}
    state = engine.init(engine.Spec.model_validate(spec))
    with pytest.raises(Invalid, match="training points"):
        find("sklearn").write(state)
    names = cases.namespace("pytorch", state)
    assert cases.difference(names, state) < matrix.AGREE


def test_the_document_says_what_was_found() -> None:
    def without_figures(text: str) -> str:
        return re.sub(r"\d+e[-+]\d+|[\w-]+ \d+\.[\w.+]+", "#", text)

    now, then = matrix.document(), matrix.DOCUMENT.read_text()
    how = "if this is meant, run: python -m tests.app.exports.matrix"
    assert without_figures(now) == without_figures(then), how


NAMED = [
    pytest.param(library, name, family, entry["kind"], id=f"{library}-{entry['kind']}")
    for family, entries in engine.catalogue().items()
    if isinstance(entries, list)
    for entry in entries
    for library, name in entry["elsewhere"].items()
]


def named(library: str, name: str) -> Any:
    """What a library has under a name of the reference; what is in brackets it must take.

    A name with no dot is that of an argument of an optimizer.
    """
    root: Any = importlib.import_module({"keras": "keras", "pytorch": "torch"}[library])
    if "." not in name:
        assert name.partition(" ")[0] in inspect.signature(root.optim.SGD).parameters
        return None
    tree = ast.parse(name, mode="eval").body
    called = tree if isinstance(tree, ast.Call) else None
    found: Any = functools.reduce(
        getattr,
        ast.unparse(called.func if called else tree).removeprefix("torch.").split("."),
        root,
    )
    if not called:
        return found
    arguments = {str(each.arg): ast.literal_eval(each.value) for each in called.keywords}
    assert arguments.keys() <= inspect.signature(found).parameters.keys()
    return functools.partial(found, **arguments)


@pytest.mark.parametrize(("library", "name", "family", "kind"), NAMED)
def test_a_name_in_the_reference_is_one(library: str, name: str, family: str, kind: str) -> None:
    found = named(library, name)
    entry = next(each for each in engine.catalogue()[family] if each["kind"] == kind)
    if family != "activations" or entry["defaults"].keys() != {"kind"}:
        return
    # Those without parameters are also the same function.
    z = np.array(entry["curve"]["z"])
    if library == "keras":
        answer = np.asarray(importlib.import_module("keras").ops.convert_to_numpy(found(z)))
    else:
        made = found() if isinstance(found, (type, functools.partial)) else found
        answer = made(importlib.import_module("torch").tensor(z)).numpy()
    np.testing.assert_allclose(answer, entry["curve"]["g"], atol=2e-4)


@pytest.mark.parametrize("kind", ["glorot_normal", "he_normal", "lecun_normal"])
def test_normal_first_weights_are_cut_where_the_help_says_so(kind: str) -> None:
    entry = next(each for each in engine.catalogue()["initializers"] if each["kind"] == kind)
    made = {"keras": named("keras", entry["elsewhere"]["keras"])(seed=1)((300, 200)).detach()}
    if name := entry["elsewhere"].get("pytorch"):
        made["pytorch"] = named("pytorch", name)(importlib.import_module("torch").empty(200, 300))
    # Beyond the cut 4.6 % of normal numbers would lie; Keras widens the rest to make up for it.
    cut = {library: bool(abs(w).max() < 2.3 * w.std()) for library, w in made.items()}
    assert cut.pop("keras")
    assert "cut at two σ as in Keras" in entry["help"]
    assert ("PyTorch's is not cut" in entry["help"]) == (cut == {"pytorch": False})


def test_the_network_that_a_lesson_writes_down_is_the_one_that_it_shows() -> None:
    lesson = next(file.content for file in Library().files() if file.name == "in-code")
    assert lesson
    (code,) = re.findall(r"```python\n(.*?)```", lesson.opening, re.DOTALL)
    written: dict[str, Any] = {}
    exec(code, written)  # ours, and only what it says
    parameters = engine.init(lesson.start()).parameters.size
    assert written["model"].count_params() == parameters
