"""Entries of the catalogue as a choice's own hyper-parameters have them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

import engine
from app.problems import Invalid, NotFound, field_errors
from app.sentences import say


def entry_of(family: str, choice: Any) -> bytes:
    """The entry of a choice, as JSON. Raises NotFound for a list that there is not, and Invalid."""
    if family not in engine.families():
        raise NotFound(say("no_such_family", known=", ".join(engine.families())))
    try:
        return to_json(engine.entry_of(family, choice))
    except ValidationError as error:
        raise Invalid(field_errors(error.errors(), choice)) from error
