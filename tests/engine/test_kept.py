"""What the engine keeps at hand takes no more memory than is named, whatever it is asked for."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

import engine
from engine import workspace as chapter
from engine.kept import Kept, nbytes
from tests.engine.specs import spec

LARGE = {"hidden_layers": [64] * 6}
MEBI = 2**20


@pytest.fixture(autouse=True)
def no_workspaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapter, "_shelf", [])
    for limit in ("PLANS_BYTES", "PASSAGES_BYTES", "SURVEYS_BYTES"):
        monkeypatch.setattr(chapter, limit, 4 * MEBI)
    monkeypatch.setattr(chapter, "KEPT_BYTES", 16 * MEBI)


def kept_after(work: Callable[[], object]) -> float:
    """How many MiB of arrays are there after this work that were not before."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] / MEBI
    finally:
        tracemalloc.stop()


def whole_batch() -> engine.State:
    given = spec(network=LARGE, data={"kind": "circle", "n": 300}, training={"batch_size": 300})
    return engine.init(given)


def test_steps_on_single_points_keep_no_plan_for_every_rest_of_a_batch() -> None:
    def work() -> None:
        state = whole_batch()
        for _ in range(20):
            state = engine.advance(state, samples=1)
            engine.observe(state, None, None)

    assert kept_after(work) < 12


def test_resolutions_and_batch_sizes_take_what_is_named() -> None:
    def work() -> None:
        state = whole_batch()
        for resolution in range(20, 60, 3):
            engine.observe(state, resolution, resolution + 1, health=False)
        for size in range(100, 130, 3):
            engine.advance(engine.amend(state, batch_size=size), steps=1)

    assert kept_after(work) < 32


def test_workspaces_of_many_runs_take_what_is_named_and_the_last_stays() -> None:
    states = [engine.init(spec(network={**LARGE, "seed": seed})) for seed in range(8)]
    for state in states:
        engine.observe(state, 40, None)
    shelf = chapter._shelf
    assert 1 < len(shelf) < 8
    assert sum(each.nbytes for each in shelf) <= chapter.KEPT_BYTES
    assert shelf[-1].spec is states[-1].spec


def test_what_a_workspace_says_of_itself_is_what_it_takes() -> None:
    def work() -> None:
        engine.observe(engine.advance(whole_batch(), epochs=1), 30, 20)

    taken = kept_after(work)
    told = sum(each.nbytes for each in chapter._shelf) / MEBI
    # What its parts share, such as the weights, counts with each of them.
    assert 0.9 * taken < told < 1.3 * taken


def test_what_was_asked_for_last_stays_however_large() -> None:
    kept: Kept[object] = Kept(most=100, least=2)
    sizes = [np.zeros(size // 8) for size in (40, 40, 400, 400)]
    made = [kept.get(k, partial(list, [array])) for k, array in enumerate(sizes[:2])]
    assert kept.get(0, list) is made[0]
    for k in (2, 3):
        kept.get(k, partial(list, [sizes[k]]))
    assert kept.nbytes == 800
    assert kept.get(0, list) == []


def test_arrays_count_once_and_as_a_whole() -> None:
    array, other = np.zeros(10), np.zeros(5)
    calls = [partial(np.add, array[:5], array[5:], array[:5]), lambda: np.copyto(other, 1)]
    assert nbytes(calls, array.dot) == 15 * 8
