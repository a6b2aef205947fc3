"""The ONNX graph: the trained network alone, from a point's coordinates to the answer.

It is put together in ONNX' own text form, so that the tables read like formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec

import numpy as np

from app.exports import own
from app.exports.model import Array, Model
from app.exports.words import Table, Words
from app.problems import FieldError, Invalid, NotFound
from app.sentences import say

NAME = "ONNX"
OPSET = 20  # the first with GELU
IR_VERSION = 9
LARGEST = float(np.finfo(np.float32).max)

INPUTS: Table = {
    "x1": "Identity(x1)",
    "x2": "Identity(x2)",
    "x1_squared": "Mul(x1, x1)",
    "x2_squared": "Mul(x2, x2)",
    "x1_x2": "Mul(x1, x2)",
    "sin_x1": "Sin(x1)",
    "sin_x2": "Sin(x2)",
    "cos_x1": "Cos(x1)",
    "cos_x2": "Cos(x2)",
}

ACTIVATIONS: Table = {
    "linear": "{a} = Identity({z})",
    "step": """\
{a}_zero = Constant<value_float = 0.0>()
{a}_on = GreaterOrEqual({z}, {a}_zero)
{a} = Cast<to = 1>({a}_on)""",
    "sigmoid": "{a} = Sigmoid({z})",
    "tanh": "{a} = Tanh({z})",
    "relu": "{a} = Relu({z})",
    "leaky_relu": "{a} = LeakyRelu<alpha = {negative_slope:f}>({z})",
    "elu": "{a} = Elu<alpha = {alpha:f}>({z})",
    "selu": "{a} = Selu({z})",
    "gelu": '{a} = Gelu<approximate = "tanh">({z})',
    "silu": "{a}_gate = Sigmoid({z})\n{a} = Mul({z}, {a}_gate)",
    "mish": "{a} = Mish({z})",
    "softplus": "{a} = Softplus({z})",
    "softsign": "{a} = Softsign({z})",
    "hard_tanh": """\
{a}_low = Constant<value_float = -1.0>()
{a}_high = Constant<value_float = 1.0>()
{a} = Clip({z}, {a}_low, {a}_high)""",
    "hard_sigmoid": "{a} = HardSigmoid<alpha = 0.16666667, beta = 0.5>({z})",
    "sin": "{a} = Sin({z})",
    "gaussian": "{a}_square = Mul({z}, {z})\n{a}_below = Neg({a}_square)\n{a} = Exp({a}_below)",
}

OUTPUTS: Table = {
    "linear": "answer = Identity(z)",
    "sigmoid": "answer = Sigmoid(z)",
    "tanh": "answer = Tanh(z)",
    "softmax": "answer = Softmax<axis = 1>(z)",
    "step": """\
zero = Constant<value_float = 0.0>()
on = GreaterOrEqual(z, zero)
answer = Cast<to = 1>(on)""",
}


def prepare(model: Model) -> Callable[[], bytes]:
    """What writes the graph as a file. Raises Invalid, naming what ONNX cannot express, or NotFound
    where the package that writes it is not installed."""
    text, arrays = graph(model)
    if any((abs(array) > LARGEST).any() for array in arrays.values()):
        sentence = say("beyond_float32", framework=NAME, most=LARGEST)
        raise Invalid([FieldError.at("/network/dtype", sentence)])
    if find_spec("onnx") is None:
        raise NotFound(say("no_onnx"))
    return partial(_write, text, arrays)


def _write(text: str, arrays: Mapping[str, Array]) -> bytes:
    import onnx

    made = onnx.parser.parse_model(text)
    made.graph.initializer.extend(
        onnx.numpy_helper.from_array(array.astype(np.float32), name)
        for name, array in arrays.items()
    )
    onnx.checker.check_model(made, full_check=True)
    data: bytes = made.SerializeToString()
    return data


def graph(model: Model) -> tuple[str, dict[str, Array]]:
    """The graph in ONNX' text form, and the arrays that it names."""
    words, network = Words(NAME), model.spec.network
    arrays = {
        "centre": np.array(model.scaling.centre),
        "spread": np.array(model.scaling.spread),
    }
    lines = [
        "moved = Sub(points, centre)",
        "scaled = Div(moved, spread)",
        "x1, x2 = Split<axis = 1, num_outputs = 2>(scaled)",
    ]
    for number, feature in enumerate(network.inputs):
        place = f"/network/inputs/{number}"
        if own.is_own(feature):
            lines.append(own.nodes(feature, f"input_{number}", {"x1": "x1", "x2": "x2"}))
        else:
            lines.append(f"input_{number} = {words.name(INPUTS, feature.kind, place)}")
    names = ", ".join(f"input_{number}" for number in range(len(network.inputs)))
    lines.append(f"a_0 = Concat<axis = 1>({names})")
    last = len(network.hidden_layers)
    for number, layer in enumerate(model.trained):
        z = "z" if number == last else f"z_{number + 1}"
        arrays |= {f"W_{number + 1}": layer.W, f"b_{number + 1}": layer.b}
        lines.append(f"{z} = Gemm(a_{number}, W_{number + 1}, b_{number + 1})")
        if number < last:
            bend, place = model.activations[number]
            a = f"a_{number + 1}"
            if own.is_own(bend):
                lines.append(own.nodes(bend, a, {"z": z}))
            else:
                lines.append(words.say(ACTIVATIONS, bend, place, z=z, a=a))
    lines.append(words.name(OUTPUTS, model.spec.training.loss.output_name(), "/training/loss"))
    words.check()
    header = f'<ir_version: {IR_VERSION}, opset_import: ["": {OPSET}]>'
    signature = f"network (float[n, 2] points) => (float[n, {model.outputs}] answer)"
    body = "\n".join(lines)
    return f"{header}\n{signature}\n{{\n{body}\n}}\n", arrays
