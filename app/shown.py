"""What there is to see of a run, as it goes over the wire."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Boundary(BaseModel):
    """The network's answer over the domain, on a grid whose row 0 is the lowest x2."""

    epoch: int
    step: int
    metrics: dict[str, float | None]
    domain: tuple[tuple[float, float], tuple[float, float]]
    range: tuple[float, float]
    """The answers at the two ends of the colour scale; what lies beyond is cut."""
    boundary: dict[str, str]
    """(outputs, rows, columns) as a Plotly typed array."""
    boundary_range: tuple[float, float]
    """The answers that its 0 and its 255 stand for: value = first + u / 255 · (last − first)."""


class Picture(BaseModel):
    """What there is to see of a run at one moment, as a frame event has it; of the parts that were
    asked for."""

    epoch: int
    step: int
    metrics: dict[str, float | None]
    exact: bool
    """Whether it is what was asked for, to the bit. Workers of another kernel may count otherwise:
    then it is the nearest state before it that was kept."""
    domain: tuple[tuple[float, float], tuple[float, float]] | None = None
    range: tuple[float, float] | None = None
    boundary_range: tuple[float, float] | None = None
    boundary: dict[str, str] | None = None
    scales: list[float | None] | None = None
    maps: dict[str, str] | None = None
    weights: list[dict[str, str]] | None = None
    weight_norms: list[float | None] | None = None
    gradient_norms: list[float | None] | None = None
    dead: list[int] | None = None
    saturated: list[int] | None = None
    confusion: list[list[list[int]]] | list[list[int]] | None = None


class LayerBatch(BaseModel):
    """What the points of the next update do in one layer."""

    z: list[float | None]
    a: list[float | None]
    """The means over the batch."""
    dW: list[list[float | None]]  # noqa: N815
    """∂loss/∂W of the batch's mean loss, a row for each input."""
    db: list[float | None]


class Minibatch(BaseModel):
    """The points of one update. Points are numbers of training points, as `/data` has them."""

    epoch: int
    step: int
    number: int
    """How many updates of the epoch were made, one that is under way included; 0 between two
    epochs."""
    count: int
    """How many updates an epoch has."""
    taken: list[int]
    """The points of the last update."""
    next: list[int]
    """The points of the next one, of which the following is."""
    loss: float | None
    layers: list[LayerBatch]


class Path(BaseModel):
    """The way that training took, in the plane of its two principal components; column by column,
    from its beginning to the network itself."""

    epoch: list[int | None]
    """The epoch of each moment; null where it stands between two."""
    x: list[float]
    y: list[float]
    distance: list[float]
    """How far each is from the plane in truth, in the units of x and y."""
    loss: list[float]
    """The loss of each itself, and not of its place in the plane."""
    shares: tuple[float, float]
    """The shares of the path's variance along x and along y."""


class Centre(BaseModel):
    """Where in a landscape the network itself is."""

    row: int
    column: int
    loss: float
    """The loss that the run reports, to the bit."""


class Landscape(BaseModel):
    """The loss on a plane of weights through those of a run: the mean over points, as the run
    reports it, without the penalty of a regularizer and without dropout."""

    epoch: int
    step: int
    of: Literal["random", "path"]
    seed: int | None
    """Of the random directions."""
    loss: Literal["train", "test"]
    points: int
    """How many points each loss is the mean of."""
    evaluated: int
    """How many losses were reckoned, none of which is made up in between."""
    x: list[float]
    """Of random directions, 1 is as far as each neuron's own weights are long; of a path, a length
    in the space of weights and biases."""
    y: list[float]
    losses: list[list[float]]
    """A row for each y, the lowest first."""
    centre: Centre
    path: Path | None
    origin: dict[str, str]
    """The weights and biases of the network, layer by layer as `weights` of a picture, as one
    Plotly typed array (p)."""
    directions: dict[str, str]
    """The directions of x and y, (2, p): a network's place is where its weights less the origin
    lie along them."""


