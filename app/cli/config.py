"""The settings of a command: those of a file, under the environment's, under what was typed."""

from __future__ import annotations

import argparse
import difflib
import os
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.cli.files import UsageError, read_text
from app.cli.words import _, said

if TYPE_CHECKING:
    from app.settings import Settings

PREFIX = "PLAYGROUND_"


def add_server_options(command: argparse.ArgumentParser) -> None:
    """What those commands take that are about a server."""
    command.add_argument("--host", help=_("the address to listen on (default: 127.0.0.1)"))
    command.add_argument("--port", type=int, help=_("the port to listen on (default: 8000)"))
    command.add_argument(
        "--workers", type=int, help=_("processes that train (default: one a core)")
    )
    add_config(command)


def add_config(command: argparse.ArgumentParser) -> None:
    """The option that names the file."""
    command.add_argument("--config", help=_("a file of settings, such as playground.toml"))


def typed(given: argparse.Namespace) -> dict[str, Any]:
    """The settings among those options; None for one that was not typed."""
    return {name: getattr(given, name) for name in ("host", "port", "workers")}


def read_settings(named: Mapping[str, Any], file: str | None = None) -> Settings:
    """The settings, where `named` are those that were typed and None is none. Raises UsageError."""
    from pydantic import ValidationError

    from app.settings import Settings

    said = {name: value for name, value in named.items() if value is not None}
    found = _read(file, Settings.model_fields) if file else {}
    known = {name.upper() for name in os.environ}
    filed = {name: value for name, value in found.items() if PREFIX + name.upper() not in known}
    try:
        return Settings(**{**filed, **said})
    except ValidationError as error:
        lines = []
        for item in error.errors():
            name = "_".join(map(str, item["loc"]))
            in_file = name in filed and name not in said
            place = f"{file}: {name}" if in_file else PREFIX + name.upper()
            lines.append(f"{place}: {_wrong(item)}")
        raise UsageError("; ".join(lines)) from error


def _wrong(item: Mapping[str, Any]) -> str:
    """What pydantic found, in its own words where there are none of ours."""
    from engine import Sentence

    params = {
        name: value
        for name, value in item.get("ctx", {}).items()
        if isinstance(value, str | int | float)
    }
    return said(Sentence(code=item["type"], params=params, detail=item["msg"]))


def _read(file: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The file's settings by the names of `fields`. `PLAYGROUND_PORT` may be called so, or port."""
    try:
        document = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        words = _("{file} is not valid TOML: {error}.", file=file, error=str(error))
        raise UsageError(words) from error
    found: dict[str, Any] = {}
    for given, value in document.items():
        name = given.lower().removeprefix(PREFIX.lower())
        if name not in fields:
            close = difflib.get_close_matches(name, fields, 1)
            words = (
                _("{name} is not a setting; did you mean {near}?", name=given, near=close[0])
                if close
                else _("{name} is not a setting.", name=given)
            )
            raise UsageError(f"{file}: {words}")
        if name in found:
            raise UsageError(f"{file}: {_('{name} is set twice.', name=name)}")
        found[name] = value
    return found
