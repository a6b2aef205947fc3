"""One run, as its owner or its watchers have it in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import engine
from app import schemas, shown
from app.client.bar import bar
from app.client.connection import Connection
from app.client.events import Event, follow
from app.client.seen import Seen
from app.problems import Problem

if TYPE_CHECKING:
    from app.client.cell import Cell


class Run(Seen):
    """One run. What commands change, they change on the server; nothing is kept here."""

    def __init__(
        self,
        connection: Connection,
        run_id: str,
        token: str | None,
        start: Callable[[Mapping[str, Any]], Run],
    ) -> None:
        self.id = run_id
        self.token = token
        self.left: Run | None = None
        """What the last rewind has left, a run at rest."""
        self._start, self._root = start, connection
        super().__init__(connection.below(f"runs/{quote(run_id, safe='')}", token))

    def read(self) -> schemas.Run:
        """The run as it is now: status, epoch, metrics, spec, …"""
        return schemas.Run.model_validate(self._connection.ask("GET"), strict=False)

    def play(
        self,
        *,
        until: Mapping[str, float] | None = None,
        speed: float | None = None,
        wait: bool | None = None,
        progress: bool = False,
    ) -> Run:
        """Train: {"epoch": 400}, {"loss": 0.1}, {"val_accuracy": 0.95} say until when, `speed` how
        many epochs a second. Waits for the end when there is a target, unless told otherwise."""
        command = {"command": "play", "until": until, "speed": speed}
        self._command(**{name: value for name, value in command.items() if value is not None})
        waits = wait if wait is not None else until is not None
        return self.wait(progress) if waits else self

    def wait(self, progress: bool = False) -> Run:
        """Wait until the run is no longer playing; with `progress`, under a bar of tqdm's where
        that is installed."""
        until: Mapping[str, Any] = {}
        with bar(progress) as show:
            for event in self.events():
                if event.name == "history":
                    show(event.data["epoch"][-1], until.get("epoch"))
                    continue
                run = event.data["run"] if event.name == "snapshot" else event.data
                until = run["until"] or {}
                show(run["epoch"], until.get("epoch"))
                if run["status"] not in ("playing", "queued"):
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

    def rewind(self, epoch: int | None = None) -> Run:
        """Back to the end of an epoch, or from a divergence to the one that was best. What is left
        by it is a run of its own, `left`."""
        command = {"command": "rewind"} if epoch is None else {"command": "rewind", "epoch": epoch}
        if branch := self._connection.ask("POST", "commands", json=command).get("branch"):
            self.left = Run(self._root, branch["id"], branch["token"], self._start)
        return self

    def go_on(self) -> Run:
        """Overrule the alarm of a divergence: the run is paused, and may train on."""
        return self._command(command="go_on")

    def undo(self) -> Run:
        """Back to what it was before its last reset, or weights that were set to be undone."""
        return self._command(command="undo")

    def redo(self) -> Run:
        """Take an undo back."""
        return self._command(command="redo")

    def amend(self, **changes: Any) -> Run:
        """Change what may change under way: learning_rate=0.01, batch_size=20, speed=30, …"""
        self._connection.ask("PATCH", json=changes)
        return self

    def set_weights(self, weights: Sequence[Mapping[str, Any]], remember: bool = False) -> Run:
        """Set weights and biases by hand: [{"layer": 0, "unit": 2, "input": 1, "value": 0.5}, …];
        without an input it is the unit's bias. If it is remembered, `undo` leads back. Before the
        first update they become part of the spec, and a reset leads back to them."""
        body = {"weights": list(weights), "remember": remember}
        self._connection.ask("PATCH", "weights", json=body)
        return self

    def predict(self, points: Sequence[Sequence[float]]) -> list[list[float]]:
        """The network's answers to points [[x1, x2], …]: a list of outputs for each."""
        rows = [[float(x) for x in point] for point in points]
        predictions: list[list[float]] = self._connection.ask(
            "POST", "predict", json={"points": rows}
        )["predictions"]
        return predictions

    def trace(
        self,
        x1: float | None = None,
        x2: float | None = None,
        target: float | Sequence[float] | None = None,
    ) -> dict[str, Any]:
        """The arithmetic of one point through every neuron, forward and, with a target, back and on
        to the weights after a step on it. A point of several values has a list of them.
        Without a point, of the one that is next."""
        known = {"x1": x1, "x2": x2, "target": target}
        params = {name: value for name, value in known.items() if value is not None}
        trace: dict[str, Any] = self._connection.ask("GET", "trace", params=params)
        return trace

    def minibatch(self) -> shown.Minibatch:
        """The points of the last update and of the next one, with the gradients that it follows."""
        return shown.Minibatch.model_validate(
            self._connection.ask("GET", "minibatch"), strict=False
        )

    def acts(self) -> list[shown.Act]:
        """What was done to the run beside plain training: settings and weights that were changed by
        hand, steps of single points."""
        return [
            shown.Act.model_validate(each, strict=False)
            for each in self._connection.ask("GET", "acts")
        ]

    def fork(self, epoch: int | None = None, **changes: Any) -> Run:
        """A new run that goes on from the end of an epoch of this one, or from where it stands:
        without changes, to the bit as this one did. Changes are what may change under way, as
        learning_rate=0.01, or parts of a spec, as data="xor"; of what is an object only the members
        that are given."""
        origin = {"run": self.id} if epoch is None else {"run": self.id, "epoch": epoch}
        spec = {name: changes.pop(name) for name in engine.Spec.model_fields if name in changes}
        fork = self._start({"from": origin, "spec": spec})
        return fork.amend(**changes) if changes else fork

    def keep(self) -> Run:
        """A copy of the run as it is, at rest, to be kept: with its history and all its moments."""
        return self._start({"from": {"run": self.id}, "keep": True})

    def export(self, format: str = "json") -> Any:  # noqa: A002  # the word of the route
        """The run in a format of the server's: a script as text ("keras", "pytorch", "sklearn",
        "numpy"), "json" as a dict for `Playground.load`, "npz" and "onnx" as bytes."""
        answer = self._connection.answer("GET", f"export/{format}")
        kind = answer.headers["content-type"]
        if kind.startswith("text/"):
            return answer.text
        return answer.json() if kind.startswith("application/json") else answer.content

    def formats(self) -> list[schemas.ExportFormat]:
        """The formats it can be exported in, and why it cannot in others."""
        return [
            schemas.ExportFormat.model_validate(each)
            for each in self._connection.ask("GET", "export")
        ]

    def events(self, *, frames: bool = False) -> Iterator[Event]:
        """Follow the run; each epoch comes once, also over a connection that is lost and found.

        Ends when the run is removed. Raises Unreachable, or what a proxy says, when the server is
        gone for long.
        """
        return follow(self._connection, frames=frames)

    def delete(self) -> None:
        """Remove the run from the server."""
        self._connection.ask("DELETE")

    def show(self, *, height: int = 640) -> Cell:
        """The live page with this run in a notebook's cell, `height` pixels high. Needs the extra
        `notebook`."""
        return shown_in_cell(self._root, height=height, run=(self.id, self.token))

    def __repr__(self) -> str:
        try:
            run = self.read()
        except Problem as problem:
            return f"<Run {self.id}: {problem.detail}>"
        return f"<Run {self.id}: {run.status}, epoch {run.epoch}, {_listed(run.metrics)}>"

    def _repr_html_(self) -> str | None:
        """How a notebook shows the run; None where there is none, and it shows the `repr`."""
        try:
            run = self.read()
        except Problem:
            return None
        cells = "".join(
            # Some notebooks have tables without any room between the cells.
            f"<th style='padding: 0 .5em'>{name}</th>"
            f"<td>{'' if value is None else format(value, '.4g')}</td>"
            for name, value in {"epoch": run.epoch, **run.metrics}.items()
        )
        return f"<table><tr><th>{run.status}</th>{cells}</tr></table>"

    def _command(self, **command: Any) -> Run:
        self._connection.ask("POST", "commands", json=command)
        return self


def shown_in_cell(
    connection: Connection, *, height: int, run: tuple[str, str | None] | None = None
) -> Cell:
    """The page as a widget. Raises ImportError where the extra is missing."""
    try:
        from app.client.cell import Cell
    except ModuleNotFoundError as missing:
        sentence = "show() needs the extra: pip install 'nn-playground[notebook]'."
        raise ImportError(sentence) from missing
    return Cell(connection, height=height, run=run)


def _listed(metrics: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in metrics.items() if value is not None)
