"""An initializer draws the weights a network starts from; biases start at zero.

The spread is chosen so that signals keep their size from layer to layer: too small and they fade,
too large and they saturate.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np

from engine.arrays import Array
from engine.choice import Choice, OneOf


class Initializer(Choice):
    """Draws one layer's weights."""

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        """Weights W, shape (d_in, d_out), float64."""
        raise NotImplementedError


def _truncated_normal(random: np.random.Generator, variance: float, d_in: int, d_out: int) -> Array:
    """Normal numbers, those beyond two standard deviations drawn again, of the given variance."""
    z = random.standard_normal((d_in, d_out))
    while (far := np.abs(z) > 2).any():
        z[far] = random.standard_normal(int(far.sum()))
    # Cutting the tails narrows the spread to 0.8796 of the normal's: undone here, as in Keras.
    return z * (math.sqrt(variance) / 0.87962566103423978)


class GlorotUniform(Initializer):
    """Uniform, sized by the layer's inputs and outputs: made for tanh and sigmoid."""

    kind: Literal["glorot_uniform"] = "glorot_uniform"
    title = "Glorot uniform"
    aliases = ("xavier_uniform",)
    formula = "W ~ U(−r, r), r = √(6 / (d_in + d_out))"
    source = "Glorot & Bengio, Understanding the difficulty of training deep networks, 2010"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        r = math.sqrt(6 / (d_in + d_out))
        return random.uniform(-r, r, (d_in, d_out))


class GlorotNormal(Initializer):
    """Truncated normal, sized by the layer's inputs and outputs: made for tanh and sigmoid."""

    kind: Literal["glorot_normal"] = "glorot_normal"
    title = "Glorot normal"
    aliases = ("xavier_normal",)
    formula = "W ~ N(0, 2 / (d_in + d_out)), cut at 2σ"
    source = "Glorot & Bengio, Understanding the difficulty of training deep networks, 2010"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return _truncated_normal(random, 2 / (d_in + d_out), d_in, d_out)


class HeUniform(Initializer):
    """Uniform, sized by the layer's inputs: made for ReLU, which passes on half of its input."""

    kind: Literal["he_uniform"] = "he_uniform"
    title = "He uniform"
    aliases = ("kaiming_uniform",)
    formula = "W ~ U(−r, r), r = √(6 / d_in)"
    source = "He et al., Delving Deep into Rectifiers, 2015"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        r = math.sqrt(6 / d_in)
        return random.uniform(-r, r, (d_in, d_out))


class HeNormal(Initializer):
    """Truncated normal, sized by the layer's inputs: made for ReLU."""

    kind: Literal["he_normal"] = "he_normal"
    title = "He normal"
    aliases = ("kaiming_normal",)
    formula = "W ~ N(0, 2 / d_in), cut at 2σ"
    source = "He et al., Delving Deep into Rectifiers, 2015"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return _truncated_normal(random, 2 / d_in, d_in, d_out)


AnyInitializer = Annotated[
    GlorotUniform | GlorotNormal | HeUniform | HeNormal,
    OneOf(),
]
