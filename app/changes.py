"""A spec with changes worked in, as lessons and forks give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The base, filled up with changes member by member; a choice of another kind, a list or a word
    takes the place of what was there."""
    result: dict[str, Any] = dict(base)
    for name, value in changes.items():
        known = result.get(name)
        result[name] = value
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            kind = known.get("kind")
            if value.get("kind", kind) == kind:
                result[name] = merged(known, value)
    return result
