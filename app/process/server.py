"""The server process: uvicorn, with an end that does not wait for streams to end by themselves."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import logging
import os
import socket
import sys
import webbrowser
from functools import partial
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from app import logs
from app.languages import Language
from app.process import ports
from app.process.connections import Connections, raise_limit, room
from app.process.cork import CorkedProtocol
from app.process.forwarded import Forwarded
from app.process.patience import TimedProtocol
from app.settings import Settings, misspelt
from app.storage.opening import StorageRefusal
from app.storage.store import open_store
from app.web.app import create_app
from app.web.joining import own_address
from app.work.cluster import ClusterRefusal, probe

log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Uvicorn waits for open streams before it stops, and they never end: so end them first."""

    def __init__(
        self,
        config: uvicorn.Config,
        app: FastAPI,
        settings: Settings,
        *,
        page: str | None,
        language: Language,
    ) -> None:
        super().__init__(config)
        self._language = language
        self._app = app
        self._settings = settings
        self._page = page
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, and say where."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.should_exit:
            return
        # What was made until now stays: looking through it again and again for what could be thrown
        # away would hold everyone up, 50 ms at a time.
        gc.collect()
        gc.freeze()
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}{self._settings.root_path}"
        here = self._language.command
        print(
            here("Neural Network Playground on {address} (Ctrl+C to stop)", address=address),
            flush=True,
        )
        if not ports.is_loopback(host):
            print(_reach(self._settings, host, port, self._language), flush=True)
        if self._page is not None:
            await asyncio.to_thread(webbrowser.open, f"{address}/{self._page}")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: let every viewer go, then stop; told again, stop at once.

        Uvicorn would raise the signal once more at the end, and so not exit with 0.
        """
        if self._loop is not None and hasattr(self._app.state, "manager"):
            self._loop.call_soon_threadsafe(self._app.state.manager.stop)
        self.force_exit = self.should_exit
        self.should_exit = True


def _reach(settings: Settings, host: str, port: int, language: Language) -> str:
    """Who can come in, and where, for whoever starts a server that others reach."""
    known = own_address() if ipaddress.ip_address(host).is_unspecified else None
    here = language.command
    who = here("needs the key" if settings.create_key else "needs no key (PLAYGROUND_CREATE_KEY)")
    if known is None:
        return here(
            "Everyone who reaches this machine can open it; creating runs {needs}.", needs=who
        )
    address = f"http://{known}:{port}{settings.root_path}"
    return here(
        "Everyone who reaches this machine can open it at {address}; creating runs {needs}.",
        address=address,
        needs=who,
    )


def serve(settings: Settings, *, page: str | None, language: Language) -> int:
    """Serve until told to stop; the exit code. `page` is what to open in the browser: "" is the
    playground itself, None nothing. `language` is that of whoever starts it; log lines are in
    English for all."""
    logs.configure(settings)
    files = raise_limit()
    for sentence in misspelt():
        log.warning(sentence.detail)
    try:
        ports.check(settings.host, settings.port)
    except ports.ListenRefusal as refusal:
        return _refused(language.said(refusal.sentence))
    try:
        store = open_store(settings)
    except StorageRefusal as refusal:
        return _refused(f"PLAYGROUND_DATA_DIR: {language.said(refusal.sentence)}")
    if settings.dask:
        try:
            asyncio.run(probe(settings.dask))
        except ClusterRefusal as refusal:
            return _refused(f"PLAYGROUND_DASK: {language.said(refusal.sentence)}")
    app = create_app(settings, store=store)
    forwarded = Forwarded(app, os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"))  # type: ignore[arg-type]
    places = Connections(
        room(files, settings.workers),
        settings.max_connections_per_address,
        forwarded.trusted_hosts,  # type: ignore[arg-type]
    )
    common: dict[str, Any] = {"send_timeout_s": settings.send_timeout_s, "places": places}
    protocol = partial(TimedProtocol, request_timeout_s=settings.request_timeout_s, **common)
    config = uvicorn.Config(
        forwarded,
        proxy_headers=False,
        host=settings.host,
        port=settings.port,
        http=protocol,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        ws=partial(CorkedProtocol, messages_per_s=settings.max_messages_per_s, **common),  # type: ignore[arg-type]
        ws_per_message_deflate=False,
        # Viewers send acknowledgements, nothing else.
        ws_max_size=1024,
        # A third of the time is for readers who stall; the rest, to save runs and let workers end.
        timeout_graceful_shutdown=max(1, int(settings.drain_s / 3)),
        server_header=False,
    )
    server = Server(config, app, settings, page=page, language=language)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    return 0 if server.started else 3


def _refused(words: str) -> int:
    print(f"nn-playground: {words}", file=sys.stderr)
    return 2
