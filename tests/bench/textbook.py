"""A network in NumPy as a textbook writes it: every result a new array, in float64."""

from __future__ import annotations

import numpy as np

import engine
from engine.arrays import Array
from engine.network import Shape
from engine.workspace import Workspace, grid_points


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
        self.workspace = Workspace([spec])
        self.epoch = 0

    def forward(self, x: Array) -> list[Array]:
        """Every layer's answer to x (n, 2); the last is a probability."""
        answers = [x]
        for w, b in zip(self.weights[:-1], self.biases[:-1], strict=True):
            answers.append(np.tanh(answers[-1] @ w + b))
        z = answers[-1] @ self.weights[-1] + self.biases[-1]
        return [*answers, 1 / (1 + np.exp(-z))]

    def step(self, x: Array, y: Array) -> None:
        """One step of gradient descent on a batch."""
        answers = self.forward(x)
        dz = (answers[-1] - y) / len(x)
        for k in reversed(range(len(self.weights))):
            dw, db = answers[k].T @ dz, dz.sum(axis=0)
            if k:
                dz = (dz @ self.weights[k].T) * (1 - answers[k] ** 2)
            self.weights[k] -= self.rate * dw
            self.biases[k] -= self.rate * db

    def train_epoch(self) -> None:
        """One epoch, in the engine's order of points."""
        examples = self.workspace.shuffled(self.epoch)
        x, y = examples[:2].T.astype(float), examples[3:].T.astype(float)
        for start in range(0, self.train, self.batch_size):
            stop = start + self.batch_size
            self.step(x[start:stop], y[start:stop])
        self.epoch += 1

    def losses(self) -> tuple[float, float]:
        """Train and test loss."""
        p = self.forward(self.x)[-1]
        losses = -(self.y * np.log(p) + (1 - self.y) * np.log(1 - p))
        return float(losses[: self.train].mean()), float(losses[self.train :].mean())

    def frame(self) -> tuple[tuple[float, float], list[Array]]:
        """An epoch, both losses, and every neuron on the grid."""
        self.train_epoch()
        return self.losses(), self.forward(self.grid)
