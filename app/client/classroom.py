"""A class, as its teacher has it in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from app.classes.progress import PredictionRow, Progress, TaskRow
from app.classes.reading import Card, LeadRead, MemberRead
from app.client.connection import Connection
from app.client.run import Run


class Classroom:
    """One class. What is told to it is told to all its members; nothing is kept here."""

    def __init__(
        self, connection: Connection, code: str, token: str, watch: Callable[[str], Run]
    ) -> None:
        self.code = code
        self.token = token
        self._watch = watch
        self._connection = connection.below(f"classes/{quote(code, safe='')}", token)

    def read(self) -> Card:
        """The class as everyone may read it who has its code."""
        return Card.model_validate(self._connection.ask("GET"), strict=False)

    def members(self) -> list[MemberRead]:
        """Everyone in it, with all that is kept of them."""
        found = self._connection.ask("GET", "members")
        return [MemberRead.model_validate(each) for each in found]

    def progress(self) -> list[TaskRow]:
        """A row for each task that a member has tried."""
        return self._progress().tasks

    def predictions(self) -> list[PredictionRow]:
        """A row for each prediction that a member has made."""
        return self._progress().predictions

    def _progress(self) -> Progress:
        return Progress.model_validate(self._connection.ask("GET", "progress"))

    def run(self, of: TaskRow | MemberRead) -> Run | None:
        """The run that passed a task, as it was then; or a member's present one. It can be read,
        asked and forked. None where there is none. Raises NotFound where it is gone."""
        return None if of.run is None else self._watch(of.run)

    def change(self, **about: Any) -> Card:
        """Change title, lessons, spec, names; or close it: `open=False`."""
        return Card.model_validate(self._connection.ask("PATCH", json=about), strict=False)

    def tell(self, command: str, **more: Any) -> LeadRead:
        """Tell everyone something: tell("send", lesson="loss"), tell("pause"), …"""
        body = {"command": command, **more}
        told = self._connection.ask("POST", "commands", json=body)
        return LeadRead.model_validate(told, strict=False)

    def remove(self, member: MemberRead) -> None:
        """Remove a member, and all that is kept of them."""
        self._connection.ask("DELETE", f"members/{quote(member.id, safe='')}")

    def delete(self) -> None:
        """Remove the class, and all that is kept of its members."""
        self._connection.ask("DELETE")
