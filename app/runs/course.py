"""The course of a run: the state it has come to, the epochs behind it, and where it was best.

Plain values and how one follows from another; when they do is the session's to say.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

import engine
from app.problems import Conflict
from app.runs.history import HistoryLog
from app.runs.past import Past, Way
from app.sentences import say
from app.work.work import Changed, Slice, Start, Unit, without_history


@dataclass(frozen=True)
class Best:
    """The epoch with the least test loss, as a way there: training again from a state before it
    leads to it, to the bit. A slice's states are too many to keep each."""

    before: engine.State
    unit: Unit
    """What to train again in."""
    epoch: int
    rows: int
    """Of the history, up to this epoch."""
    loss: float


class Course:
    """Where a run stands, and how it came there. The state's own history is kept apart."""

    def __init__(self, start: Start) -> None:
        self.past = Past()
        self.begin(start)

    def begin(self, start: Start) -> None:
        """Begin anew, with a state and its history: all there was is to be told anew."""
        self.points = start.points
        self.fingerprints = start.fingerprints
        """What it was trained under, one after the other."""
        self._go_on_from(start.state, start.standstill)

    def _go_on_from(self, state: engine.State, standstill: tuple[engine.Sentence, ...]) -> None:
        # Random, so that a viewer from before a restart is never taken for one of after it.
        self.generation = secrets.token_urlsafe(6)
        self.history = HistoryLog(state.history)
        self.state = without_history(state)
        self.standstill = standstill
        self.metrics = self.history.last()
        self._best = None if state.outcome else self._as_it_is(float(state.history.judged[-1]))

    def _as_it_is(self, loss: float) -> Best:
        return Best(self.state, "epoch", self.epoch, len(self.history), loss)

    @property
    def epoch(self) -> int:
        """How many epochs are behind the run."""
        return self.state.seen // self.points

    @property
    def batches_per_epoch(self) -> int:
        """How many updates an epoch makes."""
        return -(-self.points // self.state.spec.training.batch_of(self.points))

    @property
    def warnings(self) -> list[engine.Sentence]:
        """Why its numbers may not be those of the same run elsewhere."""
        if len(self.fingerprints) < 2:
            return []
        before, now = self.fingerprints[-2:]
        return [
            say(
                "trained_elsewhere",
                engine=now.engine,
                numpy=now.numpy,
                kernel=now.kernel,
                engine_before=before.engine,
                numpy_before=before.numpy,
                kernel_before=before.kernel,
            )
        ]

    def take(self, piece: Slice) -> bool:
        """Go on to where a slice has led; its history is of the slice alone. Whether there is more
        to tell than that."""
        before, rows, known = self.state, len(self.history), (self.standstill, self.fingerprints)
        self.history.append(piece.state.history)
        # The spec that came back is equal to ours, but another object: viewers go by the object.
        self.state = replace(without_history(piece.state), spec=before.spec)
        if len(piece.state.history):
            self.metrics = self.history.last()
            self._remember_best(before, piece, rows)
        if piece.fingerprint not in self.fingerprints:
            self.fingerprints += (piece.fingerprint,)
        if piece.standstill is not None:
            self.standstill = piece.standstill
        return known != (self.standstill, self.fingerprints)

    def _remember_best(self, before: engine.State, piece: Slice, rows: int) -> None:
        history = piece.state.history
        row = history.best()
        loss, epoch = float(history.judged[row]), int(history.epochs[row])
        if self._best is not None and loss >= self._best.loss:
            return
        if piece.state.outcome is None and piece.state.seen == epoch * self.points:
            self._best = self._as_it_is(loss)
        else:
            self._best = Best(before, piece.unit, epoch, rows + row + 1, loss)

    def amend(self, changed: Changed, remember: bool = False) -> None:
        """Go on with other settings, or weights set by hand; what was before can be gone back to
        where it is to be remembered."""
        if remember:
            self.past.leave(self._as_a_start())
        state = changed.state
        if state.spec == self.state.spec:
            # Equal to ours, but another object: viewers go by the object.
            state = replace(state, spec=self.state.spec)
        if len(state.history):
            # Set before the first update, weights are another start.
            self._go_on_from(state, changed.standstill)
        else:
            self.state, self.standstill = state, changed.standstill

    def best(self) -> Best:
        """The way to the best epoch since it was begun or read back. Raises Conflict."""
        if self._best is None:
            raise Conflict(say("no_good_epochs"))
        return self._best

    def rewind(self, best: Best, changed: Changed) -> None:
        """Go back to the best epoch, which this is, with settings as they are."""
        history = self.history.since(0, best.rows)
        state = replace(changed.state, spec=self.state.spec, history=history, outcome=None)
        self._go_on_from(state, changed.standstill)

    def leave(self, wanted: engine.Spec, remember: bool) -> None:
        """It is about to begin anew, with a spec; where that loses something it can be undone."""
        if self.state.step or self.state.spec != wanted:
            self.past.leave(self._as_a_start() if remember else None)

    def go(self, way: Way) -> None:
        """Begin from what it was before it began anew, or forth again. Raises Conflict."""
        self.begin(self.past.go(way, self._as_a_start()))

    def _as_a_start(self) -> Start:
        state = replace(self.state, history=self.history.since(0))
        return Start(state, self.points, self.standstill, self.fingerprints)
