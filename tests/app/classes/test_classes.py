"""A class as teachers and learners meet it over HTTP."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.classes import codes
from app.classes.codes import SIGNS
from app.classes.progress import MARK
from app.client.local import LocalTransport
from app.settings import Settings
from tests.conftest import visitor

XOR = {"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [4]}}
BY_HAND = [
    {"layer": 0, "unit": 0, "value": 0.0},
    {"layer": 0, "unit": 0, "input": 0, "value": -2.0},
    {"layer": 0, "unit": 0, "input": 1, "value": 3.0},
]
"""What passes the second task of the lesson about the perceptron."""
VARIED = {"path": "/network/seed", "values": [1, 2]}
WITH_KEY: dict[str, Any] = {"create_key": "sesame", "run_prefix": "s1"}


@contextmanager
def served(folder: Path | str = "", **settings: Any) -> Iterator[httpx.Client]:
    """A server in this process."""
    transport = LocalTransport(Settings(data_dir=str(folder), **settings))
    with httpx.Client(base_url="http://local/api/v1", transport=transport) as client:
        yield client


@pytest.fixture(scope="module")
def local() -> Iterator[httpx.Client]:
    with served(max_address_creates_per_s=1e6) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Class:
    """A class that a test has made, and those who have joined it."""

    def __init__(self, client: httpx.Client, key: str | None = None, **about: Any) -> None:
        self.client = client
        headers = bearer(key) if key else {}
        made = client.post("/classes", json={"title": "9b", **about}, headers=headers)
        assert made.status_code == 201, made.text
        self.card = made.json()
        self.path = f"/classes/{self.card['code']}"
        self.teacher = bearer(self.card["token"])

    def join(self, name: str) -> tuple[dict[str, Any], dict[str, str]]:
        made = self.client.post(f"{self.path}/members", json={"name": name})
        assert made.status_code == 201, made.text
        return made.json(), bearer(made.json()["token"])

    def command(self, command: str, status: int = 200, **more: Any) -> dict[str, Any]:
        body = {"command": command, **more}
        done = self.client.post(f"{self.path}/commands", json=body, headers=self.teacher)
        assert done.status_code == status, done.text
        answer: dict[str, Any] = done.json()
        return answer

    def run(self, member: dict[str, str], spec: dict[str, Any] | None = None) -> dict[str, Any]:
        made: dict[str, Any] = self.client.post("/runs", json=spec or XOR).json()
        own = {"id": made["id"], "token": made["token"]}
        said = self.client.put(f"{self.path}/members/me/run", json=own, headers=member)
        assert said.json()["run"] == made["id"], said.text
        return made


def test_a_class_is_made_joined_changed_and_removed(local: httpx.Client) -> None:
    room = Class(local, title=" Tuesday  9b ", lessons=["perceptron"], spec=XOR)
    code = room.card["code"]
    assert len(code) == 6
    assert set(code) <= set(SIGNS)
    assert (room.card["title"], room.card["lessons"]) == ("Tuesday 9b", ["perceptron"])
    typed = f"{code[:3].lower()} - {code[3:]}"
    card = local.get(f"/classes/{typed}").json()
    assert {**card, "token": room.card["token"]} == room.card
    ada, token = room.join("Ada")
    again = local.post(f"{room.path}/members", json={"name": "Else"}, headers=token)
    assert (again.status_code, again.json()) == (200, {**ada, "token": None})
    # Whoever got no answer asks again with the key of the first time, and is nobody else.
    once = {"Idempotency-Key": "k" * 22}
    bob, same, called = (
        local.post(f"{room.path}/members", json={"name": name}, headers=once).json()
        for name in ("Ada", "Ada", "Bob")
    )
    assert (bob["name"], same, called) == ("Ada (2)", bob, {**bob, "name": "Bob"})
    short = local.post(
        f"{room.path}/members", json={"name": "Eve"}, headers={"Idempotency-Key": "1"}
    )
    assert (short.status_code, short.json()["errors"][0]["pointer"]) == (422, "/Idempotency-Key")
    gone = local.delete(f"{room.path}/members/{bob['id']}", headers=room.teacher)
    assert gone.status_code == 204
    for name, told in {"ADA": "ADA (2)", " a\u200dda": None, "Ada (2)": "Ada (2) (2)"}.items():
        made = local.post(f"{room.path}/members", json={"name": name}).json()
        assert made["name"] == told if told else made["name"].endswith("(3)"), made
    assert local.get(room.path).json()["members"] == 4
    for language, said in {"de": 200, None: 200, "en": 200, "tlh": 422, "": 422}.items():
        turned = {"language": language}
        answer = local.patch(room.path, json=turned, headers=room.teacher)
        assert answer.status_code == said
        assert said == 422 or answer.json()["language"] == language
    assert answer.json()["errors"][0]["pointer"] == "/language"
    assert answer.json()["errors"][0]["code"] == "no_such_language"
    change = {"open": False, "title": "10a"}
    changed = local.patch(room.path, json=change, headers=room.teacher).json()
    assert changed["spec"] is not None
    assert (changed["open"], changed["title"], changed["lessons"]) == (False, "10a", ["perceptron"])
    assert changed["language"] == "en"
    closed = local.post(f"{room.path}/members", json={"name": "Late"})
    assert (closed.status_code, closed.json()["code"]) == (409, "class_closed")
    own = local.get(f"{room.path}/members/me", headers=token)
    assert own.json() == {name: value for name, value in ada.items() if name != "token"}
    assert local.delete(room.path, headers=token).status_code == 403
    assert local.delete(room.path, headers=room.teacher).status_code == 204
    assert local.get(room.path).json()["code"] == "no_such_class"
    assert local.get(f"{room.path}/members/me", headers=token).status_code == 403


def test_names_of_a_list_are_chosen_from_it_and_a_full_class_says_so() -> None:
    with served(max_class_members=2) as client:
        names = ["Ada L.", "Max"]
        repeated = client.post("/classes", json={"title": "9b", "names": ["Max", "max"]})
        assert repeated.json()["errors"][0]["pointer"] == "/names"
        twice = client.post("/classes", json={"title": "9b", "lessons": ["loss", "loss"]})
        assert twice.json()["errors"][0]["pointer"] == "/lessons"
        room = Class(client, names=names)
        refused = client.post(f"{room.path}/members", json={"name": "Eve"})
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "not_in_list")
        ada, token = room.join("ada l.")
        assert ada["name"] == "Ada L."
        listed = client.get(room.path).json()["names"]
        assert listed == [{"name": "Ada L.", "taken": True}, {"name": "Max", "taken": False}]
        own = client.patch(f"{room.path}/members/me", json={"name": "Eve"}, headers=token)
        assert own.status_code == 422
        renamed = client.patch(
            f"{room.path}/members/{ada['id']}", json={"name": "Eve"}, headers=room.teacher
        )
        assert renamed.json()["name"] == "Eve"
        room.join("Max")
        full = client.post(f"{room.path}/members", json={"name": "Ada L."})
        assert (full.status_code, full.json()["code"]) == (409, "class_full")
        assert "PLAYGROUND_MAX_CLASS_MEMBERS" in full.json()["detail"]
        gone = client.delete(f"{room.path}/members/{ada['id']}", headers=room.teacher)
        assert gone.status_code == 204
        assert client.get(f"{room.path}/members/me", headers=token).status_code == 403
        room.join("Ada L.")


NAMES = {
    "<b>Ada</b><script>alert(1)</script>": True,
    '=HYPERLINK("//x")': True,
    "@SUM(A1)": True,
    "علی\u200cرضا": True,
    "नमस्ते": True,
    "李雷": True,
    "Zoë-Anne O'Neill 👩\u200d🏫": True,
    "A" * 40: True,
    "A" * 41: False,
    "A" * 10_000: False,
    "": False,
    " \u00a0 ": False,
    "...": False,
    "Ada\u202egnp.exe": False,
    "\u200fAda": False,
    "Ada\u200b": False,
    "Ada\nMax": False,
    "Ada\x00": False,
    "\u200d": False,
    "A" + "\u0301\u0316" * 3: False,
    "\ufeffAda": False,
    "Ada\u3164": False,
    "\u115f\u1160": False,
    "A\u034fda": False,
    "A\u2800da": False,
    "\u845b\U000e0100": True,
}


def test_a_name_is_text_and_nothing_but_text(local: httpx.Client) -> None:
    room = Class(local)
    for name, may in NAMES.items():
        answer = local.post(f"{room.path}/members", json={"name": name})
        assert answer.status_code == (201 if may else 422), (name, answer.text)
        if may:
            assert answer.json()["name"] == name
        else:
            assert answer.json()["errors"][0]["pointer"] == "/name"
            assert name not in answer.json()["detail"] or not name
    lines = members_csv(room)
    assert lines == []
    # Blanks of all kinds are blanks; what only shapes a sign makes no other name of it.
    for name, told in {"Ada\u00a0L.": "Ada L.", "\tAda\t\u3000L.": "Ada L. (2)"}.items():
        assert room.join(name)[0]["name"] == told
    assert room.join("Ada L.\ufe0f")[0]["name"].endswith("(3)")


def members_csv(room: Class, rows: str = "tasks") -> list[dict[str, str]]:
    answer = room.client.get(
        f"{room.path}/progress.csv", params={"rows": rows}, headers=room.teacher
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK))))


def test_what_members_do_is_recorded_and_theirs(local: httpx.Client) -> None:
    room = Class(local)
    formula, member = room.join("=1+1")
    task = {"lesson": "perceptron", "task": 1}
    tasks = f"{room.path}/members/me/tasks"
    none = local.post(tasks, json=task, headers=member)
    assert (none.status_code, none.json()["code"]) == (409, "no_present_run")
    _, other = room.join("Max")
    lesson = local.get("/lessons/perceptron").json()
    run = room.run(member, lesson["spec"])
    foreign = {"id": run["id"], "token": "guessed"}
    own_run = f"{room.path}/members/me/run"
    assert local.put(own_run, json=foreign, headers=other).status_code == 403
    first = local.post(tasks, json=task, headers=member).json()
    assert (first["passed"], first["done"]["tries"], first["moment"]) == (False, 1, None)
    path, token = f"/runs/{run['id']}", bearer(run["token"])
    local.patch(f"{path}/weights", json={"weights": BY_HAND}, headers=token)
    passed = local.post(tasks, json=task, headers=member).json()
    assert (passed["passed"], passed["done"]["tries"]) == (True, 2), passed
    assert passed["done"]["measure"] == "accuracy"
    assert passed["done"]["best"] > max(0.97, first["done"]["best"])
    moment = passed["moment"]
    kept = local.get(f"/runs/{moment['id']}").json()
    assert (kept["kept"], kept["status"]) == (True, "ready")
    assert kept["epoch"] == passed["done"]["epoch"]
    assert kept["spec"] == local.get(path).json()["spec"]
    once = local.post(tasks, json=task, headers=member).json()
    assert (once["moment"], once["done"]["tries"]) == (None, 2)
    predictions = f"{room.path}/members/me/predictions"
    said = [
        local.post(predictions, json={"lesson": "perceptron", "choice": choice}, headers=member)
        for choice in (1, 0)
    ]
    assert said[0].json() == said[1].json()
    assert said[0].json()["option"] == lesson["question"]["options"][1]
    beyond = local.post(predictions, json={"lesson": "perceptron", "choice": 99}, headers=member)
    assert beyond.json()["errors"][0]["pointer"] == "/choice"
    rows = local.get(f"{room.path}/progress", headers=room.teacher).json()
    (row,) = rows["tasks"]
    assert (row["name"], row["tries"], row["run"]) == ("=1+1", 2, moment["id"])
    assert row["link"] == f"http://local/watch/{moment['id']}"
    assert len(rows["predictions"]) == 1
    (line,) = members_csv(room)
    assert (line["name"], line["run"], line["tries"]) == ("'=1+1", moment["id"], "2")
    assert members_csv(room, "predictions")[0]["option"] == said[0].json()["option"]
    assert local.get(f"{room.path}/progress", headers=member).status_code == 403
    assert local.get(f"{room.path}/members/{formula['id']}", headers=other).status_code == 403
    own = local.get(f"{room.path}/members/me", headers=member).json()
    assert own["tasks"][0]["moment"] == moment["id"]
    assert local.delete(f"{room.path}/members/me", headers=member).status_code == 204
    assert local.get(f"/runs/{moment['id']}").status_code == 404
    assert local.get(path).status_code == 200
    assert local.get(f"{room.path}/progress", headers=room.teacher).json()["tasks"] == []

    # A task whose tries are counted is recorded as often as it may be tried, and not again.
    room.run(other, local.get("/lessons/tuning-challenge").json()["spec"])
    task = {"lesson": "tuning-challenge", "task": 0}
    tried = [local.post(tasks, json=task, headers=other) for _ in range(6)]
    assert [answer.json()["done"]["tries"] for answer in tried[:5]] == [1, 2, 3, 4, 5]
    assert (tried[5].status_code, tried[5].json()["code"]) == (409, "no_tries_left")


def test_a_teacher_leads(local: httpx.Client) -> None:
    room = Class(local)
    (ada, hers), (_, his) = room.join("Ada"), room.join("Max")
    assert room.command("show", 409, member=ada["id"])["code"] == "member_without_run"
    assert room.command("show", 404, member="nobody")["code"] == "no_such_member"
    runs = [room.run(member) for member in (hers, his)]
    done = {"command": "play", "until": {"epoch": 1}}
    local.post(f"/runs/{runs[0]['id']}/commands", json=done, headers=bearer(runs[0]["token"]))
    while read(local, runs[0])["status"] != "finished":
        time.sleep(0.001)
    lead = room.command("play", speed=20)
    assert lead["playing"] == {"number": 1, "playing": True, "speed": 20}
    assert {read(local, run)["status"] for run in runs} <= {"playing", "queued"}
    room.command("pause")
    assert {read(local, run)["status"] for run in runs} == {"paused"}
    shown = room.command("show", member=ada["id"])["shown"]
    assert (shown["run"], shown["name"]) == (runs[0]["id"], None)
    assert room.command("show", member=ada["id"], named=True)["shown"]["name"] == "Ada"
    assert room.command("hide")["shown"] is None
    assert room.command("send", lesson="loss")["sent"]["lesson"] == "loss"
    assert room.command("send", spec=XOR)["sent"]["spec"]["data"]["n"] == 40
    assert room.command("send", 422, lesson="nowhere")["errors"][0]["pointer"] == "/lesson"
    deep = {"network": {"hidden_layers": [4] * 50}}
    assert room.command("send", 422, spec=deep)["errors"][0]["pointer"].startswith("/spec/network")
    options = ["one", "two"]
    asked = room.command("ask", asks="How many?", options=options, answer=1)["question"]
    predictions = f"{room.path}/members/me/predictions"
    mine = {"question": asked["number"]}
    for choice in (0, 1):
        local.post(predictions, json={**mine, "choice": choice}, headers=hers)
    assert local.post(predictions, json={**mine, "choice": 0}, headers=his).json()["right"] is False
    wrong = local.post(predictions, json={"question": 1, "choice": 0}, headers=his)
    assert wrong.json()["code"] == "no_question"
    told = room.command("reveal")["question"]
    assert (told["counts"], told["answer"], told["answered"]) == ([1, 1], 1, 2)
    late = local.post(predictions, json={**mine, "choice": 1}, headers=his)
    assert (late.status_code, late.json()["code"]) == (409, "question_revealed")
    assert room.command("drop")["question"] is None
    of_lesson = room.command("ask", lesson="perceptron")["question"]
    # It is asked in the language of the class, unless another is named.
    assert local.patch(room.path, json={"language": "de"}, headers=room.teacher).status_code == 200
    spoken = {
        lang: local.post(
            f"{room.path}/commands{lang}",
            json={"command": "ask", "lesson": "perceptron"},
            headers=room.teacher,
        ).json()["question"]["asks"]
        for lang in ("", "?lang=de", "?lang=en")
    }
    assert spoken[""] == spoken["?lang=de"] != spoken["?lang=en"] == of_lesson["asks"]
    assert of_lesson["lesson"] == "perceptron"
    assert of_lesson["answer"] is of_lesson["because"] is None
    alike = room.command("ask", 422, asks="How many?", options=["One", "two", "one "])
    assert alike["errors"][0]["pointer"] == "/options"
    for body in ({"lesson": "loss", "asks": "?"}, {"asks": "a"}, {"options": options}):
        assert room.command("ask", 422, **body)["code"] == "invalid"
    member = local.post(f"{room.path}/commands", json={"command": "pause"}, headers=hers)
    assert member.status_code == 403


def read(client: httpx.Client, run: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/runs/{run['id']}").json()
    return answer


def test_a_server_with_a_key_lets_its_teachers_in_again() -> None:
    with served(**WITH_KEY) as client:
        assert client.post("/classes", json={"title": "9b"}).status_code == 401
        room = Class(client, key="sesame")
        code = room.card["code"]
        assert code.startswith("s1-")
        assert client.get(f"/classes/{code[3:].lower()}").json()["code"] == code
        assert client.get(f"/classes/S1{code[3:]}").json()["code"] == code
        assert client.post(f"{room.path}/token", headers=bearer("other")).status_code == 403
        assert client.post(f"{room.path}/token", headers=room.teacher).status_code == 403
        given = client.post(f"{room.path}/token", headers=bearer("sesame")).json()["token"]
        assert client.get(f"{room.path}/members", headers=room.teacher).status_code == 403
        assert client.get(f"{room.path}/members", headers=bearer(given)).json() == []
        # Without the key that the server asks for one can join nevertheless, and have a run.
        _, own = room.join("Ada")
        token = own["Authorization"].removeprefix("Bearer ")
        for path, body in (
            ("/runs", {}),
            ("/sweeps/estimate", {"across": VARIED, "until": {"epoch": 2}}),
        ):
            for key, status in (("", 401), ("sesame.", 403), (f"{code}.{token[1:]}", 403)):
                asked = client.post(path, json=body, headers=bearer(key) if key else {})
                assert asked.status_code == status
            for key in (f"{code}.{token}", f"{code[3:].lower()}.{token}", "sesame"):
                assert client.post(path, json=body, headers=bearer(key)).status_code < 300
    with served() as client:
        room = Class(client)
        refused = client.post(f"{room.path}/token", headers=bearer(""))
        assert refused.json()["code"] == "class_needs_key"


def test_wrong_codes_are_counted_and_a_right_one_is_never_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries, at_once, per_s = 12, 2, 20.0
    monkeypatch.setattr(codes, "WRONG_AT_ONCE", at_once)
    monkeypatch.setattr(codes, "WRONG_PER_S", per_s)

    async def right() -> str:
        return "found"

    async def wrong() -> None:
        return None

    async def scenario() -> None:
        guesses, began = codes.Guesses(), time.monotonic()
        pending = [
            asyncio.create_task(guesses.look_up("school", find))
            for find in (*[wrong] * tries, right, right)
        ]
        # Who tried no wrong one does not wait for those who do.
        assert await guesses.look_up("elsewhere", right) == "found"
        assert not all(task.done() for task in pending)
        assert await asyncio.gather(*pending) == [None] * tries + ["found"] * 2
        assert time.monotonic() - began >= (tries - at_once) / per_s
        # Nor does a right one cost anything: those after it need not wait longer.
        before = guesses._each["school"].bucket.left
        await guesses.look_up("school", right)
        assert guesses._each["school"].bucket.left >= before

    asyncio.run(scenario())


async def last_of(socket: ClientConnection) -> dict[str, Any]:
    """The last thing that is said before a socket is closed."""
    said: str | bytes = ""
    with suppress(ConnectionClosed):
        while True:
            said = await socket.recv()
    last: dict[str, Any] = json.loads(said)
    return last


def events(answer: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is told by Server-Sent Events."""
    said: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, text = line.split(": ", 1)
            said[name] = text
        elif "event" in said:
            yield said["event"], json.loads(said["data"])
            said = {}


