"""What is answered when examples are asked for."""

from __future__ import annotations

from pydantic import BaseModel

import engine
from app.changes import merged
from app.examples.format import Example, Group
from app.examples.loader import ExampleFile
from app.lessons import ReadMistake, unbroken


class ExampleSummary(BaseModel):
    """An example in the list of all."""

    name: str
    group: Group | None
    """Null where its file has mistakes."""
    title: str
    sentence: str
    mistakes: list[ReadMistake]
    """What is wrong with its file; such an example can be listed, but not opened."""


class ReadPrinted(BaseModel):
    """A number that a text prints."""

    name: str
    """What the text calls it."""
    epoch: int
    """At whose end a run has it; 0 is before it is trained."""
    value: str
    """As it is printed."""
    off_by: float
    """How far a run of the example may be from it."""


class ReadCure(BaseModel):
    """What helps against what goes wrong."""

    sentence: str
    spec: engine.Spec
    claims: list[str]


class ReadExample(BaseModel):
    """One example, whole."""

    name: str
    group: Group
    title: str
    sentence: str
    look: str
    source: str
    """The text that prints the numbers."""
    spec: engine.Spec
    epochs: int
    """How far to train to see it."""
    claims: list[str]
    """What holds for ten seeds."""
    printed: list[ReadPrinted]
    differs: str
    """Why a run here comes to other numbers, where it does."""
    cure: ReadCure | None


class ReachedNumbers(BaseModel):
    """What a run has in place of the numbers that a text prints."""

    here: list[float | None]
    """One for each that is printed; null where the run has not come so far, or has no such
    number."""


def summary_of(file: ExampleFile) -> ExampleSummary:
    """A file's line in the list; of one with mistakes, what is wrong with it."""
    example = file.content
    return ExampleSummary(
        name=file.name,
        group=example.group if example else None,
        title=example.title if example else file.file,
        sentence=unbroken(example.sentence) if example else "",
        mistakes=[ReadMistake.about(mistake) for mistake in file.mistakes],
    )


def read(file: ExampleFile, example: Example) -> ReadExample:
    """An example, with its specs in full."""
    cure = example.cure
    return ReadExample(
        name=file.name,
        group=example.group,
        title=example.title,
        sentence=unbroken(example.sentence),
        look=unbroken(example.look),
        source=example.source,
        spec=engine.Spec.model_validate(example.spec),
        epochs=example.epochs,
        claims=[unbroken(claim.says) for claim in example.claims],
        printed=[
            ReadPrinted(
                name=row.name,
                epoch=row.epoch,
                value=row.value,
                off_by=row.tolerance,
            )
            for row in example.printed
        ],
        differs=unbroken(example.differs),
        cure=cure
        and ReadCure(
            sentence=unbroken(cure.sentence),
            spec=engine.Spec.model_validate(merged(example.spec, cure.spec)),
            claims=[unbroken(claim.says) for claim in cure.claims],
        ),
    )
