"""The course of a run: the state it has come to, the epochs behind it, and where it was best.

Plain values and how one follows from another; when they do is the session's to say.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

import engine
from app.acts import Keyframe, Place
from app.problems import Conflict
from app.runs.history import HistoryLog
from app.runs.past import Left, Past, Way
from app.runs.replay import replayed
from app.runs.timeline import Route, Timeline
from app.schemas import Moment
from app.sentences import say
from app.work.moments import Change, Replayed, Resumed, act_of, resume
from app.work.work import Changed, Fingerprints, Slice, Start, without_history


@dataclass(frozen=True)
class Best:
    """The epoch with the least test loss."""

    epoch: int
    loss: float


class Back(NamedTuple):
    """A moment that was gone back to."""

    route: Route
    moment: engine.State
    resumed: Resumed
    """What is gone on with from there."""


def elsewhere(fingerprints: Fingerprints) -> list[engine.Sentence]:
    """What to warn of who was trained under these, one after the other."""
    if len(fingerprints) < 2:
        return []
    before, now = fingerprints[-2:]
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


class Course:
    """Where a run stands, and how it came there. The state's own history is kept apart."""

    def __init__(self, start: Start, most_bytes: int, timeline: Timeline | None = None) -> None:
        self.past = Past()
        self._most_bytes = most_bytes
        self.begin(start, timeline)

    def begin(self, start: Start, timeline: Timeline | None = None) -> None:
        """Begin anew, with a state and its history, and with what can be had again of it: all there
        was is to be told anew."""
        self.points = start.points
        self.fingerprints = start.fingerprints
        """What it was trained under, one after the other."""
        self.parent = start.parent
        self._go_on_from(start.state, start.standstill, timeline)

    def _go_on_from(
        self,
        state: engine.State,
        standstill: tuple[engine.Sentence, ...],
        timeline: Timeline | None,
    ) -> None:
        # Random, so that a viewer from before a restart is never taken for one of after it.
        self.generation = secrets.token_urlsafe(6)
        self.history = HistoryLog(state.history)
        self.state = without_history(state)
        self.standstill = standstill
        self.metrics = self.history.last()
        self.timeline = timeline or Timeline.beginning(
            self.state, self.place(state), self._most_bytes
        )
        self._best = self._best_so_far()

    def place(self, state: engine.State) -> Place:
        """How far into which epoch a state is."""
        return divmod(state.seen, self.points)

    def _best_so_far(self) -> Best | None:
        """Of the epochs that can be had again, and whose losses compare with the present one."""
        fresh = [act.place[0] for act in self.timeline.acts if act.fresh]
        first = max([self.timeline.first, *fresh])
        ended = self.state.outcome is not None and not self.place(self.state)[1]
        last = self.epoch - ended
        rows = self.history.since(self.history.rows_to(first - 1), self.history.rows_to(last))
        return _best_of(rows)

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
        return elsewhere(self.fingerprints)

    def take(self, piece: Slice) -> bool:
        """Go on to where a slice has led; its history is of the slice alone. Whether there is more
        to tell than that."""
        before, known = self.state, (self.standstill, self.fingerprints)
        self.history.append(piece.state.history)
        # The spec that came back is equal to ours, but another object: viewers go by the object.
        self.state = replace(without_history(piece.state), spec=before.spec)
        if len(piece.state.history):
            self.metrics = self.history.last()
        self.timeline.take(
            (before, self.place(before)),
            (self.state, self.place(self.state)),
            samples=piece.unit == "sample",
            seconds=piece.seconds,
            best=self._is_best(piece.state.history),
        )
        if piece.fingerprint not in self.fingerprints:
            self.fingerprints += (piece.fingerprint,)
        if piece.standstill is not None:
            self.standstill = piece.standstill
        return known != (self.standstill, self.fingerprints)

    def _is_best(self, rows: engine.History) -> bool:
        """Whether the best epoch is among these rows."""
        best = _best_of(rows)
        if best is None or (self._best and best.loss >= self._best.loss):
            return False
        self._best = best
        return True

    def amend(
        self,
        changed: Changed,
        function: Change,
        values: tuple[Any, ...],
        *,
        remember: bool = False,
    ) -> None:
        """Go on with other settings, or weights set by hand, which a function made of the state;
        what was before can be gone back to where it is to be remembered."""
        state = changed.state
        act = act_of(function, values, self.place(self.state), self.state)
        if act and act.kind == "amend" and state.spec == self.state.spec:
            return  # set to what it is
        if remember:
            self.past.leave(self._as_left())
        if state.spec == self.state.spec:
            # Equal to ours, but another object: viewers go by the object.
            state = replace(state, spec=self.state.spec)
        elif state.spec.data == self.state.spec.data:
            # Points of one's own are long: all keyframes have them in common.
            data = self.state.spec.data
            state = replace(state, spec=state.spec.model_copy(update={"data": data}))
        if len(state.history):
            # Set before the first update, weights are another start.
            self._go_on_from(state, changed.standstill, None)
            return
        self.state, self.standstill = state, changed.standstill
        if act is not None:
            self.timeline.act(act, state, self.place(state))
        else:
            # What cannot be done again is where the timeline begins.
            self.timeline = Timeline.beginning(state, self.place(state), self._most_bytes)

    def best(self) -> Best:
        """The best epoch of those that can be had again. Raises Conflict."""
        if self._best is None:
            raise Conflict(say("no_good_epochs"))
        return self._best

    def route(self, epoch: int) -> Route:
        """The way to the end of an epoch. Raises NotFound."""
        return self.timeline.route(epoch, self.epoch)

    async def way_back(self, do: Callable[..., Awaitable[Any]], epoch: int | None) -> Back:
        """What to go on with from the end of an epoch, as the run was then; without one, from the
        best, with settings as they are. The work is given to `do`. Raises NotFound, and Conflict
        where the moment cannot be had exactly."""
        route = self.route(self.best().epoch if epoch is None else epoch)
        found = await replayed(do, route)
        if not self.is_exact(found):
            raise Conflict(say("moment_elsewhere"))
        spec = self.state.spec if epoch is None else found.state.spec
        return Back(route, found.state, await do(resume, found.state, spec))

    def is_exact(self, found: Replayed) -> bool:
        """Whether a replay came to the numbers that the run had."""
        trained = found.state.history
        return not found.lost and (not len(trained) or self.history.agrees(trained))

    def is_left_by(self, back: Back) -> bool:
        """Whether there is anything that going back to a moment leaves: what was trained since, or
        changed by hand just then."""
        route, moment, _ = back
        acts = route.keyframe.acts + len(route.acts)
        return self.state.step != moment.step or self.timeline.done != acts

    def go_back(self, back: Back) -> None:
        """Go on from a moment; where that leaves something it can be undone."""
        if self.is_left_by(back):
            self.past.leave(self._as_left())
        route, moment, resumed = back
        state, place = resumed.state, (route.epoch, 0)
        if state.spec == self.state.spec:
            # Equal to ours, but another object: viewers go by the object.
            state = replace(state, spec=self.state.spec)
        history = self.history.since(0, self.history.rows_to(route.epoch))
        timeline = self.timeline.up_to(self.timeline.remember(route, without_history(moment)))
        for act in resumed.acts:
            timeline.act(act, state, place)
        self.points = resumed.points
        self._go_on_from(replace(state, history=history), resumed.standstill, timeline)

    def left(self, parent: Moment) -> Left:
        """What a run begins with that is this one as it is."""
        start, timeline = self._as_left()
        return Left(replace(start, parent=parent), timeline)

    def forked(self, keyframe: Keyframe, resumed: Resumed, parent: Moment) -> Left:
        """What a run begins with that goes on from a moment of this one, as this was made of it."""
        timeline = self.timeline.up_to(keyframe)
        epoch = keyframe.place[0]
        for act in resumed.acts:
            timeline.act(act, resumed.state, divmod(resumed.state.seen, resumed.points))
        history = self.history.since(0, self.history.rows_to(epoch))
        state = replace(resumed.state, history=history)
        start = Start(state, resumed.points, resumed.standstill, self.fingerprints, parent)
        return Left(start, timeline)

    def leave(self, wanted: engine.Spec, remember: bool) -> None:
        """It is about to begin anew, with a spec; where that loses something it can be undone."""
        if self.state.step or self.state.first is not None or self.state.spec != wanted:
            self.past.leave(self._as_left() if remember else None)

    def go(self, way: Way) -> None:
        """Begin from what it was before it began anew, or forth again. Raises Conflict."""
        self.begin(*self.past.go(way, self._as_left()))

    def _as_left(self) -> Left:
        state = replace(self.state, history=self.history.since(0))
        start = Start(state, self.points, self.standstill, self.fingerprints, self.parent)
        # One of its own: this one may go on growing.
        now = self.timeline.now(self.state, self.place(self.state))
        return Left(start, self.timeline.up_to(now))


def _best_of(rows: engine.History) -> Best | None:
    """The best of the epochs of these rows, if a loss is a number."""
    if not len(rows):
        return None
    losses = rows.judged
    row = int(losses.argmin())
    if not np.isfinite(losses[row]):
        # What is not a number counts as the least.
        losses = np.where(np.isfinite(losses), losses, np.inf)
        row = int(losses.argmin())
    return Best(int(rows.epochs[row]), float(losses[row])) if np.isfinite(losses[row]) else None
