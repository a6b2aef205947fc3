"""The command that trains one network here and now, without a server."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.files import UsageError, check_ending, check_folders, read_text, unwritable
from app.cli.terminal import draw_bar, told_to_stop
from app.cli.words import _, figure, located, said

if TYPE_CHECKING:
    import engine
    from app.exports.film import Film

SLICE_EPOCHS = 10


def add_parser(commands: Any) -> None:
    """What the command takes."""
    train = commands.add_parser("train", help=_("train a network here and now, without a server"))
    train.add_argument(
        "spec", nargs="?", help=_("a JSON file, - for standard input; none: default")
    )
    train.add_argument("--epochs", type=int, default=500, help=_("how long (default: %(default)s)"))
    train.add_argument("--csv", type=Path, help=_("write the history of every epoch here"))
    train.add_argument("--png", type=Path, help=_("write a picture of the decision boundary here"))
    train.add_argument(
        "--film", type=Path, help=_("write how it was learned here, as GIF (needs the extra film)")
    )
    train.add_argument("--model", type=Path, help=_("write spec and weights here, as npz"))
    train.add_argument("--quiet", action="store_true", help=_("no progress bar"))
    train.set_defaults(run=run_train)


def run_train(given: argparse.Namespace) -> int:
    """Train to the epoch asked for, then write what was asked for."""
    import engine
    from app.exports import film

    if given.epochs < 1:
        raise UsageError(_("--epochs should be at least 1."))
    if given.film and not film.is_possible():
        raise UsageError(_("--film needs Pillow: pip install 'nn-playground[film]'."))
    check_folders((given.csv, given.png, given.film, given.model))
    check_ending(given.png, ".png")
    check_ending(given.film, ".gif")
    state = engine.init(_read_spec(given.spec))
    show = not given.quiet and sys.stderr.isatty()
    done, reel = 0, film.Film(given.epochs) if given.film else None
    if reel:
        reel.take(state)
    with told_to_stop() as told:
        while done < given.epochs and state.outcome is None and not told:
            to_frame = reel.until_next(done) if reel else given.epochs
            state = engine.advance(state, epochs=min(SLICE_EPOCHS, to_frame, given.epochs - done))
            done = int(state.history.epochs[-1])
            if reel and (done in reel.moments or state.outcome is not None):
                reel.take(state)
            if show:
                draw_bar(sys.stderr, done / given.epochs, _shown(state.history.last()))
    if told:
        print(f"\n{_('stopped; what was learned so far is kept')}", file=sys.stderr)
    if show:
        print(file=sys.stderr)
    _write(given, state, reel)
    last = state.history.last().items()
    metrics = _(", ").join(f"{name} {figure(value, '.4g')}" for name, value in last)
    print(_("epoch {epoch}: {metrics}", epoch=done, metrics=metrics))
    if (end := state.outcome) is not None:
        print(
            _("diverged at epoch {epoch}: {cause}", epoch=end.epoch, cause=said(end.sentence)),
            file=sys.stderr,
        )
        return 1
    return 0


def _read_spec(name: str | None) -> engine.Spec:
    from pydantic import ValidationError

    import engine
    from app.problems import field_errors

    if name is None:
        return engine.Spec()
    text = read_text(name)
    try:
        document: Any = json.loads(text)
        return engine.Spec.model_validate(document)
    except ValidationError as error:
        found = field_errors(error.errors(), document)
        raise UsageError(located(found)) from error
    except (ValueError, RecursionError) as error:
        words = _("{file} is not valid JSON: {error}.", file=name, error=str(error))
        raise UsageError(words) from error


def _write(given: argparse.Namespace, state: engine.State, reel: Film | None) -> None:
    import engine
    from app.exports.png import boundary_png
    from app.work.texts import to_csv

    try:
        if given.csv:
            given.csv.write_text(to_csv(state.history), encoding="utf-8")
        if given.png:
            given.png.write_bytes(boundary_png(state))
        if reel:
            reel.save(given.film)
        if given.model:
            given.model.write_bytes(engine.dump(state))
    except OSError as error:
        raise unwritable(error) from error


def _shown(metrics: dict[str, float]) -> str:
    return "  ".join(f"{name} {figure(value, '.4f')}" for name, value in list(metrics.items())[:4])
