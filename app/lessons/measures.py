"""What can be measured of a run: its numbers by name, and the settings of its spec."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

import engine

if TYPE_CHECKING:
    from app.lessons.conditions import Condition, Subject

Value = float | str | bool | None
NEW_POINTS = 1000


class Measured:
    """A state, looked at only as closely as the conditions ask."""

    def __init__(self, state: engine.State) -> None:
        self.state = state

    @cached_property
    def frame(self) -> engine.Frame:
        """The state's frame; its maps are as small as can be."""
        return engine.observe(self.state, resolution=2, map_resolution=2)

    @cached_property
    def report(self) -> engine.Report:
        """The state's figures of each class."""
        return engine.report(self.state)

    @property
    def epoch(self) -> int:
        """How many epochs have ended."""
        return self.state.seen // engine.training_points(self.state.spec)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The state's spec, as plain values."""
        return self.state.spec.model_dump(mode="json")

    def measure(self, subject: Subject) -> float | None:
        """The number that is asked for; None when this run has no such number."""
        measure = MEASURES[subject.what or ""]
        try:
            return measure.of(self, subject)
        except (KeyError, IndexError, ValueError):
            return None

    def rows(self, condition: Condition) -> list[tuple[int, float]]:
        """Each epoch that the history knows, and the condition's number at its end."""
        history = self.state.history
        if condition.what == "gap":
            columns = [history.lists()[name] for name in ("val_loss", "loss")]
            values = [test - train for test, train in zip(*columns, strict=True)]
        else:
            values = history.lists().get(condition.what or "", [])
        return list(zip(history.epochs.tolist(), values, strict=False))

    def settings(self, field: str) -> list[Value]:
        """Every value at a place in the spec."""
        places: list[Any] = [self.spec]
        for part in field.split("."):
            places = [inner for place in places for inner in _inside(place, part)]
        return places

    def trace(self, subject: Subject) -> engine.Trace:
        """The arithmetic of the point that is asked about."""
        return engine.trace(self.state, subject.point or (0.0, 0.0), subject.target)


def _inside(place: Any, part: str) -> list[Any]:
    if part == "*" and isinstance(place, list):
        return place
    if isinstance(place, list) and part.isdecimal() and int(part) < len(place):
        return [place[int(part)]]
    return [place[part]] if isinstance(place, dict) and part in place else []


def is_number(value: Any) -> bool:
    """Whether a value is one that bounds are for."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@dataclass(frozen=True)
class Measure:
    """A number that can be asked of a run; what a person calls it is among the sentences."""

    of: Callable[[Measured, Subject], float]
    needs_point: bool = False
    needs_target: bool = False
    yes_or_no: bool = False
    is_share: bool = False
    of_one_class: bool = False
    in_history: bool = False
    """Whether the history has it, for the end of every epoch."""

    def said(self, value: float | str | bool) -> float | str:
        """A value of it, as a parameter of a sentence."""
        if not is_number(value):
            return str(value)
        return Percent(value) if self.is_share else Number(value)


class Number(float):
    """A number that puts itself into words as short as can be."""

    def __format__(self, _: str) -> str:
        return f"{float(self):g}"


class Percent(float):
    """A share of one, which people read in percent."""

    def __format__(self, _: str) -> str:
        return f"{100 * float(self):g}\u00a0%"


def _metric(name: str) -> Measure:
    return Measure(
        lambda run, _: run.frame.metrics[name], is_share=name.endswith("accuracy"), in_history=True
    )


def _class_metric(side: str, name: str) -> Measure:
    def of(run: Measured, condition: Subject) -> float:
        figures = getattr(run.report, side)
        classes = figures.classes if figures else None
        return float(_known(getattr((classes or [])[condition.of_class], name)))

    return Measure(of, is_share=True, of_one_class=True)


def _weights(run: Measured) -> Any:
    return np.concatenate([block[:-1].ravel() for block in run.frame.blocks])


MEASURES: dict[str, Measure] = {
    "loss": _metric("loss"),
    "val_loss": _metric("val_loss"),
    "accuracy": _metric("accuracy"),
    "val_accuracy": _metric("val_accuracy"),
    "r2": _metric("r2"),
    "val_r2": _metric("val_r2"),
    "objective": Measure(
        lambda run, _: run.frame.metrics["loss"] + run.frame.metrics.get("penalty", 0.0),
    ),
    "recall": _class_metric("train", "recall"),
    "val_recall": _class_metric("test", "recall"),
    "precision": _class_metric("train", "precision"),
    "val_precision": _class_metric("test", "precision"),
    "new_accuracy": Measure(
        lambda run, _: _known(engine.new_accuracy(run.state, NEW_POINTS)), is_share=True
    ),
    "gap": Measure(
        lambda run, _: run.frame.metrics["val_loss"] - run.frame.metrics["loss"],
        in_history=True,
    ),
    "epoch": Measure(lambda run, _: run.frame.epoch),
    "step": Measure(lambda run, _: run.state.step),
    "points": Measure(lambda run, _: len(engine.points_of(run.state)[0])),
    "inputs": Measure(lambda run, _: len(run.state.spec.network.inputs)),
    "hidden_layers": Measure(lambda run, _: len(run.state.spec.network.hidden_layers)),
    "hidden_units": Measure(
        lambda run, _: sum(layer.units for layer in run.state.spec.network.hidden_layers),
    ),
    "parameters": Measure(lambda run, _: run.state.parameters.size),
    "largest_weight": Measure(lambda run, _: float(np.abs(_weights(run)).max())),
    "zero_weights": Measure(
        lambda run, _: float((_weights(run) == 0).mean()),
        is_share=True,
    ),
    "weight": Measure(lambda run, c: float(run.frame.blocks[-1][:-1][c.input, c.output])),
    "dead": Measure(lambda run, _: sum(run.frame.dead)),
    "saturated": Measure(lambda run, _: sum(run.frame.saturated)),
    "gradient_ratio": Measure(
        lambda run, _: run.frame.gradient_norms[0] / run.frame.gradient_norms[-1],
    ),
    "diverged": Measure(
        lambda run, _: float(run.state.outcome is not None),
        yes_or_no=True,
    ),
    "answer": Measure(lambda run, c: run.trace(c).answer[c.output], needs_point=True),
    "sum": Measure(lambda run, c: run.trace(c).layers[-1].z[c.output], needs_point=True),
    "point_loss": Measure(
        lambda run, c: _known(run.trace(c).loss),
        needs_point=True,
        needs_target=True,
    ),
    "point_slope": Measure(
        lambda run, c: abs(_known(run.trace(c).layers[-1].dz)[c.output]),
        needs_point=True,
        needs_target=True,
    ),
}


def _known(value: Any) -> Any:
    if value is None:
        raise ValueError("There is no such number here.")
    return value
