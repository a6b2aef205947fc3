"""Settings: everything an operator can turn, each an environment variable PLAYGROUND_*."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """The active settings. Limits among them are listed by GET /api/v1/limits."""

    model_config = SettingsConfigDict(env_prefix="PLAYGROUND_", frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes any free.")
    workers: int = Field(
        default_factory=_cores, ge=1, le=256, description="Processes that train; one a core."
    )

    lessons_dir: Path | None = Field(None, description="A folder with lessons of your own.")

    max_hidden_layers: int = Field(6, ge=0, description="Hidden layers of a network.")
    max_units: int = Field(64, ge=1, description="Units of a hidden layer.")
    max_points: int = Field(10_000, ge=4, description="Points of a data set.")
    max_learning_rate: float = Field(10, gt=0, description="Learning rate.")
    max_batch_size: int = Field(1000, ge=1, description="Batch size.")
    max_epochs: int = Field(100_000, ge=1, description="Epochs of a run, after which it finishes.")
    max_step_count: int = Field(1000, ge=1, description="Steps asked for by one command.")
    max_resolution: int = Field(300, ge=2, description="Points along a side of a boundary.")
    max_predict_points: int = Field(10_000, ge=1, description="Points of one prediction.")
    max_body_bytes: int = Field(1_000_000, ge=1_000, description="Bytes of a request's body.")
    max_runs: int = Field(320, ge=1, description="Runs that are held at once.")
    max_live_runs: int = Field(64, ge=1, description="Runs that train at once; others queue.")
    max_streams: int = Field(600, ge=1, description="Streams that are open at once.")

    idle_pause_s: float = Field(
        120, gt=0, description="Seconds after which a run that nobody watches is paused."
    )
    idle_free_s: float = Field(
        900, gt=0, description="Seconds after which a run that nobody watches is removed."
    )
    send_timeout_s: float = Field(
        20, gt=0, description="Seconds a reader may stall before its stream is closed."
    )
    drain_s: float = Field(10, gt=0, description="Seconds to finish in when asked to stop.")
