"""The app, wired: the only place where settings, manager, routes and pages meet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import errors, pages
from app.api import catalogue, events, health, runs
from app.runs.executors import Executor, Pool
from app.runs.manager import Manager
from app.settings import Settings

DESCRIPTION = """
Train small neural networks and watch them learn. Create a run from a spec, tell it to play, and
follow its events; the id of a run lets anyone watch it, its token lets the holder control it.
"""

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(settings: Settings | None = None, executor: Executor | None = None) -> FastAPI:
    """A new app. Without an executor, a pool of worker processes is started with it."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        manager = Manager(settings, executor or Pool(settings.workers))
        app.state.manager = manager
        sweeper = asyncio.create_task(manager.sweep())
        try:
            yield
        finally:
            manager.stop()
            sweeper.cancel()
            await manager.executor.close()

    app = FastAPI(
        title="Neural Network Playground",
        version=version("nn-playground"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        max_body_size=settings.max_body_bytes,
    )
    api = APIRouter(prefix="/api/v1")
    for module in (catalogue, runs, events):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(health.router)
    pages.add_pages(app)
    errors.add_handlers(app)
    app.add_middleware(SecurityHeaders)
    return app


class SecurityHeaders:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mark the answer."""

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_marked if scope["type"] == "http" else send)
