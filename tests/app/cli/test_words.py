"""The command line speaks the language of the system's locale; what programs read, none."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import words
from app.cli.command import run
from app.cli.terminal import draw_bar
from app.languages import LANGUAGES
from app.process.server import _reach
from app.settings import Settings

Said = pytest.CaptureFixture[str]


def speak(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Be a person whose locale is that."""
    for name in (*words.LOCALE, "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, "en"), ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"), ({"LANG": "de_DE@euro"}, "de"), ({"LANG": "ja"}, "ja"),
        ({"LANG": "fr_FR.UTF-8"}, "en"), ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_MX.UTF-8", "LC_ALL": ""}, "es"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:es:de"}, "es"),
        ({"LANG": "C", "LANGUAGE": "de"}, "en"),
    ],
)  # fmt: skip
def test_the_locale_says_which_language(
    variables: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, **variables)
    assert words.language().code == code
    assert (words._("examples:") == "examples:") == (code == "en")


def test_where_not_every_sign_can_be_written_it_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, LANG="ja_JP")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), "latin-1"))
    assert words.language().code == "en"


@pytest.mark.parametrize("code", LANGUAGES)
def test_help_is_in_the_language_and_fits_a_terminal(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    speak(monkeypatch, LANG=f"{code}.UTF-8", COLUMNS="80")
    for command in ("serve", "train", "sweep", "lesson", "example", "backup", "restore", "doctor"):
        with pytest.raises(SystemExit):
            run([command, "--help"])
    said = capsys.readouterr().out
    assert max(map(words.columns, said.splitlines())) <= 80
    # argparse's own words as well.
    assert ("usage: " in said or "show this help" in said) == (code == "en")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["trian"], "Einen Befehl trian gibt es nicht; war train gemeint?"),
        (["--port", "http"], "Argument --port: 'http' ist kein Wert der Art int"),
        (["--port", "70000"], "PLAYGROUND_PORT: Der Wert darf höchstens 65.535 sein."),
        (["train", "none.json"], "none.json ist nicht lesbar: Datei oder Ordner gibt es nicht."),
        (["train", "spec.json"], "/data: Unbekannter Name; war spiral gemeint?"),
        (["sweep", "spec.json"], "/data: Einen solchen Schlüssel gibt es hier nicht."),
        (["restore", "none.db"], "Eine Datei none.db gibt es nicht."),
        (["lesson", "new", "x.toml"], "Eine solche Datei heißt NN-name.toml"),
        (["open", "https://elsewhere.example/"], "Das ist kein Link von playground.tensorflow.org"),
    ],
)
def test_mistakes_are_told_in_it(
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: Said,
) -> None:
    speak(monkeypatch, LANG="de_DE.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.json").write_text('{"data": "spirla"}')
    try:
        code: object = run(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert says in capsys.readouterr().err


def test_people_read_numbers_as_they_write_them_and_programs_as_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    speak(monkeypatch, LANG="es_MX.UTF-8")
    csv = tmp_path / "h.csv"
    assert run(["train", "--epochs", "2", "--csv", str(csv)]) == 0
    assert capsys.readouterr().out.startswith("época 2: loss 0,")
    assert csv.read_text().splitlines()[1].startswith("0,0.")
    assert run(["catalogue", "losses", "--json"]) == 0
    spanish = capsys.readouterr().out
    speak(monkeypatch)
    run(["catalogue", "losses", "--json"])
    assert capsys.readouterr().out == spanish
    assert "surprised" in json.loads(spanish)["losses"][0]["help"]


def test_a_bar_of_progress_stays_on_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, LANG="de_DE.UTF-8", COLUMNS="80")
    shown = io.StringIO()
    draw_bar(shown, 0.97, "loss 0,0104  accuracy 1,0000  val_loss 0,0134  val_accuracy 0,9960")
    line = shown.getvalue().removeprefix("\r").removesuffix("\x1b[K")
    assert line.endswith(" 97 %  loss 0,0104  accuracy 1,0000")
    assert words.columns(line) < 80


def test_a_server_says_in_it_who_can_come_in() -> None:
    said = _reach(Settings(create_key="k"), "192.0.2.1", 8000, LANGUAGES["ja"])
    assert said == "このマシンに届く人は誰でも開けます。実行を作るのにキーが必要です。"


def test_who_speaks_english_does_not_wait_for_languages() -> None:
    code = (
        "import sys; from app.cli.command import parser; parser(); print('engine' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
