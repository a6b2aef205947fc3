"""What a run can be told to do, as bodies of requests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

import engine
from app.schemas import STRICT, Speed, Until


class Play(BaseModel):
    """Train, `speed` epochs a second (without it, as fast as the server can)."""

    model_config = STRICT

    command: Literal["play"]
    until: Until | None = None
    speed: Speed | None = None


class Pause(BaseModel):
    """Stop training; the run stays where it is."""

    model_config = STRICT

    command: Literal["pause"]


class Steps(BaseModel):
    """Train a little: so many epochs, batches, or single points."""

    model_config = STRICT

    command: Literal["step"]
    unit: Literal["epoch", "batch", "sample"] = "epoch"
    count: int = Field(1, ge=1)


class Reset(BaseModel):
    """Back to the start: of the run's own spec, or of another one."""

    model_config = STRICT

    command: Literal["reset"]
    spec: engine.Spec | None = None
    remember: bool = Field(
        True,
        description="Whether `undo` leads back to what is left by this: not so between the ends of"
        " a slider's way.",
    )


class Rewind(BaseModel):
    """Back from a divergence to the epoch that was best, with settings as they are now; or, given
    an epoch, from wherever the run is to the end of that, with the settings of then. What is left
    becomes a run of its own, `branch` in the answer."""

    model_config = STRICT

    command: Literal["rewind"]
    epoch: int | None = Field(None, ge=0)


class GoOn(BaseModel):
    """Overrule the alarm of a divergence: the run is paused where it is, and may train on. Where
    its numbers broke they break again, unless a setting is changed first."""

    model_config = STRICT

    command: Literal["go_on"]


class GoBack(BaseModel):
    """`undo`: back to what the run was before it was last reset, or weights were set to be undone,
    trained as it was; `redo`: and forth again. The past is in memory: a run that was put away, or a
    restart, begins without."""

    model_config = STRICT

    command: Literal["undo", "redo"]


Command = Annotated[
    Play | Pause | Steps | Reset | Rewind | GoOn | GoBack, Field(discriminator="command")
]
