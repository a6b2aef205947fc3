"""From a plan to the specs of its runs: tile by tile, seed by seed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise, product
from random import Random
from typing import Any

from pydantic import ValidationError

import engine
from app.changes import NoPlaceError, opened, placed, without_repeats
from app.limits import check, check_spec
from app.problems import FieldError, Invalid, field_errors, within
from app.sentences import say
from app.settings import Settings
from app.sweeps.plan import LAYERS, Axis, Place, Plan, SweepUntil

MOST_FAULTS = 10
SEEDS: dict[str, tuple[Place, ...]] = {
    "training": (("network", "seed"), ("training", "seed")),
    "data": (("data", "seed"),),
    "both": (("network", "seed"), ("training", "seed"), ("data", "seed")),
}
ACTIVATION = "/network/activation"
DIGITS = 4
"""Numbers that are drawn have so many digits: they are read, and typed again."""


@dataclass(frozen=True)
class Plane:
    """What the picture of a tile is of."""

    task: str
    outputs: int
    domain: tuple[tuple[float, float], tuple[float, float]]

    @classmethod
    def of(cls, spec: engine.Spec) -> Plane:
        """The plane of a network's answers."""
        return cls(spec.data.task, spec.widths[-1], spec.data.domain)


@dataclass(frozen=True)
class Tiles:
    """What a plan comes to."""

    plan: Plan
    """The plan, its spec filled up with defaults."""
    values: tuple[tuple[Any, ...], ...]
    """Of each tile, the values of the axes."""
    seeds: tuple[int, ...]
    """Of each run, its seed."""
    specs: tuple[engine.Spec, ...]
    """Of each run; run = tile · plan.seeds + number of the seed."""
    planes: tuple[Plane, ...]
    """Of each tile."""

    def until(self, until: SweepUntil) -> Tiles:
        """The same to another end."""
        return replace(self, plan=self.plan.model_copy(update={"until": until}))


def laid_out(plan: Plan, settings: Settings | None) -> Tiles:
    """The runs of a plan, within the limits of these settings, if any. Raises Invalid, which names
    the tile and the field."""
    with within("/spec"):
        base = _spec_of(plan.spec)
    _check_axes(plan)
    if settings:
        with within("/spec"):
            check_spec(base, settings)
        axes = plan.axes
        tiles = plan.sample.runs if plan.sample else math.prod(len(a.values or ()) for a in axes)
        check("sweep_runs", "", tiles * plan.seeds, settings)
        check("sweep_epochs", "/until/epoch", plan.until.epoch, settings)
    common = _common(base, plan)
    values = _drawn(plan, common) if plan.sample else _product(plan)
    seeds: list[int] = []
    specs: list[engine.Spec] = []
    faults: dict[tuple[str, str], FieldError] = {}
    points = weights = 0
    for tile, chosen in enumerate(values):
        try:
            given = _with(common, plan, chosen)
            made = [_one(given, plan, number, settings) for number in range(plan.seeds)]
        except Invalid as refusal:
            for fault in refusal.errors:
                said = _blamed(fault, plan, tile, chosen)
                faults.setdefault((said.pointer, said.code), said)
            if len(faults) >= MOST_FAULTS:
                break
            continue
        for seed, spec in made:
            seeds.append(seed)
            specs.append(spec)
            points, weights = points + spec.data.n, weights + weights_of(spec)
        if settings:
            check("sweep_points", "", points, settings)
            check("sweep_weights", "", weights, settings)
    if faults:
        raise Invalid(list(faults.values()))
    whole = plan.model_copy(update={"spec": base.model_dump(mode="json")})
    planes = tuple(map(Plane.of, specs[:: plan.seeds]))
    return Tiles(whole, tuple(values), tuple(seeds), tuple(specs), planes)


def _one(
    given: dict[str, Any], plan: Plan, number: int, settings: Settings | None
) -> tuple[int, engine.Spec]:
    """The seed and the spec of a tile's run of that number."""
    seeded, seed = _seeded(given, plan, number)
    spec = _spec_of(seeded)
    if settings:
        check_spec(spec, settings)
    return seed, spec


def _spec_of(given: dict[str, Any]) -> engine.Spec:
    try:
        return engine.Spec.model_validate(given)
    except ValidationError as error:
        raise Invalid(field_errors(error.errors(), given)) from error


def _check_axes(plan: Plan) -> None:
    paths = [axis.path for axis in plan.axes]
    for number, (pointer, axis) in enumerate(plan.placed):
        if axis.path in paths[:number]:
            raise Invalid([FieldError.at(f"{pointer}/path", say("axis_repeated"))])
        if axis.values is None and plan.sample is None:
            raise Invalid([FieldError.at(f"{pointer}/low", say("range_needs_sample"))])


def weights_of(spec: engine.Spec) -> int:
    """How many weights and biases a network has."""
    return sum((d_in + 1) * d_out for d_in, d_out in pairwise(spec.widths))


