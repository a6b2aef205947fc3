"""The command line: serve the playground, train without it, look at what there is."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import copies, lesson, sweep
from app.cli.files import UsageError, check_ending, check_folders, read_text, unwritable
from app.cli.named import read_settings
from app.cli.terminal import draw_bar, told_to_stop

if TYPE_CHECKING:
    import engine
    from app.exports.film import Film

COMMANDS = ("serve", "open", "train", "sweep", "lesson", "catalogue", "backup", "restore")
SLICE_EPOCHS = 10

EPILOG = """\
examples:
  nn-playground                               serve on http://127.0.0.1:8000
  nn-playground serve --port 9000 --open      serve elsewhere, and open the page
  nn-playground open "https://playground.tensorflow.org/#networkShape=4,2&seed=0.1"
  nn-playground train spec.json --epochs 500 --csv history.csv --png boundary.png
  nn-playground train spec.json --epochs 500 --film film.gif
  echo '{"data": "spiral"}' | nn-playground train -
  nn-playground sweep sweep.yaml --csv sweep.csv --png grid.png
  nn-playground lesson new 20-moons.toml      then: lesson check 20-moons.toml
  nn-playground catalogue activations
  nn-playground backup playground-monday.db   while the server runs
  nn-playground backup 9b.db --class K7PQ2M   one class, to take it to another server
  nn-playground restore 9b.db                 while that one does not run

Every setting is also an environment variable, e.g. PLAYGROUND_PORT=9000.
"""


SERVER_OPTIONS: tuple[tuple[str, type, str], ...] = (
    ("--host", str, "the address to listen on (default: 127.0.0.1)"),
    ("--port", int, "the port to listen on (default: 8000)"),
    ("--workers", int, "processes that train (default: one a core)"),
)


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    whole = argparse.ArgumentParser(
        prog="nn-playground",
        description="Watch a neural network learn, in the browser or from the command line.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument(
        "--version", action="version", version=f"%(prog)s {version('nn-playground')}"
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="serve the playground (the default)")
    for option, kind, words in SERVER_OPTIONS:
        serve.add_argument(option, type=kind, help=words)
    serve.add_argument("--open", action="store_true", help="open the page in the browser")
    serve.set_defaults(run=run_serve)

    open_link = commands.add_parser("open", help="open a playground.tensorflow.org link here")
    open_link.add_argument("link", help="the whole link, in quotes")
    for option, kind, words in SERVER_OPTIONS:
        open_link.add_argument(option, type=kind, help=words)
    open_link.set_defaults(run=run_open)

    train = commands.add_parser("train", help="train a network here and now, without a server")
    train.add_argument("spec", nargs="?", help="a JSON file, - for standard input; none: default")
    train.add_argument("--epochs", type=int, default=500, help="how long (default: %(default)s)")
    train.add_argument("--csv", type=Path, help="write the history of every epoch here")
    train.add_argument("--png", type=Path, help="write a picture of the decision boundary here")
    train.add_argument(
        "--film", type=Path, help="write how it was learned here, as GIF (needs the extra film)"
    )
    train.add_argument("--model", type=Path, help="write spec and weights here, as npz")
    train.add_argument("--quiet", action="store_true", help="no progress bar")
    train.set_defaults(run=run_train)

    sweep.add_parser(commands)
    lesson.add_parser(commands)

    catalogue = commands.add_parser("catalogue", help="list what there is to choose from")
    catalogue.add_argument("family", nargs="?", help="activations, losses, optimizers, …")
    catalogue.add_argument("--json", action="store_true", help="everything there is to know")
    catalogue.set_defaults(run=run_catalogue)

    copies.add_parsers(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Carry out a command; its exit code: 0 done, 1 diverged, 2 not understood."""
    if not arguments or (
        arguments[0] not in COMMANDS
        and arguments[0] not in ("-h", "--help", "--version")
        and arguments[0].startswith("-")
    ):
        arguments = ["serve", *arguments]
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        print(end="", flush=True)  # what has nobody to read it is noticed here, not at the exit
    except UsageError as error:
        print(f"nn-playground: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read, head for one, has seen enough; nor is there anyone to flush the rest to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def run_serve(given: argparse.Namespace) -> int:
    """Serve until told to stop."""
    return _serve(given, "" if given.open else None)


def run_open(given: argparse.Namespace) -> int:
    """Serve, and open what a link of TensorFlow Playground describes."""
    import engine

    try:
        notes = engine.read_tfplayground(given.link).notes
    except engine.LinkError as error:
        raise UsageError(str(error)) from error
    for note in notes:
        print(note)
    return _serve(given, f"#{given.link}")


def _serve(given: argparse.Namespace, page: str | None) -> int:
    from app.process.server import serve

    named = {name: getattr(given, name) for name in ("host", "port", "workers")}
    return serve(read_settings(named), page=page)


def run_train(given: argparse.Namespace) -> int:
    """Train to the epoch asked for, then write what was asked for."""
    import engine
    from app.exports import film

    if given.epochs < 1:
        raise UsageError("--epochs should be at least 1.")
    if given.film and not film.is_possible():
        raise UsageError("--film needs Pillow: pip install 'nn-playground[film]'.")
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
        print("\nstopped; what was learned so far is kept", file=sys.stderr)
    if show:
        print(file=sys.stderr)
    _write(given, state, reel)
    metrics = ", ".join(f"{name} {value:.4g}" for name, value in state.history.last().items())
    print(f"epoch {done}: {metrics}")
    if state.outcome is not None:
        print(f"diverged at epoch {state.outcome.epoch}: {state.outcome.cause}", file=sys.stderr)
        return 1
    return 0


def run_catalogue(given: argparse.Namespace) -> int:
    """Print every family, or one, as a table or as JSON."""
    import engine

    catalogue = engine.catalogue()
    families = [name for name, entries in catalogue.items() if isinstance(entries, list)]
    if given.family and given.family not in families:
        raise UsageError(f"There is no family of this name. There are: {', '.join(families)}.")
    chosen = [given.family] if given.family else families
    if given.json:
        print(json.dumps({name: catalogue[name] for name in chosen}, indent=2, ensure_ascii=False))
        return 0
    for family in chosen:
        print(f"{family}")
        for entry in catalogue[family]:
            print(f"  {entry['kind']:<28}{entry['help']}")
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
        raise UsageError("\n  ".join(map(str, found))) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is not valid JSON: {error}.") from error


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
    return "  ".join(f"{name} {value:.4f}" for name, value in list(metrics.items())[:4])
