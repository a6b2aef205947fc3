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

from app.logs import request_id
from app.problems import MEDIA_TYPE, FieldError, Invalid, Problem, ProblemDocument, field_errors
from app.web.addresses import address
from app.web.middleware.headers import SECURITY_HEADERS

log = logging.getLogger(__name__)


def problem_response(
    request: Request,
    status: int,
    detail: str,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The one shape of a refusal."""
    document = ProblemDocument(
        title=http.HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=address(request.scope, request.url.path),
        errors=list(errors),
    )
    return JSONResponse(document.model_dump(), status, headers, media_type=MEDIA_TYPE)


NOT_JSON = "The body should be JSON and say so: Content-Type: application/json."


def too_large(max_body_bytes: int) -> str:
    """What to say to a body over the limit."""
    return f"The limit for a body is {max_body_bytes} bytes (PLAYGROUND_MAX_BODY_BYTES)."


def add_handlers(app: FastAPI, max_body_bytes: int) -> None:
    """Make the app answer every refusal and every fault in the one shape."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, problem: Problem) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
        if problem.status == 503:
            headers = {"Retry-After": "5"}
        return problem_response(request, problem.status, problem.detail, problem.errors, headers)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        if any(item["type"] == "json_invalid" for item in error.errors()):
            return problem_response(request, 400, "The body is not valid JSON.")
        # FastAPI says first in which part of the request it is.
        found = [{**item, "loc": item["loc"][1:]} for item in error.errors()]
        errors = field_errors(found, error.body)
        if isinstance(error.body, bytes):
            errors = [FieldError(pointer="", code="not_json", detail=NOT_JSON)]
        return problem_response(request, 422, Invalid(errors).detail, errors)

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> JSONResponse:
        detail = {
            405: "This address does not answer to this method.",
            400: "The body could not be read.",
            413: too_large(max_body_bytes),
        }.get(error.status_code, str(error.detail))
        return problem_response(
            request, error.status_code, detail, headers=dict(error.headers or {})
        )

    @app.exception_handler(Exception)
    async def on_fault(request: Request, error: Exception) -> JSONResponse:
        path = quote(request.url.path)
        log.exception("unexpected fault on %s %s", request.method, path, exc_info=error)
        # This answer is made outside of everything that would add them.
        headers = {**SECURITY_HEADERS, "X-Request-ID": request_id() or ""}
        return problem_response(request, 500, "Something went wrong on the server.", (), headers)
