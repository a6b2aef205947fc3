"""Small Specs for tests, drawn from the registries so that a new choice is tested by itself."""

from __future__ import annotations

from typing import Any

import engine
from engine.catalogue import REGISTRIES

CATALOGUE = engine.catalogue()


def spec(
    data: dict[str, Any] | None = None,
    network: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
) -> engine.Spec:
    """A Spec of 48 points in float64, with the given fields replaced."""
    return engine.Spec.model_validate(
        {
            "data": {"kind": "circle", "n": 48, "noise": 0.1, **(data or {})},
            "network": {"dtype": "float64", "hidden_layers": [3, 2], **(network or {})},
            "training": training or {},
        }
    )


def kinds(family: str) -> list[str]:
    """The names of a family, e.g. of "activations"."""
    return [choice.name() for choice in REGISTRIES[family]]


def data_for(loss: str) -> str:
    """The first data set whose task suits a loss."""
    tasks = next(entry["tasks"] for entry in CATALOGUE["losses"] if entry["kind"] == loss)
    return next(str(entry["kind"]) for entry in CATALOGUE["datasets"] if entry["task"] in tasks)


def loss_for(data: str) -> str:
    """The first loss that suits the task of a data set."""
    task = next(e["task"] for e in CATALOGUE["datasets"] if e["kind"] == data)
    return next(str(e["kind"]) for e in CATALOGUE["losses"] if task in e["tasks"])


def equal(one: engine.State, other: engine.State) -> bool:
    """Whether two states hold the same numbers, bit for bit."""
    return (
        one.spec == other.spec
        and one.parameters.tobytes() == other.parameters.tobytes()
        and one.slots.tobytes() == other.slots.tobytes()
        and (one.step, one.seen, one.outcome) == (other.step, other.seen, other.outcome)
        and (one.start_loss, one.drift) == (other.start_loss, other.drift)
        and one.history.names == other.history.names
        and one.history.epochs.tobytes() == other.history.epochs.tobytes()
        and one.history.values.tobytes() == other.history.values.tobytes()
    )
