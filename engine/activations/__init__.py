"""An activation bends what a neuron has summed: a = g(z), applied to every number alone.

To add one: write its class in one of the files here, with `value` and `derivative`, and add it to
the union at that file's end. Every menu, document and gradient check finds it there.
"""

from typing import Annotated

from engine.activations.base import Activation
from engine.activations.bounded import Bounded
from engine.activations.classic import Classic, Linear, Relu, Sigmoid, Step, Tanh
from engine.activations.own import Own, OwnActivation
from engine.activations.rectifiers import Rectifiers
from engine.choice import OneOf

AnyActivation = Annotated[Classic | Rectifiers | Bounded | Own, OneOf()]

__all__ = [
    "Activation",
    "AnyActivation",
    "Linear",
    "OwnActivation",
    "Relu",
    "Sigmoid",
    "Step",
    "Tanh",
]
