"""Each request gets an id, and a line in the log."""

from __future__ import annotations

import logging
import secrets
import time
from collections import Counter
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import begin_request

log = logging.getLogger(__name__)


class RequestLog:
    """Gives each request an id, counts its answer by status, and logs it."""

    def __init__(self, app: ASGIApp, answers: Counter[int]) -> None:
        self.app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and log what came of it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        mark = secrets.token_hex(8)
        begin_request(mark)
        started = time.monotonic()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = mark
                self._answers[status] += 1
            await send(message)

        try:
            return await self.app(scope, receive, send_marked)
        except Exception:
            # Its answer is made outside of everything, so nobody else would count it.
            if not status:
                status = 500
                self._answers[status] += 1
            raise
        finally:
            run_id = scope.get("path_params", {}).get("run_id")
            # As they were in the address: a line break there must not begin a line here.
            fields = {
                "run": run_id and quote(run_id),
                "method": scope.get("method", "WEBSOCKET"),
                "path": quote(scope["path"]),
                "status": status or None,
                "ms": round(1000 * (time.monotonic() - started), 1),
            }
            log.info("request", extra=fields)
