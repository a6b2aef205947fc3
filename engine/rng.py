"""All chance comes from here: a seed, a purpose and a number name one stream of random numbers.

Nothing is kept between draws, so that the order of epoch 7 is the same whether training got there
in one go or in a hundred slices.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray


def generator(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    """The random generator of one (seed, purpose, number), always at its start."""
    key = (seed << 32) | zlib.crc32(purpose.encode())
    return np.random.Generator(np.random.Philox(key=key, counter=number << 128))


def permutation(seed: int, purpose: str, number: int, n: int) -> NDArray[np.intp]:
    """An order of 0 … n−1, shape (n,).

    Sorting uniform numbers, not `Generator.permutation`: NumPy may change how the latter uses its
    stream from one version to the next, and a link to a run has to mean the same run for years.
    """
    return np.argsort(generator(seed, purpose, number).random(n), kind="stable")