def test_members_and_the_wall_are_told_by_server_sent_events_too(
    server: str, client: httpx.Client
) -> None:
    room = Class(client)
    ada, member = room.join("Ada")
    path = f"{room.path}/events"
    assert client.get(path, headers=room.teacher).status_code == 403
    run = room.run(member)
    wall = f"{room.path}/wall/events"
    assert client.get(wall, headers=member).status_code == 403
    for frames in (True, False):
        asked = {"frames": frames}
        with client.stream("GET", wall, params=asked, headers=room.teacher) as answer:
            told = events(answer)
            name, data = next(told)
            assert (name, data["members"][0]["run"]) == ("snapshot", run["id"])
            if frames:
                data = next(data for name, data in told if name == "frame")
                assert (data["members"], data["tiles"]["shape"]) == ([ada["id"]], "1, 32, 32")
                assert len(b64decode(data["tiles"]["bdata"])) == 32 * 32
            else:
                # Nobody sees the tiles: what is said comes all the same.
                visitor.post(
                    f"{server}/api/v1{room.path}/commands",
                    json={"command": "play", "speed": 1}, headers=room.teacher,
                )  # fmt: skip
                heard: list[tuple[str, dict[str, Any]]] = []
                while not heard or not heard[-1][1]["lead"]["playing"]:
                    heard.append(next(told))
                assert {name for name, _ in heard} == {"status"}
    with client.stream("GET", path, headers=member) as answer:
        told = events(answer)
        name, data = next(told)
        assert (name, data["member"]["id"]) == ("snapshot", ada["id"])
        assert visitor.post(
            f"{server}/api/v1{room.path}/commands", json={"command": "pause"}, headers=room.teacher
        ).is_success
        name, data = next(told)
        assert (name, data["class"]["lead"]["playing"]["playing"]) == ("status", False)
        visitor.delete(f"{server}/api/v1{room.path}/members/{ada['id']}", headers=room.teacher)
        while name != "end":
            name, data = next(told)
        assert data["code"] == "member_removed"
        assert list(told) == []


