"""What each export was tried on and how well it agreed; as a script, writes docs/exports.md anew.

python -m tests.app.exports.matrix
"""

from __future__ import annotations

import platform
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import engine
from app.exports import FORMATS, find
from app.problems import Invalid
from tests.app.exports import cases
from tests.engine.specs import kinds

DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"
NEEDS = {
    "keras": ("keras", "torch"),
    "pytorch": ("torch",),
    "sklearn": ("sklearn",),
    "numpy": ("numpy",),
    "onnx": ("onnx", "onnxruntime"),
}
PACKAGES = ("keras", "torch", "scikit-learn", "numpy", "onnx", "onnxruntime")

AGREE = 1e-5
"""How far answers of the trained weights may be apart."""
AGREE_AFTER_TRAINING = 1e-3
"""How far they may be apart after 20 epochs: Keras and scikit-learn put Adam's ε elsewhere."""
OTHERWISE = {
    ("keras", "nadam"),
    *(("keras", way) for way in cases.WAYS_TO_TRAIN if way.startswith("l1 with")),
}
"""Where the framework's own rule differs, which the script says."""


@dataclass(frozen=True)
class Tried:
    """What came of one network: how far its answers are apart, or why it was refused."""

    apart: float | None = None
    after_training: float | None = None
    refusal: str = ""


def installed(name: str) -> bool:
    """Whether an export can be run here."""
    return all(find_spec(package) for package in NEEDS[name])


@cache
def combinations(name: str) -> dict[tuple[str, str, str], Tried]:
    """Every activation with every output, by the trained weights."""
    return {
        combination: _try(name, cases.trained(*combination), train=False)
        for combination in cases.combinations()
    }


@cache
def ways(name: str) -> dict[str, Tried]:
    """Every way to train, trained again by the script where it can."""
    return {way: _try(name, state, train=name != "onnx") for way, state in cases.ways()}


@cache
def others(name: str) -> dict[str, Tried]:
    """Networks of other kinds."""
    return {other: _try(name, state, train=False) for other, state in cases.others()}


def _try(name: str, state: engine.State, train: bool) -> Tried:
    try:
        if name == "onnx":
            return Tried(_onnx(state))
        names = cases.namespace(name, state)
    except Invalid as refused:
        return Tried(refusal="; ".join(dict.fromkeys(each.detail for each in refused.errors)))
    apart = cases.difference(names, state)
    again = cases.difference_when_trained_again(names, state) if train else None
    return Tried(apart, again)


def _onnx(state: engine.State) -> float:
    import onnxruntime

    session = onnxruntime.InferenceSession(
        find("onnx").write(state), providers=["CPUExecutionProvider"]
    )
    points: Any = np.array(cases.places(state), np.float32)
    return cases.apart(session.run(None, {"points": points})[0], state)


