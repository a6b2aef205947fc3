"""What a viewer looks at, read from what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

import engine
from app.limits import check
from app.problems import FieldError, Invalid, field_errors
from app.schemas import Inside, Look, StreamLook
from app.sentences import say
from app.settings import Settings
from app.work.pictures import Parts, parts_of

PAIR = re.compile(r"(\d{1,4}),(\d{1,4})", re.ASCII)

AnyLook = TypeVar("AnyLook", bound=Look)


def parsed(text: str) -> object:
    """What a JSON text says, or else the text itself, which is refused like any other nonsense."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def looked(said: object, settings: Settings) -> Parts:
    """The parts that somebody says they look at. Raises Invalid."""
    return parts_of(_read(Look, said, settings))


def watched(said: object, settings: Settings) -> tuple[Parts, Inside | None]:
    """The parts that a viewer says it looks at, and the hidden layer. Raises Invalid."""
    look = _read(StreamLook, said, settings)
    return parts_of(look), look.hidden


def _read(kind: type[AnyLook], said: object, settings: Settings) -> AnyLook:
    try:
        look = kind.model_validate(said)
    except ValidationError as error:
        raise Invalid(
            [
                item.model_copy(update={"pointer": f"/look{item.pointer}"})
                for item in field_errors(error.errors(), said)
            ]
        ) from error
    if look.boundary is not None:
        check("resolution", "/look/boundary", look.boundary, settings)
    return look


def held(said: Iterable[str], spec: engine.Spec) -> tuple[tuple[int, int], ...]:
    """The hidden units, (layer, unit) each, that are to be held at 0. Raises Invalid."""
    layers = spec.network.hidden_layers
    found = []
    for number, each in enumerate(said):
        layer, unit = pair(each, place := f"/without/{number}")
        if layer >= len(layers) or unit >= layers[layer].units:
            raise Invalid([FieldError.at(place, say("no_such_hidden_unit"))])
        found.append((layer, unit))
    return tuple(found)


def pair(text: str, place: str) -> tuple[int, int]:
    """Two whole numbers, written as 0,2. Raises Invalid."""
    if (found := PAIR.fullmatch(text)) is None:
        raise Invalid([FieldError.at(place, say("pair"))])
    return int(found[1]), int(found[2])
