"""Load: a real server with runs and viewers on it, and one with a class, on this machine only; the
figures go to docs/load.md.

`python -m tests.load --runs 30 --viewers 300 --members 60 --seconds 30`
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx

from tests.load.classroom import SETTLE_S, SPEC, SPEED, drive_class
from tests.load.process import cpu_s, family, memory_mb, on_a_server
from tests.load.viewer import Viewer

REPORT = Path(__file__).parents[2] / "docs" / "load.md"


def p95(values: list[float]) -> float:
    """What 95 of 100 values do not exceed."""
    return quantiles(values, n=100)[94]


async def health(client: httpx.AsyncClient, stop: asyncio.Event) -> list[float]:
    """How long /healthz took, asked ten times a second."""
    times = []
    while not stop.is_set():
        started = time.perf_counter()
        (await client.get("/healthz")).raise_for_status()
        times.append(time.perf_counter() - started)
        await asyncio.sleep(0.1)
    return times


async def drive(port: int, pid: int, runs: int, viewers: int, seconds: float) -> dict[str, Any]:
    """Play, watch and measure."""
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        made = [(await client.post("/api/v1/runs", json=SPEC)).json() for _ in range(runs)]
        for run in made:
            await client.post(
                f"/api/v1/runs/{run['id']}/commands",
                json={"command": "play", "speed": SPEED},
                headers={"Authorization": f"Bearer {run['token']}"},
            )
        loop = asyncio.get_running_loop()
        watching = []
        for number in range(viewers):
            run_id = made[number % runs]["id"]
            _, viewer = await loop.create_connection(
                lambda run_id=run_id: Viewer(port, run_id),  # type: ignore[misc]
                "127.0.0.1",
                port,
            )
            watching.append(viewer)
        await asyncio.sleep(SETTLE_S)

        stop = asyncio.Event()
        asked = asyncio.create_task(health(client, stop))
        first_mb = memory_mb(pid)
        for viewer in watching:
            viewer.ages_s.clear()
        workers = family(pid)[1:]
        cpu, server_s, workers_s = time.process_time(), cpu_s([pid]), cpu_s(workers)
        before = (await client.get(f"/api/v1/runs/{made[0]['id']}")).json()["epoch"]
        started = time.monotonic()
        await asyncio.sleep(seconds)
        took = time.monotonic() - started
        frames = [len(viewer.ages_s) for viewer in watching]
        ages = [age for viewer in watching for age in viewer.ages_s]
        after = (await client.get(f"/api/v1/runs/{made[0]['id']}")).json()["epoch"]
        cpu = time.process_time() - cpu
        server_s, workers_s = cpu_s([pid]) - server_s, cpu_s(workers) - workers_s
        stop.set()
        healthy = await asked
        last_mb = memory_mb(pid)
        for run in made:
            await client.post(
                f"/api/v1/runs/{run['id']}/commands",
                json={"command": "pause"},
                headers={"Authorization": f"Bearer {run['token']}"},
            )
        await asyncio.sleep(1)
        epochs = {
            run["id"]: (await client.get(f"/api/v1/runs/{run['id']}")).json()["epoch"]
            for run in made
        }
        lost = sum(
            viewer.epochs != epochs[made[number % runs]["id"]] + 1
            for number, viewer in enumerate(watching)
        )
        for viewer in watching:
            viewer.close()
        return {
            "frames/s a viewer, median": median(frames) / took,
            "frames/s a viewer, least": min(frames) / took,
            "age of a frame, p50 (ms)": 1000 * median(ages),
            "age of a frame, p95 (ms)": 1000 * p95(ages),
            "/healthz, p50 (ms)": 1000 * median(healthy),
            "/healthz, p95 (ms)": 1000 * p95(healthy),
            "epochs/s of a run (30 asked for)": (after - before) / took,
            "viewers that missed a point of history": lost,
            "server memory at start (MB)": first_mb,
            "server memory at end (MB)": last_mb,
            "share of a core that the server took": server_s / took,
            "share of a core that its workers took": workers_s / took,
            "share of a core that the viewers took": cpu / took,
            "server's time for a frame to a viewer (ms)": 1000 * server_s / sum(frames),
            "workers' time for a frame of a run (ms)": 1000
            * workers_s
            / (sum(frames) * runs / viewers),
        }


def table(*columns: dict[str, float]) -> str:
    """A line a figure."""
    return "\n".join(
        f"| {name} | {' | '.join(f'{column[name]:.3g}' for column in columns)} |"
        for name in columns[0]
    )


def report(
    figures: dict[str, Any], taught: list[dict[str, float]], given: argparse.Namespace
) -> str:
    """The figures as a page."""
    cores = len(os.sched_getaffinity(0))
    return f"""# Load

Written by `make load`, on {cores} cores that server, workers and viewers share
({platform.machine()}, Python {platform.python_version()}), all at {SPEED:g} epochs a second.

## Runs and viewers

{given.runs} runs playing (8-8-8 on a spiral), {given.viewers} viewers over WebSockets,
{given.seconds:g} s.

| | |
|---|---|
{table(figures)}

## A class

{given.members} members join, each with a run of their own that the teacher starts, look at it as
the page does and follow the class; the teacher looks at the wall. {given.seconds:g} s without it
and {given.seconds:g} s with it.

| | what the page begins with (4-2) | 8-8-8 on a spiral |
|---|---|---|
{table(*taught)}
"""


def main() -> int:
    """Run the load; fails when a point of history was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--viewers", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--members", type=int, default=60)
    given = parser.parse_args()
    others = os.getloadavg()[0]
    figures = on_a_server(drive, given.runs, given.viewers, given.seconds)
    figures["load average of others at the start"] = others
    taught = [on_a_server(drive_class, spec, given.members, given.seconds) for spec in ({}, SPEC)]
    text = report(figures, taught, given)
    print(text)
    REPORT.write_text(text)
    return 1 if figures["viewers that missed a point of history"] else 0


if __name__ == "__main__":
    sys.exit(main())
