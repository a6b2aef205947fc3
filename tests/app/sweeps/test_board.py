"""What there is to see of a sweep follows from where its runs stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from app.sweeps.board import Board, BoardFrame
from app.sweeps.curves import Curves
from app.sweeps.pieces import FEWEST, LARGEST, MOST_TOGETHER, cut
from app.work import sweeps
from tests.app.sweeps.test_sweep import head_of_message


def begun(number: int, **parts: Any) -> list[engine.State]:
    spec = {"data": {"kind": "xor", "n": 40}, "network": {"hidden_layers": [4]}, **parts}
    whole = engine.Spec.model_validate(spec)
    return [engine.init(whole)] * number


def board(values: list[list[float]], seeds: int, ended: tuple[int, ...] = ()) -> Board:
    """A board of runs whose val_accuracy and val_loss are these."""
    made = Board(begun(len(values)), [20] * len(values), seeds, 10)
    for run, (accuracy, loss) in enumerate(values):
        made.now[run, made.metrics.index("val_accuracy")] = accuracy
        made.now[run, made.metrics.index("val_loss")] = loss
        made.ended[run] = run in ended
    return made


def test_the_best_tile_is_that_of_the_best_median_and_of_equals_that_of_the_least_loss() -> None:
    one, two, three = [0.9, 0.2], [0.8, 0.1], [1.0, 0.3]
    assert board([one, two, three], 1).best == 2
    assert board([one, two, three], 1, ended=(2,)).best == 0
    assert board([[1, 0.3], [1, 0.1], [1, 0.2]], 1).best == 1
    # One good seed of three makes no good tile, and one that diverged no bad one.
    assert board([three, two, two, one, one, one], 3).best == 1
    assert board([two, two, two, one, one, one], 3, ended=(3,)).best == 1
    assert board([two, two, two, one, one, one], 3, ended=(3, 4)).best == 0
    assert board([one, two], 1, ended=(0, 1)).best is None
    assert board([[np.nan, np.nan], two], 1).best == 1


def test_a_tile_shows_its_median_seed_and_last_of_all_one_that_diverged() -> None:
    values = [[0.5, 0.3], [0.5, 0.1], [0.5, 0.2]]
    assert board(values, 3).shown(0) == 2
    assert board(values, 3, ended=(2,)).shown(0) == 0
    assert board(values, 1).shown(1) == 1


def test_a_frame_has_as_many_planes_as_there_are_outputs() -> None:
    states = begun(1, data={"kind": "rings", "n": 30}) + begun(2)
    made = Board(states, [15, 20, 20], 1, 10)
    made.draw(1, states[1], *sweeps.draw(states[1:2]))
    head, arrays = head_of_message(BoardFrame(made, 7, "Zk3vQx1a", 12).message(0).payload)
    outputs = [state.spec.widths[-1] for state in states]
    assert outputs[0] > 1
    # Also those of which nothing was drawn yet.
    assert arrays["tiles"].shape == (sum(outputs), 32, 32)
    assert (head["seq"], head["version"], head["shown"]) == (7, 12, [None, 1, None])
    assert np.isnan(arrays["metrics"]).sum() == 0


@pytest.mark.parametrize("until", [1, 299, 300, 301, 1000, 2000])
def test_curves_have_a_row_at_the_start_and_at_the_end_and_not_too_many(until: int) -> None:
    curves = Curves.until(until, ("loss",), 2)
    assert curves.epochs[0] == 0
    assert curves.epochs[-1] == until
    assert len(curves.epochs) <= 302
    assert np.all(np.diff(curves.epochs) > 0)
    later = curves.towards(2 * until, most=until / 2)
    assert later.epochs[-1] == 2 * until
    assert len(later.epochs) <= 302
    assert np.all(np.diff(later.epochs) > 0)


def test_pieces_are_as_many_as_workers_and_none_too_large() -> None:
    states = begun(64)
    whole = cut(states, [20] * 64, [list(range(64))], 2)
    assert [len(piece.runs) for piece in whole] == [32, 32]
    assert all(piece.lot.stacked for piece in whole)
    few = cut(states, [20] * 64, [list(range(FEWEST))], 8)
    assert [len(piece.runs) for piece in few] == [FEWEST]
    # Those that are not alike go together, not each by itself.
    alone = cut(states, [20] * 64, [[run] for run in range(64)], 1)
    assert [len(piece.runs) for piece in alone] == [MOST_TOGETHER] * 8
    assert not any(piece.lot.stacked for piece in alone)
    large = begun(16, data={"kind": "xor", "n": 10_000}, network={"hidden_layers": [40, 40]})
    for piece in cut(large, [5000] * 16, [list(range(16))], 1):
        assert len(piece.runs) * 10_000 * 83 <= LARGEST or len(piece.runs) == 1
    left, right = whole[0].halves()
    assert left.runs + right.runs == whole[0].runs
    assert left.lot.stacked


def test_tiles_are_compared_by_what_all_of_them_have() -> None:
    alike = begun(1) + begun(1, data={"kind": "xor", "n": 60})
    untested = begun(1, data={"kind": "xor", "n": 40, "test_fraction": 0})
    values = begun(1, data="reg_plane", training={"loss": "squared_error_tanh"})
    assert Board(alike, [20, 30], 1, 10).compared_by == "val_accuracy"
    assert Board(begun(1) + untested, [20, 40], 1, 10).compared_by == "accuracy"
    assert Board(begun(1) + values, [20, 250], 1, 10).compared_by == "val_loss"
    assert Board(values, [250], 1, 10).compared_by == "val_r2"
