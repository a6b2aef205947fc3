"""Every data set keeps its promises: as many points as asked, fair classes, nothing but numbers."""

from __future__ import annotations

import re
from typing import Literal, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import engine
from engine.datasets import Dataset, Scaling, points
from engine.datasets.own import OwnPoints
from engine.datasets.real_values import Surface
from tests.engine.specs import kinds, loss_for

DRAWN = [kind for kind in kinds("datasets") if kind not in ("points", "tfplayground", "logic_gate")]


def drawn(kind: str, **fields: object) -> Dataset:
    return engine.Spec.model_validate(
        {"data": {"kind": kind, **fields}, "training": {"loss": loss_for(kind)}}
    ).data


@pytest.mark.parametrize("kind", DRAWN)
def test_the_help_of_noise_says_what_it_does(kind: str) -> None:
    still, strayed = (points(drawn(kind, n=200, noise=noise)) for noise in (0.0, 0.5))
    stay = np.array_equal(still.x, strayed.x)
    assert stay != np.array_equal(still.labels, strayed.labels)
    said = type(drawn(kind)).model_fields["noise"].description or ""
    assert ("points stay" in said) == stay
    assert ("labels flip" in said) == (stay and drawn(kind).task != "regression")


FAR = 0.4
INSIDE = {
    "circle": lambda x: np.hypot(*x) < 2.5,
    "xor": lambda x: np.prod(x, axis=0) >= 0,
    "formula": lambda x: np.clip(x[1], -6, 6) > 2 * np.sin(np.clip(x[0], -6, 6)),
    "pass_class": lambda x: np.hypot(x[0] / 30, x[1] / 60) > 0.8,
}
"""Where class 1 is, of data whose labels flip."""


@pytest.mark.parametrize("kind", DRAWN)
def test_the_help_of_noise_says_how_far(kind: str) -> None:
    """What it says in figures is what a great many points do."""
    still, noisy = (drawn(kind, n=40_000, noise=noise) for noise in (0.0, FAR))
    said = type(noisy).model_fields["noise"].description or ""
    before, after = points(still), points(noisy)
    random = np.random.default_rng(0)
    if "points stay" in said:
        if far := re.search(r"by up to (\d+) × noise", said):
            strays = random.uniform(-1, 1, before.x.shape) * int(far[1]) * FAR
        else:
            spreads = re.search(r"by σ = (\d+) × noise lectures and (\d+) × noise hours", said)
            assert spreads
            sides = [[float(side) * FAR] for side in spreads.groups()]
            strays = random.normal(0, 1, before.x.shape) * sides
        if kind in INSIDE:
            flipped = (after.labels != before.labels).mean()
            expected = (INSIDE[kind](before.x + strays) != before.labels).mean()
        else:
            values = cast("Surface", noisy).height(*(before.x + strays))
            expected, flipped = (np.std(each - before.labels) for each in (values, after.labels))
        assert flipped == pytest.approx(expected, rel=0.04)
        assert flipped != pytest.approx(0, abs=0.05)
    elif variance := re.search(r"σ² = (\S+) \+ (\d) × noise", said):
        clouds = [after.x[:, after.labels == label] for label in (0, 1)]
        expected = float(variance[1]) + int(variance[2]) * FAR
        if "on its border" in said:
            centre = np.full((2, 1), 1.2)
            wide = np.clip(centre + random.normal(0, np.sqrt(expected), (2, 40_000)), -6, 6)
            expected = wide.var()
        assert np.mean([cloud.var(axis=1) for cloud in clouds]) == pytest.approx(expected, rel=0.03)
    elif "2 / classes" in said:
        own = after.x[:, after.labels == 1]
        assert own.std(axis=1) == pytest.approx(2 / 3 + 3 * FAR, rel=0.03)
    elif spread := re.search(r"σ = (\S+) \+ (\d) × noise along each axis at its end", said):
        # The way along the arm, from nearly 0 at its beginning to 1: what noise adds grows with it.
        wide = (after.x - before.x) / (int(spread[2]) * FAR)
        assert wide.std() == pytest.approx(np.sqrt((1 - 0.05**3) / 3 / 0.95), rel=0.03)
        # With so much less than none at all, points lie on their arms.
        less = still.model_copy(update={"noise": -float(spread[1]) / int(spread[2])})
        radii = np.hypot(*points(less).x)
        assert (radii.min(), radii.max()) == pytest.approx((0.25, 5), abs=0.001)
    else:
        moved = (after.x - before.x) / FAR
        if even := re.search(r"evenly, by up to (\d) × noise", said):
            assert abs(moved).max() == pytest.approx(int(even[1]), rel=0.001)
            assert moved.std() == pytest.approx(int(even[1]) / np.sqrt(3), rel=0.02)
        else:
            normal = re.search(r"normally, by σ = (\d) × noise", said)
            assert normal
            assert moved.std() == pytest.approx(int(normal[1]), rel=0.02)


