"""Whether a server would run well here: a line for each thing that it needs."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.config import read_settings, typed

if TYPE_CHECKING:
    from app.settings import Settings

MARKS = {"fine": "✓", "mind": "!", "fault": "✗"}
Finding = tuple[str, str]
"""How it is, one of MARKS, and a sentence."""
WORK_S, ASK_S = 30.0, 2.0
GB = 10**9


def run_doctor(given: argparse.Namespace) -> int:
    """Look at each, say what was found; 1 where a server would not start or not work."""
    active = read_settings(typed(given), given.config)
    print(f"nn-playground {version('nn-playground')}, Python {sys.version.split()[0]}")
    worst = "fine"
    for name, look in LOOKS.items():
        for mark, sentence in look(active):
            print(f"{MARKS[mark]} {name}: {sentence}", flush=True)
            worst = "fault" if "fault" in (mark, worst) else mark
    return int(worst == "fault")


def _settings(_active: Settings) -> Iterator[Finding]:
    from app.settings import misspelt

    wrong = misspelt()
    yield from (("mind", sentence) for sentence in wrong)
    if not wrong:
        yield "fine", "no variable is misspelt."


def _engine(_active: Settings) -> Iterator[Finding]:
    import engine

    found = engine.fingerprint()
    yield "fine", f"NumPy {found.numpy}, kernel {found.kernel}."


def _workers(active: Settings) -> Iterator[Finding]:
    from app import cores

    try:
        asyncio.run(asyncio.wait_for(_try_workers(active), WORK_S))
    except Exception as error:
        why = str(error).rstrip(".") or f"no answer within {WORK_S:g} s"
        yield "fault", f"none can be had: {why}."
        return
    if active.dask:
        yield "fine", f"those of {active.dask} answer."
    elif active.workers > (there := cores.count()):
        yield "mind", f"{active.workers} on {there} cores: they take them from one another."
    else:
        yield "fine", f"{active.workers} on {there} cores, and they answer."


async def _try_workers(active: Settings) -> None:
    from app.work import work
    from app.work.cluster import probe
    from app.work.pool import Pool

    if active.dask:
        await probe(active.dask)
        return
    pool = Pool(active.workers)
    try:
        await asyncio.gather(*(pool.do(work.nothing) for _ in range(active.workers)))
    finally:
        await pool.close()


def _disk(active: Settings) -> Iterator[Finding]:
    from app.storage.database import FILE
    from app.storage.opening import StorageRefusal, claimed, inspect, unusable

    if not active.data_dir:
        yield "mind", "runs are kept in memory only (PLAYGROUND_DATA_DIR is empty)."
        return
    folder = Path(active.data_dir).expanduser()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield "fault", f"The data folder {folder} cannot be written."
        return
    if (folder / "in-use").exists():
        try:
            claimed(folder).close()
        except sqlite3.Error as error:
            yield "mind", unusable(folder, error)
    try:
        if (database := folder / FILE).exists() and database.stat().st_size:
            inspect(database)
    except StorageRefusal as refusal:
        yield "fault", str(refusal)
    free, most = shutil.disk_usage(there).free, active.max_storage_bytes
    room = f"{folder} has {free / GB:.1f} GB free"
    if free < most:
        yield "mind", f"{room}, less than the {most / GB:g} GB that runs may take."
    else:
        yield "fine", f"{room}; runs take {most / GB:g} GB at the most."


def _port(active: Settings) -> Iterator[Finding]:
    import httpx

    from app.process import ports

    try:
        ports.check(active.host, active.port)
    except ports.ListenRefusal as refusal:
        if refusal.in_use:
            host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(active.host, active.host)  # noqa: S104
            here = f"http://{f'[{host}]' if ':' in host else host}:{active.port}"
            try:
                path = f"{active.root_path}/api/v1/version"
                answer = httpx.get(here + path, timeout=ASK_S)
                yield "fine", f"a playground runs there, version {answer.json()['version']}."
                return
            except (httpx.HTTPError, ValueError, KeyError, TypeError):
                pass
        yield "fault", str(refusal)
        return
    yield "fine", f"{active.port or 'any'} is free on {active.host}."


def _files(active: Settings) -> Iterator[Finding]:
    from app.process.connections import raise_limit, room

    files = raise_limit()
    places = room(files, active.workers)
    said = f"{files} may be open, so {places} connections"
    if places < active.max_streams:
        yield "mind", f"{said}, fewer than the {active.max_streams} streams that may be: ulimit -n."
    else:
        yield "fine", f"{said}."


def _network(active: Settings) -> Iterator[Finding]:
    from app.process import ports
    from app.web.joining import own_address

    address = own_address()
    if address is None:
        yield "mind", "this machine has no address that others could reach."
    elif ports.is_loopback(active.host):
        yield "fine", f"for this machine alone. --host 0.0.0.0 lets others in, at {address}."
    else:
        who = "with the key" if active.create_key else "without a key (PLAYGROUND_CREATE_KEY)"
        where = f"http://{address}:{active.port}{active.root_path}"
        yield "fine", f"others open {where}, and train there {who}."


LOOKS: dict[str, Callable[[Settings], Iterator[Finding]]] = {
    "settings": _settings,
    "engine": _engine,
    "workers": _workers,
    "disk": _disk,
    "port": _port,
    "files": _files,
    "network": _network,
}
