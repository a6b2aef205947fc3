"""A goal says when a run has played enough: at a target, or at the last epoch there may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import engine
from app.schemas import Status, Until
from app.sentences import say


@dataclass(frozen=True)
class Goal:
    """What a run plays towards."""

    until: Until | None
    max_epochs: int
    points: int
    """Training points, and so what `seen` grows by in an epoch."""

    def end(
        self, state: engine.State, metrics: Mapping[str, float | None]
    ) -> tuple[Status, engine.Sentence | None] | None:
        """The end that the run has come to by itself, and what there is to say; None before it."""
        epoch = state.seen // self.points
        if state.outcome is not None:
            return Status.DIVERGED, state.outcome.sentence
        if epoch >= self.max_epochs:
            return Status.FINISHED, say("run_ended", maximum=self.max_epochs)
        if self.reached(metrics, epoch):
            return Status.FINISHED, None
        return None

    def reached(self, metrics: Mapping[str, float | None], epoch: int) -> bool:
        """Whether these metrics at this epoch are good enough."""
        if self.until is None:
            return False
        for name, target in self.until.targets().items():
            now = epoch if name == "epoch" else metrics.get(name)
            if now is None:
                continue
            if now <= target if name.endswith("loss") else now >= target:
                return True
        return False

    def epochs_enough(self, history: engine.History) -> int | None:
        """After how many of a slice's epochs it should have stopped; None if all were needed."""
        if self.until is None:
            return None
        for row, epoch in enumerate(history.epochs.tolist()[:-1]):
            metrics = dict(zip(history.names, history.values[row].tolist(), strict=True))
            if self.reached(metrics, epoch):
                return row + 1
        return None

    def updates_left(self, state: engine.State) -> int:
        """How many updates there are until the last epoch."""
        last = self.max_epochs
        if self.until and self.until.epoch:
            last = min(last, self.until.epoch)
        epoch, offset = divmod(state.seen, self.points)
        size = state.spec.training.batch_of(self.points)
        return max(0, (last - epoch) * -(-self.points // size) - offset // size)
