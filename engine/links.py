"""A playground.tensorflow.org link becomes a Spec with the same points and first weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

from engine.datasets.playground import Shape, drawn
from engine.errors import LinkError
from engine.sentences import Sentence, say
from engine.spec import Spec

INPUTS = {
    "x": "x1",
    "y": "x2",
    "xSquared": "x1_squared",
    "ySquared": "x2_squared",
    "xTimesY": "x1_x2",
    "sinX": "sin_x1",
    "sinY": "sin_x2",
}
"""In the order in which that page feeds them."""
LOOKS = {
    "showTestData",
    "discretize",
    "collectStats",
    "hideText",
    "tutorial",
    "numHiddenLayers",
}
"""Keys about that page's looks, or that say again what another key says."""
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear")
MOST = 1000
"""Units of a layer, or points of a batch."""


@dataclass(frozen=True)
class Link:
    """A link as it was understood, and what of it was not."""

    spec: Spec
    notes: tuple[Sentence, ...]
    """One sentence for each part that is left out here."""


def from_tfplayground(url: str) -> Spec:
    """The Spec of a playground.tensorflow.org link: points and first weights are the same to the
    bit, and it trains to the same losses. What a link leaves out has that page's defaults.

    Raises LinkError when it is no such link or a value in it makes no sense.
    """
    return read_tfplayground(url).spec


def read_tfplayground(url: str) -> Link:
    """As `from_tfplayground`, with notes for a person on what could not be taken over."""
    try:
        parts = urlsplit(url.strip())
        ours = parts.hostname == "playground.tensorflow.org"
    except ValueError:  # brackets that hold no address
        ours = False
    if not ours:
        raise LinkError(say("link_foreign"))
    pairs = parse_qsl(parts.fragment, keep_blank_values=True)
    # What is left blank is left out, but for a network without hidden layers.
    given = {key: value for key, value in pairs if value.strip() or key == "networkShape"}
    regression = given.get("problem", "classification") == "regression"
    dataset = given.get("regDataset", "reg-plane") if regression else given.get("dataset", "circle")
    if dataset not in get_args(Shape) or dataset.startswith("reg-") != regression:
        raise LinkError(say("link_data", data=dataset))
    noise = _number(given, "noise", 0, 50) / 100
    seed = given.get("seed", "0.59704")
    share = _number(given, "percTrainData", 50, 100)
    hidden = [text for text in given.get("networkShape", "4,2").split(",") if text]
    activation = given.get("activation", "tanh")
    if activation not in ACTIVATIONS:
        raise LinkError(say("link_activation", activation=activation))
    inputs = [ours for key, ours in INPUTS.items() if _flag(given, key, default=key in ("x", "y"))]
    _, taken = drawn(dataset, seed, noise)
    spec: dict[str, Any] = {
        "data": {
            "kind": "tfplayground",
            "dataset": dataset,
            "link_seed": seed,
            "noise": noise,
            "test_fraction": round(1 - share / 100, 10),
        },
        "network": {
            "inputs": inputs or ["x1", "x2"],
            "hidden_layers": [_whole(text, "networkShape") for text in hidden],
            "activation": activation,
            "initializer": {"kind": "tfplayground", "link_seed": seed, "skip": taken}
            if not _flag(given, "initZero", default=False)
            else "zeros",
            "dtype": "float64",
        },
        "training": {
            "loss": "half_squared_error" if regression else "squared_error_tanh",
            "optimizer": {"kind": "sgd", "learning_rate": _number(given, "learningRate", 0.03, 10)},
            "regularizer": _regularizer(given),
            "batch_size": _whole(given.get("batchSize", "10"), "batchSize"),
            "shuffle": False,
        },
    }
    try:
        return Link(Spec.model_validate(spec), tuple(_notes(given, inputs)))
    except ValueError as error:
        raise LinkError(say("link_value")) from error


def _notes(given: dict[str, str], inputs: list[str]) -> list[Sentence]:
    known = {
        *INPUTS,
        *LOOKS,
        "activation",
        "batchSize",
        "dataset",
        "initZero",
        "learningRate",
        "networkShape",
        "noise",
        "percTrainData",
        "problem",
        "regDataset",
        "regularization",
        "regularizationRate",
        "seed",
    }
    notes = []
    unknown = sorted(
        key
        for key, value in given.items()
        if key not in known and not key.endswith("_hide") and value != "false"
    )
    if unknown:
        notes.append(say("link_left_out", names=", ".join(unknown)))
    if not inputs:
        notes.append(say("link_no_input"))
    return notes


def _regularizer(given: dict[str, str]) -> dict[str, Any] | str:
    kind, rate = given.get("regularization", "none"), _number(given, "regularizationRate", 0, 20)
    if rate == 0 or kind not in ("L1", "L2"):
        return "none"
    # Its L2 costs ½ λ w², ours λ w².
    return {"kind": "l1", "rate": rate} if kind == "L1" else {"kind": "l2", "rate": rate / 2}


def _flag(given: dict[str, str], key: str, *, default: bool) -> bool:
    return given[key] != "false" if key in given else default


def _number(given: dict[str, str], key: str, default: float, most: float) -> float:
    try:
        value = float(given.get(key, default))
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise LinkError(say("link_number", key=key, most=most))
    return value


def _whole(text: str, key: str) -> int:
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= MOST:
        raise LinkError(say("link_whole_number", key=key, most=MOST))
    return int(text)
