"""The shell around the engine: HTTP, time, processes and disk."""

import os

# Before NumPy is imported, here and in each worker: the matrices are small, so a second thread
# only takes the core away from another run.
for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
