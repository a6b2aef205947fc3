"""Two words of type that every chapter uses: an Array of numbers, and a Call to be made on arrays.

Arrays are feature-major, (features, samples), so that a layer is one matrix product; only what a
person hands in or gets back (points, predictions) is sample-major, (n, features).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Call: TypeAlias = Callable[[], object]


def read_only(array: Array) -> Array:
    """The same array, no longer writable: what is handed out must not change under its reader."""
    array.setflags(write=False)
    return array
