"""The whole OpenAPI document, with good data and bad: no fault, one shape, nothing undocumented.

A test for each route, which takes ten seconds to make. test_words.py runs them.
"""

import copy
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    status_code_conformance,
)

from app.settings import Settings
from app.web.app import create_app
from tests.conftest import RunningServer, visitor
from tests.sentences import check

SAMPLED = {"/api/v1/runs": 50, "/api/v1/sweeps": 100}
"""The bounds of all their parts make thousands of bodies: one in so many is sent."""
WHOLE = {f"#/components/schemas/{name}" for name in ("Spec", "Plan", "Axis")}

DOCUMENT = create_app(Settings(data_dir="")).openapi()


def shorter(document: dict[str, Any]) -> dict[str, Any]:
    """The document with nothing said of a spec that is part of something else, nor of a plan or its
    further axes: thousands of bodies are made of each, which takes most of a minute, and they are
    tried where they stand alone."""
    made = copy.deepcopy(document)
    for each in made["components"]["schemas"].values():
        for name, part in each.get("properties", {}).items():
            known = [part, part.get("items"), *part.get("anyOf", [])]
            if name != "across" and any(one and one.get("$ref") in WHOLE for one in known):
                each["properties"][name] = {"type": part.get("type", "object")}
    del made["paths"]["/api/v1/sweeps/estimate"]
    return made


schema = schemathesis.openapi.from_dict(shorter(DOCUMENT))


@pytest.fixture(scope="module")
def visit() -> Iterator[requests.Session]:
    """One connection for all that is asked. What a machine says of proxies is not looked up for
    each anew: that and connecting took a sixth of the time."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture(scope="module")
def known() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """A server of its own that is asked as often as one likes; a run, a sweep and a class on it, by
    what paths call their ids, with their tokens."""
    running = RunningServer(
        PLAYGROUND_WORKERS="1",
        PLAYGROUND_MAX_RUNS="5000",
        PLAYGROUND_MAX_REQUESTS_PER_S="10000",
        PLAYGROUND_MAX_ADDRESS_REQUESTS_PER_S="10000",
        PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="10000",
    )
    varied = {"path": "/network/seed", "values": [1, 2]}
    room = visitor.post(f"{running.url}/api/v1/classes", json={"title": "9b"}).json()
    member = visitor.post(
        f"{running.url}/api/v1/classes/{room['code']}/members", json={"name": "Ada"}
    ).json()
    yield (
        running.url,
        {
            "run_id": visitor.post(f"{running.url}/api/v1/runs").json(),
            "sweep_id": visitor.post(
                f"{running.url}/api/v1/sweeps", json={"across": varied, "until": {"epoch": 2}}
            ).json(),
            "class_code": {"id": room["code"], "token": room["token"]},
            "member_id": {"id": member["id"], "token": room["token"]},
        },
    )
    assert running.stop() == 0
    assert "Traceback" not in running.said, running.said


def keeps_its_word(method: str, path: str) -> Any:
    """The test of one route."""

    @schema.include(method=method, path=path).parametrize()
    @settings(
        max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def test(
        case: "Case[Any]", known: tuple[str, dict[str, dict[str, str]]], visit: requests.Session
    ) -> None:
        if case.method == "POST" and zlib.crc32(repr(case.body).encode()) % SAMPLED.get(path, 1):
            return
        url, things = known
        # About a run or a sweep that exists, by someone who may.
        for name in things.keys() & case.path_parameters.keys():
            if case.method != "DELETE":
                case.path_parameters[name] = things[name]["id"]
                case.headers["Authorization"] = f"Bearer {things[name]['token']}"
        answer = case.call(base_url=url, session=visit)
        case.validate_response(
            answer,
            checks=[not_a_server_error, status_code_conformance],
        )
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]
            document = answer.json()
            assert set(document) == {
                "type", "title", "status", "code", "params", "detail", "instance", "errors",
            }  # fmt: skip
            for sentence in [document, *document["errors"]]:
                check(sentence)
            assert document["status"] == answer.status_code

    return test


# A function for each, since the tests that one function would be made into have one id, and
# processes that share the tests out would run only one of them.
for _path, _operations in schema.raw_schema["paths"].items():
    for _method in _operations:
        if not _path.endswith("/events"):
            _name = re.sub(r"\W+", "_", f"{_method}{_path}")
            globals()[f"test_{_name}_keeps_its_word"] = keeps_its_word(_method, _path)
