"""The report's part on sweeps: a grid of networks against peers, and how its cost grows."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np

import engine
from app.client import Playground
from tests.bench.figure import figure
from tests.bench.live import live
from tests.bench.served import served
from tests.bench.sweeps import EPOCHS, POINTS, RATES, SEEDS, SHARE, Peer, installed, spec_of
from tests.bench.tables import table

FIGURE = Path(__file__).parents[2] / "docs" / "bench-sweeps.svg"
OURS, SEEN = "through the REST API", "the same, watched"
NETWORKS = (4, 16, 64, 256)
WIDTHS = {"4-2": (4, 2), "8-8-8": (8, 8, 8), "32-32": (32, 32), "64-64": (64, 64)}
GROWTH_EPOCHS = 10
LIVE_S = 10
COMPILING = {"JAX vmap + scan"}


def through_rest(
    playground: Playground, networks: int = 64, epochs: int = EPOCHS, *, watched: bool = False
) -> tuple[float, list[float]]:
    """The seconds from pressing play until a sweep is heard to have finished, and its training
    losses; watched by someone who is sent every picture, or by nobody else."""
    rates = RATES if networks >= len(RATES) else RATES[:2]
    sweep = playground.sweep(
        spec_of(),
        across={"network.seed": list(range(1, 1 + networks // len(rates)))},
        down={"learning_rate": list(rates)},
        until=epochs,
        wait=False,
    )
    start = time.perf_counter()
    sweep.play(wait=not watched)
    for event in sweep.events(frames=True) if watched else ():
        if event.name == "status" and event.data["status"] == "finished":
            break
    seconds = time.perf_counter() - start
    losses = [row["loss"] for row in sweep.table()]
    sweep.delete()
    return seconds, losses


def raced(turns: int, epochs: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """The seconds of all, turn by turn; and how long those that compile did so."""
    times: dict[str, list[float]] = {}
    first: dict[str, float] = {}
    with ExitStack() as stack:
        playground = stack.enter_context(served(2)).playground
        peers = [stack.enter_context(Peer(name)) for name in installed()]
        ours = through_rest(playground, epochs=1)[1]
        for peer in peers:
            theirs = peer.train(1)[1]
            np.testing.assert_allclose(theirs, ours[:: peer.share], rtol=2e-3, err_msg=peer.name)
            first[peer.name] = peer.train(epochs)[0]
        for _ in range(turns):
            for name in (OURS, SEEN):
                seconds, _ = through_rest(playground, epochs=epochs, watched=name == SEEN)
                times.setdefault(name, []).append(seconds)
            for peer in peers:
                times.setdefault(peer.name, []).append(peer.train(epochs)[0])
    return times, {name: first[name] - median(times[name]) for name in COMPILING & first.keys()}


def growth(epochs: int = GROWTH_EPOCHS) -> dict[str, list[tuple[int, float]]]:
    """By width: of so many networks, the milliseconds that an epoch of all takes on one core."""
    curves: dict[str, list[tuple[int, float]]] = {}
    for name, hidden in WIDTHS.items():
        document = spec_of(hidden)
        curves[name] = []
        for count in NETWORKS:
            states = [
                engine.init(
                    engine.Spec.model_validate(
                        document | {"network": document["network"] | {"seed": seed}}
                    )
                )
                for seed in range(count)
            ]
            engine.advance_many(states, epochs=1)
            start = time.process_time()
            engine.advance_many(states, epochs=epochs)
            curves[name].append((count, 1e3 * (time.process_time() - start) / epochs))
    return curves


def workers(turns: int, epochs: int) -> dict[int, list[float]]:
    """By how many workers there are: the seconds that a sweep of so many networks takes."""
    found = {}
    for count in sorted({1, 2, os.cpu_count() or 1}):
        with served(count) as there:
            through_rest(there.playground, epochs=1)
            found[count] = [
                median(through_rest(there.playground, networks, epochs)[0] for _ in range(turns))
                for networks in NETWORKS
            ]
    return found


def section(turns: int = 3, epochs: int = EPOCHS) -> tuple[str, str]:
    """The part of the report, and the SVG of its figure."""
    times, compiling = raced(turns, epochs)
    ours = times["engine"]
    rows = []
    for name, seconds in times.items():
        ratio = median(theirs / our for theirs, our in zip(seconds, ours, strict=True))
        through = median(t / our for t, our in zip(seconds, times[OURS], strict=True))
        more = f"{compiling[name]:.1f}" if name in compiling else "–"
        rows.append([name, f"{median(seconds):.2f}", more, f"×{ratio:.1f}", f"×{through:.1f}"])
    curves = growth()
    grown = [
        [name, *(f"{1e3 * ms / (count * POINTS / 2 / 10):.2f}" for count, ms in curve)]
        for name, curve in curves.items()
    ]
    by_workers = [
        [str(count), *(f"{seconds:.2f}" for seconds in row)]
        for count, row in workers(turns, epochs).items()
    ]
    with served(2) as there:
        watched = live(there, LIVE_S if epochs == EPOCHS else 1)
    counts = [f"{count} networks" for count in NETWORKS]
    parts = [
        f"## A sweep\n\n{len(RATES) * len(SEEDS)} networks of 8-8-8 ({len(RATES)} learning rates, "
        f"{len(SEEDS)} first weights), {epochs} epochs of {POINTS // 2} points, adam, batches of "
        "10, with loss and accuracy of training and test points after every epoch. Seconds by the "
        "clock. Through the REST API it is all that a client waits for, from pressing play until "
        "it hears that the sweep has finished, on two workers; watched, it is sent the pictures of "
        "all tiles meanwhile. The others have one core and draw nothing. scikit-learn measures its "
        "own training loss alone, and it and the loop in PyTorch train every "
        f"{SHARE}th network, whose time is multiplied. All begin with the same weights, take the "
        "same batches, and had the same losses after the first epoch. Compiling is what the first "
        "time took longer than those that followed.",
        table(["", "seconds", "compiling, besides", "engine = 1", f"{OURS} = 1"], rows),
        "### Watched\n\nThe same networks at 30 epochs a second, on two workers, watched over a "
        "WebSocket: how many frames a second come, each with the boundaries of all tiles, and how "
        "many cores server and workers take. Then ten runs at that speed, each watched, by "
        "themselves and beside a sweep that trains as fast as it can.",
        table(["", "frames a second", "cores"], watched),
        "### How a sweep's cost grows\n\nMicroseconds a network and update, on one core: networks "
        "of up to 48 units a layer are stacked, where the numbers themselves do not take the time.",
        table(["network", *counts], grown),
        f"![Milliseconds an epoch of all networks against their number]({FIGURE.name})",
        f"Seconds through the REST API for {epochs} epochs of 8-8-8, by workers, on "
        f"{os.cpu_count()} cores:",
        table(["workers", *counts], by_workers),
    ]
    return "\n\n".join(parts), figure(curves, "networks", "ms an epoch of all")
