"""The limits the shell puts on what comes over HTTP; the engine itself knows none of them."""

from __future__ import annotations

from typing import Any

import engine
from app.errors import FieldError, Invalid
from app.settings import Settings

# Where a limit of a Spec lies, and the least that makes sense there.
_SPEC_LIMITS = {
    "hidden_layers": ("max_hidden_layers", 0),
    "units": ("max_units", 1),
    "points": ("max_points", 4),
    "learning_rate": ("max_learning_rate", None),
    "batch_size": ("max_batch_size", 1),
}


def listing(settings: Settings) -> dict[str, dict[str, Any]]:
    """Every limit by name, with its value, the setting that moves it and what it counts."""
    names = {setting: name for name, (setting, _) in _SPEC_LIMITS.items()}
    result: dict[str, dict[str, Any]] = {}
    for setting, field in Settings.model_fields.items():
        if not setting.startswith("max_"):
            continue
        name = names.get(setting, setting.removeprefix("max_"))
        _, least = _SPEC_LIMITS.get(name, ("", 1))
        low = {"exclusiveMinimum": 0} if least is None else {"minimum": least}
        result[name] = {
            **low,
            "maximum": getattr(settings, setting),
            "setting": f"PLAYGROUND_{setting.upper()}",
            "help": field.description,
        }
    return result


def check_spec(spec: engine.Spec, settings: Settings) -> None:
    """Raises Invalid, naming each field beyond its limit and the limit's value."""
    layers = spec.network.hidden_layers
    amounts: list[tuple[str, str, float]] = [
        ("hidden_layers", "/network/hidden_layers", len(layers)),
        ("points", "/data/n", spec.data.n),
        ("learning_rate", "/training/optimizer/learning_rate", _learning_rate(spec)),
        ("batch_size", "/training/batch_size", spec.training.batch_size),
    ]
    amounts += [
        ("units", f"/network/hidden_layers/{i}/units", layer.units)
        for i, layer in enumerate(layers)
    ]
    limits = listing(settings)
    errors = [
        error
        for name, pointer, amount in amounts
        if (error := _beyond(name, pointer, amount, limits[name]))
    ]
    if errors:
        raise Invalid(errors)


def check(name: str, pointer: str, amount: float, settings: Settings) -> None:
    """Raises Invalid when an amount is beyond the limit of that name."""
    error = _beyond(name, pointer, amount, listing(settings)[name])
    if error:
        raise Invalid([error])


def _learning_rate(spec: engine.Spec) -> float:
    return spec.training.optimizer.learning_rate


def _beyond(name: str, pointer: str, amount: float, limit: dict[str, Any]) -> FieldError | None:
    words = name.replace("_", " ")
    if amount > limit["maximum"]:
        side = f"at most {limit['maximum']:g}"
    elif amount < limit.get("minimum", amount):
        side = f"at least {limit['minimum']:g}"
    else:
        return None
    return FieldError(
        pointer=pointer,
        code=f"limit_{name}",
        detail=f"The limit for {words} is {side} ({limit['setting']}).",
    )
