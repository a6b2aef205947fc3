"""The OpenAPI document, served with an example of every parameter, body and answer.

The examples come from examples.json, which real calls have written. What FastAPI and pydantic say
is put into the words that programs which write clients understand.
"""

from __future__ import annotations

import asyncio
import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response

from app.problems import ProblemDocument

FILE = Path(__file__).parent / "examples.json"


def add_document(app: FastAPI) -> None:
    """Serve the app's document, with examples and what the routes' refusals point at."""
    plain, putting_together = app.openapi, Lock()

    def document() -> dict[str, Any]:
        with putting_together:
            if app.openapi_schema is None:
                app.openapi_schema = with_examples(for_clients(with_problems(plain())))
            return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]

    @cache
    def as_json() -> bytes:
        return json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()

    @app.get("/openapi.json", include_in_schema=False)
    async def read_document() -> Response:
        # It takes up to a second to be put together, which no stream should wait for.
        made = as_json() if as_json.cache_info().currsize else await asyncio.to_thread(as_json)
        return Response(made, media_type="application/json")


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the schema of a refusal among its components."""
    schema = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs", {}) | {ProblemDocument.__name__: schema}
    document["components"]["schemas"] |= parts
    return document


UNSAID = "Successful Response"
"""What FastAPI says of an answer of which a route says nothing."""


def for_clients(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every answer described, and without defaults that are objects, which those
    who write clients cannot put into code: the default of a choice is its name, as it may be
    sent."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            default = field.get("default")
            if isinstance(default, dict) and "kind" in default:
                field["default"] = default["kind"]
            elif isinstance(default, dict) and "$ref" in field:
                del field["default"]
    routes = (route for methods in document["paths"].values() for route in methods.values())
    for answer in (each for route in routes for each in route["responses"].values()):
        whole: dict[str, Any] = {"description": UNSAID if answer.get("content") else "It is done."}
        for kind, content in answer.get("content", {}).items():
            content.setdefault("schema", TEXT if kind.startswith("text/") else BYTES)
            whole = schemas.get(content["schema"].get("$ref", "").rpartition("/")[2], whole)
        if answer["description"] == UNSAID:
            answer["description"] = whole["description"]
    return document


TEXT: dict[str, Any] = {"type": "string"}
BYTES: dict[str, Any] = {"type": "string", "format": "binary"}


def with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what the examples know put into it."""
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            example = _examples().get(f"{method} {path}", {})
            for parameter in route.get("parameters", []):
                known = example.get("parameters", {}) | _PARAMETERS
                if parameter["name"] in known:
                    parameter["example"] = known[parameter["name"]]
            contents = [(route.get("requestBody", {}), "request")]
            contents += [
                (answer, "response")
                for status, answer in route["responses"].items()
                if status.startswith("2")
            ]
            for part, name in contents:
                for content in part.get("content", {}).values():
                    if example.get(name) is not None:
                        content["example"] = example[name]
    return document


_PARAMETERS = {
    "run_id": "b1G3wq8ZrTn0xYk5LsVd2A",
    "sweep_id": "q7Vn2sLxW0cYpE4mTjRz8A",
    "class_code": "K7PQ2M",
    "member_id": "5f0c8a21d9e4",
    "last-event-id": "0.12",
    "Idempotency-Key": "Zk1v8rTn0xYk5LsVd2Aq7V",
    "frames": True,
    "lang": "de",
    "format": "json",
}


@cache
def _examples() -> dict[str, dict[str, Any]]:
    examples: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return examples
