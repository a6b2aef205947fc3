"""Every route keeps the word that the OpenAPI document gives."""

import subprocess
import sys
from pathlib import Path

WORDS = Path(__file__).with_name("words.py")


def test_every_route_keeps_its_word() -> None:
    # In a process of its own: where several share the tests out, each collects them all, and the
    # bodies that these tests send are made when they are collected.
    plugins = ["-p", "no:xdist", "-p", "schemathesis.pytest.plugin"]
    run = [sys.executable, "-m", "pytest", "-q", *plugins, str(WORDS)]
    tested = subprocess.run(run, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stdout + tested.stderr
