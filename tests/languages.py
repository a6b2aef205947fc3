"""Where words are that a language has, and a language that no one speaks, which is longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import app.sentences
import engine
import engine.sentences
from app.languages import NAMES, TEXTS, Language
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
NOT_SHOWN = {*app.sentences.CLIENT, *app.sentences.SWEEP_FILES}
"""Sentences of the Python client and the command line, and of states that were written down."""


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
    said = "".join(part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(parts))
    letters = sum(map(str.isalpha, "".join(parts[::2])))
    # As words that are longer, not as one more.
    return said + "ø" * round(0.4 * letters) if letters > 1 else said


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
