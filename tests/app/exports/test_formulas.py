"""Formulas are the engine's own functions: what a script says gives the very same numbers."""

from __future__ import annotations

import importlib
import inspect
import math
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pytest

from app.exports.formulas import Formulas
from app.exports.words import Words
from app.problems import Invalid
from engine.activations import Activation, Sigmoid
from engine.activations.own import OwnActivation
from engine.arrays import Array
from engine.catalogue import REGISTRIES
from engine.features import Feature

Z = np.linspace(-30, 30, 602, dtype=np.float32).reshape(2, 301)  # (outputs, n)
T = np.eye(2, dtype=np.float32)[:, np.arange(301) % 2]


def written(choice: Any, method: str) -> Any:
    """A choice's method, as a script has it."""
    words = Words("NumPy")
    formulas = Formulas(words)
    name = formulas.say(choice, method, "/here")
    words.check()
    names: dict[str, Any] = {"np": np, "math": math}
    exec(formulas.text, names)
    return names[name]


def same(choice: Any, method: str, *arguments: Any) -> None:
    """Assert that a choice's method gives the same bits in a script."""
    expected = getattr(choice, method)(*arguments)
    np.testing.assert_array_equal(written(choice, method)(*arguments), expected, strict=True)


def each(family: str) -> pytest.MarkDecorator:
    """A choice of every kind."""
    return pytest.mark.parametrize("choice", [made() for made in REGISTRIES[family]], ids=str)


@each("activations")
def test_activations_are_the_engines_own(choice: Any) -> None:
    same(choice, "value", Z)
    same(choice, "derivative", Z, choice.value(Z))


@pytest.mark.parametrize(
    "expression",
    ["max(0,z)+0.1*min(0,z)", "step(z)", "2*z", "1/(1+exp(-z))", "softplus(-z)*log(2)", "-(z-1)-2"],
)
def test_formulas_of_ones_own_are_the_engines_own(expression: str) -> None:
    choice = OwnActivation(expression=expression)
    same(choice, "value", Z / 2)
    same(choice, "derivative", Z / 2, choice.value(Z / 2))


@each("losses")
def test_losses_are_the_engines_own(choice: Any) -> None:
    same(choice, "link", Z)
    same(choice, "value", Z, T)
    same(choice, "slope", Z, T)


@each("schedules")
def test_schedules_are_the_engines_own(choice: Any) -> None:
    for step in (1, 2, 99, 100, 101, 5000, 20_000):
        same(choice, "factor", step)


@each("inputs")
def test_inputs_are_said_where_they_are_wanted(choice: Any) -> None:
    formulas = Formulas(Words("NumPy"))
    said = formulas.call(choice, "value", "/here", "x1, x2")
    assert not formulas.text
    answer = eval(said, {"np": np, "x1": Z[0], "x2": Z[1]})
    np.testing.assert_array_equal(answer, choice.value(Z[0], Z[1]))


class Ring(Feature):
    """Takes more than one line."""

    kind: Literal["ring"] = "ring"
    radius: float = 2.0

    def value(self, x1: Array, x2: Array) -> Array:
        length = np.sqrt(x1 * x1 + x2 * x2)
        return np.abs(length - self.radius)


class Stranger(Ring):
    """Has no lines that a script could have."""

    def value(self, x1: Array, x2: Array) -> Array:
        return super().value(x2, x1)


def test_a_longer_input_is_a_function_that_is_called() -> None:
    same(Ring(radius=3.0), "value", Z[0], Z[1])
    words = Words("NumPy")
    formulas = Formulas(words)
    assert formulas.call(Ring(), "value", "/here", "x1, x2") == "ring(x1, x2)"
    assert formulas.text.startswith("def ring(x1, x2, radius=2.0):\n")
    assert not words.errors
    formulas.call(Stranger(), "value", "/there", "x1, x2")
    assert [error.pointer for error in words.errors] == ["/there"]


class New(Activation):
    """An activation that is new."""

    kind: Literal["new"] = "new"
    formula = "g(z) = whatever"
    gain: ClassVar[float] = 2.5
    alpha: float = 0.5


SLOPE = -0.125


def sharpened(z: Array, power: int) -> Array:
    """z to a power."""
    # Why it is so.
    return np.asarray(
        np.sign(z) * np.abs(z) ** power  # with no brackets of its own
    )


