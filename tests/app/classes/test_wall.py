"""What a teacher sees on the wall, and what members are told."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
import pytest

import engine
from app.classes import leading, wall
from app.classes.classroom import AWAY_S, Classroom, now
from app.classes.feed import MemberReader, WallReader
from app.classes.manager import Classes
from app.classes.register import About, Member, TaskDone
from app.runs.manager import Manager
from app.runs.session import Session
from app.runs.stand import Event
from app.schemas import Status
from app.sentences import say
from app.settings import Settings
from app.work import sweeps, work
from app.work.executors import Inline
from tests.app.sweeps.test_sweep import head_of
from tests.app.waiting import until

XOR = engine.Spec.model_validate({"data": {"kind": "xor", "n": 40}})
RINGS = engine.Spec.model_validate({"data": {"kind": "rings", "n": 60}})


def run(scenario: Callable[[Classes, Classroom], Awaitable[None]], **settings: Any) -> None:
    async def scene() -> None:
        manager = Manager(Settings(data_dir="", **settings), Inline())
        classes = Classes(manager)
        room, _ = await classes.create(About(title="9b", created_at=now()))
        try:
            async with asyncio.timeout(30):
                await scenario(classes, room)
        finally:
            manager.stop()
            classes.stop()
            await manager.executor.close()

    asyncio.run(scene())


async def joined(
    classes: Classes, room: Classroom, name: str, spec: engine.Spec = XOR
) -> tuple[Member, Session]:
    member, _ = await classes.join(room, name)
    session, _ = await classes.runs.create(work.begin, spec)
    member.run = session.id
    room.touch(member)
    room.presence(member).seen_at = math.inf
    return member, session


def data_of(event: Event | None) -> dict[str, Any]:
    assert event is not None
    read: dict[str, Any] = json.loads(event.data)
    return read


async def frame(reader: WallReader) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    while (event := await reader.next()) is not None:
        if event.name == "frame":
            head, arrays = head_of(event)
            reader.acknowledge(head["seq"])
            return head, arrays
    pytest.fail("there is no frame")


def test_the_wall_shows_what_has_moved_and_keeps_no_run_awake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wall, "LOOK_S", 0.01)

    async def scenario(classes: Classes, room: Classroom) -> None:
        ada, hers = await joined(classes, room, "Ada")
        max_, his = await joined(classes, room, "Max", RINGS)
        reader = WallReader()
        with classes.wall(room).watch(reader):
            snapshot = data_of(await reader.next())
            assert [each["name"] for each in snapshot["members"]] == ["Ada", "Max"]
            assert snapshot["members"][0]["run"] == hers.id
            head, arrays = await frame(reader)
            assert head["members"] == [ada.id, max_.id]
            tiles = sweeps.draw([hers.state, his.state])
            assert arrays["tiles"].tobytes() == b"".join(tile.planes for tile in tiles)
            assert arrays["tiles"].shape == (sum(head["planes"]), 32, 32)
            tile = tiles[0]
            assert arrays["ranges"][0] == pytest.approx(tile.range)
            await hers.step("epoch", 3)
            head, arrays = await frame(reader)
            assert (head["members"], arrays["epochs"].tolist()) == ([ada.id], [3])
            loss = hers.course.metrics["loss"]
            assert arrays["metrics"][0, 0] == pytest.approx(loss)
            assert np.isnan(arrays["metrics"][0, wall.METRICS.index("r2")])
            # A second teacher, or one who comes back, sees all.
            late = WallReader()
            with classes.wall(room).watch(late):
                data_of(await late.next())
                head, _ = await frame(late)
                assert head["members"] == [ada.id, max_.id]
            for session in (hers, his):
                assert not session.audience.viewers
                assert not session.audience.had_viewers
            used = hers.audience.used_at
            await his.step("epoch", 1)
            await frame(reader)
            assert hers.audience.used_at == used
        assert classes.wall(room)._task is None

    run(scenario)


def test_a_wall_that_nobody_sees_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "LOOK_S", 0.01)

    async def scenario(classes: Classes, room: Classroom) -> None:
        member, session = await joined(classes, room, "Ada")
        reader = WallReader()
        with classes.wall(room).watch(reader):
            seen = []
            for _ in range(2):
                while (event := await reader.next()) and event.name != "frame":
                    pass
                assert event
                seen.append(head_of(event)[0]["seq"])
                await session.step("epoch", 1)
            # Two are under way, and none is acknowledged, as by a tab that is hidden.
            drawn = dict(classes.wall(room)._drawn)
            version = classes.wall(room)._version
            await until(lambda: classes.wall(room)._version > version + 3)
            assert classes.wall(room)._drawn == drawn
            reader.acknowledge(seen[-1])
            head, _ = await frame(reader)
            assert head["members"]
            # A page that says that nobody sees it: meanwhile nobody is found to do nothing.
            reader.away = True
            room.presence(member).moved_at = -math.inf
            version = classes.wall(room)._version
            await until(lambda: classes.wall(room)._version > version + 3)
            assert classes.wall(room).read().members[0].stuck is None

    run(scenario)


def test_the_wall_tells_who_is_away_and_who_is_stuck() -> None:
    async def scenario(classes: Classes, room: Classroom) -> None:
        member, session = await joined(classes, room, "Ada")
        shown = classes.wall(room).read
        (ada,) = shown().members
        assert (ada.here, ada.stuck, ada.status) == (True, None, Status.READY)
        tried = TaskDone(lesson="loss", task=0, title="", tried_at=now(), tries=wall.STUCK_TRIES)
        member.tasks.append(tried)
        (ada,) = shown().members
        assert (ada.stuck, ada.at, ada.tries) == ("tries", "loss", wall.STUCK_TRIES)
        tried.passed_at = now()
        (ada,) = shown().members
        assert (ada.stuck, ada.tries, ada.passed) == (None, 0, {"loss": 1})
        room.presence(member).moved_at = -math.inf
        assert shown().members[0].stuck == "still"
        room.presence(member).seen_at = -AWAY_S
        (ada,) = shown().members
        assert (ada.here, ada.stuck) == (False, None)
        reader = MemberReader()
        with room.watch(member, reader):
            assert shown().members[0].here
        # For as long as a page loads again.
        assert shown().members[0].here
        classes.runs.delete(session.id)
        (ada,) = shown().members
        assert (ada.held, ada.status, ada.run) == (False, None, session.id)

    run(scenario)


def test_members_are_told_what_is_on_whenever_they_come() -> None:
    async def scenario(classes: Classes, room: Classroom) -> None:
        (ada, _), (max_, _) = [await joined(classes, room, name) for name in ("Ada", "Max")]
        reader, other = MemberReader(), MemberReader()
        with room.watch(ada, reader), room.watch(max_, other):
            first = await reader.next()
            assert first is not None
            assert first.name == "snapshot"
            assert data_of(first)["member"]["name"] == "Ada"
            assert "digest" not in first.data.decode()
            await other.next()
            leading.show(room, max_, named=False)
            told = await reader.next()
            assert told is not None
            assert told.name == "status"
            assert data_of(told)["class"]["lead"]["shown"]["run"] == max_.run
            assert "Max" not in told.data.decode()
            await other.next()
            room.touch(ada)
            assert data_of(await reader.next())["member"]["id"] == ada.id
            leading.ask(room, "Why?", ["a", "b"], 1)
            question = data_of(await other.next())["class"]["lead"]["question"]
            assert (question["answer"], question["counts"]) == (None, None)
            late = MemberReader()
            with room.watch(ada, late):
                lead = data_of(await late.next())["class"]["lead"]
                assert (lead["question"], lead["shown"]["run"]) == (question, max_.run)
            await classes.remove(room, max_)
            data_of(await other.next())
            assert await other.next() is None
            assert data_of(await reader.next())["class"]["lead"]["shown"] is None

    run(scenario)


def test_a_wall_without_workers_goes_on_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "LOOK_S", 0.01)

    async def scenario(classes: Classes, room: Classroom) -> None:
        await joined(classes, room, "Ada")
        notice = classes.runs.executor.notice
        notice.give(say("cluster_gone"))
        reader = WallReader()
        with classes.wall(room).watch(reader):
            assert len(data_of(await reader.next())["members"]) == 1
            await classes.join(room, "Max")
            told = data_of(await reader.next())
            assert [each["name"] for each in told["members"]] == ["Ada", "Max"]
            assert told["warnings"][0]["code"] == "cluster_gone"
            notice.give(None)
            assert (await frame(reader))[0]["members"]

    run(scenario)
