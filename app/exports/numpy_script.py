"""The NumPy script: every formula of the run written out, from forward pass to optimizer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.exports.formulas import Formulas
from app.exports.model import Model
from app.exports.script import PRICES, factor, inputs, render, rule_of
from app.exports.words import Table, Words

NAME = "NumPy"

# Optimizers are written for the script: the engine's own work in place, on all layers in one.

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


def prepare(model: Model) -> Callable[[], str]:
    """What writes the script. Raises Invalid, naming what has no formula to be read."""
    words, training = Words(NAME), model.spec.training
    formulas = Formulas(words)
    loss, optimizer = training.loss, training.optimizer
    text = {
        "input_terms": inputs(model, formulas),
        "hidden": [
            [formulas.say(activation, method, place) for method in ("value", "derivative")]
            for activation, place in model.activations
        ],
        "link": formulas.say(loss, "link", "/training/loss"),
        "point_loss": formulas.say(loss, "value", "/training/loss"),
        "point_slope": formulas.say(loss, "slope", "/training/loss"),
        "factor": factor(model, formulas),
        "update_code": words.say(UPDATES, optimizer, "/training/optimizer", rule_of(optimizer)),
        "reach": words.say(REACHES, optimizer, "/training/optimizer", rule_of(optimizer))
        if training.regularizer.l1_rate
        else "",
    }
    words.say(PRICES, training.regularizer, "/training/regularizer")
    words.check()
    return partial(render, "numpy.jinja", model, formulas, **text)
