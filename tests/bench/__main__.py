"""Times the engine against textbook NumPy, and peers if they are installed: python -m tests.bench.

The peers come with `pip install -e ".[bench]"` and `npm install --prefix tests/bench/npm`.

One thread. All are timed in turns within one run, so that a busy machine is busy for all of them,
and those that are compared with the engine have a process each (tests/bench/contenders.py);
figures are medians, and only ratios within one run mean anything. The tables are printed and
written to docs/bench.md, with a figure beside it. This is no test: nothing fails when the machine
is slow.
"""

from __future__ import annotations

import math
import os
from argparse import ArgumentParser

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import platform  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import tracemalloc  # noqa: E402
from collections.abc import Callable, Mapping  # noqa: E402
from contextlib import ExitStack  # noqa: E402
from itertools import pairwise  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402

import numpy as np  # noqa: E402

import engine  # noqa: E402
from tests.bench.contenders import PYTHON, UNLIKE, Contender, agree, installed  # noqa: E402
from tests.bench.figure import figure  # noqa: E402
from tests.bench.sweep_report import FIGURE as SWEEPS_FIGURE  # noqa: E402
from tests.bench.sweep_report import section  # noqa: E402
from tests.bench.tables import Row, replaced, table  # noqa: E402
from tests.bench.workloads import LARGE, WORKLOADS, Workload  # noqa: E402

REPORT = Path(__file__).parents[2] / "docs" / "bench.md"
FIGURE = REPORT.with_name("bench-growth.svg")
BIG = {"4-2": (4, 2), "64-64": (64, 64)}
"""Networks of the runs whose memory is stated."""
TURN = 10
"""A turn is so many calls in a row."""
TURN_MS = 20
"""A turn of those that have a process is about as long as that."""
EPOCHS = 20
"""How long each network of a stack is trained at a time."""


