"""What a viewer looks at, read from what it says."""

from __future__ import annotations

import json

from pydantic import ValidationError

from app.limits import check
from app.problems import Invalid, field_errors
from app.schemas import Look
from app.settings import Settings
from app.work.pictures import Parts, parts_of


def parsed(text: str) -> object:
    """What a JSON text says, or else the text itself, which is refused like any other nonsense."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def looked(said: object, settings: Settings) -> Parts:
    """The parts that a viewer says it looks at. Raises Invalid."""
    try:
        look = Look.model_validate(said)
    except ValidationError as error:
        raise Invalid(
            [
                item.model_copy(update={"pointer": f"/look{item.pointer}"})
                for item in field_errors(error.errors(), said)
            ]
        ) from error
    if look.boundary is not None:
        check("resolution", "/look/boundary", look.boundary, settings)
    return parts_of(look)
