"""A formula is a function of the engine as a script's text: the very lines that the engine runs.

So no formula is written twice, and what has a class in the engine can be exported as it is.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from app.exports import own
from app.exports.lines import Lines, UnreadableError
from app.exports.words import Words
from app.sentences import say

TAKEN = (
    *("inputs", "targets", "output", "loss", "loss_slope", "forward", "gradients", "update"),
    *("build", "train", "predict"),
)
"""What scripts call their own functions."""


class Formulas:
    """The formulas of one script, each after those that it calls.

    In another `library` than NumPy they are made of what that one calls by the same name.
    """

    def __init__(self, words: Words, library: str = "np") -> None:
        self._words = words
        self.library = library
        self._names: dict[object, str] = dict(zip(TAKEN, TAKEN, strict=True))
        self._constants: list[str] = []
        self._functions: list[str] = []

    @property
    def text(self) -> str:
        """All that were asked for; nothing if none was."""
        constants = ["\n".join(self._constants)] if self._constants else []
        return "\n\n\n".join(constants + self._functions)

    def say(self, choice: Any, method: str, pointer: str) -> str:
        """The name of the function that is this method of a choice, which stands at this place of
        the spec; nothing if it cannot be written."""
        try:
            return self.name(getattr(choice, method), choice)
        except UnreadableError:
            reason = say("more_than_numpy")
            if self.library != "np":
                reason = say("more_than_shared", library=self.library)
            self._words.refuse(pointer, "cannot_express", kind=choice.kind, reason=reason)
            return ""

    def call(self, choice: Any, method: str, pointer: str, arguments: str) -> str:
        """A call of that function, or what it returns where this is all that it does."""
        if own.is_own(choice):
            return own.expression(choice, self.library, method)
        try:
            lines = Lines(self, getattr(choice, method), choice)
        except UnreadableError:
            return self.say(choice, method, pointer)
        if lines.is_expression and lines.arguments == arguments:
            return lines.body.strip().removeprefix("return ")
        return f"{self.say(choice, method, pointer)}({arguments})"

    def name(self, function: Any, owner: Any = None) -> str:
        """The name of a function, or of its owner's method, once it is written."""
        plain = getattr(function, "__func__", function)
        if (plain, owner) not in self._names:
            # The name comes first: what a function calls may call it.
            name = self._names[plain, owner] = self._free(_name(plain, owner))
            self._functions.append(self._text(function, owner, name))
        return self._names[plain, owner]

    def _text(self, function: Any, owner: Any, name: str) -> str:
        """The function by this name."""
        if own.is_own(owner):
            method = function.__name__
            arguments = "z" if method == "value" else "z, a"
            return own.function(owner, self.library, method, name, arguments)
        return Lines(self, function, owner).text(name)

    def constant(self, name: str, value: float) -> str:
        """The name of a constant, once it is written."""
        if (name, value) not in self._names:
            free = self._names[name, value] = self._free(name)
            self._constants.append(f"{free} = {value!r}")
        return self._names[name, value]

    def _free(self, name: str) -> str:
        """The name, with a number behind it where it is taken."""
        taken, number, free = set(self._names.values()), 1, name
        while free in taken:
            number += 1
            free = f"{name}_{number}"
        return free


def _name(function: FunctionType, owner: Any) -> str:
    """What a function is called in a script."""
    name = function.__name__.strip("_")
    if owner is None:
        return name
    return str(owner.kind) if name == "value" else f"{owner.kind}_{name}"
