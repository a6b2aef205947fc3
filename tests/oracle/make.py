"""Trains the oracle's Specs in PyTorch and writes down its numbers: python -m tests.oracle.make.

Only the first weights and the order of the points come from the engine; formulas, gradients and
steps are PyTorch's own.
"""

from __future__ import annotations

import json
import platform
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

import engine
from engine.network import Shape, frozen_in, initial_parameters
from engine.workspace import Workspace
from tests.engine.specs import kinds
from tests.oracle.cases import STEPS, cases

ANSWERS = Path(__file__).parent / "answers.json"

ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "linear": lambda z: z,
    "step": lambda z: (z >= 0).to(z),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.2),
    "elu": functional.elu,
    "selu": functional.selu,
    "gelu": lambda z: functional.gelu(z, approximate="tanh"),
    "silu": functional.silu,
    "mish": functional.mish,
    "softplus": functional.softplus,
    "softsign": functional.softsign,
    "hard_tanh": functional.hardtanh,
    "hard_sigmoid": functional.hardsigmoid,
    "sin": torch.sin,
    "gaussian": lambda z: torch.exp(-z * z),
    "formula": functional.silu,
}

FORMULAS: dict[str, Callable[[Any], Any]] = {
    "sin(z)": torch.sin,
    "max(0, z) + 0.1*min(0, z)": lambda z: functional.leaky_relu(z, 0.1),
    "z/(1 + abs(z)) + exp(-z^2)/2": lambda z: functional.softsign(z) + torch.exp(-z * z) / 2,
    "sqrt(z^2 + 1) - log(2 + cos(z))*atan(z)^3 + 1.5^tanh(z)": lambda z: (
        torch.sqrt(z * z + 1)
        - torch.log(2 + torch.cos(z)) * torch.atan(z) ** 3
        + 1.5 ** torch.tanh(z)
    ),
    "softplus(z)*tan(z/40) - step(z)*2^-abs(z)": lambda z: (
        functional.softplus(z, threshold=100) * torch.tan(z / 40)
        - (z >= 0).to(z) * 2 ** -torch.abs(z)
    ),
}
"""The same by PyTorch's own functions, by the formula as it is typed; its slopes are autograd's."""


def bend_of(activation: Any) -> Callable[[Any], Any]:
    """PyTorch's activation for an engine's one."""
    if activation.kind == "formula" and activation.expression in FORMULAS:
        return FORMULAS[activation.expression]
    return ACTIVATIONS[activation.kind]


LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "binary_crossentropy": functional.binary_cross_entropy_with_logits,
    "categorical_crossentropy": lambda z, t: functional.cross_entropy(z, t.argmax(dim=1)),
    "hinge": lambda z, t: functional.relu(1 - z * t).mean(),
    "squared_error_tanh": lambda z, t: 0.5 * functional.mse_loss(torch.tanh(z), t),
    "squared_error_sigmoid": lambda z, t: 0.5 * functional.mse_loss(torch.sigmoid(z), t),
    "perceptron": lambda z, t: (((z >= 0).to(z) - t) * z).mean(),
    "mean_squared_error": functional.mse_loss,
    "half_squared_error": lambda z, t: 0.5 * functional.mse_loss(z, t),
    "mean_absolute_error": functional.l1_loss,
    "huber": functional.huber_loss,
}


def optimizer_of(chosen: Any, weights: list[Any], biases: list[Any]) -> Any:
    """PyTorch's optimizer for an engine's one, with the same hyper-parameters."""
    lr, optim = chosen.learning_rate, torch.optim
    if chosen.kind == "sgd":
        return optim.SGD(weights + biases, lr, momentum=chosen.momentum, nesterov=chosen.nesterov)
    if chosen.kind == "adagrad":
        start = chosen.initial_accumulator
        return optim.Adagrad(
            weights + biases, lr, initial_accumulator_value=start, eps=chosen.epsilon
        )
    if chosen.kind == "rmsprop":
        return optim.RMSprop(weights + biases, lr, alpha=chosen.rho, eps=chosen.epsilon)
    moments = {"lr": lr, "betas": (chosen.beta_1, chosen.beta_2), "eps": chosen.epsilon}
    if chosen.kind == "adamw":
        groups = [
            {"params": weights, "weight_decay": chosen.weight_decay},
            {"params": biases, "weight_decay": 0.0},
        ]
        return optim.AdamW(groups, **moments)
    kinds = {"adam": optim.Adam, "nadam": optim.NAdam}
    return kinds[chosen.kind](weights + biases, **moments)


