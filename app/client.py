"""Drive a playground from Python, as the page does: over its REST API, or with no server at all.

>>> from app.client import Playground
>>> with Playground.local() as playground:
...     run = playground.create(data="xor", network={"hidden_layers": [8]})
...     run = run.play(until={"epoch": 20})
...     len(run.history()["loss"])
21
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import httpx

from app import schemas
from app.errors import FieldError, Problem, Unreachable, problem_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

TOO_OFTEN = 429
ENDED = frozenset({"finished", "diverged", "failed"})
FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 5.0


@dataclass(frozen=True)
class Event:
    """One event of a run: a snapshot first, then history, status and, on request, frames."""

    name: Literal["snapshot", "history", "status", "frame"]
    data: dict[str, Any]
    id: str


class Playground:
    """A playground to create runs in. Close it, or use it in a `with` block.

    Every refusal is raised as the class of `app.errors` that says why: Invalid names the fields at
    fault, Conflict a status that does not allow something, Unreachable that nobody answers.

    A server that is asked too often says when to ask again (429, Retry-After). The client waits for
    that, `patience_s` in all for one call, and only then raises Problem with status 429.
    """

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        *,
        timeout_s: float = 60.0,
        patience_s: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._patience_s = patience_s
        self._http = httpx.Client(
            base_url=url.rstrip("/") + "/api/v1/", timeout=timeout_s, transport=transport
        )

    @classmethod
    def local(cls) -> Playground:
        """A playground inside this process: the same interface, no server and no network."""
        from app.local import LocalTransport

        return cls("http://local", transport=LocalTransport())

    def create(self, spec: Mapping[str, Any] | None = None, /, **parts: Any) -> Run:
        """A new run from a spec, or from parts of one: create(data="spiral", network={…})."""
        made = self._ask("POST", "runs", json={**(spec or {}), **parts})
        return Run(self, made["id"], made["token"])

    def load(self, exported: Mapping[str, Any]) -> Run:
        """A new run that goes on where one that was exported as JSON stood."""
        return self.create(exported)

    def watch(self, run_id: str) -> Run:
        """A run of someone else's, to read and follow."""
        self._ask("GET", f"runs/{run_id}")
        return Run(self, run_id, None)

    def catalogue(self) -> dict[str, Any]:
        """Every activation, loss, data set, …, with formula, help and parameters."""
        catalogue: dict[str, Any] = self._ask("GET", "catalogue")
        return catalogue

    def limits(self) -> dict[str, Any]:
        """Every active limit."""
        limits: dict[str, Any] = self._ask("GET", "limits")
        return limits

    def read_points(self, csv: str) -> schemas.ReadPoints:
        """Points of a CSV file as the `data` of a spec, and the lines that were left out."""
        return schemas.ReadPoints.model_validate(
            self._ask("POST", "datasets", content=csv, headers={"Content-Type": "text/csv"})
        )

    def read_link(self, url: str) -> schemas.ReadLink:
        """The spec that a playground.tensorflow.org link describes."""
        return schemas.ReadLink.model_validate(self._ask("POST", "links", json={"url": url}))

    def close(self) -> None:
        """Let go of connections, and of the local playground where this is one."""
        self._http.close()

    def __enter__(self) -> Playground:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, **options: Any) -> Any:
        answer = self._answer(method, path, **options)
        return answer.json() if answer.status_code != 204 else None

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            answer = self._send(method, path, **options)
        except httpx.TransportError as error:
            raise Unreachable(f"No playground answers at {self._http.base_url}.") from error
        return _checked(answer)

    def _send(
        self, method: str, path: str, *, stream: bool = False, **options: Any
    ) -> httpx.Response:
        """Send a request, again and again while it comes too often: nothing was done yet, then."""
        request = self._http.build_request(method, path, **options)
        give_up_at = time.monotonic() + self._patience_s
        while True:
            answer = self._http.send(request, stream=stream)
            wait = answer.headers.get("Retry-After", "")
            if answer.status_code != TOO_OFTEN or not wait.isdecimal():
                return answer
            if time.monotonic() + int(wait) > give_up_at:
                return answer
            answer.close()
            time.sleep(int(wait))


