"""Sweeps from files: our own form, or W&B's, as YAML or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from app.client.wandb import from_wandb, is_wandb
from app.problems import FieldError, Invalid
from app.sentences import say
from engine import Sentence

MOST_SIGNS = 1_000_000
YAML = (".yaml", ".yml")
KEYS = ("spec", "across", "down", "more", "sample", "seeds", "seeded", "until", "metric")


def read_sweep(source: str | Path | Mapping[str, Any], sample: int | None = None) -> dict[str, Any]:
    """What a file asks for, or what such a file holds, as arguments of `Playground.sweep`.

    It is a mapping of those arguments, as a sweep's plan is, or W&B's sweep file. `sample` wins
    over what the file says. Raises Invalid with the field at fault.
    """
    document = source if isinstance(source, Mapping) else _parsed(Path(source))
    return arguments_of(document, sample)


def arguments_of(document: Any, sample: int | None = None) -> dict[str, Any]:
    """The same of what was read already, whatever it is. Raises Invalid."""
    if not isinstance(document, Mapping) or not document:
        _refuse("", say("sweep_file_empty"))
    if is_wandb(document):
        return from_wandb(document, sample)
    for name in document:
        if name not in KEYS:
            _refuse(f"/{name}", say("sweep_file_key", known=", ".join(KEYS)))
    return {**document, **({} if sample is None else {"sample": sample})}


def _parsed(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        _refuse("", say("sweep_file_encoding"))
    except OSError as error:
        _refuse("", say("sweep_file_unreadable", why=error.strerror or type(error).__name__))
    return parse(text, is_yaml=path.suffix.lower() in YAML)


def parse(text: str, *, is_yaml: bool = False) -> Any:
    """What a text holds: JSON where it begins with a bracket, and YAML otherwise."""
    if len(text) > MOST_SIGNS:
        _refuse("", say("sweep_file_large", most=MOST_SIGNS))
    try:
        if not is_yaml and text.lstrip().startswith(("{", "[")):
            return json.loads(text)
        if not find_spec("yaml"):
            _refuse("", say("no_yaml"))
        from app.client.yaml_text import YAMLFault, read_yaml

        try:
            return read_yaml(text)
        except YAMLFault as fault:
            _refuse("", say("sweep_file_yaml", line=fault.line, error=fault.words))
    except json.JSONDecodeError as error:
        _refuse("", say("sweep_file_json", line=error.lineno, error=error.msg))
    except ValueError:
        # Python reads no whole number of more than some thousand digits.
        _refuse("", say("finite_number"))
    except RecursionError:
        _refuse("", say("sweep_file_deep"))


def _refuse(place: str, sentence: Sentence) -> NoReturn:
    raise Invalid([FieldError.at(place, sentence)])
