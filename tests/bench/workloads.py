"""The bench's workloads: five networks, from the page's first one to far beyond its limits."""

from __future__ import annotations

from dataclasses import dataclass

import engine


@dataclass(frozen=True)
class Workload:
    """A network of tanh layers on the circle, trained by gradient descent."""

    name: str
    hidden: tuple[int, ...]
    batch_size: int
    points: int = 500
    turns: int = 40
    """How many turns of frames are timed."""

    def spec(self, dtype: str = "float32", optimizer: str = "sgd", seed: int = 1) -> engine.Spec:
        """Its Spec."""
        return engine.Spec.model_validate(
            {
                "data": {"kind": "circle", "n": self.points},
                "network": {"hidden_layers": self.hidden, "dtype": dtype, "seed": seed},
                "training": {
                    "batch_size": self.batch_size,
                    "optimizer": {"kind": optimizer, "learning_rate": 0.03},
                },
            }
        )


LARGE = "256×3"
WORKLOADS = (
    Workload("4-2", (4, 2), 10),
    Workload("8-8-8", (8, 8, 8), 10),
    Workload("8×6", (8,) * 6, 30),
    Workload("64-64", (64, 64), 32),
    Workload(LARGE, (256,) * 3, 128, points=10_000, turns=5),
)
