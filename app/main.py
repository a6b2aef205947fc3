"""The app, wired: the only place where settings, manager, routes and pages meet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI

from app import errors, pages
from app.api import catalogue, events, health, imports, lessons, runs
from app.lessons import Library
from app.middleware import BodyLimit, SecurityHeaders
from app.runs.executors import Executor, Pool
from app.runs.manager import Manager
from app.settings import Settings

DESCRIPTION = """
Train small neural networks and watch them learn. Create a run from a spec, tell it to play, and
follow its events; the id of a run lets anyone watch it, its token lets the holder control it.
"""


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
    )
    app.state.lessons = Library(settings.lessons_dir)
    api = APIRouter(prefix="/api/v1", max_body_size=settings.max_body_bytes)
    for module in (catalogue, runs, events, imports, lessons):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(health.router)
    pages.add_pages(app)
    errors.add_handlers(app, settings.max_body_bytes)
    app.add_middleware(BodyLimit, max_body_bytes=settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    return app
