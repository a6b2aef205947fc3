"""The command `nn-playground`, and `python -m nn_playground`.

Worker processes import this module as well, so everything is imported where it is needed.
"""

import sys


def main() -> int:
    """Run the command line; the exit code."""
    from nn_playground import HiddenError, look_for_ours

    try:
        look_for_ours()
    except HiddenError as hidden:
        print(f"nn-playground: {hidden}", file=sys.stderr)
        return 2
    from app.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
