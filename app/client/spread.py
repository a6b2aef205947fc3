"""What the runs of a tile came to, seed by seed: their spread."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from app.languages import ENGLISH, Language
from app.problems import FieldError, Invalid
from app.sentences import say
from app.sweeps.board import SCORES


def is_greater_better(metric: str) -> bool:
    """Whether the largest value of a metric is the best, and not the least."""
    return metric.removeprefix("val_") in ("accuracy", "r2")


def leading(rows: Sequence[Mapping[str, Any]]) -> str:
    """The metric that tiles are told by where none is named: the first of those that a sweep's best
    goes by which every run has."""
    known = [
        name
        for name in SCORES
        if all(row.get(name) is not None for row in rows if row["outcome"] is None)
    ]
    return next(name for name in known if name in rows[0])


def unmeasured(metric: str, measured: Sequence[str]) -> Invalid:
    """What to raise for a metric that no run has."""
    fault = say("not_measured", name=metric, measured=", ".join(measured))
    return Invalid([FieldError.at("/metric", fault)])


@dataclass(frozen=True)
class Spread:
    """One metric of the runs of one tile. Runs that diverged count as the worst there can be."""

    tile: int
    values: Mapping[str, Any]
    """What the tile has of the fields that vary."""
    metric: str
    median: float
    least: float
    most: float
    """The ends, of the runs that did not diverge."""
    seeds: int
    diverged: int
    loss: float
    """The median of the loss on the same points, which decides between tiles that are as good."""

    @property
    def worth(self) -> tuple[float, float]:
        """Greater for what is better."""
        return self.median if is_greater_better(self.metric) else -self.median, -self.loss

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def told(self, language: Language) -> str:
        """The median, and from where to where."""
        here = language.command
        lost = (
            here("{diverged} of {seeds} diverged", diverged=self.diverged, seeds=self.seeds)
            if self.seeds > 1
            else here("diverged")
        )
        if not math.isfinite(self.median):
            return lost
        percent = self.metric.endswith("accuracy")
        unit = " %" if percent else ""
        middle, least, most = (
            language.number(f"{100 * value if percent else value:.3g}{end}")
            for value, end in ((self.median, unit), (self.least, ""), (self.most, unit))
        )
        words = (
            here("{median} ({least} to {most})", median=middle, least=least, most=most)
            if self.seeds > 1
            else middle
        )
        return here("{spread}, {lost}", spread=words, lost=lost) if self.diverged else words


def spreads(
    rows: Sequence[Mapping[str, Any]], seeds: int, names: Sequence[str], metric: str
) -> list[Spread]:
    """Of every tile, in order, what a table's rows say of a metric; `names` are those of the fields
    that vary."""
    tiles = [rows[first : first + seeds] for first in range(0, len(rows), seeds)]
    return [
        _spread(tile, runs, {name: runs[0][name] for name in names}, metric)
        for tile, runs in enumerate(tiles)
    ]


def best_of(found: Sequence[Spread]) -> Spread:
    """The first of those tiles that are best."""
    return max(found, key=lambda spread: spread.worth)


def ranked(found: Sequence[Spread]) -> list[Spread]:
    """The best first."""
    return sorted(found, key=lambda spread: spread.worth, reverse=True)


def _spread(
    tile: int, rows: Sequence[Mapping[str, Any]], values: Mapping[str, Any], metric: str
) -> Spread:
    sound = _sound(rows, metric)
    return Spread(
        tile=tile,
        values=values,
        metric=metric,
        median=_median(rows, metric),
        least=min(sound, default=math.nan),
        most=max(sound, default=math.nan),
        seeds=len(rows),
        diverged=len(rows) - len(sound),
        loss=_median(rows, "val_loss" if metric.startswith("val_") else "loss"),
    )


def _sound(rows: Sequence[Mapping[str, Any]], metric: str) -> list[float]:
    known = [row.get(metric) for row in rows if row["outcome"] is None]
    return [value for value in known if value is not None]


def _median(rows: Sequence[Mapping[str, Any]], metric: str) -> float:
    sound = _sound(rows, metric)
    worst = -math.inf if is_greater_better(metric) else math.inf
    return median([*sound, *[worst] * (len(rows) - len(sound))])


def said(value: Any) -> str:
    """A value of a field in a few words: 0.01, relu, 8-8-8, elu (alpha 2)."""
    return told(value, ENGLISH)


def told(value: Any, language: Language) -> str:
    """The same in a language: its marks of numbers, and its yes and no; names stay."""
    if isinstance(value, bool):
        return language.command("yes" if value else "no")
    if isinstance(value, int | float):
        return language.number(f"{value:.4g}")
    if isinstance(value, Mapping):
        kind = value.get("kind", value.get("units"))
        rest = [f"{k} {told(v, language)}" for k, v in value.items() if k not in ("kind", "units")]
        inner = language.command(", ").join(rest)
        return (f"{kind} ({inner})" if inner else str(kind)) if kind is not None else inner
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "-".join(told(each, language) for each in value) or language.command("none")
    return str(value)
