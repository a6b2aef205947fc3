"""The words of pages, which are modules: read as data, and laid over the English ones.

A module of words is `export default { … };` of names, texts in double quotes, lists and objects;
it may import others of its folder, and spread them.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

_TOKEN = re.compile(
    r"""\s+|//[^\n]*|/\*.*?\*/|(?P<text>"(?:[^"\\]|\\.)*")|(?P<spread>\.\.\.)|(?P<name>[\w$]+)
    |(?P<sign>[{}\[\],:;])""",
    re.VERBOSE | re.DOTALL,
)
_IMPORT = re.compile(r'^import (\w+) from "(\.[^"]+)";$', re.MULTILINE)


def words_of(modules: Mapping[str, str], path: str) -> dict[str, Any]:
    """The words in a module, those that it imports included. Raises ValueError for what is none."""
    body = modules[path]
    known = {}
    for name, other in _IMPORT.findall(body):
        known[name] = words_of(modules, posixpath.join(posixpath.dirname(path), other[2:]))
    start = body.index("export default ") + len("export default ")
    tokens = _tokens(path, body[start:])
    found = _value(next(tokens), tokens, known)
    if not isinstance(found, dict):
        raise ValueError(f"{path}: words are an object.")
    return found


def laid_over(english: Any, words: Any) -> Any:
    """Words of a language where it has any, the English ones elsewhere."""
    if isinstance(english, dict) and isinstance(words, dict):
        return {key: laid_over(value, words.get(key)) for key, value in english.items()}
    if isinstance(english, list) and isinstance(words, list):
        return words
    return words if words is not None and type(words) is type(english) else english


def in_language(
    modules: Mapping[str, str], code: str, said: Mapping[str, Any], folder: str = "js/strings"
) -> dict[str, str]:
    """All modules, those of English words with the words of another language in them.

    `said`: what pages need to say the server's sentences.
    """
    changed = dict(modules)
    for path in modules:
        name = path.removeprefix(f"{folder}/en/")
        if name == path:
            continue
        words = words_of(modules, path)
        if name == "server.js":
            words = dict(said)
        elif (other := f"{folder}/{code}/{name}") in modules:
            words = laid_over(words, words_of(modules, other))
        changed[path] = f"export default {json.dumps(words, ensure_ascii=False)};\n"
    return changed


def _tokens(path: str, text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise ValueError(f"{path}: words are not made of {text[at : at + 20]!r}.")
        if found.lastgroup:
            yield found.lastgroup, found[0]
        at = found.end()


def _value(
    token: tuple[str, str], tokens: Iterator[tuple[str, str]], known: Mapping[str, Any]
) -> Any:
    kind, text = token
    if kind == "text":
        return json.loads(text)
    if text == "[":
        items = []
        while (token := next(tokens))[1] != "]":
            if token[1] != ",":
                items.append(_value(token, tokens, known))
        return items
    if text != "{":
        raise ValueError(f"Words are texts, lists and objects, and not {text}.")
    found: dict[str, Any] = {}
    while (token := next(tokens))[1] != "}":
        kind, text = token
        if kind == "spread":
            found |= known[next(tokens)[1]]
        elif kind in ("name", "text"):
            key = json.loads(text) if kind == "text" else text
            if (token := next(tokens))[1] == ":":
                found[key] = _value(next(tokens), tokens, known)
            else:
                found[key] = known[key]
                if token[1] == "}":
                    break
    return found
