"""The catalogue lists every named thing there is, for menus, documents and tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

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
from engine.spec import Spec, refused

UNIONS: dict[str, Any] = {
    "activations": AnyActivation,
    "datasets": AnyDataset,
    "initializers": AnyInitializer,
    "inputs": AnyFeature,
    "losses": AnyLoss,
    "optimizers": AnyOptimizer,
    "regularizers": AnyRegularizer,
    "schedules": AnySchedule,
}
REGISTRIES: dict[str, tuple[type[Choice], ...]] = {
    family: members(union) for family, union in UNIONS.items()
}
MOST_POINTS = 500
"""Of a data set that is only looked at: a thumbnail has fewer."""


@cache
def catalogue() -> dict[str, Any]:
    """Every choice by family, the JSON Schema of a Spec and the default Spec, as JSON values. Made
    once, and the same for all who ask: who would change something in it takes a copy."""
    families: dict[str, Any] = {
        family: [_entry(family, choice) for choice in choices]
        for family, choices in REGISTRIES.items()
    }
    return families | {
        "spec_schema": Spec.model_json_schema(),
        "default_spec": Spec().model_dump(mode="json"),
    }


def families() -> tuple[str, ...]:
    """The names of the catalogue's lists."""
    return tuple(UNIONS)


def entry_of(family: str, value: Any) -> dict[str, Any]:
    """The catalogue's entry of a choice of a family, as it is with these hyper-parameters: the
    curve of an activation, the map of an input, a few points of a data set.

    Raises KeyError when there is no such family, and pydantic's ValidationError.
    """
    choice = TypeAdapter(UNIONS[family]).validate_python(value)
    if fault := choice.fault():
        raise refused({("expression",): fault})
    looked_at = choice
    if getattr(choice, "n", 0) > MOST_POINTS and "n" in type(choice).model_fields:
        looked_at = choice.model_copy(update={"n": MOST_POINTS})
    drawn: dict[str, Any] = looked_at.drawn()
    return _entry(family, type(choice)) | drawn


def _entry(family: str, choice: type[Choice]) -> dict[str, Any]:
    return choice.entry() | {"elsewhere": NAMES.get(family, {}).get(choice.name(), {})}
