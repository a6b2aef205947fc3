"""A class on a server: everyone trains and looks at a run, the teacher looks at the wall."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, TypeVar

import httpx

from tests.load.process import cpu_s, family
from tests.load.viewer import InClass, Viewer

SETTLE_S = 5.0
SPEC = {"data": "spiral", "network": {"hidden_layers": [8, 8, 8]}}
SPEED = 30.0
V = TypeVar("V", bound=Viewer)


@dataclass(frozen=True)
class Learner:
    """A member at a page."""

    headers: dict[str, str]
    run: str
    looks: Viewer
    follows: InClass


class Class:
    """A class that is being taught on a server at a port."""

    def __init__(self, port: int, client: httpx.AsyncClient, spec: dict[str, Any]) -> None:
        self._port = port
        self._spec = spec
        self._client = client
        self._code = self._teacher = ""

    async def made(self) -> None:
        """Make it."""
        card = await self._post("classes", {}, title="Load")
        self._code, self._teacher = card["code"], card["token"]

    async def join(self, number: int) -> Learner:
        """Join as the page does: as a member, with a run that is looked at, following the class."""
        place = f"classes/{self._code}/members"
        member = await self._post(place, {}, name=f"Member {number}")
        run = await self._post("runs", {}, **self._spec)
        headers = {"Authorization": f"Bearer {member['token']}"}
        own = {"id": run["id"], "token": run["token"]}
        await self._ask("PUT", f"{place}/me/run", headers, own)
        looks = await self._connect(Viewer(self._port, run["id"]))
        follows = await self._connect(InClass(self._port, self._code, member["token"], "stream"))
        return Learner({"Authorization": f"Bearer {run['token']}"}, run["id"], looks, follows)

    async def play(self) -> None:
        """The teacher starts everyone."""
        headers = {"Authorization": f"Bearer {self._teacher}"}
        await self._post(f"classes/{self._code}/commands", headers, command="play", speed=SPEED)

    async def wall(self) -> InClass:
        """The teacher looks at the wall."""
        return await self._connect(InClass(self._port, self._code, self._teacher, "wall"))

    async def epoch(self, learner: Learner) -> int:
        """How far a member's run has come."""
        return int((await self._ask("GET", f"runs/{learner.run}", {}, None))["epoch"])

    async def _post(self, path: str, headers: dict[str, str], **body: Any) -> dict[str, Any]:
        return await self._ask("POST", path, headers, body)

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Any
    ) -> dict[str, Any]:
        while True:
            answer = await self._client.request(
                method, f"/api/v1/{path}", json=body, headers=headers
            )
            if answer.status_code not in (429, 503):
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
                return found
            # As the page does when it is told to wait.
            await asyncio.sleep(float(answer.headers.get("Retry-After", 1)))

    async def _connect(self, viewer: V) -> V:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: viewer, "127.0.0.1", self._port)
        return viewer


async def drive_class(
    port: int, pid: int, spec: dict[str, Any], members: int, seconds: float
) -> dict[str, float]:
    """Join, play and measure, without the wall and with it."""
    limits = httpx.Limits(max_connections=20)
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
        room = Class(port, client, spec)
        await room.made()
        started = time.monotonic()
        learners = list(await asyncio.gather(*(room.join(each) for each in range(members))))
        joined_s = time.monotonic() - started
        await room.play()
        await asyncio.sleep(SETTLE_S)
        alone = await measured(pid, learners, seconds)
        wall = await room.wall()
        await asyncio.sleep(SETTLE_S)
        wall.oldest_s.clear()
        wall.received, epochs = 0, await room.epoch(learners[0])
        beside = await measured(pid, learners, seconds)
        epochs = await room.epoch(learners[0]) - epochs
        shown = len(wall.drawn)
        for each in learners:
            each.looks.close()
            each.follows.close()
        wall.close()
    return {
        "seconds until all have joined and look": joined_s,
        "frames/s a member, median": median(beside.frames) / seconds,
        "frames/s a member, least": min(beside.frames) / seconds,
        "epochs/s of a run (30 asked for)": epochs / seconds,
        "members on the wall": shown,
        "age of a tile when the next one comes, p50 (s)": median(wall.oldest_s),
        "age of a tile when the next one comes, p95 (s)": quantiles(wall.oldest_s, n=20)[18],
        "kB/s to the wall": wall.received / seconds / 1000,
        "share of a core that server and workers took, without the wall": alone.cores,
        "share of a core that server and workers took, with it": beside.cores,
    }


@dataclass(frozen=True)
class Measured:
    """What a class took, and got, in a while."""

    frames: list[int]
    """Of each member."""
    received: int
    """Bytes, by all of them."""
    server_s: float
    """Seconds of a core."""
    workers_s: float
    seconds: float

    @property
    def cores(self) -> float:
        """Of which server and workers had so many."""
        return (self.server_s + self.workers_s) / self.seconds


async def measured(pid: int, learners: list[Learner], seconds: float) -> Measured:
    """What learners get meanwhile, and what that takes."""
    for each in learners:
        each.looks.ages_s.clear()
    workers = family(pid)[1:]
    server_s, workers_s = cpu_s([pid]), cpu_s(workers)
    received = sum(each.looks.received for each in learners)
    await asyncio.sleep(seconds)
    return Measured(
        frames=[len(each.looks.ages_s) for each in learners],
        received=sum(each.looks.received for each in learners) - received,
        server_s=cpu_s([pid]) - server_s,
        workers_s=cpu_s(workers) - workers_s,
        seconds=seconds,
    )