@pytest.mark.parametrize("kind", DRAWN)
@given(
    n=st.integers(4, 300),
    noise=st.floats(0, 0.5),
    test_fraction=st.floats(0, 0.9),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=10, deadline=None)
def test_any_size_can_be_drawn(
    kind: str, n: int, noise: float, test_fraction: float, seed: int
) -> None:
    data = drawn(kind, n=n, noise=noise, test_fraction=test_fraction, seed=seed)
    cloud = points(data)
    assert cloud.x.shape == (2, n)
    assert cloud.labels.shape == ((n,) if data.width < 2 or data.classes else (data.width, n))
    assert 1 <= cloud.train <= n
    assert abs((n - cloud.train) - n * test_fraction) <= 1
    assert np.isfinite(cloud.x).all()
    assert np.isfinite(cloud.labels).all()
    assert not cloud.x.flags.writeable


@pytest.mark.parametrize("kind", DRAWN)
def test_classes_are_balanced_and_points_in_sight(kind: str) -> None:
    data = drawn(kind, n=1000)
    cloud = points(data)
    for x, (low, high) in zip(cloud.x, data.domain, strict=True):
        assert np.mean((low <= x) & (x <= high)) > 0.98
    if data.task != "regression":
        counts = np.bincount(cloud.labels.astype(int), minlength=len(data.classes))
        assert set(cloud.labels) == set(range(len(data.classes)))
        assert counts.min() > 0.5 * cloud.x.shape[1] / len(data.classes)


@pytest.mark.parametrize("kind", DRAWN)
def test_points_are_in_random_order(kind: str) -> None:
    cloud = points(drawn(kind, n=1000))
    labels = np.atleast_2d(cloud.labels)[0]
    difference = abs(labels[: cloud.train].mean() - labels[cloud.train :].mean())
    assert difference < 0.25 * max(1.0, float(np.ptp(labels)))


@pytest.mark.parametrize("kind", ["blobs", "rings", "arms", "checkerboard"])
@pytest.mark.parametrize("n_classes", range(2, 11))
def test_two_to_ten_classes(kind: str, n_classes: int) -> None:
    data = drawn(kind, n=200, n_classes=n_classes) if n_classes == 2 else None
    spec = engine.Spec.model_validate(
        {
            "data": {"kind": kind, "n": 200, "n_classes": n_classes},
            "training": {"loss": "categorical_crossentropy"},
        }
    )
    assert data is None or data.task == "binary"
    assert set(points(spec.data).labels) == set(range(n_classes))
    assert engine.predict(engine.init(spec), [[0.0, 0.0]]).sum() == pytest.approx(1)


OWN = {"kind": "points", "points": [[0.0, 10.0, 0], [1.0, 30.0, 1], [2.0, 50.0, 1]]}


def test_own_points() -> None:
    data = drawn(
        "points",
        points=OWN["points"],
        axis_names=["age", "height"],
        class_names=["no", "yes"],
        scaling="min_max",
    )
    cloud = points(data)
    assert data.axes == ("age", "height")
    assert sorted(cloud.x[1]) == [10, 30, 50]
    assert cloud.scaling == Scaling("min_max", (1.0, 30.0), (1.0, 20.0))
    assert cloud.scaling.apply(cloud.x).max() == 1
    (left, right), (low, high) = data.domain
    assert left == 0 < 2 < right
    assert low < 10 < 50 < high


def test_the_plane_of_own_points_has_round_ends_that_stay() -> None:
    corners = ((-2.0, -2.0, 0.0), (2.0, 2.0, 1.0))
    assert drawn("points", points=corners).domain == ((-2.5, 2.5), (-2.5, 2.5))
    assert drawn("points", points=[*corners, (2.05, 0.0, 1.0)]).domain[0] == (-2.5, 2.5)
    assert drawn("points", points=[(0.0, 0.0, 0.0), (30.0, 1e-9, 1.0)]).domain == (
        (0, 35),
        (0, 1.2e-9),
    )
    below = drawn("points", points=[(-1.0, -30.0, 0.0), (30.0, 0.0, 1.0)])
    assert below.domain == ((-5, 35), (-35, 5))
    # Nor does that of a single point, which may be one of 0 alone.
    assert drawn("points", points=[(0.05, 0.1, 1.0)]).domain == ((0, 1.2), (0, 1.2))
    assert drawn("points", points=[(-0.05, 0.0, 1.0)]).domain == ((-1.2, 1), (-1, 1))
    assert drawn("points", points=[(1e6, 0.0, 0.0), (1e6, 0.1, 1.0)]).domain == (
        (999999, 1000001),
        (0, 0.12),
    )


@pytest.mark.parametrize("first", [0.0, 1e6, -1e12, 1e30, 1e300])
@pytest.mark.parametrize("apart", [0.0, 5e-324, 1e-300, 1e-10, 1e300])
def test_the_plane_of_own_points_is_never_a_line(first: float, apart: float) -> None:
    corners = ((first, -first, 0.0), (first + apart, apart - first, 1.0))
    for low, high in drawn("points", points=corners).domain:
        assert np.isfinite([low, high]).all()
        assert high > low


