"""All chance comes from here: a seed, a purpose and a number name one stream of random numbers.

Nothing is kept between draws, so that the order of epoch 7 is the same whether training got there
in one go or in a hundred slices.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

BLOCK = 8192
"""Orders are drawn for as many epochs at once as make about this many numbers."""


def generator(seed: int, purpose: str, number: int = 0) -> np.random.Generator:
    """The random generator of one (seed, purpose, number), always at its start."""
    return np.random.Generator(_stream(seed, purpose, number))


def permutation(seed: int, purpose: str, number: int, n: int) -> NDArray[np.intp]:
    """An order of 0 … n−1, shape (n,), read-only."""
    rows = max(1, BLOCK // n)
    order: NDArray[np.intp] = _orders(seed, purpose, number // rows, rows, n)[number % rows]
    return order


@lru_cache(maxsize=256)
def _orders(seed: int, purpose: str, block: int, rows: int, n: int) -> NDArray[np.intp]:
    """The orders (rows, n) of numbers block·rows and following.

    Every place gets a random key whose low bits are the place itself, and the keys are sorted: no
    two are equal, so any machine and any NumPy sort them alike. `Generator.permutation` may use its
    stream otherwise in another version, and a link to a run has to mean the same run for years.
    """
    low_bits = np.uint64((1 << (n - 1).bit_length()) - 1)
    keys = _stream(seed, purpose, block).random_raw(rows * n).reshape(rows, n)
    keys = (keys & ~low_bits) | np.arange(n, dtype=np.uint64)
    keys.sort(axis=1)
    orders = (keys & low_bits).astype(np.intp)
    orders.setflags(write=False)
    return orders


def _stream(seed: int, purpose: str, number: int) -> np.random.Philox:
    key = (seed << 32) | zlib.crc32(purpose.encode())
    return np.random.Philox(key=key, counter=number << 128)
