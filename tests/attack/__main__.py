"""Attack: what others keep, whatever one client does; the figures go to docs/attack.md.

`python -m tests.attack --only pings`
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from tests.attack.attacks import Attack, Prey
from tests.frozen import frozen
from tests.load.process import start
from tests.load.viewer import Viewer

REPORT = Path(__file__).parents[2] / "docs" / "attack.md"
SPEC = {"data": "spiral", "network": {"hidden_layers": [8, 8, 8]}}
SPEED = 60.0
VIEWERS = 10
SLIDER_VIEWERS = 100
BEFORE_S, SETTLE_S, DURING_S, QUIET_S = 3.0, 3.0, 5.0, 1.0
RECOVERY_S, PROMPT_S = 60.0, 0.2


class Others:
    """A run that is watched, and those who watch it."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        made = self.client.post("/api/v1/runs", json=SPEC).raise_for_status().json()
        self.run_id, self._token = made["id"], made["token"]
        self.viewers: list[Viewer] = []

    def tell(self, **command: Any) -> int:
        """Command the run; its epoch."""
        answer = self.client.post(
            f"/api/v1/runs/{self.run_id}/commands",
            json=command,
            headers={"Authorization": f"Bearer {self._token}"},
        )
        return int(answer.raise_for_status().json()["epoch"])

    def play(self, speed: float | None) -> int:
        """Play from the start, at so many epochs a second."""
        self.tell(command="reset")
        return self.tell(command="play", speed=speed)

    async def watch(self, run_id: str, count: int) -> list[Viewer]:
        """So many more viewers."""
        loop = asyncio.get_running_loop()
        found = []
        for _ in range(count):
            _, viewer = await loop.create_connection(
                lambda: Viewer(self.port, run_id), "127.0.0.1", self.port
            )
            found.append(viewer)
        return found

    async def frames(self, seconds: float) -> float:
        """Frames a second of the viewer in the middle, from now on."""
        before = [len(viewer.ages_s) for viewer in self.viewers]
        started = time.monotonic()
        await asyncio.sleep(seconds)
        took = time.monotonic() - started
        after = [len(viewer.ages_s) for viewer in self.viewers]
        return median(b - a for a, b in zip(before, after, strict=True)) / took

    async def epochs(self, seconds: float) -> float:
        """Epochs a second of the run, from now on, as its viewers are told them."""
        first, started = self.viewers[0].epochs, time.monotonic()
        await asyncio.sleep(seconds)
        return (self.viewers[0].epochs - first) / (time.monotonic() - started)


def begin(port: int, attack: Attack) -> subprocess.Popen[str]:
    """Let the client loose."""
    client = subprocess.Popen(
        [sys.executable, "-m", "tests.attack.client", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert client.stdin is not None
    client.stdin.write(json.dumps(attack.order) + "\n")
    client.stdin.flush()
    return client


def end(client: subprocess.Popen[str]) -> dict[str, Any]:
    """Call it off; what it did, and how much of a core it took for that, a second."""
    said, _ = client.communicate(timeout=30)
    found: dict[str, Any] = json.loads(said)
    return found


async def suffer(others: Others, attack: Attack, slider: str) -> dict[str, Any]:
    """What the others have before and during an attack."""
    crowd = await others.watch(slider, SLIDER_VIEWERS) if "slider" in attack.title else []
    figures: dict[str, Any] = {}
    for what, speed, measure in (
        ("frames", SPEED, others.frames),
        ("epochs", None, others.epochs),
    ):
        await asyncio.to_thread(others.play, speed)
        others.viewers = await others.watch(others.run_id, VIEWERS)
        await asyncio.sleep(QUIET_S)
        figures[f"{what} before"] = await measure(BEFORE_S)
        with frozen(others.folder) if attack.freezes else nullcontext():
            client = begin(others.port, attack)
            await asyncio.sleep(SETTLE_S)
            figures[f"{what} during"] = await measure(DURING_S)
            figures["newcomer"] = await asyncio.to_thread(newcomer, others.port)
            figures |= await asyncio.to_thread(end, client)
        await recovered(others.port)
        for viewer in others.viewers:
            viewer.close()
    for viewer in crowd:
        viewer.close()
    others.tell(command="pause")
    return figures


async def recovered(port: int) -> None:
    """Until the server answers as it did, for a minute at the most."""
    until = time.monotonic() + RECOVERY_S
    while time.monotonic() < until:
        took = await asyncio.to_thread(newcomer, port)
        if took is not None and took < PROMPT_S:
            return


def newcomer(port: int) -> float | None:
    """Seconds that the page takes to come; None if it does not."""
    started = time.monotonic()
    try:
        httpx.get(f"http://127.0.0.1:{port}/", timeout=20).raise_for_status()
    except httpx.HTTPError:
        return None
    return time.monotonic() - started


async def drive(port: int, folder: Path, only: str) -> list[tuple[str, dict[str, Any]]]:
    """All attacks, one after the other."""
    others = await asyncio.to_thread(Others, port, folder)
    prey = await asyncio.to_thread(Prey, others.client, others.run_id)
    await asyncio.to_thread(prey.wait)
    found = []
    for attack in prey.attacks():
        if only in attack.title:
            figures = await suffer(others, attack, prey.slider.rpartition("/")[2])
            found.append((attack.title, figures))
            print(row(attack.title, figures), figures["did"], flush=True)
    return found


def row(title: str, figures: dict[str, Any]) -> str:
    """A line of the table."""
    came = figures["newcomer"]
    did = ", ".join(f"{value:,.0f} × {what}" for what, value in figures["did"].items())
    return (
        f"| {title} | {figures['frames before']:.0f} | {figures['frames during']:.1f} "
        f"| {figures['epochs before']:,.0f} | {figures['epochs during']:,.0f} "
        f"| {'–' if came is None else f'{came:.2f}'} | {figures['core']:.2f} | {did} |"
    )


def report(found: list[tuple[str, dict[str, Any]]], load: float) -> str:
    """The figures as a page."""
    cores = len(os.sched_getaffinity(0))
    rows = "\n".join(row(title, figures) for title, figures in found)
    return f"""# Attack

Written by `make attack`: what the others keep while one client does its worst. {VIEWERS} viewers
watch a run (8-8-8 on a spiral), first at {SPEED:g} epochs a second, which makes a frame of
each, then as fast as it goes. The attacker is a process of its own behind the same
address, comes back whenever it is hung up on, and is let loose {SETTLE_S:g} s before it is counted.
Server, workers, viewers and attacker share {cores} cores ({platform.machine()}, Python
{platform.python_version()}; load average of others at the start {load:.1f}).

The last columns: how long the page takes to come for somebody new, in seconds; how much of a
core the attacker's own process takes, which elsewhere it would take from nobody; and what it got,
a second, statuses of answers among them.

| attack | frames/s before | during | epochs/s before | during | page (s) | its core | what it got |
|---|---:|---:|---:|---:|---:|---:|---|
{rows}
"""


def main() -> int:
    """Attack, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the titles of those to be made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load = os.getloadavg()[0]
        process, port = start(folder, "tests.frozen", folder)
        try:
            found = asyncio.run(drive(port, Path(folder), given.only))
        finally:
            process.terminate()
            process.wait(timeout=20)
    text = report(found, load)
    print(text)
    if not given.only:
        REPORT.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
