"""The command `nn-playground`: start the server, and open the page if asked to.

Imports are made where they are needed: worker processes import this module as well, and have no
use for a web server.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="nn-playground",
        description="Serve the Neural Network Playground.",
        epilog="Every setting is also an environment variable, e.g. PLAYGROUND_PORT=9000.",
    )
    parser.add_argument("--host", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, help="processes that train (default: one a core)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is told to stop; the exit code."""
    from pydantic import ValidationError

    from app.server import serve
    from app.settings import Settings

    given = vars(parse(arguments))
    open_page = given.pop("open")
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        for item in error.errors():
            name = f"PLAYGROUND_{'_'.join(map(str, item['loc'])).upper()}"
            print(f"nn-playground: {name}: {item['msg']}", file=sys.stderr)
        return 2
    return serve(settings, open_page=open_page)


if __name__ == "__main__":
    sys.exit(main())
