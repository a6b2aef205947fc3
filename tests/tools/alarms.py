"""Counts how many alarms are false, and writes docs/alarms.md: python -m tests.tools.alarms.

Every run is trained to its end with no regard to its drift; then the alarm is looked for that would
have ended it. It is false where the loss came down below the start after all.
"""

from __future__ import annotations

import statistics
from argparse import ArgumentParser
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine import train

OUT = Path(__file__).parents[2] / "docs" / "alarms.md"
RATES: list[tuple[str, dict[str, Any], tuple[float, ...]]] = [
    ("SGD", {"kind": "sgd"}, (0.03, 0.3, 1.0, 3.0, 10.0)),
    ("SGD, momentum 0.9", {"kind": "sgd", "momentum": 0.9}, (0.03, 0.1, 0.3, 1.0)),
    ("Adagrad", {"kind": "adagrad"}, (0.1, 1.0, 10.0)),
    ("RMSprop", {"kind": "rmsprop"}, (0.01, 0.03, 0.1, 1.0)),
    ("Adam", {"kind": "adam"}, (0.01, 0.03, 0.1, 1.0)),
    ("AdamW", {"kind": "adamw"}, (0.01, 0.1)),
    ("Nadam", {"kind": "nadam"}, (0.01, 0.1, 1.0)),
]
NETWORKS = [([8, 8], "tanh"), ([64, 64], "tanh"), ([8, 8, 8], "relu"), ([4, 2], "tanh")]
DATA = {
    "circle": "binary_crossentropy",
    "spiral": "binary_crossentropy",
    "xor": "binary_crossentropy",
    "arms": "categorical_crossentropy",
    "waves": "mean_squared_error",
    "reg_gauss": "mean_squared_error",
}
BATCHES = (10, 50, 1000)
EPOCHS, LAST = 500, 50
BLOWN_UP, PATIENCE = 2.0, 200
"""A loss that many times the start's for nine of ten epochs so long is one that nobody may miss."""


@dataclass(frozen=True)
class Trial:
    """One run to its end: how its train loss went, as a multiple of start_loss."""

    optimizer: str
    batch_size: int
    memory: float
    ratios: list[float]
    overflowed: bool

    @property
    def alarm(self) -> int | None:
        """The epoch at which its drift would have ended it."""
        drift = 1.0
        for epoch, ratio in enumerate(self.ratios[1:], 1):
            drift = train.drift_after(drift, min(ratio, train.WORST_RATIO), self.memory)
            if drift > train.DRIFT_LIMIT:
                return epoch
        return None

    @property
    def recovers(self) -> bool:
        """Whether its loss came down below the start."""
        return not self.overflowed and statistics.median(self.ratios[-LAST:]) < 1

    @property
    def blows_up(self) -> int | None:
        """The epoch from which its loss stays far above the start."""
        high = np.array(self.ratios[1:]) > BLOWN_UP
        if len(high) < PATIENCE:
            return None
        shares = np.convolve(high, np.full(PATIENCE, 1 / PATIENCE), "valid")
        return int(shares.argmax()) + 1 if shares.max() > 0.9 else None


def trials() -> list[Trial]:
    """All of them, one after the other."""
    limit, train.DRIFT_LIMIT = train.DRIFT_LIMIT, float("inf")
    done = []
    for (name, optimizer, rates), batch_size in product(RATES, BATCHES):
        for rate, (layers, activation), (kind, loss) in product(rates, NETWORKS, DATA.items()):
            spec = engine.Spec.model_validate(
                {
                    "data": {"kind": kind, "n": 200, "noise": 0.1},
                    "network": {"hidden_layers": layers, "activation": activation},
                    "training": {
                        "loss": loss,
                        "optimizer": {**optimizer, "learning_rate": rate},
                        "batch_size": batch_size,
                    },
                }
            )
            start = engine.init(spec)
            end = engine.advance(start, epochs=EPOCHS)
            ratios = end.history.values[:, 0] / start.start_loss
            memory = train.drift_memory(spec)
            done.append(Trial(name, batch_size, memory, ratios.tolist(), end.outcome is not None))
    train.DRIFT_LIMIT = limit
    return done


def document(done: list[Trial]) -> str:
    """The table of docs/alarms.md."""
    cells: dict[tuple[str, int], list[Trial]] = defaultdict(list)
    for trial in done:
        cells[trial.optimizer, trial.batch_size].append(trial)
    alarmed = [trial for trial in done if trial.overflowed or trial.alarm is not None]
    false = [trial for trial in alarmed if trial.recovers]
    late = [
        trial
        for trial in done
        if trial.blows_up is not None
        and (trial.alarm is None or trial.alarm - trial.blows_up > PATIENCE)
    ]
    lines = [
        "# How right the alarm is",
        "",
        f"`python -m tests.tools.alarms` wrote this from {len(done)} runs: optimizers at their "
        "default rates and at higher ones, data sets of 200 points, four networks. An alarm is "
        "false where a run that is trained on all the same comes down below its start.",
        "",
        f"{len(alarmed)} alarms, {len(false)} of them false "
        f"({100 * len(false) / len(alarmed):.0f} %); where numbers blew up, {len(late)} came more "
        f"than {PATIENCE} epochs late.",
        "",
        "| false of all alarms | " + " | ".join(f"batches of {b}" for b in BATCHES) + " |",
        "| --- |" + " ---: |" * len(BATCHES),
    ]
    for name, _, _ in RATES:
        row = []
        for batch_size in BATCHES:
            told = [t for t in cells[name, batch_size] if t in alarmed]
            row.append(f"{sum(t.recovers for t in told)} of {len(told)}" if told else "none")
        lines.append(f"| {name} | " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    ArgumentParser(description=__doc__).parse_args()
    OUT.write_text(document(trials()))
