"""Starts servers by a fork of a process that has imported what they need.

Importing takes more than half of what a start takes, and the tests start some hundred servers. Only
that is shared: a server is a process of its own, with the settings and the output it was given. So
is the process that its workers are forked from; one that is started again is started as ever.
"""

from __future__ import annotations

import array
import atexit
import fcntl
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing import util
from typing import IO, Any

LONGEST = 1 << 20


def serve(asked: socket.socket) -> None:
    """What the starter does for as long as somebody may ask: fork, and say what became of it."""
    import app.process.server  # noqa: F401
    from app.cli.command import run

    # A terminal's Ctrl+C is for the tests.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while message := _receive(asked):
        order, files = message
        if "pid" in order:
            pid, status = os.waitpid(order["pid"], os.WNOHANG)
            asked.send(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())
            continue
        if pid := os.fork():
            os.close(files[0])
            asked.send(json.dumps(pid).encode())
            continue
        asked.close()
        for output in (1, 2):
            os.dup2(files[0], output)
        os.close(files[0])
        os.environ.clear()
        os.environ.update(order["environment"])
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["nn-playground", *order["arguments"]]
        # This is read once, when NumPy is imported: there workers have to import it themselves.
        if "NPY_DISABLE_CPU_FEATURES" not in os.environ:
            _fork_forkserver()
        sys.exit(run(order["arguments"]))


def _fork_forkserver() -> None:
    """Have what becomes Python's forkserver, with all imported and nothing else begun; it waits to
    be told what to run, with which files at which places."""
    as_ever = util.spawnv_passfds
    tells, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if pid := os.fork():
        told.close()

        def spawn(path: bytes, args: Sequence[str], places: Sequence[int]) -> int:
            if "forkserver" not in args[-1]:
                return as_ever(path, args, places)
            util.spawnv_passfds = as_ever
            with tells:
                order = json.dumps({"runs": args[-1], "places": places}).encode()
                socket.send_fds(tells, [order], places)
            return pid

        util.spawnv_passfds = spawn  # type: ignore[assignment]
        return
    tells.close()
    try:
        if message := _receive(told, 3):
            order, files = message
            far = [fcntl.fcntl(file, fcntl.F_DUPFD, 500) for file in files]
            for file, place in zip(far, order["places"]):
                os.dup2(file, place)
            for file in (*files, *far):
                if file not in order["places"]:
                    os.close(file)
            exec(order["runs"], {})
    finally:
        os._exit(0)


def _receive(asked: socket.socket, most: int = 1) -> tuple[dict[str, Any], array.array[int]] | None:
    message, files, _, _ = socket.recv_fds(asked, LONGEST, most)
    return (json.loads(message), array.array("i", files)) if message else None


class Starter:
    """Starts the starter, and asks it."""

    def __init__(self) -> None:
        self._asks, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asks.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LONGEST)
        with asked:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.starter", str(asked.fileno())],
                pass_fds=[asked.fileno()],
            )

    def start(self, environment: Mapping[str, str], arguments: Sequence[str] = ()) -> Started:
        """A server with these settings, as the command with these arguments starts it."""
        reading, writing = os.pipe()
        order = json.dumps({"environment": dict(environment), "arguments": arguments}).encode()
        socket.send_fds(self._asks, [order], [writing])
        os.close(writing)
        return Started(self, self._answer(), os.fdopen(reading, encoding="utf-8"))

    def ended(self, pid: int) -> int | None:
        """The exit code of one that was started; None while it runs. It is told once."""
        self._asks.send(json.dumps({"pid": pid}).encode())
        code: int | None = self._answer()
        return code

    def close(self) -> None:
        """No more are started."""
        self._asks.close()
        self._process.wait()

    def _answer(self) -> Any:
        return json.loads(self._asks.recv(LONGEST))


class Started:
    """A server that was started, asked and told as `subprocess.Popen` is."""

    def __init__(self, starter: Starter, pid: int, stdout: IO[str]) -> None:
        self._starter = starter
        self.pid, self.stdout = pid, stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, once it has ended."""
        if self.returncode is None:
            self.returncode = self._starter.ended(self.pid)
        return self.returncode

    def send_signal(self, sig: int) -> None:
        """Send a signal."""
        os.kill(self.pid, sig)

    def communicate(self, timeout: float) -> tuple[str, None]:
        """What it still says, once it has ended. Raises TimeoutError."""
        if self.stdout.closed:
            return "", None
        deadline = time.monotonic() + timeout
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.append(self.stdout.read()), daemon=True)
        reader.start()
        reader.join(timeout)
        while reader.is_alive() or self.poll() is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the server has not ended within {timeout} s")
            time.sleep(0.01)
        self.stdout.close()
        return said[0], None


@functools.cache
def starter() -> Starter:
    """The one of this process."""
    started = Starter()
    atexit.register(started.close)
    return started


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
