"""The scikit-learn script: one estimator, which knows little of the rest but is quickly written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from app.exports.formulas import Formulas
from app.exports.model import Model
from app.exports.script import PRICES, inputs, render
from app.exports.words import Table, Words

NAME = "scikit-learn"

ACTIVATIONS: Table = {
    "linear": "identity",
    "sigmoid": "logistic",
    "tanh": "tanh",
    "relu": "relu",
}

ESTIMATORS: Table = {
    "binary_crossentropy": "MLPClassifier",
    "categorical_crossentropy": "MLPClassifier",
    "mean_squared_error": "MLPRegressor",
    "half_squared_error": "MLPRegressor",
}

OPTIMIZERS: Table = {
    "sgd": """\
solver="sgd",
learning_rate_init={rate},
momentum={momentum},
nesterovs_momentum={nesterov}""",
    "adam": """\
solver="adam",
learning_rate_init={learning_rate},
beta_1={beta_1},
beta_2={beta_2},
epsilon={epsilon}""",
}


def prepare(model: Model) -> Callable[[], str]:
    """What writes the script. Raises Invalid, naming what scikit-learn cannot express."""
    words, training = Words(NAME), model.spec.training
    loss, optimizer, formulas = training.loss, training.optimizer, Formulas(words)
    input_terms = inputs(model, formulas)
    hidden = [words.say(ACTIVATIONS, *each) for each in model.activations]
    estimator = words.say(ESTIMATORS, loss, "/training/loss")
    ratio = gradient_ratio(model)
    optimizer_code = words.say(
        OPTIMIZERS, optimizer, "/training/optimizer", rate=optimizer.learning_rate * ratio
    )
    _refuse_the_rest(model, words)
    words.say(PRICES, training.regularizer, "/training/regularizer")
    words.check()

    batch_size = min(training.batch_of(model.train), model.train)
    one, classifier = model.outputs == 1, estimator == "MLPClassifier"
    labels = "Y_TRAIN"
    if loss.kind == "binary_crossentropy" and not one:
        labels = "targets(Y_TRAIN).astype(int)"
    elif not classifier:
        labels = "targets(Y_TRAIN).ravel()" if one else "targets(Y_TRAIN)"
    answer = "network.predict_proba(inputs(points))" if classifier else ""
    return partial(
        render,
        "sklearn.jinja",
        model,
        formulas,
        input_terms=input_terms,
        estimator=estimator,
        hidden_sizes=model.widths[1:-1],
        activation=hidden[0] if hidden else "identity",
        optimizer_code=optimizer_code,
        alpha=2 * training.regularizer.l2_rate * batch_size / ratio,
        labels_code=labels,
        classes_argument=f", classes=range({len(model.spec.data.classes)})" if classifier else "",
        predict_code=(answer + ("[:, 1:]  # of class 1" if one else ""))
        if classifier
        else f"network.predict(inputs(points)).reshape(-1, {model.outputs})",
        ratio=ratio,
    )


def gradient_ratio(model: Model) -> float:
    """The engine's gradient as a multiple of scikit-learn's, which adds up the outputs where the
    engine may take their mean, and halves the squared error."""
    kind = model.spec.training.loss.kind
    if kind == "categorical_crossentropy":
        return 1.0
    share = model.spec.training.loss.share(model.outputs)
    return (2.0 if kind == "mean_squared_error" else 1.0) * share


def _refuse_the_rest(model: Model, words: Words) -> None:
    data, network, training = model.spec.data, model.spec.network, model.spec.training
    if len({layer.activation for layer in network.hidden_layers}) > 1:
        words.refuse("/network/hidden_layers", "one_activation")
    if training.loss.kind == "categorical_crossentropy" and data.task == "binary":
        words.refuse("/training/loss", "one_output")
    if training.optimizer.schedule.kind != "constant":
        words.refuse("/training/optimizer/schedule", "no_schedule")
    if training.optimizer.clip_norm:
        words.refuse("/training/optimizer/clip_norm", "no_clipping")
    if training.regularizer.l1_rate:
        words.refuse("/training/regularizer", "no_l1")
    if training.frozen:
        words.refuse("/training/frozen", "freezes_nothing")
    if training.dropout:
        words.refuse("/training/dropout", "no_dropout")
    seen = len(np.unique(model.labels[: model.train]))
    if data.task != "regression" and seen < len(data.classes):
        words.refuse("/data", "classes_in_training")
