"""Classes outlive the server, and are forgotten when they should be."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import engine
from app.classes.classroom import now
from app.classes.manager import Classes
from app.classes.register import About, TaskDone
from app.cli.command import run as command
from app.problems import Busy, Forbidden, NotFound
from app.runs.manager import Manager
from app.settings import Settings
from app.storage.database import Database
from app.storage.store import open_store
from app.work import work
from app.work.executors import Inline
from tests.app.classes.test_classes import Class, served
from tests.conftest import NO_CERTIFICATES, RunningServer

DAY_S = 86_400.0


@asynccontextmanager
async def managed(folder: Path | str, **settings: Any) -> AsyncIterator[Classes]:
    """Classes that are kept in the folder; it ends as a server ends."""
    chosen = Settings(data_dir=str(folder), **settings)
    manager = Manager(chosen, Inline(), open_store(chosen))
    classes = Classes(manager)
    try:
        yield classes
    finally:
        manager.stop()
        classes.stop()
        await manager.keeper.close()
        await manager.executor.close()


def about() -> About:
    return About(title="9b", created_at=now())


def test_after_a_kill_all_are_back_and_nothing_is_lost(
    tmp_path: Path, start_server: Callable[..., RunningServer]
) -> None:
    where = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_WORKERS": "1"}
    server = start_server(**where)
    base_url = f"{server.url}/api/v1"
    with httpx.Client(base_url=base_url, verify=NO_CERTIFICATES, timeout=30) as client:
        room = Class(client)
        members = [room.join(f"Member {number}") for number in range(5)]
        once = {"Idempotency-Key": "k" * 22}
        unheard = client.post(room.path + "/members", json={"name": "Eve"}, headers=once).json()
        run = room.run(members[0][1])
        task = {"lesson": "perceptron", "task": 0}
        path = f"{room.path}/members"
        done = client.post(f"{path}/me/tasks", json=task, headers=members[0][1]).json()["done"]
        room.command("send", lesson="loss")
        client.delete(f"{path}/{members[4][0]['id']}", headers=room.teacher)
        # At once: what was answered has to be on disk by then.
        server.stop(signal.SIGKILL)
        before = room.card["code"], [*(member["name"] for member, _ in members[:4]), "Eve"]
    with served(tmp_path) as client:
        found = client.get(path, headers=room.teacher).json()
        assert (room.card["code"], [member["name"] for member in found]) == before
        assert (found[0]["run"], found[0]["tasks"]) == (run["id"], [done])
        # Whose answer was lost with the server is the same member, too.
        assert client.post(path, json={"name": "Eve"}, headers=once).json() == unheard
        own = client.get(f"{path}/me", headers=members[1][1]).json()
        assert own["id"] == members[1][0]["id"]
        room.client = client
        assert room.command("hide")["sent"] == {"number": 1, "lesson": "loss", "spec": None}


def test_a_class_goes_when_it_was_not_used_for_long_and_its_moments_with_it(
    tmp_path: Path,
) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, idle_free_s=0.01, class_days=2, keep_days=1) as classes:
            rooms = [(await classes.create(about()))[0] for _ in range(2)]
            runs = classes.runs
            moments = []
            for room in rooms:
                member, _ = await classes.join(room, "Ada")
                session, _ = await runs.create(work.begin, engine.Spec())
                member.tasks.append(
                    TaskDone(lesson="loss", task=0, title="", tried_at=now(), moment=session.id)
                )
                room.touch(member)
                moments.append(session.id)
            await classes.keeper.save()
            for run_id in moments:
                runs._put_away(runs._sessions[run_id])
            classes._free(rooms[0])
            # A day and a half later: no run that nobody used is left, but those of classes are.
            count_days(tmp_path, 1.5)
            await classes.keeper.store.prune([rooms[1].id])
            assert [await classes._held_or_kept(room.id) is not None for room in rooms] == [1, 1]
            for run_id in moments:
                await runs.find(run_id)
                runs._put_away(runs._sessions[run_id])
            classes._free(classes._classes[rooms[0].id])
            count_days(tmp_path, 1.5)
            await classes.keeper.store.prune([rooms[1].id])
            assert await classes._held_or_kept(rooms[0].id) is None
            with pytest.raises(NotFound):
                await runs.find(moments[0])
            await runs.find(moments[1])

    asyncio.run(scenario())


def count_days(folder: Path, days: float) -> None:
    connection = sqlite3.connect(folder / "playground.db")
    connection.execute("update uptime set seconds = seconds + ?", (days * DAY_S,))
    connection.commit()
    connection.close()


def test_a_full_server_puts_away_what_nobody_uses_or_says_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, max_classes=2) as classes:
            rooms = [await classes.create(about()) for _ in range(3)]
            assert len(classes) == 2
            room, token = rooms[0]
            assert (await classes.teach(room.id, token)).id == room.id
            with pytest.raises(Forbidden):
                await classes.teach(room.id, rooms[1][1])
            for held in classes._classes.values():
                held.walls = 1
            with pytest.raises(Busy, match="PLAYGROUND_MAX_CLASSES"):
                await classes.create(about())
        async with managed("", max_classes=1) as classes:
            await classes.create(about())
            with pytest.raises(Busy, match="PLAYGROUND_MAX_CLASSES"):
                await classes.create(about())

    asyncio.run(scenario())


def test_no_token_and_no_address_is_on_disk(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as classes:
            room, teacher = await classes.create(about())
            _, token = await classes.join(room, "Ada")
            await classes.member(room.id, token, "203.0.113.7")
            written = b"".join(each.read_bytes() for each in tmp_path.iterdir())
            assert b"Ada" in written
            for secret in (teacher, token, "203.0.113.7"):
                assert secret.encode() not in written
            await classes.delete(room)

    asyncio.run(scenario())


def test_a_copy_is_made_while_the_server_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, restored = tmp_path / "data", tmp_path / "restored"
    restored.mkdir()
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(folder))

    async def scenario() -> None:
        async with managed(folder) as classes:
            room, token = await classes.create(about())
            member, _ = await classes.join(room, "Ada")
            copy = str(restored / "playground.db")
            assert await asyncio.to_thread(command, ["backup", copy]) == 0
            assert {each.name for each in restored.iterdir()} == {"playground.db"}
            assert (restored / "playground.db").stat().st_mode & 0o077 == 0
            await classes.join(room, "Too late")
            assert await asyncio.to_thread(command, ["backup", copy]) == 2
            assert "is there already" in capsys.readouterr().err
        async with managed(restored) as classes:
            again = await classes.teach(room.id, token)
            assert list(again.members.values()) == [member]

    asyncio.run(scenario())
    for place, words in ((tmp_path / "none" / "x.db", "cannot be written"), (folder, "already")):
        assert command(["backup", str(place)]) == 2
        assert words in capsys.readouterr().err
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path))
    assert command(["backup", str(tmp_path / "x.db")]) == 2
    assert "no database" in capsys.readouterr().err


def test_a_class_is_taken_to_another_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there, copy = tmp_path / "here", tmp_path / "there", tmp_path / "9b.db"

    def tell(folder: Path, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(folder))
        code = command([*words])
        said = capsys.readouterr()
        return code, said.out + said.err

    async def scenario() -> None:
        async with managed(here) as classes:
            room, token = await classes.create(about())
            member, given = await classes.join(room, "Ada")
            other, _ = await classes.create(about())
            runs = [(await classes.runs.create(work.begin, engine.Spec()))[0] for _ in range(3)]
            member.run = runs[0].id
            done = TaskDone(lesson="loss", task=0, title="", tried_at=now())
            member.tasks = [done.model_copy(update={"moment": runs[1].id, "passed_at": now()})]
            room.touch(member)
            await classes.save()
        assert "There is no class" in tell(here, "backup", str(copy), "--class", "K7PQ2M")[1]
        typed = f" {room.id[:3].lower()}-{room.id[3:]}"
        assert tell(here, "backup", str(copy), "--class", typed) == (0, "")
        async with managed(there) as classes:
            own, _ = await classes.create(about())
            busy = await asyncio.to_thread(tell, there, "restore", str(copy))
            assert busy[0] == 2
            assert "Another server uses" in busy[1]
        assert tell(there, "restore", str(copy))[1].startswith("Brought 3 runs, sweeps and classes")
        assert f"Class {room.id} is there already" in tell(there, "restore", str(copy))[1]
        async with managed(there) as classes:
            again = await classes.teach(room.id, token)
            assert list(again.members.values()) == [member]
            assert (await classes.member(room.id, given, "somebody"))[1] == member
            assert await classes.look_up(own.id, "somebody")
            for kept in runs[:2]:
                assert (await classes.runs.find(kept.id)).state.spec == kept.state.spec
            for gone in (
                lambda: classes.look_up(other.id, "x"),
                lambda: classes.runs.find(runs[2].id),
            ):
                with pytest.raises(NotFound):
                    await gone()

    asyncio.run(scenario())
    assert "There is no file" in tell(there, "restore", str(tmp_path / "none.db"))[1]
    with sqlite3.connect(here / "playground.db") as newer:
        newer.execute("pragma user_version = 99")
    code, said = tell(here, "backup", str(tmp_path / "newer.db"), "--class", "K7PQ2M")
    assert (code, "newer" in said) == (2, True)
    copy.write_bytes(b"no database")
    code, said = tell(there, "restore", str(copy))
    assert (code, "cannot be brought back" in said) == (2, True)
    assert {each.name for each in there.iterdir()} <= {"playground.db", "in-use"}


def test_who_joins_as_the_disk_begins_to_hang_is_refused_and_can_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thawed = threading.Event()

    async def scenario() -> None:
        async with managed(tmp_path, storage_timeout_s=0.2) as classes:
            room, _ = await classes.create(about())
            see_file = Database._see_file
            monkeypatch.setattr(Database, "_see_file", lambda _: thawed.wait())
            async with asyncio.timeout(20):
                for _ in range(2):
                    with pytest.raises(Busy, match="could not be kept"):
                        await classes.join(room, "Ada")
                with pytest.raises(Busy):
                    await classes.create(about())
            assert (len(room.members), len(classes)) == (0, 1)
            monkeypatch.setattr(Database, "_see_file", see_file)
            thawed.set()
            while not await classes.keeper.save():
                await asyncio.sleep(0.001)
            member, _ = await classes.join(room, "Ada")
            assert member.name == "Ada"

    asyncio.run(scenario())
