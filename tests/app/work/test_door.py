"""There is one door for work: the event loop's thread never asks the engine anything."""

import asyncio
import functools
import inspect
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import engine
from app.client.local import LocalTransport
from tests.contract.examples import calls


def on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of engine functions that are called where an event loop runs."""
    names: list[str] = []

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*values: Any, **named: Any) -> Any:
            if on_a_loop():
                names.append(function.__name__)
            return function(*values, **named)

        return call

    for name, value in inspect.getmembers(engine, inspect.isfunction):
        monkeypatch.setattr(engine, name, watched(value))
    return names


def test_the_guard_sees_a_call_on_the_loop(found: list[str]) -> None:
    async def asks() -> None:
        engine.init(engine.Spec())

    asyncio.run(asks())
    assert "init" in found


def test_no_route_asks_the_engine_on_the_loop(found: list[str]) -> None:
    transport = LocalTransport()
    with httpx.Client(base_url="http://local", transport=transport, timeout=60) as client:
        run: dict[str, Any] = {}
        for method, route, sent in calls("perceptron"):
            path = route.replace("{run_id}", run.get("id", ""))
            params = {"params": {**sent.get("params", {}), "run": run.get("id")}}
            headers = {"Authorization": f"Bearer {run.get('token')}", **sent.get("headers", {})}
            more = {**sent, **(params if "params" in sent else {}), "headers": headers}
            answer = client.request(method, path, **more)
            assert answer.is_success, (path, answer.text)
            run = run or (answer.json() if route == "/api/v1/runs" else {})
        path, headers = f"/api/v1/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}"}

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
