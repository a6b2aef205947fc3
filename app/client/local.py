"""The playground inside this process: the same app, reached without a socket."""

from __future__ import annotations

import asyncio
import contextlib
import math
import queue
import threading
from collections.abc import Iterator, MutableMapping
from concurrent.futures import Future
from typing import Any

import httpx

from app.settings import Settings
from app.web.app import create_app
from app.work.executors import Inline


def _settings() -> Settings:
    """Nobody else is there to be kept waiting or out. Nothing is kept on disk, so nothing may be
    put away either, or a notebook left for a quarter of an hour would have lost its runs."""
    return Settings(
        data_dir="",
        create_key="",
        idle_pause_s=math.inf,
        idle_free_s=math.inf,
        max_runs=1_000_000,
        max_sweeps=1_000_000,
        max_requests_per_s=1e9,
        max_address_requests_per_s=1e9,
        max_address_creates_per_s=1e9,
    )


class LocalTransport(httpx.BaseTransport):
    """Hands requests to an app that runs on an event loop in a thread of its own.

    Unlike httpx's own ASGI transport it passes an answer on as it comes, so that a stream of events
    that never ends can be read.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        # Nobody else is there to be kept waiting.
        settings = (settings or _settings()).model_copy(update={"max_address_load": 1.0})
        self._app = create_app(settings, Inline())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._lifespan = self._app.router.lifespan_context(self._app)
        self._run(self._lifespan.__aenter__()).result()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; the body of the answer is read as it comes."""
        answer = _Answer(self._loop)
        answer.task = self._run(self._serve(request, answer))
        status, headers = answer.begin()
        return httpx.Response(status, headers=headers, stream=answer)

    def close(self) -> None:
        """Stop the app and its thread."""
        if self._loop.is_closed():
            return
        self._run(self._lifespan.__aexit__(None, None, None)).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, coroutine: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    async def _serve(self, request: httpx.Request, answer: _Answer) -> None:
        url = request.url
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.partition(b"?")[0],
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "server": (url.host, url.port),
            "client": ("127.0.0.1", 0),
        }
        body = iter([request.read()])

        async def receive() -> dict[str, Any]:
            for content in body:
                return {"type": "http.request", "body": content, "more_body": False}
            await answer.given_up.wait()
            return {"type": "http.disconnect"}

        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:
            answer.parts.put(error)
        finally:
            answer.parts.put(None)


class _Answer(httpx.SyncByteStream):
    """An answer on its way from the app's thread to the caller's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.parts: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.given_up = asyncio.Event()
        self.task: Future[Any] | None = None
        self._loop = loop

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Take what the app sends."""
        if message["type"] == "http.response.start":
            self.parts.put((message["status"], message["headers"]))
        elif message.get("body"):
            self.parts.put(message["body"])

    def begin(self) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Wait for status and headers. Raises what the app raised."""
        first = self.parts.get()
        if isinstance(first, tuple):
            return first
        raise first if isinstance(first, Exception) else RuntimeError("the app gave no answer")

    def __iter__(self) -> Iterator[bytes]:
        while (part := self.parts.get()) is not None:
            if isinstance(part, Exception):
                raise part
            yield part

    def close(self) -> None:
        """The caller has heard enough."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self.given_up.set)
        if self.task is not None:
            with contextlib.suppress(Exception):
                self.task.result(timeout=5)
