"""What there is to choose from, within which limits, and which software answers."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Body, Path, Response
from pydantic import BaseModel
from pydantic_core import to_json

import engine
from app.limits import listing
from app.web.api.dependencies import CurrentManager, Holder, problems
from app.work import entries

router = APIRouter(tags=["catalogue"])


class Version(BaseModel):
    """Which software answers."""

    version: str
    python: str
    numpy: str


CATALOGUE = to_json(engine.catalogue())
"""As JSON: it stays what it is while a server runs."""


@router.get(
    "/catalogue",
    response_description="Every family, as a list of its choices with help and parameters.",
    response_model=dict[str, Any],
)
async def read_catalogue() -> Response:
    """Every activation, loss, optimizer, initializer, regularizer, input and data set, with its
    formula, help and parameters; the schema of a spec, and the default spec."""
    return Response(CATALOGUE, media_type="application/json")


@router.post(
    "/catalogue/{family}",
    response_description="The choice as the catalogue has it.",
    response_model=dict[str, Any],
    responses=problems(400, 404, 408, 413, 422),
)
async def read_entry(
    family: Annotated[
        str, Path(description="A list of the catalogue, such as activations.", max_length=80)
    ],
    choice: Annotated[dict[str, Any], Body(description="One of them, as it stands in a spec.")],
    manager: CurrentManager,
    asker: Holder,
) -> Response:
    """The catalogue's entry of a choice as its parameters are: the curve and the derivative of an
    activation by a formula of your own, say. What a spec with it would be refused for, this is."""
    made = await manager.do(asker, entries.entry_of, family, choice)
    return Response(made, media_type="application/json")


@router.get("/limits", response_description="Each limit by its name: its value, and what it is of.")
async def read_limits(manager: CurrentManager) -> dict[str, dict[str, Any]]:
    """Every active limit, and the setting that moves it."""
    return listing(manager.settings)


@router.get("/version")
async def read_version() -> Version:
    """The versions of the playground, Python and NumPy."""
    return Version(
        version=version("nn-playground"), python=platform.python_version(), numpy=np.__version__
    )
