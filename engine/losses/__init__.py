"""A loss says how wrong one answer is; training makes its mean over the data, J(W), small.

To add one: write its class in one of the files here, with `value` and `slope`, and add it to the
union at that file's end.
"""

from typing import Annotated

from engine.choice import OneOf
from engine.losses.base import Loss, Task
from engine.losses.classification import BinaryCrossentropy, Classification
from engine.losses.regression import Regression

AnyLoss = Annotated[Classification | Regression, OneOf()]

__all__ = ["AnyLoss", "BinaryCrossentropy", "Loss", "Task"]