def interleaved(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median milliseconds of processor time of each call, all in turns.

    A turn is some calls in a row, the first of which is not counted, since a run that is being
    watched comes back at once, and finds its numbers where they were.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
        call()
    for _ in range(rounds):
        for name, call in calls.items():
            call()
            start = time.process_time()
            for _ in range(TURN):
                call()
            times[name].append(1e3 * (time.process_time() - start) / TURN)
    return {name: median(values) for name, values in times.items()}


def trainer(spec: engine.Spec, epochs: int = 4) -> Callable[[], object]:
    """A call that trains from the start, without frames."""
    state = engine.init(spec)
    return lambda: engine.advance(state, epochs=epochs)


def frames() -> tuple[list[Row], list[str]]:
    """Milliseconds a frame: an epoch, its numbers and every neuron on the grid."""
    names = list(installed())
    rows = []
    for work in WORKLOADS:
        agree(work)
        here = [name for name in names if work.name != LARGE or name in PYTHON]
        with ExitStack() as stack:
            times = raced([stack.enter_context(Contender(name, work)) for name in here], work.turns)
        ours = times.pop("engine")
        cells = [f"{median(ours):.2f}"]
        for name in names[1:]:
            if name in times:
                ratio = median(theirs / our for theirs, our in zip(times[name], ours, strict=True))
                cells.append(f"{median(times[name]):.2f} (×{ratio:.1f})")
            else:
                cells.append("–")
        rows.append([work.name, *cells])
    return rows, ["network", *names]


def raced(contenders: list[Contender], turns: int) -> dict[str, list[float]]:
    """The milliseconds that a frame took each of them, turn by turn."""
    first = {contender.name: contender.frames(0)[1] for contender in contenders}
    for name in first.keys() - UNLIKE:
        ours = first["engine"][: len(first[name])]
        np.testing.assert_allclose(first[name], ours, rtol=1e-4, atol=1e-6, err_msg=name)
    times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    counts = [math.ceil(TURN_MS / contender.frames(1)[0]) for contender in contenders]
    for _ in range(turns):
        for contender, count in zip(contenders, counts, strict=True):
            times[contender.name].append(contender.frames(count)[0])
    return times


def steps() -> list[Row]:
    """Microseconds a step, with their share of one epoch's loss and accuracy."""
    rows = []
    for work in WORKLOADS:
        epochs = 4 if work.points < 1000 else 1
        count = epochs * engine.batches_per_epoch(work.spec())
        calls = {
            "sgd": trainer(work.spec(), epochs),
            "adam": trainer(work.spec(optimizer="adam"), epochs),
        }
        us = {n: 1e3 * ms / count for n, ms in interleaved(calls, work.turns).items()}
        rows.append(
            [work.name, f"{us['sgd']:.1f}", f"{us['adam']:.1f}", f"{us['adam'] / us['sgd']:.2f}"]
        )
    return rows


def alone(states: list[engine.State]) -> Callable[[], object]:
    """A call that trains each by itself."""
    return lambda: [engine.advance(state, epochs=EPOCHS) for state in states]


def together(states: list[engine.State]) -> Callable[[], object]:
    """A call that trains all in one stack."""
    return lambda: engine.advance_many(states, epochs=EPOCHS)


def stacks(many: int = 64) -> list[Row]:
    """Microseconds a network and step, alone and stacked."""
    rows = []
    for work in WORKLOADS[:3]:
        states = [engine.init(work.spec(seed=seed)) for seed in range(many)]
        count = many * engine.batches_per_epoch(work.spec()) * EPOCHS
        calls = {"alone": alone(states), "stacked": together(states)}
        us = {name: 1e3 * ms / count for name, ms in interleaved(calls, 3).items()}
        ratio = us["alone"] / us["stacked"]
        rows.append([work.name, f"{us['alone']:.1f}", f"{us['stacked']:.2f}", f"{ratio:.1f}"])
    return rows


Measured = tuple[str, int, float]
"""A network's name, the multiply-adds that a step of it holds, and the microseconds it takes."""


def growth() -> dict[str, list[Measured]]:
    """Steps against width, depth and batch."""
    groups = {
        "width": [Workload(f"{w}-{w}", (w, w), 32) for w in (2, 8, 32, 128, 512)],
        "depth": [Workload(f"8×{d}", (8,) * d, 32) for d in (1, 2, 4, 8, 16)],
        "batch": [Workload(f"8-8, batch {b}", (8, 8), b) for b in (1, 4, 16, 64, 250)],
    }
    works = [work for group in groups.values() for work in group]
    ms = interleaved({work.name: trainer(work.spec(), 1) for work in works}, 15)

    def measured(work: Workload) -> Measured:
        products = sum(a * b for a, b in pairwise((2, *work.hidden, 1))) * work.batch_size * 3
        return work.name, products, 1e3 * ms[work.name] / engine.batches_per_epoch(work.spec())

    return {name: [measured(work) for work in group] for name, group in groups.items()}


def others() -> list[Row]:
    """What else is stated: import, init, memory."""
    code = "import time; t = time.perf_counter(); import engine; print(time.perf_counter() - t)"
    seconds = [
        float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(3)
    ]
    spec = WORKLOADS[0].spec()
    init = interleaved({"": lambda: engine.init(spec)}, 20)[""]
    memory = [held(Workload(name, hidden, 10, points=10_000)) for name, hidden in BIG.items()]
    return [
        ["import engine, with NumPy and pydantic", f"{median(seconds):.2f} s"],
        ["init of 4-2", f"{init:.2f} ms"],
        [
            f"memory that a run of 10,000 points takes, {' / '.join(BIG)}",
            f"{' / '.join(f'{megabytes:.1f}' for megabytes in memory)} MB",
        ],
    ]


def held(work: Workload) -> float:
    """Megabytes that a run takes once it has been trained and looked at."""
    tracemalloc.start()
    state = engine.advance(engine.init(work.spec()), epochs=3)
    frame = engine.observe(state)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del state, frame
    return taken / 1e6


def main() -> None:
    """Measure, print and write down."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sweeps", action="store_true", help="measure sweeps alone, and write their part anew"
    )
    parser.add_argument(
        "--quick", action="store_true", help="with --sweeps: a few epochs, and nothing is written"
    )
    given = parser.parse_args()
    if given.sweeps:
        part, drawn = section(1, 5) if given.quick else section()
        print(part)
        if not given.quick:
            REPORT.write_text(replaced(REPORT.read_text(), part))
            SWEEPS_FIGURE.write_text(drawn)
        return
    rest = others()
    sweeps, drawn = section()
    frame_rows, header = frames()
    curves = growth()
    growth_rows = [
        [name, network, f"{us:.1f}", f"{products:,}"]
        for name, curve in curves.items()
        for network, products, us in curve
    ]
    parts = [
        "# How fast the engine is",
        f"`make bench` on Python {platform.python_version()}, NumPy {np.__version__}, "
        f"{platform.machine()}, one thread, medians, all in turns within one run. Absolute figures "
        "are this machine's and this moment's; ratios are what counts, and they too suffer where "
        f"processes compete: here {os.getloadavg()[0]:.1f} of them for {os.cpu_count()} cores.",
        "## Milliseconds a frame\n\nAn epoch, then all that there is to see: losses and "
        "accuracies, confusion matrices, how many units are dead or saturated, the lengths of "
        "weights and gradients, and every neuron's answer on a grid of 100×100, the network's own "
        "among them. scikit-learn and the JavaScript libraries do no more of this than the epoch, "
        "both losses and the network's answer; the others do all. All begin with the same weights "
        "and take the same batches, and every number of theirs after the first epoch was found "
        "equal to the engine's (but for ConvNetJS, which gives two classes two outputs). Each has "
        "a process of its own. (×) is how many times the engine's, the median over the turns. The "
        "second column is the engine again, as the page asks for a frame: the network's answer on "
        "100×100, the neurons on a grid of their own, 20×20.\n\n"
        "Textbook NumPy computes in float64 and follows the formulas one by one, each result a new "
        "array: it keeps every z and a, and takes the slope from z. Up to half of its time goes "
        "into memory that is asked of the system and given back. At 8×6 it is chance whether any "
        "is: of 24 processes that began with different things in memory, nine gave back so much "
        "that their frames took twice as long. Where the C library (glibc) is told to keep all "
        "memory, as the next column has it, little more than the computing is left.",
        table(header, frame_rows),
        "## Microseconds a step\n\nWith each epoch's metrics counted in.",
        table(["network", "sgd", "adam", "adam / sgd"], steps()),
        "## Microseconds a network and step, 64 networks\n\n`advance_many` against one by one.",
        table(["network", "alone", "stacked", "ratio"], stacks()),
        "## How a step grows\n\nAgainst the multiply-adds it holds: flat while calls are what "
        "costs, then no worse than in proportion.",
        f"![Microseconds a step against multiply-adds]({FIGURE.name})",
        table(["", "network", "µs a step", "multiply-adds"], growth_rows),
        sweeps,
        "## Besides",
        table(["", ""], rest),
    ]
    text = "\n\n".join(parts) + "\n"
    print(text)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(text)
    lines = {name: [(products, us) for _, products, us in curve] for name, curve in curves.items()}
    SWEEPS_FIGURE.write_text(drawn)
    FIGURE.write_text(figure(lines, "multiply-adds a step", "µs a step"))


if __name__ == "__main__":
    main()
