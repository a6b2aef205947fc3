"""Logs: a line for each event, as text or as JSON, with the request and the run it belongs to.

Tokens, keys, bodies and query strings are never logged.
"""

from __future__ import annotations

import json
import logging
import time
from contextvars import ContextVar

from app.settings import Settings

FIELDS = ("run", "method", "path", "status", "ms")

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    """The id of the request that is being answered."""
    return _request_id.get()


def begin_request(mark: str) -> None:
    """A request of this id is being answered from now on, in this task."""
    _request_id.set(mark)


def configure(settings: Settings) -> None:
    """Send every log of this process to standard error, in the format that is set."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.log_format == "json" else TextLines())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    # The web server's own lines of a WebSocket show its query string and every header.
    logging.getLogger("uvicorn.error").setLevel(max(logging.WARNING, logging.root.level))


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
