"""Events of something on the server, followed over connections that are lost and found."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from app.client.connection import Connection, checked
from app.problems import NotFound, Problem, Unreachable
from app.sentences import say

FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 5.0


@dataclass(frozen=True)
class Event:
    """One event: a snapshot first, then history, status and, on request, frames."""

    name: Literal["snapshot", "history", "status", "frame"]
    data: dict[str, Any]
    id: str


def follow(connection: Connection, *, frames: bool) -> Iterator[Event]:
    """The events of what lies at the connection's path; what was heard is not sent again.

    Ends when it is removed. Raises Unreachable, or what a proxy says, when the server is gone for
    long.
    """
    last_id, wait_s = "", FIRST_WAIT_S
    while True:
        try:
            for event in _listen(connection, frames, last_id):
                last_id, wait_s = event.id, FIRST_WAIT_S
                yield event
        except httpx.TransportError as error:
            if wait_s > LONGEST_WAIT_S:
                raise Unreachable(say("playground_gone")) from error
        except NotFound:
            if not last_id:
                raise
            return
        except Problem as problem:
            # A proxy answers so for a server that is away, which may come back.
            if problem.status < 500 or not last_id or wait_s > LONGEST_WAIT_S:
                raise
        time.sleep(wait_s)
        wait_s *= 2


def _listen(connection: Connection, frames: bool, last_id: str) -> Iterator[Event]:
    headers = {"Last-Event-ID": last_id} if last_id else {}
    answer = connection.send(
        "GET", "events", stream=True, params={"frames": frames}, headers=headers
    )
    with closing(answer):
        if answer.status_code != 200:
            answer.read()
        checked(answer)
        fields: dict[str, str] = {}
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
            elif "data" in fields:
                data = json.loads(fields["data"])
                yield Event(fields["event"], data, fields["id"])  # type: ignore[arg-type]
                fields = {}
