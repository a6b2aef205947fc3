"""An initializer draws the weights a network starts from.

The spread is chosen so that signals keep their size from layer to layer: too small and they fade,
too large and they saturate.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from engine.arc4 import Arc4
from engine.arrays import Array
from engine.choice import Choice, OneOf


class Initializer(Choice):
    """Draws the first weights; biases start at zero, unless an initializer says otherwise."""

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        """Weights W of one layer, shape (d_in, d_out), float64."""
        raise NotImplementedError

    def fill(self, random: np.random.Generator, blocks: list[Array]) -> None:
        """Write all layers' first numbers into their blocks (d_in + 1, d_out), zero so far, whose
        last row is the bias."""
        for block in blocks:
            d_in, d_out = block.shape
            block[:-1] = self.weights(random, d_in - 1, d_out)


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
    """Normal, cut at two σ as in Keras (PyTorch's is not cut), sized by the layer's inputs and
    outputs: made for tanh and sigmoid."""

    kind: Literal["glorot_normal"] = "glorot_normal"
    title = "Glorot normal"
    aliases = ("xavier_normal",)
    formula = "W ~ N(0, σ²) cut at 2σ, which leaves Var W = 2 / (d_in + d_out)"
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
    """Normal, cut at two σ as in Keras (PyTorch's is not cut), sized by the layer's inputs:
    made for ReLU."""

    kind: Literal["he_normal"] = "he_normal"
    title = "He normal"
    aliases = ("kaiming_normal",)
    formula = "W ~ N(0, σ²) cut at 2σ, which leaves Var W = 2 / d_in"
    source = "He et al., Delving Deep into Rectifiers, 2015"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return _truncated_normal(random, 2 / d_in, d_in, d_out)


class LecunUniform(Initializer):
    """Uniform, sized by the layer's inputs so that their sum keeps their spread: made for SELU."""

    kind: Literal["lecun_uniform"] = "lecun_uniform"
    title = "LeCun uniform"
    formula = "W ~ U(−r, r), r = √(3 / d_in)"
    source = "LeCun et al., Efficient BackProp, 1998"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        r = math.sqrt(3 / d_in)
        return random.uniform(-r, r, (d_in, d_out))


class LecunNormal(Initializer):
    """Normal, cut at two σ as in Keras, sized by the layer's inputs: made for SELU."""

    kind: Literal["lecun_normal"] = "lecun_normal"
    title = "LeCun normal"
    formula = "W ~ N(0, σ²) cut at 2σ, which leaves Var W = 1 / d_in"
    source = "LeCun et al., Efficient BackProp, 1998"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return _truncated_normal(random, 1 / d_in, d_in, d_out)


class Orthogonal(Initializer):
    """Directions at right angles to one another, so that no two units start out alike."""

    kind: Literal["orthogonal"] = "orthogonal"
    title = "orthogonal"
    formula = "WᵀW = 1 (or W Wᵀ = 1 where d_in < d_out)"
    source = "Saxe, McClelland & Ganguli, Exact Solutions to the Nonlinear Dynamics, 2014"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        tall = random.standard_normal((max(d_in, d_out), min(d_in, d_out)))
        q, r = np.linalg.qr(tall)
        # QR leaves signs open; with r's diagonal positive every rotation is as likely as any other.
        q = q * np.sign(np.diag(r))
        return q if d_in >= d_out else q.T


class RandomUniform(Initializer):
    """Uniform between the same limits whatever the layer's size, with a constant bias."""

    kind: Literal["random_uniform"] = "random_uniform"
    title = "uniform"
    aliases = ("uniform",)
    formula = "W ~ U(−r, r), b = constant"

    limit: float = Field(
        0.5,
        gt=0,
        le=10,
        title="Limit r",
        description="The largest weight there can be.",
        json_schema_extra={"minimum": 0.01, "scale": "log"},
    )
    bias: float = Field(
        0.0, ge=-10, le=10, title="Bias b", description="What every bias starts at."
    )

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return random.uniform(-self.limit, self.limit, (d_in, d_out))

    def fill(self, random: np.random.Generator, blocks: list[Array]) -> None:
        super().fill(random, blocks)
        for block in blocks:
            block[-1] = self.bias


class RandomNormal(Initializer):
    """Normal with the same spread whatever the layer's size: small numbers, as texts have them."""

    kind: Literal["random_normal"] = "random_normal"
    title = "normal"
    aliases = ("normal",)
    formula = "W ~ N(0, σ²)"

    stddev: float = Field(
        0.05,
        gt=0,
        le=10,
        title="Spread σ",
        description="The standard deviation of the weights: 0.01 for 0.01 · randn.",
        json_schema_extra={"minimum": 0.001, "scale": "log"},
    )

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return random.normal(0, self.stddev, (d_in, d_out))


class Zeros(Initializer):
    """Every weight at zero: all units of a layer stay alike for ever, so the network learns little.

    There to be seen failing: chance in the first weights is what lets units differ.
    """

    kind: Literal["zeros"] = "zeros"
    title = "zeros"
    formula = "W = 0"

    def weights(self, random: np.random.Generator, d_in: int, d_out: int) -> Array:
        return np.zeros((d_in, d_out))


class PlaygroundWeights(Initializer):
    """The very weights of a playground.tensorflow.org link, between −0.5 and 0.5; biases are 0.1.

    They come from the same stream as its points, after them, unit by unit.
    """

    kind: Literal["tfplayground"] = "tfplayground"
    title = "from a TensorFlow Playground link"
    formula = "W ~ U(−0.5, 0.5), b = 0.1"
    source = "Smilkov et al., Direct-Manipulation Visualization of Deep Networks, 2017"

    link_seed: str = Field(
        "0.59704", max_length=100, title="Link seed", description="The seed in the link."
    )
    skip: int = Field(
        0,
        ge=0,
        le=100_000,
        title="Numbers before",
        description="How many random numbers the link's points take before the weights.",
    )

    def fill(self, random: np.random.Generator, blocks: list[Array]) -> None:
        own = Arc4(self.link_seed)
        for _ in range(self.skip):
            own.uniform()
        for block in blocks:
            d_in, d_out = block.shape
            for unit in range(d_out):
                block[:-1, unit] = [own.uniform() - 0.5 for _ in range(d_in - 1)]
            block[-1] = 0.1


AnyInitializer = Annotated[
    GlorotUniform
    | GlorotNormal
    | HeUniform
    | HeNormal
    | LecunUniform
    | LecunNormal
    | Orthogonal
    | RandomUniform
    | RandomNormal
    | Zeros
    | PlaygroundWeights,
    OneOf(),
]
