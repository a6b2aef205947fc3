"""Static files: read into memory, below one hash of them all, and compressed once."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app.languages import ENGLISH, LANGUAGES
from app.web.joined import joined
from app.web.speaking import in_english
from app.web.words import in_language

KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""Every kind of file there is; others are plain text."""
PAGES = [
    "js/pages/playground/main.js",
    "js/pages/sweep/main.js",
    "js/pages/class/main.js",
    "js/pages/lessons/main.js",
    "js/pages/lessons/list.js",
    "js/pages/lessons/sheet.js",
    "js/pages/reference/main.js",
    "js/pages/join/main.js",
    "js/pages/docs.js",
]
"""The scripts of pages, each sent with all that it imports."""


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    content: bytes
    kind: str

    @property
    def known_gzipped(self) -> bytes | None:
        """Compressed, if somebody has asked before."""
        found: bytes | None = vars(self).get("gzipped")
        return found

    @cached_property
    def gzipped(self) -> bytes:
        """Compressed when somebody first asks; the largest takes a fifth of a second."""
        return gzip.compress(self.content, compresslevel=6, mtime=0)


@dataclass(frozen=True)
class Tree:
    """All files of one moment, by name."""

    sources: Mapping[str, bytes]
    """As they lie there, those of pages not yet joined."""
    _found: dict[str, File] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """What this tree is known by: another file, or other words of a language, another hash."""
        whole = hashlib.sha256(repr(LANGUAGES).encode())
        for name, content in sorted(self.sources.items()):
            whole.update(f"{name} {len(content)} ".encode() + content)
        return whole.hexdigest()[:16]

    def known(self, name: str) -> File | None:
        """A file of that name, if it was found before."""
        return self._found.get(name)

    def find(self, name: str) -> File | None:
        """A file of that name; the script of a page is joined when it is first asked for."""
        if name not in self._found:
            content = self._page(name) or self.sources.get(name)
            if content is None:
                return None
            kind = KINDS.get(Path(name).suffix, "text/plain")
            self._found[name] = File(content, kind)
        return self._found[name]

    def _page(self, name: str) -> bytes | None:
        """The script of a page in a language, main.js or main.de.js; None where it is none."""
        page, language = in_english(name)
        if page not in PAGES or page not in self.sources:
            return None
        if language.code not in self._modules:
            english = self._modules[ENGLISH.code]
            words = language.said_by_pages
            self._modules[language.code] = in_language(english, language.code, words)
        return joined(self._modules[language.code], page).encode()

    @cached_property
    def _modules(self) -> dict[str, dict[str, str]]:
        """The modules by language, as far as they were asked for."""
        names = [name for name in self.sources if name.startswith("js/")]
        return {ENGLISH.code: {name: self.sources[name].decode() for name in names}}


class Static:
    """The files below a folder, and others under names of their own."""

    def __init__(self, folder: Path, made: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._made = made
        self._seen: dict[str, int] = {}
        self._tree = Tree({})

    def tree(self) -> Tree:
        """The files as they are now: whoever changes one sees it by reloading the page."""
        seen = dict(_changed(self._folder))
        if seen != self._seen:
            read = {name: (self._folder / name).read_bytes() for name in seen}
            self._tree = Tree({**read, **self._made})
            self._seen = seen
        return self._tree

    def known(self, path: str) -> File | None:
        """The file that a path below /static is exactly for, if it was found before."""
        mark, _, name = path.partition("/")
        return self._tree.known(name) if mark == self._tree.hash else None

    def find(self, path: str) -> tuple[File | None, bool]:
        """The file that a path below /static is for, and whether it says which one exactly: then
        it begins with the tree's hash. With another or none, it is for the file as it is now."""
        mark, _, name = path.partition("/")
        tree = self._tree if mark == self._tree.hash else self.tree()
        if mark == tree.hash:
            return tree.find(name), True
        return tree.find(path) or tree.find(name), False


def _changed(folder: str | Path, below: str = "") -> Iterator[tuple[str, int]]:
    """Every file below a folder, and when it changed."""
    for entry in os.scandir(folder):
        name = below + entry.name
        if entry.is_dir():
            yield from _changed(entry.path, f"{name}/")
        else:
            yield name, entry.stat().st_mtime_ns
