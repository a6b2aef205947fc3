"""A Spec is everything that decides a run: the data, the network and how it is trained.

The same Spec always gives the same run. Three seeds set its chances apart: the data's, the
initial weights' and the order of the batches.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, Field, GetJsonSchemaHandler, ValidationError, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails

from engine.activations import AnyActivation, Tanh
from engine.choice import STRICT, members
from engine.datasets import AnyDataset, Circle, Dataset, points
from engine.features import X1, X2, AnyFeature, OwnFeature
from engine.formulas import Ranges, unsound
from engine.formulas.field import not_finite
from engine.initializers import AnyInitializer, GlorotUniform
from engine.losses import AnyLoss, BinaryCrossentropy, Loss
from engine.optimizers import SGD, AnyOptimizer
from engine.regularizers import AnyRegularizer, NoRegularizer
from engine.sentences import invalid, say


class Layer(BaseModel):
    """One hidden layer: how many units, and the activation they share."""

    model_config = STRICT

    units: int = Field(ge=1, title="Units")
    activation: AnyActivation = Tanh()

    @model_validator(mode="before")
    @classmethod
    def _is_a_layer(cls, value: Any) -> Any:
        if not isinstance(value, (dict, Layer)):
            raise invalid(say("layer_type"))
        return value


class _UnitsAreALayer:
    """Lets OpenAPI say that 8 is short for a layer of 8 units."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer", "minimum": 1}, handler(schema)]}


class Network(BaseModel):
    """What the network is: its inputs, its hidden layers and its first weights."""

    model_config = STRICT

    inputs: tuple[AnyFeature, ...] = Field((X1(), X2()), min_length=1, strict=False, title="Inputs")
    activation: AnyActivation = Field(
        Tanh(), title="Activation", description="For hidden layers that name none of their own."
    )
    hidden_layers: tuple[Annotated[Layer, _UnitsAreALayer()], ...] = Field(
        (Layer(units=4), Layer(units=2)), strict=False, title="Hidden layers"
    )
    initializer: AnyInitializer = Field(GlorotUniform(), title="Initial weights")
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
    batch_size: int = Field(
        10,
        ge=1,
        title="Batch size",
        description="How many points each step looks at.",
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
    seed: int = Field(
        1,
        ge=0,
        lt=2**32,
        title="Batch seed",
        description="Another seed, another order of points and other units dropped.",
    )


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
    def _inputs_are_finite(self) -> Spec:
        own = [
            (k, each) for k, each in enumerate(self.network.inputs) if isinstance(each, OwnFeature)
        ]
        faults = []
        for k, feature in own:
            ranges = _plane(self.data)
            if place := unsound(feature.tree, ranges):
                said = not_finite(place, ranges)
                where = ("network", "inputs", k, "expression")
                faults.append(InitErrorDetails(type=invalid(said), loc=where, input=None))
        if faults:
            raise ValidationError.from_exception_data("Spec", faults)
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
        return self
