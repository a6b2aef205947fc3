"""Exports and imports over HTTP, and from the Python client, on a server and in process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import engine
from app.client import Playground
from app.exports import FORMATS, Format, onnx_graph
from app.problems import Invalid, NotFound
from tests.engine.specs import equal

Create = Callable[..., tuple[str, dict[str, str]]]

SPEC = {
    "data": {"kind": "xor", "n": 80},
    "network": {"hidden_layers": [4]},
    "training": {"optimizer": {"kind": "adam", "learning_rate": 0.02}},
}


@pytest.fixture(params=["server", "local"])
def playground(request: pytest.FixtureRequest) -> Iterator[Playground]:
    """A playground of either kind."""
    if request.param == "local":
        made = Playground.local()
    else:
        made = Playground(request.getfixturevalue("server"))
    with made:
        yield made


def expected(epochs: int) -> engine.State:
    return engine.advance(engine.init(engine.Spec.model_validate(SPEC)), epochs=epochs)


def test_the_client_gets_text_dicts_and_bytes(playground: Playground) -> None:
    run = playground.create(SPEC).step(3)
    for name in ("keras", "pytorch", "sklearn", "numpy"):
        assert run.export(name).startswith("# pip install ")
    assert run.export()["epoch"] == 3
    assert equal(engine.load(run.export("npz")), expected(3))
    with pytest.raises(NotFound, match="keras, pytorch"):
        run.export("clay tablets")


def test_a_loaded_run_goes_on_where_the_saved_one_stood(playground: Playground) -> None:
    saved = playground.create(SPEC).step(3).step(2, unit="batch").export("json")
    run = playground.load(json.loads(json.dumps(saved)))
    read = run.read()
    assert (read.status, read.epoch, read.step) == ("paused", 3, 14)
    run.play(until={"epoch": 9})
    whole = expected(9)
    assert run.history() == whole.history.lists()
    assert equal(engine.load(run.export("npz")), whole)
    assert run.reset().read().epoch == 0


def test_a_diverged_run_is_loaded_as_one(playground: Playground) -> None:
    spec = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
    saved = playground.create(spec).play(until={"epoch": 500}).export("json")
    read = playground.load(saved).read()
    assert read.status == "diverged"
    assert read.message == saved["outcome"]["cause"]


def test_formats_are_listed_with_what_they_cannot_express(playground: Playground) -> None:
    run = playground.create(SPEC | {"training": {"loss": "hinge"}})
    listed = {each.name: each for each in run.formats()}
    assert list(listed) == list(FORMATS)
    assert [each.name for each in listed.values() if each.script] == [
        "keras",
        "pytorch",
        "sklearn",
        "numpy",
    ]
    assert "hinge" in str(listed["sklearn"].refusal)
    assert listed["keras"].refusal is None
    with pytest.raises(Invalid) as refused:
        run.export("sklearn")
    assert [error.pointer for error in refused.value.errors] == ["/training/loss"]


def test_what_cannot_be_expressed_is_known_before_anything_is_written() -> None:
    points = [[(i % 97) / 97, (i % 89) / 89, float(i % 2)] for i in range(10_000)]
    data = {"kind": "points", "points": points, "class_names": ["a", "b"]}
    state = engine.init(engine.Spec.model_validate({"data": data}))

    def seconds(do: Callable[[Format], object]) -> float:
        started = time.thread_time()
        for each in FORMATS.values():
            if each.is_script:
                do(each)
        return time.thread_time() - started

    listing = min(seconds(lambda each: each.refusal(state)) for _ in range(3))
    writing = min(seconds(lambda each: each.write(state)) for _ in range(3))
    assert listing < writing / 3


def test_onnx_says_which_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_graph, "find_spec", lambda name: None)
    with Playground.local() as playground:
        run = playground.create(SPEC)
        with pytest.raises(NotFound, match=r"nn-playground\[onnx\]"):
            run.export("onnx")
        refusals = {each.name: each.refusal for each in run.formats()}
        assert "nn-playground[onnx]" in str(refusals["onnx"])


def test_files_have_a_type_and_a_name(client: httpx.Client, create: Create) -> None:
    path, _ = create(SPEC)
    for name in ("keras", "pytorch", "sklearn", "numpy", "json", "npz"):
        answer = client.get(f"{path}/export/{name}")
        assert answer.headers["content-type"] == FORMATS[name].media_type
        assert FORMATS[name].file_name in answer.headers["content-disposition"]
    assert client.get("/runs/nobody/export/keras").status_code == 404


def problem(answer: httpx.Response) -> dict[str, Any]:
    """The pointers of a 422 and what is said to them."""
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {error["pointer"]: error["detail"] for error in answer.json()["errors"]}


def test_limits_hold_for_what_is_loaded(client: httpx.Client, create: Create) -> None:
    path, _ = create(SPEC)
    saved = client.get(f"{path}/export/json").json()
    saved["spec"]["network"]["hidden_layers"] = [{"units": 101}]
    assert list(problem(client.post("/runs", json=saved))) == [
        "/spec/network/hidden_layers/0/units"
    ]
    saved = client.get(f"{path}/export/json").json()
    saved["seen"] = 2**50
    assert "PLAYGROUND_MAX_EPOCHS" in problem(client.post("/runs", json=saved))["/seen"]


def test_hostile_files_are_told_where_they_are_wrong(client: httpx.Client, create: Create) -> None:
    path, _ = create(SPEC)
    saved = client.get(f"{path}/export/json").json()

    def refused(**changes: Any) -> dict[str, Any]:
        return problem(client.post("/runs", json=saved | changes))

    assert "/weights/0" in refused(weights=[[[1.0]], [[2.0]]])
    assert "/weights" in refused(weights="<script>")
    assert "/spec/data" in refused(spec={"data": "nothing"})
    assert "/code" in refused(code="<script>")
    assert "/weights" in problem(client.post("/runs", json={"spec": saved["spec"]}))
    assert "/spec" in problem(client.post("/runs", json={"weights": []}))
    body = json.dumps(saved).replace('"drift": 1.0', '"drift": 1e999')
    answer = client.post("/runs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    answer = client.post("/runs", json=saved | {"code": "<script>", "weights": "<script>"})
    assert "<script>" not in answer.text


def test_a_plain_spec_is_still_refused_at_its_own_places(client: httpx.Client) -> None:
    assert "/network/activation" in problem(
        client.post("/runs", json={"network": {"activation": "than"}})
    )
    assert "/netwrok" in problem(client.post("/runs", json={"netwrok": {}}))
