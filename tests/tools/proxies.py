"""Real servers behind a real nginx and a real Caddy, configured as the documents say:
`python -m tests.tools.proxies`. Needs both programs (apt-get install nginx caddy)."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.conftest import RunningServer

ROOT = Path(__file__).resolve().parents[2]
NAME = "play.example.org"
BELOW = "/ml/play"
MAP = 'map $http_upgrade $connection_upgrade { default upgrade; "" close; }'


def block(document: str, holds: str) -> str:
    """The code block of a document that has these words."""
    text = (ROOT / document).read_text(encoding="utf-8")
    (found,) = (code for code in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) if holds in code)
    return str(found)


def said(words: str) -> str:
    """Words that stand in the document about servers, so that it is they that are tried."""
    text = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    assert words in text.replace("\n", " "), words
    return words


def nginx(port: int, ports: list[int], path: str) -> str:
    """nginx's whole configuration, of the documents' snippets."""
    location, upstreams = block("README.md", "proxy_read_timeout"), ""
    if path:
        location = location.replace("location / ", said(f"location {BELOW}/") + " ")
    if path == "taken off":
        ours = said("proxy_pass http://127.0.0.1:8000/;")
        ours += said(f"proxy_set_header X-Forwarded-Prefix {BELOW};")
        location = location.replace("proxy_pass http://127.0.0.1:8000;", ours)
    if len(ports) > 1:
        upstreams = block("docs/deploy.md", "least_conn;")
        location = location.replace("http://127.0.0.1:8000", "http://$playground")
    assert MAP in (ROOT / "README.md").read_text(encoding="utf-8")
    return f"""
daemon off; error_log stderr; pid nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; scgi_temp_path s;
    uwsgi_temp_path u;
    {MAP}
    {upstreams}
    server {{ listen 127.0.0.1:{port}; server_name {NAME}; {location} }}
}}"""


def caddy(port: int, ports: list[int], path: str) -> str:
    """Caddy's whole configuration, of the documents' snippets."""
    text = block("README.md", f"{NAME} {{")
    if len(ports) > 1:
        text = block("docs/deploy.md", "lb_policy")
    elif path == "taken off":
        text = block("docs/deploy.md", "handle_path")
    elif path == "passed on":
        ours = said(f"reverse_proxy {BELOW}/* 127.0.0.1:8000")
        text = text.replace("reverse_proxy 127.0.0.1:8000", ours)
    # Without certificates, which nobody gives to a name like this.
    site = text.replace(f"{NAME} {{", f"http://{NAME}:{port} {{\nbind 127.0.0.1")
    return f"{{\n  admin off\n  auto_https off\n}}\n{site}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def proxy(kind: str, ports: list[int], path: str = "") -> Iterator[int]:
    """A proxy before servers on these ports; its own port. `path`: what it does with a path that
    the playground lies below."""
    port = free_port()
    text = {"nginx": nginx, "caddy": caddy}[kind](port, ports, path)
    for written, real in zip((8000,) if len(ports) == 1 else (8001, 8002), ports):
        text = text.replace(f"127.0.0.1:{written}", f"127.0.0.1:{real}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config"
        file.write_text(text, encoding="utf-8")
        command = {
            "nginx": ["nginx", "-p", folder, "-c", str(file)],
            "caddy": ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)],
        }[kind]
        environment = {**os.environ, "HOME": folder}
        with (Path(folder) / "log").open("w+") as said:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
            try:
                wait_for(port, process, Path(said.name))
                yield port
            except AssertionError:
                print(Path(said.name).read_text())
                raise
            finally:
                process.terminate()
                process.wait(timeout=20)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit(log.read_text())


def say(kind: str, what: str) -> None:
    """One thing that holds."""
    print(f"{kind}: {what}", flush=True)


class Through:
    """A browser's and a program's way through a proxy."""

    def __init__(self, port: int, below: str = "") -> None:
        self.port = port
        self.below = below
        self.address = f"127.0.0.1:{port}"
        self.host = f"{NAME}:{port}"
        self.page = {"Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin"}

    def ask(self, method: str, path: str, source: str = "127.0.0.1", **options: Any) -> Any:
        """The answer to a request from an address of this machine."""
        headers = {"Host": self.host, **options.pop("headers", {})}
        with httpx.Client(transport=httpx.HTTPTransport(local_address=source)) as client:
            return client.request(
                method, f"http://{self.address}{self.below}{path}", headers=headers, **options
            )

    def create(self, **options: Any) -> tuple[str, dict[str, str]]:
        """A new run's path and the header that controls it."""
        made = self.ask("POST", "/api/v1/runs", json={}, headers=self.page, **options)
        assert made.status_code == 201, (made.status_code, made.text)
        run = made.json()
        assert made.url.join(made.headers["Location"]).path == f"{made.url.path}/{run['id']}"
        return f"/api/v1/runs/{run['id']}", {"Authorization": f"Bearer {run['token']}", **self.page}

    def play(self, path: str, token: dict[str, str], **command: Any) -> None:
        """Let a run play."""
        command = {"command": "play", **command}
        answer = self.ask("POST", f"{path}/commands", json=command, headers=token)
        assert answer.status_code == 200, answer.text

    def frames(self, path: str, count: int, origin: str = "") -> list[float]:
        """When so many frames came over a WebSocket."""
        with (
            socket.create_connection(("127.0.0.1", self.port)) as sock,
            connect(
                f"ws://{self.host}{self.below}{path}/stream",
                sock=sock,
                origin=Origin(origin or self.page["Origin"]),
            ) as stream,
        ):
            came: list[float] = []
            while len(came) < count:
                message = json.loads(stream.recv(timeout=10))
                if message["event"] == "frame":
                    came.append(time.time())
                    stream.send(json.dumps({"ack": message["data"]["seq"]}))
            return came

    def delays(self, path: str, seconds: float) -> list[float]:
        """How old the frames are that come as Server-Sent Events."""
        url = f"http://{self.address}{path}/events?frames=true"
        ages, until = [], time.monotonic() + seconds
        with httpx.stream("GET", url, headers={"Host": self.host}, timeout=10) as events:
            assert events.status_code == 200
            for line in events.iter_lines():
                if found := re.match(r'data: \{"seq":\d+,"at":(\d+)', line):
                    ages.append(time.time() - int(found[1]) / 1000)
                if time.monotonic() > until:
                    return ages
        return ages