def test_streams_begin_with_a_token_that_is_right(server: str, client: httpx.Client) -> None:
    async def scenario() -> None:
        room = Class(client)
        ada, member = room.join("Ada")
        made = room.run(member)
        address = f"{server.replace('http', 'ws')}/api/v1{room.path}"
        for path, said in (
            ("stream", room.card["token"]), ("wall", ada["token"]), ("wall", 7), ("stream", ""),
        ):  # fmt: skip
            async with connect(f"{address}/{path}") as socket:
                await socket.send(json.dumps({"token": said}))
                assert json.loads(await socket.recv())["event"] == "end"
                with pytest.raises(ConnectionClosed) as closed:
                    await socket.recv()
                assert closed.value.rcvd
                assert closed.value.rcvd.code == 4403
        async with connect(f"{address}/wall") as wall, connect(f"{address}/stream") as own:
            await wall.send(json.dumps({"token": room.card["token"]}))
            await own.send(json.dumps({"token": ada["token"]}))
            told = json.loads(await own.recv())
            assert (told["event"], told["data"]["member"]["run"]) == ("snapshot", made["id"])
            seen = json.loads(await wall.recv())
            while isinstance(seen, dict):
                said = await wall.recv()
                seen = said if isinstance(said, bytes) else json.loads(said)
            assert ada["id"].encode() in seen
            room.client.delete(f"{room.path}/members/{ada['id']}", headers=room.teacher)
            assert (await last_of(own))["data"]["code"] == "member_removed"
            room.client.delete(room.path, headers=room.teacher)
            assert (await last_of(wall))["data"]["code"] == "class_removed"

    asyncio.run(scenario())


