"""Fields that several data sets have, with what their helps say."""

from __future__ import annotations

from pydantic import Field


def stratified_field() -> bool:
    """The field that has classes split evenly. Off unless asked for, so that data from before it
    was there stay as they are."""
    field: bool = Field(
        False,
        title="Stratified",
        description="Every class has its share of the training points and of the test points.",
    )
    return field


def noise_field(description: str, default: float = 0.0) -> float:
    """The field of noise, whose description says what it does in that data set."""
    field: float = Field(
        default,
        ge=0,
        le=0.5,
        title="Noise",
        description=description,
        json_schema_extra={"step": 0.05},
    )
    return field


def strays_field(how: str) -> float:
    """The field of noise where it moves points, and how it does."""
    return noise_field(f"How far points stray from where they belong: {how} along each axis.")


def flips_field(how: str) -> float:
    """The field of noise where it flips labels, and how."""
    return noise_field(
        "How many labels flip: points stay, each with the class of where it would have strayed "
        f"to, {how}."
    )
