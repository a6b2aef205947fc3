"""Finds what `make browsers` drives, and says how to get what is missing."""

from __future__ import annotations

import shutil
import sys

PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""The packages of Debian that have the programs."""


def find(program: str) -> str:
    """The path of a program. Raises FileNotFoundError with words on how to get it."""
    path = shutil.which(program)
    if path is None:
        raise FileNotFoundError(
            f"{program} is missing; on Debian: "
            f"apt-get install --no-install-recommends {PACKAGES[program]}"
        )
    return path


if __name__ == "__main__":
    try:
        for program in PACKAGES:
            find(program)
    except FileNotFoundError as error:
        sys.exit(str(error))
