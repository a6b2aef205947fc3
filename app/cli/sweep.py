"""The command that trains a sweep: here and now, or on a server."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import UsageError, check_ending, check_folders, read_text, unwritable
from app.cli.terminal import draw_bar, told_to_stop
from app.cli.words import _, columns, language, located, padded, said, value

if TYPE_CHECKING:
    from app.client import Playground, Sweep
    from app.client.spread import Spread

KEY = "PLAYGROUND_CREATE_KEY"


def add_parser(commands: Any) -> None:
    """What the command takes."""
    sweep = commands.add_parser(
        "sweep", help=_("train many networks side by side, with some settings varied")
    )
    sweep.add_argument(
        "plan", help=_("a YAML or JSON file, ours or W&B's sweep file; - for standard input")
    )
    sweep.add_argument("--spec", help=_("what all have in common, as JSON; the plan's spec wins"))
    sweep.add_argument("--sample", type=int, help=_("draw so many combinations instead of all"))
    sweep.add_argument("--seeds", type=int, help=_("so many runs of each combination"))
    sweep.add_argument("--epochs", type=int, help=_("how long each is trained"))
    sweep.add_argument("--metric", help=_("what the best is told by (default: the test accuracy)"))
    sweep.add_argument(
        "--server",
        metavar=_("URL"),
        help=_("train there, and leave it there ({key}: the key it needs)", key=KEY),
    )
    sweep.add_argument("--csv", type=Path, help=_("write a line for every run here"))
    sweep.add_argument(
        "--png", type=Path, help=_("write all decision boundaries here (needs the extra sweep)")
    )
    sweep.add_argument("--json", action="store_true", help=_("print a row for every run as JSON"))
    sweep.add_argument("--quiet", action="store_true", help=_("no progress bar"))
    sweep.set_defaults(run=run_sweep)


def run_sweep(given: argparse.Namespace) -> int:
    """Train the sweep, then write and print what was asked for; 1 where it did not come to its end,
    or every run diverged."""
    from app.cli import picture
    from app.client import Playground
    from app.problems import Invalid, Problem

    if given.png and not picture.is_possible():
        raise UsageError(_("--png needs Pillow: pip install 'nn-playground[sweep]'."))
    check_folders((given.csv, given.png))
    check_ending(given.png, ".png")
    try:
        asked = _asked(given)
        key = os.environ.get(KEY)
        with Playground(given.server, key=key) if given.server else Playground.local() as there:
            sweep = there.sweep(**asked, wait=False)
            if given.server:
                print(f"{given.server.rstrip('/')}/sweep#sweep={sweep.id}", file=sys.stderr)
            return _trained(there, sweep, given)
    except Invalid as refusal:
        raise UsageError(located(refusal.errors)) from refusal
    except Problem as problem:
        raise UsageError(said(problem.sentence)) from problem


def _asked(given: argparse.Namespace) -> dict[str, Any]:
    """The arguments of `Playground.sweep`: the file's, under what was typed."""
    from app.changes import merged
    from app.client.sweep_file import arguments_of, parse

    document = parse(read_text(given.plan), is_yaml=given.plan.endswith((".yaml", ".yml")))
    if given.spec and isinstance(document, dict):
        base, own = parse(read_text(given.spec)), document.get("spec") or {}
        if not isinstance(base, dict) or not isinstance(own, dict):
            raise UsageError(_("A spec should be an object."))
        document["spec"] = merged(base, own)
    asked = arguments_of(document, given.sample)
    typed = {"seeds": given.seeds, "until": given.epochs, "metric": given.metric}
    return asked | {name: value for name, value in typed.items() if value is not None}


def _trained(there: Playground, sweep: Sweep, given: argparse.Namespace) -> int:
    from app.cli.picture import grid_png

    stopped = _follow(sweep, show=not given.quiet and sys.stderr.isatty())
    found = sweep.spreads()
    try:
        if given.csv:
            given.csv.write_text(sweep.csv(), encoding="utf-8")
        if given.png:
            given.png.write_bytes(grid_png(sweep.tiles(), found))
    except OSError as error:
        raise unwritable(error) from error
    if given.json:
        print(json.dumps(sweep.table(), indent=2, ensure_ascii=False))
    else:
        print(_table(found))
    if stopped:
        print(stopped, file=sys.stderr)
        return 1
    if all(spread.diverged == spread.seeds for spread in found):
        print(_("every run diverged; try lower learning rates"), file=sys.stderr)
        return 1
    return 0


def _follow(sweep: Sweep, *, show: bool) -> str | None:
    """Train to the end, or until Ctrl+C; else why it was stopped."""
    sweep.play(wait=False)
    with told_to_stop() as told:
        for now in sweep.progress():
            if told:
                sweep.pause()
                break
            if show:
                share = min(1.0, now["epoch"] / now["until"]["epoch"])
                draw_bar(sys.stderr, share, _("epoch {epoch}", epoch=now["epoch"]))
    if show:
        print(file=sys.stderr)
    if told:
        print(_("stopped; what was learned so far is kept"), file=sys.stderr)
    elif now["status"] != "finished":
        from engine import Sentence

        return (
            said(Sentence.model_validate(now["message_sentence"]))
            if now["message"]
            else _(
                "stopped at epoch {epoch}: the sweep is {status}",
                epoch=now["epoch"],
                status=value(now["status"]),
            )
        )
    return None


def _table(found: list[Spread]) -> str:
    """All tiles as text, the best first."""
    from app.client.spread import ranked, told

    here = language()
    heads = [*found[0].values, found[0].metric]
    lines = [heads] + [
        [*(told(each, here) for each in spread.values.values()), spread.told(here)]
        for spread in ranked(found)
    ]
    widths = [max(map(columns, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
