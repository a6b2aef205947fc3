"""The event feed over both carriers, from a real server."""

import asyncio
import base64
import json
import math
import socket
import struct
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any, NoReturn

import httpx
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from app.runs.streams import Streams
from app.settings import Settings
from app.web.conversation import EventStream
from tests.conftest import RunningServer, visitor
from tests.sentences import check

Create = Callable[..., tuple[str, dict[str, str]]]


def sse(answer: httpx.Response) -> Iterator[dict[str, Any]]:
    """The events of a Server-Sent Events stream."""
    event: dict[str, Any] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if line == "" and event:
            yield event
            event = {}
        elif name == "data":
            event["data"] = json.loads(value)
        elif name in ("event", "id"):
            event[name] = value


def open_socket(server: str, path: str, **options: Any) -> AbstractContextManager[ClientConnection]:
    opened: AbstractContextManager[ClientConnection] = connect(
        f"{server.replace('http', 'ws')}/api/v1{path}/stream", **options
    )
    return opened


def receive(socket: ClientConnection) -> dict[str, Any]:
    """The next event; of a frame, its arrays in the place of its list of them."""
    message = socket.recv(timeout=20)
    if isinstance(message, str):
        event: dict[str, Any] = json.loads(message)
        return event
    (size,) = struct.unpack("<I", message[:4])
    frame = json.loads(message[4 : 4 + size])
    at = 4 + size
    for name, dtype, shape in frame.pop("arrays"):
        count = math.prod(shape) * {"u1": 1, "f4": 4}[dtype]
        array = np.frombuffer(message[at : at + count], f"<{dtype}").reshape(shape)
        frame.setdefault(name, []).append(array)
        at += -(-count // 4) * 4
    assert at == len(message)
    return {"event": frame.pop("event", "frame"), "data": frame}


def frame_of(socket: ClientConnection) -> dict[str, Any]:
    """The next frame, acknowledged."""
    while (event := receive(socket))["event"] != "frame":
        pass
    socket.send(json.dumps({"ack": event["data"]["seq"]}))
    frame: dict[str, Any] = event["data"]
    return frame


def test_sse_tells_every_epoch_once(client: httpx.Client, create: Create) -> None:
    path, token = create()
    epochs: list[int] = []
    with client.stream("GET", f"{path}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for number, event in enumerate(sse(answer)):
            if number == 0:
                assert event["event"] == "snapshot"
                assert event["data"]["frame"] is None
                epochs += event["data"]["history"]["epoch"]
                play = {"command": "play", "until": {"epoch": 60}}
                client.post(f"{path}/commands", json=play, headers=token)
            elif event["event"] == "history":
                epochs += event["data"]["epoch"]
            elif event["data"]["status"] == "finished":
                break
            assert event["event"] != "frame"
    assert epochs == list(range(61))


def test_sse_goes_on_after_the_last_event(client: httpx.Client, create: Create) -> None:
    path, token = create()
    client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    with client.stream("GET", f"{path}/events") as answer:
        last = next(sse(answer))["id"]
    client.post(f"{path}/commands", json={"command": "step", "count": 2}, headers=token)
    with client.stream("GET", f"{path}/events", headers={"Last-Event-ID": last}) as answer:
        assert next(sse(answer))["data"]["history"]["epoch"] == [4, 5]


def test_sse_sends_frames_to_those_who_ask(client: httpx.Client, create: Create) -> None:
    path, token = create()
    with client.stream("GET", f"{path}/events", params={"frames": True}) as answer:
        events = sse(answer)
        next(events)
        client.post(f"{path}/commands", json={"command": "play"}, headers=token)
        seen = {event["event"] for event, _ in zip(events, range(40))}
    assert seen == {"status", "history", "frame"}
    client.post(f"{path}/commands", json={"command": "pause"}, headers=token)


def test_a_viewer_looks_into_a_layer_of_their_own_choice(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create({"network": {"hidden_layers": [4, 2]}})

    with open_socket(server, path) as viewer, open_socket(server, path) as other:

        def said(**words: Any) -> None:
            viewer.send(json.dumps(words))

        def next_of(*names: str) -> Any:
            while True:
                event = receive(viewer)
                if event["event"] == "frame":
                    said(ack=event["data"]["seq"])
                if event["event"] in names:
                    return event["data"]

        said(look={"weights": True, "hidden": {"layer": 0, "units": [3, 1]}})
        first = next_of("hidden")
        assert (first["epoch"], first["hidden"]["units"]) == (0, [3, 1])
        told = client.get(f"{path}/hidden?layer=0&units=3,1").json()
        for name in ("hidden_train", "hidden_test", "hidden_grid"):
            typed = told[name]["bdata"]
            assert base64.b64encode(first[name][0].tobytes()).decode() == typed
        assert first["hidden_regions"][0].shape == (1, 50, 50)
        assert first["hidden"] == told["hidden"]
        assert first["metrics"] == client.get(path).json()["metrics"]
        # Whoever says the same again, one time after the other, is shown it again.
        for _ in range(3):
            said(look={"boundary": 32, "hidden": {"layer": 0, "units": [3, 1]}})
        assert next_of("hidden")["hidden"]["units"] == [3, 1]
        # It moves as the run trains, also where no frame is looked at, and through time.
        said(look={"hidden": {}})
        assert next_of("hidden")["hidden"]["layer"] == 1
        play = {"command": "play", "until": {"epoch": 30}, "speed": 100}
        client.post(f"{path}/commands", json=play, headers=token)
        seen = [0]
        while seen[-1] < 30:
            seen.append(next_of("hidden")["epoch"])
        assert len(seen) > 3
        assert seen == sorted(seen)
        said(at=12)
        assert next_of("hidden")["epoch"] == 12
        said(at=None)
        assert next_of("hidden")["epoch"] == 30
        # What there is not is refused, and nothing more comes of it.
        for inside, place, code in (
            ({"layer": 5}, "/look/hidden/layer", "hidden_layer_unknown"),
            ({"units": [0, 2]}, "/look/hidden/units", "hidden_unit_unknown"),
            ({"units": [0]}, "/look/hidden/units", "too_short"),
            ({"at": 1}, "/look/hidden/at", "extra_forbidden"),
        ):
            said(look={"hidden": inside})
            (error,) = next_of("refused", "hidden")["errors"]
            assert (error["pointer"], error["code"]) == (place, code)
            check(error)
        said(look={"weights": True})
        client.post(f"{path}/commands", json={"command": "step"}, headers=token)
        while next_of("frame", "hidden")["epoch"] < 31:
            pass
        # Others were sent none.
        while (event := receive(other))["event"] != "history" or event["data"]["epoch"] != [31]:
            assert event["event"] != "hidden"


def test_the_socket_waits_for_acknowledgements(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    with open_socket(server, path) as socket:
        assert receive(socket)["event"] == "snapshot"
        client.post(f"{path}/commands", json={"command": "play", "speed": 300}, headers=token)
        frames: list[int] = []
        epochs: list[int] = []
        while len(epochs) < 100:
            message = receive(socket)
            if message["event"] == "frame":
                frames.append(message["data"]["seq"])
            elif message["event"] == "history":
                epochs += message["data"]["epoch"]
        assert len(frames) == 2
        assert epochs == list(range(1, len(epochs) + 1))
        for _ in range(10):
            socket.send(json.dumps({"ack": frames[-1]}))
            while (message := receive(socket))["event"] != "frame":
                pass
            frames.append(message["data"]["seq"])
        assert frames == sorted(set(frames))
        client.post(f"{path}/commands", json={"command": "pause"}, headers=token)


def test_a_paused_run_shows_its_present_frame(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    with open_socket(server, path) as socket:
        message = receive(socket)
        while message["event"] != "frame":
            message = receive(socket)
        assert message["data"]["epoch"] == 3


def test_reset_is_a_new_snapshot(server: str, client: httpx.Client, create: Create) -> None:
    path, token = create()
    with open_socket(server, path) as socket:
        receive(socket)
        command = {"command": "reset", "spec": {"data": "xor"}}
        client.post(f"{path}/commands", json=command, headers=token)
        message = receive(socket)
        while message["event"] != "snapshot":
            message = receive(socket)
        assert message["data"]["run"]["spec"]["data"]["kind"] == "xor"
        assert message["data"]["history"]["epoch"] == [0]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ack": "x"}', '{"ack": 1e99}', '{"no": 1}'])
def test_nonsense_on_the_socket_is_ignored(server: str, create: Create, text: str) -> None:
    path, _ = create()
    with open_socket(server, path) as socket:
        socket.send(text)
        socket.send(b"\xff")
        assert receive(socket)["event"] == "snapshot"


@pytest.mark.parametrize("message", [b"\x00\xff", "[" * 1000])
def test_bytes_and_deep_nonsense_are_ignored_too(
    server: str, create: Create, message: str | bytes
) -> None:
    path, _ = create()
    with open_socket(server, path) as socket:
        receive(socket)
        socket.send(message)
        assert receive(socket)["event"] == "frame"
        assert socket.ping().wait(10)


def test_a_message_of_a_size_that_no_viewer_sends_ends_the_socket(
    server: str, create: Create
) -> None:
    path, _ = create()
    with open_socket(server, path) as socket:
        socket.send("x" * 100_000)
        with pytest.raises(ConnectionClosed):
            list(socket)
        assert socket.close_code == 1009


def test_a_stream_that_cannot_begin_gives_its_place_back() -> None:
    async def scenario() -> None:
        streams = Streams(Settings())
        place = ExitStack()
        place.enter_context(streams.one("someone"))

        async def lines() -> AsyncGenerator[bytes, None]:
            yield b""

        async def gone(_: object) -> None:
            raise OSError

        async def receive() -> NoReturn:
            await asyncio.Event().wait()
            raise AssertionError

        stream = EventStream(lines(), place)
        await stream({"type": "http", "asgi": {"spec_version": "2.4"}}, receive, gone)
        assert len(streams) == 0

    asyncio.run(scenario())


def test_many_viewers_see_the_same_run(server: str, client: httpx.Client, create: Create) -> None:
    path, token = create()
    with ExitStack() as open_sockets:
        # Without a bound, or those that are not read yet would be closed by their time limit.
        sockets = [
            open_sockets.enter_context(open_socket(server, path, max_queue=None)) for _ in range(20)
        ]
        client.post(
            f"{path}/commands", json={"command": "play", "until": {"epoch": 30}}, headers=token
        )
        for socket in sockets:
            epochs: list[int] = []
            while not epochs or epochs[-1] < 30:
                message = receive(socket)
                if message["event"] == "snapshot":
                    epochs += message["data"]["history"]["epoch"]
                elif message["event"] == "history":
                    epochs += message["data"]["epoch"]
            assert epochs == list(range(31))
        assert client.get(path).json()["watchers"] == 20
    deadline = time.monotonic() + 20
    while client.get(path).json()["watchers"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_unknown_run_has_no_stream(server: str) -> None:
    with open_socket(server, "/runs/nope") as socket:
        end = receive(socket)
        with pytest.raises(ConnectionClosed) as closed:
            receive(socket)
    assert end["event"] == "end"
    assert end["data"]["code"] == "no_such_run"
    check(end["data"])
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4404
    assert closed.value.rcvd.reason == end["data"]["detail"]


def test_another_sites_page_gets_no_stream(server: str, create: Create) -> None:
    path, _ = create()
    with pytest.raises(InvalidStatus):
        open_socket(server, path, origin="https://elsewhere.example")
    with open_socket(server, path, origin=server) as socket:
        assert receive(socket)["event"] == "snapshot"


def test_a_removed_run_lets_its_viewers_go(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    with open_socket(server, path) as socket:
        receive(socket)
        client.delete(path, headers=token)
        said: list[dict[str, Any]] = []
        with pytest.raises(ConnectionClosed):
            said.extend(json.loads(message) for message in socket if isinstance(message, str))
    *_, status, end = said
    assert end == {"event": "end", "data": status["data"]["message_sentence"]}
    assert end["data"]["code"] == "run_removed"


def test_full_streams_say_so(start_server: Callable[..., Any]) -> None:
    url = start_server(PLAYGROUND_MAX_STREAMS="2", PLAYGROUND_WORKERS="1").url
    path = f"/runs/{visitor.post(f'{url}/api/v1/runs').json()['id']}"
    with open_socket(url, path) as first, open_socket(url, path) as second:
        receive(first)
        receive(second)
        answer = visitor.get(f"{url}/api/v1{path}/events")
        assert answer.status_code == 503
        assert "PLAYGROUND_MAX_STREAMS" in answer.json()["detail"]
        with open_socket(url, path) as third:
            end = receive(third)
            assert (end["event"], end["data"]["code"]) == ("end", "limit_streams")
            assert end["data"]["params"] == {"maximum": 2}
            with pytest.raises(ConnectionClosed):
                receive(third)
    deadline = time.monotonic() + 20
    while True:
        with visitor.stream("GET", f"{url}/api/v1{path}/events") as answer:
            if answer.status_code == 200:
                break
        assert time.monotonic() < deadline


# Readers that go, and what is no reader


@pytest.fixture(scope="module")
def quiet_server() -> Iterator[RunningServer]:
    """A server that has nothing to complain of, whoever comes and goes."""
    running = RunningServer(PLAYGROUND_WORKERS="1")
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.said, running.said


def open_streams(running: RunningServer) -> int:
    text = visitor.get(f"{running.url}/metrics").text
    return int(text.partition("\nplayground_streams ")[2].split()[0])


def wait_for_streams(running: RunningServer, number: int) -> None:
    deadline = time.monotonic() + 10
    while open_streams(running) != number:
        assert time.monotonic() < deadline


@pytest.mark.parametrize("requests", [1, 2, 5])
@pytest.mark.parametrize("reset", [True, False])
def test_a_reader_that_goes_with_requests_unanswered_is_missed_at_once(
    quiet_server: RunningServer, requests: int, reset: bool
) -> None:
    run = visitor.post(f"{quiet_server.url}/api/v1/runs").json()
    request = f"GET /api/v1/runs/{run['id']}/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", quiet_server.port), timeout=10) as reader:
        reader.sendall(request.encode() * requests)
        assert reader.recv(100).startswith(b"HTTP/1.1 200 OK")
        assert open_streams(quiet_server) == 1
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", reset, 0))
    wait_for_streams(quiet_server, 0)


def test_who_asks_for_the_head_of_a_stream_alone_gets_it_and_no_more(
    quiet_server: RunningServer,
) -> None:
    with httpx.Client(base_url=f"{quiet_server.url}/api/v1", timeout=10) as client:
        path = f"/runs/{client.post('/runs').json()['id']}/events"
        for _ in range(3):
            answer = client.head(path)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert answer.content == b""
            assert "connection" not in answer.headers
    wait_for_streams(quiet_server, 0)


# Looks


def look(socket: ClientConnection, **parts: Any) -> None:
    socket.send(json.dumps({"look": parts}))


def test_a_frame_holds_what_is_looked_at_and_no_more(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    with open_socket(server, path) as socket:
        look(socket, boundary=32)
        while "maps" in (small := frame_of(socket)):
            pass
        assert small["boundary"][0].shape == (1, 32, 32)
        assert small["metrics"].keys() >= {"loss", "val_loss"}
        parts = ("weights", "weight_norms", "dead", "confusion")
        assert not small.keys() & {"maps", "scales", *parts}
        look(socket, maps=40, weights=True, health=True, confusion=True)
        other = frame_of(socket)
        assert other["maps"][0].shape == (8, 40, 40)
        assert len(other["weights"]) == 3
        assert other.keys() >= {"scales", *parts}
        assert "boundary" not in other
        look(socket)
        client.post(f"{path}/commands", json={"command": "step", "count": 2}, headers=token)
        while (event := receive(socket))["event"] != "history":
            assert event["event"] != "frame"


def test_viewers_who_look_otherwise_each_get_their_own(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    with open_socket(server, path) as wall, open_socket(server, path) as page:
        look(wall, boundary=32)
        look(page, boundary=200, weights=True)
        while frame_of(wall).keys() & {"maps", "weights"}:
            pass
        while "maps" in frame_of(page):
            pass
        client.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
        while (tile := frame_of(wall))["epoch"] < 3:
            assert tile["boundary"][0].shape == (1, 32, 32)
        while (shown := frame_of(page))["epoch"] < 3:
            assert shown["boundary"][0].shape == (1, 200, 200)
        assert tile["boundary"][0].shape == (1, 32, 32)
        assert shown["boundary"][0].shape == (1, 200, 200)
        assert "weights" not in tile


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"boundary": 31}, "/look/boundary"),
        ({"maps": 20.5}, "/look/maps"),
        ({"weights": 1}, "/look/weights"),
        ({"wing": True}, "/look/wing"),
        ([], "/look"),
    ],
)
def test_a_look_that_cannot_be_is_refused_and_the_one_before_stays(
    server: str, create: Create, said: Any, pointer: str
) -> None:
    path, _ = create()
    with open_socket(server, path) as socket:
        while "weights" not in frame_of(socket):
            pass
        socket.send(json.dumps({"look": said}))
        while (event := receive(socket))["event"] != "refused":
            pass
        assert event["data"]["errors"][0]["pointer"] == pointer


def test_one_viewer_is_shown_the_past_while_the_run_plays_on(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    client.post(f"{path}/commands", json={"command": "step", "count": 40}, headers=token)
    known = client.get(f"{path}/history.json").json()["val_loss"]

    def shown(socket: ClientConnection, asked: int) -> dict[str, Any]:
        while (frame := frame_of(socket)).get("asked") != asked or not frame["exact"]:
            pass
        return frame

    with open_socket(server, path) as there, open_socket(server, path) as here:
        look(there, boundary=32)
        look(here, boundary=32)
        client.post(f"{path}/commands", json={"command": "play", "speed": 60}, headers=token)
        # Dragged fast: the newest wish wins, and those before it need no answer.
        for epoch in (*range(38, 7, -1), 7):
            there.send(json.dumps({"at": epoch}))
        frame = shown(there, 7)
        assert (frame["epoch"], frame["metrics"]["val_loss"]) == (7, known[7])
        assert frame["boundary"][0].shape == (1, 32, 32)
        look(there, weights=True)
        while "weights" not in (frame := shown(there, 7)):
            pass
        # The run has played on, which another viewer has seen, and this one is told, too.
        while (now := frame_of(here))["epoch"] <= 41:
            assert "asked" not in now
        while (event := receive(there))["event"] != "history" or event["data"]["epoch"][-1] < 41:
            assert event["event"] != "frame"
        for said in (10**6, -1, "7", True):
            there.send(json.dumps({"at": said}))
            while (event := receive(there))["event"] != "refused":
                pass
            assert event["data"]["errors"][0]["pointer"] == "/at"
        there.send(json.dumps({"at": 0}))
        assert shown(there, 0)["epoch"] == 0
        there.send(json.dumps({"at": None}))
        while "asked" in (frame := frame_of(there)) or frame["epoch"] < 41:
            pass
        # A run that begins anew is shown as it is.
        there.send(json.dumps({"at": 3}))
        shown(there, 3)
        reset = client.post(f"{path}/commands", json={"command": "reset"}, headers=token)
        assert reset.status_code == 200, reset.text
        while "asked" in (frame := frame_of(there)) or frame["epoch"]:
            pass
        client.delete(path, headers=token)


def test_events_and_answers_say_generation_and_version(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    first = client.get(path).json()
    with open_socket(server, path) as socket:
        snapshot = receive(socket)
        assert snapshot["data"]["run"]["generation"] == first["generation"]
        assert snapshot["id"].split(".")[0] == first["generation"]
        frame = frame_of(socket)
        assert frame["generation"] == first["generation"]
        stepped = client.post(f"{path}/commands", json={"command": "step"}, headers=token).json()
        assert stepped["generation"] == first["generation"]
        assert stepped["version"] > frame["version"] > first["version"]
        answer = client.get(f"{path}/data")
        assert answer.headers["Run-Generation"] == first["generation"]
        assert int(answer.headers["Run-Version"]) >= stepped["version"]
        formats = client.get(f"{path}/export")
        task = "/lessons/perceptron/tasks/0/check"
        checked = client.post(task, params={"run": path.rpartition("/")[2]})
        for other in (formats, checked):
            assert other.headers["Run-Generation"] == first["generation"]
            assert int(other.headers["Run-Version"]) >= stepped["version"]
        again = client.post(f"{path}/commands", json={"command": "reset"}, headers=token).json()
        assert again["generation"] != first["generation"]
        assert again["version"] > stepped["version"]


def test_an_event_id_of_another_generation_misses_no_row(
    client: httpx.Client, create: Create
) -> None:
    """An id of another run, of before a reset, or of the future gives the whole history."""
    path, token = create()
    other, others = create()
    step = {"command": "step", "count": 6}
    client.post(f"{path}/commands", json=step, headers=token)
    client.post(f"{other}/commands", json=step, headers=others)
    with client.stream("GET", f"{other}/events") as answer:
        foreign = next(sse(answer))["id"]
    with client.stream("GET", f"{path}/events") as answer:
        own = next(sse(answer))["id"]
    client.post(f"{path}/commands", json={"command": "reset"}, headers=token)
    client.post(f"{path}/commands", json=step, headers=token)
    for last in (foreign, own, "0.6", f"{own}000"):
        with client.stream("GET", f"{path}/events", headers={"Last-Event-ID": last}) as answer:
            assert next(sse(answer))["data"]["history"]["epoch"] == list(range(7)), last


def test_who_comes_back_sees_no_picture_of_before(
    server: str, client: httpx.Client, create: Create
) -> None:
    path, token = create()
    with open_socket(server, path) as socket:
        frame_of(socket)
    client.post(f"{path}/commands", json={"command": "step", "count": 4}, headers=token)
    with open_socket(server, f"{path}") as socket:
        assert receive(socket)["data"]["frame"] is None
        assert frame_of(socket)["epoch"] == 4


def test_the_first_look_may_be_in_the_address(server: str, create: Create) -> None:
    path, _ = create()
    address = f"{server.replace('http', 'ws')}/api/v1{path}/stream"
    with connect(f'{address}?look={{"boundary":32}}') as socket:
        assert frame_of(socket).keys() & {"boundary", "maps"} == {"boundary"}


@pytest.mark.parametrize(
    ("said", "pointer"), [("nonsense", "/look"), ("[]", "/look"), ('{"maps":21}', "/look/maps")]
)
def test_a_first_look_that_cannot_be_is_refused_behind_the_snapshot(
    server: str, create: Create, said: str, pointer: str
) -> None:
    path, _ = create()
    address = f"{server.replace('http', 'ws')}/api/v1{path}/stream"
    with connect(f"{address}?look={said}") as socket:
        assert receive(socket)["event"] == "snapshot"
        refused = receive(socket)
        assert refused["event"] == "refused"
        assert refused["data"]["errors"][0]["pointer"] == pointer
        # All is sent, as to one who says nothing.
        assert frame_of(socket).keys() >= {"boundary", "maps"}
