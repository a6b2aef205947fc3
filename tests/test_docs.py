"""What docs/api.md shows, works: every snippet is run against a real server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import playwright
import pytest

TEXT = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
NODE = Path(playwright.__file__).parent / "driver" / "node"
SNIPPETS = re.findall(r"```(python|sh|js)\n(.*?)```", TEXT, re.DOTALL)
SAYS = {
    0: ["rows, from epoch 0", "test accuracy", "/network/activation Unknown name"],
    1: ["passed finished"],
    2: ["epochs "],
    3: ['"status":"paused","epoch":20', '"predictions"', '"boundary"'],
    4: ["finished after", "epochs 30"],
}


def test_every_snippet_is_known() -> None:
    assert len(SNIPPETS) == len(SAYS)


@pytest.mark.parametrize("number", SAYS)
def test_a_snippet(server: str, tmp_path: Path, number: int) -> None:
    language, code = SNIPPETS[number]
    bash = shutil.which("bash")
    assert bash
    programs = {
        "python": ([sys.executable], "snippet.py"),
        "sh": ([bash, "-eu"], "snippet.sh"),
        "js": ([str(NODE)], "snippet.mjs"),
    }
    program, name = programs[language]
    file = tmp_path / name
    file.write_text(code.replace("http://127.0.0.1:8000", server), encoding="utf-8")
    done = subprocess.run(
        [*program, str(file)], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    for words in SAYS[number]:
        assert words in done.stdout
