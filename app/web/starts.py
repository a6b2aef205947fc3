"""What a run can be created from, as bodies of requests."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Discriminator, Field, Tag

import engine
from app.exports.saved import Saved
from app.schemas import STRICT


class Origin(BaseModel):
    """A moment of another run; without an epoch, where that run stands now."""

    model_config = STRICT

    run: str = Field(max_length=64, description="The id of the run that is forked.")
    epoch: int | None = Field(None, ge=0, description="Of which epoch the end is meant.")


class Fork(BaseModel):
    """A run that goes on from a moment of another, perhaps with another spec."""

    model_config = STRICT

    origin: Origin = Field(alias="from")
    spec: dict[str, Any] = Field(
        {},
        description="What is to be other than it was then; of an object, what is left out stays. "
        "All but the network may change.",
    )
    keep: bool = Field(
        False, description="Whether it is made to be kept: where the disk is short it goes last."
    )


Start = Annotated[
    Annotated[engine.Spec, Tag("from_spec")]
    | Annotated[Saved, Tag("from_saved")]
    | Annotated[Fork, Tag("from_moment")],
    Discriminator(lambda body: _kind(body)),
]


def _kind(body: object) -> str:
    """A fork says from where, a saved run has a spec and weights; a spec has no such words."""
    words = body.keys() if isinstance(body, dict) else ()
    if "from" in words:
        return "from_moment"
    return "from_saved" if "spec" in words or "weights" in words else "from_spec"
