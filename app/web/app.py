"""The app, wired: the only place where settings, manager, routes and pages meet."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI

from app.classes.manager import Classes
from app.examples import Examples
from app.lessons import Library
from app.runs.manager import Manager
from app.settings import Settings
from app.storage.store import Store, open_store
from app.sweeps.manager import Sweeps
from app.web import openapi, pages, refusals
from app.web.api import (
    catalogue,
    class_streams,
    classes,
    depths,
    events,
    examples,
    exports,
    health,
    imports,
    lessons,
    members,
    moments,
    runs,
    sweep_events,
    sweeps,
    trace,
)
from app.web.api.dependencies import problems
from app.web.middleware.body import BodyLimit
from app.web.middleware.guards import Guard
from app.web.middleware.head import HeadLikeGet
from app.web.middleware.headers import SecurityHeaders
from app.web.middleware.prefix import Prefix
from app.web.middleware.rates import RateLimit
from app.web.middleware.requests import RequestLog
from app.web.middleware.shares import FairShare
from app.work.cluster import Dask
from app.work.executors import Executor
from app.work.pool import Pool

log = logging.getLogger(__name__)

SAVING = 0.4
"""The share of the time to stop in that runs are saved in; before it requests end, then workers."""
AGAIN_S = 1.0
"""How soon after a fault that nobody expected saving goes on."""

DESCRIPTION = """
Train small neural networks and watch them learn. Create a run from a spec, tell it to play, and
follow its events; the id of a run lets anyone watch it, its token lets the holder control it.
"""


def create_app(
    settings: Settings | None = None, executor: Executor | None = None, store: Store | None = None
) -> FastAPI:
    """A new app. Without an executor or a store, those that the settings ask for are started with
    it."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        keeps = store or open_store(settings)
        manager = Manager(settings, executor or _workers(settings), keeps)
        app.state.manager = manager
        app.state.sweeps = Sweeps(manager)
        app.state.classes = Classes(manager)
        many = (app.state.sweeps, app.state.classes)
        rounds = (manager.tidy, *(each.tidy for each in many), manager.keeper.keep)
        tasks = [asyncio.create_task(_whatever_happens(each)) for each in rounds]
        try:
            yield
        finally:
            manager.stop()
            for each in many:
                each.stop()
            for task in tasks:
                task.cancel()
            await manager.keeper.close(SAVING * settings.drain_s)
            await manager.executor.close()

    app = FastAPI(
        title="Neural Network Playground",
        version=version("nn-playground"),
        description=DESCRIPTION,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        # From where the document lies.
        servers=[{"url": "./"}],
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        # A spec is answered in a form in which it can be sent.
        separate_input_output_schemas=False,
    )
    app.state.lessons = Library(settings.lessons_dir)
    app.state.examples = Examples(settings.examples_dir)
    api = APIRouter(
        prefix="/api/v1",
        max_body_size=settings.max_body_bytes,
        # Named here, or FastAPI would document a 422 in a shape of its own.
        responses=problems(421, 422, 429),
    )
    for module in (
        catalogue,
        runs,
        moments,
        trace,
        depths,
        events,
        exports,
        imports,
        lessons,
        examples,
        sweeps,
        sweep_events,
        classes,
        members,
        class_streams,
    ):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(health.router)
    openapi.add_document(app)
    pages.add_pages(app, settings)
    refusals.add_handlers(app, settings)
    app.add_middleware(
        BodyLimit,
        max_body_bytes=settings.max_body_bytes,
        timeout_s=settings.request_timeout_s,
    )
    app.add_middleware(RateLimit, rates=settings)
    app.add_middleware(Guard, allowed_hosts=settings.host_names)
    app.add_middleware(SecurityHeaders, framers=settings.framers)
    app.add_middleware(HeadLikeGet)
    app.add_middleware(
        FairShare,
        per_s=settings.max_address_load,
        most_waiting=settings.max_address_waiting,
    )
    app.state.answers = Counter[int]()
    app.add_middleware(RequestLog, answers=app.state.answers)
    app.add_middleware(Prefix, root_path=settings.root_path)
    return app


async def _whatever_happens(rounds: Callable[[], Awaitable[None]]) -> None:
    """Do for as long as the server runs what nobody waits for: a fault that ended it would be
    noticed by the runs that are not saved."""
    while True:
        try:
            await rounds()
        except Exception:
            log.exception("unexpected fault beside the requests")
            await asyncio.sleep(AGAIN_S)


def _workers(settings: Settings) -> Executor:
    if settings.dask:
        return Dask(settings.dask, settings.slice_timeout_s)
    return Pool(settings.workers, settings.slice_timeout_s)
