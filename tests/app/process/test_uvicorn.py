"""What the process relies on under uvicorn's hood is still there, name by name.

The rest of uvicorn is used as it is documented; these are its insides. A new version may move them,
and then this says what has moved, before a reader who stalls or a server that does not end does.
"""

from __future__ import annotations

import asyncio
import signal
import tomllib
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import h11
import pytest
import uvicorn
from packaging.requirements import Requirement
from packaging.version import Version
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol
from uvicorn.server import ServerState
from websockets.asyncio.client import connect

from app.process.connections import Connections
from app.process.cork import Corked, CorkedProtocol
from app.process.patience import COMING, TimedProtocol
from app.runs.stand import Framed
from tests.app.waiting import until

ROOT = Path(__file__).parents[3]
WebSockets: Any = AutoWebSocketsProtocol
METHODS = ("connection_made", "connection_lost", "pause_writing", "resume_writing")
PATIENCE: dict[str, Any] = {"send_timeout_s": 20.0, "places": Connections(100, 100, ())}


def moved(what: str) -> str:
    return f"{what} in uvicorn {version('uvicorn')}: see what took its place, and mend app/process"


def test_the_range_ends_where_it_was_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = map(Requirement, project["dependencies"])
    (asked,) = (each.specifier for each in wanted if each.name == "uvicorn")
    tried = Version(version("uvicorn"))
    assert tried in asked
    untried = f"{tried.major}.{tried.minor + 1}"
    assert untried not in asked, f"uvicorn {untried} was not tried yet"


@pytest.mark.parametrize(
    ("of", "names"),
    [
        (H11Protocol, (*METHODS, "data_received")),
        (
            WebSockets,
            (
                *METHODS,
                "send",
                "data_received",
                "handle_events",
                "handle_connect",
                "handle_text",
                "stop_keepalive",
            ),
        ),
        (uvicorn.Server, ("startup", "handle_exit", "run", "capture_signals")),
    ],
)
def test_what_is_overridden_is_there(of: type, names: tuple[str, ...]) -> None:
    for name in names:
        own = [each for each in of.__mro__ if name in vars(each)]
        assert own, moved(f"{of.__name__} has no {name}")
        assert own[0].__module__.startswith("uvicorn."), moved(f"{of.__name__}.{name} is not its")


def test_a_connection_tells_how_far_a_request_is() -> None:
    asyncio.run(one_request())


async def one_request() -> None:
    asked, answer = asyncio.Event(), asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.set()
        await answer.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    made: list[Any] = []

    def connection() -> TimedProtocol:
        config = uvicorn.Config(app, log_config=None)
        how = {"config": config, "server_state": ServerState(), "app_state": {}}
        made.append(TimedProtocol(**{**how, **PATIENCE}, request_timeout_s=20.0))
        return made[-1]  # type: ignore[no-any-return]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await until(lambda: bool(made) and made[0].transport is not None)
        (protocol,) = made

        def sender() -> Any:
            return protocol.conn.their_state

        for name in ("loop", "transport", "connections", "conn", "cycle"):
            assert hasattr(protocol, name), moved(f"H11Protocol has no {name}")
        assert protocol.loop is loop
        assert protocol in protocol.connections, moved("a connection is not among the connections")
        assert not protocol.cycle, moved("cycle is not None before the first request")
        assert sender() is h11.IDLE, moved("h11 does not begin with IDLE")

        writer.write(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1")
        await asyncio.wait_for(asked.wait(), 20)
        assert sender() is h11.SEND_BODY, moved("half a body is not SEND_BODY")
        assert set(COMING) == {h11.IDLE, h11.SEND_BODY}
        writer.write(b"2")
        await until(lambda: sender() not in COMING)
        told = getattr(protocol.cycle, "response_complete", None)
        assert told is False, moved("cycle.response_complete is not False before the answer")
        answer.set()
        assert b"204" in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
        assert protocol.cycle.response_complete, moved("cycle.response_complete is not set")
        writer.close()
        await until(lambda: protocol not in protocol.connections)


def test_a_websocket_is_handed_on_with_its_transport() -> None:
    asyncio.run(one_websocket())


async def one_websocket() -> None:
    made: list[Any] = []
    drawn: list[int] = []
    heard: list[bytes] = []
    parts: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["extensions"]["viewers"]["acknowledged"](drawn.append)
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "hello"})
        framed = Framed(b"many")
        await send({"type": "websocket.send", "framed": [framed.whole]})
        # What is acknowledged is no message to wait for.
        assert (await receive())["text"] == '{"look":{}}'
        await send({"type": "websocket.send", "text": "looked"})
        heard.append((await receive())["bytes"])

    class Seen(CorkedProtocol):
        def connection_made(self, transport: Any) -> None:
            made.append(self)
            super().connection_made(transport)

        def data_received(self, data: bytes) -> None:
            parts.append(data)
            super().data_received(data)

    config = uvicorn.Config(
        app,
        port=0,
        lifespan="off",
        log_config=None,
        http=partial(TimedProtocol, **PATIENCE, request_timeout_s=20.0),  # type: ignore[arg-type]
        ws=partial(Seen, messages_per_s=50, **PATIENCE),  # type: ignore[arg-type]
    )
    server = uvicorn.Server(config)
    with server.capture_signals():
        handler = signal.getsignal(signal.SIGTERM)
        assert handler == server.handle_exit, moved("signals do not go to handle_exit")
    serving = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    # Looked for first: without them a handshake goes wrong in some other way.
    fresh = WebSockets(config=config, server_state=server.server_state, app_state={})
    for name in (
        "loop", "transport", "writable", "close_sent", "disconnected", "conn", "queue",
        "handshake_complete", "read_paused", "close_timer",
    ):  # fmt: skip
        assert hasattr(fresh, name), moved(f"{WebSockets.__name__} has no {name}")
    async with connect(f"ws://127.0.0.1:{port}") as socket:
        assert await socket.recv() == "hello", moved("a corked transport sends nothing")
        (protocol,) = made
        assert await socket.recv() == b"many", moved("a message with its header is not sent")
        for said in ('{"ack":7}', '{"ack": 8}', '{"look":{}}'):
            await socket.send(said)
        assert await socket.recv() == "looked", moved("acknowledgements are messages")
        assert drawn == [7, 8]
        # What is an acknowledgement to the byte may be a part of something else.
        ack = b'\x81\x89\0\0\0\0{"ack":9}'
        whole = b"\x82" + bytes([128 | 5 + len(ack)]) + bytes(4) + b"said " + ack
        for part in (whole[: -len(ack)], ack):
            sent = len(parts)
            socket.transport.write(part)
            await until(lambda sent=sent: len(parts) > sent)  # type: ignore[misc]
        await until(lambda: bool(heard))
        assert heard == [b"said " + ack]
        assert drawn == [7, 8]
        assert hasattr(protocol, "scope"), moved(f"{WebSockets.__name__} has no scope")
        assert isinstance(protocol.conn.events, list), moved(
            "frames that were parsed lie elsewhere"
        )
        assert isinstance(protocol.transport, Corked), moved("the transport that was given is lost")
        assert protocol.transport.get_extra_info("socket") is not None
        protocol.transport.close()
        with pytest.raises(ClientDisconnected):
            await protocol.send({"type": "websocket.send", "text": "too late"})
    server.should_exit = True
    await asyncio.wait_for(serving, 20)
