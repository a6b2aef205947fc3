"""What there is to choose from, within which limits, and which software answers."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel

import engine
from app.limits import listing
from app.web.api.dependencies import CurrentManager

router = APIRouter(tags=["catalogue"])


class Version(BaseModel):
    """Which software answers."""

    version: str
    python: str
    numpy: str


CATALOGUE = engine.catalogue()


@router.get("/catalogue")
async def read_catalogue() -> dict[str, Any]:
    """Every activation, loss, optimizer, initializer, regularizer, input and data set, with its
    formula, help and parameters; the schema of a spec, and the default spec."""
    return CATALOGUE


@router.get("/limits")
async def read_limits(manager: CurrentManager) -> dict[str, dict[str, Any]]:
    """Every active limit, and the setting that moves it."""
    return listing(manager.settings)


@router.get("/version")
async def read_version() -> Version:
    """The versions of the playground, Python and NumPy."""
    return Version(
        version=version("nn-playground"), python=platform.python_version(), numpy=np.__version__
    )
