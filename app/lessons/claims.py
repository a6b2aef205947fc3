"""Where a lesson's runs begin, and what is claimed of them, for more seeds than one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field, model_validator

import engine
from app.changes import merged
from app.lessons.conditions import STRICT, Condition, Finding
from app.lessons.measures import Measured
from app.sentences import say

SEEDS = range(1, 11)
Chances = Mapping[str, int]
"""The seeds of the parts of a spec that are named: data, network, training."""

TRIES: tuple[Chances, ...] = tuple(
    dict.fromkeys(("network", "training", *(("data",) if seed > len(SEEDS) / 2 else ())), seed)
    for seed in SEEDS
)
"""A claim is tried with ten first weights and orders: five of them with the lesson's own points, as
the lesson's picture has them, and five with others, since either may be luck."""


class Start(BaseModel):
    """A state to begin from: changes to the lesson's spec, weights set by hand, epochs trained."""

    model_config = STRICT

    spec: dict[str, Any] = Field({}, description="What differs from the lesson's spec.")
    weights: tuple[engine.Weight, ...] = Field((), strict=False)
    epochs: int = Field(0, ge=0, le=5000)

    def begun(self, base: Mapping[str, Any], chances: Chances | None = None) -> engine.State:
        """The state before it is trained, from a lesson's spec."""
        document = engine.Spec.model_validate(merged(base, self.spec)).model_dump()
        for part, seed in (chances or {}).items():
            if "seed" in document[part]:
                document[part]["seed"] = seed
        state = engine.init(engine.Spec.model_validate(document))
        return engine.set_weights(state, self.weights) if self.weights else state

    def state(self, base: Mapping[str, Any]) -> engine.State:
        """The state itself, from a lesson's spec."""
        return self.states(base, [{}])[0]

    def states(self, base: Mapping[str, Any], tries: Sequence[Chances]) -> list[engine.State]:
        """One for each try, trained side by side."""
        begun = [self.begun(base, chances) for chances in tries]
        return engine.advance_many(begun, epochs=self.epochs) if self.epochs else begun


class Claim(Start):
    """A statement with numbers; the tests prove it for ten seeds."""

    says: str = Field(min_length=1)
    at_least: int | None = Field(None, ge=1, description="Of how many seeds it holds; none: all.")
    holds: tuple[Condition, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _has_so_many(self) -> Claim:
        if (self.at_least or 1) > len(SEEDS):
            raise engine.invalid(say("lesson_sweep_seeds", seeds=len(SEEDS)))
        return self

    def find(self, base: Mapping[str, Any]) -> list[list[Finding]]:
        """What speaks against it, try by try; nothing where it holds."""
        states = self.states(base, TRIES)
        found = [[c.find(Measured(state)) for c in self.holds] for state in states]
        failed = [each for each in found if not all(finding.passed for finding in each)]
        return failed if len(SEEDS) - len(failed) < (self.at_least or len(SEEDS)) else []
