"""The NumPy script: every formula of the run written out, from forward pass to optimizer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.exports.model import Model
from app.exports.script import render, rule_of
from app.exports.words import Table, Words

NAME = "NumPy"

SIGMOID = "0.5 * np.tanh(0.5 * z) + 0.5"  # the same as 1 / (1 + e⁻ᶻ), and never overflows
SOFTPLUS = "np.logaddexp(0, z)"
SELU = "scale, alpha = 1.0507009873554805, 1.6732632423543772"
GELU = "u = 0.7978845608028654 * (z + 0.044715 * z**3)"

# The last line of each is what the function returns.

VALUES: Table = {
    "linear": "z",
    "step": "(z >= 0).astype(z.dtype)",
    "sigmoid": f"{SIGMOID}  # 1 / (1 + exp(-z)), but never overflows",
    "tanh": "np.tanh(z)",
    "relu": "np.maximum(z, 0)",
    "leaky_relu": "np.where(z > 0, z, {negative_slope} * z)",
    "elu": "np.where(z > 0, z, {alpha} * np.expm1(np.minimum(z, 0)))",
    "selu": f"{SELU}\nscale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))",
    "gelu": f"{GELU}\n0.5 * z * (1 + np.tanh(u))",
    "silu": f"z * ({SIGMOID})",
    "mish": f"z * np.tanh({SOFTPLUS})",
    "softplus": f"{SOFTPLUS}  # log(1 + exp(z)), but never overflows",
    "softsign": "z / (1 + np.abs(z))",
    "hard_tanh": "np.clip(z, -1, 1)",
    "hard_sigmoid": "np.clip(z / 6 + 0.5, 0, 1)",
    "sin": "np.sin(z)",
    "gaussian": "np.exp(-z * z)",
}

SLOPES: Table = {
    "linear": "np.ones_like(z)",
    "step": "np.zeros_like(z)  # flat everywhere: nothing below a step can learn",
    "sigmoid": f"a = {SIGMOID}\na * (1 - a)",
    "tanh": "1 - np.tanh(z) ** 2",
    "relu": "(z > 0).astype(z.dtype)",
    "leaky_relu": "np.where(z > 0, 1, {negative_slope}).astype(z.dtype)",
    "elu": "np.where(z > 0, 1, {alpha} * np.exp(np.minimum(z, 0)))",
    "selu": f"{SELU}\nscale * np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))",
    "gelu": f"""\
{GELU}
du = 0.7978845608028654 * (1 + 0.134145 * z**2)
0.5 * (1 + np.tanh(u)) + 0.5 * z * (1 - np.tanh(u) ** 2) * du""",
    "silu": f"s = {SIGMOID}\ns * (1 + z * (1 - s))",
    "mish": f"s = {SIGMOID}\nt = np.tanh({SOFTPLUS})\nt + z * s * (1 - t**2)",
    "softplus": SIGMOID,
    "softsign": "1 / (1 + np.abs(z)) ** 2",
    "hard_tanh": "(np.abs(z) < 1).astype(z.dtype)",
    "hard_sigmoid": "(np.abs(z) < 3).astype(z.dtype) / 6",
    "sin": "np.cos(z)",
    "gaussian": "-2 * z * np.exp(-z * z)",
}

OUTPUTS: Table = {
    "linear": "z",
    "sigmoid": f"{SIGMOID}  # 1 / (1 + exp(-z)), but never overflows",
    "tanh": "np.tanh(z)",
    "softmax": "powers = np.exp(z - z.max(axis=1, keepdims=True))\n"
    "powers / powers.sum(axis=1, keepdims=True)",
}

LOSSES: Table = {
    "binary_crossentropy": "np.mean(np.logaddexp(0, z) - t * z)",
    "categorical_crossentropy": "np.mean(np.logaddexp.reduce(z, axis=1) - (t * z).sum(axis=1))",
    "hinge": "np.mean(np.maximum(0, 1 - t * z))",
    "squared_error_tanh": "np.mean(0.5 * (output(z) - t) ** 2)",
    "squared_error_sigmoid": "np.mean(0.5 * (output(z) - t) ** 2)",
    "mean_squared_error": "np.mean((z - t) ** 2)",
    "half_squared_error": "np.mean(0.5 * (z - t) ** 2)",
    "mean_absolute_error": "np.mean(np.abs(z - t))",
    "huber": """\
