"""Where the files lie that are no Python: within `app` in a wheel, beside it in the repository."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE if (HERE / "static").is_dir() else HERE.parent
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
