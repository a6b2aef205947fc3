"""A network in NumPy as a textbook writes it: every result a new array, in float64."""

from __future__ import annotations

from typing import Any

import numpy as np

import engine
from engine import rng
from engine.arrays import Array
from engine.network import Shape
from engine.workspace import grid_points


class Textbook:
    """The same network, data and batches as the engine's, written plainly."""

    def __init__(self, spec: engine.Spec, resolution: int = 100):
        state = engine.init(spec)
        blocks = Shape.of(spec).blocks(state.parameters.astype(float))
        self.weights = [block[:-1].copy() for block in blocks]
        self.biases = [block[-1].copy() for block in blocks]
        x, labels, train = engine.points_of(state)
        self.x, self.y, self.train = x, labels[:, np.newaxis], train
        self.grid = grid_points(spec, resolution).T
        self.batch_size = spec.training.batch_size
        self.rate = spec.training.optimizer.learning_rate
        self.spec = spec
        self.epoch = 0
        self.shuffle()

    def forward(self, x: Array) -> list[Array]:
        """Every layer's answer to x (n, 2); the last is a probability."""
        answers = [x]
        for w, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            answers.append(np.tanh(answers[-1] @ w + b))
        z = answers[-1] @ self.weights[-1] + self.biases[-1]
        return [*answers, 1 / (1 + np.exp(-z))]

    def gradients(self, x: Array, y: Array) -> list[tuple[Array, Array]]:
        """The gradient of the mean loss of a batch: (dW, db) of each layer."""
        answers = self.forward(x)
        dz = (answers[-1] - y) / len(x)
        gradients: list[tuple[Array, Array]] = []
        for k in reversed(range(len(self.weights))):
            gradients.insert(0, (answers[k].T @ dz, dz.sum(axis=0)))
            if k:
                dz = (dz @ self.weights[k].T) * (1 - answers[k] ** 2)
        return gradients

    def shuffle(self) -> None:
        """Draw the order of this epoch's training points, which is the engine's."""
        training = self.spec.training
        self.order = rng.permutation(training.seed, "batches", self.epoch, self.train)

    def batch(self, start: int) -> tuple[Array, Array]:
        """The points and targets of one batch."""
        chosen = self.order[start : start + self.batch_size]
        return self.x[chosen], self.y[chosen]

    def train_epoch(self) -> None:
        """One epoch of gradient descent."""
        for start in range(0, self.train, self.batch_size):
            for k, (dw, db) in enumerate(self.gradients(*self.batch(start))):
                self.weights[k] -= self.rate * dw
                self.biases[k] -= self.rate * db
        self.epoch += 1
        self.shuffle()

    def measures(self) -> dict[str, Any]:
        """What a frame of the engine reports besides pictures, all from one pass over the data."""
        answers = self.forward(self.x)
        p = answers[-1]
        losses = -(self.y * np.log(p) + (1 - self.y) * np.log(1 - p))
        actual, decided = self.y[:, 0].astype(int), (p[:, 0] > 0.5).astype(int)
        right = actual == decided
        metrics, confusion = [], []
        for part in (slice(0, self.train), slice(self.train, None)):
            metrics += [losses[part].mean(), right[part].mean()]
            confusion.append(np.bincount(2 * actual[part] + decided[part], minlength=4))
        slopes = [(1 - a[: self.train] ** 2).mean(axis=0) for a in answers[1:-1]]
        following = self.gradients(*self.batch(0))
        return {
            "metrics": metrics,
            "confusion": np.reshape(confusion, (2, 2, 2)),
            "dead": [int((slope == 0).sum()) for slope in slopes],
            "saturated": [int(((slope > 0) & (slope < 0.1)).sum()) for slope in slopes],
            "weight_norms": [norm(*layer) for layer in zip(self.weights, self.biases, strict=True)],
            "gradient_norms": [norm(*layer) for layer in following],
        }

    def frame(self) -> tuple[dict[str, Any], list[Array]]:
        """An epoch, what there is to measure, and every neuron on the grid."""
        self.train_epoch()
        return self.measures(), self.forward(self.grid)


def norm(w: Array, b: Array) -> float:
    """The length of a layer's weights and biases, or of their gradient."""
    return float(np.sqrt((w**2).sum() + (b**2).sum()))
