"""Examples are read from folders: ours, and one of a teacher's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.changes import merged
from app.examples.format import Example
from app.lessons import Fault, File, Shelf, spec_fault, weights_fault

OURS = Path(__file__).parent

ExampleFile = File[Example]
"""A file, and the example in it, or what is wrong with it."""


def read_example(path: Path, words: Path | None = None) -> ExampleFile:
    """The example in a file, or the mistakes in it. Never raises for what a file holds."""
    return File.read(path, Example, _faults_of, words)


def _faults_of(example: Example) -> Iterator[Fault]:
    claims = [(f"/claims/{i}", example.spec, claim) for i, claim in enumerate(example.claims)]
    if cure := example.cure:
        if fault := spec_fault(example.spec, cure.spec):
            yield "/cure/spec", fault
            return
        cured = merged(example.spec, cure.spec)
        claims += [(f"/cure/claims/{i}", cured, claim) for i, claim in enumerate(cure.claims)]
    for place, base, claim in claims:
        if fault := spec_fault(base, claim.spec) or weights_fault(base, claim):
            yield place, fault


class Examples(Shelf[ExampleFile]):
    """Every example there is."""

    def __init__(self, own: Path | None = None) -> None:
        super().__init__(read_example, OURS, own)
