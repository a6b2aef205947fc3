"""A run keeps the speed asked for, in slices that stay short, whatever the machine's."""

import pytest

from app.runs.pace import SMOOTH_TICK_S, TICK_S, Pace
from app.work.executors import SLICE_S


def play(
    wanted: float | None,
    per_update_s: float,
    for_s: float,
    slice_s: float = SLICE_S,
    *,
    smooth: bool = False,
) -> tuple[int, list[int]]:
    """A run's loop on a clock of the test's own: updates made, and the size of each slice."""
    now, made = 100.0, []
    pace = Pace(now, slice_s)
    pace.smooth = smooth
    while now < 100 + for_s:
        count = pace.budget(now, wanted, first=25)
        if count:
            now += count * per_update_s
            pace.learn(count, count * per_update_s)
            made.append(count)
        now += pace.wait(now, wanted)
    return sum(made), made


@pytest.mark.parametrize("wanted", [1.0, 25.0, 750.0, 2500.0])
@pytest.mark.parametrize("slice_s", [SLICE_S, 0.1])
def test_keeps_the_speed_asked_for(wanted: float, slice_s: float) -> None:
    total, _ = play(wanted, per_update_s=10e-6, for_s=20, slice_s=slice_s)
    assert total == pytest.approx(20 * wanted, rel=0.05)


def test_draws_no_more_often_than_a_screen() -> None:
    _, slices = play(750, per_update_s=10e-6, for_s=10)
    assert len(slices) <= 10 / TICK_S + 2


def test_at_a_smooth_speed_each_frame_of_a_screen_has_a_slice() -> None:
    total, slices = play(1500, per_update_s=10e-6, for_s=10, smooth=True)
    assert total == pytest.approx(15_000, rel=0.05)
    assert 60 * 10 <= len(slices) <= 10 / SMOOTH_TICK_S + 2


@pytest.mark.parametrize("smooth", [True, False])
def test_where_the_way_is_long_slices_are_few(smooth: bool) -> None:
    _, slices = play(750, per_update_s=10e-6, for_s=10, slice_s=0.1, smooth=smooth)
    assert len(slices) <= 10 / 0.1 + 2


def test_full_speed_keeps_slices_short() -> None:
    total, slices = play(None, per_update_s=1e-4, for_s=5)
    assert max(slices[5:]) * 1e-4 <= SLICE_S * 1.01
    assert total == pytest.approx(5 / 1e-4, rel=0.05)


def test_a_slow_machine_is_not_made_to_catch_up() -> None:
    _, slices = play(10_000, per_update_s=1e-3, for_s=5)
    assert max(slices[5:]) * 1e-3 <= SLICE_S * 1.01
