"""What docs/ shows, works: every snippet is run, the notebook cell by cell."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import playwright
import pytest

from app.client import Run, Sweep, read_sweep

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
NODE = Path(playwright.__file__).parent / "driver" / "node"
SNIPPETS = re.findall(r"```(python|sh|js)\n(.*?)```", TEXT, re.DOTALL)
SAYS = {
    0: ["rows, from epoch 0", "test accuracy", "/network/activation Unknown name"],
    1: ["passed finished"],
    2: ["epochs "],
    3: [
        "g(z) = max(0, z) + 0.1 min(0, z) | g′(z) = ",
        "no slope at z = [0.0]",
        "/expression: It has no finite value at z = 2,",
    ],
    4: [
        '"status":"paused","epoch":20',
        '"input":"bias","value":-1.5',
        '"predictions"',
        '"boundary"',
    ],
    5: ["finished after", "epochs 30", "refused: /network/hidden_layers/0/units: "],
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


NOTEBOOK = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")


def test_the_notebook_runs_cell_by_cell() -> None:
    """As a notebook does it: all cells in one namespace, the value of a last line is shown."""
    names: dict[str, Any] = {}
    shown: list[Any] = []
    for cell in re.findall(r"```python\n(.*?)```", NOTEBOOK, re.DOTALL):
        body = ast.parse(cell).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            # A notebook draws what it is shown at once, while the playground is still open.
            shown.append(value._repr_html_() if isinstance(value, Run | Sweep) else value)
    values = [value for value in shown if value is not None]
    assert f"is shown: {values[0]:.2f}, which" in NOTEBOOK
    assert "<table>" in values[1]
    assert [type(value).__name__ for value in values[2:5]] == ["Figure"] * 3
    assert names["bent"].id
    assert abs(names["z"] - names["first"]["z"][0]) < 1e-9
    assert values[5].count("<tr>") == 4
    assert type(values[6]).__name__ == "Figure"
    assert values[7][0.3] < values[7][0.003]
    assert "import numpy" in names["script"]


SWEEPS = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")


def test_a_sweep_over_http(server: str, tmp_path: Path) -> None:
    _, code = re.findall(r"```sh\n(.*?)```", SWEEPS, re.DOTALL)
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "-eu", "-c", code.replace("http://127.0.0.1:8000", server)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
        timeout=60,
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith("run,learning_rate,activation,seed,epoch,")
    assert lines[12].startswith("11,0.1,tanh,2,20,")
    assert '"seed":2' in lines[13]


def test_what_is_said_of_sweeps_works(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", SWEEPS, re.DOTALL)
    exec(compile(code, "sweeps", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("best: {'learning_rate': ")
    assert said[1].startswith("18 runs, the first of them {")
    assert said[2] == "epoch 60"
    ours, wandbs = re.findall(r"```yaml\n(.*?)```", SWEEPS, re.DOTALL)
    path = tmp_path / "sweep.yaml"
    path.write_text(ours, encoding="utf-8")
    assert read_sweep(path)["down"] == {"activation": ["relu", "tanh"]}
    path.write_text(wandbs, encoding="utf-8")
    assert read_sweep(path)["sample"] == 12


DEEPER = (ROOT / "docs" / "landscape.md").read_text(encoding="utf-8")


def test_what_is_shown_of_what_lies_deeper_works(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", DEEPER, re.DOTALL)
    exec(compile(code, "landscape", "exec"), {})
    assert [0 <= float(share) <= 1 for share in capsys.readouterr().out.split()] == [True, True]


READ = [
    *(ROOT / name for name in ("README.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "engine" / "README.md",
]


def anchors(path: Path) -> set[str]:
    """What the headings of a page are called in addresses, as GitHub does it."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
        to, _, anchor = "".join(link).partition("#")
        if "://" in to or to.startswith("mailto:"):
            continue
        there = (page.parent / to).resolve() if to else page
        assert there.exists(), f"{page.name}: {to}"
        assert not anchor or anchor in anchors(there), f"{page.name}: {to}#{anchor}"
