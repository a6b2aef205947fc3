"""A sentence for a person, and the code and parameters that another language makes it from.

Every sentence of the engine is written once, in the table below, under its code. Codes stay as
they are once they have been published; the English may be improved.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Param = str | int | float


class Sentence(BaseModel):
    """A sentence in English, with what it says in any language."""

    model_config = ConfigDict(frozen=True)

    code: str | None = Field(
        None, description="Which sentence it is; null where it was kept by a version without codes."
    )
    params: dict[str, Param] = Field(
        {},
        description="What was put into it. A part that has words of its own is its code.",
    )
    detail: str = Field(description="The sentence in English.")

    def __str__(self) -> str:
        return self.detail

    @classmethod
    def of(
        cls, table: Mapping[str, str], code: str, params: Mapping[str, Param | Sentence]
    ) -> Sentence:
        """The sentence of that code in a table. A parameter may be a sentence itself: its words are
        put in, and its own parameters come along."""
        plain: dict[str, Param] = {}
        for name, value in params.items():
            if isinstance(value, Sentence):
                plain |= value.params | {name: value.code or ""}
            else:
                plain[name] = value
        return cls(code=code, params=plain, detail=table[code].format_map(params))


def say(code: str, /, **params: Param | Sentence) -> Sentence:
    """The engine's sentence of that code."""
    return Sentence.of(SENTENCES, code, params)


def invalid(sentence: Sentence) -> PydanticCustomError:
    """What a validator raises to refuse a value with this sentence."""
    return PydanticCustomError(sentence.code or "", sentence.detail, sentence.params)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


