"""Who is let in: the names this server answers to, and the pages that may write to it.

A page of another site can make a browser send requests here, or, by pointing a name of its own at
this address, read the answers. The first is seen by where the browser says a request comes from,
the second by the name it asks for.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.sentences import say
from app.web.refusals import turn_away

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOCAL_DOMAINS = (".localhost", ".local")


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


class Guard:
    """Refuses requests for foreign names, and writes and sockets from foreign pages."""

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str]) -> None:
        self.app = app
        self._any = "*" in allowed_hosts
        self._names = {host_name(name) for name in (*allowed_hosts, socket.gethostname())}
        self._domains = (*LOCAL_DOMAINS, *(name[1:] for name in self._names if name[:2] == "*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] in ("http", "websocket"):
            asked = Headers(scope=scope)
            if "content-length" in asked and "transfer-encoding" in asked:
                # A proxy may go by the other, and take what comes after for another request.
                headers = {"Connection": "close"}
                return await turn_away(400, say("two_lengths"), scope, receive, send, headers)
            # Browsers always ask for a name. A balancer's check may not, and is none.
            if not self.answers_to(asked.get("host") or "localhost"):
                return await turn_away(421, say("unknown_host"), scope, receive, send)
            writes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
            if writes and is_foreign(asked):
                return await turn_away(403, say("foreign_page"), scope, receive, send)
        return await self.app(scope, receive, send)

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server.

        Addresses, names without a dot and local domains are names that nobody can have pointed
        here from outside; every other name must be allowed.
        """
        name = host_name(host)
        if not name:
            return False
        if self._any or name in self._names or name.endswith(self._domains):
            return True
        return _is_address(name) or not {".", ":"} & set(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site asks. Programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    if origin is None:
        return False
    scheme, _, authority = origin.lower().partition("://")
    if not authority:
        return True
    # Some proxies write the standard port out, which browsers leave away.
    standard = {"http": ":80", "https": ":443"}.get(scheme, ":")
    return authority != headers.get("host", "").lower().removesuffix(standard)
