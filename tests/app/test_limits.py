"""Every limit from both sides: what is just allowed, and what is just not and names the limit."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.client.local import LocalTransport
from app.settings import Settings
from tests.sentences import check

Ask = Callable[[float], httpx.Response]

SMALL: dict[str, Any] = {
    "max_hidden_layers": 2,
    "max_units": 3,
    "max_points": 40,
    "max_learning_rate": 2.5,
    "max_batch_size": 12,
    "max_epochs": 7,
    "max_step_count": 4,
    "max_resolution": 9,
    "max_predict_points": 5,
    "max_landscape_resolution": 5,
    "max_landscape_products": 2250,
    "max_body_bytes": 2000,
    "max_runs": 40,
    "max_sweep_runs": 4,
    "max_sweep_epochs": 50,
    "max_sweep_points": 156,
    "max_sweep_weights": 60,
}
STEP = {"max_learning_rate": 0.001}

ELSEWHERE = {
    "max_epochs": "test_session: ends at the last epoch there may be",
    "max_runs": "test_session: a full server says so",
    "max_live_runs": "test_session: runs over the limit wait for a place",
    "max_live_runs_per_address": "test_guards: who waits sees its place",
    "max_sweeps": "test_sweep: a full server puts away what rests, or says so",
    "max_classes": "test_kept: a full server puts away what nobody uses, or says so",
    "max_class_members": "test_classes: a full class says so",
    "max_timeline_bytes": "test_timeline: room is kept whatever is done",
    "max_storage_bytes": "test_storage: what is too much goes by when it was used",
    "max_streams": "test_streams: full streams say so",
    "max_streams_per_address": "test_guards: one address has so many streams",
    "max_connections_per_address": "test_connections: one address has so many",
    "max_messages_per_s": "test_floods: who says too much is hung up on",
    "max_address_load": "test_shares: who took their share waits",
    "max_address_waiting": "test_shares: so many of one address wait at once",
    "max_requests_per_s": "test_guards: one token may ask so often",
    "max_address_requests_per_s": "test_guards: a bucket holds a burst",
    "max_address_creates_per_s": "test_guards: one address may create so often",
}


@pytest.fixture(scope="module")
def local() -> Iterator[httpx.Client]:
    """A server in this process, with limits that are soon reached."""
    transport = LocalTransport(Settings(data_dir="", **SMALL))
    with httpx.Client(base_url="http://local/api/v1", transport=transport) as client:
        yield client


@pytest.fixture(scope="module")
def asks(local: httpx.Client) -> dict[str, Ask]:
    """For each limit a request for so much of it."""
    made = local.post("/runs", json=spec()).json()
    run, token = f"/runs/{made['id']}", {"Authorization": f"Bearer {made['token']}"}

    more = spec(data={"kind": "xor", "n": 20, "test_fraction": 0.4})
    uneven = f"/runs/{local.post('/runs', json=more).json()['id']}"

    def create(**parts: Any) -> httpx.Response:
        return local.post("/runs", json=spec(**parts))

    def train(**training: Any) -> httpx.Response:
        return create(training={"batch_size": 1, **training})

    def sweep(values: int = 1, epoch: int = 1, **parts: Any) -> httpx.Response:
        varied = {"path": "/network/seed", "values": list(range(values))}
        plan = {"across": varied, "until": {"epoch": epoch}, "spec": spec(**parts)}
        return local.post("/sweeps", json=plan)

    return {
        "max_sweep_runs": lambda n: sweep(int(n)),
        "max_sweep_epochs": lambda n: sweep(epoch=int(n)),
        "max_sweep_points": lambda n: sweep(4, data={"kind": "xor", "n": 39 + (n > 156)}),
        # Networks of 2-2 have fifteen weights and biases.
        "max_sweep_weights": lambda n: sweep(4, network={"hidden_layers": [2 + (n > 60), 2]}),
        "max_hidden_layers": lambda n: create(network={"hidden_layers": [1] * int(n)}),
        "max_units": lambda n: create(network={"hidden_layers": [n]}),
        "max_points": lambda n: create(data={"kind": "xor", "n": n}),
        "max_learning_rate": lambda n: train(optimizer={"kind": "sgd", "learning_rate": n}),
        "max_batch_size": lambda n: train(batch_size=n),
        "max_step_count": lambda n: local.post(
            f"{run}/commands", json={"command": "step", "unit": "batch", "count": n}, headers=token
        ),
        "max_resolution": lambda n: local.get(f"{run}/boundary", params={"resolution": n}),
        "max_predict_points": lambda n: local.post(
            f"{run}/predict", json={"points": [[0.5, 0.5]] * int(n)}
        ),
        "max_landscape_resolution": lambda n: local.get(
            f"{run}/landscape", params={"resolution": n}
        ),
        # Nine weights and biases; 12 points to train on are too many, 8 to test with are not.
        "max_landscape_products": lambda n: local.get(
            f"{uneven}/landscape", params={"resolution": 5, "loss": "train" if n > 2250 else "test"}
        ),
        "max_body_bytes": lambda n: local.post(
            "/datasets", content="1,2,a\n3,4,b\n5,6,a\n7,8,b\n".ljust(int(n)),
            headers={"Content-Type": "text/csv"},
        ),
    }  # fmt: skip


def spec(**parts: Any) -> dict[str, Any]:
    return {
        "data": {"kind": "xor", "n": 20},
        "network": {"hidden_layers": [2]},
        "training": {"batch_size": 1},
        **parts,
    }


CASES = sorted(set(SMALL) - set(ELSEWHERE))


@pytest.mark.parametrize("name", CASES)
def test_just_allowed_and_just_not(name: str, asks: dict[str, Ask]) -> None:
    most = SMALL[name]
    allowed = asks[name](most)
    assert allowed.is_success, allowed.text
    refused = asks[name](most + STEP.get(name, 1))
    assert refused.status_code == (413 if name == "max_body_bytes" else 422)
    document = refused.json()
    assert f"{most:g}" in document["detail"]
    assert f"PLAYGROUND_{name.upper()}" in document["detail"]


def test_every_limit_is_listed_and_tested(local: httpx.Client) -> None:
    listed = local.get("/limits").json()
    settings = {name for name in Settings.model_fields if name.startswith("max_")}
    assert {limit["setting"] for limit in listed.values()} == {
        f"PLAYGROUND_{name.upper()}" for name in settings
    }
    assert settings == set(CASES) | set(ELSEWHERE)
    maxima = {limit["setting"]: limit["maximum"] for limit in listed.values()}
    for name, value in SMALL.items():
        assert maxima[f"PLAYGROUND_{name.upper()}"] == value


@pytest.mark.parametrize("name", ["hidden_layers", "units", "points", "batch_size", "resolution"])
def test_the_least_that_is_listed_is_allowed_and_no_less(
    name: str, local: httpx.Client, asks: dict[str, Ask]
) -> None:
    least = local.get("/limits").json()[name]["minimum"]
    assert asks[f"max_{name}"](least).is_success
    if least:
        refused = asks[f"max_{name}"](least - 1)
        assert refused.status_code == 422
        # There is no setting for that.
        assert "PLAYGROUND_" not in refused.text


def test_too_few_points_of_ones_own_are_named_where_they_are(local: httpx.Client) -> None:
    for points in ([[0, 0, 0]], [[0, 0, 0], [1, 1, 1]]):
        own = spec(data={"kind": "points", "points": points})
        assert local.post("/runs", json=own).status_code == 201
    own = spec(data={"kind": "points", "points": []})
    (error,) = local.post("/runs", json=own).json()["errors"]
    assert (error["pointer"], error["detail"]) == ("/data/points", "There should be at least 1.")
    check(error)