@pytest.mark.parametrize(
    "wrong",
    [
        {"class_names": ["only one"]},
        {"class_names": ["a", "a"]},
        {"points": [[0.0, 0.0, 2.0], [1.0, 1.0, 0.0]]},
        {"points": [[0.0, 0.0, 0.5], [1.0, 1.0, 0.0]]},
        {"points": []},
        {"points": [[0.0, float("nan"), 0.0], [1.0, 1.0, 0.0]]},
        {"points": [[0.0, 0.0], [1.0, 1.0]]},
    ],
)
def test_own_points_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        drawn("points", **wrong)


def test_scaling_is_measured_on_training_points_alone() -> None:
    cloud = points(drawn("pass_class", n=300))
    scaled = cloud.scaling.apply(cloud.x[:, : cloud.train])
    np.testing.assert_allclose(scaled.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std(axis=1), 1)


@pytest.mark.parametrize("kind", ["standard", "min_max"])
@pytest.mark.parametrize("value", [0.1, -7.7, 1e6 + 0.3])
def test_an_axis_on_which_nothing_varies_is_only_centred(
    kind: Literal["standard", "min_max"], value: float
) -> None:
    x = np.array([[value] * 7, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]])
    scaling = Scaling.of(kind, x)
    assert (scaling.centre[0], scaling.spread[0]) == (value, 1)
    assert scaling.apply(np.array([[value], [3.0]])).tolist() == [[0], [0]]


def test_points_that_differ_by_one_in_the_middle_are_others() -> None:
    rows = [(float(k), 0.0, float(k % 2)) for k in range(50)]
    data, same = (OwnPoints(points=tuple(rows)) for _ in range(2))
    rows[25] = (25.0, 7.0, 1.0)
    moved = OwnPoints(points=tuple(rows))
    assert hash(data) == hash(same)
    assert points(data) is points(same)
    assert sorted(points(moved).x[1]) != sorted(points(data).x[1])


LEARNERS: dict[str, dict[str, object]] = {
    "spiral": {"hidden_layers": [16, 16]},
    "arms": {"hidden_layers": [16, 16]},
    "checkerboard": {"hidden_layers": [24, 24]},
    "waves": {"hidden_layers": [24, 24]},
    "reg_gauss": {"hidden_layers": [24, 24]},
}


@pytest.mark.parametrize("kind", [kind for kind in DRAWN if kind != "overfit"])
def test_a_small_network_learns_it(kind: str) -> None:
    learner = engine.Spec.model_validate(
        {
            "data": {"kind": kind, "n": 2000 if kind in ("waves", "reg_gauss") else 600},
            "network": LEARNERS.get(kind, {"hidden_layers": [12, 12]}),
            "training": {"loss": loss_for(kind), "optimizer": "adam"},
        }
    )
    last = engine.advance(engine.init(learner), epochs=150).history.last()
    assert last.get("val_accuracy", last.get("val_r2", 0)) > 0.9


@pytest.mark.parametrize("test_fraction", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("seed", range(10))
def test_stratified_data_have_every_class_on_both_sides(seed: int, test_fraction: float) -> None:
    plain, even = (
        points(
            drawn(
                "blobs",
                n=40,
                n_classes=10,
                seed=seed,
                test_fraction=test_fraction,
                stratified=stratified,
            )
        )
        for stratified in (False, True)
    )
    assert even.train == plain.train
    assert sorted(even.x[0]) == sorted(plain.x[0])
    for part in (even.labels[: even.train], even.labels[even.train :]):
        counts = np.bincount(part.astype(int), minlength=10)
        assert counts.min() >= 1
        assert counts.max() - counts.min() <= 1


def test_a_class_of_few_is_learned_too() -> None:
    rows = [[k, 0, int(k >= 18)] for k in range(20)]
    own = points(drawn("points", points=rows, test_fraction=0.5, stratified=True))
    assert own.labels[: own.train].sum() == own.labels[own.train :].sum() == 1


def test_real_values_are_split_as_ever() -> None:
    plain, even = (points(drawn("waves", stratified=even)) for even in (False, True))
    assert np.array_equal(plain.x, even.x)


@pytest.mark.parametrize("kind", ["circle", "xor", "pass_class"])
@pytest.mark.parametrize("noise", [0.0, 0.2, 0.5])
def test_noise_flips_classes_evenly_where_it_is_asked_to(kind: str, noise: float) -> None:
    clean, even, uneven = (
        points(drawn(kind, n=2000, noise=amount, even_flips=is_even))
        for amount, is_even in ((0.0, False), (noise, True), (noise, False))
    )
    assert np.array_equal(clean.x, even.x)
    assert np.array_equal(clean.x, uneven.x)
    for label in (0, 1):
        own = clean.labels == label
        assert (even.labels[own] != label).mean() == pytest.approx(noise / 2, abs=1 / own.sum())
