"""A formula as text: as a book prints it, or in the words of a programming language."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from engine.formulas.tree import Node

SUM, PRODUCT, FACTOR, POWER, ATOM = range(1, 6)
LEVELS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "neg": PRODUCT, "^": POWER}
"""How tightly signs bind; a function binds most tightly."""
NEEDS = {
    "+": (SUM, PRODUCT),
    "-": (SUM, PRODUCT),
    "*": (PRODUCT, FACTOR),
    "/": (PRODUCT, FACTOR),
    "neg": (PRODUCT,),
    "^": (ATOM, FACTOR),
}
"""How tightly their parts have to bind not to stand in brackets; all do within a function's own."""


def written(
    node: Node,
    say: Callable[[Node, list[str]], str],
    levels: Mapping[str, int] | None = None,
    needs: Mapping[str, tuple[int, ...]] | None = None,
) -> str:
    """The text of a formula, where `say` puts a node together from the texts of its parts. `levels`
    are how tightly some ops bind that otherwise bind as signs and functions do, from 1 for a sum to
    5, and `needs` how tightly their parts have to."""
    own, asked = LEVELS | dict(levels or {}), NEEDS | dict(needs or {})

    def text(node: Node, least: int) -> str:
        within = asked.get(node.op, (0,) * len(node.args))
        said = say(node, [text(part, need) for part, need in zip(node.args, within)])
        level = PRODUCT if node.is_number and node.value < 0 else own.get(node.op, ATOM)
        return f"({said})" if level < least else said

    return text(node, 0)


PRINTED = {"pi": "π", "x1": "x₁", "x2": "x₂"}
SIGNS = {"-": "−", "*": "·"}
EXPONENTIALS = {"z": "eᶻ", "−z": "e⁻ᶻ"}
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def printed(node: Node) -> str:
    """The formula as a book prints it, such as "z / (1 + e^(−z))"."""
    return written(
        node,
        _printed,
        levels={"pick": 0, "exp": POWER},
        needs={"*": (PRODUCT, PRODUCT), "^": (ATOM, 0)},
    )


def _printed(node: Node, parts: list[str]) -> str:
    match node.op, parts:
        case "number", _:
            return _digits(node.value)
        case "name", _:
            return PRINTED.get(node.name, node.name)
        case "neg", [u]:
            return f"−{u}"
        case "+" | "-" | "*" | "/" as sign, [u, v]:
            if v.startswith("−"):
                v = f"({v})"
            # Side by side, as far as both stay apart to the eye.
            if sign == "*" and node.args[0].op != "/" and not v[0].isdigit():
                return f"{u} {v}"
            return f"{u} {SIGNS.get(sign, sign)} {v}"
        case "^", [u, v]:
            exponent = node.args[1]
            if exponent.is_number and exponent.value == round(exponent.value):
                return u + f"{exponent.value:.0f}".translate(RAISED)
            return f"{u}^({v})"
        case "exp", [u]:
            return EXPONENTIALS.get(u, f"e^({u})")
        case "abs", [u]:
            return f"|{u}|"
        case "sqrt", [u]:
            return f"√({u})"
        case "pick", [greater, less, then, otherwise]:
            holds = f"{greater} > {less}"
            if node.args[0].is_number:
                holds = f"{less} < {greater}"
            return f"{then} for {holds}, otherwise {otherwise}"
    return f"{node.op}({', '.join(parts)})"


def _digits(value: float) -> str:
    known = {math.pi: "π", math.e: "e"}
    return known.get(value, f"{value:.6g}".replace("-", "−"))
