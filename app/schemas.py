"""What goes over the wire: the bodies of requests and answers, as the page and Python see them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator

import engine
from app.sentences import say

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)


class Status(StrEnum):
    """Where a run stands."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    QUEUED = "queued"
    FINISHED = "finished"
    DIVERGED = "diverged"
    FAILED = "failed"


class Until(BaseModel):
    """When a run has played enough: at an epoch, or once a metric is good enough.

    Losses count from above (play until it is at most this), accuracies from below.
    """

    model_config = STRICT

    epoch: int | None = Field(None, ge=1)
    loss: float | None = Field(None, ge=0)
    val_loss: float | None = Field(None, ge=0)
    accuracy: float | None = Field(None, ge=0, le=1)
    val_accuracy: float | None = Field(None, ge=0, le=1)

    @model_validator(mode="after")
    def _not_empty(self) -> Until:
        if not self.targets():
            raise engine.invalid(say("until_empty"))
        return self

    @model_serializer
    def targets(self) -> dict[str, int | float]:
        """The targets that were named."""
        return {name: value for name, value in self if value is not None}


Speed = Annotated[float, Field(gt=0, le=10_000)]
LessonName = Annotated[str, Field(pattern=r"^[\w-]{1,80}$")]


class RunChange(BaseModel):
    """What may change while a run is under way: `speed`, the `lesson` that it is shown beside, and
    every field marked `live` in the catalogue, such as `learning_rate` and `batch_size`."""

    model_config = ConfigDict(extra="allow", allow_inf_nan=False, strict=True)

    speed: Speed | None = None
    lesson: LessonName | None = None

    @property
    def amendments(self) -> dict[str, Any]:
        """The changes that are the engine's."""
        return self.model_extra or {}


class Look(BaseModel):
    """What a viewer looks at: the parts of a run's pictures that it is to be sent, and for maps of
    the plane their points a side. Epoch, step and metrics are in every picture."""

    model_config = STRICT

    boundary: Literal[32, 50, 100, 200, 300] | None = None
    """The network's answer over the domain."""
    maps: Literal[20, 40] | None = None
    """What every input and hidden unit sees."""
    weights: bool = False
    health: bool = False
    """Lengths of weights and gradients, dead and saturated units, by layer."""
    confusion: bool = False


class Inside(BaseModel):
    """Which hidden layer a viewer looks into, and on which axes, as `GET /runs/{id}/hidden`."""

    model_config = STRICT

    layer: int | None = Field(None, ge=0)
    units: list[Annotated[int, Field(ge=0)]] | None = Field(None, min_length=2, max_length=2)


class StreamLook(Look):
    """What a viewer looks at over a WebSocket: also into a hidden layer, of which it is sent
    messages of its own."""

    hidden: Inside | None = None


class Outcome(BaseModel):
    """How a run ended by itself."""

    kind: Literal["diverged"]
    step: int
    epoch: int
    cause: str
    code: str | None = Field(
        None, description="Which sentence the cause is; null in a run of a version without codes."
    )
    params: dict[str, str | int | float] = Field({}, description="What was put into it.")


class Moment(BaseModel):
    """The end of an epoch of a run."""

    model_config = STRICT

    run: str = Field(max_length=64, description="The run's id.")
    epoch: int = Field(ge=0)


