"""A lesson's sweep: its network trained over and over with one or two settings varied, and with
several seeds, so that what is claimed is seen with its spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from pydantic import BaseModel, Field, model_validator

import engine
from app.changes import merged, placed, without_repeats
from app.lessons.conditions import STRICT, Condition, Finding
from app.lessons.measures import Measured
from app.sentences import say

MOST_RUNS = 256
Values = tuple[Any, ...]


class Axis(BaseModel):
    """A setting that varies."""

    model_config = STRICT

    field: str = Field(description="A place in the spec; * stands for every item.")
    values: Values = Field(strict=False, min_length=1)


class SweepClaim(BaseModel):
    """A statement with numbers about one tile of a sweep, or all; the tests prove it."""

    model_config = STRICT

    says: str = Field(min_length=1)
    tile: Values | None = Field(
        None, strict=False, description="The values of its tile, across and down; none: every tile."
    )
    at_least: int | None = Field(None, ge=1, description="Of how many seeds it holds; none: all.")
    holds: tuple[Condition, ...] = Field(strict=False, min_length=1)


class LessonSweep(BaseModel):
    """Runs of the lesson's spec, row by row as they are shown, and what is claimed of them."""

    model_config = STRICT

    spec: dict[str, Any] = Field({}, description="What differs from the lesson's spec.")
    across: Axis
    down: Axis | None = None
    seeds: int = Field(5, ge=1, le=MOST_RUNS, description="Of points, weights and order: 1, 2, …")
    epochs: int = Field(100, ge=1, le=2000)
    claims: tuple[SweepClaim, ...] = Field((), strict=False)

    @model_validator(mode="after")
    def _whole(self) -> LessonSweep:
        if len(self.tiles) * self.seeds > MOST_RUNS:
            raise engine.invalid(say("lesson_sweep_large", most=MOST_RUNS))
        for claim in self.claims:
            if claim.tile is not None and claim.tile not in self.tiles:
                raise engine.invalid(say("lesson_sweep_tile"))
            if (claim.at_least or 1) > self.seeds:
                raise engine.invalid(say("lesson_sweep_seeds", seeds=self.seeds))
        return self

    @property
    def tiles(self) -> list[Values]:
        """The values of each tile, row by row: that across, then that down."""
        if self.down is None:
            return [(value,) for value in self.across.values]
        return [(a, d) for d, a in product(self.down.values, self.across.values)]

    def document(self, base: Mapping[str, Any], tile: Values) -> dict[str, Any]:
        """The spec of a tile, from a lesson's. Raises NoPlaceError."""
        given = merged(base, self.spec)
        document = engine.Spec.model_validate(given).model_dump(mode="json")
        axes = [self.across, *([self.down] if self.down else [])]
        if {axis.field for axis in axes} & {"network.activation", "network.hidden_layers"}:
            document["network"] = without_repeats(document["network"])
        for axis, value in sorted(
            zip(axes, tile, strict=True), key=lambda each: each[0].field.count(".")
        ):
            document = placed(document, axis.field.split("."), value)
        return document

    def first(self, base: Mapping[str, Any]) -> engine.Spec:
        """What is varied, with the first seed: a sweep of the page counts on from that."""
        spec = engine.Spec.model_validate(merged(base, self.spec))
        return engine.Spec.model_validate(seeded(spec.model_dump(), 1))

    def states(
        self, base: Mapping[str, Any], tiles: Sequence[Values]
    ) -> dict[int, list[engine.State]]:
        """The runs of some tiles, trained: by the tile's number, a state for each seed."""
        numbers = [self.tiles.index(tile) for tile in tiles]
        specs = [
            engine.Spec.model_validate(seeded(self.document(base, tile), seed))
            for tile in tiles
            for seed in range(1, 1 + self.seeds)
        ]
        states = engine.advance_many(list(map(engine.init, specs)), epochs=self.epochs)
        return {
            number: states[i * self.seeds : (i + 1) * self.seeds]
            for i, number in enumerate(numbers)
        }

    def find(self, base: Mapping[str, Any]) -> list[list[list[Finding]]]:
        """What speaks against each claim, seed by seed; nothing where it holds."""
        asked = [
            tile for tile in self.tiles if any(claim.tile in (None, tile) for claim in self.claims)
        ]
        return self.against(self.states(base, asked))

    def against(self, states: Mapping[int, list[engine.State]]) -> list[list[list[Finding]]]:
        """The same, of runs that are there already."""
        return [self._against(claim, states) for claim in self.claims]

    def _against(
        self, claim: SweepClaim, states: Mapping[int, list[engine.State]]
    ) -> list[list[Finding]]:
        against: list[list[Finding]] = []
        for number, runs in states.items():
            if claim.tile not in (None, self.tiles[number]):
                continue
            found = [[c.find(Measured(state)) for c in claim.holds] for state in runs]
            failed = [each for each in found if not all(finding.passed for finding in each)]
            if len(runs) - len(failed) < (claim.at_least or self.seeds):
                against += failed
        return against


def seeded(document: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """A spec all of whose chances follow one seed."""
    return {
        name: {**part, "seed": seed} if "seed" in part else part for name, part in document.items()
    }
