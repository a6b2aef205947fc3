"""The command line, run as a person runs it."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import engine
from app.cli.command import run
from tests.conftest import RunningServer

SPEC = {"data": {"kind": "xor", "n": 100}, "network": {"hidden_layers": [4]}}


def command(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_train_writes_what_was_asked_for(tmp_path: Path) -> None:
    names = ("s.json", "h.csv", "b.png", "m.npz", "f.gif")
    spec, csv, png, model, film = (tmp_path / name for name in names)
    spec.write_text(json.dumps(SPEC))
    outputs = ["--csv", str(csv), "--png", str(png), "--model", str(model), "--film", str(film)]
    done = command("train", str(spec), "--epochs", "25", *outputs)
    assert done.returncode == 0, done.stderr
    expected = engine.advance(engine.init(engine.Spec.model_validate(SPEC)), epochs=25)
    assert done.stdout.startswith("epoch 25: loss ")
    lines = csv.read_text().splitlines()
    assert len(lines) == 27
    assert float(lines[-1].split(",")[1]) == expected.history.last()["loss"]
    loaded = engine.load(model.read_bytes())
    assert loaded.parameters.tolist() == expected.parameters.tolist()
    with Image.open(film) as shown:
        assert (shown.format, getattr(shown, "n_frames", 0), shown.size) == ("GIF", 26, (320, 320))
        first = shown.convert("RGB").tobytes()
        shown.seek(25)
        assert shown.convert("RGB").tobytes() != first
    picture = png.read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    start = picture.index(b"IDAT")
    length = int.from_bytes(picture[start - 4 : start])
    assert len(zlib.decompress(picture[start + 4 : start + 4 + length])) == 480 * (1 + 480 * 3)


def test_a_film_needs_its_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.exports.film.find_spec", lambda _: None)
    assert run(["train", "--film", "film.gif"]) == 2
    assert "nn-playground[film]" in capsys.readouterr().err


@pytest.mark.parametrize("task", ["multiclass", "regression"])
def test_a_picture_of_every_kind_of_task(tmp_path: Path, task: str) -> None:
    catalogue = engine.catalogue()
    data = next(entry for entry in catalogue["datasets"] if entry["task"] == task)
    loss = next(entry for entry in catalogue["losses"] if task in entry["tasks"])
    spec = json.dumps({"data": data["kind"], "training": {"loss": loss["kind"]}})
    png = tmp_path / "b.png"
    done = command("train", "-", "--epochs", "2", "--png", str(png), stdin=spec)
    assert done.returncode == 0, done.stderr
    assert png.stat().st_size > 1000


def test_interrupted_it_keeps_what_was_learned(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    terminal, stderr = pty.openpty()
    csv = tmp_path / "h.csv"
    training = subprocess.Popen(
        [sys.executable, "-m", "app", "train", "--epochs", "100000000", "--csv", str(csv)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    os.close(stderr)
    shown = b""
    while "░   0%  loss 0." not in shown.decode(errors="ignore"):
        shown += os.read(terminal, 1000)
    training.send_signal(signal.SIGINT)
    said, _ = training.communicate(timeout=20)
    # A terminal gives what it holds a piece at a time, and an error once nobody writes to it.
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 1000):
            shown += piece
    os.close(terminal)
    assert "what was learned so far is kept" in shown.decode(errors="ignore")
    assert training.returncode == 0
    epoch = int(said.removeprefix("epoch ").partition(":")[0])
    assert epoch > 0
    assert csv.read_text().splitlines()[-1].startswith(f"{epoch},")


class Interrupts:
    """Ctrl+C is pressed while this goes, where what is raised is lost."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_interrupted_where_nothing_can_be_raised_it_stops_as_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    advance, spare = engine.advance, [Interrupts()]

    def interrupted(*values: Any, **named: Any) -> engine.State:
        spare.clear()
        return advance(*values, **named)

    monkeypatch.setattr(engine, "advance", interrupted)
    assert run(["train", "--epochs", "50"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("epoch 10:")
    assert "what was learned so far is kept" in said.err


def test_what_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    done = command("train", "--epochs", "1", "--model", str(tmp_path))
    assert done.returncode == 2
    assert f"{tmp_path} cannot be written" in done.stderr


def test_divergence_is_an_exit_code() -> None:
    spec = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
    done = command("train", "-", stdin=json.dumps(spec))
    assert done.returncode == 1
    assert "learning rate" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (["train", "nowhere.json"], "", "nowhere.json cannot be read"),
        (["train", "-"], "{", "not valid JSON"),
        (["train", "-"], '{"data": "spirla"}', "/data: Unknown name; did you mean spiral"),
        (["train", "-"], "[]", "nn-playground: Should be an object"),
        (["train", "--epochs", "0"], "", "at least 1"),
        (["train", "--epochs", "1000000000", "--csv", "/nowhere/h.csv"], "", "no folder /nowhere"),
        (["catalogue", "wishes"], "", "activations"),
        (["fly"], "", "There is no command fly. "),
        (["trian", "-"], "", "There is no command trian; did you mean train? "),
        (["train", "--epcohs", "5"], "", "train has no option --epcohs; did you mean --epochs?"),
        (["train", "-", "spec.json"], "", "train has no place for spec.json."),
        (["--port", "http"], "", "invalid int"),
        (["--port", "70000"], "", "PLAYGROUND_PORT"),
    ],
)
def test_mistakes_are_sentences(
    arguments: list[str],
    stdin: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    try:
        code: object = run(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert says in capsys.readouterr().err


def test_says_its_version() -> None:
    assert command("--version").stdout == f"nn-playground {version('nn-playground')}\n"


def test_catalogue_lists_every_choice() -> None:
    listed = command("catalogue").stdout
    for entry in engine.catalogue()["activations"]:
        assert f"  {entry['kind']} " in listed
    only = json.loads(command("catalogue", "losses", "--json").stdout)
    assert only == {"losses": engine.catalogue()["losses"]}


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "app", "catalogue", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert listing.stdout is not None
    assert listing.stdout.readline() == "{\n"
    listing.stdout.close()
    assert listing.stderr is not None
    assert listing.stderr.read() == ""
    listing.stderr.close()
    assert listing.wait(timeout=20) == 0


def test_help_shows_examples() -> None:
    said = command("--help").stdout
    assert "nn-playground train spec.json" in said
    assert "--epochs" in command("train", "--help").stdout


LINK = "https://playground.tensorflow.org/#dataset=xor&networkShape=4,2&seed=0.1"


@pytest.mark.parametrize(
    ("arguments", "below", "opened"),
    [
        (["serve", "--open"], "", "/"),
        (["open", LINK], "", f"/#{LINK}"),
        (["open", LINK], "/ml/play", f"/ml/play/#{LINK}"),
    ],
)
def test_the_browser_opens_what_was_asked_for(
    start_server: Callable[..., RunningServer],
    tmp_path: Path,
    arguments: list[str],
    below: str,
    opened: str,
) -> None:
    browser, note = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {note}.part && mv {note}.part {note}\n')
    browser.chmod(0o700)
    server = start_server(*arguments, BROWSER=f"{browser} %s", PLAYGROUND_ROOT_PATH=below)
    deadline = time.monotonic() + 30
    while not note.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert note.read_text().strip() == f"{server.url}{opened}"


def test_a_link_from_elsewhere_is_not_opened() -> None:
    done = command("open", "https://elsewhere.example/#networkShape=4")
    assert done.returncode == 2
    assert "playground.tensorflow.org" in done.stderr
