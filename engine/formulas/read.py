"""Reads a formula as a person types it into a tree, by a grammar of its own and nothing else.

    sum = product (("+" | "-") product)*        product = signed (("*" | "/") signed)*
    signed = ("-" | "+") signed | power         power = value ["^" signed]
    value = number | name | function "(" sum ("," sum)* ")" | "(" sum ")", then "²", "⁻¹", …

What is not in it is refused with the position, counted from 1, and what is known, never with the
text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import FormulaError
from engine.formulas import tree
from engine.formulas.tree import CONSTANTS, FUNCTIONS, Node
from engine.sentences import nearest, say

LONGEST = 200
"""Characters of a formula."""
MOST = 60
"""Numbers, names, signs and functions that it is made of."""
DEEPEST = 20
"""How deep brackets, functions, powers and signs may lie within one another."""

TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z][A-Za-z0-9]*|π)"
    r"|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<sign>\*\*|[-+*/^(),]))",
    re.ASCII,
)
SAME = str.maketrans("−–·×÷₁₂\u00a0", "--**/12 ")
"""Signs as they are printed, for those on a keyboard; one for one, so that positions stay."""
SPELT = {"**": "^", "π": "pi"}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
ALIASES = {"arctan": "atan", "ln": "log"}


@dataclass(frozen=True)
class Token:
    """A number, a name, a sign or a raised number, and at which position it stands; "" at the
    end."""

    kind: str
    text: str
    at: int


@lru_cache(maxsize=512)
def read(text: str, names: tuple[str, ...]) -> Node:
    """The tree of a formula of these names. Raises FormulaError with the position."""
    if len(text) > LONGEST:
        raise FormulaError(say("formula_long", most=LONGEST))
    return _Reader(text, names).whole()


class _Reader:
    def __init__(self, text: str, names: Sequence[str]) -> None:
        self.names = names
        self.known = ", ".join(names)
        self.tokens = self._tokens(text.translate(SAME))
        self.next = 0

    def _tokens(self, text: str) -> list[Token]:
        found, at, end = [], 0, len(text.rstrip())
        while at < end:
            token = TOKEN.match(text, at)
            if token is None:
                blank = len(text[at:]) - len(text[at:].lstrip())
                raise FormulaError(say("formula_sign", at=at + blank + 1))
            kind = str(token.lastgroup)
            word = token.group(kind)
            found.append(Token(kind, SPELT.get(word, word), token.start(kind) + 1))
            at = token.end()
        return [*found, Token("end", "", end + 1)]

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self, *signs: str) -> Token | None:
        """The next token, if it is one of these signs."""
        token = self.token
        if token.kind != "sign" or token.text not in signs:
            return None
        self.next += 1
        return token

    def whole(self) -> Node:
        node = self.sum(0)
        token = self.token
        if token.kind == "end":
            if not node.names:
                raise FormulaError(say("formula_constant", names=self.known))
            if _size(node) > MOST:
                raise FormulaError(say("formula_large", most=MOST))
            return node
        if token.text == ")":
            raise FormulaError(say("formula_unopened", at=token.at))
        if token.text == ",":
            raise FormulaError(say("formula_comma", at=token.at))
        raise FormulaError(say("formula_no_sign", at=token.at))

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while sign := self.take("+", "-"):
            node = Node(sign.text, (node, self.product(depth)))
        return node

    def product(self, depth: int) -> Node:
        node = self.signed(depth)
        while sign := self.take("*", "/"):
            node = Node(sign.text, (node, self.signed(depth)))
        return node

    def signed(self, depth: int) -> Node:
        if sign := self.take("-", "+"):
            node = self.signed(self.deeper(depth, sign))
            return node if sign.text == "+" else tree.negative(node)
        node = self.value(depth)
        if sign := self.take("^"):
            return Node("^", (node, self.signed(self.deeper(depth, sign))))
        return node

    def value(self, depth: int) -> Node:
        token = self.token
        self.next += 1
        if token.kind == "number":
            node = self.number(token)
        elif token.kind == "name":
            node = self.named(token, depth)
        elif token.text == "(" and token.kind == "sign":
            node = self.sum(self.deeper(depth, token))
            self.close(token)
        elif token.kind == "end":
            raise FormulaError(say("formula_ends", names=self.known))
        else:
            raise FormulaError(say("formula_value", at=token.at, names=self.known))
        while self.token.kind == "raised":
            node = Node("^", (node, self.number(self.token)))
            self.next += 1
        return node

    def number(self, token: Token) -> Node:
        value = float(token.text.translate(RAISED))
        if abs(value) > 1e30:
            raise FormulaError(say("formula_number", at=token.at))
        return tree.number(value)

    def named(self, token: Token, depth: int) -> Node:
        word = ALIASES.get(token.text, token.text)
        if word in self.names:
            return tree.name(word)
        if word in CONSTANTS:
            return tree.number(CONSTANTS[word])
        if word not in FUNCTIONS:
            near = nearest(word.lower(), [*self.names, *CONSTANTS, *FUNCTIONS, *ALIASES])
            hint = say("near_name", near=near) if near else say("no_near_name")
            functions = ", ".join(FUNCTIONS)
            raise FormulaError(
                say("formula_name", at=token.at, hint=hint, names=self.known, functions=functions)
            )
        return self.function(word, token, depth)

    def function(self, word: str, token: Token, depth: int) -> Node:
        least = FUNCTIONS[word]
        wanted = say(
            "formula_one_value" if least == 1 else "formula_two_values",
            at=token.at,
            function=word,
        )
        opening = self.take("(")
        if not opening:
            raise FormulaError(wanted)
        within = self.deeper(depth, opening)
        args = [self.sum(within)]
        while self.take(","):
            args.append(self.sum(within))
        self.close(opening)
        if len(args) < least or (least == 1 and len(args) > 1):
            raise FormulaError(wanted)
        if word == "relu":
            return tree.of("max", tree.ZERO, args[0])
        node = tree.of(word, *args[:least])
        for more in args[least:]:
            node = tree.of(word, node, more)
        return node

    def close(self, opening: Token) -> None:
        token = self.token
        if self.take(")"):
            return
        if token.kind == "end":
            raise FormulaError(say("formula_unclosed", at=opening.at))
        raise FormulaError(
            say("formula_comma" if token.text == "," else "formula_no_sign", at=token.at)
        )

    def deeper(self, depth: int, token: Token) -> int:
        if depth >= DEEPEST:
            raise FormulaError(say("formula_deep", most=DEEPEST, at=token.at))
        return depth + 1


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.args))
