"""Static files: read into memory, below one hash of them all, and compressed once."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.web.joined import joined

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

    files: Mapping[str, File]

    @cached_property
    def hash(self) -> str:
        """What this tree is known by: another file, another hash."""
        whole = hashlib.sha256()
        for name, file in sorted(self.files.items()):
            whole.update(f"{name} {len(file.content)} ".encode() + file.content)
        return whole.hexdigest()[:16]


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
            modules = {name: read[name].decode() for name in read if name.startswith("js/")}
            pages = {name: joined(modules, name).encode() for name in PAGES if name in modules}
            contents = {**read, **pages, **self._made}
            self._tree = Tree(
                {
                    name: File(content, KINDS.get(Path(name).suffix, "text/plain"))
                    for name, content in contents.items()
                }
            )
            self._seen = seen
        return self._tree

    def find(self, path: str) -> tuple[File | None, bool]:
        """The file that a path below /static is for, and whether it says which one exactly: then
        it begins with the tree's hash. With another or none, it is for the file as it is now."""
        mark, _, name = path.partition("/")
        tree = self._tree if mark == self._tree.hash else self.tree()
        if mark == tree.hash:
            return tree.files.get(name), True
        return tree.files.get(path) or tree.files.get(name), False


def _changed(folder: str | Path, below: str = "") -> Iterator[tuple[str, int]]:
    """Every file below a folder, and when it changed."""
    for entry in os.scandir(folder):
        name = below + entry.name
        if entry.is_dir():
            yield from _changed(entry.path, f"{name}/")
        else:
            yield name, entry.stat().st_mtime_ns