class HiddenPlane(BaseModel):
    """How a hidden layer's answers are seen in a plane."""

    layer: int
    """0 is the first hidden layer."""
    units: tuple[int, int] | None
    """The units whose answers x and y are; null: x and y are principal components."""
    shares: tuple[float, float]
    """The shares of the variance of the layer's answers to the training points along x and y."""
    is_exact: bool
    """Whether the plane is all there is, as of two units. Otherwise regions are those of the plane
    through the mean answer, and points lie beside it."""
    domain: tuple[tuple[float, float], tuple[float, float]]
    """The stretches of x and y that regions are over."""
    range: tuple[float, float]
    """The answers at the two ends of the colour scale."""
    regions_range: tuple[float, float]
    """The answers that 0 and 255 of `hidden_regions` stand for."""


class Hidden(BaseModel):
    """Where a hidden layer puts the points and the plane, and what follows makes of that; arrays
    are Plotly typed arrays."""

    epoch: int
    step: int
    hidden: HiddenPlane
    hidden_train: dict[str, str]
    """Where the training points lie, (2, n), in the order of the data."""
    hidden_test: dict[str, str]
    """Where the test points lie, (2, n)."""
    hidden_grid: dict[str, str]
    """Where an even grid over the domain of the data is bent to, (2, rows, columns)."""
    hidden_regions: dict[str, str]
    """The rest of the network's answers over the plane, (outputs, rows, columns), from the lowest
    row."""


class ClassFigures(BaseModel):
    """How well a class is told from the others; null where there is no such share."""

    precision: float | None
    recall: float | None
    f1: float | None
    support: int
    """How many points it has."""


class Roc(BaseModel):
    """The ROC curve of class 1, as the threshold falls."""

    false_positive_rate: list[float]
    true_positive_rate: list[float]
    thresholds: list[float | None]
    """Null first: no answer counts as class 1."""
    auc: float


class Reliability(BaseModel):
    """Of ten equal stretches of the answered probability of class 1."""

    counts: list[int]
    mean: list[float | None]
    """The mean probability that was answered."""
    share: list[float | None]
    """The share of the points that are of class 1."""


class ValueFigures(BaseModel):
    """How far answers are from a real value, in its own units."""

    r2: float | None
    mean_absolute_error: float | None
    root_mean_squared_error: float | None


class PointFigures(BaseModel):
    """Every point's answer, in the order of the data."""

    answers: list[list[float | None]]
    """A list of outputs for each."""
    losses: list[float | None]
    decisions: list[int] | None
    """The number of the class that it is taken for; null for real values."""
    residuals: list[list[float | None]] | None
    """What each value is beyond its answer; null for classes."""


class SideFigures(BaseModel):
    """Figures of the training points, or of the test points."""

    n: int
    loss: float
    accuracy: float | None
    classes: list[ClassFigures] | None
    macro: ClassFigures | None
    """The plain mean over classes."""
    roc: Roc | None
    """Of two classes that both have points."""
    reliability: Reliability | None
    """Of two classes, where answers are probabilities."""
    values: list[ValueFigures] | None
    points: PointFigures | None
    """If they were asked for."""


class Report(BaseModel):
    """Figures beyond loss and accuracy, as scikit-learn has them."""

    epoch: int
    step: int
    train: SideFigures
    test: SideFigures | None


class Act(BaseModel):
    """Something that was done to a run beside plain training."""

    kind: Literal["amend", "set_weights", "go_on", "samples", "refit"] = Field(
        description="amend: settings were changed; set_weights: weights were set by hand; go_on: "
        "an alarm was overruled; samples: it was trained on single points; refit: a fork or a "
        "rewind went on with another spec."
    )
    epoch: int = Field(description="How many epochs were over.")
    step: int = Field(description="How many updates had been made.")
    changes: dict[str, Any] | None = Field(None, description="The settings, as they were set.")
    before: dict[str, Any] | None = Field(None, description="What they had been.")
    count: int | None = Field(None, description="How many weights were set, or points taken.")
