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
from app.cli.words import _, figure, said

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
    for name, look in looks().items():
        for mark, sentence in look(active):
            print(f"{MARKS[mark]} {name}: {sentence}", flush=True)
            worst = "fault" if "fault" in (mark, worst) else mark
    return int(worst == "fault")


def _settings(_active: Settings) -> Iterator[Finding]:
    from app.settings import misspelt

    wrong = misspelt()
    yield from (("mind", said(sentence)) for sentence in wrong)
    if not wrong:
        yield "fine", _("no variable is misspelt.")


def _engine(_active: Settings) -> Iterator[Finding]:
    import engine

    found = engine.fingerprint()
    yield "fine", _("NumPy {numpy}, kernel {kernel}.", numpy=found.numpy, kernel=found.kernel)


def _workers(active: Settings) -> Iterator[Finding]:
    from app import cores

    try:
        asyncio.run(asyncio.wait_for(_try_workers(active), WORK_S))
    except Exception as error:
        sentence = getattr(error, "sentence", None)
        why = (said(sentence) if sentence else str(error)).rstrip(".。")
        why = why or _("no answer within {seconds} s", seconds=f"{WORK_S:g}")
        yield "fault", _("none can be had: {why}.", why=why)
        return
    asked, there = active.workers, cores.count()
    if active.dask:
        yield "fine", _("those of {address} answer.", address=active.dask)
    elif asked > there:
        words = _(
            "{count} on {cores} cores: they take them from one another.", count=asked, cores=there
        )
        yield "mind", words
    else:
        yield "fine", _("{count} on {cores} cores, and they answer.", count=asked, cores=there)


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
    from app.sentences import say
    from app.storage.database import FILE
    from app.storage.opening import StorageRefusal, claimed, inspect, unusable

    if not active.data_dir:
        yield "mind", _("runs are kept in memory only (PLAYGROUND_DATA_DIR is empty).")
        return
    folder = Path(active.data_dir).expanduser()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield "fault", said(say("folder_unwritable", folder=str(folder)))
        return
    if (folder / "in-use").exists():
        try:
            claimed(folder).close()
        except sqlite3.Error as error:
            yield "mind", said(unusable(folder, error))
    try:
        if (database := folder / FILE).exists() and database.stat().st_size:
            inspect(database)
    except StorageRefusal as refusal:
        yield "fault", said(refusal.sentence)
    free, most = shutil.disk_usage(there).free, active.max_storage_bytes
    sizes = {"free": figure(free / GB, ".1f"), "most": figure(most / GB, "g")}
    if free < most:
        yield (
            "mind",
            _(
                "{folder} has {free} GB free, less than the {most} GB that runs may take.",
                folder=str(folder),
                **sizes,
            ),
        )
    else:
        yield (
            "fine",
            _(
                "{folder} has {free} GB free; runs take {most} GB at the most.",
                folder=str(folder),
                **sizes,
            ),
        )


def _port(active: Settings) -> Iterator[Finding]:
    import httpx

    from app.process import ports

    try:
        ports.check(active.host, active.port)
    except ports.ListenRefusal as refusal:
        if refusal.sentence.code == "port_in_use":
            host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(active.host, active.host)  # noqa: S104
            here = f"http://{f'[{host}]' if ':' in host else host}:{active.port}"
            try:
                path = f"{active.root_path}/api/v1/version"
                answer = httpx.get(here + path, timeout=ASK_S)
                there = str(answer.json()["version"])
                yield "fine", _("a playground runs there, version {version}.", version=there)
                return
            except (httpx.HTTPError, ValueError, KeyError, TypeError):
                pass
        yield "fault", said(refusal.sentence)
        return
    if active.port:
        yield "fine", _("{port} is free on {host}.", port=active.port, host=active.host)
    else:
        yield "fine", _("any is free on {host}.", host=active.host)


def _files(active: Settings) -> Iterator[Finding]:
    from app.process.connections import raise_limit, room

    files = raise_limit()
    places = room(files, active.workers)
    if places < (streams := active.max_streams):
        yield (
            "mind",
            _(
                "{files} may be open, so {places} connections, fewer than the {streams} streams "
                "that may be: ulimit -n.",
                files=files,
                places=places,
                streams=streams,
            ),
        )
    else:
        yield "fine", _("{files} may be open, so {places} connections.", files=files, places=places)


def _network(active: Settings) -> Iterator[Finding]:
    from app.process import ports
    from app.web.joining import own_address

    address = own_address()
    if address is None:
        yield "mind", _("this machine has no address that others could reach.")
    elif ports.is_loopback(active.host):
        yield (
            "fine",
            _(
                "for this machine alone. --host 0.0.0.0 lets others in, at {address}.",
                address=address,
            ),
        )
    else:
        where = f"http://{address}:{active.port}{active.root_path}"
        yield (
            "fine",
            _("others open {address}, and train there with the key.", address=where)
            if active.create_key
            else _(
                "others open {address}, and train there without a key (PLAYGROUND_CREATE_KEY).",
                address=where,
            ),
        )


def looks() -> dict[str, Callable[[Settings], Iterator[Finding]]]:
    """What is looked at, by what it is called."""
    return {
        _("settings"): _settings,
        _("engine"): _engine,
        _("workers"): _workers,
        _("disk"): _disk,
        _("port"): _port,
        _("files"): _files,
        _("network"): _network,
    }
