"""The board of a sweep: what there is to see of it, number by number and tile by tile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.runs.stand import Framed, head_of
from app.sweeps.curves import Curves
from app.work.pictures import Array, binary, in_json
from app.work.sweeps import TILE, Tile
from engine import History, State

SCORES = {"val_accuracy": 1, "val_r2": 1, "val_loss": -1, "accuracy": 1, "loss": -1}
"""What tiles are compared by, the first of these that every run has, and whether more is better."""
MOST_ALIKE = 8
"""Messages of one frame that are kept, for readers who have had as much as others."""


class Board:
    """Where each run stands, and the picture of each tile."""

    def __init__(
        self, states: Sequence[State], points: Sequence[int], seeds: int, until: int
    ) -> None:
        names = dict.fromkeys(name for state in states for name in state.history.names)
        order = ["loss", "val_loss", "accuracy", "val_accuracy", "r2", "val_r2", "penalty"]
        self.metrics = tuple(sorted(names, key=order.index))
        self.seeds = seeds
        self.points = points
        self.epochs = np.zeros(len(states), np.float32)
        self.now = np.full((len(states), len(self.metrics)), np.nan)
        self.ended = np.zeros(len(states), bool)
        """Which runs have diverged."""
        self.curves = Curves.until(until, self.metrics, len(states))
        everywhere = set(names).intersection(*(state.history.names for state in states))
        self.compared_by = next(name for name in SCORES if name in everywhere)
        self._judged = [
            "val_loss" if "val_loss" in state.history.names else "loss" for state in states
        ]
        tiles = len(states) // seeds
        self.changes = 0
        """Grows with all that there is to see."""
        outputs = [states[tile * seeds].spec.widths[-1] for tile in range(tiles)]
        self.tiles = [Tile(bytes(k * TILE**2), (0.0, 1.0), (0.0, 1.0)) for k in outputs]
        self._drawn: list[tuple[int, State] | None] = [None] * tiles
        """Of each tile the run, and its state, that its picture is of."""
        for run, state in enumerate(states):
            self.note([run], [state])

    def note(self, runs: Sequence[int], states: Sequence[State]) -> None:
        """Runs have come to these states, whose histories have the epochs since."""
        self.changes += 1
        for run, state in zip(runs, states, strict=True):
            self.epochs[run] = state.seen / self.points[run]
            self.ended[run] = state.outcome is not None
        first = states[0].history
        if all(state.history.epochs is first.epochs for state in states):
            # So they come back from a stack: noted at once, and not thousands of times a second.
            self._note(runs, first, np.stack([state.history.values for state in states], axis=1))
        else:
            for run, state in zip(runs, states, strict=True):
                self._note([run], state.history, state.history.values[:, np.newaxis])

    def _note(self, runs: Sequence[int], like: History, values: NDArray[np.float64]) -> None:
        """Runs have these values (epochs, runs, metrics), with names and epochs like these."""
        if len(values):
            self.curves.note(runs, like.names, like.epochs, values)
            self.now[np.ix_(runs, self.curves.columns(like.names))] = values[-1]

    def shown(self, tile: int) -> int:
        """The run that a tile shows: the median of its seeds."""
        if self.seeds == 1:
            return tile
        runs = range(tile * self.seeds, (tile + 1) * self.seeds)
        return sorted(runs, key=self._loss)[(self.seeds - 1) // 2]

    def _loss(self, run: int) -> float:
        loss = float(self.now[run, self.metrics.index(self._judged[run])])
        return np.inf if self.ended[run] or not np.isfinite(loss) else loss

    def draw(self, run: int, state: State, picture: Tile) -> None:
        """This is a picture of a run, which its tile shows."""
        tile = run // self.seeds
        self.changes += 1
        self.tiles[tile] = picture
        self._drawn[tile] = run, state

    @property
    def pictured(self) -> list[int | None]:
        """The run of each tile's picture."""
        return [drawn[0] if drawn else None for drawn in self._drawn]

    @property
    def drawn_at(self) -> NDArray[np.float32]:
        """The epoch that each tile's picture is of; −1 where it has none."""
        return np.array(
            [drawn[1].seen / self.points[drawn[0]] if drawn else -1 for drawn in self._drawn],
            np.float32,
        )

    def undrawn(self, states: Sequence[State]) -> list[int]:
        """The runs that are to be shown, and whose tiles have another picture."""
        runs = [self.shown(tile) for tile in range(len(self.tiles))]
        return [run for tile, run in enumerate(runs) if not self._is_drawn(tile, run, states[run])]

    def _is_drawn(self, tile: int, run: int, state: State) -> bool:
        drawn = self._drawn[tile]
        return drawn is not None and drawn[0] == run and drawn[1] is state

    @property
    def best(self) -> int | None:
        """The tile that is best, by the median of its seeds; one that diverged is the worst. Of
        several that are as good, the one with the least loss."""
        loss = "val_loss" if self.compared_by.startswith("val_") else "loss"
        scores, losses = self._medians(self.compared_by), self._medians(loss)
        best = int(np.lexsort((-losses, -scores))[0])
        return best if np.isfinite(scores[best]) else None

    def _medians(self, metric: str) -> NDArray[np.float64]:
        """Of each tile the median of its seeds, greater for what is better."""
        worth = SCORES[metric] * self.now[:, self.metrics.index(metric)]
        worth = np.where(self.ended | ~np.isfinite(worth), -np.inf, worth)
        return np.asarray(np.median(worth.reshape(-1, self.seeds), axis=1))

    @property
    def least(self) -> float:
        """How many epochs all runs that go on have behind them."""
        going_on = self.epochs[~self.ended]
        return float(going_on.min()) if len(going_on) else float(self.epochs.max())

    @property
    def most(self) -> float:
        """How many epochs the run has behind it that is ahead of all others."""
        return float(self.epochs.max())

    @property
    def rows(self) -> int:
        """How many rows of the curves are whole."""
        return self.curves.rows_to(self.least)


