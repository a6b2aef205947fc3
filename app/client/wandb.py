"""Sweep files as W&B has them, read as what `Playground.sweep` takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from app.client.plans import path_of, settled
from app.problems import FieldError, Invalid
from app.sentences import say
from engine import Sentence

PASSED_OVER = ("name", "description", "project", "entity", "program", "command")
"""What is about W&B's page, or about the program that it would start for each run."""
OURS = ("spec", "seeds", "seeded", "until")
"""What a file may say besides, in our own words."""
KNOWN = ("method", "metric", "parameters", "run_cap", *OURS, *PASSED_OVER)

BETTER = {"loss": "minimize", "accuracy": "maximize", "r2": "maximize"}
EPOCHS = "epochs"
"""The parameter that says how long, and is no field of a spec."""
MOST_VALUES = 256
LARGEST, LARGEST_EXPONENT = 1e100, 100
"""Larger numbers are no settings of anything."""

EXPONENTS = {"log_uniform": "log_uniform_values", "q_log_uniform": "q_log_uniform_values"}
"""Distributions whose ends are exponents of e, and those that they are by other ends."""
NEEDS = {
    "constant": {"value"},
    "categorical": {"values"},
    "uniform": {"min", "max"},
    "int_uniform": {"min", "max"},
    "q_uniform": {"min", "max"},
    "log_uniform": {"min", "max"},
    "log_uniform_values": {"min", "max"},
    "q_log_uniform": {"min", "max"},
    "q_log_uniform_values": {"min", "max"},
}
"""The distributions there are here, and what each is given; those that begin with q a step `q`
besides, 1 unless it is said."""


def is_wandb(document: Mapping[str, Any]) -> bool:
    """Whether a sweep's file is one of W&B's."""
    return "parameters" in document or "method" in document


def from_wandb(document: Mapping[str, Any], sample: int | None = None) -> dict[str, Any]:
    """What W&B's file asks for, as arguments of `Playground.sweep`. Of `method: random`, `sample`
    says how many sets of values are drawn, instead of the file's `run_cap`.

    Raises Invalid for what cannot be had here: other methods, distributions and keys.
    """
    for name in document:
        if name not in KNOWN:
            _refuse(f"/{name}", say("sweep_file_key", known=", ".join(KNOWN)))
    method = document.get("method")
    if method not in ("grid", "random"):
        _refuse("/method", say("wandb_method"))
    given = _mapping(document.get("parameters"), "/parameters")
    entries = list(_entries(given, "", "/parameters"))
    asked: dict[str, Any] = {name: document[name] for name in OURS if name in document}
    fields: dict[str, Any] = {}
    constants: dict[str, tuple[str, Any]] = {}
    for entry in entries:
        constant = entry.distribution == "constant"
        if entry.name == EPOCHS:
            if not constant:
                _refuse(entry.place, say("wandb_epochs"))
            asked.setdefault("until", entry.of["value"])
        elif constant:
            constants[entry.name] = f"{entry.place}/value", entry.of["value"]
        else:
            fields[entry.name] = entry.drawn() if method == "random" else entry.listed()
    if not fields:
        _refuse("/parameters", say("wandb_nothing_varies"))
    spec = settled(asked.get("spec"), constants)
    if constants:
        asked["spec"] = spec
    for entry in entries:
        if entry.name in fields:
            path_of(entry.name, entry.place, spec)
    if method == "random":
        asked["sample"] = _count(document, sample)
    elif "run_cap" in document or sample is not None:
        _refuse("/run_cap" if "run_cap" in document else "/sample", say("wandb_cap"))
    if metric := document.get("metric"):
        asked["metric"] = _metric(_mapping(metric, "/metric"))
    names = list(fields)
    down = names[1:] if method == "grid" and len(names) == 2 else []
    asked["across"] = {name: fields[name] for name in names if name not in down}
    return asked | ({"down": {name: fields[name] for name in down}} if down else {})


def _count(document: Mapping[str, Any], sample: int | None) -> int:
    count = document.get("run_cap") if sample is None else sample
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        _refuse("/run_cap", say("wandb_count"))
    return count


def _metric(metric: Mapping[str, Any]) -> str:
    name = metric.get("name")
    kind = str(name).removeprefix("val_")
    if kind not in BETTER:
        known = ", ".join(f"{start}{kind}" for kind in BETTER for start in ("", "val_"))
        _refuse("/metric/name", say("wandb_metric", known=known))
    if metric.get("goal", BETTER[kind]) != BETTER[kind]:
        _refuse("/metric/goal", say("wandb_goal", goal=BETTER[kind]))
    for key in metric:
        if key not in ("name", "goal"):
            _refuse(f"/metric/{key}", say("sweep_file_key", known="name, goal"))
    return str(name)


