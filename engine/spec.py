"""A Spec is everything that decides a run: the data, the network and how it is trained.

The same Spec always gives the same run. Three seeds set its chances apart: the data's, the
initial weights' and the order of the batches.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, Field, GetJsonSchemaHandler, ValidationError, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails

from engine.activations import AnyActivation, Linear, OwnActivation, Tanh
from engine.choice import STRICT, members
from engine.datasets import AnyDataset, Circle, Dataset, points
from engine.features import X1, X2, AnyFeature, OwnFeature
from engine.formulas import Ranges
from engine.initializers import AnyInitializer, GlorotUniform
from engine.losses import AnyLoss, BinaryCrossentropy, Loss
from engine.optimizers import SGD, AnyOptimizer
from engine.parameters import Frozen, Weight, contradictions, faults
from engine.regularizers import AnyRegularizer, NoRegularizer
from engine.sentences import Sentence, invalid, say
from engine.whole import WholeOr

MOST_INPUTS, MOST_LAYERS = 32, 256
"""More than any network here has, and few enough to be looked at one by one."""
MOST_WEIGHTS = 500
"""First weights that are given one by one. All of them are in every answer, and in a link."""


def _as_the_network_has_it(schema: dict[str, Any]) -> None:
    """Left out, it is the network's own, so no schema should have clients send another."""
    schema.pop("default", None)


class Layer(BaseModel):
    """One hidden layer: how many units, and the activation they share."""

    model_config = STRICT

    units: int = Field(ge=1, title="Units")
    activation: AnyActivation = Field(Tanh(), json_schema_extra=_as_the_network_has_it)

    @model_validator(mode="before")
    @classmethod
    def _is_a_layer(cls, value: Any) -> Any:
        if not isinstance(value, (dict, Layer)):
            raise invalid(say("layer_type"))
        return value


def _too_long(name: str, most: int, length: int) -> ValidationError:
    context = {"field_type": "Tuple", "max_length": most, "actual_length": length}
    fault = InitErrorDetails(type="too_long", loc=(name,), input=None, ctx=context)
    return ValidationError.from_exception_data("Network", [fault])


class _UnitsAreALayer:
    """Lets OpenAPI say that 8 is short for a layer of 8 units."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer", "minimum": 1}, handler(schema)]}


class Network(BaseModel):
    """What the network is: its inputs, its hidden layers and its first weights."""

    model_config = STRICT

    inputs: tuple[AnyFeature, ...] = Field(
        (X1(), X2()), min_length=1, max_length=MOST_INPUTS, strict=False, title="Inputs"
    )
    activation: AnyActivation = Field(
        Tanh(), title="Activation", description="For hidden layers that name none of their own."
    )
    hidden_layers: tuple[Annotated[Layer, _UnitsAreALayer()], ...] = Field(
        (Layer(units=4), Layer(units=2)),
        max_length=MOST_LAYERS,
        strict=False,
        title="Hidden layers",
    )
    initializer: AnyInitializer = Field(GlorotUniform(), title="Initial weights")
    weights: tuple[Weight, ...] = Field(
        (),
        max_length=MOST_WEIGHTS,
        strict=False,
        title="Set by hand",
        description="First weights and biases that are given, in place of those drawn.",
        json_schema_extra={"given": True},
    )
    dtype: Literal["float32", "float64"] = Field(
        "float32", title="Precision", description="float64 is for checking, float32 for speed."
    )
    seed: int = Field(
        1, ge=0, lt=2**32, title="Weight seed", description="Another seed draws other weights."
    )

    @model_validator(mode="before")
    @classmethod
    def _long_form(cls, value: Any) -> Any:
        """Writes 8 out as a layer, and gives layers without an activation the network's own."""
        if isinstance(value, dict):
            # Before each is looked at.
            for name, most in (("inputs", MOST_INPUTS), ("hidden_layers", MOST_LAYERS)):
                if isinstance(given := value.get(name), (list, tuple)) and len(given) > most:
                    raise _too_long(name, most, len(given))
        if not isinstance(value, dict) or not isinstance(value.get("hidden_layers"), (list, tuple)):
            return value
        default = {"activation": value["activation"]} if "activation" in value else {}
        layers = [
            {"units": layer} if isinstance(layer, int) and not isinstance(layer, bool) else layer
            for layer in value["hidden_layers"]
        ]
        return value | {
            "hidden_layers": [
                default | layer if isinstance(layer, dict) else layer for layer in layers
            ]
        }

    @model_validator(mode="after")
    def _distinct_inputs(self) -> Network:
        if len(set(self.inputs)) < len(self.inputs):
            raise invalid(say("inputs_repeated"))
        return self


