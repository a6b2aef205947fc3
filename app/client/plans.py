"""A sweep's plan, from the fields that vary as people write them in Python or in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

import engine
from app.changes import NoPlaceError, placed
from app.problems import FieldError, Invalid, field_errors, within
from app.sentences import say
from app.sweeps.plan import pointer_of


def plan_of(
    spec: Mapping[str, Any] | None,
    across: Mapping[str, Any] | None,
    down: Mapping[str, Any] | None,
    more: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None,
    *,
    sample: int | Mapping[str, int] | None,
    seeds: int | None,
    seeded: str | None,
    until: int | Mapping[str, int] | None,
) -> dict[str, Any]:
    """The plan, as `POST /sweeps` takes it. Raises Invalid for a field that there is not."""
    document = _document(spec)
    with within("/spec"):
        _valid(document)
    plan: dict[str, Any] = {"spec": document}
    given = {"across": across, "down": down, "more": more}
    axes = {name: list(_axes(each, f"/{name}", document)) for name, each in given.items()}
    plan |= {name: axes[name][0] for name in ("across", "down") if axes[name]}
    further = axes["across"][1:] + axes["down"][1:] + axes["more"]
    known = {
        "more": further or None,
        "sample": {"runs": sample} if isinstance(sample, int) else sample,
        "seeds": seeds,
        "seeded": seeded,
        "until": until_of(until),
    }
    return plan | {name: value for name, value in known.items() if value is not None}


def settled(spec: Any, values: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    """A spec with some fields set, by their names; each value stands beside the place that says it.

    What a choice brings with it can be named beside the choice: learning_rate beside optimizer.
    """
    document = _document(spec)
    with within("/spec"):
        document = _valid(document).model_dump(mode="json")
    left, said = dict(values), dict[str, str]()
    while left:
        known: dict[str, str] = {}
        for name, (place, _) in left.items():
            try:
                known[name] = path_of(name, place, document)
            except Invalid as refusal:
                refused = refusal
        if not known:
            raise refused
        for name, path in sorted(known.items(), key=lambda each: each[1].count("/")):
            place, value = left.pop(name)
            try:
                document = placed(document, path.split("/")[1:], plain(value, place))
            except NoPlaceError:
                raise Invalid([FieldError.at(place, say("axis_path"))]) from None
            said[path] = place
        try:
            _valid(document)
        except Invalid as refusal:
            blamed = [_blamed(error, said) for error in refusal.errors]
            # One value may stand at many places.
            raise Invalid([e for k, e in enumerate(blamed) if e not in blamed[:k]]) from None
    return document


def _blamed(error: FieldError, said: Mapping[str, str]) -> FieldError:
    """What is wrong with a spec, at the place that said so."""
    parts = error.pointer.split("/")
    for path, place in said.items():
        known = path.split("/")
        if len(known) <= len(parts) and all(k in ("*", p) for k, p in zip(known, parts)):
            return FieldError.at(place, error.sentence)
    return FieldError.at(f"/spec{error.pointer}", error.sentence)


def _document(spec: Any) -> dict[str, Any]:
    if not isinstance(spec, Mapping | None):
        raise Invalid([FieldError.at("/spec", say("dict_type"))])
    document: dict[str, Any] = plain(dict(spec or {}), "/spec")
    return document


def _valid(document: dict[str, Any]) -> engine.Spec:
    try:
        return engine.Spec.model_validate(document)
    except ValidationError as error:
        raise Invalid(field_errors(error.errors(), document)) from error


def until_of(until: int | Mapping[str, int] | None) -> Any:
    """The epoch that a sweep ends at, as it goes over the wire."""
    return {"epoch": until} if isinstance(until, int) else until


def _axes(fields: Any, place: str, spec: dict[str, Any]) -> Iterable[dict[str, Any]]:
    if fields is None:
        return
    if isinstance(fields, list | tuple):
        for number, each in enumerate(fields):
            yield from _axes(each, f"{place}/{number}", spec)
        return
    if not isinstance(fields, Mapping):
        raise Invalid([FieldError.at(place, say("fields_of_axis"))])
    if "path" in fields:
        # As the plan of a sweep has it.
        yield {**plain(dict(fields), place), "path": path_of(fields["path"], f"{place}/path", spec)}
        return
    for name, values in fields.items():
        inner = f"{place}/{name}"
        given = plain(values, inner)
        range_of = given if isinstance(given, dict) else {"values": given}
        yield {"path": path_of(name, inner, spec), **range_of}


def path_of(name: Any, place: str, spec: dict[str, Any]) -> str:
    """The path of a field by its name. Raises Invalid at the place that names it."""
    try:
        return pointer_of(str(name), spec)
    except Invalid as refusal:
        raise Invalid([FieldError.at(place, each.sentence) for each in refusal.errors]) from None


def plain(value: Any, place: str) -> Any:
    """A value as JSON has it: an array of NumPy's as a list, its numbers as numbers."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, range | tuple):
        value = list(value)
    if isinstance(value, Mapping):
        return {str(name): plain(each, f"{place}/{name}") for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each, f"{place}/{number}") for number, each in enumerate(value)]
    if value is None or isinstance(value, str | int | float):
        return value
    raise Invalid([FieldError.at(place, say("not_json_value"))])