def look_at_one(kind: str, through: Through) -> None:
    """One server behind a proxy."""
    assert "<title>" in through.ask("GET", "/").text
    unknown = through.ask("GET", "/", headers={"Host": "other.example.org"})
    assert "<title>" not in unknown.text
    say(kind, f"the page is there as {NAME}, and under no other name")

    path, token = through.create()
    foreign = {"Origin": "http://other.example.org", "Sec-Fetch-Site": "cross-site"}
    refused = through.ask("POST", "/api/v1/runs", json={}, headers=foreign)
    assert refused.status_code == 403
    through.play(path, token, speed=20)
    say(kind, "our page creates and plays runs, another site's is refused")

    came = through.frames(path, 20)
    rate = (len(came) - 1) / (came[-1] - came[0])
    assert rate > 5, rate
    with pytest.raises(InvalidStatus, match="403"):
        through.frames(path, 1, "http://other.example.org")
    say(kind, f"{rate:.0f} frames/s by WebSocket; none for another site's page")

    ages = through.delays(path, 2)
    assert len(ages) > 10
    assert sorted(ages)[len(ages) // 2] < 0.2
    say(kind, f"{len(ages)} frames in 2 s as events, half of them younger than "
        f"{1000 * sorted(ages)[len(ages) // 2]:.0f} ms")  # fmt: skip

    # One run a second from an address is all this server allows, and a name in a header is none.
    def created(source: str, claims: str) -> int:
        headers = {**through.page, "X-Forwarded-For": claims}
        asked = through.ask("POST", "/api/v1/runs", source, json={}, headers=headers)
        return int(asked.status_code)

    answers = [created("127.0.0.2", f"10.0.0.{n}") for n in range(30)]
    assert 429 in answers
    assert created("127.0.0.3", "10.0.0.1") == 201
    say(kind, "limits go by the address of whoever asks, whatever it claims to be")


def look_below(kind: str, through: Through, path: str) -> None:
    """One server behind a proxy, below a path."""
    for page in ("/", "/lessons/loss"):
        named = re.findall(r'(?:src|href)="([^"#]+)"', through.ask("GET", page).text)
        assert len(named) > 20
        for place in {urljoin(f"{BELOW}{page}", address) for address in named}:
            assert place.startswith(f"{BELOW}/"), place
            assert through.ask("GET", place.removeprefix(BELOW)).status_code == 200, place
    run, token = through.create()
    through.play(run, token, speed=20)
    assert len(through.frames(run, 5)) == 5
    say(kind, f"below {BELOW}, {path}: pages, their files, runs and frames by WebSocket")


def look_at_two(kind: str, through: Through, servers: list[RunningServer]) -> None:
    """Two servers behind a proxy."""
    found = set()
    for _ in range(12):
        path, token = through.create()
        found.add(path.split("/")[4][:2])
        assert through.ask("GET", path).status_code == 200
        through.play(path, token, until={"epoch": 3})
    assert found == {"a-", "b-"}
    through.play(path, token, speed=20)
    assert len(through.frames(path, 5)) == 5
    check = f"/api/v1/lessons/perceptron/tasks/0/check?run={path.split('/')[4]}"
    assert through.ask("POST", check, headers=through.page).status_code == 200
    say(kind, "two servers: new runs on both, and every run found where it is")
    servers[1].stop()
    started, made = time.monotonic(), 0
    while made < 5:
        answer = through.ask("POST", "/api/v1/runs", json={}, headers=through.page)
        made = made + 1 if answer.status_code == 201 else 0
        assert time.monotonic() < started + 10
    say(
        kind, f"one server stopped: new runs go to the other, {time.monotonic() - started:.1f} s on"
    )


def main() -> int:
    """Both proxies, before one server, before one below a path, and before two."""
    ArgumentParser(description=__doc__).parse_args()
    if missing := [name for name in ("nginx", "caddy") if not shutil.which(name)]:
        raise SystemExit(f"This needs: apt-get install {' '.join(missing)}")
    for kind in ("nginx", "caddy"):
        with ExitStack() as stack:
            names = {"PLAYGROUND_ALLOWED_HOSTS": NAME, "PLAYGROUND_WORKERS": "1"}
            alone = RunningServer(**names, PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="1")
            stack.callback(alone.stop)
            look_at_one(kind, Through(stack.enter_context(proxy(kind, [alone.port]))))
            for path, told in {"passed on": BELOW, "taken off": ""}.items():
                server = RunningServer(**names, PLAYGROUND_ROOT_PATH=told)
                stack.callback(server.stop)
                port = stack.enter_context(proxy(kind, [server.port], path))
                look_below(kind, Through(port, BELOW), path)
            pair = [RunningServer(**names, PLAYGROUND_RUN_PREFIX=each) for each in "ab"]
            for server in pair:
                stack.callback(server.stop)
            ports = [server.port for server in pair]
            look_at_two(kind, Through(stack.enter_context(proxy(kind, ports))), pair)
    return 0


if __name__ == "__main__":
    sys.exit(main())
