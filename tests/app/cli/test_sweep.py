"""The command that trains sweeps, run as a person runs it."""

import csv
import io
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.cli.command import run
from app.client import Playground, Sweep

PLAN = """
spec: {data: {kind: xor, n: 60}, network: {hidden_layers: [3]}}
across: {learning_rate: [1e-2, 0.1, 1]}
down: {activation: [relu, tanh]}
seeds: 2
until: 8
"""


LONG = """
spec: {data: {kind: circle, n: 2000}, network: {hidden_layers: [16, 16]}}
across: {noise: [0, 0.1]}
until: 2000
"""


def is_framed(path: Path) -> bool:
    """Whether a tile of a picture is marked as the best."""
    with Image.open(path) as picture:
        return bool((np.asarray(picture.convert("RGB")) == 0x11).all(axis=-1).any())


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A sweep's file."""
    path = tmp_path / "sweep.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


def test_it_writes_and_prints_what_was_asked_for(
    plan: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, grid = tmp_path / "s.csv", tmp_path / "g.png"
    assert run(["sweep", plan, "--csv", str(table), "--png", str(grid)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["learning_rate", "activation", "val_accuracy"]
    assert len(lines) == 7
    shares = [float(line.split()[2]) for line in lines[1:]]
    assert shares == sorted(shares, reverse=True)
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert len(rows) == 12
    assert {row["learning_rate"] for row in rows} == {"0.01", "0.1", "1"}
    with Image.open(grid) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 300
    assert is_framed(grid)


def test_on_a_server_it_stays_there(
    server: str, plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["--server", server, "--seeds", "1", "--epochs", "4", "--json"]
    assert run(["sweep", plan, *typed]) == 0
    said = capsys.readouterr()
    rows = json.loads(said.out)
    assert [row["epoch"] for row in rows] == [4] * 6
    left = said.err.strip().removeprefix(f"{server}/sweep#sweep=")
    with Playground(server) as playground:
        assert playground.watch_sweep(left).table() == rows


@pytest.mark.parametrize(
    ("typed", "text", "says"),
    [
        (["nowhere.yaml"], "", "nowhere.yaml cannot be read"),
        (["-"], "across: [", "Line 1 is not YAML"),
        (["-"], '{"across"}', "Line 1 is not JSON"),
        (["-"], "across: {wings: [2]}", "/across/wings: There is no field of this name"),
        (["-"], "across: {noise: [0, 7]}", "/across/values/1: "),
        (["-"], "- a", "fields that vary"),
        (["-"], "", "fields that vary"),
        (["-"], "README.md", "fields that vary"),
        (["-"], "method: bayes\nparameters: {noise: {values: [0]}}", "/method: "),
        (["-", "--csv", "/nowhere/a.csv"], "", "no folder /nowhere"),
        (["-", "--png", "grid.jpg"], "", "grid.jpg would be a PNG: name it grid.png."),
        (
            ["-", "--epochs", "2", "--metric", "f1"],
            "across: {noise: [0]}",
            "has no f1, only loss, ",
        ),
        (["-", "--spec", __file__.replace(".py", ".json")], "seeds: 2", "cannot be read"),
        (["-", "--server", "http://[x"], "across: {noise: [0]}", "No playground answers"),
        (["-", "--server", "http://127.0.0.1:9"], "across: {noise: [0]}", "No playground answers"),
    ],
)
def test_mistakes_are_sentences(
    typed: list[str],
    text: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert run(["sweep", *typed]) == 2
    assert says in capsys.readouterr().err


def test_a_spec_fills_up_the_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text('{"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [2]}}')
    plan = "spec: {data: {noise: 0.2}}\nacross: {units: [2, 3]}\nuntil: 1"
    monkeypatch.setattr("sys.stdin", io.StringIO(plan))
    assert run(["sweep", "-", "--spec", str(spec), "--json"]) == 0
    assert [row["units"] for row in json.loads(capsys.readouterr().out)] == [2, 3]
    spec.write_text("[]")
    monkeypatch.setattr("sys.stdin", io.StringIO(plan))
    assert run(["sweep", "-", "--spec", str(spec)]) == 2
    assert "should be an object" in capsys.readouterr().err


def test_where_every_run_diverged_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '{"across": {"learning_rate": [9, 10]}, "until": 500}'
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert run(["sweep", "-", "--png", str(tmp_path / "g.png")]) == 1
    assert not is_framed(tmp_path / "g.png")
    said = capsys.readouterr()
    assert said.out.count("diverged") == 2
    assert "lower learning rates" in said.err


def test_where_the_server_fails_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.work.sweeps.advance", fail)
    monkeypatch.setattr("sys.stdin", io.StringIO('{"across": {"noise": [0, 0.1]}}'))
    assert run(["sweep", "-"]) == 1
    assert "failed at this sweep" in capsys.readouterr().err


def test_pictures_need_their_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.picture.find_spec", lambda _: None)
    assert run(["sweep", "-", "--png", "grid.png"]) == 2
    assert "nn-playground[sweep]" in capsys.readouterr().err


def test_interrupted_it_keeps_what_was_learned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    progress, pressed = Sweep.progress, list[int]()

    def interrupted(sweep: Sweep) -> Iterator[dict[str, Any]]:
        for now in progress(sweep):
            if now["epoch"] and not pressed:
                pressed.append(now["epoch"])
                signal.raise_signal(signal.SIGINT)
            yield now

    monkeypatch.setattr(Sweep, "progress", interrupted)
    monkeypatch.setattr("sys.stdin", io.StringIO(LONG))
    assert run(["sweep", "-", "--json"]) == 0
    said = capsys.readouterr()
    assert "what was learned so far is kept" in said.err
    assert all(0 < row["epoch"] < 2000 for row in json.loads(said.out))
