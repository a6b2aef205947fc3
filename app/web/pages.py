"""Pages and the files they load, all served from here: nothing comes from another host."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.types import Receive, Scope, Send

from app.problems import Invalid, NotFound
from app.sentences import say
from app.web.api.lessons import CurrentLibrary, list_lessons, read_lesson
from app.web.refusals import problem_response

ROOT = Path(__file__).resolve().parents[2]
PLOTLY_JS = files("plotly") / "package_data" / "plotly.min.js"


def modules_of(name: str) -> list[str]:
    """A module of the page and all that it imports, in the order they are met: named in the page,
    they are fetched side by side instead of one generation after the other."""
    found: dict[Path, None] = {}
    ahead = [ROOT / "static" / "js" / name]
    while ahead:
        path = ahead.pop(0)
        if path not in found:
            found[path] = None
            imports = re.findall(
                r'^(?:import|export)[^;]*? from "(\.[^"]+)";', path.read_text("utf-8"), re.M
            )
            ahead += [(path.parent / other).resolve() for other in imports]
    return [path.relative_to(ROOT).as_posix() for path in found]


router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(ROOT / "templates")
templates.env.globals["version"] = version("nn-playground")
templates.env.globals["plotly_version"] = version("plotly")
templates.env.globals["modules"] = modules_of("pages/playground/main.js")


@router.get("/")
async def playground(request: Request) -> HTMLResponse:
    """The playground."""
    return templates.TemplateResponse(request, "playground.html")


@router.get("/lessons")
def lessons(request: Request, library: CurrentLibrary) -> HTMLResponse:
    """The list of lessons, and what is wrong with those that cannot be opened."""
    context = {"lessons": list_lessons(library)}
    return templates.TemplateResponse(request, "lessons.html", context)


@router.get("/embed")
async def embedded_playground(request: Request) -> HTMLResponse:
    """The playground alone, to be shown within another page."""
    return templates.TemplateResponse(request, "playground.html", {"embedded": True})


@router.get("/lessons/{name}")
@router.get("/embed/{name}")
def lesson(request: Request, name: str, library: CurrentLibrary) -> HTMLResponse:
    """One lesson beside the playground; under /embed, to be shown within another page."""
    embedded = request.url.path.startswith("/embed/")
    try:
        context = {"lesson": read_lesson(name, library), "embedded": embedded}
    except NotFound as problem:
        raise HTTPException(404) from problem
    except Invalid as problem:
        mistakes = {"status": 422, "title": "This lesson has mistakes", "detail": problem.detail}
        return templates.TemplateResponse(request, "error.html", mistakes, 422)
    return templates.TemplateResponse(request, "lesson.html", context)


@router.get("/reference")
async def reference(request: Request) -> HTMLResponse:
    """Everything there is to choose from, drawn from the catalogue."""
    return templates.TemplateResponse(request, "reference.html")


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """The API's own page, to read its routes and try them."""
    return templates.TemplateResponse(request, "docs.html")


@router.get("/static/plotly.min.js")
def plotly_js(request: Request) -> Response:
    """The plotly.js that the Python package brings, so that there is one Plotly in the project."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_plotly_gzipped(), media_type="text/javascript", headers=headers)
    return Response(PLOTLY_JS.read_bytes(), media_type="text/javascript", headers=headers)


@cache
def _plotly_gzipped() -> bytes:
    """Compressed once: doing it for each request would take a fifth of a second each time."""
    return gzip.compress(PLOTLY_JS.read_bytes(), compresslevel=6)


class Static(StaticFiles):
    """Our own files: kept by browsers, but asked about each time, since they change in place.

    They are sent whole: they are small, and a bad range would be refused in a form of its own.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file."""
        headers = [header for header in scope["headers"] if header[0] != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """A file, to be checked for a newer one before it is used again."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


def add_pages(app: FastAPI) -> None:
    """Serve the pages and static files, and to a browser that is lost, a page that says so."""
    app.include_router(router)
    app.mount("/static", Static(directory=ROOT / "static"), name="static")

    @app.exception_handler(404)
    async def on_nothing_here(request: Request, _error: Exception) -> Response:
        nothing = say("nothing_here")
        if "text/html" not in request.headers.get("accept", ""):
            return problem_response(request, 404, nothing)
        context = {"status": 404, "title": "Nothing here", "detail": nothing.detail}
        return templates.TemplateResponse(request, "error.html", context, 404)
