"""The path that the playground lies below: taken off requests, and kept for addresses we write."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Takes `root_path` off the path of a request, unless a proxy has done so already.

    Everything behind it sees the path as it is without a prefix. `scope["prefix"]` is what a
    browser has to put before it: what the server was told by a proxy, or else `root_path`.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app = app
        self._root_path = root_path
        self._root = root_path.encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] in ("http", "websocket"):
            scope["prefix"] = scope.get("root_path") or self._root_path
            # It would be taken off again, also where a proxy has done it.
            scope["root_path"] = ""
            if self._root and (scope["raw_path"] + b"/").startswith(self._root + b"/"):
                scope["raw_path"] = scope["raw_path"][len(self._root) :]
                scope["path"] = unquote(scope["raw_path"].decode("ascii"))
        await self.app(scope, receive, send)
