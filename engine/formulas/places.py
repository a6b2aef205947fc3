"""Where a formula has no finite value, and where it bends or jumps, before it is made use of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.formulas.calls import lowered, value, values
from engine.formulas.slope import slope
from engine.formulas.tree import Node, minus, of

Ranges = tuple[tuple[str, float, float], ...]
"""Each name, and from where to where it goes."""
Place = tuple[tuple[str, float], ...]
Danger = Literal["nothing", "nothing or less", "less"]

SIDES = {1: (1001, 41), 2: (61, 11)}
"""How many places are looked at along each of so many names: first, and ever closer."""
CLOSER, ROUNDS = 10.0, 8
"""How many times smaller the neighbourhood becomes that is looked at next, and how often."""
HALVINGS = 50
"""How often a stretch in which a sign changes is halved."""
NEARBY, DIFFERENT = 1e-6, 1e-3
"""How far from a corner its two sides are looked at, and by how much they differ at the least."""


@lru_cache(maxsize=512)
def unsound(node: Node, ranges: Ranges) -> Place | None:
    """A place in these ranges where a formula has no finite value in float32, such as 1 / 0 or the
    logarithm of what is not above 0; None where none is found."""
    own = lowered(node)
    grid = _grid(ranges, np.float32)
    found = values(own, grid)
    shape = next(iter(grid.values())).shape
    if not (sound := np.broadcast_to(np.isfinite(found[own]), shape)).all():
        return _nearest(~sound, grid)[0]
    if not all(np.isfinite(number) for part, number in found.items() if not part.names):
        return _nearest(np.ones(shape, bool), grid)[0]
    for part, danger in dict.fromkeys(_watched(own)):
        if part.names:
            place = _vanishing(part, ranges, danger)
        else:
            is_wrong = _is_wrong(float(values(part, {})[part]), danger)
            place = _nearest(np.ones(shape, bool), grid)[0] if is_wrong else None
        if place:
            return place
    return None


def _is_wrong(number: float, danger: Danger) -> bool:
    if danger == "nothing":
        return number == 0
    return number <= 0 if danger == "nothing or less" else number < 0


def _watched(node: Node) -> Iterator[tuple[Node, Danger]]:
    """The parts that must not be 0, as what is divided by, or not less, as what has a root."""
    for part in node.parts():
        match part.op, part.args:
            case "/", [_, divisor]:
                # A square is 0 where what is squared is.
                while divisor.op in ("square", "abs", "neg"):
                    (divisor,) = divisor.args
                yield divisor, "nothing"
            case "log", [u]:
                yield u, "nothing or less"
            case "sqrt", [u]:
                yield u, "less"
            case "tan", [u]:
                yield of("cos", u), "nothing"
            case "^", [base, exponent] if not exponent.names:
                raised = float(values(exponent, {})[exponent])
                if raised != round(raised):
                    yield base, "less" if raised > 0 else "nothing or less"
                elif raised < 0:
                    yield base, "nothing"


@lru_cache(maxsize=512)
def _vanishing(part: Node, ranges: Ranges, danger: Danger) -> Place | None:
    """A place where such a part is what it must not be, looked for ever closer around where it
    changes its sign or is least."""
    around = ranges
    for closer in range(ROUNDS):
        grid = _grid(around, np.float64, closer=closer > 0)
        found = value(part, grid)
        sizes = np.abs(found)
        where = found == found.min() if danger != "nothing" else sizes == sizes.min()
        if danger != "less" and (crossings := _crossings(found)).any():
            where = crossings
        place, at = _nearest(where, grid)
        if _is_wrong(float(found[at]), danger):
            return place
        if closer and sizes[at] > sizes.max() / 2:
            return None
        around = tuple(
            (name, max(low, middle - reach), min(high, middle + reach))
            for (name, low, high), (_, middle) in zip(ranges, place)
            for reach in [(high - low) / CLOSER ** (closer + 1)]
        )
    # What comes to nothing is small even next to what is this near.
    return place if danger != "less" and sizes[at] < sizes.max() / 4 else None


def _crossings(found: Array) -> NDArray[np.bool_]:
    """Where one of two neighbours is above 0 and the other below: that which is nearer to 0."""
    nearer = np.zeros(found.shape, bool)
    for axis in range(found.ndim):
        along, marks = np.moveaxis(found, axis, 0), np.moveaxis(nearer, axis, 0)
        first, second = along[:-1], along[1:]
        changes = np.sign(first) * np.sign(second) < 0
        is_second = np.abs(second) < np.abs(first)
        marks[:-1] |= changes & ~is_second
        marks[1:] |= changes & is_second
    return nearer


def _grid(
    ranges: Ranges, dtype: type[np.floating[Any]], *, closer: bool = False
) -> dict[str, Array]:
    """Places all over the ranges, an array for each name, one axis for each."""
    side = SIDES[len(ranges)][closer]
    axes = [np.linspace(low, high, side, dtype=dtype) for _, low, high in ranges]
    return dict(zip((name for name, *_ in ranges), np.meshgrid(*axes, indexing="ij")))


def _nearest(where: NDArray[np.bool_], grid: dict[str, Array]) -> tuple[Place, tuple[np.intp, ...]]:
    """Of these places the one that is nearest to 0, and its place in the arrays."""
    far = sum(np.square(axis) for axis in grid.values())
    at = np.unravel_index(np.argmin(np.where(where, far, np.inf)), where.shape)
    return tuple((name, float(axis[at])) for name, axis in grid.items()), at


@lru_cache(maxsize=512)
def corners(node: Node, ranges: Ranges) -> tuple[float, ...]:
    """Where a formula of one name has no slope in a range, since it bends or jumps."""
    found: set[float] = set()
    (name, *_), *_ = ranges
    for part in node.parts():
        match part.op, part.args:
            case "abs" | "sign" | "step", [u] if u.names:
                found.update(_zeros(u, ranges))
            case "min" | "max", [u, v] if part.names:
                found.update(_zeros(minus(u, v), ranges))
    places = np.array(sorted(found))
    if not len(places):
        return ()
    differ = np.zeros(len(places), bool)
    for each in (node, slope(node)):
        below, above = (value(each, {name: places + side * NEARBY}) for side in (-1, 1))
        differ |= np.abs(above - below) > DIFFERENT
    return tuple(places[differ].tolist())


def _zeros(part: Node, ranges: Ranges) -> list[float]:
    """Where a part of one name is 0, or passes it."""
    grid = _grid(ranges, np.float64)
    ((name, axis),) = grid.items()
    found = value(part, grid)
    before, after = np.sign(found[:-1]), np.sign(found[1:])
    (passed,) = np.nonzero(before * after < 0)
    low, high, side = axis[passed], axis[passed + 1], before[passed]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_low = np.sign(value(part, {name: middle})) == side
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return [*axis[found == 0].tolist(), *(float(f"{each:.9g}") for each in high)]
