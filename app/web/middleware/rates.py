"""How often one may ask: a bucket of requests for each token, a larger one for each address.

A school sits behind one address, so an address's bucket only stops what no class would do.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.sentences import say
from app.settings import Settings
from app.web.addresses import holder
from app.web.refusals import problem_response

REMEMBERED = 20_000
BURST_S = 4.0
"""A full bucket holds what is allowed in so many seconds."""


class Buckets:
    """A token bucket for each key, of which the latest so many are remembered."""

    def __init__(self, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_s = per_s
        self.size = max(1.0, per_s * BURST_S)
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one from the bucket: 0, or if it is empty, the seconds until there is one."""
        now = self._clock()
        level, then = self._levels.pop(key, (self.size, now))
        level = min(self.size, level + (now - then) * self.per_s)
        enough = level >= 1
        self._levels[key] = (level - 1 if enough else level), now
        while len(self._levels) > REMEMBERED:
            # What was not asked for the longest is the fullest, and so the least to remember.
            self._levels.popitem(last=False)
        return 0.0 if enough else (1 - level) / self.per_s


class RateLimit:
    """Answers 429 to those who ask too often."""

    def __init__(self, app: ASGIApp, rates: Settings) -> None:
        self.app = app
        self._by_token = Buckets(rates.max_requests_per_s)
        self._by_address = Buckets(rates.max_address_requests_per_s)
        self._creates = Buckets(rates.max_address_creates_per_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            name, wait_s, per_s = self._wait(scope)
            if wait_s:
                setting = f"PLAYGROUND_{name.upper()}"
                sentence = say("limit_requests", maximum=per_s, setting=setting)
                headers = {"Retry-After": str(math.ceil(wait_s))}
                refusal = problem_response(Request(scope), 429, sentence, headers=headers)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _wait(self, scope: Scope) -> tuple[str, float, float]:
        address = holder(scope)
        token = Headers(scope=scope).get("authorization")
        asked = [("max_address_requests_per_s", self._by_address, address)]
        if scope["method"] == "POST" and scope["path"] == "/api/v1/runs":
            asked.append(("max_address_creates_per_s", self._creates, address))
        elif token:
            asked.append(
                ("max_requests_per_s", self._by_token, hashlib.sha256(token.encode()).hexdigest())
            )
        for name, buckets, key in asked:
            if wait_s := buckets.take(key):
                return name, wait_s, buckets.per_s
        return "", 0.0, 0.0
