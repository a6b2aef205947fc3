"""The page's pure parts, tested by Node's own runner; Playwright brings a Node along."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import playwright

HERE = Path(__file__).parent
BROUGHT_ALONG = Path(playwright.__file__).parent / "driver" / "node"


def test_modules() -> None:
    node = shutil.which("node") or shutil.which(BROUGHT_ALONG)
    assert node, "no Node was found"
    tests = sorted(map(str, HERE.glob("*.test.js")))
    result = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
