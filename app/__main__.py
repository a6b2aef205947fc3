"""The command `nn-playground`, and `python -m app`.

Worker processes import this module as well and have no use for a web server, so everything is
imported where it is needed.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code."""
    from app.cli.command import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
