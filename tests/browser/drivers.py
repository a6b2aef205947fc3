"""Firefox and WebKit, told what to do by the commands of WebDriver. Firefox hears them over a
socket (Marionette), WebKit over HTTP from the program that starts it."""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import httpx
from PIL import Image

from tests.conftest import NO_CERTIFICATES
from tests.tools.browsers import find

WIDTH, HEIGHT = 1366, 768
TIMEOUT_S = 30
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""What WebDriver calls the name of an element."""
NO_DESKTOP = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "NO_AT_BRIDGE": "1"}
"""A desktop's services, where they are installed, would mount something in a browser's home."""

Answer = TypeVar("Answer")


def until(what: str, ask: Callable[[], Answer]) -> Answer:
    """Ask until there is an answer that counts, and give it."""
    deadline = time.monotonic() + TIMEOUT_S
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.05)
    return answer


class Driver(ABC):
    """A browser with one window, as large as a school's laptop."""

    def __init__(self, folder: Path, ending: ExitStack) -> None:
        """Start it. It writes to the folder alone, and ends with the stack."""
        self.folder = folder
        self.ending = ending

    @abstractmethod
    def command(self, name: str, method: str, path: str, **parameters: Any) -> Any:
        """Have something done: over HTTP it goes by a method and a path, otherwise by a name."""

    def start(self, *command: str, passing: Sequence[int] = (), **environment: str) -> None:
        """Start a program, passing on file descriptors that it may write to."""
        program, *args = command
        process = subprocess.Popen(
            [find(program), *args],
            env={**os.environ, **NO_DESKTOP, "HOME": str(self.folder), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=passing,
            process_group=0,
        )
        self.ending.callback(process.wait)
        # With all that it has started itself.
        self.ending.callback(os.killpg, process.pid, signal.SIGKILL)

    def open(self, url: str) -> None:
        """Go to an address."""
        self.command("Navigate", "POST", "url", url=url)

    def evaluate(self, script: str, *args: Any) -> Any:
        """What a function with this body answers in the page."""
        return self.command("ExecuteScript", "POST", "execute/sync", script=script, args=args)

    def click(self, selector: str) -> None:
        """Click an element as a person does."""
        found = {"using": "css selector", "value": selector}
        element = self.command("FindElement", "POST", "element", **found)[ELEMENT]
        self.command("ElementClick", "POST", f"element/{element}/click", id=element)

    def picture(self) -> Image.Image:
        """What the window shows."""
        png = self.command("TakeScreenshot", "GET", "screenshot", full=False)
        return Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")

    def fit_window(self) -> None:
        """Give the page its size, without what the browser has around it."""
        frame = self.evaluate("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        size = {"width": WIDTH + frame[0], "height": HEIGHT + frame[1]}
        self.command("SetWindowRect", "POST", "window/rect", **size)
        until("the size", lambda: self.evaluate("return innerHeight") == HEIGHT)
        assert self.evaluate("return innerWidth") == WIDTH


class Firefox(Driver):
    """A message is its length, a colon and JSON: [0, number, command, parameters], answered by
    [1, number, error, result]."""

    def __init__(self, folder: Path, ending: ExitStack) -> None:
        super().__init__(folder, ending)
        (folder / "user.js").write_text('user_pref("marionette.port", 0);')
        self.start("firefox-esr", "--headless", "--marionette", "--profile", str(folder))
        file = folder / "MarionetteActivePort"
        port = until("Firefox", lambda: file.exists() and file.read_text())
        connection = socket.create_connection(("127.0.0.1", int(port)), timeout=TIMEOUT_S)
        self.connection = ending.enter_context(connection)
        self.messages = ending.enter_context(connection.makefile("rb"))
        self.hear()
        self.command("NewSession", "", "", capabilities={})
        self.fit_window()

    def hear(self) -> Any:
        """The next message."""
        digits = b""
        while (digit := self.messages.read(1)) != b":":
            assert digit, "Firefox has ended"
            digits += digit
        return json.loads(self.messages.read(int(digits)))

    def command(self, name: str, method: str, path: str, **parameters: Any) -> Any:
        message = json.dumps([0, 0, f"WebDriver:{name}", parameters])
        self.connection.sendall(f"{len(message)}:{message}".encode())
        _, _, error, result = self.hear()
        assert error is None, error
        return result["value"] if list(result) == ["value"] else result


class WebKit(Driver):
    """Its window needs a screen, which is Xvfb's. Canvases are painted without Mesa's stand-in for
    a graphics card, which crashes where many of them play."""

    def __init__(self, folder: Path, ending: ExitStack) -> None:
        super().__init__(folder, ending)
        said, says = os.pipe()
        size = f"{WIDTH + 200}x{HEIGHT + 200}x24"
        self.start("Xvfb", "-displayfd", str(says), "-screen", "0", size, passing=[says])
        os.close(says)
        with open(said) as file:
            display = f":{file.readline().strip()}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.start(
            "WebKitWebDriver",
            f"--port={port}",
            DISPLAY=display,
            GDK_BACKEND="x11",
            WEBKIT_SKIA_ENABLE_CPU_RENDERING="1",
        )
        self.url = f"http://127.0.0.1:{port}/session"
        client = httpx.Client(verify=NO_CERTIFICATES, timeout=TIMEOUT_S)
        self.http = ending.enter_context(client)
        until("WebKit", lambda: listens(port))
        self.url += "/" + self.command("", "POST", "", capabilities={})["sessionId"]
        self.fit_window()

    def command(self, name: str, method: str, path: str, **parameters: Any) -> Any:
        url = f"{self.url}/{path}".removesuffix("/")
        body = parameters if method == "POST" else None
        answer = self.http.request(method, url, json=body).json()["value"]
        assert not isinstance(answer, dict) or "error" not in answer, answer
        return answer


def listens(port: int) -> bool:
    """Whether a program of this machine takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
