"""An example tried out: whether its claims hold for ten seeds, those of its cure, too, and whether
its run comes to the numbers that are printed."""

from __future__ import annotations

from collections.abc import Iterator

import engine
from app.changes import merged
from app.examples.format import Example, Printed
from app.lessons import SEEDS, Claim, Fault, Measured, broken
from app.sentences import say


def problems_of(example: Example) -> Iterator[Fault]:
    """All that is wrong with an example that can be opened. Trains everything that it names."""
    tried = [(f"/claims/{i}", example.spec, claim) for i, claim in enumerate(example.claims)]
    if cure := example.cure:
        cured = merged(example.spec, cure.spec)
        tried += [(f"/cure/claims/{i}", cured, claim) for i, claim in enumerate(cure.claims)]
    yield from _of_claims(tried)
    yield from _of_numbers(example)


def _of_claims(tried: list[tuple[str, dict[str, object], Claim]]) -> Iterator[Fault]:
    for place, base, claim in tried:
        if against := claim.find(base):
            yield place, broken(against, len(SEEDS))


def _of_numbers(example: Example) -> Iterator[Fault]:
    state, trained = engine.init(engine.Spec.model_validate(example.spec)), 0
    for number, row in sorted(enumerate(example.printed), key=lambda each: each[1].epoch):
        if row.epoch > trained:
            state = engine.advance(state, epochs=row.epoch - trained)
            trained = row.epoch
        if fault := _fault_of(row, Measured(state).measure(row)):
            yield f"/printed/{number}", fault


def _fault_of(row: Printed, here: float | None) -> engine.Sentence | None:
    if here is None:
        return say("printed_unmeasured", what=row.what)
    if abs(here - float(row.value)) > row.tolerance:
        return say("printed_fails", printed=row.value, here=f"{here:.10g}")
    return None
