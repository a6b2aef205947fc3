"""What an address took is measured, and who took too much waits."""

import asyncio
import json
import time
from typing import Any

import pytest

from app.buckets import BURST_S
from app.web.middleware import shares
from app.web.middleware.shares import FairShare, Share, timed

DEBT_S = 0.05


def spend(seconds: float) -> None:
    """Keep a core busy."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_who_took_their_share_waits() -> None:
    async def wait() -> float:
        share = Share(per_s=0.5)
        await share.turn()
        share.charge(0.5 * BURST_S + DEBT_S)
        asked = time.monotonic()
        await share.turn()
        return time.monotonic() - asked

    assert asyncio.run(wait()) > 0.8 * DEBT_S / 0.5


def test_of_one_address_one_begins_at_a_time_and_others_come_between() -> None:
    order: list[str] = []

    async def ask(share: Share, name: str) -> None:
        await share.turn()
        order.append(name)

    async def crowd() -> None:
        many, other = Share(per_s=0.5), Share(per_s=0.5)
        asks = [ask(many, "many") for _ in range(20)] + [ask(other, "other")]
        await asyncio.gather(*asks)

    asyncio.run(crowd())
    assert order.index("other") < 3
    assert order.count("many") == 20


def test_who_gives_up_keeps_nobody_waiting() -> None:
    async def crowd() -> None:
        share = Share(per_s=1.0)
        share.charge(BURST_S + DEBT_S)
        asks = [asyncio.create_task(share.turn()) for _ in range(3)]
        await asyncio.sleep(0)
        asks[0].cancel()
        await asyncio.wait_for(asyncio.gather(*asks[1:]), 20)
        assert share.waiting == 0

    asyncio.run(crowd())


def test_what_is_charged_is_time_that_others_waited() -> None:
    now, taken = 0.0, [0.0]

    async def pass_by(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def answer() -> str:
        nonlocal now
        now += 1
        await asyncio.create_task(pass_by(10))
        now += 2
        return "done"

    async def ask() -> str:
        return await timed(answer(), taken.append, lambda: now)

    assert asyncio.run(ask()) == "done"
    assert sum(taken) == 3


def test_a_busy_machine_makes_nothing_dearer() -> None:
    async def answer() -> None:
        # As long as the system gives the core to somebody else.
        time.sleep(0.2)
        spend(0.02)

    taken: list[float] = []
    asyncio.run(timed(answer(), taken.append))
    assert 0.02 <= sum(taken) < 0.2


def test_faults_and_ends_pass_through() -> None:
    async def fail() -> None:
        try:
            await asyncio.sleep(20)
        finally:
            ended.append(True)
            raise LookupError

    async def give_up() -> None:
        async with asyncio.timeout(0.01):
            await timed(fail(), taken.append)

    ended: list[bool] = []
    taken: list[float] = []
    with pytest.raises(LookupError):
        asyncio.run(give_up())
    assert ended
    assert len(taken) == 2


def test_a_watchdog_does_not_wait_behind_what_it_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        answered.append(scope["path"])
        if scope["path"] == "/costly":
            spend(0.1)

    async def ask() -> None:
        server = FairShare(app, per_s=0.01, most_waiting=10)

        def one(path: str) -> Any:
            scope = {"type": "http", "path": path, "client": ("10.0.0.7", 1)}
            return asyncio.create_task(server(scope, None, None))  # type: ignore[arg-type]

        await one("/costly")
        late = one("/cheap")
        await one("/healthz")
        assert answered == ["/costly", "/healthz"]
        late.cancel()

    monkeypatch.setitem(shares.BEFORE_S, "http", 0.0)
    asyncio.run(ask())


def test_a_class_that_follows_a_run_by_events_does_not_use_its_share_up() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        kind = b"text/event-stream; charset=utf-8" if scope["path"] == "/events" else b"text/plain"
        headers = [(b"content-type", kind)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(1_000_000)})

    async def left_after(path: str) -> float:
        async def take(message: Any) -> None:
            pass

        server = FairShare(app, per_s=0.01, most_waiting=10)
        scope = {"type": "http", "path": path, "client": ("10.0.0.7", 1)}
        await server(scope, None, take)  # type: ignore[arg-type]
        return server._shares["10.0.0.7 "]._seconds.left

    following, reading = asyncio.run(left_after("/events")), asyncio.run(left_after("/file"))
    assert following - reading > 0.5 * 1_000_000 * shares.A_BYTE_S


def test_so_many_of_one_address_wait_at_once() -> None:
    statuses: list[int] = []
    said: list[dict[str, Any]] = []
    waiting = 3

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def take(message: Any) -> None:
        if message["type"].endswith("http.response.start"):
            statuses.append(message["status"])
        elif message["type"] == "websocket.http.response.body":
            said.append(json.loads(message["body"]))

    async def ask() -> None:
        server = FairShare(app, per_s=0.01, most_waiting=waiting)
        server._shares["10.0.0.7 "].charge(1.0)

        def one(kind: str = "http", address: str = "10.0.0.7") -> Any:
            scope: dict[str, Any] = {"type": kind, "path": "/", "prefix": "", "headers": []}
            scope |= {"client": (address, 1), "extensions": {"websocket.http.response": {}}}
            return asyncio.create_task(server(scope, None, take))  # type: ignore[arg-type]

        late = [one() for _ in range(waiting)]
        await asyncio.sleep(0)
        await one()
        await one("websocket")
        await one(address="10.0.0.8")
        assert statuses == [429, 429, 200]
        assert said[0]["code"] == "limit_waiting"
        assert said[0]["params"]["maximum"] == waiting
        for each in late:
            each.cancel()

    asyncio.run(ask())
