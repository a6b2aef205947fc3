"""What a client in another language does: a sentence made again from its code and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

import app.sentences
import engine.sentences

TABLE = {**engine.sentences.SENTENCES, **app.sentences.SENTENCES}
PARTS = app.sentences.PARTS  # docs/api.md tells them
KINDS = {kind for kind in get_args(ErrorType) if kind not in app.sentences.REWORDED}
"""Pydantic's own, in its own words."""


def english(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of that code, by what stood beside it."""
    words = dict(params)
    for name in PARTS & params.keys():
        if f"{{{name}}}" in TABLE[code]:
            words[name] = english(params[name], {k: v for k, v in params.items() if k != name})
    return TABLE[code].format_map(words)


def check(sentence: Mapping[str, Any]) -> None:
    """See that a sentence on the wire has a code, and follows from it and its parameters."""
    code, params, detail = sentence["code"], sentence["params"], sentence["detail"]
    if code == "invalid":
        assert not params  # its sentence is that of the errors
    elif not KINDS & {code, *params.values()}:
        assert english(code, params) == detail
    assert all(isinstance(value, str | int | float) for value in params.values())
