"""The PyTorch script: modules in a row, and the training loop written out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.exports.formulas import Formulas
from app.exports.model import Model
from app.exports.script import PRICES, factor, inputs, loss_factor, render, rule_of
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
}

STEP = '''\
class Step(nn.Module):
    """1 for z ≥ 0, otherwise 0. It has no slope: only the layers above it learn."""

    def forward(self, z):
        return (z >= 0).to(z.dtype)'''

FORMULA = '''\
class Formula(nn.Module):
    """An activation g that PyTorch has no module for."""

    def __init__(self, g):
        super().__init__()
        self.g = g

    def forward(self, z):
        return self.g(z)'''

OUTPUTS: Table = {
    "linear": "z",
    "sigmoid": "torch.sigmoid(z)",
    "tanh": "torch.tanh(z)",
    "softmax": "torch.softmax(z, dim=1)",
    "step": "(z >= 0).to(z.dtype)",
}

LOSSES: Table = {
    "binary_crossentropy": "nn.functional.binary_cross_entropy_with_logits(z, t)",
    "categorical_crossentropy": "nn.functional.cross_entropy(z, t)",
    "hinge": "torch.relu(1 - t * z).mean()",
    "squared_error_tanh": "0.5 * nn.functional.mse_loss(torch.tanh(z), t)",
    "squared_error_sigmoid": "0.5 * nn.functional.mse_loss(torch.sigmoid(z), t)",
    "perceptron": "((output(z) - t) * z).mean()",
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
    loss, optimizer, formulas = training.loss, training.optimizer, Formulas(words)
    torch = Formulas(words, "torch")
    hidden = [
        words.say(ACTIVATIONS, bend, place)
        if bend.kind in ACTIVATIONS
        else f"Formula({torch.say(bend, 'value', place)})"
        for bend, place in model.activations
    ]
    loss_code, times = words.say(LOSSES, loss, "/training/loss"), loss_factor(model)
    definitions = [STEP] if "Step()" in hidden else []
    definitions += [FORMULA, torch.text] if torch.text else []
    text = {
        "input_terms": inputs(model, formulas),
        "factor": factor(model, formulas),
        "output_code": words.name(OUTPUTS, loss.output_name(), "/training/loss"),
        "loss_code": loss_code if times == 1 else f"{times} * {loss_code}",
        "optimizer_code": words.say(
            OPTIMIZERS, optimizer, "/training/optimizer", rule_of(optimizer)
        ),
        "reach": words.say(REACHES, optimizer, "/training/optimizer", rule_of(optimizer))
        if training.regularizer.l1_rate
        else "",
    }
    if text["factor"] and rule_of(optimizer) in ("momentum", "nesterov"):
        words.refuse("/training/optimizer/schedule", "velocity_by_schedule")
    words.say(PRICES, training.regularizer, "/training/regularizer")
    words.check()
    return partial(
        render,
        "pytorch.jinja",
        model,
        formulas,
        hidden=hidden,
        definitions=definitions,
        **text,
    )
