"""The commands about a server: its settings from a file, whether it would run well, completion."""

import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.cli.command import parser, run
from app.cli.config import read_settings
from app.cli.files import UsageError
from app.process import ports
from tests.conftest import RunningServer

Said = pytest.CaptureFixture[str]


def test_what_is_typed_wins_then_the_environment_then_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "playground.toml"
    file.write_text('port = 9000\nPLAYGROUND_MAX_UNITS = 12\nmax_points = 50\nlog_level = "info"')
    monkeypatch.setenv("PLAYGROUND_MAX_POINTS", "60")
    found = read_settings({"port": 9001, "host": None}, str(file))
    assert (found.port, found.max_units, found.max_points) == (9001, 12, 60)
    assert (found.host, found.log_level) == ("127.0.0.1", "info")
    assert read_settings({}).port == 8000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("max_unit = 12", "max_unit is not a setting; did you mean max_units?"),
        ("zzz = 12", "zzz is not a setting."),
        ("[server]\nport = 1", "server is not a setting"),
        ("port = ", "is not valid TOML: "),
        ("lessons_dir = 1", "lessons_dir: Input is not a valid path"),
        ("port = 70000", "port: Input should be less than or equal to 65535"),
        ("port = 1\nPLAYGROUND_PORT = 2", "port is set twice."),
        (b"\xff", "cannot be read: it is not text in UTF-8."),
        (None, "cannot be read: No such file or directory."),
    ],
)
def test_what_is_wrong_with_a_file_is_a_sentence(
    tmp_path: Path, capsys: Said, text: str | bytes | None, says: str
) -> None:
    file = tmp_path / "playground.toml"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert run(["--config", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"nn-playground: {file}")
    assert says in said


def test_what_was_typed_is_not_laid_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "playground.toml"
    file.write_text("port = 9000")
    with pytest.raises(UsageError, match=r"^PLAYGROUND_PORT: "):
        read_settings({"port": 70000}, str(file))


@pytest.mark.parametrize(
    ("host", "port", "says"),
    [
        ("203.0.113.7", 0, "203.0.113.7 is no address of this machine."),
        ("nowhere.invalid", 0, "There is no host nowhere.invalid."),
        (f"{'x' * 70}.example", 0, "There is no host xxx"),
    ],
)
def test_where_nobody_can_listen(host: str, port: int, says: str) -> None:
    with pytest.raises(ports.ListenRefusal) as refused:
        ports.check(host, port)
    assert str(refused.value).startswith(says)


def test_the_doctor_says_what_a_server_needs(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path / "not" / "there" / "yet"))
    assert run(["doctor", "--workers", "1", "--port", "0", "--host", "0.0.0.0"]) == 0
    said = capsys.readouterr().out
    names = [line.split()[1] for line in said.splitlines()[1:]]
    assert names == ["settings:", "engine:", "workers:", "disk:", "port:", "files:", "network:"]
    assert "✗" not in said
    assert not (tmp_path / "not").exists(), "it only looks"


def test_the_doctor_finds_faults(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "playground.db").write_text("no database at all " * 1000)
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PLAYGROUND_PROT", "1")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        taken.settimeout(0)
        assert run(["doctor", "--workers", "1", "--port", str(port)]) == 1
    said = capsys.readouterr().out
    assert "! settings: PLAYGROUND_PROT is not a setting" in said
    assert f"✗ disk: The database {tmp_path / 'playground.db'} is damaged." in said
    assert f"✗ port: Port {port} is in use." in said


def test_the_doctor_knows_a_playground_that_runs(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path))
    server = RunningServer(PLAYGROUND_DATA_DIR=str(tmp_path))
    try:
        assert run(["doctor", "--workers", "1", "--port", str(server.port)]) == 0
    finally:
        server.stop()
    said = capsys.readouterr().out
    assert f"! disk: Another server uses the data folder {tmp_path}." in said
    assert "✓ port: a playground runs there, version " in said


COMPLETED = [
    (["tr"], ["train"]),
    (["serve", "--p"], ["--port"]),
    (["catalogue", "act"], ["activations"]),
    (["completion", ""], ["--help", "bash", "zsh", "fish"]),
    (["train", "spec"], []),
]


@pytest.mark.parametrize(("typed", "offered"), COMPLETED)
def test_bash_completes(capsys: Said, typed: list[str], offered: list[str]) -> None:
    assert run(["completion", "bash"]) == 0
    words = " ".join(repr(word) for word in ("nn-playground", *typed))
    script = (
        f"{capsys.readouterr().out}\nCOMP_WORDS=({words})\nCOMP_CWORD={len(typed)}\n"
        '_nn_playground\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    bash: Any = shutil.which("bash")
    done = subprocess.run([bash, "-u", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered


def test_fish_and_zsh_are_told_of_every_command(capsys: Said) -> None:
    for shell in ("fish", "zsh"):
        assert run(["completion", shell]) == 0
        said = capsys.readouterr().out
        assert all(name in said for name in parser()[1])
        program = shutil.which(shell)
        if program is not None:
            subprocess.run([program, "-n"], input=said, text=True, check=True)
