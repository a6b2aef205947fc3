"""The tables of logic, four points each: what the first neurons were asked to learn."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from engine.arrays import Array
from engine.datasets.base import Dataset, Domain

Gate = Literal["and", "or", "nand", "nor", "xor"]
TABLES: dict[Gate, tuple[int, int, int, int]] = {
    "and": (0, 0, 0, 1),
    "or": (0, 1, 1, 1),
    "nand": (1, 1, 1, 0),
    "nor": (1, 0, 0, 0),
    "xor": (0, 1, 1, 0),
}
"""The answers to 00, 01, 10 and 11."""


class LogicGate(Dataset):
    """The four rows of a table of logic, in their order: a line parts all but those of xor."""

    kind: Literal["logic_gate"] = "logic_gate"
    title = "logic gate"
    source = "McCulloch & Pitts, A Logical Calculus of the Ideas Immanent in Nervous Activity, 1943"

    gate: Gate = Field("and", title="Gate", description="What is asked of the two inputs.")
    test_fraction: float = Field(
        0.0,
        ge=0,
        le=0.9,
        title="Test share",
        description="The share of rows, the last ones, that the network never learns from.",
        json_schema_extra={"step": 0.25},
    )

    @property
    def n(self) -> int:
        """How many points there are."""
        return 4

    @property
    def classes(self) -> tuple[str, ...]:
        return ("0", "1")

    @property
    def domain(self) -> Domain:
        return ((-0.5, 1.5), (-0.5, 1.5))

    def ordered(self) -> tuple[Array, Array]:
        rows = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
        return rows, np.array(TABLES[self.gate], float)


Gates = LogicGate
