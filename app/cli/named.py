"""The settings that a command runs under: those of the environment, and those it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.files import UsageError

if TYPE_CHECKING:
    from app.settings import Settings


def read_settings(named: dict[str, Any]) -> Settings:
    """The settings; what is None of those named here is left to the environment. Raises
    UsageError."""
    from pydantic import ValidationError

    from app.settings import Settings

    try:
        return Settings(**{name: value for name, value in named.items() if value is not None})
    except ValidationError as error:
        lines = [
            f"PLAYGROUND_{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}"
            for item in error.errors()
        ]
        raise UsageError("; ".join(lines)) from error
