"""What the oracle is asked: one Spec for each choice in the registries, and a few pairs."""

from __future__ import annotations

from typing import Any

import engine
from engine.catalogue import REGISTRIES
from tests.engine.specs import data_for, kinds, spec

STEPS = 20
FORMULAS = (
    "sin(z)",
    "max(0, z) + 0.1*min(0, z)",
    "z/(1 + abs(z)) + exp(-z^2)/2",
    "sqrt(z^2 + 1) - log(2 + cos(z))*atan(z)^3 + 1.5^tanh(z)",
    "softplus(z)*tan(z/40) - step(z)*2^-abs(z)",
)
"""Activations of one's own."""
OWN_TARGETS = {
    "data": {
        "kind": "points",
        "points": [[0.05, 0.1, 0.01, 0.99], [1.5, -2.0, -0.4, 3.0]],
        "class_names": [],
        "value_names": ["o1", "o2"],
    },
    "network": {
        "hidden_layers": [3, 2],
        "activation": "sigmoid",
        "initializer": {"kind": "random_normal", "stddev": 0.5},
        "dtype": "float64",
    },
    "training": {
        "loss": {"kind": "half_squared_error", "over_outputs": "sum"},
        "batch_size": "all",
        "frozen": [{"layer": 2, "input": "bias", "value": 0}],
    },
}


def cases() -> dict[str, engine.Spec]:
    """The Specs by name, all in float64."""
    found: dict[str, engine.Spec] = {}

    def add(
        name: str,
        training: dict[str, Any],
        activation: str | dict[str, str] = "tanh",
        data: str = "circle",
    ) -> None:
        found[name] = spec(
            {"kind": data}, {"activation": activation}, {"batch_size": 7, **training}
        )

    for kind in kinds("activations"):
        add(f"activation {kind}", {}, kind)
    for formula in FORMULAS:
        add(f"formula {formula}", {}, {"kind": "formula", "expression": formula})
    for kind in kinds("losses"):
        add(f"loss {kind}", {"loss": kind}, data=data_for(kind))
    add("loss categorical_crossentropy, 3", {"loss": "categorical_crossentropy"}, data="blobs")
    add("loss binary_crossentropy, 3", {"loss": "binary_crossentropy"}, data="blobs")
    add("loss mean_squared_error, 2", {"loss": "mean_squared_error"}, data="whirl")
    for kind, data in (("half_squared_error", "whirl"), ("binary_crossentropy", "blobs")):
        summed = {"kind": kind, "over_outputs": "sum"}
        add(f"loss {kind}, the sum over outputs", {"loss": summed}, data=data)
    for kind in ("squared_error_sigmoid", "squared_error_tanh"):
        add(f"loss {kind}, values", {"loss": kind}, data="whirl")
    # As the first texts have them: targets that are any numbers, all in one batch, and no bias.
    found["own targets, the sum over outputs"] = engine.Spec.model_validate(OWN_TARGETS)
    add("batch all", {"batch_size": "all"})
    for kind in kinds("optimizers"):
        add(f"optimizer {kind}", {"optimizer": kind})
    rolling = {"kind": "sgd", "momentum": 0.9}
    add("momentum", {"optimizer": rolling})
    add("nesterov", {"optimizer": rolling | {"nesterov": True}})
    add("clip", {"optimizer": rolling | {"clip_norm": 0.05, "learning_rate": 0.5}})
    frozen = [{"layer": 0, "unit": 1}, {"layer": 1, "input": "bias"}, {"layer": 1, "input": 0}]
    clipped = {"kind": "sgd", "momentum": 0.9, "clip_norm": 0.1}
    add("frozen, clipped", {"optimizer": clipped, "regularizer": "l2", "frozen": frozen})
    add("frozen with adamw and l1", {"optimizer": "adamw", "regularizer": "l1", "frozen": frozen})
    add("no biases", {"frozen": [{"layer": k, "input": "bias", "value": 0} for k in range(3)]})
    for kind in kinds("regularizers"):
        add(f"regularizer {kind}", {"regularizer": kind, "optimizer": "adam"})
    for kind in kinds("optimizers"):
        add(f"l1 {kind}", {"optimizer": kind, "regularizer": "l1"})
    add("l1 momentum", {"optimizer": rolling, "regularizer": "l1"})
    for schedule in REGISTRIES["schedules"]:
        kind = schedule.name()
        steps = {"warmup_steps" if kind == "warmup" else "decay_steps": 6}
        options = {} if kind == "constant" else steps
        add(
            f"schedule {kind}",
            {"optimizer": {"kind": "sgd", "schedule": {"kind": kind, **options}}},
        )
    return found
