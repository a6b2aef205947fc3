"""Every process of the playground trains with one kernel, and says which it really has."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import (  # type: ignore[import-not-found,unused-ignore]
    __cpu_baseline__,
    __cpu_features__,
)

import engine

TELL = """
import app, os, engine
print(os.environ.get("OPENBLAS_CORETYPE"), *engine.fingerprint().kernel.split(", "))
"""
pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64" or "avx2" not in Path("/proc/cpuinfo").read_text().split(),
    reason="another kernel is asked for here",
)


def told(**environment: str) -> list[str]:
    """The kernel that a process of its own asks for, and the one it has."""
    others = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        env=others | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    asked, products, _ = done.stdout.split()
    return [asked, products]


def test_one_kernel_is_asked_for_and_loaded() -> None:
    assert told() == ["Haswell", "Haswell"]


def test_one_that_is_set_already_is_respected() -> None:
    assert told(OPENBLAS_CORETYPE="Sandybridge") == ["Sandybridge", "Sandybridge"]


def test_the_fingerprint_of_this_process() -> None:
    found = engine.fingerprint()
    assert (found.engine, found.numpy) == (version("nn-playground"), np.__version__)
    products, instructions = found.kernel.split(", ")
    assert products == os.environ["OPENBLAS_CORETYPE"]
    assert __cpu_features__[instructions]


def test_a_numpy_that_uses_none_has_a_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np, "show_config", lambda **_: {})
    assert engine.fingerprint.__wrapped__().kernel == os.environ["OPENBLAS_CORETYPE"]


def test_numpy_with_fewer_instructions_is_another_kernel() -> None:
    instructions = engine.fingerprint().kernel.split(", ")[1]
    if instructions in __cpu_baseline__:
        pytest.skip("this processor has no more than NumPy needs")
    fewer = os.environ | {"NPY_DISABLE_CPU_FEATURES": instructions}
    done = subprocess.run(
        [sys.executable, "-c", TELL], env=fewer, capture_output=True, text=True, check=True
    )
    assert instructions not in done.stdout


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_worker_has_the_same(method: str) -> None:
    with ProcessPoolExecutor(1, get_context(method)) as pool:
        assert pool.submit(engine.fingerprint).result() == engine.fingerprint()
