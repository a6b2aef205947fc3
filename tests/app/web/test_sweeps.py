"""Sweeps over HTTP: what is asked for is what is answered, in the shape of all answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import engine
from app.client.local import LocalTransport
from app.settings import Settings
from tests.sentences import check

PLAN: dict[str, Any] = {
    "spec": {"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [4]}},
    "across": {"path": "/training/optimizer/learning_rate", "values": [0.05, 0.1, 0.2, 0.4]},
    "down": {"path": "/network/hidden_layers", "values": [[2], [4, 4]]},
    "seeds": 2,
    "until": {"epoch": 3},
}


@pytest.fixture(scope="module")
def local() -> Iterator[httpx.Client]:
    """A server in this process."""
    transport = LocalTransport(Settings(data_dir="", create_key="sesame"))
    with httpx.Client(base_url="http://local/api/v1", transport=transport) as client:
        yield client


KEY = {"Authorization": "Bearer sesame"}


def created(local: httpx.Client, **plan: Any) -> tuple[str, dict[str, str]]:
    made = local.post("/sweeps", json={**PLAN, **plan}, headers=KEY)
    assert made.status_code == 201, made.text
    sweep = made.json()
    assert made.headers["Location"] == f"sweeps/{sweep['id']}"
    return f"/sweeps/{sweep['id']}", {"Authorization": f"Bearer {sweep['token']}"}


def test_its_table_has_a_row_a_run_and_each_run_its_spec(local: httpx.Client) -> None:
    path, token = created(local)
    told = local.post(f"{path}/commands", json={"command": "step", "count": 3}, headers=token)
    assert told.status_code == 200, told.text
    assert (told.json()["status"], told.json()["epoch"]) == ("finished", 3)
    rows = local.get(f"{path}/table.json").json()
    assert len(rows) == 16
    for number in (0, 9, 15):
        spec = local.get(f"{path}/spec", params={"run": number}).json()
        run = local.post("/runs", json=spec, headers=KEY).json()
        own = {"Authorization": f"Bearer {run['token']}"}
        step = {"command": "step", "unit": "epoch", "count": 3}
        run = local.post(f"/runs/{run['id']}/commands", json=step, headers=own).json()
        row = rows[number]
        assert row["learning_rate"] == spec["training"]["optimizer"]["learning_rate"]
        assert row["hidden_layers"] == [each["units"] for each in spec["network"]["hidden_layers"]]
        assert (row["run"], row["seed"], row["epoch"]) == (number, spec["training"]["seed"], 3)
        for name, value in run["metrics"].items():
            assert row[name] == pytest.approx(value, rel=1e-5, abs=1e-6)
    answer = local.get(f"{path}/table.csv")
    assert answer.headers["Sweep-Generation"] == told.json()["generation"]
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert [json.loads(line["hidden_layers"]) for line in lines] == [
        row["hidden_layers"] for row in rows
    ]
    history = local.get(f"{path}/history.json").json()
    assert history["epochs"] == [0, 1, 2, 3]
    last = [values[-1] for values in history["values"][9]]
    assert last == pytest.approx([rows[9][name] for name in history["metrics"]], rel=1e-5)
    refused = local.get(f"{path}/spec", params={"run": 16})
    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_sweep_run")


def test_events_tell_it_from_the_start_to_the_end(local: httpx.Client) -> None:
    path, token = created(local)
    seen = []
    with local.stream("GET", f"{path}/events", params={"frames": True}) as answer:
        local.post(f"{path}/commands", json={"command": "play"}, headers=token)
        for line in answer.iter_lines():
            if line.startswith("event: "):
                seen.append(line.removeprefix("event: "))
            if line.startswith("data: ") and seen[-1] == "status":
                status = json.loads(line.removeprefix("data: "))["status"]
                if status == "finished":
                    break
            if line.startswith("data: ") and seen[-1] == "frame":
                frame = json.loads(line.removeprefix("data: "))
                assert frame["tiles"]["shape"] == "8, 32, 32"
                assert frame["epochs"]["shape"] == "16"
    assert seen[0] == "snapshot"
    assert "frame" in seen
    local.delete(path, headers=token)
    assert local.get(path).status_code == 404


def test_an_estimate_is_of_the_same_plan_and_refuses_the_same(local: httpx.Client) -> None:
    told = local.post("/sweeps/estimate", json=PLAN, headers=KEY).json()
    assert (told["tiles"], told["runs"], told["epochs"]) == (8, 16, 3)
    assert 0 < told["seconds"] < 60
    bad = {**PLAN, "down": {"path": "/network/hidden_layers", "values": [[2], [4, 4000]]}}
    answers = [local.post(f"/sweeps{where}", json=bad, headers=KEY) for where in ("", "/estimate")]
    for answer in answers:
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/down/values/1"
        assert (error["params"]["tile"], error["params"]["fault"]) == (4, "limit_units")
        check(error)
        # By itself, for who shows it beside the field.
        check(error["fault"])
        assert error["fault"]["detail"].startswith("The limit for units is at most 100")
    path, token = created(local)
    reset = {"command": "reset", "plan": bad}
    refused = local.post(f"{path}/commands", json=reset, headers=token)
    assert refused.json()["errors"][0]["pointer"] == "/plan/down/values/1"
    assert local.get(path).json()["status"] == "ready"


def test_it_is_controlled_by_its_token_alone_and_made_with_the_key(local: httpx.Client) -> None:
    assert local.post("/sweeps", json=PLAN).status_code == 401
    assert local.post("/sweeps/estimate", json=PLAN).status_code == 401
    path, token = created(local)
    pause = {"command": "pause"}
    assert local.post(f"{path}/commands", json=pause).status_code == 401
    for given in (KEY, {"Authorization": "Bearer x"}):
        refused = local.post(f"{path}/commands", json=pause, headers=given)
        assert (refused.status_code, refused.json()["code"]) == (403, "sweep_token_wrong")
    changed = local.patch(path, json={"speed": 5, "until": {"epoch": 8}}, headers=token).json()
    assert (changed["speed"], changed["until"], changed["plan"]["until"]) == (
        5,
        {"epoch": 8},
        {"epoch": 8},
    )
    assert local.patch(path, json={"spec": {}}, headers=token).status_code == 422
    assert local.get("/sweeps/nothing").json()["code"] == "no_such_sweep"
    # A sweep is no run, and a run no sweep.
    assert local.get(path.replace("sweeps", "runs")).status_code == 404


def test_a_table_of_several_fields_names_each_of_them(local: httpx.Client) -> None:
    drawn = {
        "across": {"path": "/training/loss", "values": ["hinge", "binary_crossentropy"]},
        "down": {"path": "/data/noise", "low": 0, "high": 0.5},
        "more": [{"path": "/training/batch_size", "low": 1, "high": 20}],
        "sample": {"runs": 5},
    }
    path, _ = created(local, **drawn)
    sweep = local.get(path).json()
    assert sweep["grid"] is None
    assert [axis["name"] for axis in sweep["axes"]] == ["training.loss", "noise", "batch_size"]
    assert len(sweep["tiles"]) == 5
    rows = local.get(f"{path}/table.json").json()
    assert [row["noise"] for row in rows[::2]] == [tile["values"][1] for tile in sweep["tiles"]]
    assert all(isinstance(row["batch_size"], int) for row in rows)
    spec = engine.Spec.model_validate(local.get(f"{path}/spec", params={"run": 3}).json())
    assert spec.training.loss.kind == rows[3]["training.loss"]
