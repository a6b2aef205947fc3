"""What routes are given: the manager, and the run a request is about.

All of it is asynchronous: what is not is called in a thread, and there requests about a run would
overtake one another.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Response, Security
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic_core import to_json

from app.problems import MEDIA_TYPE, ProblemDocument
from app.runs.manager import Manager
from app.runs.session import Session
from app.runs.stand import Stand
from app.web.addresses import holder

bearer = HTTPBearer(auto_error=False, description="The token that POST /runs gave.")

Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]
RunId = Annotated[str, Path(description="The id of a run.", max_length=64)]


async def get_manager(connection: HTTPConnection) -> Manager:
    """The manager of this app."""
    manager = connection.app.state.manager
    assert isinstance(manager, Manager)  # noqa: S101  # narrows the type
    return manager


CurrentManager = Annotated[Manager, Depends(get_manager)]


async def watched_run(run_id: RunId, manager: CurrentManager) -> Session:
    """The run of the path, for anyone who knows its id."""
    return await manager.find(run_id)


async def controlled_run(
    run_id: RunId,
    manager: CurrentManager,
    credentials: Bearer,
) -> Session:
    """The run of the path, for the holder of its token."""
    return await manager.control(run_id, credentials.credentials if credentials else None)


async def get_holder(connection: HTTPConnection) -> str:
    """Who asks."""
    return holder(connection.scope)


BODY = (400, 408, 413, 422)
Holder = Annotated[str, Depends(get_holder)]
Watched = Annotated[Session, Depends(watched_run)]
Controlled = Annotated[Session, Depends(controlled_run)]


def answer(
    content: bytes | str,
    stand: Stand,
    exact: bool = True,
    media_type: str = "application/json",
    **headers: str,
) -> Response:
    """An answer about a run, which says in its head where the run stood; and if it is not `exact`:
    if the epoch that was asked for could not be had again, and it is of the nearest before."""
    less = {} if exact else {"Run-Exact": "false"}
    return Response(content, media_type=media_type, headers={**stood(stand), **less, **headers})


def told(session: Session) -> Response:
    """A run, as it is told everyone: put together once for all."""
    return Response(session.audience.stand.whole, media_type="application/json")


def told_with(session: Session, **members: Any) -> Response:
    """A run, as it is told the one who asked: with members that are nobody else's."""
    own = to_json(members)
    whole = session.audience.stand.whole
    return Response(b"%b,%b" % (own[:-1], whole[1:]), media_type="application/json")


def stood(stand: Stand) -> dict[str, str]:
    """Where the run stood, as headers."""
    return {"Run-Generation": stand.generation, "Run-Version": str(stand.version)}


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The refusals a route may answer with, for OpenAPI."""
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    content = {MEDIA_TYPE: {"schema": schema}}
    return {
        status: {"description": _DESCRIPTIONS[status], "content": content} for status in statuses
    }


_DESCRIPTIONS = {
    400: "The body is not JSON.",
    401: "The token, or the server's key, is missing.",
    403: "The token or key is not the right one, or there is no such run.",
    404: "There is no such run.",
    408: "The body takes longer to come in than the limit.",
    409: "The run's status does not allow this.",
    413: "The body is larger than the limit.",
    421: "The server does not answer to this name.",
    422: "A field has a value that cannot be; `errors` names each.",
    429: "More requests than the limit allows; `Retry-After` says when to try again.",
    503: "A limit of the whole server is reached, or it is stopping.",
}
