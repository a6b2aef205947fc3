"""What the engine refuses to do, and how it says so.

EngineError            anything the engine refuses, with a `sentence` that has a code
├── AmendError         this cannot change while a run is under way: it needs a new start
├── BudgetError        an amount of training that is not one positive whole number
├── FormulaError       this is no formula, or not of what it should be of
├── HiddenError        there is no such layer, or no such units in it
├── LandscapeError     there is no such landscape of this run
├── LinkError          this link cannot be read
├── LoadError          these bytes are not a state that this engine wrote
└── TraceError         this point, target or unit is none of this run's

A Spec that is not valid raises pydantic's ValidationError, which names each field.
Divergence is no error: it is an outcome of training, see `engine.state.Diverged`.
"""

from __future__ import annotations

from engine.sentences import Sentence


class EngineError(ValueError):
    """Anything the engine refuses."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AmendError(EngineError):
    """This cannot change while a run is under way: it needs a new start."""

    def __init__(self, name: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        # What it is made from again in another process.
        self.args = name, sentence
        self.name = name

    def __str__(self) -> str:
        return str(self.sentence)


class BudgetError(EngineError):
    """An amount of training that is not one positive whole number."""


class FormulaError(EngineError):
    """This is no formula, or not of what it should be of."""


class HiddenError(EngineError):
    """There is no such layer, or no such units in it."""


class LandscapeError(EngineError):
    """There is no such landscape of this run."""


class LinkError(EngineError):
    """This link cannot be read."""


class LoadError(EngineError):
    """These bytes are not a state that this engine wrote."""


class TraceError(EngineError):
    """This point, target or unit is none of this run's."""
