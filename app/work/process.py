"""A worker process, as the server has it."""

from __future__ import annotations

import asyncio
import socket
from multiprocessing.context import BaseContext

from app.work.worker import LENGTH, serve


class ShortageError(Exception):
    """No worker can be had at present, which no piece of work is to blame for."""


class WorkerDiedError(Exception):
    """A worker ended before it answered."""


class Worker(asyncio.Protocol):
    """A worker process, as the server has it: the other end of a connection."""

    def __init__(self, context: BaseContext) -> None:
        """Start one. Raises ShortageError."""
        ours: socket.socket | None = None
        try:
            ours, theirs = socket.socketpair()
            ours.setblocking(False)
            with theirs:
                process = context.Process(target=serve, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
                process.start()
        except (OSError, EOFError, RuntimeError) as error:
            # No process or file is left, or what starts workers has died, which is started anew
            # with the next one.
            if ours is not None:
                ours.close()
            raise ShortageError(f"{type(error).__name__}: {error}") from error
        self.process = process
        self.lost = asyncio.Event()
        """Set when it is no more."""
        self.asked_at = 0.0
        """When it was given what it is at, by the loop's clock."""
        self._socket = ours
        self._transport: asyncio.WriteTransport | None = None
        self._answer: asyncio.Future[memoryview] | None = None
        self._read = bytearray()

    async def connect(self) -> None:
        """Be heard from now on. Raises ShortageError."""
        loop = asyncio.get_running_loop()
        try:
            self._transport, _ = await loop.create_connection(lambda: self, sock=self._socket)
        except OSError as error:
            self.lost.set()
            raise ShortageError(f"{type(error).__name__}: {error}") from error

    @property
    def is_busy(self) -> bool:
        """Whether it is at a piece of work."""
        return self._answer is not None

    def ask(self, sent: bytes) -> asyncio.Future[memoryview]:
        """The answer to a piece of work; one at a time. Raises WorkerDiedError. Whoever stops
        waiting has to end the worker, whose answer would be taken for another's."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[memoryview] = loop.create_future()
        if self._transport is None or self.lost.is_set():
            answer.set_exception(WorkerDiedError())
        else:
            self.asked_at = loop.time()
            self._answer = answer
            self._transport.write(LENGTH.pack(len(sent)) + sent)
        return answer

    def data_received(self, data: bytes) -> None:
        """Take what has come of an answer."""
        if self._read or len(data) < LENGTH.size:
            self._read += data
            # A view would keep it from growing; a long answer is copied once, when it is whole.
            whole: bytes | bytearray = self._read
        else:
            whole = data
        if len(whole) < LENGTH.size:
            return
        end = LENGTH.size + LENGTH.unpack_from(whole)[0]
        if len(whole) < end:
            if whole is data:
                self._read += data
            return
        self._read = bytearray()
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result(memoryview(whole)[LENGTH.size : end])

    def connection_lost(self, exc: Exception | None) -> None:
        """It is no more."""
        self.fail(WorkerDiedError())

    def fail(self, error: Exception) -> None:
        """It is lost to us, and what it is at fails with this."""
        self.lost.set()
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(error)

    def leave(self) -> None:
        """Let it go when it has done what it is at."""
        self.lost.set()
        if self._transport is not None:
            self._transport.close()
        else:
            self._socket.close()

    def end(self) -> None:
        """End it at once."""
        self.leave()
        self.process.kill()
