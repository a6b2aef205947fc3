"""Every refusal, drawn as a tree. What is here knows no web framework.

Problem                 RFC 9457: type, title, status, code, params, detail, instance, errors
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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from string import Formatter
from typing import Any

from pydantic import Field

from app.sentences import REWORDED, say
from engine import Sentence

MEDIA_TYPE = "application/problem+json"


class FieldError(Sentence):
    """What is wrong with one field."""

    code: str = Field(description="Which sentence it is.")
    pointer: str
    """Where it is, as a JSON pointer into the body, e.g. "/training/batch_size"; of a parameter in
    the address, its name, e.g. "/resolution"."""
    fault: Sentence | None = Field(
        None,
        description="Where the sentence is about one of many things, such as a tile of a sweep, "
        "what is wrong by itself; left out elsewhere.",
    )

    @classmethod
    def at(cls, pointer: str, sentence: Sentence, fault: Sentence | None = None) -> FieldError:
        """This is wrong with the field at that place; `fault`: and so without saying where."""
        return cls(pointer=pointer, fault=fault, **dict(sentence))

    @property
    def sentence(self) -> Sentence:
        """What is wrong, without the place."""
        return Sentence(code=self.code, params=self.params, detail=self.detail)

    def __str__(self) -> str:
        return f"{self.pointer}: {self.detail}" if self.pointer else self.detail


class ProblemDocument(Sentence):
    """The body of every answer of 400 and above. Where `errors` say it all, its code is `invalid`
    and its sentence is theirs, one after the other."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="Which sentence `detail` is.")
    instance: str
    errors: list[FieldError] = []


class Problem(Exception):  # noqa: N818  # the name that RFC 9457 gives it
    """A refusal with a status, a sentence and, where it applies, the fields at fault."""

    status = 400

    def __init__(self, sentence: Sentence, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(sentence, errors)
        self.sentence = sentence
        self.code, self.params, self.detail = sentence.code, sentence.params, sentence.detail
        self.errors = list(errors)

    def __str__(self) -> str:
        return self.detail

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
        super().__init__(Sentence(code="invalid", detail=" ".join(map(str, errors))), errors)


@contextmanager
def within(place: str) -> Iterator[None]:
    """What is at fault lies below this place of the body."""
    try:
        yield
    except Invalid as error:
        raise Invalid(
            [each.model_copy(update={"pointer": f"{place}{each.pointer}"}) for each in error.errors]
        ) from error


class Busy(Problem):
    """A limit of the whole server is reached; try later."""

    status = 503


class Unreachable(Problem):
    """Nobody answers."""


def problem_of(status: int, sentence: Sentence, errors: Sequence[FieldError]) -> Problem:
    """The refusal that a status stands for, as a client raises it."""
    if status == Invalid.status and errors:
        return Invalid(errors)
    classes = (NotFound, Unauthorized, Forbidden, Conflict, Busy)
    kinds = {kind.status: kind for kind in classes}
    problem = kinds.get(status, Problem)(sentence, errors)
    problem.status = status
    return problem


def field_errors(found: Iterable[Mapping[str, Any]], body: Any) -> list[FieldError]:
    """Pydantic's errors, each with a pointer into the body that was sent. Of an address or a
    header, it is the parameter's name."""
    result = []
    for item in (given := list(found)):
        location = item["loc"]
        kind, context = item["type"], item.get("ctx", {})
        if kind == "too_short" and not _is_short(item, given):
            continue
        if kind in ("union_tag_invalid", "union_tag_not_found"):
            # What tells the choices apart is the field at fault.
            location = (*location, str(context["discriminator"]).strip("'"))
        pointer = _pointer(location, body, missing=kind in ("missing", "union_tag_not_found"))
        result.append(FieldError.at(pointer, _said(kind, context, item["msg"])))
    return result


def _is_short(item: Mapping[str, Any], found: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a list is short by itself: pydantic counts only items that are right."""
    location, context = item["loc"], item["ctx"]
    deep = len(location)
    wrong = {
        other["loc"][deep]
        for other in found
        if len(other["loc"]) > deep and other["loc"][:deep] == location
    }
    short: bool = context["actual_length"] + len(wrong) < context["min_length"]
    return short


def _said(kind: str, context: Mapping[str, Any], words: str) -> Sentence:
    """What pydantic found, as a sentence: in our words where there are any."""
    params = {
        name: value for name, value in context.items() if isinstance(value, str | int | float)
    }
    if kind in REWORDED:
        asked = {name for _, name, _, _ in Formatter().parse(REWORDED[kind]) if name}
        return say(kind, **{name: params[name] for name in asked})
    return Sentence(code=kind, params=params, detail=words.rstrip(".") + ".")


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