def document() -> str:
    """The matrix as Markdown."""
    names = list(NEEDS)
    titles = [FORMATS[name].title for name in names]
    lines = [
        "# Exports",
        "",
        "A run can be taken away: `GET /api/v1/runs/{id}/export/{format}` over HTTP, or "
        "`run.export(format)` in Python.",
        "",
        *_table(
            ["format", "what it is"],
            [
                ["`keras`, `pytorch`, `sklearn`, `numpy`", SCRIPTS],
                ["`json`", JSON],
                ["`npz`", "the same in NumPy's archive, for `engine.load`"],
                ["`onnx`", "the trained network alone, in float32; needs the extra `onnx`"],
            ],
        ),
        "",
        "What a format cannot express is refused with 422, naming the place in the spec and the "
        "reason; `GET /api/v1/runs/{id}/export` lists the formats with such reasons.",
        "",
        "## What was run, and agreed",
        "",
        f"`make oracle` runs every export and compares its answers with `engine.predict` at "
        f"{len(cases.POINTS)} points. They agree to {AGREE:g} wherever they are not refused. "
        "This page is written by `python -m tests.app.exports.matrix`, here with Python "
        f"{platform.python_version()}, "
        + ", ".join(f"{package} {version(package)}" for package in PACKAGES)
        + ".",
        "",
        *_table(["", *titles], _summary(names)),
        "",
        "### Activations: with how many of the "
        f"{len(list(cases.outputs()))} outputs below each was run",
        "",
        *_table(["activation", *titles], _counts(names, kinds("activations"), lambda key: key[0])),
        "",
        "### Outputs: with how many of the "
        f"{len(kinds('activations'))} activations above each was run",
        "",
        *_table(
            ["loss, question", *titles],
            _counts(
                names, [", ".join(each) for each in cases.outputs()], lambda key: ", ".join(key[1:])
            ),
        ),
        "",
        "### Training again",
        "",
        "How far a script's answers are from the engine's when it trains 20 epochs itself, on all "
        "points at once, where their order cannot matter. – means refused.",
        "",
        *_table(["", *titles[:-1]], _trained(names[:-1])),
        "",
        "## What is refused, and why",
        "",
        *_refusals(names),
        "",
        "## Where a script trains a little otherwise",
        "",
        *OTHERWISE_NOTES,
    ]
    return "\n".join(lines) + "\n"


SCRIPTS = (
    "a script with the run's points, first and trained weights; it answers for a few points, and "
    "trains again with `--train`"
)
JSON = (
    "all that is needed to go on training to the bit: `POST /api/v1/runs` or "
    "`playground.load(exported)` takes it back; `spec` and `weights` alone will do"
)

OTHERWISE_NOTES = (
    "- Points are taken in another order: the way is another, the goal the same.",
    "- Keras and scikit-learn put Adam's ε elsewhere, which hardly shows. Keras follows the slope "
    "of |w| for L1, and lets Nadam's momentum grow faster; its scripts say so.",
    "- Where z lies exactly on a corner of a formula of one's own, PyTorch and Keras may take "
    "another of its slopes.",
    "- A run whose settings or weights were changed under way is written with its present "
    "settings. The trained weights are its own; training again follows these settings alone, "
    "from the weights that were set by hand before the first update, or else from those that "
    "the seed draws.",
)


def _summary(names: list[str]) -> list[list[str]]:
    rows = [["networks run"], ["refused"], ["furthest apart"]]
    for name in names:
        tried = [*combinations(name).values(), *ways(name).values(), *others(name).values()]
        apart = [each.apart for each in tried if each.apart is not None]
        rows[0].append(str(len(apart)))
        rows[1].append(str(len(tried) - len(apart)))
        rows[2].append(f"{max(apart):.0e}")
    return rows


def _counts(
    names: list[str], row_names: list[str], key: Callable[[tuple[str, str, str]], str]
) -> list[list[str]]:
    rows = []
    for row in row_names:
        counts = [
            sum(each.apart is not None for at, each in combinations(name).items() if key(at) == row)
            for name in names
        ]
        rows.append([row, *(str(count or "–") for count in counts)])
    return rows


def _trained(names: list[str]) -> list[list[str]]:
    rows = []
    for way in ways(names[0]):
        tried = [ways(name)[way].after_training for name in names]
        rows.append([way, *("–" if value is None else f"{value:.0e}" for value in tried)])
    return rows


def _refusals(names: list[str]) -> list[str]:
    """The reasons, each with all that it goes for."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in names:
        for tried in (combinations(name), ways(name), others(name)):
            for refusal in [one for each in tried.values() for one in each.refusal.split("; ")]:
                what, _, why = refusal.partition(": ")
                subject, _, kind = what.partition(" cannot express ")
                if refusal:
                    found.setdefault((subject, why), {})[kind] = None
    return [
        f"- {subject} cannot express {', '.join(kinds_)}: {why}" if why else f"- {subject}"
        for (subject, why), kinds_ in found.items()
    ]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]]


if __name__ == "__main__":
    ArgumentParser(description=__doc__).parse_args()
    DOCUMENT.write_text(document())
