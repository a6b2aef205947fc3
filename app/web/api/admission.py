"""Who may create something on a server that asks for a key: whoever has it, and members of its
classes, whose key is their class's code and their token, `K7PQ2M.token`."""

from __future__ import annotations

from fastapi import Depends

from app.problems import Forbidden
from app.web.api.classes import CurrentClasses
from app.web.api.dependencies import Bearer, CurrentManager, Holder


async def admitted(
    manager: CurrentManager, classes: CurrentClasses, key: Bearer, asker: Holder
) -> None:
    """Raises unless whoever asks may create runs and sweeps."""
    said = key.credentials if key else None
    try:
        manager.admit(said)
    except Forbidden:
        code, dot, token = (said or "").rpartition(".")
        if not dot or not await is_member(classes, code, token, asker):
            raise


async def is_member(classes: CurrentClasses, code: str, token: str, asker: str) -> bool:
    """Whether the token is that of a member of the class."""
    try:
        await classes.member(code, token, asker)
    except Forbidden:
        return False
    return True


ADMITTED = [Depends(admitted)]