far = np.abs(z - t)
np.mean(np.where(far <= {delta}, 0.5 * far**2, {delta} * (far - 0.5 * {delta})))""",
}

LOSS_SLOPES: Table = {
    "binary_crossentropy": "(output(z) - t) / t.size",
    "categorical_crossentropy": "(output(z) - t) / len(t)",
    "hinge": "np.where(t * z < 1, -t, 0) / t.size",
    "squared_error_tanh": "(output(z) - t) * (1 - output(z) ** 2) / t.size",
    "squared_error_sigmoid": "(output(z) - t) * output(z) * (1 - output(z)) / t.size",
    "mean_squared_error": "2 * (z - t) / t.size",
    "half_squared_error": "(z - t) / t.size",
    "mean_absolute_error": "np.sign(z - t) / t.size",
    "huber": "np.clip(z - t, -{delta}, {delta}) / t.size",
}

ADAM = """\
    m = memory.setdefault("m", np.zeros_like(P))  # the mean of gradients
    v = memory.setdefault("v", np.zeros_like(P))  # the mean of their squares
    m[...] = {beta_1} * m + (1 - {beta_1}) * G
    v[...] = {beta_2} * v + (1 - {beta_2}) * G**2
    # Both start at 0, which is made up for.
    m_hat, v_hat = m / (1 - {beta_1}**step), v / (1 - {beta_2}**step)
    P -= rate * m_hat / (np.sqrt(v_hat) + {epsilon})"""

UPDATES: Table = {
    "sgd": "    P -= rate * G",
    "momentum": """\
    v = memory.setdefault("v", np.zeros_like(P))  # the velocity
    v[...] = {momentum} * v - rate * G
    P += v""",
    "nesterov": """\
    v = memory.setdefault("v", np.zeros_like(P))  # the velocity
    v[...] = {momentum} * v - rate * G
    P += {momentum} * v - rate * G""",
    "adagrad": """\
    s = memory.setdefault("s", np.full_like(P, {initial_accumulator}))
    s += G**2
    P -= rate * G / (np.sqrt(s) + {epsilon})""",
    "rmsprop": """\
    v = memory.setdefault("v", np.zeros_like(P))
    v[...] = {rho} * v + (1 - {rho}) * G**2
    P -= rate * G / (np.sqrt(v) + {epsilon})""",
    "adam": ADAM,
    "adamw": """\
    if P.ndim == 2:  # weights fade, biases do not
        P -= rate * {weight_decay} * P
"""
    + ADAM,
    "nadam": """\
    m = memory.setdefault("m", np.zeros_like(P))  # the mean of gradients
    v = memory.setdefault("v", np.zeros_like(P))  # the mean of their squares
    m[...] = {beta_1} * m + (1 - {beta_1}) * G
    v[...] = {beta_2} * v + (1 - {beta_2}) * G**2
    # The momentum of this step and of the next, and the product of all so far.
    now = {beta_1} * (1 - 0.5 * 0.96 ** (0.004 * step))
    ahead = {beta_1} * (1 - 0.5 * 0.96 ** (0.004 * (step + 1)))
    product = memory["product"] = memory.get("product", 1.0) * now
    m_hat = ahead * m / (1 - product * ahead) + (1 - now) * G / (1 - product)
    v_hat = v / (1 - {beta_2}**step)
    P -= rate * m_hat / (np.sqrt(v_hat) + {epsilon})""",
}

REACHES: Table = {
    "sgd": "rate",
    "momentum": "rate / (1 - {momentum})",
    "nesterov": "rate / (1 - {momentum})",
    "adagrad": "rate / (np.sqrt(s) + {epsilon})",
    "rmsprop": "rate / (np.sqrt(v) + {epsilon})",
    "adam": "rate / (np.sqrt(v_hat) + {epsilon})",
    "adamw": "rate / (np.sqrt(v_hat) + {epsilon})",
    "nadam": "rate / (np.sqrt(v_hat) + {epsilon})",
}
"""How far such steps would move P if its gradient stayed 1, which is what L1 shrinks weights by."""


@dataclass(frozen=True)
class Bend:
    """An activation of the script: its functions' name and their expressions."""

    name: str
    value: str
    slope: str


def prepare(model: Model) -> Callable[[], str]:
    """What writes the script. Raises Invalid for what NumPy cannot say, which is nothing so far."""
    words, training = Words(NAME), model.spec.training
    bends: dict[object, Bend] = {}
    for number, layer in enumerate(model.spec.network.hidden_layers):
        # Layers that share an activation share its functions.
        bend, place = layer.activation, f"/network/hidden_layers/{number}/activation"
        if bend not in bends:
            same = sum(known.name.startswith(bend.kind) for known in bends.values())
            bends[bend] = Bend(
                name=f"{bend.kind}_{same + 1}" if same else bend.kind,
                value=_body(words.say(VALUES, bend, place)),
                slope=_body(words.say(SLOPES, bend, place)),
            )
    loss, optimizer = training.loss, training.optimizer
    text = {
        "output_code": _body(words.name(OUTPUTS, loss.output_name(), "/training/loss")),
        "loss_code": _body(words.say(LOSSES, loss, "/training/loss")),
        "loss_slope": words.say(LOSS_SLOPES, loss, "/training/loss"),
        "update_code": words.say(UPDATES, optimizer, "/training/optimizer", rule_of(optimizer)),
        "reach": words.say(REACHES, optimizer, "/training/optimizer", rule_of(optimizer)),
    }
    words.check()
    return partial(
        render,
        "numpy.jinja",
        model,
        bends=list(bends.values()),
        hidden=[bends[layer.activation].name for layer in model.spec.network.hidden_layers],
        output_title=loss.output_title(),
        loss_title=loss.title,
        **text,
    )


def _body(lines: str) -> str:
    """The body of a function whose last line is what it returns."""
    *before, last = lines.splitlines() or [""]
    return "\n".join(f"    {line}" for line in [*before, f"return {last}"])
