"""The pure parts of the page, tested in Node: the one that Playwright brings along."""

import subprocess
from pathlib import Path

import playwright

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"


def test_js() -> None:
    files = sorted(HERE.glob("*.test.js"))
    assert files
    done = subprocess.run(
        [NODE, "--test", *files], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout
