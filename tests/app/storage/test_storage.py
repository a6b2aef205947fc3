"""Runs outlive the server: a real SQLite file, failing as real disks fail."""

import asyncio
import os
import resource
import shutil
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from app.problems import Busy, Forbidden, NotFound
from app.runs.manager import Manager
from app.runs.session import Session
from app.schemas import Status, Until
from app.settings import Settings
from app.storage import opening
from app.storage.database import FILE, Database, FileCut
from app.storage.opening import StorageRefusal
from app.storage.store import Disk, Nowhere, StoreError, open_store
from app.work import work
from app.work.executors import Inline
from tests.app.waiting import until


@asynccontextmanager
async def managed(folder: Path, **settings: Any) -> AsyncIterator[Manager]:
    """A manager whose runs are kept in the folder; it ends as a server ends."""
    chosen = Settings(data_dir=str(folder), **settings)
    manager = Manager(chosen, Inline(), open_store(chosen))
    try:
        yield manager
    finally:
        manager.stop()
        await manager.keeper.close()


def curve(session: Session) -> dict[str, list[float]]:
    return session.history.since(0).lists()


def expected(epochs: int) -> dict[str, list[float]]:
    return engine.advance(engine.init(engine.Spec()), epochs=epochs).history.lists()


@contextmanager
def largest_file(size_bytes: int) -> Iterator[None]:
    """Every write beyond that size fails, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# Kept and found again


def test_a_run_is_found_again_as_it_was(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, token = await manager.create(work.begin, engine.Spec())
            created_at = session.created_at
            await session.step("epoch", 7)
            await session.set_speed(4.5)
        async with managed(tmp_path) as manager:
            assert len(manager) == 0
            again = await manager.control(session.id, token)
            assert again.created_at == created_at
            assert (again.status, again.course.epoch, again.speed) == (Status.PAUSED, 7, 4.5)
            assert curve(again) == expected(7)
            assert again.course.metrics == session.course.metrics
            await again.step("epoch", 3)
            assert curve(again) == expected(10)
            with pytest.raises(Forbidden):
                await manager.control(session.id, "another token")

    asyncio.run(scenario())


def test_what_was_playing_is_paused_and_keeps_its_target(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.play(Until(epoch=30), 100.0)
            await until(lambda: session.course.epoch > 3)
        async with managed(tmp_path) as manager:
            again = await manager.find(session.id)
            assert again.status is Status.PAUSED
            assert again.read().message is None
            assert again.until == Until(epoch=30)
            await again.play(again.until, None)
            await until(lambda: again.status is Status.FINISHED)
            assert curve(again) == expected(30)
        async with managed(tmp_path) as manager:
            assert (await manager.find(session.id)).status is Status.FINISHED

    asyncio.run(scenario())


def test_history_grows_by_what_is_new_and_reset_begins_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            for epochs in (1, 2, 3):
                await session.step("epoch", epochs)
                assert await manager.keeper.save()
            with sqlite3.connect(tmp_path / FILE) as reader:
                rows = reader.execute("select first_row from history order by 1").fetchall()
            reader.close()
            assert rows == [(0,), (1,), (2,), (4,)]
            await manager.reset(session, None)
            await session.step("epoch", 2)
        async with managed(tmp_path) as manager:
            assert curve(await manager.find(session.id)) == expected(2)

    asyncio.run(scenario())


def test_divergence_is_kept_with_its_cause(tmp_path: Path) -> None:
    async def scenario() -> None:
        hot = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec.model_validate(hot))
            await session.play(None, None)
            await until(lambda: session.status is Status.DIVERGED)
        async with managed(tmp_path) as manager:
            again = await manager.find(session.id)
            assert again.read().outcome == session.read().outcome
            assert "learning rate" in (again.read().message or "")
            said = again.read().message_sentence
            assert said is not None
            assert said.code == "rate_too_high"
            assert said.detail == again.read().message

    asyncio.run(scenario())


def test_a_message_from_before_there_were_codes_keeps_its_sentence(tmp_path: Path) -> None:
    bare = "A run ends after 100,000 epochs."

    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.play(Until(epoch=1), None)
            await until(lambda: session.status is Status.FINISHED)
        with sqlite3.connect(tmp_path / FILE) as old:
            old.execute("update runs set message = ?", (bare,))
        old.close()
        async with managed(tmp_path) as manager:
            read = (await manager.find(session.id)).read()
            assert read.message == bare
            assert read.message_sentence == engine.Sentence(detail=bare)
            assert read.message_sentence.code is None

    asyncio.run(scenario())


def test_a_removed_run_does_not_come_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            manager.delete(session.id)
            with pytest.raises(NotFound):
                await manager.find(session.id)
        async with managed(tmp_path) as manager:
            with pytest.raises(NotFound):
                await manager.find(session.id)

    asyncio.run(scenario())


def test_what_is_put_away_leaves_memory_and_opens_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.runs.manager.TIDY_S", 0.01)
    monkeypatch.setattr("app.runs.keeper.LOOK_S", 0.01)

    async def scenario() -> None:
        async with managed(tmp_path, idle_free_s=0.05) as manager:
            tasks = [asyncio.create_task(manager.tidy())]
            tasks.append(asyncio.create_task(manager.keeper.keep()))
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.step("epoch", 2)
            await until(lambda: len(manager) == 0)
            again = await asyncio.gather(*(manager.find(session.id) for _ in range(5)))
            assert len(set(map(id, again))) == 1
            assert curve(again[0]) == expected(2)
            for task in tasks:
                task.cancel()

    asyncio.run(scenario())


def test_a_full_server_makes_room_by_putting_runs_away(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, max_runs=2) as manager:
            made = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(5)]
            assert len(manager) == 2
            playing = [await manager.find(each.id) for each in made[:2]]
            for session in playing:
                await session.play(None, 1.0)
            with pytest.raises(Busy, match="PLAYGROUND_MAX_RUNS"):
                await manager.find(made[2].id)

    asyncio.run(scenario())


# How long


def amended_once(state: engine.State, sign: str) -> engine.State:
    """Another learning rate, once a file called as the sign is there."""
    while not Path(sign).exists():
        time.sleep(0.001)
    return work.amend(state, {"learning_rate": 0.5})


def test_a_run_is_not_put_away_from_under_a_command(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, max_runs=1) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            assert manager.keeper.is_saved(session)
            sign = tmp_path / "sign"
            waiting = asyncio.create_task(session.change(amended_once, str(sign)))
            await until(lambda: session._commands.locked())
            with pytest.raises(Busy, match="limit of 1 runs"):
                await manager.create(work.begin, engine.Spec())
            sign.touch()
            await waiting
            assert session.state.spec.training.optimizer.learning_rate == 0.5
            assert await manager.keeper.save()
            await manager.create(work.begin, engine.Spec())
            assert session.closed

    asyncio.run(scenario())


def ids(folder: Path) -> set[str]:
    with sqlite3.connect(folder / FILE) as reader:
        found = {row[0] for row in reader.execute("select id from runs")}
    reader.close()
    return found


def test_unused_runs_are_forgotten_by_the_servers_time_not_the_clocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, keep_days=1) as manager:
            store = manager.keeper.store
            assert isinstance(store, Disk)
            old, _ = await manager.create(work.begin, engine.Spec())
            held, _ = await manager.create(work.begin, engine.Spec())
            # The clock on the wall jumps by ten years: nothing is forgotten.
            monkeypatch.setattr(time, "time", lambda: 2e9)
            await store.prune([])
            assert ids(tmp_path) == {old.id, held.id}
            # Two days pass: what was not used goes, what is held stays.
            store._counted -= 2 * 86_400
            await store.prune([held.id])
            assert ids(tmp_path) == {held.id}

    asyncio.run(scenario())


def test_what_is_too_much_goes_by_when_it_was_used(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path, max_storage_bytes=2_000_000) as manager:
            made: list[str] = []
            wide = engine.Spec.model_validate({"network": {"hidden_layers": [64] * 6}})
            for _ in range(20):
                session, _ = await manager.create(work.begin, wide)
                session.kept = len(made) == 1
                await session.step("batch", 1)
                await manager.keeper.save()
                made.append(session.id)
            held, kept = made[:2]
            await manager.keeper.store.prune([held])
            left = ids(tmp_path)
            assert {held, kept} <= left
            assert made[-1] in left
            assert 2 < len(left) < 20
            assert left - {held, kept} == set(made[-len(left) + 2 :])

    asyncio.run(scenario())


def test_a_disk_that_fills_up_is_not_left_to_the_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.runs.keeper.LOOK_S", 0.001)
    monkeypatch.setattr("app.runs.keeper.CROWDED_S", 0.0)

    async def scenario() -> None:
        async with managed(tmp_path, max_storage_bytes=1_000_000, max_runs=2) as manager:
            keeping = asyncio.create_task(manager.keeper.keep())
            wide = engine.Spec.model_validate({"network": {"hidden_layers": [64] * 6}})
            made = []
            for _ in range(20):
                session, _ = await manager.create(work.begin, wide)
                await session.step("batch", 1)
                made.append(session.id)
                assert await manager.keeper.save()
            await until(lambda: len(ids(tmp_path)) < 15)
            assert made[-1] in ids(tmp_path)
            keeping.cancel()

    asyncio.run(scenario())


# Faults


@pytest.mark.parametrize("replaced", [False, True])
def test_a_folder_that_is_removed_is_noticed_and_written_anew(
    tmp_path: Path, replaced: bool
) -> None:
    folder = tmp_path / "runs"
    other = filled(tmp_path / "other").parent

    async def scenario() -> None:
        async with managed(folder) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.step("epoch", 3)
            assert await manager.keeper.save()
            shutil.rmtree(folder)
            if replaced:
                shutil.copytree(other, folder)
            await session.step("epoch", 2)
            assert not await manager.keeper.save()
            assert (session.read().message or "").startswith("Not saved: the database was removed")
            assert await manager.keeper.save()
            assert session.read().message is None
            shutil.rmtree(folder)
            await session.step("epoch", 2)
        async with managed(folder) as manager:
            again = await manager.find(session.id)
            assert curve(again) == expected(7)

    asyncio.run(scenario())


def test_what_is_kept_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    async def scenario() -> None:
        async with managed(Path("~/runs")) as manager:
            await manager.create(work.begin, engine.Spec())
        assert (tmp_path / "runs").stat().st_mode & 0o777 == 0o700

    asyncio.run(scenario())


def test_fail_the_nth_write_until_none_fails(tmp_path: Path) -> None:
    """Each time, the file holds the run before or the run after, whole, and never in between."""

    async def scenario(folder: Path, room_bytes: int) -> bool:
        async with managed(folder) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.step("epoch", 5)
            assert await manager.keeper.save()
            await session.step("epoch", 400)
            journal = folder / f"{FILE}-wal"
            with largest_file(journal.stat().st_size + room_bytes):
                worked = await manager.keeper.save()
            kept = await manager.keeper.load(session.id)
            assert kept is not None
            assert kept.state.history.lists() == expected(405 if worked else 5)
            assert kept.state.seen == len(kept.state.history.epochs[1:]) * 250
            assert (session.read().message or "").startswith("Not saved") is not worked
            assert (await manager.answers.moment(session, "me", 203)).exact
            # With room again, nothing has to be done for it to go on.
            await session.step("epoch", 1)
            assert await manager.keeper.save()
            assert session.read().message is None
        check = sqlite3.connect(folder / FILE)
        assert check.execute("pragma integrity_check").fetchone() == ("ok",)
        check.close()
        async with managed(folder) as manager:
            session = await manager.find(session.id)
            assert curve(session) == expected(406)
            assert (await manager.answers.moment(session, "me", 203)).exact
        return worked

    for write in range(100):
        if asyncio.run(scenario(tmp_path / str(write), 4120 * write + 1)):
            break
    assert 3 < write < 99


def test_a_run_that_cannot_be_written_down_costs_only_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            sessions = [(await manager.create(work.begin, engine.Spec()))[0] for _ in range(3)]
            for session in sessions:
                await session.step("epoch", 2)
            sick, *well = sessions
            sound = sick.state
            sick.course.state = replace(sound, start_loss=float("inf"))
            assert await manager.keeper.save()
            (warning,) = sick.read().warnings
            assert warning.detail == (
                "Not saved: it is beyond what can be written down. The run goes on in memory."
            )
            assert [each.read().warnings for each in well] == [[], []]
            assert (manager.keeper.trouble, manager.keeper.is_saved(sick)) == (None, False)
            # It is not tried again and again while it stays as it is.
            told = len(caplog.records)
            assert await manager.keeper.save()
            assert len(caplog.records) == told
            assert (await manager.create(work.begin, engine.Spec()))[0].read().warnings == []
            for session in well:
                kept = await manager.keeper.load(session.id)
                assert kept is not None
                assert kept.state.history.epochs.tolist() == [0, 1, 2]
            # What was kept of it before is still there, and so is what comes once it is well.
            before = await manager.keeper.load(sick.id)
            assert before is not None
            assert before.state.history.epochs.tolist() == [0]
            sick.course.state = sound
            await sick.step("epoch", 1)
            assert await manager.keeper.save()
            assert sick.read().warnings == []
        async with managed(tmp_path) as manager:
            assert curve(await manager.find(sick.id)) == expected(3)

    asyncio.run(scenario())


@pytest.mark.parametrize("file", [FILE, f"{FILE}-wal"])
def test_a_file_that_is_cut_short_is_noticed_while_the_server_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setattr("app.runs.keeper.LOOK_S", 0.01)
    monkeypatch.setattr("app.runs.keeper.SAVE_S", 0.02)

    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            resting, _ = await manager.create(work.begin, engine.Spec())
            await resting.step("epoch", 3)
        async with managed(tmp_path) as manager:
            session = await manager.find(resting.id)
            await manager.create(work.begin, engine.Spec())
            keeping = asyncio.create_task(manager.keeper.keep())
            assert await manager.keeper.save()
            assert session.read().warnings == []
            # Nobody has anything to save. In the disk's own thread, or it might be cut just while
            # something is written behind the cut, which makes it as long as it was.
            assert isinstance(manager.keeper.store, Disk)
            await manager.keeper.store._thread.do(
                lambda: os.truncate(tmp_path / file, (tmp_path / file).stat().st_size // 2)
            )
            await until(lambda: bool(session.read().warnings))
            assert session.read().message == (
                "Not saved: the database was cut short or damaged, and has to be moved away."
                " The run goes on in memory."
            )
            assert manager.keeper.trouble is not None
            with pytest.raises(Busy, match="cut short"):
                await manager.find("another")
            (tmp_path / FILE).rename(tmp_path / "set aside")
            assert not manager.keeper.is_saved(session)
            await until(lambda: not session.read().warnings)
            assert manager.keeper.is_saved(session)
            keeping.cancel()
        async with managed(tmp_path) as manager:
            assert curve(await manager.find(session.id)) == expected(3)

    asyncio.run(scenario())


@pytest.mark.parametrize("file", [FILE, f"{FILE}-wal"])
def test_a_file_that_is_cut_short_while_it_is_written_is_noticed(tmp_path: Path, file: str) -> None:
    database = Database(tmp_path)
    database.save([], [], 0.0)
    connection = database._connection

    class Cutting:
        """Cuts the file once a transaction has been written."""

        in_transaction = False

        def execute(self, sql: str, *values: Any) -> Any:
            found = connection.execute(sql, *values)
            if sql == "commit":
                os.truncate(tmp_path / file, (tmp_path / file).stat().st_size // 2)
            return found

        def executemany(self, sql: str, values: Any) -> Any:
            return connection.executemany(sql, values)

    database._connection = Cutting()  # type: ignore[assignment]
    database.save([], [], 0.0)
    with pytest.raises(FileCut):
        database.ping()
    connection.close()
    database._claim.close()


def test_a_check_that_finds_the_file_gone_has_all_saved_anew(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            await session.step("epoch", 3)
            assert await manager.keeper.save()
            (tmp_path / FILE).unlink()
            with pytest.raises(StoreError):
                await manager.keeper.ping()
            assert not manager.keeper.is_saved(session)
        async with managed(tmp_path) as manager:
            assert curve(await manager.find(session.id)) == expected(3)

    asyncio.run(scenario())


def test_a_disk_that_hangs_is_told_of_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.runs.keeper.LOOK_S", 0.01)
    monkeypatch.setattr("app.runs.keeper.SAVE_S", 0.02)
    thawed, asked = threading.Event(), []
    see_file = Database._see_file

    def freeze(database: Database) -> None:
        asked.append(database)
        thawed.wait()
        see_file(database)

    async def scenario() -> None:
        async with managed(tmp_path, storage_timeout_s=0.2) as manager:
            away, _ = await manager.create(work.begin, engine.Spec())
            session, _ = await manager.create(work.begin, engine.Spec())
            manager._put_away(away)
            keeping = asyncio.create_task(manager.keeper.keep())
            await session.play(None, None)
            monkeypatch.setattr(Database, "_see_file", freeze)
            await until(lambda: bool(session.read().warnings))
            assert session.read().message == (
                "Not saved: the disk does not answer. The run goes on in memory."
            )
            at = session.state.step
            await until(lambda: session.state.step > at)
            held = len(manager)
            async with asyncio.timeout(20):
                with pytest.raises(Busy, match="could not be kept"):
                    await manager.create(work.begin, engine.Spec())
                with pytest.raises(Busy, match="does not answer"):
                    await manager.find(away.id)
            assert (len(manager), len(asked)) == (held, 1)
            thawed.set()
            await until(lambda: not session.read().warnings)
            session.pause()
            await until(lambda: manager.keeper.is_saved(session))
            keeping.cancel()
            assert (await manager.find(away.id)).state.step == 0
        async with managed(tmp_path) as manager:
            assert (await manager.find(session.id)).state.step == session.state.step

    asyncio.run(scenario())


def test_who_comes_as_the_disk_begins_to_hang_is_refused_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thawed = threading.Event()

    async def scenario() -> None:
        async with managed(tmp_path, storage_timeout_s=0.2) as manager:
            monkeypatch.setattr(Database, "_see_file", lambda _: thawed.wait())
            async with asyncio.timeout(20):
                with pytest.raises(Busy, match="could not be kept"):
                    await manager.create(work.begin, engine.Spec())
                assert len(manager) == 0
                # As a server ends: it does not wait for the disk either.
                await manager.keeper.close(0.5)
            thawed.set()

    asyncio.run(scenario())


def test_a_locked_database_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_S", 0.05)

    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
            other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
            other.execute("begin immediate")
            await session.step("epoch", 2)
            assert not await manager.keeper.save()
            message = session.read().message
            assert message == (
                "Not saved: another program has locked the database. The run goes on in memory."
            )
            # Neither new runs nor training wait for it.
            newer, _ = await manager.create(work.begin, engine.Spec())
            assert newer.read().message == message
            said = newer.read().message_sentence
            assert said is not None
            assert (said.code, said.params) == ("not_saved", {"reason": "database_locked"})
            await newer.step("epoch", 2)
            other.execute("rollback")
            other.close()
            assert await manager.keeper.save()
            assert session.read().message is newer.read().message is None
        async with managed(tmp_path) as manager:
            assert curve(await manager.find(newer.id)) == expected(2)

    asyncio.run(scenario())


def test_two_servers_do_not_share_a_folder(tmp_path: Path) -> None:
    first = Database(tmp_path)
    with pytest.raises(StorageRefusal, match="Another server uses"):
        Database(tmp_path)
    first.close()
    Database(tmp_path).close()


def test_the_folder_used_by_default_is_a_courtesy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.delenv("PLAYGROUND_DATA_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("sys.platform", "linux")
    assert isinstance(open_store(Settings()), Nowhere)
    with pytest.raises(StorageRefusal, match="cannot be written"):
        open_store(Settings(data_dir=str(tmp_path / "file" / "below")))
    assert isinstance(open_store(Settings(data_dir="")), Nowhere)


# Files that are not to be touched


def filled(folder: Path) -> Path:
    async def scenario() -> None:
        async with managed(folder) as manager:
            for _ in range(20):
                session, _ = await manager.create(work.begin, engine.Spec())
                await session.step("epoch", 50)

    asyncio.run(scenario())
    return folder / FILE


def refused(folder: Path, says: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StorageRefusal, match=says):
        Database(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(filled(tmp_path), isolation_level=None)
    connection.execute("pragma user_version = 9")
    connection.close()
    refused(tmp_path, r"newer version of the playground \(schema 9; this one knows 8\)")


def test_anothers_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("create table photos (name text)")
    connection.close()
    (tmp_path / "in-use").touch()
    refused(tmp_path, "belongs to another program")


@pytest.mark.parametrize("place", ["header", "middle", "cut short", "no database"])
def test_a_damaged_database_is_refused_and_left_alone(tmp_path: Path, place: str) -> None:
    path = filled(tmp_path)
    good = path.read_bytes()
    half = len(good) // 2 // 4096 * 4096
    noise = np.random.default_rng(1).bytes(8 * 4096)
    bad: bytes = {
        "header": noise[:100] + good[100:],
        "middle": good[:4096] + noise + good[4096 + len(noise) :],
        "cut short": good[:half],
        "no database": b"these are notes, not a database",
    }[place]
    path.write_bytes(bad)
    refused(tmp_path, "damaged")


def test_a_run_of_another_engine_is_not_found_with_a_reason(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with managed(tmp_path) as manager:
            session, _ = await manager.create(work.begin, engine.Spec())
        connection = sqlite3.connect(tmp_path / FILE)
        connection.execute("update runs set checkpoint = x'00'")
        connection.commit()
        connection.close()
        async with managed(tmp_path) as manager:
            with pytest.raises(NotFound, match="another version"):
                await manager.find(session.id)

    asyncio.run(scenario())
