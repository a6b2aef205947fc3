"""Says what a wall costs, in time on a core: python -m tests.tools.wall [--members 60].

All members' runs have moved whenever the wall is looked over, which is the most there is to do.
"""

from __future__ import annotations

import asyncio
import pickle
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import app  # noqa: F401  before NumPy, for the kernel that the server has
import engine
from app.classes.classroom import now
from app.classes.feed import WallReader
from app.classes.manager import Classes
from app.classes.register import About, TaskDone
from app.classes.wall import AT_ONCE, LOOK_S, Wall
from app.runs.manager import Manager
from app.settings import Settings
from app.work import sweeps, work
from app.work.executors import Inline

TIMES = 15
TASKS = 20


def timed(function: Callable[[], object]) -> float:
    """Milliseconds of a core."""
    took = []
    for _ in range(TIMES):
        started = time.thread_time()
        function()
        took.append(time.thread_time() - started)
    return 1000 * median(took)


@dataclass(frozen=True)
class Cost:
    """What a look over a wall costs, of which there is one each LOOK_S."""

    workers_ms: float
    loop_ms: float
    kilobytes: float

    @property
    def share(self) -> float:
        """Of a core."""
        return (self.workers_ms + self.loop_ms) / (1000 * LOOK_S)


async def measure(layers: list[int], members: int) -> Cost:
    """What a wall of so many members costs."""
    manager = Manager(Settings(data_dir="", max_runs=10_000, max_class_members=members), Inline())
    classes = Classes(manager)
    room, _ = await classes.create(About(title="", created_at=now()))
    spec = engine.Spec.model_validate({"network": {"hidden_layers": layers}})
    for number in range(members):
        member, _ = await classes.join(room, f"Member {number}")
        session, _ = await manager.create(work.begin, spec)
        member.run = session.id
        member.tasks = [
            TaskDone(lesson="loss", task=task, title="", tried_at=now()) for task in range(TASKS)
        ]
    wall = Wall(room, manager)
    wall._readers.add(WallReader())
    states = [work.without_history(session.state) for session in manager.sessions]
    pieces = [states[start : start + AT_ONCE] for start in range(0, members, AT_ONCE)]
    drawn = timed(lambda: [sweeps.draw(piece) for piece in pieces])
    sent = timed(lambda: [pickle.loads(pickle.dumps(piece)) for piece in pieces])
    await wall._draw()
    read = timed(wall._tell)
    framed = timed(lambda: wall._stand().message(0))
    took = []
    for _ in range(TIMES):
        wall._drawn.clear()
        started = time.thread_time()
        await wall._draw()
        took.append(time.thread_time() - started)
    await manager.executor.close()
    return Cost(
        workers_ms=drawn + sent,
        loop_ms=2 * read + framed + 1000 * median(took),
        kilobytes=len(wall._stand().message(0).payload) / 1000,
    )


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=60)
    given = parser.parse_args()
    for each in ([4, 2], [8, 8, 8]):
        cost = asyncio.run(measure(each, given.members))
        print(
            f"{'-'.join(map(str, each))}, {given.members} members: workers {cost.workers_ms:.1f} ms"
            f" and event loop {cost.loop_ms:.1f} ms each {LOOK_S:g} s, {cost.share:.1%} of a core;"
            f" {cost.kilobytes:.0f} kB"
        )
