"""What a run is written as, and what is read that was written elsewhere, done by a worker."""

from __future__ import annotations

import engine
from app.imported import ChosenColumns, ReadPoints
from app.schemas import ExportFormat, ReadLink
from app.work.work import Fingerprints


def export(state: engine.State, name: str, fingerprints: Fingerprints) -> str | bytes:
    """A run with its history in a format of that name. Raises Invalid for a spec that the format
    cannot express."""
    from app.exports import find

    return find(name).write(state, fingerprints)


def formats(state: engine.State) -> list[ExportFormat]:
    """The formats there are, and for those that cannot express this run, why."""
    from app.exports import FORMATS

    found = []
    for each in FORMATS.values():
        refusal = each.refusal(state)
        found.append(
            ExportFormat(
                name=each.name,
                title=each.title,
                file_name=each.file_name,
                script=each.is_script,
                refusal=" ".join(map(str, refusal)) or None,
                refusal_sentences=refusal,
            )
        )
    return found


def read_link(url: str) -> ReadLink:
    """The spec that a link of TensorFlow Playground describes. Raises LinkError."""
    read = engine.read_tfplayground(url)
    notes = [note.detail for note in read.notes]
    return ReadLink(spec=read.spec, notes=notes, note_sentences=list(read.notes))


def read_points(file: bytes, max_points: int, chosen: ChosenColumns | None) -> ReadPoints:
    """Points of a CSV file. Raises Invalid where nothing can be made of it."""
    from app.exports import points_file

    return points_file.read_points(file, max_points, chosen)
