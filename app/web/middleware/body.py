"""Bodies that are too large are refused before they are read, slow ones when their time is up."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.sentences import say
from app.web.middleware.guards import SAFE_METHODS
from app.web.refusals import turn_away


class BodyLimit:
    """Refuses a body that is declared too large before a byte of it is read, and one that has not
    come in whole after so many seconds.

    Bodies of no declared size are counted as they come in, by FastAPI's own limit.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int, timeout_s: float) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            declared = Headers(scope=scope).get("content-length", "")
            if declared.isdecimal() and int(declared) > self.max_body_bytes:
                sentence = say("body_too_large", maximum=self.max_body_bytes)
                await turn_away(413, sentence, scope, receive, send)
                return
            if scope["method"] not in SAFE_METHODS:
                receive = self._in_time(receive)
        await self.app(scope, receive, send)

    def _in_time(self, receive: Receive) -> Receive:
        deadline = asyncio.get_running_loop().time() + self.timeout_s
        whole = False

        async def receive_in_time() -> Message:
            nonlocal whole
            try:
                # Once the body is whole, what is waited for is that the client goes.
                async with asyncio.timeout_at(None if whole else deadline):
                    message = await receive()
            except TimeoutError:
                # Nobody waits for the rest of it.
                raise HTTPException(408, headers={"Connection": "close"}) from None
            whole = not message.get("more_body", False)
            return message

        return receive_in_time
