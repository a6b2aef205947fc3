"""The lecture's own example: will I pass this class?"""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.arrays import Array
from engine.datasets.base import Domain, Flipping, ScalingKind
from engine.datasets.fields import flips_field

LECTURES, HOURS, PASSED = 30.0, 60.0, 0.8


class PassClass(Flipping):
    """Will I pass this class? From lectures attended and hours spent on the final project.

    The axes have real units of different size, so the network is given them scaled to mean 0 and
    standard deviation 1.
    """

    kind: Literal["pass_class"] = "pass_class"
    title = "Will I pass this class?"

    noise: float = flips_field("normally, by σ = 30 × noise lectures and 60 × noise hours")

    @property
    def axes(self) -> tuple[str, str]:
        return ("lectures attended", "hours on the project")

    @property
    def classes(self) -> tuple[str, ...]:
        return ("fail", "pass")

    @property
    def domain(self) -> Domain:
        return ((0.0, LECTURES), (0.0, HOURS))

    @property
    def scaling_kind(self) -> ScalingKind:
        return "standard"

    def draw(self, random: np.random.Generator) -> tuple[Array, Array, Array]:
        # Either will do, much of one or some of both: one passes above a curve, not a line.
        share = random.uniform(0, 1, (2, self.n))
        merit = share + random.normal(0, 1, (2, self.n)) * self.noise
        labels = np.hypot(share[0], share[1]) > PASSED
        strayed = np.hypot(merit[0], merit[1]) > PASSED
        x = share * np.array([[LECTURES], [HOURS]])
        return np.round(x[0]), np.round(x[1], 1), self.flipped(labels, strayed, random)


Lecture = PassClass
