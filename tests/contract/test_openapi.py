"""What clients were promised is what they get."""

import base64
import json
import math
import re
from functools import reduce
from typing import Any

import numpy as np
import pytest

from app.web.openapi import FILE
from tests.contract.examples import taken
from tests.contract.openapi import agreed, present

HOW = "if this is meant, run: python -m tests.contract.openapi"


def test_the_document_is_the_agreed_one() -> None:
    now, then = present(), agreed()
    assert sorted(now["paths"]) == sorted(then["paths"]), HOW
    for path in then["paths"]:
        assert now["paths"][path] == then["paths"][path], f"{path}: {HOW}"
    assert json.loads(json.dumps(now)) == then, HOW


def test_every_route_says_what_it_does_and_how_it_refuses() -> None:
    for path, methods in present()["paths"].items():
        for method, route in methods.items():
            assert route.get("description"), f"{method} {path}"
            for status, answer in route["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_every_reference_leads_somewhere() -> None:
    """Whoever draws the document, or writes a client from it, follows them."""
    document = present()
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)))
    assert "components/schemas/FieldError" in references
    for reference in references:
        reduce(lambda part, name: part[name], reference.split("/"), document)


def test_wherever_there_is_a_sentence_its_code_and_parameters_are_described() -> None:
    schemas = present()["components"]["schemas"]
    coded = {
        name: schema["properties"]
        for name, schema in schemas.items()
        if schema.get("properties", {}).keys() & {"detail", "cause", "says", "params"}
    }
    assert coded.keys() >= {"ProblemDocument", "FieldError", "LineError", "Outcome", "Finding"}
    for name, properties in coded.items():
        assert properties["code"].get("description"), name
        assert properties["params"].get("description"), name
    for name, field in (
        ("Run", "message_sentence"),
        ("ReadLink", "note_sentences"),
        ("ExportFormat", "refusal_sentences"),
    ):
        assert "#/components/schemas/Sentence" in json.dumps(schemas[name]["properties"][field])


def test_examples_are_what_real_calls_say() -> None:
    then = json.loads(FILE.read_text(encoding="utf-8"))
    now = taken()
    assert sorted(now) == sorted(then)
    for route, example in then.items():
        assert _alike(now[route], example), f"{route}: python -m tests.contract.examples"


NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def _alike(one: Any, other: Any) -> bool:
    """Equal, but for the last digits, which are the processor's own: of numbers, of those within a
    text, and of arrays of bytes."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _alike_arrays(one, other) if key == "bdata" else _alike(one[key], other[key])
            for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-3, abs_tol=1e-6)
    if isinstance(one, str) and isinstance(other, str) and one != other:
        numbers = [list(map(float, NUMBER.findall(text))) for text in (one, other)]
        return NUMBER.split(one) == NUMBER.split(other) and _alike(*numbers)
    return bool(one == other)


def _alike_arrays(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["dtype"] != other["dtype"]:
        return False
    now, then = (
        np.frombuffer(base64.b64decode(each["bdata"]), each["dtype"]).astype(float)
        for each in (one, other)
    )
    nearly = 1 if one["dtype"] == "u1" else 1e-6
    return now.size == then.size and np.allclose(now, then, rtol=1e-3, atol=nearly)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paused", "queued"),
        (0.0, 0.0005),
        (1, 2),
        ("epoch,loss\n1,0.5\n", "epoch,loss\n1,0.6\n"),
        ({"dtype": "u1", "bdata": "AAEC"}, {"dtype": "u1", "bdata": "AAEE"}),
        ([0.5], [0.5, 0.5]),
    ],
)
def test_what_differs_in_more_than_the_last_digits_is_not_alike(one: Any, other: Any) -> None:
    assert _alike(one, one)
    assert not _alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(0.5, 0.50001), ("epoch,loss\n1,0.5\n", "epoch,loss\n1,0.50001\n"), (0.0, 1e-9)],
)
def test_the_last_digits_are_the_processors_own(one: Any, other: Any) -> None:
    assert _alike(one, other)


# Streams and files are not JSON and speak for themselves.
NO_EXAMPLE = ("/events", "/export/{format}", "/metrics", "/thumbnail.png", "/qr.svg", "/token")


def test_every_parameter_body_and_answer_has_an_example() -> None:
    for path, methods in present()["paths"].items():
        for method, route in methods.items():
            where = f"{method} {path}"
            for parameter in route.get("parameters", []):
                assert "example" in parameter or path.endswith(NO_EXAMPLE), (
                    where,
                    parameter["name"],
                )
            for content in route.get("requestBody", {}).get("content", {}).values():
                assert "example" in content, where
            for status, answer in route["responses"].items():
                for content in answer.get("content", {}).values() if status < "300" else ():
                    assert "example" in content or path.endswith(NO_EXAMPLE), where
