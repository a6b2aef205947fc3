"""The attacks: what one client does, within its limits or beyond them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import httpx

SMALL = {
    "data": {"kind": "spiral", "n": 100},
    "network": {"hidden_layers": [1]},
    "training": {"batch_size": 1000},
}
EPOCHS = 60_000
PLOTLY = "vendor/plotly.js-basic-dist-min/plotly-basic.min.js"


@dataclass(frozen=True)
class Attack:
    """What is done, over how many connections at once."""

    title: str
    way: str
    times: int
    arguments: dict[str, Any] = field(default_factory=dict)
    freezes: bool = False
    """Whether the server's disk hangs meanwhile."""

    @property
    def order(self) -> dict[str, Any]:
        """For the client."""
        return {"way": self.way, "times": self.times, "arguments": self.arguments}


def own_points(count: int) -> dict[str, Any]:
    """A spec with so many points of one's own."""
    places = [(6 * math.sin(i), 6 * math.cos(2.7 * i)) for i in range(count)]
    points = [[round(x, 6), round(y, 6), int(x * y > 0)] for x, y in places]
    return {"data": {"kind": "points", "class_names": ["a", "b"], "points": points}}


class Prey:
    """The runs that attacks are made on: the attacker's own, and one that others watch."""

    def __init__(self, client: httpx.Client, watched: str) -> None:
        self._client = client
        self.watched = f"/api/v1/runs/{watched}"
        self.long, _ = self.make(SMALL)
        self.large, _ = self.make(own_points(10_000))
        self.slider, self.slider_token = self.make(own_points(5_000))
        self.storm, self.storm_token = self.make({})

    def make(self, spec: dict[str, Any]) -> tuple[str, str]:
        """A run; its path and token."""
        made = self._client.post("/api/v1/runs", json=spec).raise_for_status().json()
        path, token = f"/api/v1/runs/{made['id']}", made["token"]
        if spec is SMALL:
            until = {"command": "play", "until": {"epoch": EPOCHS}}
            key = {"Authorization": f"Bearer {token}"}
            self._client.post(f"{path}/commands", json=until, headers=key).raise_for_status()
        return path, token

    def wait(self) -> None:
        """Until the long run is as long as it is to be."""
        while self._client.get(self.long).json()["status"] == "playing":
            pass

    def attacks(self) -> list[Attack]:
        """All of them."""
        reads = [
            ("history.json of 60,000 epochs", f"{self.long}/history.json"),
            ("history.csv of 60,000 epochs", f"{self.long}/history.csv"),
            ("a run of 10,000 own points", self.large),
            ("its export as JSON", f"{self.large}/export/json"),
            ("its data", f"{self.large}/data"),
            ("the watched run's export", f"{self.watched}/export/keras"),
            ("openapi.json", "/openapi.json"),
            ("the plotting library", f"/static/{PLOTLY}"),
            ("/healthz", "/healthz"),
            ("the catalogue", "/api/v1/catalogue"),
            ("nothing that there is (404)", "/api/v1/nothing"),
        ]
        points = str([[i / 1000, 1.0] for i in range(10_000)])
        talks = [("tiny messages", "messages"), ("pings", "pings"), ("fragments", "fragments")]
        stream = f"{self.watched}/stream"
        put = {"token": self.slider_token, "body": '{"batch_size": "$number"}'}
        storm = {"method": "POST", "path": f"{self.storm}/commands", "token": self.storm_token}
        creating = {"method": "POST", "path": "/api/v1/runs"}
        return [
            *(
                Attack(f"a WebSocket of {title}", "talking", 1, {"path": stream, "kind": kind})
                for title, kind in talks
            ),
            Attack("WebSockets that come and go", "coming", 8, {"path": stream, "stays_s": 0}),
            Attack("joining and leaving", "coming", 10, {"path": stream, "stays_s": 0.08}),
            *(Attack(title, "asking", 8, {"method": "GET", "path": path}) for title, path in reads),
            Attack(
                "predictions of 10,000 points",
                "asking",
                8,
                {
                    "method": "POST",
                    "path": f"{self.large}/predict",
                    "body": f'{{"points":{points}}}',
                },
            ),
            Attack("creating", "asking", 8, creating),
            Attack("creating, on a disk that hangs", "asking", 8, creating, freezes=True),
            Attack(
                "20 boundaries of 300×300 of the run that is watched",
                "asking",
                20,
                {"method": "GET", "path": f"{self.watched}/boundary?resolution=300"},
            ),
            Attack(
                "a slider on 5,000 own points, with 100 viewers",
                "asking",
                1,
                {"method": "PATCH", "path": self.slider, **put},
            ),
            Attack("resets", "asking", 8, {**storm, "body": '{"command": "reset"}'}),
            Attack("play, again and again", "asking", 8, {**storm, "body": '{"command": "play"}'}),
            Attack("1,100 idle connections", "idling", 1100),
            Attack(
                "100 readers that take nothing of the plotting library",
                "not_reading",
                100,
                {"method": "GET", "path": f"/static/{PLOTLY}"},
            ),
            Attack("100 viewers that read nothing", "not_reading", 100, {"path": stream}),
        ]
