"""A sweep that is watched as it learns: pictures a second, what they cost, what others keep."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from app.client import Sweep
from tests.bench.served import Served
from tests.bench.sweeps import RATES, spec_of
from tests.load.viewer import Viewer

SPEED, UNTIL = 30, 2000
SETTLED_S = 2.0
"""Before frames are counted: all have begun, and found their pace."""


def live(served: Served, seconds: float) -> list[list[str]]:
    """Rows of what is watched: frames a second, of one viewer, and the cores that all of it takes,
    workers and all."""
    rows = []
    for networks in (64, 256):
        sweep = begun(served, networks, SPEED)
        frames, cores = watched(served, "sweeps", [sweep.id], seconds)
        rows.append([f"{networks} tiles", f"{frames:.1f}", f"{cores:.2f}"])
        sweep.delete()
    runs = [served.playground.create() for _ in range(10)]
    for run in runs:
        run.play(speed=SPEED, wait=False)
    ids = [run.id for run in runs]
    frames, cores = watched(served, "runs", ids, seconds)
    rows.append(["ten runs of 4-2, each", f"{frames:.1f}", f"{cores:.2f}"])
    sweep = begun(served, 256, None)
    beside, cores = watched(served, "runs", ids, seconds)
    share = f"{beside:.1f} ({100 * beside / frames:.0f} %)"
    rows.append(["the same, beside 256 networks at full speed", share, f"{cores:.2f}"])
    sweep.delete()
    for run in runs:
        run.delete()
    return rows


def begun(served: Served, networks: int, speed: float | None) -> Sweep:
    """A sweep of so many networks of 8-8-8 that plays."""
    seeds = list(range(1, 1 + networks // len(RATES)))
    sweep = served.playground.sweep(
        spec_of(),
        across={"network.seed": seeds},
        down={"learning_rate": list(RATES)},
        until=UNTIL,
        wait=False,
    )
    return sweep.play(speed=speed, wait=False)


def watched(served: Served, of: str, ids: Sequence[str], seconds: float) -> tuple[float, float]:
    """Frames a second of each, and cores, while all are watched."""

    async def watch() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        viewers = []
        for each in ids:
            _, viewer = await loop.create_connection(
                lambda each=each: Viewer(served.port, each, of),  # type: ignore[misc]
                "127.0.0.1",
                served.port,
            )
            viewers.append(viewer)
        await asyncio.sleep(SETTLED_S)
        before, taken = sum(len(v.ages_s) for v in viewers), served.taken_s()
        await asyncio.sleep(seconds)
        frames = sum(len(v.ages_s) for v in viewers) - before
        cores = (served.taken_s() - taken) / seconds
        for viewer in viewers:
            viewer.close()
        return frames / seconds / len(viewers), cores

    return asyncio.run(watch())
