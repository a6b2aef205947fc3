"""HEAD is answered like GET, without the body: link checkers and watchdogs ask that way."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class HeadLikeGet:
    """Has routes answer HEAD as they answer GET; the server sends no body then."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            # A copy, for the server goes by its own.
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send)
