"""Three words of type that every chapter uses: an Array, a Call to be made on arrays, and Vectors.

Arrays are feature-major, (features, samples), so that a layer is one matrix product; only what a
person hands in or gets back (points, predictions) is sample-major, (n, features).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Call: TypeAlias = Callable[[], object]


@dataclass(frozen=True, eq=False)
class Vectors:
    """All parameters of a network, and what changes them, in buffers that stay where they are.

    p is the number of parameters. Many networks of one shape may be stacked: then … is their
    number, otherwise nothing.
    """

    parameters: Array  # (…, p)
    gradients: Array  # (…, p)
    slots: Array
    """What the optimizer remembers, (k, …, p)."""
    is_weight: Array
    """1 for a weight, 0 for a bias, (p,)."""
    rate: Array
    """The learning rate of this update, a scalar () or a column (…, 1)."""
    factors: Array
    """Whatever other numbers the optimizer needs for this update, (f,) scalars or columns."""
    scale: Array
    """What the gradients are multiplied by already, a scalar or a column: `rate` or 1."""
    share: Array
    """What is left of the gradient once it is clipped, a scalar or a column: 1 for all of it."""

    frozen: NDArray[np.bool_] | None = None
    """True for what no update moves, (p,); None where all is free."""

    @property
    def dtype(self) -> np.dtype[np.floating[Any]]:
        """The precision of all of them."""
        return self.parameters.dtype


def read_only(array: Array) -> Array:
    """The same array, no longer writable: what is handed out must not change under its reader."""
    array.setflags(write=False)
    return array


def rounded(values: Array, digits: int) -> Array:
    """Numbers to that many digits behind the point; those too large to have any as they are."""
    with np.errstate(over="ignore"):
        near = np.round(values, digits)
    return np.where(np.isfinite(near), near, values)
