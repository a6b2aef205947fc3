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

from engine.catalogue import catalogue
from engine.errors import AmendError, BudgetError, EngineError, LoadError
from engine.observe import Frame, observe, points_of, predict
from engine.spec import Layer, Network, Spec, Training
from engine.state import Diverged, History, State, dump, load
from engine.train import advance, amend, batches_per_epoch, init, training_points

__all__ = [
    "AmendError",
    "BudgetError",
    "Diverged",
    "EngineError",
    "Frame",
    "History",
    "Layer",
    "LoadError",
    "Network",
    "Spec",
    "State",
    "Training",
    "advance",
    "amend",
    "batches_per_epoch",
    "catalogue",
    "dump",
    "init",
    "load",
    "observe",
    "points_of",
    "predict",
    "training_points",
]
