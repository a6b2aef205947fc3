"""The formats by name: what each is called, how it is written and what kind of file it makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

import engine
from app.exports import keras_script, numpy_script, onnx_graph, sklearn_script, torch_script
from app.exports.model import Model
from app.exports.saved import Fingerprints, Saved
from app.problems import FieldError, Invalid, NotFound, Problem
from app.sentences import say

SCRIPT = "text/x-python; charset=utf-8"


@dataclass(frozen=True)
class Format:
    """One way to take a run away."""

    name: str
    title: str
    suffix: str
    media_type: str
    prepare: Callable[[engine.State, Fingerprints], Callable[[], str | bytes]]
    """What writes a run, once it is called. Raises Invalid for a spec that the format cannot
    express, which is soon known; ten thousand points take their time."""

    @np.errstate(all="ignore")
    def write(self, state: engine.State, fingerprints: Fingerprints = ()) -> str | bytes:
        """A run in this format, and what it was trained under, where there is a place for it.
        Raises Invalid for a spec that it cannot express."""
        return self.prepare(state, fingerprints)()

    @property
    def file_name(self) -> str:
        """What a browser calls the file."""
        return f"network-{self.name}.{self.suffix}"

    @property
    def is_script(self) -> bool:
        """Whether it is a text to read, and to copy."""
        return self.media_type == SCRIPT

    @np.errstate(all="ignore")
    def refusal(self, state: engine.State) -> list[engine.Sentence]:
        """Why a run cannot be written in this format; nothing if it can."""
        try:
            self.prepare(state, ())
        except Invalid as refused:
            said = {error.detail: error.sentence for error in refused.errors}
            return list(said.values())
        except Problem as refused:
            return [refused.sentence]
        return []


def _script(name: str, title: str, prepare: Callable[[Model], Callable[[], str]]) -> Format:
    def prepare_model(state: engine.State, _: Fingerprints) -> Callable[[], str]:
        model = Model(state)
        if (model.value_centre, model.value_spread) != (0, 1):
            # It would answer rightly, but learn otherwise when it trains again.
            sentence = say("values_scaled", framework=title)
            raise Invalid([FieldError.at("/data/value_scaling", sentence)])
        return prepare(model)

    return Format(name, title, "py", SCRIPT, prepare_model)


def _json(state: engine.State, fingerprints: Fingerprints) -> str:
    return json.dumps(Saved.of(state, fingerprints).model_dump(mode="json"), allow_nan=False)


FORMATS = {
    made.name: made
    for made in (
        _script("keras", "Keras", keras_script.prepare),
        _script("pytorch", "PyTorch", torch_script.prepare),
        _script("sklearn", "scikit-learn", sklearn_script.prepare),
        _script("numpy", "NumPy", numpy_script.prepare),
        Format("json", "JSON", "json", "application/json", lambda *run: partial(_json, *run)),
        Format(
            "npz",
            "NumPy archive",
            "npz",
            "application/octet-stream",
            lambda state, _: partial(engine.dump, state),
        ),
        Format(
            "onnx",
            "ONNX",
            "onnx",
            "application/octet-stream",
            lambda state, _: onnx_graph.prepare(Model(state)),
        ),
    )
}


def find(name: str) -> Format:
    """The format of that name. Raises NotFound, naming those there are."""
    if name not in FORMATS:
        raise NotFound(say("no_such_format", known=", ".join(FORMATS)))
    return FORMATS[name]