def reach_of(chosen: Any, remembered: dict[str, Any], rate: float, step: int) -> Any:
    """How far the optimizer's steps move a weight whose gradient stays 1, given what PyTorch
    remembers of it."""
    if chosen.kind == "sgd":
        return rate / (1 - chosen.momentum)
    if chosen.kind == "adagrad":
        return rate / (remembered["sum"].sqrt() + chosen.epsilon)
    if chosen.kind == "rmsprop":
        return rate / (remembered["square_avg"].sqrt() + chosen.epsilon)
    square = remembered["exp_avg_sq"] / (1 - chosen.beta_2**step)
    return rate / (square.sqrt() + chosen.epsilon)


def answer(spec: engine.Spec) -> dict[str, Any]:
    """Parameters and train loss after STEPS updates."""
    training, regularizer = spec.training, spec.training.regularizer
    blocks = Shape.of(spec).blocks(initial_parameters(spec))
    weights = [torch.tensor(block[:-1], requires_grad=True) for block in blocks]
    biases = [torch.tensor(block[-1], requires_grad=True) for block in blocks]
    frozen = frozen_in(spec)
    stay = Shape.of(spec).blocks(np.zeros(Shape.of(spec).size, bool) if frozen is None else frozen)
    staying = [(w, torch.tensor(s[:-1])) for w, s in zip(weights, stay, strict=True)]
    staying += [(b, torch.tensor(s[-1])) for b, s in zip(biases, stay, strict=True)]
    optimizer = optimizer_of(training.optimizer, weights, biases)
    workspace = Workspace([spec])
    n, d = workspace.train, blocks[0].shape[0]
    size = training.batch_of(n)

    def loss_of(examples: Any) -> Any:
        a = torch.tensor(examples[: d - 1].T)
        for k, (w, b) in enumerate(zip(weights, biases, strict=True)):
            a = a @ w + b
            if k < len(weights) - 1:
                a = bend_of(spec.network.hidden_layers[k].activation)(a)
        loss = LOSSES[training.loss.kind](a, torch.tensor(examples[d:].T))
        # PyTorch's own is the mean over the outputs.
        return loss * a.shape[1] if getattr(training.loss, "over_outputs", "") == "sum" else loss

    step = epoch = start = 0
    while step < STEPS:
        step += 1
        batch = np.ascontiguousarray(workspace.shuffled(epoch)[:, start : start + size])
        rate = training.optimizer.learning_rate * training.optimizer.schedule.factor(step)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        squares = sum((w * w).sum() for w in weights)
        (loss_of(batch) + regularizer.l2_rate * squares).backward()
        for p, still in staying:
            if p.grad is not None:
                p.grad[still] = 0
        before = [p.detach().clone() for p, _ in staying]
        limit = training.optimizer.clip_norm
        if limit:
            gradients = [p.grad for p in weights + biases]
            length = torch.sqrt(sum((g * g).sum() for g in gradients))
            for gradient in gradients:
                gradient *= torch.clamp(limit / length, max=1.0)
        optimizer.step()
        with torch.no_grad():
            for w in weights:
                reach = reach_of(training.optimizer, optimizer.state[w], rate, step)
                w.copy_(w.sign() * functional.relu(w.abs() - reach * regularizer.l1_rate))
            for (p, still), was in zip(staying, before, strict=True):
                p[still] = was[still]
        start += size
        if start >= n:
            epoch, start = epoch + 1, 0
    parameters = [
        np.concatenate([w.detach().numpy(), b.detach().numpy()[np.newaxis]]).ravel()
        for w, b in zip(weights, biases, strict=True)
    ]
    return {
        "parameters": np.concatenate(parameters).tolist(),
        "loss": float(loss_of(workspace.examples).detach()),
    }


def main() -> None:
    """Write all answers, with the versions that gave them."""
    ArgumentParser(description=__doc__).parse_args()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for family, known in (("activations", set(ACTIVATIONS)), ("losses", set(LOSSES))):
        if missing := set(kinds(family)) - known:
            raise SystemExit(f"{__file__} has no formula yet for the {family} {sorted(missing)}.")
    document = {
        "versions": {
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "steps": STEPS,
        "answers": {name: answer(spec) for name, spec in cases().items()},
    }
    ANSWERS.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
