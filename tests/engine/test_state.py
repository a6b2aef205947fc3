"""Bytes that are no state are refused with one error, whatever is wrong with them."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
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


def test_a_pickle_inside_is_not_opened() -> None:
    file = io.BytesIO()
    np.savez(file, about=np.array([{"format": 1}], object))
    with pytest.raises(engine.LoadError):
        engine.load(file.getvalue())
