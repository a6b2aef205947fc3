"""The catalogue lists every named thing there is, for menus, documents and tests."""

from __future__ import annotations

from typing import Any

from engine.activations import AnyActivation
from engine.choice import Choice, members
from engine.datasets import AnyDataset
from engine.elsewhere import NAMES
from engine.features import AnyFeature
from engine.initializers import AnyInitializer
from engine.losses import AnyLoss
from engine.optimizers import AnyOptimizer
from engine.regularizers import AnyRegularizer
from engine.schedules import AnySchedule
from engine.spec import Spec

REGISTRIES: dict[str, tuple[type[Choice], ...]] = {
    "activations": members(AnyActivation),
    "datasets": members(AnyDataset),
    "initializers": members(AnyInitializer),
    "inputs": members(AnyFeature),
    "losses": members(AnyLoss),
    "optimizers": members(AnyOptimizer),
    "regularizers": members(AnyRegularizer),
    "schedules": members(AnySchedule),
}


def catalogue() -> dict[str, Any]:
    """Every choice by family, the JSON Schema of a Spec and the default Spec, as JSON values."""
    families: dict[str, Any] = {
        family: [
            choice.entry() | {"elsewhere": NAMES.get(family, {}).get(choice.name(), {})}
            for choice in choices
        ]
        for family, choices in REGISTRIES.items()
    }
    return families | {
        "spec_schema": Spec.model_json_schema(),
        "default_spec": Spec().model_dump(mode="json"),
    }
