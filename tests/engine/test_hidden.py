"""Within a network: where a layer puts the points, and what it is without a unit."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.network import Shape, forward, input_values
from tests.engine.specs import equal, spec

STATE = engine.advance(engine.init(spec(network={"hidden_layers": [5, 2]})), epochs=3)
BLOCKS = Shape.of(STATE.spec).blocks(STATE.parameters)
ACTIVATIONS = [layer.activation for layer in STATE.spec.network.hidden_layers]
X, _, TRAIN = engine.points_of(STATE)


def answers(layer: int, x: np.ndarray) -> np.ndarray:
    """What a layer answers, (units, n)."""
    return forward(BLOCKS, ACTIVATIONS, input_values(STATE.spec, x.T))[layer]


def test_two_units_are_shown_as_they_are_and_what_follows_is_exact() -> None:
    space = engine.hidden_space(STATE, 1, grid=7, resolution=9)
    theirs = answers(1, X)
    assert space.units == (0, 1)
    assert space.is_exact
    np.testing.assert_allclose(np.concatenate([space.train, space.test], axis=1), theirs)
    assert space.train.shape == (2, TRAIN)
    assert sum(space.shares) == pytest.approx(1)
    # The grid is that of the boundary, bent; its answers are those of the plane where it lies.
    x1, x2 = np.meshgrid(np.linspace(-6, 6, 7), np.linspace(-6, 6, 7))
    bent = answers(1, np.stack([x1.ravel(), x2.ravel()], axis=1))
    np.testing.assert_allclose(space.grid, bent.reshape(2, 7, 7))
    corner = np.array([[space.domain[0][1]], [space.domain[1][0]]])
    z = BLOCKS[2][:-1].T @ corner + BLOCKS[2][-1:].T
    assert space.regions[0, 0, -1] == pytest.approx(float(1 / (1 + np.exp(-z[0, 0]))))
    for ticks, (first, last) in zip(space.grid, space.domain, strict=True):
        assert first < ticks.min()
        assert ticks.max() < last


def test_many_units_are_seen_along_their_principal_components() -> None:
    space = engine.hidden_space(STATE, 0)
    theirs = answers(0, X[:TRAIN])
    centred = theirs - theirs.mean(axis=1, keepdims=True)
    lengths = np.linalg.svd(centred, compute_uv=False)
    assert space.units is None
    assert not space.is_exact
    np.testing.assert_allclose(space.shares, lengths[:2] ** 2 / (lengths**2).sum())
    np.testing.assert_allclose(np.linalg.norm(space.train, axis=1), lengths[:2])
    np.testing.assert_allclose(space.train.mean(axis=1), 0, atol=1e-12)
    assert abs(space.train[0] @ space.train[1]) < 1e-9


def test_components_of_two_units_lose_nothing_and_one_unit_is_a_line() -> None:
    whole = engine.hidden_space(STATE, 1, (1, 0), resolution=5)
    np.testing.assert_allclose(whole.train[::-1], engine.hidden_space(STATE, 1).train)
    single = engine.advance(engine.init(spec(network={"hidden_layers": [1]})), epochs=1)
    line = engine.hidden_space(single, 0)
    assert line.is_exact
    assert not line.test[1].any()
    assert line.shares == pytest.approx((1, 0))


@pytest.mark.parametrize(
    ("data", "outputs"),
    [({"kind": "blobs"}, 3), ({"kind": "whirl"}, 2), ({"kind": "reg_plane"}, 1)],
)
def test_any_task_has_regions_in_its_own_units(data: dict[str, str], outputs: int) -> None:
    loss = "categorical_crossentropy" if data["kind"] == "blobs" else "mean_squared_error"
    made = spec(data, {"dtype": "float32"}, {"loss": loss})
    space = engine.hidden_space(engine.init(made), 0, (2, 0), resolution=6)
    assert space.regions.shape == (outputs, 6, 6)
    assert space.range == engine.observe(engine.init(made), 4, None).range


def test_a_unit_that_is_held_at_0_is_heard_no_more() -> None:
    before = STATE.parameters.copy()
    without = engine.ablate(STATE, [(0, 3), (1, 1)])
    hidden = answers(0, X)
    hidden[3] = 0
    second = ACTIVATIONS[1].value(BLOCKS[1][:-1].T @ hidden + BLOCKS[1][-1:].T)
    second[1] = 0
    z = BLOCKS[2][:-1].T @ second + BLOCKS[2][-1:].T
    np.testing.assert_allclose(engine.predict(without, X)[:, 0], 1 / (1 + np.exp(-z[0])))
    np.testing.assert_array_equal(STATE.parameters, before)
    assert equal(engine.ablate(STATE, []), STATE)


def test_what_there_is_not_is_said() -> None:
    flat = engine.init(spec(network={"hidden_layers": []}))
    for code, state, layer, units in (
        ("nothing_hidden", flat, 0, None),
        ("hidden_layer_unknown", STATE, 2, None),
        ("hidden_unit_unknown", STATE, 0, (0, 5)),
        ("hidden_units_two", STATE, 0, (1, 1)),
    ):
        with pytest.raises(engine.HiddenError) as refused:
            engine.hidden_space(state, layer, units)
        assert refused.value.sentence.code == code
    for unit in ((0, 5), (2, 0)):
        with pytest.raises(engine.HiddenError):
            engine.ablate(STATE, [unit])
