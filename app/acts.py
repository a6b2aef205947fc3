"""What a run's way was made of, as values: acts, which were done to it between two updates, and
keyframes, states that it came by. From a keyframe the way can be gone again, to the bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import engine

Place = tuple[int, int]
"""How many epochs are over, and how many points of the next one were seen."""

Kind = Literal["amend", "set_weights", "go_on", "samples", "refit"]


@dataclass(frozen=True)
class Act:
    """Something done to a run that training alone would not have done: a change by hand, or steps
    of single points."""

    kind: Kind
    place: Place
    """Where the run stood."""
    step: int
    """How many updates it had made."""
    values: str = ""
    """What it was changed to, as JSON."""
    count: int = 0
    """How many single points, where it is those."""
    before: str = ""
    """What settings that were changed had been, as JSON; where it names another spec, with what
    they became."""
    fresh: bool = False
    """Whether losses from before it do not compare with those after."""

    @property
    def nbytes(self) -> int:
        """What it takes in memory, about."""
        return 200 + len(self.values) + len(self.before)


@dataclass(frozen=True, eq=False)
class Keyframe:
    """A state that is kept, without a history."""

    state: engine.State
    place: Place
    acts: int
    """How many acts lie behind it."""
    cost_s: float
    """How long all training up to it took."""
    pinned: bool = False
    """Whether it is kept before others: something was changed there."""
    number: int = 0
    """Which of its timeline's it is."""

    @property
    def nbytes(self) -> int:
        """What it takes in memory, about."""
        return 500 + self.state.parameters.nbytes + self.state.slots.nbytes


@dataclass(frozen=True)
class Log:
    """A timeline as it is kept. On its way to the disk, what is not there yet; read back, whole."""

    keyframes: tuple[Keyframe, ...]
    acts: tuple[Act, ...]
    first_act: int
    """How many acts lie before these."""
    cost_s: float
    numbers: frozenset[int] = frozenset()
    """Those of all keyframes that there are then."""
    gone: frozenset[int] | None = None
    """Of those on disk, which go; none where all is written anew."""
    forgotten: int = 0
    """How many acts are let go of."""
