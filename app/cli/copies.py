"""Copies of what a server keeps: made while it runs, brought in while it does not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.config import add_config, read_settings
from app.cli.files import UsageError
from app.cli.words import _, said


def add_parsers(commands: Any) -> None:
    """What the commands take."""
    backup = commands.add_parser("backup", help=_("copy all that a server keeps, while it runs"))
    backup.add_argument("file", type=Path, help=_("where to: a file that is not there yet"))
    backup.add_argument(
        "--class", dest="code", metavar=_("CODE"), help=_("only this class, with its members' runs")
    )
    add_config(backup)
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser(
        "restore", help=_("bring in what a copy holds, while no server uses the data folder")
    )
    restore.add_argument("file", type=Path, help=_("a file that backup wrote"))
    add_config(restore)
    restore.set_defaults(run=run_restore)


def run_backup(given: argparse.Namespace) -> int:
    """Copy the database of the data folder that the settings name, or a class of it."""
    from app.classes.codes import read_code
    from app.storage.backup import back_up

    code = given.code and read_code(given.code, read_settings({}, given.config).run_prefix)
    with _kept_folder(given.config) as folder:
        back_up(folder, given.file, code)
    return 0


def run_restore(given: argparse.Namespace) -> int:
    """Bring a copy into the data folder that the settings name."""
    from app.storage.backup import restore

    with _kept_folder(given.config) as folder:
        count = restore(folder, given.file)
        print(
            _(
                "Brought {count} runs, sweeps and classes into {folder}.",
                count=count,
                folder=str(folder),
            )
        )
    return 0


@contextmanager
def _kept_folder(config: str | None) -> Iterator[Path]:
    """The data folder that the settings name, for what may be refused of it. Raises UsageError."""
    from app.storage.backup import BackupRefusal

    if not (folder := read_settings({}, config).data_dir):
        raise UsageError(_("PLAYGROUND_DATA_DIR is empty: nothing is kept there."))
    try:
        yield Path(folder).expanduser()
    except BackupRefusal as refusal:
        raise UsageError(said(refusal.sentence)) from refusal