def test_who_tries_codes_is_counted_where_a_code_alone_says_something() -> None:
    transport = LocalTransport(Settings(data_dir="", create_key="sesame"))
    with httpx.Client(base_url="http://local/api/v1", transport=transport) as client:
        room = Class(client, key="sesame")
        _, member = room.join("Ada")
        own = transport._app.state.classes.guesses._each["127.0.0.1"].bucket
        # Nothing comes back while this looks.
        own.per_s = 1e-9
        tried: list[tuple[str, str, dict[str, Any]]] = [
            ("GET", "", {}),
            ("POST", "/members", {"json": {"name": "Eve"}}),
            ("POST", "/token", {"headers": bearer("sesame")}),
        ]
        for method, path, sent in tried:
            left = own.left
            answer = client.request(method, f"/classes/AAAAAA{path}", **sent)
            assert (answer.status_code, round(left - own.left, 3)) == (404, 1)
        left = own.left
        # What needs a token says the same of a wrong code as of a wrong token, so it tells nothing.
        for token in (room.teacher, member):
            wrong, right = (
                client.get(f"/classes/{code}/members", headers=token).json()
                for code in ("AAAAAA", room.card["code"])
            )
            assert wrong["code"] == "class_token_wrong"
        assert right["code"] == wrong["code"]
        assert client.get(room.path).status_code == 200
        assert round(left - own.left, 3) == 0
