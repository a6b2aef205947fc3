"""The command line: serve the playground, train without it, look at what there is."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from app.cli import copies, doctor, example, lesson, sweep, train
from app.cli.completion import SHELLS, script
from app.cli.config import add_server_options, read_settings, typed
from app.cli.files import UsageError
from app.cli.words import Parser, _, language, said


def examples() -> str:
    """What stands below the help."""
    lines = (
        ("", _("serve on http://127.0.0.1:8000")),
        ("serve --port 9000 --open", _("serve elsewhere, and open the page")),
        ("serve --config school.toml", _("with the settings of a file")),
        ('open "https://playground.tensorflow.org/#networkShape=4,2&seed=0.1"', ""),
        ("train spec.json --epochs 500 --csv history.csv --png boundary.png", ""),
        ("train spec.json --epochs 500 --film film.gif", ""),
        ('echo \'{"data": "spiral"}\' | nn-playground train -', ""),
        ("sweep sweep.yaml --csv sweep.csv --png grid.png", ""),
        ("lesson new 20-moons.toml", _("then: lesson check 20-moons.toml")),
        ("catalogue activations", ""),
        ("backup playground-monday.db", _("while the server runs")),
        ("backup 9b.db --class K7PQ2M", _("one class, to take it to another server")),
        ("restore 9b.db", _("while that one does not run")),
        ("doctor", _("would a server run well here?")),
        ("source <(nn-playground completion bash)", _("complete commands and options")),
    )
    return "\n".join(
        (
            _("examples:"),
            *(f"  {_typed(arguments):<43} {words}".rstrip() for arguments, words in lines),
            "",
            _(
                "Every setting is also an environment variable, e.g. PLAYGROUND_PORT=9000, or a "
                "line of a file\nthat --config names, port = 9000. What is typed wins, then the "
                "environment.\n"
            ),
        )
    )


def _typed(arguments: str) -> str:
    return arguments if "nn-playground" in arguments else f"nn-playground {arguments}"


def parser() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """What is understood, and each command's own part of it by its name."""
    whole = Parser(
        prog="nn-playground",
        description=_("Watch a neural network learn, in the browser or from the command line."),
        epilog=examples(),
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {version('nn-playground')}",
        help=_("show program's version number and exit"),
    )
    commands = whole.add_subparsers(dest="command", metavar=_("COMMAND"), required=True)

    serve = commands.add_parser("serve", help=_("serve the playground (the default)"))
    add_server_options(serve)
    serve.add_argument("--open", action="store_true", help=_("open the page in the browser"))
    serve.set_defaults(run=run_serve)

    open_link = commands.add_parser("open", help=_("open a playground.tensorflow.org link here"))
    open_link.add_argument("link", help=_("the whole link, in quotes"))
    add_server_options(open_link)
    open_link.set_defaults(run=run_open)

    train.add_parser(commands)
    sweep.add_parser(commands)
    lesson.add_parser(commands)
    example.add_parser(commands)

    catalogue = commands.add_parser("catalogue", help=_("list what there is to choose from"))
    catalogue.add_argument("family", nargs="?", help=_("activations, losses, optimizers, …"))
    catalogue.add_argument("--json", action="store_true", help=_("everything there is to know"))
    catalogue.set_defaults(run=run_catalogue)

    copies.add_parsers(commands)

    look = commands.add_parser("doctor", help=_("see whether a server would run well here"))
    add_server_options(look)
    look.set_defaults(run=doctor.run_doctor)

    completion = commands.add_parser(
        "completion", help=_("print what has a shell complete all this")
    )
    completion.add_argument("shell", choices=SHELLS)
    completion.set_defaults(run=run_completion)
    return whole, commands.choices


def run(arguments: Sequence[str]) -> int:
    """Carry out a command; its exit code: 0 done, 1 diverged or found a fault, 2 not understood."""
    try:
        given = _understood(arguments)
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


def _understood(arguments: Sequence[str]) -> argparse.Namespace:
    whole, commands = parser()
    first = arguments[0] if arguments else "--"
    if first.startswith("-") and first not in ("-h", "--help", "--version"):
        arguments = ["serve", *arguments]
    elif not first.startswith("-") and first not in commands:
        near = _near(first, commands)
        raise UsageError(
            _(
                "There is no command {name}; did you mean {near}? nn-playground --help has all.",
                name=first,
                near=near,
            )
            if near
            else _("There is no command {name}. nn-playground --help has all.", name=first)
        )
    given, rest = whole.parse_known_args(arguments)
    if rest:
        known = re.findall(r"--[\w-]+", commands[given.command].format_usage())
        raise UsageError(_misplaced(given.command, rest[0], _near(rest[0], known)))
    return given


def _misplaced(command: str, name: str, near: str | None) -> str:
    if not name.startswith("-"):
        return _("{command} has no place for {name}.", command=command, name=name)
    if near is None:
        return _("{command} has no option {name}.", command=command, name=name)
    return _(
        "{command} has no option {name}; did you mean {near}?",
        command=command,
        name=name,
        near=near,
    )


def _near(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, 1)), None)


def run_serve(given: argparse.Namespace) -> int:
    """Serve until told to stop."""
    return _serve(given, "" if given.open else None)


def run_open(given: argparse.Namespace) -> int:
    """Serve, and open what a link of TensorFlow Playground describes."""
    import engine

    try:
        notes = engine.read_tfplayground(given.link).notes
    except engine.LinkError as error:
        raise UsageError(said(error.sentence)) from error
    for note in notes:
        print(said(note))
    return _serve(given, f"#{given.link}")


def _serve(given: argparse.Namespace, page: str | None) -> int:
    from app.process.server import serve

    return serve(read_settings(typed(given), given.config), page=page, language=language())


def run_completion(given: argparse.Namespace) -> int:
    """Print the script that a shell reads."""
    import engine

    print(script(given.shell, parser()[1], {"catalogue": engine.families()}), end="")
    return 0


def run_catalogue(given: argparse.Namespace) -> int:
    """Print every family, or one, as a table or as JSON."""
    import engine

    catalogue = engine.catalogue()
    families = [name for name, entries in catalogue.items() if isinstance(entries, list)]
    if given.family and given.family not in families:
        known = ", ".join(families)
        raise UsageError(_("There is no family of this name. There are: {known}.", known=known))
    chosen = [given.family] if given.family else families
    if given.json:
        print(json.dumps({name: catalogue[name] for name in chosen}, indent=2, ensure_ascii=False))
        return 0
    for family in chosen:
        print(f"{family}")
        for entry in language().translated(catalogue[family]):
            print(f"  {entry['kind']:<28}{entry['help']}")
    return 0
