"""The OpenAPI document as it was agreed on; as a script, agrees to the present one.

The document is a promise to clients. A change to it should be seen in a diff, so it is kept beside
this file: python -m tests.contract.openapi writes it anew.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from functools import cache
from pathlib import Path
from typing import Any

from app.settings import Settings
from app.web.app import create_app

AGREED = Path(__file__).parent / "openapi.json"


@cache
def present() -> dict[str, Any]:
    """The document of the code as it is, without the version, which changes with every release."""
    document = create_app(Settings()).openapi()
    document["info"].pop("version")
    return document


def agreed() -> dict[str, Any]:
    """The document as it was agreed on."""
    document: dict[str, Any] = json.loads(AGREED.read_text(encoding="utf-8"))
    return document


if __name__ == "__main__":
    ArgumentParser(description=__doc__).parse_args()
    AGREED.write_text(json.dumps(present(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
