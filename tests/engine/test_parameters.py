"""First weights that are given one by one are those of the run, wherever its spec goes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from engine.network import Shape, initial_parameters
from engine.spec import MOST_WEIGHTS
from tests.engine.specs import equal, spec

GIVEN: list[dict[str, Any]] = [
    {"layer": 0, "unit": 2, "input": 1, "value": 0.15},
    {"layer": 1, "unit": 0, "value": -2},
    {"layer": 2, "unit": 0, "input": None, "value": 0.5},
]
FROZEN = [{"layer": 1, "input": "bias", "value": 0.25}]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_is_given_takes_the_place_of_what_is_drawn(dtype: str) -> None:
    drawn = spec(network={"dtype": dtype})
    given = spec(network={"dtype": dtype, "weights": GIVEN})
    vector, first = initial_parameters(drawn), initial_parameters(given)
    blocks = Shape.of(drawn).blocks(vector)
    blocks[0][1, 2], blocks[1][-1, 0], blocks[2][-1, 0] = 0.15, -2, 0.5
    assert first.tobytes() == vector.tobytes()
    assert [weight.input for weight in given.network.weights] == [1, "bias", "bias"]
    # What is held is held, whatever is given there.
    held = spec(network={"weights": GIVEN}, training={"frozen": FROZEN})
    assert Shape.of(held).blocks(initial_parameters(held))[1][-1].tolist() == [0.25, 0.25]


def test_a_spec_that_gives_no_weights_says_and_draws_what_it_did() -> None:
    plain = spec().model_dump()
    assert plain["network"].pop("weights") == ()
    before = engine.init(engine.Spec.model_validate(plain))
    assert equal(before, engine.init(spec(network={"weights": []})))


def test_weights_that_are_set_before_the_first_update_are_part_of_the_spec() -> None:
    state = engine.advance_many([engine.init(spec())], epochs=2)[0]
    weights = [engine.Weight.model_validate(each) for each in GIVEN]
    begun = engine.set_weights(engine.init(spec()), weights)
    # To the bit the run of that spec: alarms go by the loss that it begins with, too.
    assert begun.first is None
    assert equal(begun, engine.init(spec(network={"weights": GIVEN})))
    other = engine.Weight(layer=1, unit=0, value=7)
    again = engine.set_weights(begun, [other])
    expected = (weights[0], other, weights[2])
    assert again.spec.network.weights == expected
    assert equal(again, engine.init(again.spec))
    # What is learned stays a matter of the state.
    assert engine.set_weights(state, weights).spec == state.spec
    later = engine.advance(again, epochs=1)
    assert engine.set_weights(later, weights).spec == again.spec
    together = engine.advance_many([engine.init(spec()), begun, again, begun], epochs=1)
    np.testing.assert_allclose(together[2].parameters, later.parameters, rtol=1e-12)
    assert [each.spec for each in together] == [spec(), begun.spec, again.spec, begun.spec]


def test_more_than_a_spec_holds_are_what_training_sets_out_from() -> None:
    wide = spec(network={"hidden_layers": [MOST_WEIGHTS]})
    first = engine.set_weights(
        engine.init(wide), [engine.Weight(layer=0, unit=0, input=0, value=0.5)]
    )
    all_of_them = [
        engine.Weight(layer=0, unit=unit, input=1, value=unit) for unit in range(MOST_WEIGHTS)
    ]
    many = engine.set_weights(first, all_of_them)
    assert many.spec == first.spec
    assert many.first is many.parameters
    assert Shape.of(wide).blocks(many.parameters)[0][1].tolist() == list(range(MOST_WEIGHTS))
    # One more is set beside those that are not told.
    one = engine.set_weights(many, [engine.Weight(layer=1, unit=0, value=3)])
    assert (one.spec, one.first is one.parameters) == (first.spec, True)
    assert engine.advance(one, epochs=1).first is one.first
    assert len(engine.set_weights(first, all_of_them[1:]).spec.network.weights) == MOST_WEIGHTS


def test_what_was_held_before_the_first_update_is_set_out_from() -> None:
    held = engine.amend(engine.init(spec()), frozen=FROZEN)
    assert held.first is None
    free = engine.amend(held, frozen=[])
    assert free.first is not None
    assert free.first.tobytes() == held.parameters.tobytes()


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({}, {}, True),
        ({"unit": 1}, {}, True),
        ({}, {"input": 0}, True),
        ({"unit": 1}, {"input": "bias"}, True),
        ({"input": 1}, {"unit": 0}, True),
        ({"unit": 1, "input": 0}, {"unit": 1}, True),
        ({"unit": 1}, {"unit": 0}, False),
        ({"input": "bias"}, {"input": 0}, False),
        ({"unit": 1, "input": 0}, {"input": "bias"}, False),
        ({"unit": 1, "input": 0}, {"unit": 0, "input": 0}, False),
        ({}, {"layer": 1}, False),
    ],
)
def test_nothing_is_held_at_two_values(
    first: dict[str, Any], second: dict[str, Any], clash: bool
) -> None:
    for one, other in ((first, second), (second, first)):
        frozen = [{"layer": 0, **one, "value": 1}, {"layer": 0}, {"layer": 0, **other, "value": 2}]
        place = ("training", "frozen", 2, "value")
        refused = [] if not clash else [(place, "frozen_otherwise")]
        assert refusals(training={"frozen": frozen}) == refused
        frozen[2]["value"] = 1
        assert refusals(training={"frozen": frozen}) == []


def refusals(**parts: Any) -> list[tuple[Any, str]]:
    """Where a spec is refused, and by which code."""
    try:
        spec(**parts)
    except ValidationError as error:
        return [(each["loc"], each["type"]) for each in error.errors()]
    return []


@pytest.mark.parametrize(
    ("weight", "codes"),
    [
        ({"layer": 3}, {"layer": "weight_layer"}),
        ({"unit": 3}, {"unit": "weight_unit"}),
        ({"unit": 3, "input": 2}, {"unit": "weight_unit", "input": "weight_input"}),
        ({"input": "b"}, {"input": "whole_or_word"}),
        ({"unit": None}, {"unit": "int_type"}),
        ({"value": 1e7}, {"value": "less_than_equal"}),
        ({"value": None}, {"value": "float_type"}),
        ({"unit": 1, "input": "bias"}, {"": "weight_repeated"}),
        ({"unit": 1, "input": None}, {"": "weight_repeated"}),
    ],
)
def test_what_is_not_there_cannot_be_given(weight: dict[str, Any], codes: dict[str, str]) -> None:
    weights = [
        {"layer": 0, "unit": 1, "value": 1},
        {"layer": 0, "unit": 0, "input": 0, "value": 1, **weight},
    ]
    found = dict(refusals(network={"weights": weights}))
    place = ("network", "weights", 1)
    assert found == {(*place, *([name] if name else [])): code for name, code in codes.items()}
