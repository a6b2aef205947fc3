"""The course of a run: the state it has come to, the epochs behind it, and where it was last good.

Plain values and how one follows from another; when they do is the session's to say.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

import engine
from app.problems import Conflict
from app.runs.history import HistoryLog
from app.sentences import say
from app.work.work import without_history

GOOD_DRIFT = 1.0
"""A run counts as good as long as its loss of late is not above what it was at the start."""


class Course:
    """Where a run stands, and how it came there. The state's own history is kept apart."""

    def __init__(self, state: engine.State, points: int) -> None:
        self.begin(state, points)

    def begin(self, state: engine.State, points: int) -> None:
        """Begin anew, with a state, its history and how many training points it has: all there was
        is to be told anew."""
        self.points = points
        # Random, so that a viewer from before a restart is never taken for one of after it.
        self.generation = secrets.token_urlsafe(6)
        self.history = HistoryLog(state.history)
        self.state = without_history(state)
        self.metrics = self.history.last()
        self._good = self.state, len(self.history)

    @property
    def epoch(self) -> int:
        """How many epochs are behind the run."""
        return self.state.seen // self.points

    @property
    def batches_per_epoch(self) -> int:
        """How many updates an epoch makes."""
        return -(-self.points // self.state.spec.training.batch_size)

    def take(self, state: engine.State) -> None:
        """Go on to where a slice has led; its history is of the slice alone."""
        self.history.append(state.history)
        # The spec that came back is equal to ours, but another object: viewers go by the object.
        self.state = replace(without_history(state), spec=self.state.spec)
        if len(state.history):
            self.metrics = self.history.last()
        if self.state.outcome is None and self.state.drift <= GOOD_DRIFT:
            self._good = self.state, len(self.history)

    def amend(self, state: engine.State) -> None:
        """Go on with other settings, or weights set by hand."""
        if state.spec == self.state.spec:
            # Equal to ours, but another object: viewers go by the object.
            state = replace(state, spec=self.state.spec)
        if len(state.history):
            # Set before the first update, weights are another start.
            self.begin(state, self.points)
        else:
            self.state = state

    def last_good(self) -> engine.State:
        """The run as it was when it was last good, settings as they are. Raises Conflict."""
        state, rows = self._good
        if state.outcome is not None:
            raise Conflict(say("no_good_epochs"))
        return replace(state, spec=self.state.spec, history=self.history.since(0, rows))
