"""Figures of classes and values are scikit-learn's own: `make oracle` installs it and runs this."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.decomposition import PCA

import engine
from engine.report import classes, reliability, roc, values
from tests.engine.specs import spec

pytestmark = pytest.mark.filterwarnings("ignore")
SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_classes(seed: int) -> None:
    random = np.random.default_rng(seed)
    labels, decided = random.integers(0, 4, 12), random.integers(0, 3, 12)
    theirs = metrics.precision_recall_fscore_support(
        labels, decided, labels=range(4), zero_division=np.nan
    )
    ours = [
        (each.precision, each.recall, each.f1, each.support) for each in classes(labels, decided, 4)
    ]
    np.testing.assert_allclose(np.array(ours, float).T, np.array(theirs, float))


@pytest.mark.parametrize("seed", SEEDS)
def test_curves(seed: int) -> None:
    random = np.random.default_rng(seed)
    is_one = random.random(60) < 0.4
    scores = np.round(np.clip(random.normal(0.4 + 0.3 * is_one, 0.3), 0, 1), 1 + seed % 4)
    found = roc(is_one, scores)
    assert found is not None
    alarms, hits, thresholds = metrics.roc_curve(is_one, scores)
    np.testing.assert_allclose(found.false_positive_rate, alarms)
    np.testing.assert_allclose(found.true_positive_rate, hits)
    np.testing.assert_allclose(np.array(found.thresholds[1:], float), thresholds[1:])
    assert found.auc == pytest.approx(metrics.roc_auc_score(is_one, scores))
    curve = reliability(is_one, scores)
    shares, means = calibration_curve(is_one, scores, n_bins=10)
    known = [k for k, count in enumerate(curve.counts) if count]
    np.testing.assert_allclose(np.array(curve.share, float)[known], shares)
    np.testing.assert_allclose(np.array(curve.mean, float)[known], means)


def test_values() -> None:
    random = np.random.default_rng(0)
    true, answers = random.normal(size=(2, 3, 40))
    for ours, own, answered in zip(values(true, answers), true, answers, strict=True):
        assert ours.r2 == pytest.approx(metrics.r2_score(own, answered))
        assert ours.mean_absolute_error == pytest.approx(metrics.mean_absolute_error(own, answered))
        theirs = metrics.root_mean_squared_error(own, answered)
        assert ours.root_mean_squared_error == pytest.approx(theirs)


def test_components() -> None:
    state = engine.init(spec())
    states = [state, *(state := engine.advance(state, epochs=1) for _ in range(6))]
    plane = engine.path_plane(states[-1], [each.parameters for each in states[:-1]])
    pca = PCA(n_components=2).fit(np.stack([each.parameters for each in states]))
    np.testing.assert_allclose(plane.shares, pca.explained_variance_ratio_)
    np.testing.assert_allclose(np.abs(plane.directions), np.abs(pca.components_), rtol=1e-6)
