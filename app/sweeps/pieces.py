"""A sweep is trained in pieces: runs that are alike in one, others by themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.runs.pace import Pace
from engine import Lot, State

FEWEST = 8
"""Runs of a stack that is cut for several workers to share: fewer, and each would take as long."""
LARGEST = 4_000_000
"""Activations of a stack: those of all its runs at all their points. More take too much memory."""
MOST_TOGETHER = 8
"""Runs in a piece that are not alike: sent one by one they would take longer than they train, and
of many each makes so few updates in a slice that to begin and end them takes a third of it."""
LONGEST = 2.0
"""Slices that a single update may take; where it takes longer the piece is cut in two."""
TICK_S = 1 / 16
"""How often a piece moves on at a speed: often enough for the pictures."""


class Piece:
    """Runs that train side by side, at the same epoch."""

    def __init__(self, runs: Sequence[int], lot: Lot, points: int) -> None:
        self.runs = list(runs)
        self.lot = lot
        self.points = points
        """Training points of each."""
        self.pace = Pace(0.0, 0.0)
        self.due_at = 0.0
        self.under_way = False
        self.drawn_at = 0.0
        self.examined_at = -math.inf

    @property
    def first(self) -> State:
        """Its first state: all have come as far."""
        return self.lot.states[0]

    @property
    def epoch(self) -> float:
        """How many epochs are behind it, parts of one included."""
        return self.first.seen / self.points

    def is_at(self, epoch: int) -> bool:
        """Whether so many epochs are behind it."""
        return self.first.seen >= epoch * self.points

    @property
    def updates_an_epoch(self) -> int:
        """How many updates an epoch makes."""
        return -(-self.points // self._batch)

    @property
    def _batch(self) -> int:
        return self.first.spec.training.batch_of(self.points)

    def updates_to(self, epoch: int) -> int:
        """How many updates there are until the end of an epoch."""
        done, offset = divmod(self.first.seen, self.points)
        return max(0, (epoch - done) * self.updates_an_epoch - offset // self._batch)

    def begin(self, now: float, slice_s: float) -> None:
        """Train from now on."""
        self.under_way = False
        self.pace = Pace(now, slice_s, TICK_S)
        self.due_at = now

    def go_on(self, lot: Lot) -> bool:
        """Go on with a later lot, without those that have diverged; whether there were any."""
        left = [place for place, state in enumerate(lot.states) if state.outcome is None]
        if len(left) < len(lot):
            self.runs = [self.runs[place] for place in left]
            lot = lot.only(left)
        self.lot, before = lot, len(self.lot)
        return len(lot) < before

    def halves(self) -> list[Piece]:
        """The same in two pieces."""
        middle = len(self.runs) // 2
        return [self._only(range(middle)), self._only(range(middle, len(self.runs)))]

    def _only(self, places: range) -> Piece:
        return Piece([self.runs[k] for k in places], self.lot.only(places), self.points)


def cut(
    states: Sequence[State], points: Sequence[int], groups: Sequence[Sequence[int]], workers: int
) -> list[Piece]:
    """The pieces that runs are trained in: those of each group in one stack; of the others, those
    whose epochs have as many updates, one after the other. Each is cut where that is worth several
    workers' while, or where it is too large."""
    lots: dict[tuple[object, ...], list[int]] = {}
    for number, group in enumerate(groups):
        for run in group:
            if states[run].outcome is None:
                batch = states[run].spec.training.batch_of(points[run])
                alone = points[run], batch, states[run].seen
                lots.setdefault(("stack", number) if len(group) > 1 else alone, []).append(run)
    pieces = []
    for kind, runs in lots.items():
        stacked = kind[0] == "stack"
        most = _fitting(states[runs[0]]) if stacked else MOST_TOGETHER
        size = min(_share(len(runs), workers), most)
        for start in range(0, len(runs), size):
            some = runs[start : start + size]
            lot = Lot.of([states[run] for run in some], are_alike=stacked)
            pieces.append(Piece(some, lot, points[some[0]]))
    return pieces


def _share(runs: int, workers: int) -> int:
    """How many runs a piece has where each worker has one, if that is worth it."""
    return -(-runs // max(1, min(workers, runs // FEWEST)))


def _fitting(state: State) -> int:
    """How many runs like this one there is memory for in one stack."""
    spec = state.spec
    return max(1, LARGEST // (sum(spec.widths) * spec.data.n))
