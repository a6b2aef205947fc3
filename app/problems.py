"""Every refusal, drawn as a tree. What is here knows no web framework.

Problem                 RFC 9457: type, title, status, detail, instance, errors
├── NotFound            404  nothing here under this id
├── Unauthorized        401  this needs a token or a key
├── Forbidden           403  this token is not this run's, or this key not the server's
├── Conflict            409  the run's status does not allow this
├── Invalid             422  a field has a value that cannot be
├── Busy                503  a limit of the whole server is reached; try later
└── Unreachable              nobody answers (raised by the client alone)

What a client sent is never repeated to it, and no traceback leaves the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """What is wrong with one field."""

    pointer: str
    """Where it is, as a JSON pointer into the body, e.g. "/training/batch_size"; of a parameter in
    the address, its name, e.g. "/resolution"."""
    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.detail}" if self.pointer else self.detail


class ProblemDocument(BaseModel):
    """The body of every answer of 400 and above."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldError] = []


class Problem(Exception):  # noqa: N818  # the name that RFC 9457 gives it
    """A refusal with a status, a sentence and, where it applies, the fields at fault."""

    status = 400

    def __init__(self, detail: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)

    def __reduce__(self) -> tuple[Any, ...]:
        # A worker's refusal reaches the server whole, whatever its class wants to be made of.
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[Problem], args: tuple[Any, ...]) -> Problem:
    return kind.__new__(kind, *args)


class NotFound(Problem):
    """Nothing here under this id."""

    status = 404


class Unauthorized(Problem):
    """This needs a token or a key."""

    status = 401


class Forbidden(Problem):
    """This token is not this run's, or this key not the server's."""

    status = 403


class Conflict(Problem):
    """The run's status does not allow this."""

    status = 409


class Invalid(Problem):
    """A field has a value that cannot be."""

    status = 422

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(" ".join(map(str, errors)), errors)


class Busy(Problem):
    """A limit of the whole server is reached; try later."""

    status = 503


class Unreachable(Problem):
    """Nobody answers."""


def problem_of(status: int, detail: str, errors: Sequence[FieldError]) -> Problem:
    """The refusal that a status stands for, as a client raises it."""
    if status == Invalid.status and errors:
        return Invalid(errors)
    classes = (NotFound, Unauthorized, Forbidden, Conflict, Busy)
    kinds = {kind.status: kind for kind in classes}
    problem = kinds.get(status, Problem)(detail, errors)
    problem.status = status
    return problem


def field_errors(found: Iterable[Mapping[str, Any]], body: Any) -> list[FieldError]:
    """Pydantic's errors, each with a pointer into the body that was sent. Of an address or a
    header, it is the parameter's name."""
    result = []
    for item in found:
        location = item["loc"]
        kind, context = item["type"], item.get("ctx", {})
        if kind in ("union_tag_invalid", "union_tag_not_found"):
            # What tells the choices apart is the field at fault.
            location = (*location, str(context["discriminator"]).strip("'"))
        words = _SENTENCES[kind].format_map(context) if kind in _SENTENCES else item["msg"]
        pointer = _pointer(location, body, missing=kind in ("missing", "union_tag_not_found"))
        result.append(FieldError(pointer=pointer, code=kind, detail=words.rstrip(".") + "."))
    return result


# Where pydantic speaks of Python, a client is better told in JSON's words.
_SENTENCES = {
    "bool_type": "Should be true or false",
    "dict_type": "Should be an object",
    "extra_forbidden": "There is no such field here",
    "finite_number": "Should be a finite number",
    "float_type": "Should be a number",
    "int_type": "Should be a whole number",
    "list_type": "Should be a list",
    "missing": "This field is needed",
    "model_attributes_type": "Should be an object",
    "model_type": "Should be an object",
    "string_type": "Should be a string",
    "too_long": "There should be at most {max_length}",
    "too_short": "There should be at least {min_length}",
    "tuple_type": "Should be a list",
    # Pydantic would repeat what was sent.
    "union_tag_invalid": "Should be one of {expected_tags}",
    "union_tag_not_found": "This field is needed",
}


def _pointer(location: Sequence[int | str], body: Any, *, missing: bool) -> str:
    """A JSON pointer; pydantic also names the class it tried, which is no place in the body."""
    parts: list[str] = []
    tagged = False
    for index, part in enumerate(location):
        # A choice is told by its kind, and may have a field of the same name.
        tag = isinstance(body, dict) and body.get("kind") == part and not tagged
        if isinstance(body, dict):
            inside = part in body or (missing and index == len(location) - 1)
        elif isinstance(body, list):
            inside = isinstance(part, int)
        else:
            # A short form stands for an object with fields; a whole body never does.
            inside = body is None or (index > 0 and part != body)
        tagged = tag or not inside
        if not tagged:
            parts.append(str(part).replace("~", "~0").replace("/", "~1"))
            body = _at(body, part)
    return "".join(f"/{part}" for part in parts)


def _at(body: Any, part: int | str) -> Any:
    try:
        return body[part]
    except (LookupError, TypeError):
        return None
