"""The languages that pages are shown in: English, which stands where it is said, and for every
other one a folder here, with a file of words for each place that they are shown at.

What has no words in a language is shown in English, so a language works while it is made.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import engine
from app.sentences import PARTS
from engine import Sentence

HERE = Path(__file__).parent
TEXTS = ("title", "help", "description")
"""What the catalogue and the schema of a spec have words in."""
NAMES = ("axes", "classes", "values")
"""Lists of names in it."""
NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?(?:e[+−-]?\d+)?(?:\s?%)?")

Words = str | list[str]


@dataclass(frozen=True)
class Language:
    """A language, and all that is said in it by the server."""

    code: str
    """As in `lang` of HTML, such as de."""
    name: str
    """What it is called by those who speak it."""
    decimal: str = "."
    group: str = ","
    """What stands between digits: 1,234.5 is English."""
    grouped_from: int = 4
    """So many digits a number has before they are parted: Spanish writes 1234 and 12.345."""
    percent: str = " %"
    """What stands behind them."""
    pages: Mapping[str, Words] = field(default_factory=dict)
    """Words of templates by their English; where something is counted, a list by `plural`."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """What `app.sentences` and the engine say, by code."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Words that are put into them, by their English."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What fields of settings are called within a sentence, by their names."""
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    """Names, help and descriptions of the engine's catalogue by their English."""
    command_words: Mapping[str, str] = field(default_factory=dict)
    """Words of the command line by their English."""
    command_sentences: Mapping[str, str] = field(default_factory=dict)
    """What `app.sentences` says there and on no page, by code."""
    command_values: Mapping[str, str] = field(default_factory=dict)
    """Words that are put into either, by their English."""

    def page(self, english: str, **values: str | float) -> str:
        """Words of a template; `values` are put into them."""
        words = self.pages.get(english, english)
        return _filled(words if isinstance(words, str) else words[-1], self._written(values))

    def counted(self, one: str, many: str, count: int) -> str:
        """Words of a template about so many: "{count} task" and "{count} tasks"."""
        words = self.pages.get(one, [one, many])
        forms = [words] if isinstance(words, str) else words
        return _filled(forms[0 if count == 1 else -1], self._written({"count": count}))

    def command(self, english: str, **values: str | int) -> str:
        """Words of the command line; `values` are put into them as they are."""
        filled = {name: str(value) for name, value in values.items()}
        return _filled(self.command_words.get(english, english), filled)

    def said(self, sentence: Sentence) -> str:
        """A sentence of the server or the engine; in English where there are no words for it."""
        if not self.sentences:
            return sentence.detail
        return self._said(sentence.code, sentence.params) or sentence.detail

    def _said(self, code: str | None, params: Mapping[str, str | float]) -> str | None:
        words = self.sentences.get(code or "", self.command_sentences.get(code or ""))
        if words is None:
            return None
        written = self._written(params)
        for part in PARTS & params.keys():
            if f"{{{part}}}" in words:
                inner = self._said(str(params[part]), {**params, part: ""})
                if inner is None:
                    return None
                written[part] = inner
        return _filled(words, written)

    def number(self, value: str | float) -> str:
        """A number as people write it here; what is none is left as it is."""
        text = value if isinstance(value, str) else f"{value:,.10g}"
        if not NUMBER.fullmatch(text):
            return text
        if len(re.findall(r"\d", text.partition(".")[0].partition("e")[0])) < self.grouped_from:
            text = text.replace(",", "")
        written = text.translate({ord(","): self.group, ord("."): self.decimal})
        return re.sub(r"\s?%$", self.percent, written)

    def _written(self, values: Mapping[str, str | float]) -> dict[str, str]:
        return {
            name: self.values.get(str(value))
            or self.command_values.get(str(value))
            or self.number(value)
            for name, value in values.items()
        }

    def translated(self, tree: Any) -> Any:
        """The engine's catalogue, or a part of it, with its words in this language."""
        if isinstance(tree, dict):
            return {
                key: self.vocabulary.get(value, value)
                if key in TEXTS and isinstance(value, str)
                else [self.vocabulary.get(name, name) for name in value]
                if key in NAMES and _are_names(value)
                else self.translated(value)
                for key, value in tree.items()
            }
        if isinstance(tree, list) and tree and isinstance(tree[0], dict):
            return [self.translated(each) for each in tree]
        return tree

    @property
    def said_by_pages(self) -> dict[str, Any]:
        """What a page needs to say a sentence by its code and parameters."""
        return {
            "parts": sorted(PARTS),
            "sentences": self.sentences,
            "values": self.values,
            "fields": self.fields,
            "names": {
                name: self.vocabulary[name]
                for name in _names(engine.catalogue())
                if name in self.vocabulary
            },
        }


def _names(tree: Any) -> Iterator[str]:
    """The names of axes, classes and values in the catalogue."""
    for family in tree.values():
        for entry in family if isinstance(family, list) else ():
            for key in NAMES:
                yield from entry.get(key) or ()


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _filled(words: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), words)


def read(folder: Path) -> Language:
    """The language of a folder: language.toml, and of the others those that are there."""

    def table(name: str) -> dict[str, Any]:
        file = folder / f"{name}.toml"
        try:
            return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{file} is not TOML: {error}.") from error

    vocabulary = table("vocabulary")
    vocabulary |= {name: name for name in vocabulary.pop("same", [])}
    return Language(
        folder.name,
        **table("language"),
        pages=table("pages"),
        **table("sentences"),
        **table("command"),
        vocabulary=vocabulary,
    )


ENGLISH = Language("en", "English")
LANGUAGES = {
    language.code: language
    for language in (
        ENGLISH,
        *(read(file.parent) for file in sorted(HERE.glob("*/language.toml"))),
    )
}
"""Every language by its code, English first."""


def chosen(wanted: Iterable[str]) -> Language:
    """The first language that there is of those wanted, such as de-AT; English without any."""
    for tag in wanted:
        if language := LANGUAGES.get(tag.partition("-")[0].lower()):
            return language
    return ENGLISH


def accepted(header: str) -> Iterator[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.partition(";")
        found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        worth = float(found[1]) if found else 1.0
        if tag.strip() and worth > 0:
            weighed.append((-worth, tag.strip()))
    yield from (tag for _, tag in sorted(weighed, key=lambda each: each[0]))


__all__ = ["ENGLISH", "LANGUAGES", "NAMES", "TEXTS", "Language", "accepted", "chosen", "read"]
