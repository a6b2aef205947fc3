"""The shell around the engine: HTTP, time, processes and disk."""

import ctypes
import os
import platform
from pathlib import Path

CPU = Path("/proc/cpuinfo")
AVX2_ON_WINDOWS = 40


def _kernel() -> str | None:
    """The one kernel for matrix products that every processor of this kind can run, so that a run
    gives the same numbers on all of them; None where there is none that can be asked for."""
    machine = platform.machine().lower()
    if machine in ("aarch64", "arm64"):
        return "ARMV8"
    if machine not in ("x86_64", "amd64"):
        return None
    if os.name == "nt":
        has_avx2 = ctypes.windll.kernel32.IsProcessorFeaturePresent(AVX2_ON_WINDOWS)  # type: ignore[attr-defined,unused-ignore]
    else:
        has_avx2 = CPU.exists() and "avx2" in CPU.read_text().split()
    return "Haswell" if has_avx2 else None


# Before NumPy is imported, here and in each worker: the matrices are small, so a second thread
# only takes the core away from another run.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
if _name := _kernel():
    os.environ.setdefault("OPENBLAS_CORETYPE", _name)
