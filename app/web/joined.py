"""A page's script with all that it imports, as one file: to fetch and compile a hundred small ones
took half of what it takes to open the page.

Each module becomes a function, called once, that gives what the module exports; all else is left as
it is written, without the comments that have lines of their own, which were a quarter of what went
over the network. Only the forms that our modules use are understood, and others are refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

_IMPORT = re.compile(r'^import (?:(\w+)|\* as (\w+)|\{([^}]*)\}) from "(\.[^"]+)";', re.MULTILINE)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "(\.[^"]+)";', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?:(default) |(?=(?:(?:async )?function\*?|const|class) (\w+)))", re.MULTILINE
)
_LEFT = re.compile(r"^(?:import|export)\b", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE)
"""A comment that has its lines to itself."""
_AS = re.compile(r"\s+as\s+")
DEFAULT = "$default"


def joined(modules: Mapping[str, str], page: str) -> str:
    """The module `page` and all that it imports, each after those that it imports itself.

    `modules`: the text of each by its path. Raises `ValueError` for a form that is not understood,
    and for modules that import one another in a ring.
    """
    names: dict[str, str] = {}
    texts: list[str] = []

    def add(path: str, above: tuple[str, ...]) -> str:
        """Add a module, unless it is there, and say what it is called."""
        if path in above:
            raise ValueError(f"Modules import one another in a ring: {' → '.join([*above, path])}.")
        if path not in names:
            folder = posixpath.dirname(path)

            def name_of(other: str) -> str:
                return add(posixpath.normpath(posixpath.join(folder, other)), (*above, path))

            body = _body(path, modules[path], name_of)
            here = posixpath.relpath(path, posixpath.dirname(page))
            body = body.replace("import.meta.url", f'new URL("{here}", import.meta.url).href')
            names[path] = f"m{len(names)}"
            texts.append(f"// {path}\nconst {names[path]} = (() => {{\n{body}}})();\n")
        return names[path]

    add(page, ())
    return "\n".join(texts)


def _body(path: str, text: str, name_of: Callable[[str], str]) -> str:
    """What a module does, as the body of a function that gives its exports."""
    given: list[str] = []

    def take(match: re.Match[str]) -> str:
        default, whole, some, other = match.groups()
        module = name_of(other)
        if whole:
            return f"const {whole} = {module};"
        names = f" default: {default} " if default else _AS.sub(": ", some)
        return f"const {{{names}}} = {module};"

    def pass_on(match: re.Match[str]) -> str:
        module = name_of(match[2])
        for name in match[1].split(","):
            inner, _, outer = _AS.sub(" ", name.strip()).partition(" ")
            given.append(f"{outer or inner}: {module}.{inner}")
        return ""

    def export(match: re.Match[str]) -> str:
        given.append(f"default: {DEFAULT}" if match[1] else match[2])
        return f"const {DEFAULT} = " if match[1] else ""

    body = _EXPORT.sub(export, _PASSED_ON.sub(pass_on, _IMPORT.sub(take, text)))
    if left := _LEFT.search(body):
        line = body.count("\n", 0, left.start()) + 1
        raise ValueError(f"{path}, line {line}: this form of import or export is not understood.")
    return f"{COMMENT.sub('', body)}return {{ {', '.join(given)} }};\n"
