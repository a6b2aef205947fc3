"""Settings: everything an operator can turn, each an environment variable PLAYGROUND_*."""

from __future__ import annotations

import difflib
import os
import re
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import cores
from app.sentences import say
from engine import Sentence, invalid


def _data_dir() -> str:
    """A folder of the user's own, where the system keeps such things."""
    home = os.path.expanduser("~")
    folder = {
        "darwin": f"{home}/Library/Application Support",
        "win32": os.environ.get("LOCALAPPDATA", f"{home}/AppData/Local"),
    }.get(sys.platform, os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share")
    return str(Path(folder) / "nn-playground")


# What goes into a header must be nothing else: no space, no semicolon.
ORIGIN = re.compile(
    r"\*|https?://(\*\.)?([\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:]+\])(:\d{1,5})?", re.ASCII
)

PATH = re.compile(r"(/[\w.~@%+-]+)*", re.ASCII)
"""A path to lie below; empty: none."""


def _listed(text: str) -> list[str]:
    return [part for part in map(str.strip, text.split(",")) if part]


class Settings(BaseSettings):
    """The active settings. Limits among them are listed by GET /api/v1/limits."""

    model_config = SettingsConfigDict(env_prefix="PLAYGROUND_", frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes any free.")
    root_path: str = Field(
        "",
        description="The path that the playground lies below behind a proxy, such as /ml/play.",
    )
    workers: int = Field(
        default_factory=cores.count, ge=1, le=256, description="Processes that train; one a core."
    )
    dask: str = Field(
        "",
        pattern=r"^(|(tcp|tls|ws|wss)://\S+)$",
        description="The scheduler of a Dask cluster that trains instead, tcp://…; needs [dask].",
    )
    data_dir: str = Field(
        default_factory=_data_dir,
        description="The folder where runs are kept; empty: in memory only, until the server ends.",
    )

    log_format: Literal["text", "json"] = Field("text", description="Log lines: text or json.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="What is logged: debug, info (every request), warning or error."
    )
    allowed_hosts: str = Field(
        "",
        description="Names this server answers to besides addresses and local names, by comma.",
    )
    create_key: str = Field(
        "", description="A key that is needed to create runs; empty: everyone may."
    )

    frame_ancestors: str = Field(
        "",
        description="Origins of pages that may show `/embed` pages, by comma; * for all.",
    )
    run_prefix: str = Field(
        "",
        pattern=r"^[a-z0-9]{0,16}$",
        description="What ids of runs begin with, to tell servers behind one proxy apart.",
    )

    lessons_dir: Path | None = Field(None, description="A folder with lessons of your own.")
    examples_dir: Path | None = Field(None, description="A folder with examples of your own.")

    max_hidden_layers: int = Field(6, ge=0, description="Hidden layers of a network.")
    max_units: int = Field(100, ge=1, description="Units of a hidden layer.")
    max_points: int = Field(10_000, ge=4, description="Points of a data set.")
    max_learning_rate: float = Field(10, gt=0, description="Learning rate.")
    max_batch_size: int = Field(1000, ge=1, description="Batch size.")
    max_epochs: int = Field(100_000, ge=1, description="Epochs of a run, after which it finishes.")
    max_step_count: int = Field(1000, ge=1, description="Steps asked for by one command.")
    max_resolution: int = Field(300, ge=2, description="Points along a side of a boundary.")
    max_predict_points: int = Field(10_000, ge=1, description="Points of one prediction.")
    max_landscape_resolution: int = Field(
        61, ge=3, description="Points along a side of a landscape."
    )
    max_landscape_products: int = Field(
        100_000_000_000,
        ge=1,
        description="Multiplications of a landscape: its losses × points × weights and biases.",
    )
    max_body_bytes: int = Field(1_000_000, ge=1_000, description="Bytes of a request's body.")
    max_runs: int = Field(320, ge=1, description="Runs that are held at once.")
    max_live_runs: int = Field(160, ge=1, description="Runs that train at once; others queue.")
    turn_s: float = Field(
        30, gt=0, description="Seconds that a run trains before it makes room for one that waits."
    )
    max_sweeps: int = Field(32, ge=1, description="Sweeps that are held at once.")
    max_sweep_runs: int = Field(256, ge=1, description="Runs of a sweep.")
    max_sweep_epochs: int = Field(2000, ge=1, description="Epochs of a sweep.")
    max_sweep_points: int = Field(
        500_000, ge=1, description="Points of all runs of a sweep together."
    )
    max_sweep_weights: int = Field(
        500_000, ge=1, description="Weights and biases of all runs of a sweep together."
    )
    max_classes: int = Field(100, ge=1, description="Classes that are held at once.")
    max_class_members: int = Field(100, ge=1, description="Members of a class.")
    max_storage_bytes: int = Field(
        2_000_000_000,
        ge=1_000_000,
        description="Bytes on disk, beyond which runs unused the longest are forgotten.",
    )
    max_timeline_bytes: int = Field(
        16_000_000,
        ge=100_000,
        description="Bytes of states that a run keeps to show earlier moments; with fewer, more is"
        " trained again.",
    )
    max_live_runs_per_address: int = Field(
        100, ge=1, description="Runs from one address that train at once; others queue."
    )
    max_streams: int = Field(600, ge=1, description="Streams that are open at once.")
    max_streams_per_address: int = Field(
        400, ge=1, description="Streams to one address that are open at once."
    )
    max_connections_per_address: int = Field(
        1000,
        ge=1,
        description="Connections of one address that are open at once, proxies that are trusted"
        " aside; the idle ones go first.",
    )
    max_messages_per_s: float = Field(
        50,
        gt=0,
        description="Messages a second over one WebSocket, over a few seconds, fragments and pings"
        " among them; what answers a frame is free.",
    )
    max_requests_per_s: float = Field(
        200, gt=0, description="Requests a second with one token, over a few seconds."
    )
    max_address_requests_per_s: float = Field(
        1000, gt=0, description="Requests a second from one address, over a few seconds."
    )
    max_address_load: float = Field(
        0.4,
        gt=0,
        le=1,
        description="Share of the time of the server's own thread that requests from one address"
        " may take, over a few seconds, and of a worker's for their answers while others train;"
        " beyond it they wait.",
    )
    max_address_waiting: int = Field(
        1000, ge=1, description="Requests of one address that wait for its share at once."
    )
    max_address_creates_per_s: float = Field(
        15, gt=0, description="Runs created a second from one address, over a few seconds."
    )

    idle_pause_s: float = Field(
        120, gt=0, description="Seconds after which a run that nobody watches is paused."
    )
    idle_free_s: float = Field(
        900,
        gt=0,
        description="Seconds after which a run that nobody watches is put away, on disk.",
    )
    keep_days: float = Field(
        30, gt=0, description="Days of the server's time that a run is kept on disk unused."
    )
    class_days: float = Field(
        30, gt=0, description="Days of the server's time that a class is kept on disk unused."
    )
    slice_timeout_s: float = Field(
        30, gt=0, description="Seconds after which a worker that does not answer is replaced."
    )
    storage_timeout_s: float = Field(
        5, gt=0, description="Seconds after which a disk that does not answer is told of."
    )
    request_timeout_s: float = Field(30, gt=0, description="Seconds a request may take to come in.")
    send_timeout_s: float = Field(
        20, gt=0, description="Seconds a reader may take nothing before it is hung up on."
    )
    drain_s: float = Field(10, gt=0, description="Seconds to finish in when asked to stop.")

    @field_validator("allowed_hosts")
    @classmethod
    def _are_names(cls, value: str) -> str:
        for name in _listed(value):
            if "/" in name:
                raise invalid(say("setting_name", name=name))
        return value

    @field_validator("root_path")
    @classmethod
    def _is_a_path(cls, value: str) -> str:
        path = value.rstrip("/")
        if not PATH.fullmatch(path):
            raise invalid(say("setting_path", path=value))
        return path

    @field_validator("lessons_dir", "examples_dir", mode="before")
    @classmethod
    def _is_a_folder(cls, value: Any) -> Any:
        if not value:
            return None
        if not isinstance(value, str | Path):
            return value  # which pydantic refuses
        folder = Path(value).expanduser()
        if not folder.is_dir():
            raise invalid(say("setting_folder", name=str(value)))
        return folder

    @field_validator("frame_ancestors")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        for origin in _listed(value):
            if not ORIGIN.fullmatch(origin):
                raise invalid(say("setting_origin", origin=origin))
        return value

    @property
    def framers(self) -> str:
        """Who may frame `/embed` pages, as a Content-Security-Policy says it."""
        return " ".join(["'self'", *_listed(self.frame_ancestors)])

    @property
    def host_names(self) -> list[str]:
        """The names that are allowed, and the one this server listens on."""
        return [name for name in (*_listed(self.allowed_hosts), self.host) if name]


def misspelt() -> list[Sentence]:
    """A sentence for each variable that looks like a setting and is none."""
    known = [f"PLAYGROUND_{name.upper()}" for name in Settings.model_fields]
    sentences = []
    for name in sorted(os.environ):
        if name.upper().startswith("PLAYGROUND_") and name.upper() not in known:
            close = difflib.get_close_matches(name.upper(), known, 1)
            hint = say("near_setting", near=close[0]) if close else say("no_near_setting")
            sentences.append(say("no_setting", name=name, hint=hint))
    return sentences
