"""A formula's tree: numbers, names, and what is made of them by a sign or a function."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

FUNCTIONS = {
    "abs": 1, "atan": 1, "cos": 1, "exp": 1, "log": 1, "max": 2, "min": 2, "relu": 1, "sigmoid": 1,
    "sign": 1, "sin": 1, "softplus": 1, "sqrt": 1, "step": 1, "tan": 1, "tanh": 1,
}  # fmt: skip
"""How many values each is of at the least; only those of two may have more."""
CONSTANTS = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True)
class Node:
    """A part of a formula. `op` is "number", "name", one of + - * / ^, "neg", a function, or
    "pick", whose value is its third part where its first is greater than its second, else its
    fourth."""

    op: str
    args: tuple[Node, ...] = ()
    value: float = 0.0
    name: str = ""

    @cached_property
    def _hash(self) -> int:
        return hash((self.op, self.args, self.value, self.name))

    def __hash__(self) -> int:
        # Found once: parts are looked up many times, and each lies within others.
        return self._hash

    @property
    def is_number(self) -> bool:
        """Whether it is a number that is written down."""
        return self.op == "number"

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that it depends on."""
        own = {self.name} if self.op == "name" else set()
        return frozenset(own.union(*(part.names for part in self.args)))

    def parts(self) -> Iterator[Node]:
        """All that it is made of, each once, what is within before what is around it."""
        seen: set[Node] = set()
        pending = [(self, False)]
        while pending:
            node, done = pending.pop()
            if done:
                yield node
            elif node not in seen:
                seen.add(node)
                pending.append((node, True))
                pending += [(part, False) for part in reversed(node.args)]


def number(value: float) -> Node:
    """A number."""
    return Node("number", value=value)


def name(word: str) -> Node:
    """What a formula is of: z, or x1 and x2."""
    return Node("name", name=word)


def of(function: str, *args: Node) -> Node:
    """A function of so many values."""
    return Node(function, args)


ZERO, ONE, TWO = number(0), number(1), number(2)

# What follows puts slopes together, and leaves out what does nothing. A formula itself stays as it
# was written.


def negative(u: Node) -> Node:
    """−u."""
    if u.is_number:
        return number(-u.value)
    return u.args[0] if u.op == "neg" else Node("neg", (u,))


def plus(u: Node, v: Node) -> Node:
    """u + v."""
    if u.is_number and v.is_number:
        return number(u.value + v.value)
    if u == ZERO:
        return v
    if v == ZERO:
        return u
    if v.op == "neg":
        return minus(u, v.args[0])
    if v.is_number and v.value < 0:
        return Node("-", (u, number(-v.value)))
    return Node("+", (u, v))


def minus(u: Node, v: Node) -> Node:
    """u − v."""
    if u.is_number and v.is_number:
        return number(u.value - v.value)
    if u == v:
        return ZERO
    if v == ZERO:
        return u
    if u == ZERO:
        return negative(v)
    if v.op == "neg":
        return plus(u, v.args[0])
    return Node("-", (u, v))


def times(u: Node, v: Node) -> Node:
    """u v, a number first."""
    if u.is_number and v.is_number:
        return number(u.value * v.value)
    if v.is_number:
        return times(v, u)
    if ZERO in (u, v):
        return ZERO
    if u == ONE:
        return v
    if u == number(-1):
        return negative(v)
    if v.op == "neg":
        return negative(times(u, v.args[0]))
    if u.op == "neg":
        return negative(times(u.args[0], v))
    if u.is_number and v.op == "pick":
        greater, less, then, otherwise = v.args
        return pick(greater, less, times(u, then), times(u, otherwise))
    if u.is_number and v.op == "*" and v.args[0].is_number:
        return times(number(u.value * v.args[0].value), v.args[1])
    if u.op == "*" and u.args[0].is_number:
        return times(u.args[0], times(u.args[1], v))
    if v.op == "*" and v.args[0].is_number:
        return times(v.args[0], times(u, v.args[1]))
    if v.op == "/" and (u.is_number or v.args[0].is_number):
        return over(times(u, v.args[0]), v.args[1])
    return Node("*", (u, v))


def over(u: Node, v: Node) -> Node:
    """u / v."""
    if u == ZERO:
        return ZERO
    if v == ONE:
        return u
    if u.op == "neg":
        return negative(over(u.args[0], v))
    (a, rest), (b, divisor) = _factor(u), _factor(v)
    if b not in (0, 1) and (a / b) * b == a:
        return over(times(number(a / b), rest), divisor)
    return Node("/", (u, v))


def _factor(node: Node) -> tuple[float, Node]:
    """The number that a product begins with, and the rest of it."""
    if node.op == "*" and node.args[0].is_number:
        return node.args[0].value, node.args[1]
    return (node.value, ONE) if node.is_number else (1.0, node)


def power(u: Node, exponent: Node) -> Node:
    """u to the power of a number, or of a formula."""
    if exponent == ZERO:
        return ONE
    return u if exponent == ONE else Node("^", (u, exponent))


def pick(greater: Node, less: Node, then: Node, otherwise: Node) -> Node:
    """`then` where greater > less, else `otherwise`."""
    return then if then == otherwise else Node("pick", (greater, less, then, otherwise))
