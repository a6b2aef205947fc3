"""ARC4 draws the random numbers of playground.tensorflow.org links, whose seed is a text."""

from __future__ import annotations

import math

WIDTH = 256
FULL = 2.0**52
TOO_FULL = 2.0**53


class Arc4:
    """Uniform numbers in [0, 1) from a text, the same as the library seedrandom draws from it."""

    def __init__(self, seed: str):
        key: list[int] = [0] * min(len(seed), WIDTH)
        smear = 0
        for j, character in enumerate(seed):
            smear ^= key[j % WIDTH] * 19
            key[j % WIDTH] = (smear + ord(character)) & 255
        key = key or [0]
        self._box = list(range(WIDTH))
        j = 0
        for i in range(WIDTH):
            j = (j + key[i % len(key)] + self._box[i]) & 255
            self._box[i], self._box[j] = self._box[j], self._box[i]
        self._i = self._j = 0
        self.drawn = 0
        """How many uniform numbers were drawn so far."""
        for _ in range(WIDTH):
            self._byte()

    def uniform(self) -> float:
        """A number in [0, 1) with 52 random bits or more."""
        self.drawn += 1
        numerator, denominator, rest = 0.0, float(WIDTH**6), 0
        for _ in range(6):
            numerator = numerator * WIDTH + self._byte()
        while numerator < FULL:
            numerator = (numerator + rest) * WIDTH
            denominator *= WIDTH
            rest = self._byte()
        while numerator >= TOO_FULL:
            numerator /= 2
            denominator /= 2
            rest >>= 1
        return (numerator + rest) / denominator

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return self.uniform() * (high - low) + low

    def normal(self, mean: float, variance: float) -> float:
        """A normal number by the polar method."""
        while True:
            v1, v2 = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = v1 * v1 + v2 * v2
            if s <= 1:
                break
        return mean + math.sqrt(variance) * (math.sqrt(-2 * math.log(s) / s) * v1)

    def _byte(self) -> int:
        box = self._box
        self._i = (self._i + 1) & 255
        self._j = (self._j + box[self._i]) & 255
        box[self._i], box[self._j] = box[self._j], box[self._i]
        return box[(box[self._i] + box[self._j]) & 255]
