"""In which language a page is shown: the one that its address names, or else the one chosen in this
browser before, or else the one that the browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from app.languages import ENGLISH, LANGUAGES, Language, accepted, chosen
from app.web.addresses import address

COOKIE = "lang"
YEAR_S = 365 * 24 * 3600

Asked = Annotated[
    str | None,
    Query(description="The language that words are wanted in, such as de.", max_length=20),
]


def language_of(request: Request) -> Language:
    """The language that a page is shown in."""
    asked = request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")
    return chosen([*asked, *accepted(request.headers.get("accept-language", ""))])


def spoken(request: Request) -> dict[str, Any]:
    """What a template needs to speak a language."""
    language = language_of(request)
    return {
        "_": language.page,
        "counted": language.counted,
        "language": language,
        "languages": LANGUAGES.values(),
        "dialect": dialect(language),
    }


def dialect(language: Language) -> str:
    """What the names of files that are made for a language have in them; none has English."""
    return "" if language is ENGLISH else f".{language.code}"


def in_english(name: str) -> tuple[str, Language]:
    """What a file that is made for a language is called in English, and the language."""
    stem, _, ending = name.rpartition(".")
    found = LANGUAGES.get(stem.rpartition(".")[2])
    if found is None or found is ENGLISH:
        return name, ENGLISH
    return f"{stem.removesuffix(dialect(found))}.{ending}", found


def shown(
    templates: Jinja2Templates,
    request: Request,
    name: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """A page in the language of whoever asks. What its address names is remembered, unless it is
    shown within another page, whose choice is its own."""
    response = templates.TemplateResponse(request, name, dict(context or {}), status)
    mark(request, response.headers)
    wanted = LANGUAGES.get(request.query_params.get("lang", ""))
    if wanted and not (context or {}).get("embedded"):
        path = address(request.scope, "/")
        response.set_cookie(COOKIE, wanted.code, max_age=YEAR_S, path=path, samesite="lax")
    return response


def mark(request: Request, headers: Any) -> None:
    """What an answer says of its language: it is another one for who asks otherwise."""
    headers["Content-Language"] = language_of(request).code
    headers["Vary"] = "Accept-Language, Cookie"
    # Some caches that many share do not go by what an answer varies with.
    headers.setdefault("Cache-Control", "private, no-cache")
