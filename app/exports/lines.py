"""The lines of a function of the engine, read from its source and put as a script has them."""

from __future__ import annotations

import ast
import builtins
import inspect
import math
import textwrap
from functools import cache
from itertools import accumulate
from types import CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel

if TYPE_CHECKING:
    from app.exports.formulas import Formulas

SAME = {"abs", "arctan", "cos", "exp", "expm1", "log1p", "sin", "sinh", "sqrt", "square", "tanh"}
"""What PyTorch and Keras call as NumPy does, and know the slope of."""


class UnreadableError(Exception):
    """The lines would not say the same in a script."""


class Lines(ast.NodeVisitor):
    """The lines of one function as a script has them: a hyper-parameter, `self.alpha`, is an
    argument with its value, and what is called from elsewhere is a formula of its own."""

    def __init__(self, formulas: Formulas, function: Any, owner: Any) -> None:
        self._formulas, self._function, self._owner = formulas, function, owner
        plain = getattr(function, "__func__", function)
        self._elsewhere = vars(builtins) | plain.__globals__
        self._source, self._node = _read(plain)
        self._starts = [0, *accumulate(map(len, self._source.splitlines(keepends=True)))]
        self._edits: list[tuple[int, int, bytes]] = []
        self._hyper_parameters: dict[str, str] = {}
        parts = list(ast.walk(self._node))
        self._local = {each.arg for each in parts if isinstance(each, ast.arg)} | {
            each.id
            for each in parts
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        self._given = [each.arg for each in self._node.args.args]
        self._self = self._given.pop(0) if isinstance(function, MethodType) else ""
        for statement in self._node.body:
            self.visit(statement)

    @property
    def arguments(self) -> str:
        """What stands in the brackets of its first line."""
        bound = [f"{name}={value}" for name, value in self._hyper_parameters.items()]
        return ", ".join(self._given + bound)

    @property
    def body(self) -> str:
        """What stands below its first line, but for a docstring."""
        annotated = [*self._node.args.args, self._node.returns]
        first = max(each.end_lineno or 0 for each in annotated if each)
        if ast.get_docstring(self._node):
            first = self._node.body[0].end_lineno or 0
        edited = self._source
        for start, end, words in sorted(self._edits, reverse=True):
            edited = edited[:start] + words + edited[end:]
        return edited[self._starts[first] :].decode().rstrip()

    @property
    def is_expression(self) -> bool:
        """Whether it does nothing but return what it has in one line."""
        return len(self._node.body) == 1 and self.body.count("\n") == 0

    def text(self, name: str) -> str:
        """The function by this name."""
        doc = _doc(self._function, self._owner)
        lines = [textwrap.indent(f'"""{doc}"""', " " * 4)] if doc else []
        return "\n".join([f"def {name}({self.arguments}):", *lines, self.body])

    def visit_Return(self, node: ast.Return) -> None:
        """An array is returned as it is: the engine's `np.asarray` is for the types."""
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr="asarray"), args=[only]):
                wraps = only.lineno != only.end_lineno
                self._edit(self._start(node.value), self._start(only), "(" if wraps else "")
                self._edit(self._end(only), self._end(node.value), ")" if wraps else "")
                self.visit(only)
            case _:
                self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """What belongs to a choice has a name of its own in a script."""
        owner = self._meant(node.value)
        if isinstance(owner, BaseModel):
            self._say(node, getattr(owner, node.attr), owner)
        elif self._formulas.library == "np":
            self.generic_visit(node)
        elif owner is np and node.attr in SAME:
            self._edit(self._start(node), self._end(node), f"{self._formulas.library}.{node.attr}")
        else:
            raise UnreadableError

    def visit_Name(self, node: ast.Name) -> None:
        """So has what comes from outside of the function."""
        if node.id not in self._local or node.id == self._self:
            self._say(node, self._meant(node))

    def visit_Compare(self, node: ast.Compare) -> None:
        """Elsewhere, what depends on a condition has no slope to follow."""
        if self._formulas.library != "np":
            raise UnreadableError
        self.generic_visit(node)

    def _meant(self, node: ast.expr) -> Any:
        """What a name, or what belongs to a choice, stands for; None where only a run can tell."""
        match node:
            case ast.Name(id=name) if name == self._self:
                return self._owner
            case ast.Name(id=name) if name not in self._local:
                return self._elsewhere.get(name)
            case ast.Attribute(value=value, attr=name):
                owner = self._meant(value)
                return getattr(owner, name) if isinstance(owner, BaseModel) else None
            case _:
                return None

    def _say(self, node: ast.Name | ast.Attribute, meant: Any, owner: Any = None) -> None:
        said = node.id if isinstance(node, ast.Name) else node.attr
        if self._formulas.library == "np" and meant is SCRIPTS_OWN.get(said, self):
            return
        if isinstance(meant, FunctionType | MethodType):
            # What stands in no class is the same whoever has it.
            word = self._formulas.name(meant, owner if "." in meant.__qualname__ else None)
        elif isinstance(meant, int | float) and owner is not None:
            word = said
            self._hyper_parameters[word] = repr(meant)
        elif isinstance(meant, int | float):
            word = self._formulas.constant(said, meant)
        else:
            raise UnreadableError
        if word in self._local:
            raise UnreadableError
        self._edit(self._start(node), self._end(node), word)

    def _edit(self, start: int, end: int, words: str) -> None:
        self._edits.append((start, end, words.encode()))

    def _start(self, node: ast.expr) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr) -> int:
        return self._starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)


SCRIPTS_OWN: dict[str, object] = {"np": np, "math": math} | {
    each.__name__: each for each in (abs, float, int, len, max, min, range, round, sum)
}
"""What a script says by the same names as the engine."""


@cache
def _read(function: FunctionType) -> tuple[bytes, ast.FunctionDef]:
    """The lines of a function, and their grammar."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
        (node,) = ast.parse(source).body
        compiled = compile(source, "", "exec").co_consts
    except (OSError, SyntaxError) as error:
        raise UnreadableError from error
    # The file may have changed since it was imported.
    if not any(_alike(each, function.__code__) for each in compiled):
        raise UnreadableError
    if not isinstance(node, ast.FunctionDef):
        raise UnreadableError
    if any((node.args.defaults, node.args.kwonlyargs, node.args.vararg, node.args.kwarg)):
        raise UnreadableError
    return source.encode(), node


def _alike(one: object, other: CodeType) -> bool:
    """Whether both are made of the same numbers and names. (The code of calls also depends on a
    module's imports.)"""
    return isinstance(one, CodeType) and all(
        getattr(one, part) == getattr(other, part)
        for part in ("co_name", "co_consts", "co_names", "co_varnames")
    )


def _doc(function: Any, owner: Any) -> str:
    """What to say of a function: its formula, where it has one."""
    formulas = {"value": "formula", "derivative": "derivative_formula"}
    formula = getattr(owner, formulas.get(function.__name__, ""), "")
    return f"{formula}." if formula else (inspect.getdoc(function) or "").partition("\n\n")[0]
