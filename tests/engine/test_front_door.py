"""What `import engine` offers is exactly its `__all__`, sorted, and quick to import."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import engine


def test_all_is_sorted_and_exact() -> None:
    exported = sorted(
        (
            name
            for name, value in vars(engine).items()
            if not name.startswith("_") and not isinstance(value, ModuleType)
        ),
    )
    assert sorted(engine.__all__) == engine.__all__
    assert engine.__all__ == [name for name in exported if name in engine.__all__]
    assert set(exported) == set(engine.__all__)


def test_everything_public_is_documented() -> None:
    for name in engine.__all__:
        assert getattr(engine, name).__doc__, name


def test_the_engine_stands_alone() -> None:
    code = (
        "import sys, engine;"
        "print([m for m in ('fastapi', 'uvicorn', 'httpx', 'plotly', 'app') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
