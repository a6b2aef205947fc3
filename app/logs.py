"""Logs: a line for each event, as text or as JSON, with the request and the run it belongs to.

Tokens, keys, bodies and query strings are never logged.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections import Counter
from contextvars import ContextVar
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

log = logging.getLogger(__name__)

FIELDS = ("run", "method", "path", "status", "ms")

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    """The id of the request that is being answered."""
    return _request_id.get()


def configure(settings: Settings) -> None:
    """Send every log of this process to standard error, in the format that is set."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.log_format == "json" else TextLines())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    found = {"request": request_id(), **{name: getattr(record, name, None) for name in FIELDS}}
    return {name: value for name, value in found.items() if value is not None}


class TextLines(logging.Formatter):
    """A line for a person: when, how bad, what, and what it belongs to."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line, before a traceback."""
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        return super().formatMessage(record) + fields


class JsonLines(logging.Formatter):
    """A line for a machine: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, a traceback included."""
        document = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            document["traceback"] = self.formatException(record.exc_info)
        return json.dumps(document, ensure_ascii=False)


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
        _request_id.set(mark)
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
