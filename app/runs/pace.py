"""The pace of a run: how many updates its next slice should make, and when.

The engine knows no clock; a budget is a number of updates. Here the clock is read and the number
chosen, so that slices stay short (others wait for the worker) and the speed asked for is kept.
"""

from __future__ import annotations

TICK_S = 1 / 32
"""A slice at most this often when someone sets the speed: enough for 30 drawn frames a second."""
SMOOTH_PER_S = 60.0
SMOOTH_TICK_S = 1 / 64
"""At so many epochs a second and above, each frame of a screen has something else to show."""
FIRST_UPDATES = 50
"""What a first slice makes at most, before it is known how long an update takes."""
LONGEST_REST_S = 0.25
"""At a low speed, how soon a change of speed is noticed."""
CATCH_UP = 3.0
"""A run that cannot keep its speed is not made to catch up more than so many ticks."""


class Pace:
    """Chooses budgets for one stretch of playing. Times are seconds of any steady clock; `slice_s`
    is what a slice should take, and so how often there is one at least; `tick_s` how often there is
    one otherwise."""

    def __init__(self, now: float, slice_s: float, tick_s: float = TICK_S) -> None:
        self._slice_s = slice_s
        self._usual_s = tick_s
        self.smooth = False
        """Whether there is to be a slice for each frame of a screen."""
        self._last = self._tick = now
        self._owed = 1.0
        self._updates_per_s = 0.0

    @property
    def _tick_s(self) -> float:
        if self._slice_s > self._usual_s:
            return self._slice_s
        return SMOOTH_TICK_S if self.smooth else self._usual_s

    def learn(self, updates: int, seconds: float) -> None:
        """Take note of how long a slice took."""
        measured = updates / max(seconds, 1e-6)
        known = self._updates_per_s
        self._updates_per_s = measured if not known else 0.7 * known + 0.3 * measured

    def budget(self, now: float, wanted_per_s: float | None, first: int) -> int:
        """Updates for a slice that starts now; 0 when none is due yet.

        wanted_per_s is the speed in updates, None for full speed; `first` is the budget as long as
        nothing was measured.
        """
        most = max(1, int(self._updates_per_s * self._slice_s)) if self._updates_per_s else first
        if wanted_per_s is None:
            return most
        owed = self._owed + wanted_per_s * (now - self._last)
        self._owed = min(owed, 1 + wanted_per_s * CATCH_UP * self._tick_s)
        self._last = now
        due = min(int(self._owed), most)
        self._owed -= due
        return due

    def wait(self, now: float, wanted_per_s: float | None) -> float:
        """Seconds to rest before the next slice."""
        if wanted_per_s is None:
            return 0.0
        # Counted from tick to tick, so that what one rest runs over, the next makes up for.
        self._tick = max(self._tick + self._tick_s, now - self._tick_s)
        until_due = min((1 - self._owed) / wanted_per_s, LONGEST_REST_S)
        return max(self._tick - now, until_due, 0.0)
