"""A data set is a cloud of points in the plane, each with the class or value to be learned.

To add one: write its class in one of the files here, with `draw`, and add it to the union at that
file's end.
"""

from typing import Annotated

from engine.choice import OneOf
from engine.datasets.base import Dataset, Points, Scaling, points
from engine.datasets.by_formula import ByFormula
from engine.datasets.gates import Gates
from engine.datasets.lecture import Lecture
from engine.datasets.many_classes import ManyClasses
from engine.datasets.own import Own
from engine.datasets.playground import Playground
from engine.datasets.real_values import RealValues
from engine.datasets.two_classes import Circle, TwoClasses

AnyDataset = Annotated[
    TwoClasses | Lecture | Gates | ManyClasses | RealValues | ByFormula | Own | Playground,
    OneOf(),
]

__all__ = ["AnyDataset", "Circle", "Dataset", "Points", "Scaling", "points"]
