"""Formulas of a person's own, put from their trees into the words of each library. What was typed
never enters a script: only what was understood of it does."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import engine
from app.exports.words import Words
from app.sentences import say

NUMPY = {
    "abs": "np.abs({})", "atan": "np.arctan({})", "cos": "np.cos({})", "exp": "np.exp({})",
    "log": "np.log({})", "max": "np.maximum({}, {})", "min": "np.minimum({}, {})",
    "sigmoid": "0.5 * np.tanh(0.5 * {}) + 0.5", "sign": "np.sign({})", "sin": "np.sin({})",
    "softplus": "np.logaddexp(0.0, {})", "sqrt": "np.sqrt({})", "step": "np.heaviside({}, 1.0)",
    "tan": "np.tan({})", "tanh": "np.tanh({})", "pick": "np.where({} > {}, {}, {})",
}  # fmt: skip

TORCH = {
    "abs": "torch.abs({})", "atan": "torch.atan({})", "cos": "torch.cos({})",
    "exp": "torch.exp({})", "log": "torch.log({})", "max": "torch.maximum({}, {})",
    "min": "torch.minimum({}, {})", "sigmoid": "torch.sigmoid({})", "sign": "torch.sign({})",
    "sin": "torch.sin({})", "softplus": "nn.functional.softplus({}, threshold=30)",
    "sqrt": "torch.sqrt({})", "step": "({} >= 0).to(z.dtype)", "tan": "torch.tan({})",
    "tanh": "torch.tanh({})",
    # Of a number and an array.
    "max number": "torch.clamp({1}, min={0})", "min number": "torch.clamp({1}, max={0})",
}  # fmt: skip

KERAS = {
    "abs": "keras.ops.abs({})", "atan": "keras.ops.arctan({})", "cos": "keras.ops.cos({})",
    "exp": "keras.ops.exp({})", "log": "keras.ops.log({})", "max": "keras.ops.maximum({}, {})",
    "min": "keras.ops.minimum({}, {})", "sigmoid": "keras.ops.sigmoid({})",
    "sign": "keras.ops.sign({})", "sin": "keras.ops.sin({})",
    "softplus": "keras.ops.softplus({})", "sqrt": "keras.ops.sqrt({})",
    "step": "keras.ops.cast({} >= 0, z.dtype)", "tan": "keras.ops.tan({})",
    "tanh": "keras.ops.tanh({})",
}  # fmt: skip

LIBRARIES = {"np": NUMPY, "torch": TORCH, "keras.ops": KERAS}
SIGNS = {
    "+": "{} + {}",
    "-": "{} - {}",
    "*": "{} * {}",
    "/": "{} / {}",
    "neg": "-{}",
    "^": "{}**{}",
}
"""What all of them write alike."""
ONNX = {
    "+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "neg": "Neg", "^": "Pow", "abs": "Abs",
    "atan": "Atan", "cos": "Cos", "exp": "Exp", "log": "Log", "max": "Max", "min": "Min",
    "sigmoid": "Sigmoid", "sign": "Sign", "sin": "Sin", "softplus": "Softplus", "sqrt": "Sqrt",
    "tan": "Tan", "tanh": "Tanh",
}  # fmt: skip


def is_own(choice: Any) -> bool:
    """Whether a choice is a formula of a person's own."""
    return isinstance(getattr(choice, "tree", None), engine.FormulaNode)


def expression(choice: Any, library: str, method: str = "value") -> str:
    """The formula, or its slope, as an expression of its names; the slope may use a = g(z)."""
    tree: engine.FormulaNode = choice.tree if method == "value" else choice.slope
    templates = LIBRARIES[library]

    def put(node: engine.FormulaNode, parts: list[str]) -> str:
        if node.is_number:
            is_short = node.value.is_integer() and abs(node.value) < 1e6
            return repr(int(node.value) if is_short else node.value)
        if node.op == "name":
            return node.name
        number = f"{node.op} number"
        if number in templates and any(part.is_number for part in node.args):
            ordered = sorted(zip(node.args, parts), key=lambda pair: not pair[0].is_number)
            return templates[number].format(*(text for _, text in ordered))
        if node.op == "pick" and all(part.is_number for part in node.args[2:]):
            # Of two numbers NumPy would make the most precise there are.
            parts[2] = f"z.dtype.type({parts[2]})"
        return (SIGNS | templates)[node.op].format(*parts)

    # NumPy's sigmoid is a sum, with a product in it.
    levels, needs = ({"sigmoid": 1}, {"sigmoid": (3,)}) if library == "np" else ({}, {})
    return engine.written_formula(engine.folded_formula(tree), put, levels, needs)


def function(choice: Any, library: str, method: str, name: str, arguments: str) -> str:
    """The formula, or its slope, as a function of that name."""
    said = expression(choice, library, method)
    tree = choice.tree if method == "value" else choice.slope
    if not tree.names:
        said = f"np.full_like(z, {said})"
    about = choice.drawn()["formula" if method == "value" else "derivative"]
    doc = textwrap.fill(f'"""{about}."""', 96, initial_indent="    ", subsequent_indent="    ")
    # Lines begin with a sign, or with what follows a comma.
    tied = re.sub(r"(?<= [-+*/]) | (?=>=|>)|(?<=>|=) ", "\u00a0", said)
    lines = textwrap.wrap(tied, 88, break_long_words=False, break_on_hyphens=False)
    lines = [line.replace("\u00a0", " ") for line in lines]
    body = f"    return {said}"
    if len(lines) > 1:
        body = "\n".join(["    return (", *(f"        {line}" for line in lines), "    )"])
    return f"def {name}({arguments}):\n{doc}\n{body}"


def nodes(choice: Any, out: str, given: Mapping[str, str]) -> str:
    """The formula as nodes of an ONNX graph: from what is given for its names to `out`."""
    tree = engine.folded_formula(choice.tree)
    said, lines = {}, []
    for k, node in enumerate(tree.parts()):
        name = said[node] = out if node == tree else f"{out}_part_{k}"
        args = ", ".join(said[part] for part in node.args)
        if node.is_number:
            lines.append(f"{name} = Constant<value_float = {node.value:.9e}>()")
        elif node.op == "name":
            lines.append(f"{name} = Identity({given[node.name]})")
        elif node.op == "step":
            lines += [
                f"{name}_zero = Constant<value_float = 0.0>()",
                f"{name}_on = GreaterOrEqual({args}, {name}_zero)",
                f"{name} = Cast<to = 1>({name}_on)",
            ]
        else:
            lines.append(f"{name} = {ONNX[node.op]}({args})")
    return "\n".join(lines)


def refuse_flat(choice: Any, words: Words, pointer: str) -> None:
    """A formula whose slope is 0 all over is a step to a framework that learns by slopes."""
    if choice.slope.is_number and choice.slope.value == 0:
        words.refuse(pointer, "cannot_express", kind=choice.kind, reason=say("step_has_no_slope"))
