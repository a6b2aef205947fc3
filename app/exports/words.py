"""Words are a framework's expressions for the engine's choices, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app.problems import FieldError, Invalid
from app.sentences import say
from engine import Sentence


@dataclass(frozen=True)
class No:
    """The framework cannot express this choice, and the code of the reason."""

    why: str


Table = Mapping[str, str | No]
"""The expression for each kind; "{negative_slope}" in it stands for that hyper-parameter."""

UNKNOWN = No("known_here")


class Words:
    """Looks choices up in a framework's tables, and gathers what it cannot express."""

    def __init__(self, framework: str) -> None:
        self.framework = framework
        self.errors: list[FieldError] = []

    def say(
        self, table: Table, choice: BaseModel, pointer: str, kind: str = "", **more: object
    ) -> str:
        """The expression for a choice at this place of the spec; nothing if there is none.

        A `kind` of its own may be given where the table tells more cases apart than the engine;
        `more` are further values that expressions may hold.
        """
        fields: dict[str, Any] = choice.model_dump()
        found = self._look_up(table, kind or fields["kind"], pointer)
        return found.format(**fields, **more)

    def name(self, table: Table, kind: str, pointer: str) -> str:
        """The expression for a name without hyper-parameters, taken as it stands."""
        return self._look_up(table, kind, pointer)

    def refuse(self, pointer: str, code: str, **params: str | Sentence) -> None:
        """Note, once, that the framework cannot do what the spec says at this place."""
        sentence = say(code, framework=self.framework, **params)
        error = FieldError.at(pointer, sentence)
        if error not in self.errors:
            self.errors.append(error)

    def check(self) -> None:
        """Raises Invalid, naming everything that could not be expressed."""
        if self.errors:
            raise Invalid(self.errors)

    def _look_up(self, table: Table, kind: str, pointer: str) -> str:
        word = table.get(kind, UNKNOWN)
        if isinstance(word, No):
            known = ", ".join(name for name, said in table.items() if isinstance(said, str))
            reason = say(word.why, known=known) if word is UNKNOWN else say(word.why)
            self.refuse(pointer, "cannot_express", kind=kind, reason=reason)
            return ""
        return word
