"""Values of pieces of work that end badly."""

from __future__ import annotations

import os
import time
from typing import Any


class Sleeper:
    """In a worker, this never wakes up."""

    def __reduce__(self) -> Any:
        return time.sleep, (1000,)


class Deadly:
    """This ends the worker that gets it."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)
