"""The Keras script: layers, compile, fit, as the lecture writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

import engine
from app.exports import own
from app.exports.formulas import Formulas
from app.exports.model import Model
from app.exports.script import inputs, loss_factor, render
from app.exports.words import No, Table, Words

NAME = "Keras"

ACTIVATIONS: Table = {
    "linear": '"linear"',
    "step": No("step_has_no_slope"),
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "relu": '"relu"',
    "leaky_relu": "keras.layers.LeakyReLU(negative_slope={negative_slope})",
    "elu": "keras.layers.ELU(alpha={alpha})",
    "selu": '"selu"',
    "gelu": "gelu",
    "silu": '"silu"',
    "mish": '"mish"',
    "softplus": '"softplus"',
    "softsign": '"softsign"',
    "hard_tanh": '"hard_tanh"',
    "hard_sigmoid": '"hard_sigmoid"',
}

FUNCTIONS = {
    "gelu": '''\
def gelu(z):
    """GELU by its usual formula with tanh, within 0.0005 of the exact one."""
    return keras.activations.gelu(z, approximate=True)''',
    "half_squared_error": '''\
def half_squared_error(t, y):
    """½ (ŷ − t)²; Keras' own mean squared error is without the ½."""
    return 0.5 * keras.ops.mean(keras.ops.square(y - t), axis=-1)''',
    "warm_up": '''\
class WarmUp(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate grows evenly to its full size, and then stays."""

    def __init__(self, learning_rate, warmup_steps):
        self.learning_rate, self.warmup_steps = learning_rate, warmup_steps

    def __call__(self, step):
        done = keras.ops.cast(step + 1, keras.config.floatx()) / self.warmup_steps
        return self.learning_rate * keras.ops.minimum(1.0, done)''',
}
"""What Keras has no name for, by the word that calls for it."""

OUTPUTS: Table = {
    "linear": '"linear"',
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "softmax": '"softmax"',
    "step": No("step_has_no_slope"),
}

LOSSES: Table = {
    "binary_crossentropy": '"binary_crossentropy"',
    "categorical_crossentropy": '"categorical_crossentropy"',
    "hinge": '"hinge"',
    "squared_error_tanh": "half_squared_error",
    "squared_error_sigmoid": "half_squared_error",
    "perceptron": No("step_has_no_slope"),
    "mean_squared_error": '"mean_squared_error"',
    "half_squared_error": "half_squared_error",
    "mean_absolute_error": '"mean_absolute_error"',
    "huber": "keras.losses.Huber(delta={delta})",
}

SCHEDULES: Table = {
    "constant": "{rate}",
    "step": """keras.optimizers.schedules.ExponentialDecay(
        {rate}, decay_steps={decay_steps}, decay_rate={decay_rate}, staircase=True
    )""",
    "exponential": """keras.optimizers.schedules.ExponentialDecay(
        {rate}, decay_steps={decay_steps}, decay_rate={decay_rate}
    )""",
    "cosine": """keras.optimizers.schedules.CosineDecay(
        {rate}, decay_steps={decay_steps}, alpha={alpha}
    )""",
    "warmup": "WarmUp({rate}, {warmup_steps})",
}

PRICES: Table = {
    "none": "",
    "l1": ", kernel_regularizer=keras.regularizers.L1({rate})",
    "l2": ", kernel_regularizer=keras.regularizers.L2({rate})",
    "l1_l2": ", kernel_regularizer=keras.regularizers.L1L2(l1={l1}, l2={l2})",
}
"""The argument of a layer whose weights cost something."""

MOMENTS = "learning_rate, beta_1={beta_1}, beta_2={beta_2}, epsilon={epsilon}"

OPTIMIZERS: Table = {
    "sgd": "keras.optimizers.SGD(learning_rate, momentum={momentum}, nesterov={nesterov}{clip})",
    "adagrad": "keras.optimizers.Adagrad(learning_rate, "
    "initial_accumulator_value={initial_accumulator}, epsilon={epsilon}**2{clip})",
    "rmsprop": "keras.optimizers.RMSprop(learning_rate, rho={rho}, epsilon={epsilon}**2{clip})",
    "adam": f"keras.optimizers.Adam({MOMENTS}{{clip}})",
    "adamw": f"keras.optimizers.AdamW(\n        {MOMENTS},\n        "
    "weight_decay={weight_decay}{clip}\n    )",
    "nadam": f"keras.optimizers.Nadam({MOMENTS}{{clip}})",
}

NOTES = {
    "adagrad": "Keras adds ε under the root, the playground after it, hence the square.",
    "rmsprop": "Keras adds ε under the root, the playground after it, hence the square.",
    "nadam": "Keras lets this momentum grow to its full size faster than the playground does.",
}
"""Where an optimizer's numbers differ a little from the engine's."""


def prepare(model: Model) -> Callable[[], str]:
    """What writes the script. Raises Invalid, naming what Keras cannot express."""
    words, training = Words(NAME), model.spec.training
    loss, optimizer, formulas = training.loss, training.optimizer, Formulas(words)
    input_terms = inputs(model, formulas)
    ops = Formulas(words, "keras.ops")
    hidden = [
        words.say(ACTIVATIONS, bend, place)
        if bend.kind in ACTIVATIONS
        else ops.say(bend, "value", place)
        for bend, place in model.activations
    ]
    for bend, place in model.activations:
        if own.is_own(bend):
            own.refuse_flat(bend, words, place)
    clip = f", global_clipnorm={optimizer.clip_norm}" if optimizer.clip_norm else ""
    text = {
        "price": words.say(PRICES, training.regularizer, "/training/regularizer"),
        "output_code": words.name(OUTPUTS, loss.output_name(), "/training/loss"),
        "loss_code": words.say(LOSSES, loss, "/training/loss"),
        "optimizer_code": words.say(OPTIMIZERS, optimizer, "/training/optimizer", clip=clip),
        "rate_code": words.say(
            SCHEDULES,
            optimizer.schedule,
            "/training/optimizer/schedule",
            rate=optimizer.learning_rate,
        ),
    }
    layers = _layers(model, words)
    words.check()
    used = [*hidden, text["loss_code"], "warm_up" if "WarmUp" in text["rate_code"] else ""]
    return partial(
        render,
        "keras.jinja",
        model,
        formulas,
        input_terms=input_terms,
        hidden=hidden,
        definitions=[
            *(FUNCTIONS[word] for word in dict.fromkeys(used) if word in FUNCTIONS),
            *([ops.text] if ops.text else []),
        ],
        optimizer_note=NOTES.get(optimizer.kind, ""),
        layers=layers,
        biased=all("use_bias" not in layer for layer in layers),
        loss_times=loss_factor(model),
        accuracy=loss.output_name() in ("sigmoid", "softmax") and not model.is_regression,
        **text,
    )


def _layers(model: Model, words: Words) -> list[str]:
    """What each layer is told of what is frozen: Keras freezes whole layers or has a layer without
    biases, and freezes no other part of one."""
    blocks = [np.zeros((len(layer.W) + 1, len(layer.b)), bool) for layer in model.trained]
    engine.mark(model.spec.training.frozen, blocks)
    told = []
    for block, first, trained in zip(blocks, model.first, model.trained):
        word = ", trainable=False" if block.all() else ""
        if block[-1].all() and not block[:-1].any() and not (first.b.any() or trained.b.any()):
            word = ", use_bias=False"
        elif block.any() and not block.all():
            words.refuse("/training/frozen", "freezes_layers")
        told.append(word)
    return told
