"""A server of one's own, and what it takes of this machine."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any


def start(folder: str, *program: str) -> tuple[subprocess.Popen[str], int]:
    """A server of its own; its process and port."""
    process = subprocess.Popen(
        [sys.executable, "-m", *(program or ["app"])],
        env={**os.environ, "PLAYGROUND_PORT": "0", "PLAYGROUND_DATA_DIR": folder},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r":(\d+) ", process.stdout.readline())
    assert found, "the server did not start"
    return process, int(found.group(1))


def memory_mb(pid: int) -> float:
    """Resident memory of the server process itself."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def cpu_s(pids: list[int]) -> float:
    """The time that processes have had on a core."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def on_a_server(load: Callable[..., Awaitable[dict[str, Any]]], *given: Any) -> dict[str, Any]:
    """What comes of a load on a server of its own."""

    async def put(port: int, pid: int) -> dict[str, Any]:
        return await load(port, pid, *given)

    with tempfile.TemporaryDirectory() as folder:
        process, port = start(folder)
        try:
            return asyncio.run(put(port, process.pid))
        finally:
            process.terminate()
            process.wait(timeout=20)
