"""The figures of a running server, in Prometheus' text format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.classes.manager import Classes
from app.runs.manager import Manager
from app.sweeps.manager import Sweeps
from app.work.cluster import Dask
from app.work.pool import Pool

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Samples = float | Mapping[str, float]


def render(manager: Manager, sweeps: Sweeps, classes: Classes, answers: Counter[int]) -> str:
    """All figures. A sample of several has a label, "name=value"."""
    lines: list[str] = []
    for name, kind, help_text, samples in _figures(manager, sweeps, classes, answers):
        lines += [f"# HELP playground_{name} {help_text}", f"# TYPE playground_{name} {kind}"]
        if isinstance(samples, Mapping):
            for label, value in sorted(samples.items()):
                key, _, text = label.partition("=")
                lines.append(f'playground_{name}{{{key}="{text}"}} {value:g}')
        else:
            lines.append(f"playground_{name} {samples:g}")
    return "\n".join(lines) + "\n"


def _figures(
    manager: Manager, sweeps: Sweeps, classes: Classes, answers: Counter[int]
) -> Iterator[tuple[str, str, str, Samples]]:
    runs = Counter(f"status={session.status}" for session in manager.sessions)
    yield "runs", "gauge", "Runs in memory, by status.", runs
    swept = Counter(f"status={sweep.status}" for sweep in sweeps.all)
    yield "sweeps", "gauge", "Sweeps in memory, by status.", swept
    yield "classes", "gauge", "Classes in memory.", len(classes)
    yield "live_runs", "gauge", "Runs and sweeps that have a place to train.", len(manager.places)
    yield "queued_runs", "gauge", "Runs and sweeps that wait for a place.", manager.places.waiting
    yield "streams", "gauge", "Streams that are open.", len(manager.streams)
    tally = manager.streams.tally
    yield "frames_sent_total", "counter", "Frames sent to viewers.", tally.frames_sent
    yield (
        "frames_skipped_total",
        "counter",
        "Frames a slow viewer was spared.",
        tally.frames_skipped,
    )
    yield "storage_errors_total", "counter", "Writes that failed.", manager.keeper.errors
    statuses = {f"status={status}": count for status, count in answers.items()}
    yield "answers_total", "counter", "Answers to requests, by status.", statuses
    if isinstance(pool := manager.executor, Pool | Dask):
        yield "workers", "gauge", "Slices that workers do at once.", pool.capacity
        yield "slices_total", "counter", "Slices done.", pool.slices
        yield "slice_seconds_total", "counter", "Seconds that workers trained.", pool.busy_s
        yield "worker_restarts_total", "counter", "Times workers were restarted.", pool.restarts
