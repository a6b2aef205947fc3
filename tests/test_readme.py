"""README tells the truth: its calls work, its code runs, and it lists every setting."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from app.settings import Settings

README = (Path(__file__).parent.parent / "README.md").read_text()


def block(heading: str, language: str) -> str:
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found, f"README has no {language} under {heading}"
    return found.group(1)


def test_the_six_calls(server: str, tmp_path: Path) -> None:
    script = block("Drive it from the command line", "sh")
    assert script.count("curl -s") == 6
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "-u", "-c", script.replace("http://127.0.0.1:8000", server)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    said = done.stdout
    assert said.startswith('{"activations"')
    created = json.loads((tmp_path / "run.json").read_text())
    assert created["status"] == "ready"
    assert '"status":"playing"' in said
    assert "event: snapshot" in said
    assert "event: history" in said
    assert said.count('"status":"finished","epoch":300') >= 1
    assert '"type":"about:blank"' not in said


def test_the_python_client_says_the_same_on_a_server_and_in_process(server: str) -> None:
    script = block("Drive it from Python", "python")
    here = 'Playground("http://127.0.0.1:8000")'
    assert here in script
    said = [
        subprocess.run(
            [sys.executable, "-c", script.replace(here, there)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for there in (f'Playground("{server}")', "Playground.local()")
    ]
    assert said[0] == said[1]
    assert float(said[0].splitlines()[0]) > 0.8


def test_the_engine_alone(tmp_path: Path) -> None:
    script = block("Use the engine alone", "python")
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "val_accuracy" in done.stdout


def test_every_setting_is_listed() -> None:
    for name, field in Settings.model_fields.items():
        assert f"`PLAYGROUND_{name.upper()}`" in README
        assert field.description
        assert field.description in README
