"""Specs on their way to another process: packed once, and unpacked once for all that come after.

A run goes to a worker and back many times a second, always with the same Spec, which is made of
many objects, of thousands where the points are a person's own. Whoever is sent it again has the
very same Spec again, so that what is kept for it is known by identity, too.
"""

from __future__ import annotations

import pickle
from threading import Lock
from typing import Any

from engine.kept import Kept
from engine.spec import Spec

Specs = Spec | tuple[Spec, ...]
"""One, or those of a lot, which have in common what is long."""

KEPT_BYTES = 4 * 2**20
"""How long the packed Specs that are kept may be, all of those that leave, or that come."""

_leaving: Kept[tuple[Specs, bytes]] = Kept(KEPT_BYTES)
_coming: Kept[tuple[bytes, Specs]] = Kept(KEPT_BYTES)
_lock = Lock()


def packed(spec: Specs) -> bytes:
    """The Spec, or Specs, as bytes, for `unpacked` in a process of the same version."""
    with _lock:
        _, blob = _leaving.get(id(spec), lambda: (spec, pickle.dumps(spec)))
        # It will come back.
        _coming.get(blob, lambda: (blob, spec))
    return blob


def unpacked(blob: bytes) -> Any:
    """What was packed."""
    with _lock:
        _, spec = _coming.get(blob, lambda: (blob, pickle.loads(blob)))  # noqa: S301 - our own
        _leaving.get(id(spec), lambda: (spec, blob))
    return spec
