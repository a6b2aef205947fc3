"""An optimizer turns the gradient into a step downhill.

To add one: write its class in one of the files here, with `calls`, and add it to the union at that
file's end.
"""

from typing import Annotated

from engine.choice import OneOf
from engine.optimizers.adaptive import Adaptive
from engine.optimizers.base import Optimizer
from engine.optimizers.plain import SGD, Plain

AnyOptimizer = Annotated[Plain | Adaptive, OneOf()]

__all__ = ["SGD", "AnyOptimizer", "Optimizer"]
