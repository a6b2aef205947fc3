"""The PyTorch script: modules in a row, and the training loop written out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.exports.model import Model
from app.exports.script import render, rule_of, schedule_of
from app.exports.words import Table, Words

NAME = "PyTorch"

ACTIVATIONS: Table = {
    "linear": "nn.Identity()",
    "step": "Step()",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU({negative_slope})",
    "elu": "nn.ELU({alpha})",
    "selu": "nn.SELU()",
    "gelu": 'nn.GELU(approximate="tanh")',
    "silu": "nn.SiLU()",
    "mish": "nn.Mish()",
    "softplus": "nn.Softplus()",
    "softsign": "nn.Softsign()",
    "hard_tanh": "nn.Hardtanh()",
    "hard_sigmoid": "nn.Hardsigmoid()",
    "sin": "Sin()",
    "gaussian": "Gaussian()",
}

MODULES = {
    "Step()": '''\
class Step(nn.Module):
    """1 for z ≥ 0, otherwise 0. It has no slope: only the layers above it learn."""

    def forward(self, z):
        return (z >= 0).to(z.dtype)''',
    "Sin()": '''\
class Sin(nn.Module):
    """g(z) = sin z."""

    def forward(self, z):
        return torch.sin(z)''',
    "Gaussian()": '''\
class Gaussian(nn.Module):
    """g(z) = e^(−z²)."""

    def forward(self, z):
        return torch.exp(-z * z)''',
}
"""Activations that PyTorch has no module for."""

OUTPUTS: Table = {
    "linear": "z",
    "sigmoid": "torch.sigmoid(z)",
    "tanh": "torch.tanh(z)",
    "softmax": "torch.softmax(z, dim=1)",
}

LOSSES: Table = {
    "binary_crossentropy": "nn.functional.binary_cross_entropy_with_logits(z, t)",
    "categorical_crossentropy": "nn.functional.cross_entropy(z, t)",
    "hinge": "torch.relu(1 - t * z).mean()",
    "squared_error_tanh": "0.5 * nn.functional.mse_loss(torch.tanh(z), t)",
    "squared_error_sigmoid": "0.5 * nn.functional.mse_loss(torch.sigmoid(z), t)",
    "mean_squared_error": "nn.functional.mse_loss(z, t)",
    "half_squared_error": "0.5 * nn.functional.mse_loss(z, t)",
    "mean_absolute_error": "nn.functional.l1_loss(z, t)",
    "huber": "nn.functional.huber_loss(z, t, delta={delta})",
}

PARAMETERS = "network.parameters(), lr={learning_rate}"
BETAS = "betas=({beta_1}, {beta_2}), eps={epsilon}"

OPTIMIZERS: Table = {
    "sgd": f"torch.optim.SGD({PARAMETERS})",
    "momentum": f"torch.optim.SGD({PARAMETERS}, momentum={{momentum}})",
    "nesterov": f"torch.optim.SGD({PARAMETERS}, momentum={{momentum}}, nesterov=True)",
    "adagrad": f"""torch.optim.Adagrad(
        {PARAMETERS},
        initial_accumulator_value={{initial_accumulator}},
        eps={{epsilon}},
    )""",
    "rmsprop": f"torch.optim.RMSprop({PARAMETERS}, alpha={{rho}}, eps={{epsilon}})",
    "adam": f"torch.optim.Adam({PARAMETERS}, {BETAS})",
    "adamw": f"""torch.optim.AdamW(
        # Weights fade, biases do not.
        [
            {{{{"params": weights, "weight_decay": {{weight_decay}}}}}},
            {{{{"params": biases, "weight_decay": 0.0}}}},
        ],
        lr={{learning_rate}},
        {BETAS},
    )""",
    "nadam": f"torch.optim.NAdam({PARAMETERS}, {BETAS})",
}

SQUARE = 'memory["exp_avg_sq"] / (1 - {beta_2} ** memory["step"])'
ADAM_REACH = f"rate / (({SQUARE}).sqrt() + {{epsilon}})"

REACHES: Table = {
    "sgd": "rate",
    "momentum": "rate / (1 - {momentum})",
    "nesterov": "rate / (1 - {momentum})",
    "adagrad": 'rate / (memory["sum"].sqrt() + {epsilon})',
    "rmsprop": 'rate / (memory["square_avg"].sqrt() + {epsilon})',
    "adam": ADAM_REACH,
    "adamw": ADAM_REACH,
    "nadam": ADAM_REACH,
}
"""How far such steps would move W if its gradient stayed 1, which is what L1 shrinks weights by;
memory is what the optimizer remembers of W."""


def prepare(model: Model) -> Callable[[], str]:
    """What writes the script. Raises Invalid, naming what PyTorch cannot express."""
    words, training = Words(NAME), model.spec.training
    loss, optimizer = training.loss, training.optimizer
    hidden = [
        words.say(ACTIVATIONS, layer.activation, f"/network/hidden_layers/{k}/activation")
        for k, layer in enumerate(model.spec.network.hidden_layers)
    ]
    definitions = [MODULES[module] for module in dict.fromkeys(hidden) if module in MODULES]
    text = {
        "output_code": words.name(OUTPUTS, loss.output_name(), "/training/loss"),
        "loss_code": words.say(LOSSES, loss, "/training/loss"),
        "optimizer_code": words.say(
            OPTIMIZERS, optimizer, "/training/optimizer", rule_of(optimizer)
        ),
        "reach": words.say(REACHES, optimizer, "/training/optimizer", rule_of(optimizer)),
    }
    if schedule_of(model) and rule_of(optimizer) in ("momentum", "nesterov"):
        words.refuse(
            "/training/optimizer/schedule",
            "multiplies the whole velocity by the learning rate of the moment, the playground only "
            "what is new in it, so with momentum a schedule would train otherwise there",
        )
    words.check()
    return partial(
        render,
        "pytorch.jinja",
        model,
        hidden=hidden,
        definitions=definitions,
        output_title=loss.output_title(),
        loss_title=loss.title,
        **text,
    )
