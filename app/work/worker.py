"""What a worker process does: the pieces of work it is sent, one after the other, until the server
closes the connection or ends."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import struct
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from socket import socket
from typing import Any

from app.work.work import Done, measured

LENGTH = struct.Struct("!Q")
"""What goes before each message, both ways: how many bytes it has."""


def piece(function: Callable[..., Any], values: tuple[Any, ...]) -> bytes:
    """A piece of work as it is sent to a worker."""
    return pickle.dumps((function, values), pickle.HIGHEST_PROTOCOL)


def outcome(answer: memoryview) -> Done[Any]:
    """What a worker answered. Raises what the work raised."""
    done, error = pickle.loads(answer)  # noqa: S301 (the server's own worker wrote it)
    if error is not None:
        raise error
    return done  # type: ignore[no-any-return]


def serve(server: socket) -> None:
    """Be a worker: leave Ctrl+C to the server, and end when the server has."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with suppress(OSError), server, server.makefile("rb") as stream:
        while len(head := stream.read(LENGTH.size)) == LENGTH.size:
            answer = _answer(stream.read(LENGTH.unpack(head)[0]))
            # In one piece: the server would wake for each.
            server.sendall(LENGTH.pack(len(answer)) + answer)


def _answer(sent: bytes) -> bytes:
    try:
        function, values = pickle.loads(sent)  # noqa: S301 (the server wrote it)
        return pickle.dumps((measured(function, *values), None), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        error.add_note(traceback.format_exc())
        try:
            return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)
        except Exception:
            return pickle.dumps((None, RuntimeError(traceback.format_exc())))


def _end_with(server: BaseProcess) -> None:
    server.join()
    os._exit(1)