class Run(BaseModel):
    """A run as everyone may read it."""

    id: str
    generation: str
    """A random name for this stretch of the run; a reset, a rewind or a restart begins another."""
    version: int
    """Grows with everything that happens to the run: of two answers, the greater is the newer."""
    status: Status
    epoch: int
    step: int
    batches_per_epoch: int
    speed: float | None
    until: Until | None
    metrics: dict[str, float | None]
    outcome: Outcome | None
    message: str | None
    """A sentence for a person, when there is something to say."""
    message_sentence: engine.Sentence | None = Field(
        None, description="The same with code and parameters, to be said in another language."
    )
    warnings: list[engine.Sentence] = Field(
        [],
        description="What there is to mind besides: that it is not saved, that no worker can be "
        "had, that it was trained on under another fingerprint. `message` is the first of them "
        "where the run itself has nothing to say.",
    )
    standstill: list[engine.Sentence] = Field(
        [],
        description="Why the network does not move although there is something left to learn. "
        "Looked for at the start, after changes and every second of training.",
    )
    fingerprints: list[engine.Fingerprint] = Field(
        [],
        description="What it was trained under (engine, NumPy, kernel), one after the other. Two "
        "runs of one spec and one fingerprint have the same numbers to the bit.",
    )
    queue_position: int | None
    """Its place among those that wait to play, from 1; null when it does not wait."""
    wait_s: float | None = Field(None, description="About how long it waits, where that is known.")
    watchers: int
    lesson: str | None = Field(
        None, description="The lesson that its holder shows it beside; forgotten by a restart."
    )
    parent: Moment | None = Field(
        None, description="The moment of another run that it began at; its history goes on from it."
    )
    acts: int = Field(
        0, description="How often it was changed by hand, or trained on single points, so far."
    )
    kept: bool = Field(
        False, description="Whether it is a copy of another run, or what one has left, to be kept."
    )
    can_undo: bool = Field(False, description="Whether there is a reset to undo.")
    can_redo: bool = False
    spec: engine.Spec
    created_at: dt.datetime


class Branch(BaseModel):
    """A run that was made of what another one left, at rest; its token is shown this once."""

    id: str
    token: str


class CommandedRun(Run):
    """A run that was told what to do."""

    branch: Branch | None = Field(
        None, description="What a rewind has left, which is a run of its own now."
    )


class CreatedRun(Run):
    """A new run, with the token that controls it. It is shown this once."""

    token: str


class Side(BaseModel):
    """Points and their labels, column by column: class numbers, or real values (a list for each
    point where there are several)."""

    x1: list[float]
    x2: list[float]
    y: list[float] | list[list[float]]


class Scaling(BaseModel):
    """The network is given (x − centre) / spread, axis by axis."""

    kind: str
    centre: tuple[float, float]
    spread: tuple[float, float]


class Data(BaseModel):
    """The points of a run."""

    task: str
    axes: tuple[str, str]
    classes: list[str]
    """The classes' names; none for real values."""
    values: list[str]
    """The real values' names; none for classes."""
    domain: tuple[tuple[float, float], tuple[float, float]]
    scaling: Scaling
    input_maps: dict[str, list[list[float]]] | None
    """The inputs over this plane, as the catalogue has them over that of most data sets; none where
    it is that one."""
    train: Side
    test: Side


class Weights(BaseModel):
    """Weights and biases to set by hand."""

    model_config = STRICT

    weights: list[engine.Weight] = Field(min_length=1, max_length=20_000)
    remember: bool = Field(
        False, description="Whether `undo` leads back to the weights that were there before."
    )


class Link(BaseModel):
    """A playground.tensorflow.org link."""

    model_config = STRICT

    url: str = Field(max_length=8_000)


class ReadLink(BaseModel):
    """What a link says."""

    spec: engine.Spec
    notes: list[str]
    """A sentence for each part of it that is left out."""
    note_sentences: list[engine.Sentence] = Field(
        [], description="The same with their codes and parameters."
    )


class Points(BaseModel):
    """Points to predict, each [x1, x2]."""

    model_config = STRICT

    points: list[Annotated[list[float], Field(min_length=2, max_length=2)]] = Field(min_length=1)


class Predictions(BaseModel):
    """The answers, a list of outputs for each point; null where one is beyond all numbers."""

    predictions: list[list[float | None]]


class ExportFormat(BaseModel):
    """A way to take a run away."""

    name: str
    title: str
    file_name: str
    script: bool
    """Whether it is a text to read."""
    refusal: str | None
    """Why it cannot be had of this run; null where it can."""
    refusal_sentences: list[engine.Sentence] = Field(
        [], description="The same, sentence by sentence, with their codes and parameters."
    )
