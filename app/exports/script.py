"""A script is a text of Python that a student can read, run and change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import engine
from app.exports.formulas import Formulas
from app.exports.model import Array, Model, Weights
from app.exports.words import Table
from app.shipped import TEMPLATES

WIDTH = 96

# Nothing is escaped, since this is no HTML. What a person wrote, which is the names of classes,
# enters a script by `repr` alone.
_environment = Environment(  # noqa: S701
    loader=FileSystemLoader(TEMPLATES / "exports"),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)


def render(template: str, model: Model, formulas: Formulas, **words: Any) -> str:
    """The script of a template, given the model, what it needs of the engine's formulas, and the
    framework's own words."""
    spec, training = model.spec, model.spec.training
    regularizer = training.regularizer
    train, test = slice(None, model.train), slice(model.train, None)
    return _environment.get_template(template).render(
        model=model,
        spec=spec,
        training=training,
        optimizer=training.optimizer,
        batch_size=training.batch_of(model.train),
        dtype=spec.network.dtype,
        epochs=model.epoch or FIRST_EPOCHS,
        formulas=formulas.text,
        l1=regularizer.l1_rate,
        l2=regularizer.l2_rate,
        class_names=repr(list(spec.data.classes)) if spec.data.classes else "",
        has_test=model.train < len(model.x),
        x_train=numbers(model.x[train], spec.network.dtype),
        y_train=_labels(model, train),
        x_test=numbers(model.x[test], spec.network.dtype),
        y_test=_labels(model, test),
        targets=_targets(model),
        stay=stay(model),
        first=layers(model.first, spec.network.dtype),
        trained=layers(model.trained, spec.network.dtype),
        few=repr(model.few()),
        **words,
    )


FIRST_EPOCHS = 100
"""How long a script trains when the run itself has not trained yet."""


def inputs(model: Model, formulas: Formulas) -> list[str]:
    """Every input as an expression of x1 and x2."""
    return [
        formulas.call(feature, "value", f"/network/inputs/{k}", "x1, x2")
        for k, feature in enumerate(model.spec.network.inputs)
    ]


PRICES: Table = dict.fromkeys(("none", "l1", "l2", "l1_l2"), "")
"""The regularizers that are made of the two prices which scripts know, λ Σ |w| and λ Σ w²."""


def factor(model: Model, formulas: Formulas) -> str:
    """The function of the number of an update that the learning rate is multiplied by; nothing
    where it is constant."""
    schedule = model.spec.training.optimizer.schedule
    if schedule.kind == "constant":
        return ""
    return formulas.say(schedule, "factor", "/training/optimizer/schedule")


def loss_factor(model: Model) -> int:
    """The engine's loss as a multiple of a library's, which is the mean over the outputs."""
    loss = model.spec.training.loss
    return model.outputs if getattr(loss, "over_outputs", "mean") == "sum" else 1


def stay(model: Model) -> list[dict[str, str]]:
    """Which weights and biases of each layer no update moves, as text; nothing where all move."""
    frozen = model.spec.training.frozen
    if not frozen:
        return []
    blocks = [np.zeros((len(layer.W) + 1, len(layer.b)), bool) for layer in model.trained]
    engine.mark(frozen, blocks)
    return [{"W": numbers(each[:-1], "bool"), "b": numbers(each[-1], "bool")} for each in blocks]


def rule_of(optimizer: Any) -> str:
    """The optimizer's kind, with the two sorts of momentum that gradient descent may have told
    apart."""
    if optimizer.kind == "sgd" and optimizer.momentum:
        return "nesterov" if optimizer.nesterov else "momentum"
    return str(optimizer.kind)


def numbers(array: Array, dtype: str) -> str:
    """A list of numbers, or of lists of them, with as few digits as make the same number again."""
    texts = _texts(array.ravel(), dtype)
    if array.ndim == 1:
        return _wrapped(texts)
    width = array.shape[1]
    rows = (texts[start : start + width] for start in range(0, len(texts), width))
    return _wrapped(f"[{', '.join(row)}]" for row in rows)


def _texts(values: Array, dtype: str) -> list[str]:
    # NumPy's own numbers are written as short as float32 allows, Python's as float64 does.
    short = values.dtype.kind == "f" and dtype == "float32"
    narrow = values.astype(np.float32) if short else values
    # What float32 has no number for is written as it is: "inf" would be none in a script.
    texts = narrow if short and np.isfinite(narrow).all() else values.tolist()
    return [str(value) for value in texts]


def layers(weights: Iterable[Weights], dtype: str) -> list[dict[str, str]]:
    """Each layer's numbers as text."""
    return [{"W": numbers(each.W, dtype), "b": numbers(each.b, dtype)} for each in weights]


def _wrapped(items: Iterable[str]) -> str:
    """The items in lines of a width to be read, each with a comma. (`textwrap` takes longer to
    look for words than all the rest of a script with many points.)"""
    lines = [""]
    for item in items:
        if lines[-1] and len(lines[-1]) + len(item) + 2 > WIDTH - 8:
            lines.append("")
        lines[-1] += f" {item}," if lines[-1] else f"{item},"
    return "\n".join(lines)


def _labels(model: Model, part: slice) -> str:
    labels = model.labels[part]
    return numbers(labels if model.is_regression else labels.astype(int), model.spec.network.dtype)


def _targets(model: Model) -> str:
    """The targets t (n, outputs) as an expression of the labels y."""
    loss = model.spec.training.loss
    if model.is_regression:
        return "np.reshape(y, (len(y), -1))"
    chosen = f"np.eye({model.outputs})[y]" if model.outputs > 1 else "np.reshape(y, (-1, 1))"
    if (loss.low, loss.high) == (0, 1):
        return chosen
    return f"{loss.low:g} + {loss.high - loss.low:g} * {chosen}"
