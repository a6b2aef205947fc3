"""How often one may ask: a bucket of requests for each token, a larger one for each address.

A school sits behind one address, so an address's bucket only stops what no class would do.
"""

from __future__ import annotations

import hashlib
import math

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.buckets import BURST_S, Bucket, ByKey
from app.sentences import say
from app.settings import Settings
from app.web.addresses import holder
from app.web.refusals import turn_away

CREATES = {f"/api/v1/{path}" for path in ("runs", "sweeps", "sweeps/estimate", "classes")}


def _each(per_s: float) -> ByKey[Bucket]:
    """A bucket for each key, which holds one at least."""
    return ByKey(lambda: Bucket(per_s, max(1.0, per_s * BURST_S)))


class RateLimit:
    """Answers 429 to those who ask too often."""

    def __init__(self, app: ASGIApp, rates: Settings) -> None:
        self.app = app
        self._by_token = _each(rates.max_requests_per_s)
        self._by_address = _each(rates.max_address_requests_per_s)
        self._creates = _each(rates.max_address_creates_per_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            name, wait_s, per_s = self._wait(scope)
            if wait_s:
                setting = f"PLAYGROUND_{name.upper()}"
                sentence = say("limit_requests", maximum=per_s, setting=setting)
                headers = {"Retry-After": str(math.ceil(wait_s))}
                return await turn_away(429, sentence, scope, receive, send, headers)
        return await self.app(scope, receive, send)

    def _wait(self, scope: Scope) -> tuple[str, float, float]:
        address = holder(scope)
        token = Headers(scope=scope).get("authorization")
        asked = [("max_address_requests_per_s", self._by_address, address)]
        if scope["method"] == "POST" and scope["path"] in CREATES:
            asked.append(("max_address_creates_per_s", self._creates, address))
        elif token:
            asked.append(
                ("max_requests_per_s", self._by_token, hashlib.sha256(token.encode()).hexdigest())
            )
        for name, buckets, key in asked:
            bucket = buckets[key]
            if wait_s := bucket.wait_s():
                return name, wait_s, bucket.per_s
            bucket.take()
        return "", 0.0, 0.0
