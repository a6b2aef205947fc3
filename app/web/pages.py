"""Pages and the files they load, all served from here: nothing comes from another host."""

from __future__ import annotations

import asyncio
import re
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from pydantic_core import to_json
from starlette.routing import Route

import engine
from app.languages import LANGUAGES
from app.lessons import Library, to_gift
from app.limits import listing
from app.problems import Invalid, NotFound
from app.sentences import say
from app.settings import Settings
from app.shipped import STATIC, TEMPLATES
from app.web.addresses import address, root_from
from app.web.api.lessons import CurrentLibrary, list_lessons, read_lesson
from app.web.joining import joining
from app.web.refusals import problem_response
from app.web.speaking import dialect, language_of, mark, shown, spoken
from app.web.static import Static

RUN_ID, EPOCH = re.compile(r"[\w-]{1,64}", re.ASCII), re.compile(r"[0-9]{0,9}")
PREVIEW = 300
"""Pixels along a side of a picture of what a link leads to."""
FOR_GOOD = "public, max-age=31536000, immutable"


def to_files(request: Request) -> dict[str, Any]:
    """What a page needs to name others and its files, wherever the playground lies."""
    root, tree = root_from(request.scope), request.app.state.static.tree()
    return {"root": root, "static": f"{root}static/{tree.hash}"}


def get_library(request: Request, library: CurrentLibrary) -> Library:
    """The lessons in the language of the page."""
    return library.spoken(language_of(request).code)


PageLibrary = Annotated[Library, Depends(get_library)]
router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(TEMPLATES, context_processors=[to_files, spoken])
templates.env.globals["version"] = version("nn-playground")


@router.get("/")
async def playground(request: Request) -> HTMLResponse:
    """The playground."""
    return shown(templates, request, "playground.html")


@router.get("/lessons")
def lessons(request: Request, library: PageLibrary) -> HTMLResponse:
    """The list of lessons, and what is wrong with those that cannot be opened."""
    context = {"lessons": list_lessons(library)}
    return shown(templates, request, "lessons.html", context)


@router.get("/embed")
async def embedded_playground(request: Request) -> HTMLResponse:
    """The playground alone, to be shown within another page."""
    return shown(templates, request, "playground.html", {"embedded": True})


@router.get("/lessons/{name}")
@router.get("/embed/{name}")
def lesson(request: Request, name: str, library: PageLibrary) -> HTMLResponse:
    """One lesson beside the playground; under /embed, to be shown within another page."""
    embedded = request.url.path.startswith("/embed/")
    try:
        context = {
            "lesson": read_lesson(name, library),
            "embedded": embedded,
            "shown_elsewhere": request.app.state.shown_elsewhere,
        }
    except NotFound as problem:
        raise HTTPException(404) from problem
    except Invalid as problem:
        mistakes = {
            "status": 422,
            "title": language_of(request).page("This lesson has mistakes"),
            "detail": problem.detail,
        }
        return shown(templates, request, "error.html", mistakes, 422)
    return shown(templates, request, "lesson.html", context)


@router.get("/lessons.gift")
def questions(request: Request, library: PageLibrary) -> PlainTextResponse:
    """The questions of all lessons, to be imported into a learning platform."""
    lessons = [file.content for file in library.files() if file.content]
    named = {"Content-Disposition": 'attachment; filename="lessons.gift"'}
    response = PlainTextResponse(to_gift(lessons), headers=named)
    mark(request, response.headers)
    return response


@router.get("/lessons/{name}/worksheet")
@router.get("/lessons/{name}/key")
def sheet(request: Request, name: str, library: PageLibrary) -> HTMLResponse:
    """A lesson on paper: to be filled in, or with what is right."""
    try:
        lesson = read_lesson(name, library)
    except (NotFound, Invalid) as problem:
        raise HTTPException(404) from problem
    context = {"lesson": lesson, "key": request.url.path.endswith("/key")}
    return shown(templates, request, "sheet.html", context)


@router.get("/watch/{run_id}")
async def watch(request: Request, run_id: str) -> HTMLResponse:
    """The way to a run that is watched, perhaps to its end of an epoch (`?at=112`), with a picture
    for chats and courses, which show one of what a link leads to."""
    at = request.query_params.get("at", "")
    if not (RUN_ID.fullmatch(run_id) and EPOCH.fullmatch(at)):
        raise HTTPException(404)
    here = f"{request.url.scheme}://{request.url.netloc}"
    thumbnail = address(request.scope, f"/api/v1/runs/{run_id}/thumbnail.png?size={PREVIEW}")
    context = {
        "there": f"../#watch={run_id}" + (at and f"&at={at}"),
        "picture": here + thumbnail + (at and f"&epoch={at}"),
        "side": PREVIEW,
    }
    response = shown(templates, request, "watch.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/sweep")
async def sweep(request: Request) -> HTMLResponse:
    """Many networks that learn side by side."""
    return shown(templates, request, "sweep.html")


@router.get("/join")
async def join(request: Request) -> HTMLResponse:
    """The way into a class, by its code."""
    return shown(templates, request, "join.html")


@router.get("/class")
async def classroom(request: Request) -> HTMLResponse:
    """A class, as its teacher sees it."""
    context = {"joining": joining(request, request.app.state.manager.settings)}
    return shown(templates, request, "class.html", context)


@router.get("/reference")
async def reference(request: Request) -> HTMLResponse:
    """Everything there is to choose from, drawn from the catalogue."""
    return shown(templates, request, "reference.html")


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """The API's own page, to read its routes and try them."""
    return shown(templates, request, "docs.html")


async def static_file(request: Request) -> Response:
    """A file of a page, whole: kept for good where its address says which one it is."""
    static, path = request.app.state.static, request.path_params["path"]
    file, kept = static.known(path), True
    if file is None:
        # Files are looked through, and a page is joined, which may take a fifth of a second.
        file, kept = await asyncio.to_thread(static.find, path)
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_GOOD if kept else "no-store", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = file.known_gzipped or await asyncio.to_thread(lambda: file.gzipped)
        return Response(content, media_type=file.kind, headers=headers)
    return Response(file.content, media_type=file.kind, headers=headers)


def add_pages(app: FastAPI, settings: Settings) -> None:
    """Serve the pages and static files, and to a browser that is lost, a page that says so."""
    made = {"limits.json": to_json(listing(settings))} | {
        f"catalogue{dialect(language)}.json": to_json(language.translated(engine.catalogue()))
        for language in LANGUAGES.values()
    }
    app.state.shown_elsewhere = bool(settings.frame_ancestors.strip())
    app.state.static = Static(STATIC, made)
    # A page asks for a hundred: they are looked for first, and need nothing of what the API does.
    app.router.routes.insert(0, Route("/static/{path:path}", static_file))
    app.include_router(router)

    @app.exception_handler(404)
    async def on_nothing_here(request: Request, _error: Exception) -> Response:
        path, query = request.url.path, request.url.query
        if path.endswith("/") or not path:
            # Told from where it is: a proxy may have taken off what we do not know of.
            there = f"../{path.split('/')[-2]}" if path else request.scope["prefix"] + "/"
            return RedirectResponse(there + (f"?{query}" if query else ""))
        nothing = say("nothing_here")
        if "text/html" not in request.headers.get("accept", ""):
            return problem_response(request, 404, nothing)
        language = language_of(request)
        title, detail = language.page("Nothing here"), language.said(nothing)
        context = {"status": 404, "title": title, "detail": detail}
        return shown(templates, request, "error.html", context, 404)
