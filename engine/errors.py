"""What the engine refuses to do, and how it says so.

EngineError            anything the engine refuses
├── AmendError         this cannot change while a run is under way: it needs a new start
├── BudgetError        an amount of training that is not one positive whole number
├── LinkError          this link cannot be read
└── LoadError          these bytes are not a state that this engine wrote

A Spec that is not valid raises pydantic's ValidationError, which names each field.
Divergence is no error: it is an outcome of training, see `engine.state.Diverged`.
"""

from __future__ import annotations


class EngineError(ValueError):
    """Anything the engine refuses."""


class AmendError(EngineError):
    """This cannot change while a run is under way: it needs a new start."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


class BudgetError(EngineError):
    """An amount of training that is not one positive whole number."""


class LinkError(EngineError):
    """This link cannot be read."""


class LoadError(EngineError):
    """These bytes are not a state that this engine wrote."""