def _common(base: engine.Spec, plan: Plan) -> dict[str, Any]:
    """The long form that values are put into."""
    common = base.model_dump(mode="json", exclude={"data"})
    varied = any(axis.place[0] == "data" for axis in plan.axes) or plan.seeded != "training"
    # Points of a person's own are long: all runs have them in common.
    common["data"] = base.data.model_dump(mode="json") if varied else base.data
    if {axis.path for axis in plan.axes} & {LAYERS, ACTIVATION}:
        common["network"] = without_repeats(common["network"])
    return common


def _with(common: dict[str, Any], plan: Plan, chosen: tuple[Any, ...]) -> dict[str, Any]:
    """A tile's values put into their places, the shallower ones first. Raises Invalid."""
    given = common
    for number in sorted(range(len(chosen)), key=lambda number: len(plan.axes[number].place)):
        try:
            given = placed(given, plan.axes[number].place, chosen[number])
        except NoPlaceError:
            raise Invalid([FieldError.at(plan.axes[number].path, say("axis_path"))]) from None
    return given


def _seeded(given: dict[str, Any], plan: Plan, number: int) -> tuple[dict[str, Any], int]:
    """The same with the seed of that number, and which seed that is."""
    seeded, seed = given, 0
    for part, name in reversed(SEEDS[plan.seeded]):
        own = opened(seeded[part])
        if isinstance(own, dict) and isinstance(known := own.get(name, 1), int):
            seed = known + number
            own = {**own, name: seed} if plan.seeds > 1 else own
            seeded = {**seeded, part: own}
    return seeded, seed


def _product(plan: Plan) -> list[tuple[Any, ...]]:
    """All tiles, row by row."""
    axes = plan.axes
    if not (plan.across and plan.down):
        return list(product(*(axis.values or () for axis in axes)))
    across, down, *more = (axis.values or () for axis in axes)
    return [(a, d, *rest) for d, a, *rest in product(down, across, *more)]


def _drawn(plan: Plan, common: dict[str, Any]) -> list[tuple[Any, ...]]:
    assert plan.sample is not None  # noqa: S101  # narrows the type
    random = Random(plan.sample.seed)  # noqa: S311  # the same tiles again for the same seed
    whole = [_is_whole(axis, common) for axis in plan.axes]
    return [
        tuple(
            _one_of(axis, random.random(), is_whole)
            for axis, is_whole in zip(plan.axes, whole, strict=True)
        )
        for _ in range(plan.sample.runs)
    ]


def _one_of(axis: Axis, share: float, is_whole: bool) -> Any:
    """What lies at a share, from 0 to 1, of the way through an axis."""
    if axis.values is not None:
        return axis.values[int(share * len(axis.values))]
    assert axis.low is not None  # noqa: S101  # narrows the type
    assert axis.high is not None  # noqa: S101  # narrows the type
    if axis.scale == "log":
        value = axis.low * (axis.high / axis.low) ** share
    else:
        value = axis.low + (axis.high - axis.low) * share
    value = min(max(float(f"{value:.{DIGITS}g}"), axis.low), axis.high)
    return round(value) if is_whole else float(value)


def _is_whole(axis: Axis, common: dict[str, Any]) -> bool:
    """Whether a field takes whole numbers: those it has, or where it has none yet, its ends."""
    node: Any = common
    for part in axis.place:
        if isinstance(node, list):
            node = node[0] if node else None
        elif isinstance(node, dict):
            node = node.get(part)
        else:
            node = getattr(node, part, None)
    if isinstance(node, bool) or not isinstance(node, int | float):
        return isinstance(axis.low, int) and isinstance(axis.high, int)
    return isinstance(node, int)


def _blamed(fault: FieldError, plan: Plan, tile: int, chosen: tuple[Any, ...]) -> FieldError:
    """What is wrong with a tile, at the value of the axis that is to blame: the one that leads
    deepest to what is wrong."""
    parts = fault.pointer.split("/")[1:]
    place = tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)
    for pointer, axis in plan.placed:
        *whole, last = axis.place
        beside = len(place) > len(whole) and all(map(_alike, whole, place))
        if last == "kind" and beside and fault.code in ("extra_forbidden", "missing"):
            # What belongs to one kind alone stays where another takes its place.
            said = say("axis_kind", whole="".join(f"/{part}" for part in whole))
            return FieldError.at(f"{pointer}/path", said)
    related = [
        (len(axis.place), number)
        for number, axis in enumerate(plan.axes)
        if all(_alike(*parts) for parts in zip(axis.place, place, strict=False))
    ]
    said = say("sweep_tile", tile=tile, field=fault.pointer or "/", fault=fault.sentence)
    if not related:
        by_seed = any(place[: len(each)] == each for each in SEEDS[plan.seeded])
        return FieldError.at("/seeds" if by_seed else "", said, fault.sentence)
    pointer, axis = plan.placed[max(related)[1]]
    at_path = len(place) == len(axis.place)
    if at_path and fault.code in ("axis_path", "extra_forbidden"):
        return FieldError.at(f"{pointer}/path", say("axis_path"))
    if axis.values is None:
        return FieldError.at(pointer, said, fault.sentence)
    blamed = chosen[max(related)[1]]
    number = next(k for k, value in enumerate(axis.values) if value is blamed)
    return FieldError.at(f"{pointer}/values/{number}", said, fault.sentence)


def _alike(one: str, other: str) -> bool:
    return one == other or "*" in (one, other)
