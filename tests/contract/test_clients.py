"""Clients that a program writes from the document train a run."""

import importlib
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import visitor
from tests.contract.openapi import present

API = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
(CONFIG,) = re.findall(r"```yaml\n(.*?)```", API, re.DOTALL)
"""As we tell others to do it."""
UNFORMATTED = "post_hooks: []\n"
"""Nobody reads it here, and to put it into style takes most of the time."""


def test_operations_are_called_by_our_words_each_once() -> None:
    names = Counter(
        route["operationId"]
        for methods in present()["paths"].values()
        for route in methods.values()
    )
    assert {"create_run", "read_run", "command_run", "read_sweep_table"} <= names.keys()
    assert set(names.values()) == {1}
    assert not [name for name in names if not name.isidentifier() or "api" in name.split("_")]


def test_every_answer_is_described_and_typed() -> None:
    for path, methods in present()["paths"].items():
        for method, route in methods.items():
            for status, answer in route["responses"].items():
                assert answer["description"] != "Successful Response", (method, path, status)
                for content in answer.get("content", {}).values():
                    assert content["schema"], (method, path, status)


def test_no_default_is_an_object_where_there_is_a_choice() -> None:
    """Which generators cannot write: they leave out whatever has one."""

    def look(part: Any, where: str) -> None:
        if isinstance(part, dict):
            if part.keys() & {"anyOf", "oneOf", "$ref"}:
                assert not isinstance(part.get("default"), dict), where
            for name, each in part.items():
                look(each, f"{where}/{name}")

    document = present()
    look(document["components"], "components")
    training = document["components"]["schemas"]["Training"]["properties"]
    assert training["optimizer"]["default"] == "sgd"


@pytest.fixture
def generated(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a module of the client that was written from the server's own document."""
    (tmp_path / "openapi.json").write_bytes(visitor.get(f"{server}/openapi.json").content)
    (tmp_path / "config.yaml").write_text(CONFIG + UNFORMATTED)
    # In a process of its own: as a library it tells of warnings nobody can do anything about.
    command = "from openapi_python_client.cli import app; app()"
    options = ["--path", "openapi.json", "--config", "config.yaml", "--meta", "none"]
    done = subprocess.run(
        [sys.executable, "-c", command, "generate", *options, "--output-path", "written"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "Generating written\n", "the whole document is understood"
    monkeypatch.syspath_prepend(str(tmp_path))
    return lambda name: importlib.import_module(f"written.{name}")


# What a formatter would have mended: a number right before a word.
@pytest.mark.filterwarnings("ignore:invalid decimal literal")
def test_a_generated_client_trains_a_run(server: str, generated: Any) -> None:
    with generated("client").Client(base_url=server) as client:
        train(server, client, generated)


def train(server: str, client: Any, generated: Any) -> None:
    models, runs = generated("models"), "api.runs"
    spec = models.Spec(
        data=models.Circle(n=200),
        network=models.Network(
            activation=models.NetworkActivationType0.RELU, hidden_layers=[8, models.Layer(units=4)]
        ),
        training=models.Training(optimizer=models.Adam(learning_rate=0.02)),
    )
    made = generated(f"{runs}.create_run").sync(client=client, body=spec)
    assert isinstance(made, models.CreatedRun)
    assert isinstance(made.spec.training.optimizer, models.Adam)
    assert [type(layer.activation) for layer in made.spec.network.hidden_layers] == [
        models.Relu,
        models.Relu,
    ]

    holder = generated("client").AuthenticatedClient(base_url=server, token=made.token)
    play = models.Play(command="play", until=models.Until(epoch=30))
    with holder:
        told = generated(f"{runs}.command_run").sync(made.id, client=holder, body=play)
    assert isinstance(told, models.CommandedRun)
    deadline = time.monotonic() + 30
    while (run := generated(f"{runs}.read_run").sync(made.id, client=client)).epoch < 30:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert run.status == "finished"
    history = generated(f"{runs}.read_history").sync(made.id, client=client)
    assert len(history["epoch"]) == 31

    script = generated("api.exports.export_run").sync(made.id, "numpy", client=client)
    assert b"import numpy" in script.payload.read()
    points = generated("types").File(payload=b"x1,x2,label\n0,0,a\n1,1,b\n1,0,b\n")
    read = generated("api.imports.read_dataset").sync(client=client, body=points)
    assert read.data["points"] == [[0, 0, 0], [1, 1, 1], [1, 0, 1]]
    nobody = generated(f"{runs}.read_run").sync("nobody", client=client)
    assert isinstance(nobody, models.ProblemDocument)
    assert nobody.status == 404
