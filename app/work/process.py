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


class Worker:
    """A worker process, as the server has it."""

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
        self._socket = ours

    async def ask(self, sent: bytes) -> bytearray:
        """The answer to a piece of work; one at a time. Raises WorkerDiedError. Whoever stops
        waiting has to end the worker, whose answer would be taken for another's."""
        try:
            loop = asyncio.get_running_loop()
            await loop.sock_sendall(self._socket, LENGTH.pack(len(sent)) + sent)
            (length,) = LENGTH.unpack(await self._read(LENGTH.size))
            return await self._read(length)
        except OSError as error:
            raise WorkerDiedError from error

    async def _read(self, length: int) -> bytearray:
        loop = asyncio.get_running_loop()
        read = bytearray(length)
        left = memoryview(read)
        while left:
            if not (count := await loop.sock_recv_into(self._socket, left)):
                raise WorkerDiedError
            left = left[count:]
        return read

    def leave(self) -> None:
        """Let it go when it has done what it is at."""
        self._socket.close()

    def end(self) -> None:
        """End it at once."""
        self._socket.close()
        self.process.kill()
