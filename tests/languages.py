"""Where words are that a language has, and a language that no one speaks, which is longer."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import app.sentences
import engine
import engine.sentences
from app.client.sweep import BUSY
from app.languages import NAMES, TEXTS, Language
from app.schemas import Status
from app.web.words import words_of

ROOT = Path(__file__).parents[1]
STRINGS = "js/strings"
MODULES = {
    str(path.relative_to(ROOT / "static")): path.read_text(encoding="utf-8")
    for path in (ROOT / "static" / "js").rglob("*.js")
}
TEMPLATES = "".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").glob("*.html"))
)
PAGES = (ROOT / "app" / "web" / "pages.py").read_text(encoding="utf-8")
NOT_SHOWN = {*app.sentences.CLIENT, *app.sentences.STARTING, *app.sentences.SWEEP_FILES}
"""Sentences of the Python client and the command line, and of states that were written down."""
PARSED = {"float_parsing", "int_from_float", "int_parsing", "path_type", "string_pattern_mismatch"}
"""Kinds of pydantic's for settings, which are typed as text. No page shows any."""
COMMAND = [
    *sorted((ROOT / "app" / "cli").glob("*.py")),
    ROOT / "app" / "process" / "server.py",
    ROOT / "app" / "client" / "spread.py",
]
"""Where the command line says something."""
ARGPARSE = {
    "usage: ", "options", "positional arguments", "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s", "the following arguments are required: %s",
    "expected one argument", "expected at most one argument", "expected at least one argument",
    "invalid %(type)s value: %(value)r", "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s",
}  # fmt: skip
"""What it is made to say by our commands."""


def sentences() -> dict[str, str]:
    """Every sentence that a page may show, by code."""
    every = {**engine.sentences.SENTENCES, **app.sentences.SENTENCES}
    return {
        code: words
        for code, words in every.items()
        if code not in NOT_SHOWN and not code.startswith("state_")
    }


def of_templates() -> set[str]:
    """The English of every word of a template, and of what the server puts into one."""
    found = re.findall(r'\b(?:_|counted)\("((?:[^"\\])*)"', TEMPLATES)
    return {*found, *re.findall(r'\.page\(\s*"([^"]+)"', PAGES)}


def bare_in_templates() -> set[str]:
    """What stands in templates as it is, in every language."""
    code = r"{{.*?}}|{%.*?%}|{#.*?#}|<[^>]*>"
    return {part.strip(" ·\n") for part in re.split(code, TEMPLATES, flags=re.S)} - {""}


def of_command() -> set[str]:
    """The English of every word of the command line."""
    found = set(ARGPARSE)
    for path in COMMAND:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = node.func
                name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
                if name in ("_", "here", "command"):
                    found |= set(_literals(node.args[0]))
    return found


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    else:
        assert ast.unparse(node) in ("english",), f"no literal: {ast.unparse(node)}"


def sentences_of_command() -> set[str]:
    """The codes of what is said there and on no page."""
    return NOT_SHOWN | PARSED


SYSTEM = (
    errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.ENOSPC, errno.EROFS,
    errno.ENAMETOOLONG, errno.EEXIST,
)  # fmt: skip
"""What often keeps a file from being read or written."""


def values_of_command() -> set[str]:
    """The English of what is put into such a sentence: why a file cannot be read, how a sweep
    stands that has stopped."""
    tree = ast.parse((ROOT / "app" / "client" / "yaml_text.py").read_text(encoding="utf-8"))
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    said = {node for node in ast.walk(tree) if isinstance(node, ast.Constant)} - docs
    faults = {each.value for each in said if isinstance(each.value, str) and " " in each.value}
    stopped = {str(each) for each in Status} - {*BUSY, Status.FINISHED}
    return {*map(os.strerror, SYSTEM), *faults, *stopped, "it is not text in UTF-8"}


def of_vocabulary() -> set[str]:
    """Every text of the catalogue that people read."""
    catalogue = dict(engine.catalogue())
    schema = catalogue.pop("spec_schema")
    catalogue.pop("default_spec")
    fields = [part.get("properties", {}) for part in (schema, *schema["$defs"].values())]
    return {*_texts(catalogue), *(text for each in fields for text in _texts({"properties": each}))}


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "properties":
                for name, field in value.items():
                    # Of a choice's own name nothing is shown.
                    if name != "kind":
                        yield from (field[text] for text in TEXTS if field.get(text))
            elif key in TEXTS and isinstance(value, str):
                yield value
            elif key in NAMES and all(isinstance(name, str) for name in value):
                yield from value
            elif isinstance(value, dict | list):
                yield from _texts(value)
    elif isinstance(tree, list) and tree and isinstance(tree[0], dict):
        for each in tree:
            yield from _texts(each)


def of_pages(code: str) -> dict[str, Any]:
    """The words of every module of a language, by module; English ones beside the server's own."""
    return {
        name.rpartition("/")[2]: words_of(MODULES, name)
        for name in MODULES
        if name.startswith(f"{STRINGS}/{code}/") and not name.endswith("/server.js")
    }


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """Every text of a tree by its path. Two texts in a list may be the forms of a plural, which are
    one or several in other languages, so they stay together."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(tree, list) and not all(isinstance(each, str) for each in tree):
        for place, value in enumerate(tree):
            yield from leaves(value, f"{path}.{place}")
    else:
        yield path, tree


def placeholders(words: str | list[str]) -> set[str]:
    """What is put into words."""
    return set(re.findall(r"\{(\w+)", " ".join([words] if isinstance(words, str) else words)))


ACCENTS = str.maketrans("aeiouAEIOUcn", "áéïöüÁÉÏÖÜçñ")


def longer(words: Any) -> Any:
    """Words with accents, and 40 % longer; what is put into them stays."""
    if isinstance(words, dict):
        return {key: longer(value) for key, value in words.items()}
    if isinstance(words, list):
        return [longer(each) for each in words]
    parts = re.split(r"(%?\{\w+\}|<[^>]*>)", words)
    return "".join(
        part if at % 2 else re.sub(r"[^\W\d_]{2,}", _longer, part) for at, part in enumerate(parts)
    )


def _longer(word: re.Match[str]) -> str:
    return word[0].translate(ACCENTS) + "ø" * round(0.4 * len(word[0]))


def pseudo() -> Language:
    """A language made of English, longer."""
    english: Mapping[str, str] = sentences()
    plain = {code: re.sub(r"\{(\w+)[^}]*\}", r"{\1}", words) for code, words in english.items()}
    return Language(
        "en-x-long",
        "Löng",
        pages={words: longer(words) for words in of_templates()},
        sentences=longer(plain),
        vocabulary={words: longer(words) for words in of_vocabulary()},
    )
