"""What clients were promised is what they get."""

import json

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