SENTENCES = {
    # A spec that is not valid.
    "choice_missing": "Should be a name, or have a kind.",
    "choice_unknown": "Unknown name{hint} Known: {known}.",
    "near_name": "; did you mean {near}?",
    "no_near_name": ".",
    "whole_or_word": 'Should be a whole number, or "{word}".',
    "classes_repeated": "Each class needs a name of its own.",
    "classes_too_few": "One class leaves nothing to tell apart.",
    "inputs_repeated": "Each input can be given only once.",
    "label_unknown": "The last number of every point should be the number of its class, "
    "0 to {last}.",
    "values_repeated": "Each value needs a name of its own.",
    "values_not_scaled": "Values can be scaled where every point has one; here each has several.",
    "values_too_far": "Values that are scaled should not lie further than {most:g} apart.",
    "values_beyond_output": "Values that are scaled to mean 0 and spread 1 lie beyond what an "
    "output of {output} can answer. Take values as they are, or a loss with a linear output.",
    "row_length": "Every point should be {length} numbers: both coordinates, then {labels}.",
    "layer_type": "Should be a whole number of units, or an object with units.",
    "points_too_far": "Coordinates should not lie further than {most:g} apart.",
    "loss_unsuited": "The loss {loss} does not suit the data set {data}, whose task is {task}. "
    "These losses do: {known}.",
    # A formula of one's own. Positions are counted from 1.
    "formula_long": "A formula has at most {most} characters.",
    "formula_large": "A formula is made of at most {most} numbers, names, signs and functions.",
    "formula_deep": "Brackets, powers and signs lie at most {most} deep within one another, and at "
    "position {at} they would lie deeper.",
    "formula_sign": "The sign at position {at} is not known here. Known are + - * / ^ and round "
    "brackets; a root is sqrt(…), |…| is abs(…).",
    "formula_name": "The name at position {at} is not known here{hint} Known: {names}, pi, e and "
    "the functions {functions}.",
    "formula_no_sign": "Before position {at} a sign is missing, such as * of a product.",
    "formula_value": "At position {at} a number, {names} or a bracket is wanted.",
    "formula_ends": "It stops too early: a number, {names} or a bracket is wanted next.",
    "formula_unclosed": "The bracket at position {at} is never closed.",
    "formula_unopened": "The bracket at position {at} was never opened.",
    "formula_comma": "The comma at position {at} parts nothing: max and min take several values, "
    "and decimals are written with a point.",
    "formula_one_value": "{function} at position {at} takes one value in brackets.",
    "formula_two_values": "{function} at position {at} takes two values or more in brackets, "
    "parted by commas.",
    "formula_number": "The number at position {at} is too large.",
    "formulas_many": "A network has at most {most} formulas of your own.",
    "formula_constant": "It should depend on {names}.",
    "formula_not_finite": "It has no finite value at {place}, and should have one for {range}.",
    "formula_slope_not_finite": "Its slope is not finite at {place}, and should be for {range}.",
    # A change while a run is under way.
    "not_live": "This cannot change while a run is under way; a reset with a new spec can do it."
    "{hint} What can change: {known}.",
    "near_field": " Did you mean {near}?",
    "no_near_field": "",
    "network_stays": "What goes on from a trained network has the same inputs, layers and first "
    "weights. Data, loss, optimizer and all else of the training may change.",
    "outputs_stay": "The network has outputs: {count}. Data and loss that want another number of "
    "them need a network of their own.",
    "measures_stay": "What is measured stays as it is, so that the history can go on: {names}.",
    "weight_layer": "The layers are numbered 0 to {last}.",
    "weight_unit": "The units of this layer are numbered 0 to {last}.",
    "weight_input": "The inputs of this layer are numbered 0 to {last}.",
    "weight_repeated": "This weight or bias is given already.",
    "frozen_otherwise": "Some of this is held at another value already.",
    "weight_held": "This is held at {value:g}; free it first.",
    "budget": "Give one of epochs, steps and samples, as a positive whole number.",
    # The arithmetic of a point.
    "point_not_finite": "A point is two finite numbers.",
    "unit_unknown": "This network has no such unit.",
    "target_class": "The target is the number of a class, 0 to {last}.",
    "target_values": "The target is {count} finite number(s).",
    # The landscape of the loss, and what lies within a network.
    "landscape_of_zeros": "All weights that training moves are 0, and directions as long as they "
    "are lead nowhere: there is nothing to see around such a network.",
    "path_without_plane": "The path has no plane yet: train on for two epochs or more.",
    "nothing_tested": "This run has no test points; its train loss can be seen.",
    "nothing_hidden": "This network has no hidden layer.",
    "hidden_layer_unknown": "The hidden layers are numbered 0 to {last}.",
    "hidden_unit_unknown": "The units of this layer are numbered 0 to {last}.",
    "hidden_units_two": "Two different units make a plane.",
    # How a run ends by itself.
    "rate_too_high": "The learning rate of {rate:g} is too high: {sign}.",
    "rate_too_high_with_dropout": "The learning rate of {rate:g} is too high for a dropout of "
    "{dropout:g}: {sign}.",
    "penalty_too_high": "The penalty pulls weights past zero (learning rate {rate:g} × 2λ, "
    "λ = {penalty:g}): {sign}.",
    "values_too_large": "Values up to {largest:.3g} are too large to be learned unless they are "
    "scaled: {sign}.",
    "weights_overflow": "the weights grew beyond what numbers can hold",
    "loss_overflow": "the loss grew beyond what numbers can hold",
    "loss_stays_high": "the loss stays above what it was at the start",
    # Why a network stands still.
    "first_weights_zero": "All weights are 0, so that no unit is told from another: draw other "
    "first weights.",
    "weights_zero": "All weights are 0: the penalty costs more than there is to gain. Lower its "
    "rate.",
    "values_out_of_reach": "Values up to {largest:.3g} are out of reach for steps of this size: "
    "scale the values.",
    "clip_too_small": "The clip norm of {limit:g} leaves next to nothing of a gradient of length "
    "{length:.2g}: raise it.",
    "rate_too_small": "The learning rate of {rate:g} is too small to move anything: raise it.",
    "gradient_vanishes": "The gradient vanishes on its way back: the first layer's is {times:.0f} "
    "times shorter than the longest. Fewer layers, another activation or Adam may help.",
    # Links of TensorFlow Playground.
    "link_foreign": "This is not a playground.tensorflow.org link.",
    "link_data": "The data set {data!r} is not known.",
    "link_activation": "The activation {activation!r} is not known.",
    "link_value": "A value in this link makes no sense.",
    "link_number": "{key} should be a number from 0 to {most:g}.",
    "link_whole_number": "{key} should be whole numbers from 1 to {most}.",
    "link_left_out": "Left out, since it has no meaning here: {names}.",
    "link_no_input": "The link feeds no input at all; here it is fed x₁ and x₂.",
    # States that were written down.
    "state_version": "This state was written by another version of the engine.",
    "state_misfit": "The array {name} does not fit the spec in this state.",
    "state_not_finite": "The array {name} holds what is no number.",
    "state_unreadable": "These bytes are not a state that this engine wrote.",
}
"""English, by code: a template with named parameters."""
