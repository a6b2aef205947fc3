"""A playground on a server of its own, and what that costs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.client import Playground
from tests.bench.contenders import ROOT

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A playground, and the server that it is on."""

    playground: Playground
    port: int
    pid: int

    def taken_s(self) -> float:
        """The processor time that the server and its workers have taken."""
        return sum(map(_taken_s, _family(self.pid)))


@contextmanager
def served(workers: int) -> Iterator[Served]:
    """A server with so many workers, which keeps nothing."""
    settings = {"PORT": "0", "DATA_DIR": "", "WORKERS": str(workers)}
    server = subprocess.Popen(
        [sys.executable, "-m", "app"],
        env={**os.environ, **{f"PLAYGROUND_{name}": value for name, value in settings.items()}},
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert server.stdout is not None
        found = (re.search(r"http://\S+:(\d+)", line) for line in server.stdout)
        address = next(match for match in found if match)
        with Playground(address.group()) as playground:
            yield Served(playground, int(address.group(1)), server.pid)
    finally:
        server.terminate()
        server.communicate()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _family(int(child))


def _taken_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
