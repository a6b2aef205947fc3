"""The playground from Python: one door to all of it.

>>> from nn_playground import Playground, engine
>>> with Playground.local() as playground:
...     playground.create(data="xor").play(until={"epoch": 5}).read().epoch
5
>>> engine.Spec().network.activation.kind
'tanh'

Names are imported when they are first asked for, so that the command need not wait for the client.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import engine
    from app.client import Classroom, Event, Playground, Run, Sweep, read_sweep
    from app.problems import (
        Busy,
        Conflict,
        FieldError,
        Forbidden,
        Invalid,
        NotFound,
        Problem,
        Unauthorized,
        Unreachable,
    )

__all__ = [
    "Busy",
    "Classroom",
    "Conflict",
    "Event",
    "FieldError",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Playground",
    "Problem",
    "Run",
    "Sweep",
    "Unauthorized",
    "Unreachable",
    "engine",
    "read_sweep",
]

OURS = ("app", "engine")
HOME = Path(__file__).parents[1]


class HiddenError(ImportError):
    """Another `app` or `engine` stands before ours, as in a folder that has an app.py."""

    def __init__(self, name: str, place: str) -> None:
        """`place` is the file that Python finds for `name`."""
        super().__init__(
            f"Another {name!r} ({place}) hides the one of nn-playground: rename it, start in "
            "another folder, or install nn-playground into an environment of its own."
        )


def look_for_ours() -> None:
    """See that `app` and `engine` are those that lie beside this package, without running what
    may be others. Raises HiddenError."""
    for name in OURS:
        found = sys.modules.get(name) or find_spec(name)
        place = getattr(found, "__file__", None) or getattr(found, "origin", None)
        if place != str(HOME / name / "__init__.py"):
            raise HiddenError(name, place or "a folder")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    look_for_ours()
    try:
        # The shell first, also for the engine: it has NumPy load the kernel that all machines have.
        rooms = [vars(import_module(each)) for each in ("app.client", "app.problems")]
        found = import_module(name) if name in OURS else (rooms[0] | rooms[1])[name]
    except ImportError as error:
        # Two packages that were installed into one folder, the later over the earlier.
        if (other := str(error.name).partition(".")[0]) in OURS:
            raise HiddenError(other, str(HOME / other)) from error
        raise
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
