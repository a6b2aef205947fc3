"""The live page in a cell of a notebook: a widget carries what the page asks to the playground.

It does so over the notebook's own channel, so that no other port has to be reached.
"""

from __future__ import annotations

import html
import json
import re
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import anywidget
import httpx
import traitlets

from app.client.connection import Connection
from app.shipped import STATIC

MODULE = STATIC / "js" / "pages" / "notebook"
PASSED_ON = (
    "content-type",
    "retry-after",
    "run-generation",
    "run-version",
    "run-exact",
    "location",
)
EVENTS = "text/event-stream"
PAUSE_S = 0.08
"""Between two pieces of a stream: what a notebook cannot take would pile up. The playground leaves
out pictures that nobody was in time for."""

LINK = re.compile(r'<link ([^>]*?)rel="(\w+)"([^>]*?)href="([^"]+)"[^>]*>')
SCRIPT = re.compile(r'<script( type="module")? src="([^"]+)"></script>')


class Cell(anywidget.AnyWidget):  # type: ignore[misc,unused-ignore]
    """The page, `height` pixels high: with a run of its own, or with one that is there."""

    _esm = (MODULE / "widget.js").read_text(encoding="utf-8")
    height = traitlets.Int(640).tag(sync=True)

    def __init__(self, connection: Connection, *, height: int, run: tuple[str, str | None] | None):
        """`run`: id and token of the one to show; without a token it can only be watched."""
        super().__init__(height=height)
        self._connection = connection
        self._hash = f"#watch={run[0]}" if run and not run[1] else ""
        self._own = {"id": run[0], "token": run[1]} if run and run[1] else None
        self._under_way: dict[tuple[str, int], threading.Event] = {}
        self.on_msg(self._hear)

    def close(self) -> None:
        """Take it out of the notebook, and end what is under way for it."""
        for over in list(self._under_way.values()):
            over.set()
        super().close()

    def _hear(self, _widget: Any, asked: dict[str, Any], _buffers: Any) -> None:
        view = str(asked.get("view"))
        if asked.get("over"):
            for (whose, _), over in list(self._under_way.items()):
                if whose == view:
                    over.set()
        elif "id" not in asked:
            self._begin(lambda: self._show(view, str(asked.get("theme") or "")))
        elif asked.get("drop"):
            if over_here := self._under_way.get((view, asked["id"])):
                over_here.set()
        else:
            # Before it begins: it may be dropped at once.
            over = self._under_way[view, asked["id"]] = threading.Event()
            self._begin(lambda: self._ask(view, asked, over))

    def _begin(self, work: Callable[[], None]) -> None:
        # What is asked must not keep the notebook's own cells waiting, nor wait for them.
        threading.Thread(target=work, daemon=True).start()

    def _show(self, view: str, theme: str) -> None:
        try:
            text = page(self._connection, self._own, theme, self._hash)
        except httpx.HTTPError as error:
            text = f"<p>The playground cannot be reached: {html.escape(str(error))}</p>"
        self.send({"view": view, "html": text})

    def _ask(self, view: str, asked: dict[str, Any], over: threading.Event) -> None:
        number = asked["id"]

        def tell(*buffers: bytes, **said: Any) -> None:
            self.send({"view": view, "to": number, **said}, list(buffers))

        try:
            with self._connection.pass_on(
                asked["method"], asked["path"], asked["headers"], asked["body"]
            ) as answer:
                known = answer.headers
                headers = {name: known[name] for name in PASSED_ON if name in known}
                tell(status=answer.status_code, headers=headers)
                streams = known.get("content-type", "").startswith(EVENTS)
                for part in answer.iter_bytes():
                    if over.is_set():
                        return
                    tell(part)
                    if streams:
                        time.sleep(PAUSE_S)
            tell(end=True)
        except (httpx.HTTPError, RuntimeError) as error:
            # The playground is gone, or was closed in another cell.
            tell(fault=str(error) or type(error).__name__)
        finally:
            self._under_way.pop((view, number), None)


def page(connection: Connection, own: dict[str, Any] | None, theme: str, fragment: str = "") -> str:
    """The playground's page for a cell, with all its scripts and styles in it.

    `own`: id and token of the run that it begins with; without, it makes one. `fragment`: what its
    address ends with. Raises HTTPError.
    """

    def read(path: str) -> str:
        with connection.pass_on("GET", path, {}, None) as answer:
            answer.read()
            answer.raise_for_status()
            return answer.text

    root = connection.root
    here = urljoin(root, "embed")

    def below(address: str) -> str:
        return urljoin(here, address).removeprefix(root)

    def style(link: re.Match[str]) -> str:
        before, kind, after, address = link.groups()
        if kind != "stylesheet":
            return ""
        return f"<style {before}{after}>{read(below(address))}</style>"

    def script(found: re.Match[str]) -> str:
        module, address = found.groups()
        url = json.dumps(urljoin(here, address))
        text = read(below(address)).replace("import.meta.url", url)
        text = text.replace("</script", r"<\/script")
        return f"<script{module or ''}>{text}</script>"

    told = {"root": root, "seeds": own, "theme": theme, "hash": fragment}
    inside = (MODULE / "inside.js").read_text(encoding="utf-8")
    text = SCRIPT.sub(script, LINK.sub(style, read("embed")))
    text = text.replace("<html ", f'<html data-cell="{html.escape(json.dumps(told))}" ', 1)
    return text.replace("<head>", f'<head>\n<base href="about:srcdoc"><script>{inside}</script>', 1)
