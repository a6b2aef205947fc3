"""A sweep, as its owner or its watchers have it in Python: many runs of one spec side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.client.bar import bar
from app.client.connection import Connection
from app.client.events import Event, follow
from app.client.plans import until_of
from app.client.run import Run
from app.client.spread import Spread, best_of, leading, ranked, said, spreads, unmeasured
from app.client.tiles import Tiles, is_fresh
from app.problems import FieldError, Invalid, NotFound, Problem
from app.sentences import say

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

BUSY = ("playing", "queued")


class Sweep:
    """Many runs of one spec with some fields varied. What commands change, they change on the
    server; nothing is kept here.

    Each combination of values is a tile, and has a run for each seed. `metric` is what `best` goes
    by, unless it is told otherwise.
    """

    def __init__(
        self,
        connection: Connection,
        sweep_id: str,
        token: str | None,
        start: Callable[[Mapping[str, Any]], Run],
        metric: str | None = None,
    ) -> None:
        self.id = sweep_id
        self.token = token
        self.metric = metric
        self._start = start
        self._connection = connection.below(f"sweeps/{quote(sweep_id, safe='')}", token)

    def read(self) -> dict[str, Any]:
        """The sweep as it is now: status, epoch, plan, axes, tiles, …"""
        sweep: dict[str, Any] = self._connection.ask("GET")
        return sweep

    def play(
        self,
        *,
        until: int | Mapping[str, int] | None = None,
        speed: float | None = None,
        wait: bool = True,
        progress: bool = False,
    ) -> Sweep:
        """Train all runs, to the epoch that the plan says or `until`; `speed` is how many epochs a
        second. Waits for the end, unless told otherwise."""
        given = {"until": until_of(until), "speed": speed}
        self._command("play", **{name: value for name, value in given.items() if value is not None})
        return self.wait(progress) if wait else self

    def wait(self, progress: bool = False) -> Sweep:
        """Wait until the sweep is no longer playing; with `progress`, under a bar of tqdm's where
        that is installed."""
        with bar(progress) as show:
            for sweep in self.progress():
                show(sweep["epoch"], sweep["until"]["epoch"])
        return self

    def progress(self) -> Iterator[dict[str, Any]]:
        """The sweep as it gets on, about twice a second, until it is no longer playing."""
        for event in self.events():
            sweep = event.data["sweep"] if event.name == "snapshot" else event.data
            yield sweep
            if sweep["status"] not in BUSY:
                return

    def pause(self) -> Sweep:
        """Stop training where the runs are."""
        return self._command("pause")

    def step(self, count: int = 1) -> Sweep:
        """Train all runs so many epochs."""
        return self._command("step", count=count)

    def reset(self, plan: Mapping[str, Any] | None = None) -> Sweep:
        """Back to the start, of another plan where one is given."""
        return self._command("reset", **({"plan": dict(plan)} if plan else {}))

    def table(self) -> list[dict[str, Any]]:
        """A row for each run: the values that vary by their fields' names, seed, epoch, metrics,
        how it ended."""
        rows: list[dict[str, Any]] = self._connection.ask("GET", "table.json")
        return rows

    def frame(self) -> pd.DataFrame:
        """The table as a data frame of pandas, by the number of the run. Raises ImportError where
        pandas is not installed."""
        import pandas as pd

        return pd.DataFrame(self.table()).set_index("run")

    def history(self) -> dict[str, Any]:
        """Every run's `metrics` at `epochs`: `values` by run, by metric, by epoch; None where a run
        has none, as after a divergence."""
        history: dict[str, Any] = self._connection.ask("GET", "history.json")
        return history

    def csv(self) -> str:
        """The table as CSV."""
        return self._connection.answer("GET", "table.csv").text

    def spreads(self, metric: str | None = None) -> list[Spread]:
        """What every tile came to: the median of a metric over its seeds, and the ends."""
        sweep, rows = self.read(), self.table()
        names = [axis["name"] for axis in sweep["axes"]]
        return spreads(rows, sweep["plan"]["seeds"], names, self._measured(metric, sweep, rows))

    def best(self, metric: str | None = None) -> Spread:
        """The tile whose median is the best: of the test accuracy, or where there are no classes of
        the test R², unless a metric is named. Of several as good, the one with the least loss."""
        return best_of(self.spreads(metric))

    def run(self, tile: int, seed: int | None = None) -> Run:
        """One of the runs as a run of its own, trained again as far as it is here, to the bit;
        without a seed, the tile's first."""
        _, run = self._one(tile, seed)
        again = self._start(self.spec(tile, seed))
        return again.play(until={"epoch": run["epoch"]}) if run["epoch"] else again

    def spec(self, tile: int, seed: int | None = None) -> dict[str, Any]:
        """The whole spec of one run of a tile; without a seed, of its first."""
        number, _ = self._one(tile, seed)
        spec: dict[str, Any] = self._connection.ask("GET", "spec", params={"run": number})
        return spec

    def events(self, *, frames: bool = False) -> Iterator[Event]:
        """Follow the sweep: a snapshot, then status and, on request, frames. Ends when the sweep is
        removed."""
        return follow(self._connection, frames=frames)

    def delete(self) -> None:
        """Remove the sweep from the server."""
        self._connection.ask("DELETE")

    def tiles(self) -> Tiles:
        """What there is to see: every tile's boundary, of its median run."""
        sweep = self.read()
        for event in self.events(frames=True):
            if event.name == "frame" and (sweep["status"] in BUSY or is_fresh(event.data)):
                return Tiles.of(event.data, sweep)
        raise NotFound(say("no_such_sweep"))

    def plot_grid(self, metric: str | None = None) -> go.Figure:
        """The boundaries of all tiles as a Plotly figure; what each came to is said at hover."""
        from app.client.sweep_figures import grid_figure

        return grid_figure(self.tiles(), self.spreads(metric))

    def plot_curves(self, metric: str | None = None) -> go.Figure:
        """A metric by epoch as a Plotly figure: each tile's median, with a band from the least to
        the most of its seeds."""
        from app.client.sweep_figures import curves_figure

        sweep = self.read()
        measured = self._measured(metric, sweep, self.table())
        return curves_figure(self.history(), sweep, measured)

    def __repr__(self) -> str:
        try:
            sweep = self.read()
        except Problem as problem:
            return f"<Sweep {self.id}: {problem.detail}>"
        runs = sum(len(tile["runs"]) for tile in sweep["tiles"])
        names = " × ".join(axis["name"] for axis in sweep["axes"])
        return f"<Sweep {self.id}: {sweep['status']}, {runs} runs, {names}, epoch {sweep['epoch']}>"

    def _repr_html_(self) -> str | None:
        """How a notebook shows the sweep, best first; None where there is none, and it shows the
        `repr`."""
        try:
            found = ranked(self.spreads())
        except Problem:
            return None
        heads = [*found[0].values, found[0].metric]
        lines = [[*map(said, spread.values.values()), str(spread)] for spread in found]
        return (
            f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"
            + "".join(
                f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines
            )
            + "</table>"
        )

    def _measured(
        self, metric: str | None, sweep: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
    ) -> str:
        """The metric that is meant. Raises Invalid for one that no run has."""
        named = metric or self.metric or leading(rows)
        if named not in sweep["metrics"]:
            raise unmeasured(named, sweep["metrics"])
        return named

    def _one(self, tile: int, seed: int | None) -> tuple[int, dict[str, Any]]:
        """The number of a run, and what is told of it."""
        tiles = self.read()["tiles"]
        if not 0 <= tile < len(tiles):
            raise Invalid([FieldError.at("/tile", say("no_such_tile", last=len(tiles) - 1))])
        runs = tiles[tile]["runs"]
        for number, run in enumerate(runs):
            if seed in (None, run["seed"]):
                return tile * len(runs) + number, run
        known = ", ".join(str(run["seed"]) for run in runs)
        raise Invalid([FieldError.at("/seed", say("no_such_seed", known=known))])

    def _command(self, name: str, **more: Any) -> Sweep:
        self._connection.ask("POST", "commands", json={"command": name, **more})
        return self
