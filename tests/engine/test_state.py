"""Bytes that are no state are refused with one error, whatever is wrong with them."""

from __future__ import annotations

import io
import json
import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import packed
from engine.kept import Kept
from tests.engine.specs import spec

BLOB = engine.dump(engine.advance(engine.init(spec()), steps=3))


@given(st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_garbage_is_refused(blob: bytes) -> None:
    with pytest.raises(engine.LoadError):
        engine.load(blob)


@given(cut=st.integers(0, len(BLOB) - 1))
@settings(max_examples=40, deadline=None)
def test_a_cut_file_is_refused(cut: int) -> None:
    with pytest.raises(engine.LoadError):
        engine.load(BLOB[:cut])


@given(place=st.integers(0, len(BLOB) - 1), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_spoilt_byte_is_refused_or_harmless(place: int, value: int) -> None:
    spoilt = BLOB[:place] + bytes([value]) + BLOB[place + 1 :]
    try:
        state = engine.load(spoilt)
    except engine.LoadError:
        return
    assert state.parameters.shape == engine.load(BLOB).parameters.shape


def rewritten(**changes: object) -> bytes:
    with np.load(io.BytesIO(BLOB)) as archive:
        members = {name: archive[name] for name in archive.files}
    about = json.loads(members["about"].tobytes()) | changes
    members |= {name: about.pop(name) for name in set(about) & set(members)}
    members["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, **members)
    return file.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 99},
        {"spec": {}},
        {"spec": None},
        {"step": None},
        {"step": -1},
        {"step": 1.5},
        {"seen": -5},
        {"start_loss": 0.0},
        {"drift": float("nan")},
        {"outcome": {"step": "soon", "epoch": None, "cause": 3}},
        {"parameters": np.full(20, np.nan)},
        {"metrics": ["loss"]},
        {"outcome": {"step": 1}},
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(engine.LoadError):
        engine.load(rewritten(**changes))


def test_a_cause_from_before_there_were_codes_keeps_its_sentence() -> None:
    cause = "The learning rate of 10 is too high: the loss stays above what it was at the start."
    old = {"kind": "diverged", "step": 30, "epoch": 3, "cause": cause}
    outcome = engine.load(rewritten(outcome=old)).outcome
    assert outcome is not None
    assert (outcome.cause, outcome.code, outcome.params) == (cause, None, {})


def test_a_pickle_inside_is_not_opened() -> None:
    file = io.BytesIO()
    np.savez(file, about=np.array([{"format": 1}], object))
    with pytest.raises(engine.LoadError):
        engine.load(file.getvalue())


def test_a_spec_that_comes_again_is_the_one_that_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent over and over, as to a worker, it is packed once, read once, and known by identity."""
    before = engine.init(spec())
    first, again = pickle.dumps(before), pickle.dumps(engine.advance(before, epochs=1))
    for kept in ("_leaving", "_coming"):
        # As in another process, which has never seen it.
        monkeypatch.setattr(packed, kept, Kept(1000))
    one, two = pickle.loads(first), pickle.loads(again)
    assert one.spec is two.spec
    assert one.spec is not before.spec
    assert one.spec == before.spec
    assert pickle.loads(pickle.dumps(two)).spec is two.spec
    np.testing.assert_array_equal(engine.advance(one, epochs=1).parameters, two.parameters)


def history_of(*numbers: float) -> engine.History:
    return engine.History(
        ("loss",), np.arange(len(numbers)), np.array(numbers, float).reshape(-1, 1)
    )


def test_histories_that_go_on_from_one_do_not_meet() -> None:
    start = history_of(1, 2) + history_of(3)
    with ThreadPoolExecutor(8) as threads:
        ways = list(threads.map(lambda k: start + history_of(k) + history_of(k, k), range(50)))
    assert start.values.ravel().tolist() == [1, 2, 3]
    for k, way in enumerate(ways):
        assert way.values.ravel().tolist() == [1, 2, 3, k, k, k]
        assert way.epochs.tolist() == [0, 1, 0, 0, 0, 1]


def test_a_history_cannot_be_changed_and_is_sent_without_its_room() -> None:
    long = sum([history_of(4)] * 500, start=history_of(1))
    for array in (long.epochs, long.values, long.since(7).values):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5
    sent = pickle.dumps(long)
    assert len(sent) < 501 * 16 + 1000
    back = pickle.loads(sent)
    assert (back.names, back.values.tolist()) == (long.names, long.values.tolist())
    with pytest.raises(ValueError, match="read-only"):
        back.values[0] = 5
