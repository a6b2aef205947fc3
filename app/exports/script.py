"""A script is a text of Python that a student can read, run and change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.exports.model import Array, Model, Weights

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "exports"
WIDTH = 96

# Nothing is escaped, since this is no HTML. What a person wrote, which is the names of classes,
# enters a script by `repr` alone.
_environment = Environment(  # noqa: S701
    loader=FileSystemLoader(TEMPLATES),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)

INPUTS = {
    "x1": "x1",
    "x2": "x2",
    "x1_squared": "x1**2",
    "x2_squared": "x2**2",
    "x1_x2": "x1 * x2",
    "sin_x1": "np.sin(x1)",
    "sin_x2": "np.sin(x2)",
    "cos_x1": "np.cos(x1)",
    "cos_x2": "np.cos(x2)",
}

SCHEDULES = {
    "constant": "",
    "step": "{decay_rate} ** ((step - 1) // {decay_steps})",
    "exponential": "{decay_rate} ** ((step - 1) / {decay_steps})",
    "cosine": (
        "{alpha} + (1 - {alpha}) * (1 + math.cos(math.pi * min(1, (step - 1) / {decay_steps}))) / 2"
    ),
    "warmup": "min(1, step / {warmup_steps})",
}
"""What the learning rate is multiplied by in update number `step`, counted from 1."""


def render(template: str, model: Model, **words: Any) -> str:
    """The script of a template, given the model and the framework's own words for it."""
    spec, training = model.spec, model.spec.training
    regularizer = training.regularizer
    train, test = slice(None, model.train), slice(model.train, None)
    return _environment.get_template(template).render(
        model=model,
        spec=spec,
        training=training,
        optimizer=training.optimizer,
        dtype=spec.network.dtype,
        units="-".join(map(str, model.widths[1:-1])),
        epochs=model.epoch or FIRST_EPOCHS,
        input_terms=[INPUTS[feature.kind] for feature in spec.network.inputs],
        l1=regularizer.l1_rate,
        l2=regularizer.l2_rate,
        class_names=repr(list(spec.data.classes)) if spec.data.classes else "",
        has_test=model.train < len(model.x),
        x_train=numbers(model.x[train], spec.network.dtype),
        y_train=_labels(model, train),
        x_test=numbers(model.x[test], spec.network.dtype),
        y_test=_labels(model, test),
        targets=_targets(model),
        first=layers(model.first, spec.network.dtype),
        trained=layers(model.trained, spec.network.dtype),
        few=repr(model.few()),
        schedule=schedule_of(model),
        **words,
    )


FIRST_EPOCHS = 100
"""How long a script trains when the run itself has not trained yet."""


def schedule_of(model: Model) -> str:
    """The factor of the learning rate as an expression of `step`; nothing where it is constant."""
    schedule = model.spec.training.optimizer.schedule
    return SCHEDULES[schedule.kind].format(**schedule.model_dump())


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
    return [str(value) for value in (values.astype(np.float32) if short else values.tolist())]


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
