"""The fingerprint says under what a run is trained: engine, NumPy, and its kernel.

Two machines of one fingerprint give a run the same numbers to the bit. Another kernel of matrix
products rounds sums in another order, and with AVX-512 NumPy rounds exp, tanh and their like
otherwise; both show in the sixth digit after some epochs.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import ConfigDict, Field

NAMES = (
    "scipy_openblas_get_corename64_",
    "scipy_openblas_get_corename",
    "openblas_get_corename64_",
    "openblas_get_corename",
)
"""What OpenBLAS calls the function that names its kernel, by how it was built."""


Name = Annotated[str, Field(max_length=80)]


@dataclass(frozen=True)
class Fingerprint:
    """What the numbers of a run depend on besides its Spec."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    engine: Name
    """The version of the engine."""
    numpy: Name
    """The version of NumPy."""
    kernel: Name
    """What computes matrix products, as it was really loaded: OpenBLAS' name of it, as "Haswell",
    or the name of another library; and the newest of the processor's instruction sets that NumPy
    uses, as "Haswell, X86_V3"."""


@lru_cache(maxsize=1)
def fingerprint() -> Fingerprint:
    """The fingerprint of this process."""
    sets = np.show_config(mode="dicts").get("SIMD Extensions", {})
    newest = [*sets.get("baseline", []), *sets.get("found", [])][-1:]
    return Fingerprint(_version(), np.__version__, ", ".join([_products(), *newest]))


def _version() -> str:
    try:
        return metadata.version("nn-playground")
    except metadata.PackageNotFoundError:
        return "unknown"


def _products() -> str:
    for library in _libraries():
        for name in NAMES:
            if function := getattr(library, name, None):
                function.restype = ctypes.c_char_p
                return str(function().decode())
    built = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return str(built["name"])


def _libraries() -> list[ctypes.CDLL]:
    """NumPy's own OpenBLAS: a symbol of a library is found through those that are linked to it,
    but on Windows, where it lies in a folder beside NumPy."""
    folder = Path(np.__file__).parent
    paths = [Path(str(np.linalg._umath_linalg.__file__))]
    paths += (folder.parent / "numpy.libs").glob("*openblas*.dll")
    libraries = []
    for path in paths:
        try:
            libraries.append(ctypes.CDLL(str(path)))
        except OSError:
            continue
    return libraries
