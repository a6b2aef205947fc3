"""A neural-network engine for teaching: a Spec in, a State out, a Frame to look at.

>>> import engine
>>> spec = engine.Spec.model_validate({
...     "data": {"kind": "xor", "n": 400},
...     "network": {"hidden_layers": [8], "activation": "tanh"},
...     "training": {"optimizer": {"kind": "sgd", "learning_rate": 0.3}},
... })
>>> state = engine.init(spec)
>>> state = engine.advance(state, epochs=60)
>>> state.history.last()["val_accuracy"] > 0.95
True
>>> engine.predict(state, [[3.0, 3.0], [-3.0, 3.0]]).round().tolist()
[[1.0], [0.0]]
"""

from engine.amend import amend, go_on, is_fresh, refit, set_weights
from engine.arrays import rounded
from engine.catalogue import catalogue, entry_of, families
from engine.datasets import Scaling
from engine.errors import (
    AmendError,
    BudgetError,
    EngineError,
    HiddenError,
    LandscapeError,
    LinkError,
    LoadError,
    TraceError,
)
from engine.fingerprint import Fingerprint, fingerprint
from engine.formulas import Node as FormulaNode
from engine.formulas import folded as folded_formula
from engine.formulas import written as written_formula
from engine.hidden import HiddenSpace, ablate, hidden_space
from engine.landscape import (
    PathPlane,
    Plane,
    axis,
    axis_over,
    landscape,
    losses_at,
    moved,
    path_plane,
    random_plane,
)
from engine.links import Link, from_tfplayground, read_tfplayground
from engine.many import Lot, advance_many, alike
from engine.minibatch import LayerBatch, Minibatch, minibatch
from engine.observe import (
    Frame,
    boundaries,
    input_maps,
    observe,
    points_of,
    predict,
    scaling_of,
    value_scaling_of,
)
from engine.parameters import Frozen, Weight, mark
from engine.report import Report, new_accuracy, report
from engine.sentences import Sentence, invalid
from engine.spec import Layer, Network, Spec, Training
from engine.standstill import standstill
from engine.state import Diverged, History, State, dump, load
from engine.trace import LayerTrace, Objective, Trace, differences, trace
from engine.train import advance, batches_per_epoch, init, next_point, training_points
from engine.update import LayerUpdate, Update

__all__ = [
    "AmendError",
    "BudgetError",
    "Diverged",
    "EngineError",
    "Fingerprint",
    "FormulaNode",
    "Frame",
    "Frozen",
    "HiddenError",
    "HiddenSpace",
    "History",
    "LandscapeError",
    "Layer",
    "LayerBatch",
    "LayerTrace",
    "LayerUpdate",
    "Link",
    "LinkError",
    "LoadError",
    "Lot",
    "Minibatch",
    "Network",
    "Objective",
    "PathPlane",
    "Plane",
    "Report",
    "Scaling",
    "Sentence",
    "Spec",
    "State",
    "Trace",
    "TraceError",
    "Training",
    "Update",
    "Weight",
    "ablate",
    "advance",
    "advance_many",
    "alike",
    "amend",
    "axis",
    "axis_over",
    "batches_per_epoch",
    "boundaries",
    "catalogue",
    "differences",
    "dump",
    "entry_of",
    "families",
    "fingerprint",
    "folded_formula",
    "from_tfplayground",
    "go_on",
    "hidden_space",
    "init",
    "input_maps",
    "invalid",
    "is_fresh",
    "landscape",
    "load",
    "losses_at",
    "mark",
    "minibatch",
    "moved",
    "new_accuracy",
    "next_point",
    "observe",
    "path_plane",
    "points_of",
    "predict",
    "random_plane",
    "read_tfplayground",
    "refit",
    "report",
    "rounded",
    "scaling_of",
    "set_weights",
    "standstill",
    "trace",
    "training_points",
    "value_scaling_of",
    "written_formula",
]
