"""A worker process, as the server has it."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from multiprocessing.context import BaseContext

from app.work.worker import LENGTH, serve


class ShortageError(Exception):
    """No worker can be had at present, which no piece of work is to blame for."""


class WorkerDiedError(Exception):
    """A worker ended before it answered."""


class NotBegunError(Exception):
    """A worker was lost at something else, before its turn had come."""


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
        self.began = 0.0
        """When it began what it is at, by the loop's clock."""
        self._socket = ours
        self._transport: asyncio.WriteTransport | None = None
        self._answers: deque[asyncio.Future[memoryview]] = deque()
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
    def given(self) -> int:
        """How many pieces of work it has been given: it is at the first."""
        return len(self._answers)

    def ask(self, sent: bytes) -> asyncio.Future[memoryview]:
        """The answer to a piece of work, once those before it are done. Raises WorkerDiedError,
        and NotBegunError."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[memoryview] = loop.create_future()
        if self._transport is None or self.lost.is_set():
            answer.set_exception(WorkerDiedError())
        else:
            if not self._answers:
                self.began = loop.time()
            self._answers.append(answer)
            self._transport.write(LENGTH.pack(len(sent)) + sent)
        return answer

    def data_received(self, data: bytes) -> None:
        """Take what has come of answers."""
        if self._read:
            self._read += data
            if len(self._read) < self._whole():
                return
            data, self._read = bytes(self._read), bytearray()
        at = 0
        while len(data) - at >= LENGTH.size:
            end = at + LENGTH.size + LENGTH.unpack_from(data, at)[0]
            if end > len(data):
                break
            self._answered(memoryview(data)[at + LENGTH.size : end])
            at = end
        self._read += data[at:]

    def _whole(self) -> int:
        """How many bytes the answer has that has begun to come, as far as is known."""
        if len(self._read) < LENGTH.size:
            return LENGTH.size
        return LENGTH.size + int(LENGTH.unpack_from(self._read)[0])

    def _answered(self, read: memoryview) -> None:
        self.began = asyncio.get_running_loop().time()
        answer = self._answers.popleft()
        if not answer.done():
            answer.set_result(read)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is no more."""
        self.fail(WorkerDiedError())

    def fail(self, error: Exception) -> None:
        """It is lost to us, and what it is at fails with this."""
        self.lost.set()
        while self._answers:
            answer = self._answers.popleft()
            if not answer.done():
                answer.set_exception(error)
            error = NotBegunError()

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