class Run:
    """One run. What commands change, they change on the server; nothing is kept here."""

    def __init__(self, playground: Playground, run_id: str, token: str | None) -> None:
        self.id = run_id
        self.token = token
        self._playground = playground
        self._path = f"runs/{run_id}"

    def read(self) -> schemas.Run:
        """The run as it is now: status, epoch, metrics, spec, …"""
        return schemas.Run.model_validate(self._ask("GET"), strict=False)

    def play(
        self,
        *,
        until: Mapping[str, float] | None = None,
        speed: float | None = None,
        wait: bool | None = None,
    ) -> Run:
        """Train: {"epoch": 400}, {"loss": 0.1}, {"val_accuracy": 0.95} say until when, `speed` how
        many epochs a second. Waits for the end when there is a target, unless told otherwise."""
        command = {"command": "play", "until": until, "speed": speed}
        self._command(**{name: value for name, value in command.items() if value is not None})
        return self.wait() if (wait if wait is not None else until is not None) else self

    def wait(self) -> Run:
        """Wait until the run is no longer playing."""
        for event in self.events():
            run = event.data["run"] if event.name == "snapshot" else event.data
            if event.name in ("snapshot", "status") and run["status"] not in ("playing", "queued"):
                break
        return self

    def pause(self) -> Run:
        """Stop training where the run is."""
        return self._command(command="pause")

    def step(self, count: int = 1, unit: Literal["epoch", "batch", "sample"] = "epoch") -> Run:
        """Train so many epochs, batches or single points."""
        return self._command(command="step", unit=unit, count=count)

    def reset(self, spec: Mapping[str, Any] | None = None) -> Run:
        """Back to the start, of another spec where one is given."""
        return self._command(command="reset", **({"spec": spec} if spec else {}))

    def rewind(self) -> Run:
        """Back from a divergence to the last good epochs."""
        return self._command(command="rewind")

    def amend(self, **changes: Any) -> Run:
        """Change what may change under way: learning_rate=0.01, batch_size=20, speed=30, …"""
        self._ask("PATCH", json=changes)
        return self

    def set_weights(self, weights: Sequence[Mapping[str, Any]]) -> Run:
        """Set weights and biases by hand: [{"layer": 0, "unit": 2, "input": 1, "value": 0.5}, …];
        without an input it is the unit's bias."""
        self._ask("PATCH", "weights", json={"weights": list(weights)})
        return self

    def history(self) -> dict[str, list[Any]]:
        """The metrics at the end of every epoch, as lists under Keras' names."""
        history: dict[str, list[Any]] = self._ask("GET", "history.json")
        return history

    def data(self) -> schemas.Data:
        """The points the run learns from, and those it is tested on."""
        return schemas.Data.model_validate(self._ask("GET", "data"), strict=False)

    def predict(self, points: Sequence[Sequence[float]]) -> list[list[float]]:
        """The network's answers to points [[x1, x2], …]: a list of outputs for each."""
        rows = [[float(x1), float(x2)] for x1, x2 in points]
        predictions: list[list[float]] = self._ask("POST", "predict", json={"points": rows})[
            "predictions"
        ]
        return predictions

    def trace(
        self, x1: float | None = None, x2: float | None = None, target: float | None = None
    ) -> dict[str, Any]:
        """The arithmetic of one point through every neuron, forward and, with a target, back and on
        to the weights after a step on it. Without a point, of the one that is next."""
        known = {"x1": x1, "x2": x2, "target": target}
        params = {name: value for name, value in known.items() if value is not None}
        trace: dict[str, Any] = self._ask("GET", "trace", params=params)
        return trace

    def boundary(self, resolution: int = 100) -> schemas.Boundary:
        """The network's answer over the whole domain."""
        params = {"resolution": resolution}
        return schemas.Boundary.model_validate(
            self._ask("GET", "boundary", params=params), strict=False
        )

    def export(self, format: str = "json") -> Any:  # noqa: A002  # the word of the route
        """The run in a format of the server's: a script as text ("keras", "pytorch", "sklearn",
        "numpy"), "json" as a dict for `Playground.load`, "npz" and "onnx" as bytes."""
        answer = self._answer("GET", f"export/{format}")
        kind = answer.headers["content-type"]
        if kind.startswith("text/"):
            return answer.text
        return answer.json() if kind.startswith("application/json") else answer.content

    def formats(self) -> list[schemas.ExportFormat]:
        """The formats it can be exported in, and why it cannot in others."""
        return [schemas.ExportFormat.model_validate(each) for each in self._ask("GET", "export")]

    def events(self, *, frames: bool = False) -> Iterator[Event]:
        """Follow the run; each epoch comes once, also over a connection that is lost and found.

        Ends when the run is removed. Raises Unreachable when the server is gone for long.
        """
        last_id, wait_s = "", FIRST_WAIT_S
        while True:
            try:
                for event in self._listen(frames, last_id):
                    last_id, wait_s = event.id, FIRST_WAIT_S
                    yield event
            except httpx.TransportError as error:
                if wait_s > LONGEST_WAIT_S:
                    raise Unreachable("The playground no longer answers.") from error
            try:
                self._ask("GET")
            except Unreachable:
                pass
            except Problem:
                return
            time.sleep(wait_s)
            wait_s *= 2

    def delete(self) -> None:
        """Remove the run from the server."""
        self._ask("DELETE")

    def plot_loss(self) -> go.Figure:
        """The loss curves as a Plotly figure."""
        from app.figures import loss_figure

        return loss_figure(self.history())

    def plot_boundary(self, resolution: int = 100) -> go.Figure:
        """The decision boundary with the points, as a Plotly figure."""
        from app.figures import boundary_figure

        return boundary_figure(self.boundary(resolution), self.data())

    def __repr__(self) -> str:
        run = self.read()
        return f"<Run {self.id}: {run.status}, epoch {run.epoch}, {_listed(run.metrics)}>"

    def _repr_html_(self) -> str:
        """How a notebook shows the run."""
        run = self.read()
        cells = "".join(
            f"<th>{name}</th><td>{'' if value is None else format(value, '.4g')}</td>"
            for name, value in {"epoch": run.epoch, **run.metrics}.items()
        )
        return f"<table><tr><th>{run.status}</th>{cells}</tr></table>"

    def _listen(self, frames: bool, last_id: str) -> Iterator[Event]:
        headers = {"Last-Event-ID": last_id} if last_id else {}
        with closing(
            self._playground._send(
                "GET",
                f"{self._path}/events",
                stream=True,
                params={"frames": frames},
                headers=headers,
            )
        ) as answer:
            if answer.status_code != 200:
                answer.read()
            _checked(answer)
            fields: dict[str, str] = {}
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    fields[name] = value
                elif "data" in fields:
                    data = json.loads(fields["data"])
                    yield Event(fields["event"], data, fields["id"])  # type: ignore[arg-type]
                    fields = {}

    def _command(self, **command: Any) -> Run:
        self._ask("POST", "commands", json=command)
        return self

    def _ask(self, method: str, place: str = "", **options: Any) -> Any:
        answer = self._answer(method, place, **options)
        return answer.json() if answer.status_code != 204 else None

    def _answer(self, method: str, place: str = "", **options: Any) -> httpx.Response:
        headers = {**options.pop("headers", {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        path = f"{self._path}/{place}" if place else self._path
        return self._playground._answer(method, path, headers=headers, **options)


def _listed(metrics: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in metrics.items() if value is not None)


def _checked(answer: httpx.Response) -> httpx.Response:
    """The answer, unless it is a refusal, which is raised as what it is."""
    if answer.status_code < 400:
        return answer
    try:
        document = answer.json()
        errors = [FieldError.model_validate(error) for error in document["errors"]]
        raise problem_of(answer.status_code, document["detail"], errors)
    except (ValueError, KeyError, TypeError):
        detail = f"The answer {answer.status_code} is not a playground's."
        raise problem_of(answer.status_code, detail, []) from None
