"""Says what so many learners need, by what they cost here: python -m tests.tools.capacity.

Writes docs/capacity.md. `--training 1 --frames 30`: everyone trains at once, with all frames.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.classes.wall import LOOK_S
from tests.load.classroom import SPEC, Class, measured
from tests.load.process import memory_mb, on_a_server
from tests.tools.wall import measure

REPORT = Path(__file__).parents[2] / "docs" / "capacity.md"
AT_ONCE = 10
"""Learners who are measured: few enough that nobody waits for a worker."""
WHILE_S = 10.0
MEMBERS = 60
LEARNERS = (100, 300, 1_000, 10_000)
FULL = 0.7
"""How much of a core an event loop should have to do at the most, so that what is asked of it does
not wait."""
NAMES = {"4-2": {}, "8-8-8 on a spiral": SPEC}


@dataclass(frozen=True)
class Costs:
    """What one learner costs whose run plays, and a class."""

    loop_ms: float
    """Of the event loop, for a frame of a run and its one viewer."""
    workers_ms: float
    """Of a worker, to train until the next frame and draw it."""
    kilobytes: float
    """Of a frame."""
    held_mb: float
    """Of the server's memory, for a run that is held."""
    base_mb: float
    """Of memory, for a server that has nobody."""
    wall_loop: float
    """The share of a core's time that a member's tile takes of the event loop."""
    wall_workers: float


@dataclass(frozen=True)
class Need:
    """What is needed for so many."""

    learners: int
    loops: float
    """Cores for event loops."""
    workers: float
    """Cores for workers."""
    memory_gb: float
    mbit_s: float

    @property
    def servers(self) -> int:
        """An event loop has one core."""
        return max(1, math.ceil(self.loops / FULL))

    @property
    def cores(self) -> int:
        """Of all servers together."""
        return max(self.servers, math.ceil(self.loops + self.workers))


def needed(costs: Costs, learners: int, training: float, frames: float) -> Need:
    """What so many learners need, of whom a share trains at once and sees so many frames/s."""
    frames_s = learners * training * frames
    loops = frames_s * costs.loop_ms / 1000 + learners * costs.wall_loop
    return Need(
        learners=learners,
        loops=loops,
        workers=frames_s * costs.workers_ms / 1000 + learners * costs.wall_workers,
        memory_gb=(max(1, math.ceil(loops / FULL)) * costs.base_mb + learners * costs.held_mb)
        / 1000,
        mbit_s=frames_s * costs.kilobytes * 8 / 1000,
    )


async def learn(port: int, pid: int, spec: dict[str, Any]) -> dict[str, float]:
    """What a few learners cost a server."""
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        room = Class(port, client, spec)
        await room.made()
        empty_mb = memory_mb(pid)
        learners = [await room.join(number) for number in range(AT_ONCE)]
        await room.play()
        await asyncio.sleep(WHILE_S / 2)
        found = await measured(pid, learners, WHILE_S)
        frames = sum(found.frames)
        return {
            "loop_ms": 1000 * found.server_s / frames,
            "workers_ms": 1000 * found.workers_s / frames,
            "kilobytes": found.received / frames / 1000,
            "held_mb": (memory_mb(pid) - empty_mb) / AT_ONCE,
            "base_mb": empty_mb,
        }


def costs_of(spec: dict[str, Any], layers: list[int]) -> Costs:
    """Measure them."""
    wall = asyncio.run(measure(layers, MEMBERS))
    return Costs(
        **on_a_server(learn, spec),
        wall_loop=wall.loop_ms / (1000 * LOOK_S * MEMBERS),
        wall_workers=wall.workers_ms / (1000 * LOOK_S * MEMBERS),
    )


def report(found: dict[str, Costs], training: float, frames: float) -> str:
    """The figures as a page."""
    names = list(found)
    rows = {
        "event loop, for a frame of a run and its one viewer (ms of a core)": "loop_ms",
        "worker, to train until the next frame and draw it (ms of a core)": "workers_ms",
        "a frame (kB)": "kilobytes",
        "a run that is held (MB of the server's memory)": "held_mb",
        "a server that has nobody (MB)": "base_mb",
    }
    costs = "\n".join(
        f"| {said} | {' | '.join(f'{getattr(found[name], key):.3g}' for name in names)} |"
        for said, key in rows.items()
    )
    tiles = " | ".join(
        f"{1e6 * LOOK_S * (each.wall_loop + each.wall_workers):.0f}" for each in found.values()
    )
    needs = "\n".join(
        f"| {need.learners:,} | {name} | {need.loops:.1f} | {need.workers:.1f} | {need.cores}"
        f" | {need.servers} | {need.memory_gb:.1f} | {need.mbit_s:,.0f} |"
        for learners in LEARNERS
        for name in names
        for need in [needed(found[name], learners, training, frames)]
    )
    return f"""# Capacity

What so many learners at once need. Written by `python -m tests.tools.capacity`, which measures on
the machine at hand ({platform.machine()}, Python {platform.python_version()}) what one of them
costs and reckons with that; run it on yours. It does not put ten thousand learners on a server:
what it says of many is reckoned.

## What one costs

{AT_ONCE} members of a class, each of whom looks at a playing run of their own as the page does (30
epochs a second), and a wall of {MEMBERS}.

| | {" | ".join(names)} |
|---|{"---:|" * len(names)}
{costs}
| a tile of the wall, twice a second (µs of a core) | {tiles} |

A run's way back through time is kept beside it, up to `PLAYGROUND_MAX_TIMELINE_BYTES` (16 MB), in
memory while somebody uses it and on disk for as long as the run. A sweep takes as much of the
workers as one run may, whatever its size: all of a core where nobody else asks for it. Who reads,
thinks or has paused costs next to nothing but memory.

## What many need

    frames a second = learners × share who train at once × frames a second of each
    event loops     = frames a second × ms of the event loop + learners × their tile
    workers         = frames a second × ms of a worker + learners × their tile
    servers         = event loops ÷ {FULL:g}: each server has one, and a full one keeps all waiting
    memory          = servers × an empty one + learners × a run
    bandwidth       = frames a second × kB of a frame × 8

With {training:.0%} training at once and {frames:g} frames a second (`--training`, `--frames`):

| learners | networks | event loops | workers | cores | servers | memory (GB) | Mbit/s |
|---:|---|---:|---:|---:|---:|---:|---:|
{needs}

With fewer cores nobody is refused: everyone's frames come more slowly, and all alike. Places have
to be there, though: [deploy.md](deploy.md#a-large-class-behind-one-address) names the settings. A
class lives on one server, and servers need nothing of each other: ten thousand learners are some
hundred classes.
"""


def main() -> None:
    """Measure, reckon, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=float, default=0.5, help="share who train at once")
    parser.add_argument("--frames", type=float, default=15, help="frames a second of each")
    given = parser.parse_args()
    layers = {"4-2": [4, 2], "8-8-8 on a spiral": [8, 8, 8]}
    found = {name: costs_of(spec, layers[name]) for name, spec in NAMES.items()}
    text = report(found, given.training, given.frames)
    print(text)
    REPORT.write_text(text)


if __name__ == "__main__":
    main()
