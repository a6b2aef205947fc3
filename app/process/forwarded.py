"""What a proxy says of a request: believed where the proxy is trusted, and from nobody else."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.settings import PATH


class Forwarded(ProxyHeadersMiddleware):
    """Uvicorn's own, who asks and by which scheme, and X-Forwarded-Prefix besides: the path that
    the proxy has taken off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Take in what is said, and pass the request on."""
        client = scope.get("client")
        if scope["type"] != "lifespan" and (client and client[0]) in self.trusted_hosts:
            prefix = Headers(scope=scope).get("x-forwarded-prefix", "").rstrip("/")
            if PATH.fullmatch(prefix):
                scope["root_path"] = prefix
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]
