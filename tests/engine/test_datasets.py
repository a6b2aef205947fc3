"""Every data set keeps its promises: as many points as asked, fair classes, nothing but numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from tests.engine.specs import kinds, loss_for


def drawn(kind: str, **fields: object) -> engine.State:
    return engine.init(
        engine.Spec.model_validate(
            {"data": {"kind": kind, **fields}, "training": {"loss": loss_for(kind)}}
        )
    )


@pytest.mark.parametrize("kind", kinds("datasets"))
@given(
    n=st.integers(4, 300),
    noise=st.floats(0, 0.5),
    test_fraction=st.floats(0, 0.9),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=15, deadline=None)
def test_any_size_can_be_drawn(
    kind: str, n: int, noise: float, test_fraction: float, seed: int
) -> None:
    state = drawn(kind, n=n, noise=noise, test_fraction=test_fraction, seed=seed)
    x, labels, train = engine.points_of(state)
    assert x.shape == (n, 2)
    assert labels.shape == (n,)
    assert 1 <= train <= n
    assert abs((n - train) - n * test_fraction) <= 1
    assert np.isfinite(x).all()
    assert np.isfinite(labels).all()


@pytest.mark.parametrize("kind", kinds("datasets"))
def test_classes_are_balanced_and_points_in_sight(kind: str) -> None:
    state = drawn(kind, n=1000)
    x, labels, _ = engine.points_of(state)
    data = state.spec.data
    inside = [(low <= x[:, i]) & (x[:, i] <= high) for i, (low, high) in enumerate(data.domain)]
    assert np.mean(inside[0] & inside[1]) > 0.99
    if data.task != "regression":
        counts = np.bincount(labels.astype(int), minlength=len(data.classes))
        assert set(labels) == set(range(len(data.classes)))
        assert counts.min() > 0.5 * len(labels) / len(data.classes)


@pytest.mark.parametrize("kind", kinds("datasets"))
def test_points_are_in_random_order(kind: str) -> None:
    _, labels, train = engine.points_of(drawn(kind, n=1000))
    assert abs(labels[:train].mean() - labels[train:].mean()) < 0.25 * max(
        1.0, float(labels.max() - labels.min())
    )
