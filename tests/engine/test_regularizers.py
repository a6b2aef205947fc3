"""The end of training with L1 is the least of loss + λ Σ |w|, whatever leads there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from tests.engine.specs import kinds

NEAR = 0.02
INPUTS = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2"]
GENTLE: dict[str, Any] = {"kind": "sgd", "learning_rate": 0.01}
WAYS: dict[str, dict[str, Any]] = {
    **{kind: {"kind": kind} for kind in kinds("optimizers")},
    "momentum": GENTLE | {"momentum": 0.9},
    "nesterov": GENTLE | {"momentum": 0.9, "nesterov": True},
    "clipped": GENTLE | {"clip_norm": 0.1},
    "clipped adam": {"kind": "adam", "clip_norm": 0.1},
    "clipped momentum": GENTLE | {"momentum": 0.9, "clip_norm": 0.1},
    "cosine": {"kind": "adam", "schedule": {"kind": "cosine", "decay_steps": 2500}},
}


def measured() -> tuple[Any, Any]:
    """Points x (n, 2) and values y (n,), most of which a few of the inputs explain."""
    random = np.random.default_rng(3)
    x = random.normal(size=(60, 2))
    strays = 0.2 * random.normal(size=60)
    return x, x[:, 0] - 0.1 * x[:, 1] + 0.5 * x[:, 0] * x[:, 1] + 0.3 + strays


def lasso(X: Any, y: Any, price: float) -> Any:
    """The weights that make mean (Xw + b − y)² + price Σ |w| least, found one after the other."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(500):
        b = (y - X @ w).mean()
        for j, column in enumerate(X.T):
            pull = 2 * (column * (y - b - X @ w + column * w[j])).mean()
            w[j] = np.sign(pull) * max(abs(pull) - price, 0) / (2 * (column * column).mean())
    return w


@pytest.mark.parametrize("price", [0.1, 0.5])
@pytest.mark.parametrize("way", WAYS)
def test_l1_ends_where_lasso_does(way: str, price: float) -> None:
    x, y = measured()
    spec = engine.Spec.model_validate(
        {
            "data": {
                "kind": "points",
                "points": np.column_stack([x, y]).tolist(),
                "class_names": [],
            },
            "network": {"hidden_layers": [], "inputs": INPUTS},
            "training": {
                "loss": "mean_squared_error",
                "optimizer": WAYS[way],
                "regularizer": {"kind": "l1", "rate": price},
                "batch_size": len(y),
            },
        }
    )
    state = engine.advance(engine.init(spec), epochs=3000)
    weights = state.parameters[: len(INPUTS)]
    columns = [x[:, 0], x[:, 1], x[:, 0] ** 2, x[:, 1] ** 2, x[:, 0] * x[:, 1]]
    least = lasso(np.column_stack(columns), y, price)
    np.testing.assert_allclose(weights, least, atol=NEAR)
    assert (weights == 0).tolist() == (least == 0).tolist()
