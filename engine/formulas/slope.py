"""The slope of a formula, as another formula, by the rules that one learns at school."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from engine.formulas.tree import (
    ONE,
    TWO,
    ZERO,
    Node,
    minus,
    negative,
    number,
    of,
    over,
    pick,
    plus,
    power,
    times,
)

OUTER: dict[str, Callable[[Node], Node]] = {
    "abs": lambda u: of("sign", u),
    "atan": lambda u: over(ONE, plus(ONE, power(u, TWO))),
    "cos": lambda u: negative(of("sin", u)),
    "exp": lambda u: of("exp", u),
    "log": lambda u: over(ONE, u),
    "sigmoid": lambda u: times(of("sigmoid", u), minus(ONE, of("sigmoid", u))),
    "sign": lambda u: ZERO,
    "sin": lambda u: of("cos", u),
    "softplus": lambda u: of("sigmoid", u),
    "sqrt": lambda u: over(ONE, times(TWO, of("sqrt", u))),
    "step": lambda u: ZERO,
    "tan": lambda u: plus(ONE, power(of("tan", u), TWO)),
    "tanh": lambda u: minus(ONE, power(of("tanh", u), TWO)),
}
"""The slope of a function of u by u. Where it has none, at a corner or a jump, it is that of one of
the sides, or 0: abs has 0 at 0, and max(0, z) too."""


@lru_cache(maxsize=512)
def slope(node: Node) -> Node:
    """∂node/∂z."""
    found: dict[Node, Node] = {}
    for part in node.parts():
        found[part] = _slope(part, [found[within] for within in part.args])
    return found[node]


def _slope(node: Node, inner: list[Node]) -> Node:
    """The slope of a node, from those of its parts."""
    match node.op, node.args, inner:
        case "number", _, _:
            return ZERO
        case "name", _, _:
            return ONE
        case "neg", _, [du]:
            return negative(du)
        case "+", _, [du, dv]:
            return plus(du, dv)
        case "-", _, [du, dv]:
            return minus(du, dv)
        case "*", [u, v], [du, dv]:
            return plus(times(du, v), times(u, dv))
        case "/", [u, v], [du, dv] if dv == ZERO:
            return over(du, v)
        case "/", [u, v], [du, dv] if du == ZERO:
            return negative(over(times(u, dv), power(v, TWO)))
        case "/", [u, v], [du, dv]:
            return over(minus(times(du, v), times(u, dv)), power(v, TWO))
        case "^", [u, v], [du, dv]:
            return _slope_of_power(u, v, du, dv)
        case "max", [u, v], [du, dv]:
            return pick(v, u, dv, du)
        case "min", [u, v], [du, dv]:
            return pick(u, v, dv, du)
        case op, [u], [du]:
            return ZERO if du == ZERO else times(du, OUTER[op](u))
    raise AssertionError(node.op)


def _slope_of_power(u: Node, v: Node, du: Node, dv: Node) -> Node:
    if v.is_number:
        return times(times(v, power(u, number(v.value - 1))), du)
    if not v.names:
        return times(times(v, power(u, minus(v, ONE))), du)
    whole = power(u, v)
    if not u.names:
        logarithm = ONE if u == number(math.e) else of("log", u)
        return times(times(whole, logarithm), dv)
    return times(whole, plus(times(dv, of("log", u)), over(times(v, du), u)))
