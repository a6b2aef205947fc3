"""The limits the shell puts on what comes over HTTP; the engine itself knows none of them."""

from __future__ import annotations

from typing import Any

import engine
from app.problems import FieldError, Invalid
from app.sentences import say
from app.settings import Settings

# The least that makes sense, where it is not 1; None where any number above 0 does.
_LEAST = {
    "hidden_layers": 0, "points": 4, "learning_rate": None, "resolution": 2,
    "landscape_resolution": 3, "address_load": None,
}  # fmt: skip


def listing(settings: Settings) -> dict[str, dict[str, Any]]:
    """Every limit by name, with its value, the setting that moves it and what it counts."""
    result: dict[str, dict[str, Any]] = {}
    for setting, field in Settings.model_fields.items():
        if not setting.startswith("max_"):
            continue
        name = setting.removeprefix("max_")
        least = _LEAST.get(name, 1)
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
        ("points", _place_of_points(spec), spec.data.n),
        ("learning_rate", "/training/optimizer/learning_rate", _learning_rate(spec)),
    ]
    amounts += [
        ("units", f"/network/hidden_layers/{i}/units", layer.units)
        for i, layer in enumerate(layers)
    ]
    if spec.training.batch_size != "all":
        amounts.append(("batch_size", "/training/batch_size", spec.training.batch_size))
    limits = listing(settings)
    if _place_of_points(spec) == "/data/points":
        limits["points"]["minimum"] = 1
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


def _place_of_points(spec: engine.Spec) -> str:
    """Where it is said how many points there are: those of one's own are counted."""
    return "/data/points" if "points" in type(spec.data).model_fields else "/data/n"


def _learning_rate(spec: engine.Spec) -> float:
    return spec.training.optimizer.learning_rate


def _beyond(name: str, pointer: str, amount: float, limit: dict[str, Any]) -> FieldError | None:
    maximum, minimum, setting = limit["maximum"], limit.get("minimum", amount), limit["setting"]
    if amount > maximum:
        return FieldError.at(pointer, say(f"limit_{name}", maximum=maximum, setting=setting))
    if amount < minimum:
        # No setting moves the least.
        return FieldError.at(pointer, say(f"limit_{name}_low", minimum=minimum))
    return None