class BoardFrame:
    """The board at one moment, put together once for all who have had as many rows."""

    def __init__(self, board: Board, seq: int, generation: str, version: int) -> None:
        self.seq = seq
        self.rows = board.rows
        self._curves = board.curves
        shown = board.pictured
        best = board.best
        self._head = b'"event":"frame",%b,"shown":%b,"best":%b' % (
            head_of(seq, generation, version),
            str(shown).replace("None", "null").encode(),
            b"null" if best is None else b"%d" % best,
        )
        tiles = board.tiles
        planes = b"".join(tile.planes for tile in tiles)
        ends = np.array([tile.range for tile in tiles], "<f4")
        scales = np.array([tile.scale for tile in tiles], "<f4")
        drawn = board.drawn_at
        self._arrays: list[Array] = [
            ("drawn", "f4", drawn.shape, drawn.astype("<f4").tobytes()),
            ("epochs", "f4", board.epochs.shape, board.epochs.astype("<f4").tobytes()),
            ("metrics", "f4", board.now.shape, board.now.astype("<f4").tobytes()),
            ("tiles", "u1", (len(planes) // TILE**2, TILE, TILE), planes),
            ("ranges", "f4", ends.shape, ends.tobytes()),
            ("scales", "f4", scales.shape, scales.tobytes()),
        ]
        self._messages: dict[int, Framed] = {}

    def _parts(self, row: int) -> tuple[list[bytes], list[Array]]:
        rows = self._curves.table(row, self.rows)
        members = [self._head, b'"row_from":%d,"row_to":%d' % (row, self.rows)]
        return members, [*self._arrays, ("rows", "f4", rows.shape, rows.astype("<f4").tobytes())]

    def message(self, row: int) -> Framed:
        """The board as a binary message, with the rows from `row` on."""
        if (made := self._messages.get(row)) is None:
            made = Framed(binary(*self._parts(row)))
            if len(self._messages) < MOST_ALIKE:
                self._messages[row] = made
        return made

    def document(self, row: int) -> bytes:
        """The same as a JSON object."""
        return in_json(*self._parts(row))