class Involved(New):
    """Does all that a formula may."""

    def value(self, z: Array) -> Array:
        bent = SLOPE * z
        return np.asarray(
            self.gain * self._bent(bent) ** self.alpha
            + LINK.value(z)
            + sharpened(bent, power=3) * self.alpha
        )

    @staticmethod
    def _bent(z: Array) -> Array:
        return np.asarray(np.log1p(np.abs(z)) + max(0.0, SLOPE))


LINK = Sigmoid()


def test_a_formula_brings_what_it_calls() -> None:
    same(Involved(alpha=0.75), "value", Z)
    formulas = Formulas(Words("NumPy"))
    assert formulas.say(Involved(), "value", "/here") == "new"
    assert (
        formulas.text
        == '''\
SLOPE = -0.125


def new_bent(z):
    return np.log1p(np.abs(z)) + max(0.0, SLOPE)


def sigmoid(z):
    """g(z) = 1 / (1 + e⁻ᶻ)."""
    # By tanh: no exponential that could overflow, and tanh is vectorised.
    return 0.5 * np.tanh(0.5 * z) + 0.5


def sharpened(z, power):
    """z to a power."""
    # Why it is so.
    return np.sign(z) * np.abs(z) ** power


def new(z, gain=2.5, alpha=0.5):
    """g(z) = whatever."""
    bent = SLOPE * z
    return (gain * new_bent(bent) ** alpha
        + sigmoid(z)
        + sharpened(bent, power=3) * alpha)'''
    )


def test_two_of_a_kind_are_two_functions() -> None:
    formulas = Formulas(Words("NumPy"))
    names = [formulas.say(Involved(alpha=alpha), "value", "/here") for alpha in (0.5, 1.0, 0.5)]
    assert names == ["new", "new_2", "new"]


class Inherits(New):
    """Says what another one says."""

    def value(self, z: Array) -> Array:
        return super().value(z)


class Asks(New):
    """Is asked what it is."""

    def value(self, z: Array) -> Array:
        return np.asarray(z * len(str(self)))


def bent(z: Array, power: int = 2) -> Array:
    """z to a power."""
    return np.asarray(z**power)


class Relies(New):
    """Calls a function that has defaults."""

    def value(self, z: Array) -> Array:
        return bent(z)


class Overwrites(New):
    """Has a variable that is called like its hyper-parameter."""

    def value(self, z: Array) -> Array:
        alpha = 1 + self.alpha
        return z * (alpha + self.alpha)


@pytest.mark.parametrize("choice", [Inherits(), Asks(), Relies(), Overwrites()])
def test_what_would_not_mean_the_same_is_refused(choice: Activation) -> None:
    with pytest.raises(Invalid) as refused:
        written(choice, "value")
    (error,) = refused.value.errors
    assert error.pointer == "/here"
    assert error.detail.startswith("NumPy cannot express new: its formula is made of more than")


def test_lines_that_changed_since_they_were_read_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "changing.py"
    text = Path(str(inspect.getsourcefile(Sigmoid))).read_text()
    path.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    choice = importlib.import_module("changing").Sigmoid()
    path.write_text(text.replace("0.5 * np.tanh(0.5 * z) + 0.5", "0.4 * np.tanh(0.5 * z) + 0.5"))
    with pytest.raises(Invalid, match="cannot express sigmoid"):
        written(choice, "value")
    assert written(choice, "derivative")(0, 0.5) == 0.25


@pytest.mark.parametrize("library", ["torch", "keras.ops"])
def test_formulas_are_said_in_what_libraries_share(library: str) -> None:
    words = Words("another")
    formulas = Formulas(words, library)
    (gaussian,) = [each() for each in REGISTRIES["activations"] if each.name() == "gaussian"]
    assert formulas.say(gaussian, "value", "/here") == "gaussian"
    assert f"return {library}.exp(-z * z)" in formulas.text
    # Corners, conditions and what arrays of NumPy can do are not among it.
    others = [each() for each in REGISTRIES["activations"] if each.name() in CORNERED]
    for choice in others:
        assert formulas.say(choice, "value", "/here") == ""
    assert len(words.errors) == len(others) == len(CORNERED)
    assert f"what NumPy and {library} share" in words.errors[0].detail


CORNERED = ("linear", "step", "relu", "leaky_relu", "elu", "hard_tanh")
