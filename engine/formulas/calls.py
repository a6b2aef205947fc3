"""A formula's numbers: found once, or over and over as a list of NumPy calls on fixed buffers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np

from engine.arrays import Array, Call
from engine.formulas.tree import ONE, Node, number, of, plus, times

UFUNCS: dict[str, np.ufunc] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    "neg": np.negative,
    "abs": np.absolute,
    "atan": np.arctan,
    "cos": np.cos,
    "exp": np.exp,
    "log": np.log,
    "max": np.maximum,
    "min": np.minimum,
    "sign": np.sign,
    "sin": np.sin,
    "softplus": np.logaddexp,
    "sqrt": np.sqrt,
    "square": np.square,
    "step": np.heaviside,
    "tan": np.tan,
    "tanh": np.tanh,
}
QUICK = UFUNCS | {"max": np.fmax, "min": np.fmin}
"""On small arrays these are four times quicker; they pass over what is no number, which a formula
that was found to be finite does not have."""
HALF, ZERO = number(0.5), number(0.0)


@lru_cache(maxsize=512)
def lowered(node: Node) -> Node:
    """The same formula in NumPy's own functions."""
    found: dict[Node, Node] = {}
    for part in node.parts():
        args = tuple(map(found.__getitem__, part.args))
        found[part] = _lowered(replace(part, args=args))
    return found[node]


def _lowered(node: Node) -> Node:
    match node.op, node.args:
        case "sigmoid", [u]:
            # By tanh, as the sigmoid itself: no exponential that could overflow.
            return plus(times(HALF, of("tanh", times(HALF, u))), HALF)
        case "softplus", [u]:
            return of("softplus", ZERO, u)
        case "step", [u]:
            return of("step", u, ONE)
        case "^", [u, exponent] if exponent == number(2):
            return of("square", u)
        case "^", [u, exponent] if exponent == number(3):
            return Node("*", (of("square", u), u))
        case "^", [u, exponent] if exponent == number(4):
            return of("square", of("square", u))
    return node


def folded(node: Node) -> Node:
    """The same formula with a number for every part that is one."""
    if not node.names:
        return number(_constant(lowered(node)))
    return replace(node, args=tuple(map(folded, node.args)))


@np.errstate(all="ignore")
def values(node: Node, given: Mapping[str, Array]) -> dict[Node, Any]:
    """The values of each part of a formula, of the shape and precision of what is given for its
    names; a part without names is one number."""
    found: dict[Node, Any] = {}
    for part in node.parts():
        if part.op == "name":
            found[part] = given[part.name]
        elif part.is_number:
            found[part] = part.value
        else:
            made = _apply(part, [found[within] for within in part.args])
            # A number of NumPy's own would make the rest as precise as itself.
            found[part] = made if part.names else float(made)
    return found


def _apply(node: Node, args: list[Any]) -> Any:
    if node.op == "pick":
        greater, less, then, otherwise = args
        either = np.result_type(greater, less, then, otherwise)
        return np.where(np.greater(greater, less), then, otherwise).astype(either)
    return UFUNCS[node.op](*args)


def value(node: Node, given: Mapping[str, Array]) -> Array:
    """The values of a formula."""
    own = lowered(node)
    first = next(iter(given.values()))
    return np.array(np.broadcast_to(values(own, given)[own], first.shape), first.dtype)


def calls(node: Node, given: Mapping[Node, Array], out: Array) -> list[Call]:
    """Calls that leave the values of a formula in `out`, from arrays of its shape that are given
    for its names, and for other parts that are known already. None of these is written into."""
    root = lowered(node)
    known = {lowered(part): array for part, array in given.items()}
    if root in known:
        return [partial(np.copyto, out, known[root])]
    if not root.names:
        return [partial(out.fill, _constant(root))]
    plan = _Plan(root, known, out)
    return plan.calls


def _constant(node: Node) -> float:
    return float(values(node, {})[node])


class _Plan:
    """Each part is found once, in a buffer that is free again once all that need it are found."""

    def __init__(self, root: Node, known: dict[Node, Array], out: Array) -> None:
        self.root, self.out = root, out
        self.arrays: dict[Node, Array] = dict(known)
        self.free: list[Array] = []
        self.own: set[int] = set()
        self.calls: list[Call] = []
        self.mask: Any = None
        steps = self._steps()
        self.uses = Counter(part for step in steps for part in step.args)
        for step in steps:
            self._plan(step)

    def _steps(self) -> list[Node]:
        """What has to be found, in order: nothing below what is known already."""
        needed: set[Node] = set()
        pending = [self.root]
        while pending:
            node = pending.pop()
            if node in needed or node in self.arrays:
                continue
            if not node.names:
                self.arrays[node] = np.array(_constant(node), self.out.dtype)
                continue
            needed.add(node)
            pending += node.args
        return [part for part in self.root.parts() if part in needed]

    def _plan(self, step: Node) -> None:
        args = [self.arrays[part] for part in step.args]
        if step.op == "pick":
            # Written in two goes, so not over what is still to be read.
            into = self._into(step)
            self._pick(args, into)
            self._release(step)
        else:
            self._release(step)
            into = self._into(step)
            self.calls.append(partial(QUICK[step.op], *args, into))
        self.arrays[step] = into

    def _pick(self, args: list[Array], into: Array) -> None:
        if self.mask is None:
            self.mask = np.empty(self.out.shape, bool)
        greater, less, then, otherwise = args
        self.calls += [
            partial(np.greater, greater, less, self.mask),
            partial(np.copyto, into, otherwise),
            partial(np.copyto, into, then, where=self.mask),
        ]

    def _into(self, step: Node) -> Array:
        if step is self.root or step == self.root:
            return self.out
        if self.free:
            return self.free.pop()
        made = np.empty(self.out.shape, self.out.dtype)
        self.own.add(id(made))
        return made

    def _release(self, step: Node) -> None:
        """Free the buffers of parts that nothing else needs."""
        for part in set(step.args):
            self.uses[part] -= step.args.count(part)
            array = self.arrays[part]
            if not self.uses[part] and id(array) in self.own:
                self.free.append(array)
