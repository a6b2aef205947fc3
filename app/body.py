"""Bodies that are too large are refused before they are read."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import problem_response, too_large


class BodyLimit:
    """Refuses a body that is declared too large before a byte of it is read.

    Bodies of no declared size are counted as they come in, by FastAPI's own limit.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            declared = Headers(scope=scope).get("content-length", "")
            if declared.isdecimal() and int(declared) > self.max_body_bytes:
                refusal = problem_response(Request(scope), 413, too_large(self.max_body_bytes))
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)
