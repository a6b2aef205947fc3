"""A network in NumPy as a textbook writes it: formula by formula, every result a new array, in
float64."""

from __future__ import annotations

import numpy as np

import engine
from engine import rng
from engine.arrays import Array
from engine.network import Shape
from engine.workspace import grid_points


class Textbook:
    """The same network, data and batches as the engine's, written plainly."""

    def __init__(self, spec: engine.Spec):
        state = engine.init(spec)
        blocks = Shape.of(spec).blocks(state.parameters.astype(float))
        self.weights = [block[:-1].copy() for block in blocks]
        self.biases = [block[-1].copy() for block in blocks]
        self.activations = [np.tanh] * (len(blocks) - 1) + [sigmoid]
        x, labels, train = engine.points_of(state)
        self.x, self.y, self.train = x, labels[:, np.newaxis], train
        self.grid = grid_points(spec, 100).T
        self.batch_size = spec.training.batch_of(self.train)
        self.rate = spec.training.optimizer.learning_rate
        self.spec = spec
        self.epoch = 0
        self.shuffle()

    def forward(self, x: Array) -> tuple[list[Array], list[Array]]:
        """Every layer's a for x (n, 2), the first x, the last a probability; every layer's z."""
        answers, sums = [x], []
        for w, b, g in zip(self.weights, self.biases, self.activations, strict=True):
            sums.append(answers[-1] @ w + b)
            answers.append(g(sums[-1]))
        return answers, sums

    def gradients(self, x: Array, y: Array) -> list[tuple[Array, Array]]:
        """The gradient of the mean loss of a batch: (dW, db) of each layer."""
        answers, sums = self.forward(x)
        dz = (answers[-1] - y) / len(x)
        gradients: list[tuple[Array, Array]] = []
        for k in reversed(range(len(self.weights))):
            gradients.insert(0, (answers[k].T @ dz, dz.sum(axis=0)))
            if k:
                dz = (dz @ self.weights[k].T) * slope(sums[k - 1])
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

    def measures(self) -> list[float]:
        """What a frame of the engine reports besides pictures: the losses, the accuracies and the
        confusion matrices of training and test points, how many units of each layer are dead and
        saturated, the lengths of each layer's weights and of its next gradient."""
        losses, accuracies, confusion = [], [], []
        passes = [self.forward(x) for x in np.split(self.x, [self.train])]
        for ((*_, p), _), y in zip(passes, np.split(self.y, [self.train]), strict=True):
            actual, decided = y[:, 0].astype(int), (p[:, 0] > 0.5).astype(int)
            losses.append(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())
            accuracies.append((actual == decided).mean())
            confusion += np.bincount(2 * actual + decided, minlength=4).tolist()
        _, sums = passes[0]
        slopes = [slope(z).mean(axis=0) for z in sums[:-1]]
        return [
            *losses,
            *accuracies,
            *confusion,
            *(int((each == 0).sum()) for each in slopes),
            *(int(((each > 0) & (each < 0.1)).sum()) for each in slopes),
            *(norm(w, b) for w, b in zip(self.weights, self.biases, strict=True)),
            *(norm(dw, db) for dw, db in self.gradients(*self.batch(0))),
        ]

    def frame(self) -> tuple[list[float], list[Array]]:
        """An epoch, what there is to measure, and every neuron on the grid, the last of which is
        the answer."""
        self.train_epoch()
        neurons, _ = self.forward(self.grid)
        return self.measures(), neurons


def sigmoid(z: Array) -> Array:
    """1 / (1 + e⁻ᶻ)."""
    return np.asarray(1 / (1 + np.exp(-z)))


def slope(z: Array) -> Array:
    """The derivative of tanh."""
    return np.asarray(1 - np.tanh(z) ** 2)


def norm(w: Array, b: Array) -> float:
    """The length of a layer's weights and biases, or of their gradient."""
    return float(np.sqrt((w**2).sum() + (b**2).sum()))
