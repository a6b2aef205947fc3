"""Figures of classes and values, by hand; `make oracle` holds them to scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.report import classes, reliability, roc, values
from tests.engine.specs import spec


def test_classes_by_hand_and_what_has_no_value_is_none() -> None:
    labels, decided = np.array([0, 0, 0, 1, 1, 3]), np.array([0, 0, 1, 1, 0, 1])
    first, second, never, missed = classes(labels, decided, 4)
    assert (first.precision, first.recall, first.f1, first.support) == (2 / 3, 2 / 3, 4 / 6, 3)
    assert (second.precision, second.recall, second.support) == (1 / 3, 1 / 2, 2)
    assert (never.precision, never.recall, never.f1, never.support) == (None, None, None, 0)
    assert (missed.precision, missed.recall, missed.f1, missed.support) == (None, 0, 0, 1)


def test_a_roc_curve_by_hand() -> None:
    # The first example of scikit-learn's own page, with a tie more.
    is_one = np.array([False, False, True, True, True])
    found = roc(is_one, np.array([0.1, 0.4, 0.35, 0.8, 0.4]))
    assert found is not None
    assert found.thresholds == [None, 0.8, 0.4, 0.35, 0.1]
    assert found.true_positive_rate == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])
    assert found.false_positive_rate == pytest.approx([0, 0, 1 / 2, 1 / 2, 1])
    assert found.auc == pytest.approx(4.5 / 6)  # of six pairs four are right, one is a tie
    assert roc(np.ones(3, bool), np.ones(3)) is None
    same = roc(np.array([True, False]), np.zeros(2))
    assert same is not None
    assert same.auc == 0.5


def test_reliability_counts_every_point_once() -> None:
    found = reliability(np.array([True, False, True, True]), np.array([0.0, 0.05, 0.1, 1.0]))
    assert found.counts == [3, *[0] * 8, 1]
    assert found.mean[0] == pytest.approx(0.05)
    assert found.share == [pytest.approx(2 / 3), *[None] * 8, 1]


def test_values_that_never_vary_have_no_share_to_explain() -> None:
    (one, flat) = values(np.array([[1.0, 3.0], [2.0, 2.0]]), np.array([[1.0, 2.0], [2.0, 5.0]]))
    assert (one.r2, one.mean_absolute_error) == (0.5, 0.5)
    assert one.root_mean_squared_error == pytest.approx(0.5**0.5)
    assert flat.r2 is None


@pytest.mark.parametrize(
    ("kind", "loss", "has"),
    [
        ("circle", "binary_crossentropy", {"classes", "macro", "roc", "reliability"}),
        ("circle", "categorical_crossentropy", {"classes", "macro", "roc", "reliability"}),
        ("circle", "hinge", {"classes", "macro", "roc"}),
        ("circle", "perceptron", {"classes", "macro", "roc"}),
        ("blobs", "categorical_crossentropy", {"classes", "macro"}),
        ("whirl", "mean_squared_error", {"values"}),
        ("reg_plane", "mean_squared_error", {"values"}),
    ],
)
def test_a_report_is_of_the_run(kind: str, loss: str, has: set[str]) -> None:
    state = engine.advance(engine.init(spec({"kind": kind}, training={"loss": loss})), epochs=4)
    last, told = state.history.last(), engine.report(state, with_points=True)
    assert (told.epoch, told.step) == (4, state.step)
    assert told.test is not None
    x, labels, train = engine.points_of(state)
    answers = engine.predict(state, x)
    for prefix, side, part in (
        ("", told.train, slice(train)),
        ("val_", told.test, slice(train, None)),
    ):
        given = {"classes", "macro", "roc", "reliability", "values"}
        assert {name for name in given if getattr(side, name) is not None} == has
        assert side.loss == last[f"{prefix}loss"]
        points = side.points
        assert points is not None
        assert np.mean(points.losses) == pytest.approx(side.loss)
        np.testing.assert_allclose(points.answers, answers[part])
        if side.classes:
            assert side.accuracy == last[f"{prefix}accuracy"]
            assert np.mean(np.array(points.decisions) == labels[part]) == side.accuracy
            counts = engine.observe(state).confusion
            assert counts is not None
            of_side = counts[int(bool(prefix))].sum(axis=1)
            assert [each.support for each in side.classes] == of_side.tolist()
        elif side.values and points.residuals is not None:
            own = labels[part].reshape(side.n, -1)
            np.testing.assert_allclose(np.array(points.answers) + points.residuals, own)
            shares = [each.r2 for each in side.values if each.r2 is not None]
            assert np.mean(shares) == pytest.approx(last[f"{prefix}r2"])
    assert engine.report(state).train.points is None
    untested = engine.init(spec({"kind": kind, "test_fraction": 0}, training={"loss": loss}))
    assert engine.report(untested).test is None