def _entries(given: Mapping[str, Any], above: str, place: str) -> Iterator[_Entry]:
    """Every parameter that says what becomes of it; those of others within them."""
    for key, value in given.items():
        inner, name = f"{place}/{key}", f"{above}{key}"
        entry = _mapping(value, inner)
        if set(entry) == {"parameters"}:
            below = _mapping(entry["parameters"], f"{inner}/parameters")
            yield from _entries(below, f"{name}.", f"{inner}/parameters")
        else:
            yield _Entry(name, inner, entry, _distribution(entry, inner))


def _distribution(entry: Mapping[str, Any], place: str) -> str:
    """The name of an entry's distribution, which most leave out."""
    named = entry.get("distribution")
    if named is None:
        if "value" in entry or "values" in entry:
            named = "constant" if "value" in entry else "categorical"
        else:
            whole = all(isinstance(entry.get(end), int) for end in ("min", "max"))
            named = "int_uniform" if whole else "uniform"
    if not isinstance(named, str) or named not in NEEDS:
        _refuse(f"{place}/distribution", say("wandb_distribution", known=", ".join(NEEDS)))
    needed = NEEDS[named]
    if missing := needed - set(entry):
        _refuse(place, say("wandb_missing", keys=", ".join(sorted(missing))))
    allowed = {*needed, "distribution", *({"q"} if named.startswith("q_") else ())}
    for key in entry:
        if key not in allowed:
            _refuse(f"{place}/{key}", say("sweep_file_key", known=", ".join(sorted(allowed))))
    return named


@dataclass(frozen=True)
class _Entry:
    """What a file says of one parameter, at one place."""

    name: str
    place: str
    of: Mapping[str, Any]
    distribution: str

    def listed(self) -> list[Any]:
        """Its values, one after the other. Raises Invalid where they cannot be counted."""
        if self.distribution == "categorical":
            values = self.of["values"]
            if not isinstance(values, list) or not values:
                _refuse(f"{self.place}/values", say("wandb_values"))
            return values
        if self.distribution not in ("int_uniform", "q_uniform"):
            _refuse(self.place, say("wandb_uncounted"))
        low, high = self._ends()
        step = self._step()
        if (high - low) / step >= MOST_VALUES:
            _refuse(self.place, say("wandb_many", most=MOST_VALUES))
        return [_tidy(k * step) for k in range(round(low / step), round(high / step) + 1)]

    def drawn(self) -> Any:
        """What is drawn from: its values, or a range."""
        if self.distribution in ("categorical", "int_uniform", "q_uniform"):
            return self.listed()
        named = EXPONENTS.get(self.distribution, self.distribution)
        low, high = self._ends()
        if self.distribution in EXPONENTS:
            if high > LARGEST_EXPONENT:
                _refuse(f"{self.place}/max", say("less_than_equal", le=LARGEST_EXPONENT))
            low, high = math.exp(low), math.exp(high)
        scale = "linear" if named == "uniform" else "log"
        if scale == "log" and low <= 0:
            _refuse(f"{self.place}/min", say("wandb_log"))
        if named.startswith("q_") and self._step() != 1:
            _refuse(f"{self.place}/q", say("wandb_step"))
        return {"low": low, "high": high, "scale": scale}

    def _ends(self) -> tuple[float, float]:
        ends = []
        for end in ("min", "max"):
            value = self.of[end]
            if not _is_number(value):
                _refuse(f"{self.place}/{end}", say("float_type"))
            ends.append(value)
        if ends[0] >= ends[1]:
            _refuse(f"{self.place}/max", say("wandb_ends"))
        return ends[0], ends[1]

    def _step(self) -> float:
        step = self.of.get("q", 1)
        if not _is_number(step) or step <= 0:
            _refuse(f"{self.place}/q", say("greater_than", gt=0))
        return float(step) if isinstance(step, float) else step


def _tidy(value: float) -> float:
    """3 × 0.1 is 0.3."""
    return value if isinstance(value, int) else float(f"{value:.12g}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value:
        _refuse(place, say("wandb_mapping"))
    return value


def _refuse(place: str, sentence: Sentence) -> NoReturn:
    raise Invalid([FieldError.at(place, sentence)])
