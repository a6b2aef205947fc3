"""The catalogue says enough of every choice to draw a menu, a form and a page of documentation."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import engine
from engine.catalogue import REGISTRIES
from engine.choice import Choice
from engine.elsewhere import NAMES
from engine.initializers import Initializer
from engine.network import input_values

CATALOGUE = engine.catalogue()
CHOICES = [choice for choices in REGISTRIES.values() for choice in choices]


def test_it_is_json() -> None:
    assert json.loads(json.dumps(CATALOGUE, allow_nan=False)) == CATALOGUE


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.name()}")
def test_every_entry_is_complete(choice: type[Choice]) -> None:
    entry = choice.entry()
    assert entry["kind"] == entry["defaults"]["kind"] if isinstance(entry["defaults"], dict) else 1
    assert entry["title"]
    assert entry["help"].endswith((".", "?")), "one plain sentence"
    for name, field in entry["schema"]["properties"].items():
        assert field["title"], name
        assert field["description"].endswith("."), name
        assert "default" in field, name


@pytest.mark.parametrize("family", REGISTRIES)
def test_names_and_aliases_are_unique(family: str) -> None:
    names = [name for c in REGISTRIES[family] for name in (c.name(), *c.aliases)]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)


def test_formulas_are_there() -> None:
    for family in ("activations", "losses", "optimizers", "regularizers", "initializers"):
        for entry in CATALOGUE[family]:
            assert entry["formula"], entry["kind"]
    for entry in CATALOGUE["activations"]:
        assert entry["derivative"]
        assert len(entry["curve"]["z"]) == len(entry["curve"]["g"]) == len(entry["curve"]["dg"])


def test_data_sets_bring_a_thumbnail() -> None:
    for entry in CATALOGUE["datasets"]:
        assert entry["task"] in ("binary", "multiclass", "regression")
        assert len(entry["axes"]) == 2
        assert len({len(values) for values in entry["sample"].values()}) == 1
        assert bool(entry["classes"]) == (entry["task"] != "regression")


def test_inputs_bring_a_picture_of_themselves() -> None:
    maps = {entry["kind"]: np.array(entry["map"]) for entry in CATALOGUE["inputs"]}
    for picture in maps.values():
        assert picture.shape == (20, 20)
        assert np.abs(picture).max() == 1
    assert maps["x1"][0, -1] == maps["x2"][-1, 0] == 1
    assert (maps["sin_x1"][0] == maps["sin_x2"][:, 0]).all()


@given(st.sampled_from(REGISTRIES["initializers"]), st.integers(1, 200), st.integers(1, 200))
@settings(max_examples=40, deadline=None)
def test_initial_weights_are_finite_and_of_modest_size(
    choice: type[Initializer], d_in: int, d_out: int
) -> None:
    block = np.zeros((d_in + 1, d_out))
    choice().fill(np.random.default_rng(1), [block])
    assert np.isfinite(block).all()
    assert np.abs(block).max() < 10
    assert block[:-1].any() == (choice.name() != "zeros")


def test_the_default_spec_is_valid() -> None:
    default = engine.Spec.model_validate(CATALOGUE["default_spec"])
    assert default == engine.Spec()
    assert TypeAdapter(engine.Spec).json_schema() == CATALOGUE["spec_schema"]


def test_names_elsewhere_are_of_things_that_are_here() -> None:
    for family, names in NAMES.items():
        assert set(names) <= {entry["kind"] for entry in CATALOGUE[family]}
    (relu,) = [entry for entry in CATALOGUE["activations"] if entry["kind"] == "relu"]
    assert relu["elsewhere"] == {"keras": "activations.relu", "pytorch": "nn.ReLU"}


def test_a_loss_shows_its_curve_and_the_slope_of_that_curve() -> None:
    for entry in CATALOGUE["losses"]:
        z, loss, slope = (np.array(entry["plot"][name]) for name in ("z", "loss", "slope"))
        assert loss.min() >= 0
        assert loss[0] > loss[60]  # z = 1 is nearer to the right answer than z = −5
        middle = (slope[1:] + slope[:-1]) / 2
        smooth = np.abs(np.diff(slope)) < 0.5
        assert smooth.mean() > 0.9
        np.testing.assert_allclose((np.diff(loss) / np.diff(z))[smooth], middle[smooth], atol=0.01)


def test_inputs_are_what_their_names_say() -> None:
    x1, x2 = -1.5, 2.0
    expected = {
        "x1": x1,
        "x2": x2,
        "x1_squared": 2.25,
        "x2_squared": 4.0,
        "x1_x2": -3.0,
        "sin_x1": math.sin(x1),
        "sin_x2": math.sin(x2),
        "cos_x1": math.cos(x1),
        "cos_x2": math.cos(x2),
    }
    network = {"inputs": list(expected), "dtype": "float64"}
    spec = engine.Spec.model_validate({"network": network})
    fed = input_values(spec, np.array([[x1], [x2]]))
    assert fed[:-1, 0].tolist() == pytest.approx(list(expected.values()))
