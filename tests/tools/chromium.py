"""Finds the Chromium that tests drive; as a script, fetches one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The path of an installed Chromium: $CHROMIUM, or one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__" and find() is None:
    sys.exit(subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]))