class Training(BaseModel):
    """How the network learns."""

    model_config = STRICT

    loss: AnyLoss = Field(BinaryCrossentropy(), title="Loss")
    optimizer: AnyOptimizer = Field(SGD(), title="Optimizer")
    regularizer: AnyRegularizer = Field(NoRegularizer(), title="Regularizer")
    batch_size: Annotated[int | Literal["all"], WholeOr("all", least=1)] = Field(
        10,
        title="Batch size",
        description="How many points each step looks at; all: every training point, however many.",
        json_schema_extra={"live": True},
    )
    shuffle: bool = Field(
        True,
        title="Shuffle",
        description="Takes the points in another order every epoch.",
    )
    dropout: float = Field(
        0.0,
        ge=0,
        le=0.9,
        title="Dropout",
        description="The share of hidden units that sit out each training point.",
        json_schema_extra={"live": True, "step": 0.05},
    )
    frozen: tuple[Frozen, ...] = Field(
        (),
        max_length=1000,
        strict=False,
        title="Frozen",
        description="Weights and biases that training leaves as they are.",
        json_schema_extra={"live": True},
    )
    seed: int = Field(
        1,
        ge=0,
        lt=2**32,
        title="Batch seed",
        description="Another seed, another order of points and other units dropped.",
    )

    def batch_of(self, n: int) -> int:
        """How many of n training points a step looks at, while there are so many."""
        return n if self.batch_size == "all" else self.batch_size


MOST_FORMULAS = 12
"""Formulas of a person's own in a network, each counted once."""
Place = tuple[str | int, ...]


def refused(faults: Mapping[Place, Sentence]) -> ValidationError:
    """What a validator raises to refuse several values, each at its place."""
    details = [
        InitErrorDetails(type=invalid(fault), loc=place, input=None)
        for place, fault in faults.items()
    ]
    return ValidationError.from_exception_data("Spec", details)


STRAY, FEW = 1 / 6, 1000
"""How far points that are drawn may stray beyond what maps show, as a share of it; and how many of
them tell how they are scaled."""


def _plane(data: Dataset) -> Ranges:
    """From where to where coordinates go as the network is given them."""
    sides = np.array(data.domain)
    if "n" in type(data).model_fields:
        sides += np.array([-STRAY, STRAY]) * np.diff(sides)
        data = data.model_copy(update={"n": min(FEW, getattr(data, "n", FEW))})
    if data.scaling_kind != "none":
        sides = points(data).scaling.apply(sides)
    (left, right), (low, high) = sides.tolist()
    return ("x1", left, right), ("x2", low, high)


class Spec(BaseModel):
    """The one input of a run."""

    model_config = STRICT

    data: AnyDataset = Field(Circle(), title="Data")
    network: Network = Field(Network(), title="Network")
    training: Training = Field(Training(), title="Training")

    @model_validator(mode="after")
    def _formulas_are_finite(self) -> Spec:
        network = self.network
        activations: list[tuple[Place, Any]] = [(("network", "activation"), network.activation)]
        activations += [
            (("network", "hidden_layers", k, "activation"), layer.activation)
            for k, layer in enumerate(network.hidden_layers)
        ]
        inputs = [
            (("network", "inputs", k), each)
            for k, each in enumerate(network.inputs)
            if isinstance(each, OwnFeature)
        ]
        # To look for a place takes a moment each.
        own = {each for _, each in activations if isinstance(each, OwnActivation)}
        if len(own) + len(inputs) > MOST_FORMULAS:
            raise refused({("network",): say("formulas_many", most=MOST_FORMULAS)})
        found = [(place, each.fault()) for place, each in activations]
        if inputs:
            plane = _plane(self.data)
            found += [(place, each.fault_on(plane)) for place, each in inputs]
        if faults := {(*place, "expression"): fault for place, fault in found if fault}:
            raise refused(faults)
        return self

    @model_validator(mode="after")
    def _loss_suits_data(self) -> Spec:
        if self.data.task not in self.training.loss.tasks:
            losses = [loss for loss in members(AnyLoss) if issubclass(loss, Loss)]
            raise invalid(
                say(
                    "loss_unsuited",
                    loss=self.training.loss.kind,
                    data=self.data.kind,
                    task=self.data.task,
                    known=", ".join(loss.name() for loss in losses if self.data.task in loss.tasks),
                )
            )
        loss, bends = self.training.loss, not isinstance(self.training.loss.output, Linear)
        if bends and self.data.scales_values and self.data.values:
            raise invalid(say("values_beyond_output", output=loss.output_title()))
        return self

    @model_validator(mode="after")
    def _parameters_are_there(self) -> Spec:
        weights, frozen = self.network.weights, self.training.frozen
        if not weights and not frozen:
            return self
        found: dict[Place, Sentence] = {
            (*place, number, name): sentence
            for place, named in (
                (("network", "weights"), weights),
                (("training", "frozen"), frozen),
            )
            for number, each in enumerate(named)
            for name, sentence in faults(each, self.widths).items()
        }
        known: set[Any] = set()
        for number, each in enumerate(weights):
            if each.place in known:
                found["network", "weights", number] = say("weight_repeated")
            known.add(each.place)
        for number in contradictions(frozen):
            found["training", "frozen", number, "value"] = say("frozen_otherwise")
        if found:
            raise refused(found)
        return self

    @property
    def widths(self) -> tuple[int, ...]:
        """The sizes of the layers, from inputs to outputs."""
        hidden = (layer.units for layer in self.network.hidden_layers)
        outputs = self.training.loss.outputs(self.data.task, self.data.width)
        return len(self.network.inputs), *hidden, outputs
