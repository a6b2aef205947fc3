"""A playground: where runs are made, and what there is to make them of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from app import schemas
from app.client.classroom import Classroom
from app.client.connection import Connection
from app.client.plans import plan_of
from app.client.run import Run, shown_in_cell
from app.client.spread import unmeasured
from app.client.sweep import Sweep
from app.examples import ExampleSummary, ReadExample
from app.imported import ReadPoints

if TYPE_CHECKING:
    from app.client.cell import Cell


class Playground:
    """A playground to create runs in. Close it, or use it in a `with` block.

    Every refusal is raised as the class of `app.problems` that says why: Invalid names the fields
    at fault, Conflict a status that does not allow something, Unreachable that nobody answers. Its
    `code` and `params` are those of its sentence.

    A server that is asked too often says when to ask again (429, Retry-After). The client waits for
    that, `patience_s` in all for one call, and only then raises Problem with status 429.

    `key` is for a server that lets only those create runs who have its key.
    """

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        *,
        key: str | None = None,
        timeout_s: float = 60.0,
        patience_s: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        base_url = url.rstrip("/") + "/api/v1/"
        http = httpx.Client(base_url=base_url, timeout=timeout_s, transport=transport)
        self._connection = Connection(http, patience_s, token=key)

    @classmethod
    def local(cls) -> Playground:
        """A playground inside this process: the same interface, no server and no network."""
        from app.client.local import LocalTransport

        return cls("http://local", transport=LocalTransport())

    def create(
        self,
        spec: Mapping[str, Any] | None = None,
        /,
        *,
        example: str | None = None,
        **parts: Any,
    ) -> Run:
        """A new run from a spec, or from parts of one: create(data="spiral", network={…}); or from
        an example's, whose parts are then replaced."""
        shown = self.example(example).spec.model_dump(mode="json") if example is not None else {}
        made = self._connection.ask("POST", "runs", json={**shown, **(spec or {}), **parts})
        return Run(self._connection, made["id"], made["token"], self.create)

    def sweep(
        self,
        spec: Mapping[str, Any] | None = None,
        *,
        across: Mapping[str, Any] | None = None,
        down: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        sample: int | Mapping[str, int] | None = None,
        seeds: int | None = None,
        seeded: str | None = None,
        until: int | Mapping[str, int] | None = None,
        metric: str | None = None,
        wait: bool = True,
        progress: bool = True,
    ) -> Sweep:
        """Many runs of one spec side by side, with a field that varies across and one down:
        across={"learning_rate": [0.01, 0.1]}, down={"activation": ["relu", "tanh"]}, each with so
        many `seeds`. Further fields, in either or in `more`, make it a table. A field is called by
        its name, or by a JSON pointer, "/training/optimizer/learning_rate"; "*" is every item of a
        list.

        `sample` draws so many tiles in place of all; then a field may have a range,
        {"low": 0.001, "high": 1, "scale": "log"}. What the seeds vary is `seeded`: "training"
        (first weights, order of points), "data" or "both". `metric` is what `best` goes by.

        Trains until the epoch `until` and waits, with a bar of tqdm's where that is installed; with
        wait=False nothing is trained yet. Whoever interrupts it finds it paused.
        """
        plan = plan_of(
            spec, across, down, more, sample=sample, seeds=seeds, seeded=seeded, until=until
        )
        made = self._connection.ask("POST", "sweeps", json=plan)
        sweep = Sweep(self._connection, made["id"], made["token"], self.create, metric)
        if metric is not None and metric not in made["metrics"]:
            # Said now, and not when all has been trained.
            sweep.delete()
            raise unmeasured(metric, made["metrics"])
        try:
            return sweep.play(progress=progress) if wait else sweep
        except KeyboardInterrupt as interrupt:
            sweep.pause()
            interrupt.add_note(
                f"What it learned is kept: watch_sweep({sweep.id!r}, {sweep.token!r})"
            )
            raise

    def watch_sweep(self, sweep_id: str, token: str | None = None) -> Sweep:
        """A sweep that exists already: to read and follow, and with its token to command."""
        sweep = Sweep(self._connection, sweep_id, token, self.create)
        sweep.read()
        return sweep

    def load(self, exported: Mapping[str, Any]) -> Run:
        """A new run that goes on where one that was exported as JSON stood."""
        return self.create(exported)

    def watch(self, run_id: str, token: str | None = None) -> Run:
        """A run that exists already: to read and follow, and with its token to command."""
        run = Run(self._connection, run_id, token, self.create)
        run.read()
        return run

    def runs(self, ids: Sequence[str]) -> list[schemas.Run]:
        """Some runs as they are now, but for those that there are not any more."""
        read = self._connection.ask("GET", "runs", params={"ids": ",".join(ids)})
        return [schemas.Run.model_validate(each, strict=False) for each in read]

    def create_class(self, title: str, /, **about: Any) -> Classroom:
        """A new class: create_class("Tuesday 9b", lessons=["perceptron"], names=[…])."""
        made = self._connection.ask("POST", "classes", json={"title": title, **about})
        return self.classroom(made["code"], made["token"])

    def classroom(self, code: str, token: str) -> Classroom:
        """A class that exists already, with its teacher's token: to grade what was done, say."""
        return Classroom(self._connection, code, token, self.watch)

    def examples(self, *, lang: str = "en") -> list[ExampleSummary]:
        """Runs that work, that fail and why, and those of the classic texts; in a language, such as
        de, where they have words in it."""
        listed = self._connection.ask("GET", "examples", params={"lang": lang})
        return [ExampleSummary.model_validate(each) for each in listed]

    def example(self, name: str, *, lang: str = "en") -> ReadExample:
        """One of them, whole. Raises NotFound."""
        place = f"examples/{quote(name, safe='')}"
        read = self._connection.ask("GET", place, params={"lang": lang})
        return ReadExample.model_validate(read, strict=False)

    def catalogue(self) -> dict[str, Any]:
        """Every activation, loss, data set, …, with formula, help and parameters."""
        catalogue: dict[str, Any] = self._connection.ask("GET", "catalogue")
        return catalogue

    def entry(self, family: str, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The catalogue's entry of a choice as its parameters are: of an activation by a formula of
        your own, its curve and its derivative. Raises Invalid for one that a spec may not have."""
        place = f"catalogue/{family}"
        entry: dict[str, Any] = self._connection.ask("POST", place, json=dict(choice))
        return entry

    def limits(self) -> dict[str, Any]:
        """Every active limit."""
        limits: dict[str, Any] = self._connection.ask("GET", "limits")
        return limits

    def read_points(self, csv: str | bytes, columns: Sequence[int] | None = None) -> ReadPoints:
        """Points of a CSV file as the `data` of a spec, and the lines that were left out.

        `columns` are the places of both coordinates and of the label, or of several values, the
        first column being 0; what is `sure` of the answer says whether they had to be guessed."""
        params: dict[str, Any] = dict(zip(("x1", "x2", "label"), columns or ()))
        if columns and len(columns) > 3:
            params["more"] = list(columns[3:])
        headers = {"Content-Type": "text/csv"}
        return ReadPoints.model_validate(
            self._connection.ask("POST", "datasets", content=csv, params=params, headers=headers)
        )

    def read_link(self, url: str) -> schemas.ReadLink:
        """The spec that a playground.tensorflow.org link describes."""
        return schemas.ReadLink.model_validate(
            self._connection.ask("POST", "links", json={"url": url})
        )

    def show(self, *, height: int = 640) -> Cell:
        """The live page in a notebook's cell, `height` pixels high, with a run of its own. Needs
        the extra `notebook`."""
        return shown_in_cell(self._connection, height=height)

    def close(self) -> None:
        """Let go of connections, and of the local playground where this is one."""
        self._connection.close()

    def __enter__(self) -> Playground:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()
