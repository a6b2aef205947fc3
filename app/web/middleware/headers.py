"""The security headers that every answer carries, refusals and faults included."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_PAGES = "frame-ancestors 'self'"

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; " + OWN_PAGES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}

FOR_FILES = {
    "Content-Security-Policy": "default-src 'none'; " + OWN_PAGES,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""A file is no page: the rest would say nothing, a hundred times a visit."""


class SecurityHeaders:
    """Adds the security headers to every answer, and keeps answers of the API out of caches.

    Pages under /embed may be framed by `framers`, every other page by our own alone.
    """

    def __init__(self, app: ASGIApp, framers: str = "'self'") -> None:
        self.app = app
        policy = SECURITY_HEADERS["Content-Security-Policy"]
        embedded = {
            **SECURITY_HEADERS,
            "Content-Security-Policy": policy.replace(OWN_PAGES, f"frame-ancestors {framers}"),
        }
        # It knows no list, and browsers that know frame-ancestors ignore it.
        embedded.pop("X-Frame-Options")
        self._places = {"embed": embedded, "static": FOR_FILES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mark the answer."""

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                place = scope["path"].removeprefix("/").partition("/")[0]
                headers.update(self._places.get(place, SECURITY_HEADERS))
                if place == "api":
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_marked if scope["type"] == "http" else send)
