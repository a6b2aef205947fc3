"""The timeline of a run: enough to have every moment of it again.

Keyframes are states that the run came by, closer together than a wait is long, and further apart
where they would take too much room. What lies between two is trained again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import count
from typing import NamedTuple

import engine
from app.acts import Act, Keyframe, Log, Place
from app.problems import NotFound
from app.sentences import say

SPACING_S = 0.025
"""How much training lies between two keyframes, as long as there is room."""
LEAST_S = 1e-3
"""How close together they are at the least, once there is no room for all."""
MOST_RECENT = 4
"""Moments that are kept a while after they were had again: who drags a handle wants the next ones
from there."""
PINNED, LOGGED = 1 / 2, 1 / 4
"""The shares of the room that pinned keyframes may take, and acts."""


class Route(NamedTuple):
    """The way to a moment, from the nearest keyframe before it."""

    keyframe: Keyframe
    acts: tuple[Act, ...]
    epoch: int
    cost_s: float
    """How long it took to train from there, about."""


class Timeline:
    """Keyframes in the order of the run's way, and the acts between them. States come and go whole:
    none is ever changed."""

    def __init__(self, first: Keyframe, most_bytes: int) -> None:
        self.keyframes: list[Keyframe] = [first]
        self.acts: list[Act] = []
        self.forgotten = first.acts
        """How many acts lie before the first keyframe."""
        self.best: Keyframe | None = None
        """Before the slice that led to the best epoch."""
        self.sound: Keyframe | None = None
        """Before the slice that diverged."""
        self.cost_s = first.cost_s
        """How long all training up to now took."""
        self.most_bytes = most_bytes
        self._spacing_s = SPACING_S
        self._recent: dict[int, Keyframe] = {}
        self._kept_bytes, self._acts_bytes = first.nbytes, 0
        self._numbers = count(first.number + 1)

    @classmethod
    def beginning(cls, state: engine.State, place: Place, most_bytes: int) -> Timeline:
        """That of a run which begins with a state."""
        return cls(Keyframe(state, place, 0, 0.0, pinned=True), most_bytes)

    @property
    def nbytes(self) -> int:
        """What it takes in memory, about."""
        return self._kept_bytes + self._acts_bytes

    @property
    def first(self) -> int:
        """The first epoch that can be had again."""
        epoch, offset = self.keyframes[0].place
        return epoch + (offset > 0)

    @property
    def done(self) -> int:
        """How many acts there were."""
        return self.forgotten + len(self.acts)

    # As the run goes on

    def take(
        self,
        before: tuple[engine.State, Place],
        after: tuple[engine.State, Place],
        *,
        samples: bool,
        seconds: float,
        best: bool,
    ) -> None:
        """A slice has led from one state to another, each with its place: one that was counted in
        single samples or not, and that led through the best epoch there was or not."""
        state, place = after
        start = self.now(*before)
        if best:
            self.best = start
        if state.outcome is not None:
            self.sound = start
        if samples and (made := state.step - before[0].step):
            self._log(Act("samples", before[1], before[0].step, count=made))
        self.cost_s += seconds
        if self.cost_s - self.keyframes[-1].cost_s >= self._spacing_s:
            self._keep(self.now(state, place))

    def act(self, act: Act, state: engine.State, place: Place) -> None:
        """Something was done to the run, which led to this state."""
        self._log(act)
        # Where a slider is dragged, the last of its way is enough: the rest can be done again.
        if len(self.keyframes) > 1 and self.keyframes[-1].pinned:
            before, last = self.keyframes[-2:]
            if last.place[0] == place[0] or self.cost_s - before.cost_s < self._spacing_s:
                self._drop(self.keyframes.pop())
        self._keep(replace(self.now(state, place), pinned=True))

    def _log(self, act: Act) -> None:
        last = self.acts[-1] if self.acts else None
        if last and last.kind == act.kind == "samples" and last.step + last.count == act.step:
            known = (self.keyframes[-1], self.best, self.sound, *self._recent.values())
            # No keyframe may lie within an act.
            if all(each is None or each.acts < self.done for each in known):
                self.acts[-1] = replace(last, count=last.count + act.count)
                return
        self.acts.append(act)
        self._acts_bytes += act.nbytes

    def _keep(self, keyframe: Keyframe) -> None:
        self.keyframes.append(replace(keyframe, number=next(self._numbers)))
        self._kept_bytes += keyframe.nbytes
        self.fit(self.most_bytes)

    def _drop(self, keyframe: Keyframe) -> None:
        self._kept_bytes -= keyframe.nbytes

    # Room

    def fit(self, most_bytes: int) -> None:
        """Let go of what there is no room for: keyframes between others, so that those left lie
        twice as far apart; of pinned ones the oldest; and where acts alone are too many, what lies
        before them."""
        while self._acts_bytes > LOGGED * most_bytes and len(self.keyframes) > 1:
            self._forget_first()
        for_pinned = PINNED * most_bytes
        while self.nbytes > most_bytes and len(self.keyframes) > 2:
            self._unpin(for_pinned)
            self._spacing_s = max(2 * self._spacing_s, LEAST_S)
            self._thin()
            if all(each.pinned for each in self.keyframes[1:-1]):
                for_pinned = for_pinned / 2 if for_pinned > 1 else -1

    def _unpin(self, most_bytes: float) -> None:
        pinned = [k for k, each in enumerate(self.keyframes) if each.pinned and k > 0]
        size = sum(self.keyframes[k].nbytes for k in pinned)
        for k in pinned:
            if size <= most_bytes:
                break
            size -= self.keyframes[k].nbytes
            self.keyframes[k] = replace(self.keyframes[k], pinned=False)

    def _thin(self) -> None:
        first, *others, last = self.keyframes
        kept = [first]
        for each in others:
            if each.pinned or each.cost_s - kept[-1].cost_s >= self._spacing_s:
                kept.append(each)
            else:
                self._drop(each)
        self.keyframes = [*kept, last]

    def _forget_first(self) -> None:
        """Let go of all before the second keyframe."""
        self._drop(self.keyframes.pop(0))
        self.keyframes[0] = first = replace(self.keyframes[0], pinned=True)
        gone = self.acts[: first.acts - self.forgotten]
        del self.acts[: len(gone)]
        self.forgotten = first.acts
        self._acts_bytes -= sum(act.nbytes for act in gone)
        self._recent = {k: each for k, each in self._recent.items() if each.acts >= first.acts}
        self.best, self.sound = (
            each if each and each.acts >= first.acts else None for each in (self.best, self.sound)
        )

    # Going back

    def route(self, epoch: int, last: int) -> Route:
        """The way to the end of an epoch, in a run that has come to the end of `last`. What was
        done to the run just then is not done yet. Raises NotFound."""
        if epoch > last:
            raise NotFound(say("moment_to_come", last=last))
        if epoch < self.first:
            raise NotFound(say("moment_let_go", first=self.first))
        place = (epoch, 0)
        behind = self.forgotten + bisect_left(self.acts, place, key=_place)
        k = bisect_right(self.keyframes, place, key=_place) - 1
        while k > 0 and self.keyframes[k].acts > behind:
            k -= 1
        known = (self.keyframes[k], self.best, self.sound, *self._recent.values())
        usable = [each for each in known if each and each.place <= place and each.acts <= behind]
        nearest = max(usable, key=lambda each: (each.place[0], each.acts, each.place[1]))
        acts = tuple(self.acts[nearest.acts - self.forgotten : behind - self.forgotten])
        later = self.keyframes[k + 1 : k + 2]
        until_s = later[0].cost_s if later else self.cost_s
        return Route(nearest, acts, epoch, until_s - nearest.cost_s)

    def remember(self, route: Route, state: engine.State) -> Keyframe:
        """This is where a route has led."""
        near, acts = route.keyframe, route.keyframe.acts + len(route.acts)
        # What single points are left of the last act is still to be done.
        acts -= bool(route.acts) and _begun(route.acts[-1], state)
        found = Keyframe(state, (route.epoch, 0), acts, near.cost_s)
        if near.place != found.place and found.acts >= self.forgotten:
            self._recent.pop(route.epoch, None)
            self._recent[route.epoch] = found
            if len(self._recent) > MOST_RECENT:
                del self._recent[next(iter(self._recent))]
        return found

    def now(self, state: engine.State, place: Place) -> Keyframe:
        """Where the run stands."""
        return Keyframe(state, place, self.done, self.cost_s)

    def up_to(self, moment: Keyframe) -> Timeline:
        """That of a run which goes on from a moment of this one."""
        before = [
            each
            for each in self.keyframes
            if each.place < moment.place and each.acts <= moment.acts
        ]
        acts = self.acts[: moment.acts - self.forgotten]
        if (under_way := self.acts[len(acts) : len(acts) + 1]) and _begun(
            under_way[0], moment.state
        ):
            count = moment.state.step - under_way[0].step
            acts.append(replace(under_way[0], count=count))
            moment = replace(moment, acts=moment.acts + 1)
        made = Timeline((before or [moment])[0], self.most_bytes)
        made.keyframes = [*before, replace(moment, pinned=True, number=next(self._numbers))]
        made.acts = acts if before else []
        made.cost_s, made._spacing_s = moment.cost_s, self._spacing_s
        made._count()
        return made

    def _count(self) -> None:
        self._kept_bytes = sum(each.nbytes for each in self.keyframes)
        self._acts_bytes = sum(act.nbytes for act in self.acts)
        self._numbers = count(max(each.number for each in self.keyframes) + 1)

    # As it is kept

    @classmethod
    def of(cls, log: Log, most_bytes: int) -> Timeline:
        """That which was kept."""
        made = cls(log.keyframes[0], most_bytes)
        made.keyframes, made.acts = list(log.keyframes), list(log.acts)
        made.forgotten, made.cost_s = log.first_act, log.cost_s
        made._count()
        made.fit(most_bytes)
        return made

    def log(self, known: frozenset[int] | None, acts: int) -> Log:
        """What is to be written down, where keyframes of these numbers and so many acts are."""
        kept = known or frozenset()
        # The last of the acts may have grown meanwhile.
        first = max(self.forgotten, acts - 1) if known is not None else self.forgotten
        return Log(
            keyframes=tuple(each for each in self.keyframes if each.number not in kept),
            acts=tuple(self.acts[first - self.forgotten :]),
            first_act=first,
            cost_s=self.cost_s,
            numbers=(numbers := frozenset(each.number for each in self.keyframes)),
            gone=None if known is None else known - numbers,
            forgotten=self.forgotten,
        )


def _begun(act: Act, state: engine.State) -> bool:
    """Whether a state lies among the single points of an act."""
    return act.step < state.step < act.step + act.count


def _place(thing: Act | Keyframe) -> Place:
    return thing.place
