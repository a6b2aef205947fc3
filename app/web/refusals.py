"""How a refusal, or a fault, reaches a client: one shape for all of them."""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from app.logs import request_id
from app.problems import MEDIA_TYPE, FieldError, Invalid, Problem, ProblemDocument, field_errors
from app.sentences import say
from app.settings import Settings
from app.web.addresses import address
from app.web.middleware.headers import SECURITY_HEADERS
from engine import Sentence

log = logging.getLogger(__name__)


def problem_response(
    request: HTTPConnection,
    status: int,
    sentence: Sentence,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The one shape of a refusal."""
    document = ProblemDocument(
        title=http.HTTPStatus(status).phrase,
        status=status,
        instance=address(request.scope, request.url.path),
        errors=list(errors),
        **dict(sentence),
    )
    body = document.model_dump(exclude_none=True)
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


async def turn_away(
    status: int,
    sentence: Sentence,
    scope: Scope,
    receive: Receive,
    send: Send,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer a request that no route has seen, or a handshake: a socket that was not accepted has
    no frame to say anything in, so it is told as every other request is."""
    response = problem_response(HTTPConnection(scope), status, sentence, (), headers)
    if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
        await response(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": sentence.detail})


def add_handlers(app: FastAPI, settings: Settings) -> None:
    """Make the app answer every refusal and every fault in the one shape."""
    raised_by_others = {
        400: say("body_unreadable"),
        405: say("method_not_allowed"),
        408: say("body_too_slow", maximum=settings.request_timeout_s),
        413: say("body_too_large", maximum=settings.max_body_bytes),
    }

    @app.exception_handler(Problem)
    async def on_problem(request: Request, problem: Problem) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
        if problem.status == 503:
            headers = {"Retry-After": "5"}
        return problem_response(request, problem.status, problem.sentence, problem.errors, headers)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        if any(item["type"] == "json_invalid" for item in error.errors()):
            return problem_response(request, 400, say("json_invalid"))
        # FastAPI says first in which part of the request it is.
        parts = [(item["loc"][0], {**item, "loc": item["loc"][1:]}) for item in error.errors()]
        errors = [
            *field_errors((item for part, item in parts if part != "body"), None),
            *field_errors((item for part, item in parts if part == "body"), error.body),
        ]
        if isinstance(error.body, bytes):
            errors = [FieldError.at("", say("not_json"))]
        return problem_response(request, 422, Invalid(errors).sentence, errors)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> JSONResponse:
        status, headers = error.status_code, dict(error.headers or {})
        other = Sentence(code="not_possible", detail=str(error.detail))
        return problem_response(request, status, raised_by_others.get(status, other), (), headers)

    @app.exception_handler(Exception)
    async def on_fault(request: Request, error: Exception) -> JSONResponse:
        path = quote(request.url.path)
        log.exception("unexpected fault on %s %s", request.method, path, exc_info=error)
        # This answer is made outside of everything that would add them.
        headers = {**SECURITY_HEADERS, "X-Request-ID": request_id() or ""}
        return problem_response(request, 500, say("fault"), (), headers)
