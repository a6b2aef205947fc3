"""There is one door for work: the event loop's thread never asks the engine anything."""

import asyncio
import inspect
import json
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import httpx
import pytest

import engine
from app.client.local import LocalTransport
from app.settings import Settings
from app.sweeps import tables
from app.web.app import create_app
from app.work.executors import Inline
from engine import init
from tests.contract.examples import calls, made

LOOK = {
    "boundary": 50,
    "maps": 20,
    "weights": True,
    "health": True,
    "confusion": True,
    "hidden": {},
}


def on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture
def found() -> Iterator[list[str]]:
    """The names of engine functions, and of those that write tables of many rows, that are called
    where an event loop runs, by whatever name they were imported."""
    names: list[str] = []
    functions = inspect.getmembers(engine, inspect.isfunction)
    written = inspect.getmembers(tables, inspect.isfunction)
    functions += [each for each in written if each[1].__module__ == tables.__name__]
    known = {inspect.unwrap(function).__code__: name for name, function in functions}

    def see(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in known and on_a_loop():
            names.append(known[frame.f_code])

    threading.setprofile(see)
    sys.setprofile(see)
    yield names
    sys.setprofile(None)
    threading.setprofile(None)


def test_the_guard_sees_a_call_on_the_loop(found: list[str]) -> None:
    async def asks() -> None:
        init(engine.Spec())

    asyncio.run(asks())
    assert "init" in found


def test_no_route_asks_the_engine_on_the_loop(found: list[str]) -> None:
    transport = LocalTransport()
    with httpx.Client(base_url="http://local", transport=transport, timeout=60) as client:
        known: dict[str, str] = {}
        for method, route, sent in calls("perceptron"):
            made(client, known, method, route, sent)
        path, headers = (
            f"/api/v1/sweeps/{known['sweep_id']}",
            {"Authorization": f"Bearer {known['sweep_token']}"},
        )
        with client.stream("GET", f"{path}/events", params={"frames": True}) as events:
            for line in events.iter_lines():
                if line.startswith("event: snapshot"):
                    play = {"command": "play"}
                    client.post(f"{path}/commands", json=play, headers=headers)
                if "finished" in line:
                    break
        path = f"/api/v1/runs/{known['run_id']}"
        headers = {"Authorization": f"Bearer {known['run_token']}"}

        def command(**named: Any) -> None:
            answer = client.post(f"{path}/commands", json=named, headers=headers)
            assert answer.is_success, answer.text

        command(command="reset", spec={"data": {"kind": "xor", "n": 5000}})
        saved = client.get(f"{path}/export/json").json()
        assert client.post("/api/v1/runs", json=saved).status_code == 201
        command(command="play", until={"epoch": 3})
        with client.stream("GET", f"{path}/events", params={"frames": True}) as events:
            for line in events.iter_lines():
                if "finished" in line:
                    break
        hot: dict[str, Any] = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
        hot["network"] = {"hidden_layers": [8], "activation": "relu"}
        command(command="reset", spec=hot)
        command(command="step", count=30)
        for name in ("keras", "npz"):
            assert client.get(f"{path}/export/{name}").is_success
    transport.close()
    assert found == []


def test_neither_does_a_viewer_of_a_run(found: list[str]) -> None:
    assert asyncio.run(watch_frames(3)) == 3
    assert found == []


async def watch_frames(count: int) -> int:
    """Play a run, and take so many frames of it by WebSocket."""
    app = create_app(Settings(data_dir=""), Inline())
    to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    from_app: asyncio.Queue[Any] = asyncio.Queue()
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://local") as client,
    ):
        run = (await client.post("/api/v1/runs")).json()
        path, headers = f"/api/v1/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}"}
        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": f"{path}/stream",
            "raw_path": f"{path}/stream".encode(),
            "query_string": b"look=" + json.dumps(LOOK).encode(),
            "root_path": "",
            "headers": [(b"host", b"local")],
            "client": ("127.0.0.1", 0),
            "server": ("local", 80),
            "subprotocols": [],
        }
        viewer = asyncio.create_task(app(scope, to_app.get, from_app.put))
        await to_app.put({"type": "websocket.connect"})
        command = {"command": "play", "until": {"epoch": 1000}}
        played = await client.post(f"{path}/commands", json=command, headers=headers)
        assert played.is_success, played.text
        frames = 0
        while frames < count:
            message = await asyncio.wait_for(from_app.get(), 30)
            if message.get("bytes"):
                frames += 1
                said = json.dumps({"ack": frames})
                await to_app.put({"type": "websocket.receive", "text": said})
        await to_app.put({"type": "websocket.disconnect", "code": 1000})
        await viewer
    return frames


def test_requests_about_a_run_come_to_it_in_the_order_they_were_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What is called in a thread on the way may be overtaken by what is asked later.
    threaded: list[str] = []

    async def noted(function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        threaded.append(function.__name__)
        return function(*values, **named)

    for module in ("fastapi.dependencies.utils", "fastapi.routing"):
        monkeypatch.setattr(f"{module}.run_in_threadpool", noted)
    with (
        LocalTransport() as transport,
        httpx.Client(base_url="http://local", transport=transport) as client,
    ):
        run = client.post("/api/v1/runs").json()
        path, headers = f"/api/v1/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}"}
        for method, place, sent in (
            ("POST", "/commands", {"command": "reset"}),
            ("PATCH", "", {"speed": 20}),
            ("PATCH", "/weights", {"weights": [{"layer": 0, "unit": 0, "value": 1.0}]}),
        ):
            asked = client.request(method, f"{path}{place}", json=sent, headers=headers)
            assert asked.is_success, asked.text
    assert threaded == []
