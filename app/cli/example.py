"""The command for whoever writes examples: whether one holds what it says."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.lesson import checked
from app.cli.words import _


def add_parser(commands: Any) -> None:
    """What the command takes."""
    example = commands.add_parser("example", help=_("check examples of your own"))
    kinds = example.add_subparsers(dest="kind", metavar=_("WHAT"), required=True)
    check = kinds.add_parser(
        "check", help=_("try files out: fields, claims, printed numbers; all mistakes at once")
    )
    check.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("NN-name.toml"))
    check.set_defaults(run=run_check)


def run_check(given: argparse.Namespace) -> int:
    """Say all that is wrong with examples, or that nothing is; 1 where something is."""
    from app.examples import Example, problems_of, read_example

    def well(example: Example) -> str:
        claims = len(example.claims) + (len(example.cure.claims) if example.cure else 0)
        return _(
            "Claims that hold: {claims}; printed numbers that are met: {printed}.",
            claims=claims,
            printed=len(example.printed),
        )

    return checked(given.files, read_example, problems_of, well)
