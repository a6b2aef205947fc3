"""A language has words for all there is, and for nothing else; `docs/translating.md` tells how one
is added."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from app.examples import Examples
from app.languages import ENGLISH, LANGUAGES, Language, accepted, chosen, read
from app.lessons import Library, Shelf
from app.web.words import laid_over, words_of
from engine import Sentence
from tests.files_of_words import lacks
from tests.languages import (
    MODULES,
    STRINGS,
    bare_in_templates,
    leaves,
    of_command,
    of_pages,
    of_templates,
    of_vocabulary,
    placeholders,
    sentences,
    sentences_of_command,
    values_of_command,
)
from tests.sentences import TABLE

OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]
SHELVES = [Library(), Examples()]
each_language = pytest.mark.parametrize("language", OTHERS, ids=lambda each: each.code)


def compared(place: str, known: set[str], words: Any) -> Iterator[str]:
    """What is missing, and what is too many."""
    if missing := sorted(known - set(words)):
        yield f"{place} has no words for {missing}"
    if unused := sorted(set(words) - known):
        yield f"{place} has words for what there is not: {unused}"


@each_language
def test_a_language_has_every_word_and_none_too_many(language: Language) -> None:
    folder, strings = f"app/languages/{language.code}", f"static/{STRINGS}/{language.code}"
    command = f"{folder}/command.toml"
    english, words = of_pages("en"), of_pages(language.code)
    faults = [
        *compared(f"{folder}/pages.toml", of_templates(), language.pages),
        *compared(f"{folder}/sentences.toml", set(sentences()), language.sentences),
        *compared(f"{folder}/vocabulary.toml", of_vocabulary(), language.vocabulary),
        *compared(command, of_command(), language.command_words),
        *compared(command, sentences_of_command(), language.command_sentences),
        *compared(command, values_of_command(), language.command_values),
        *compared(strings, set(english), words),
    ]
    for name in english.keys() & words.keys():
        known = dict(leaves(english[name]))
        faults += compared(f"{strings}/{name}", set(known), dict(leaves(words[name])))
    assert not faults, "\n".join(["", *faults])


@each_language
def test_what_is_put_into_words_is_put_into_those_of_every_language(language: Language) -> None:
    faults = [
        english
        for english, words in language.pages.items()
        if placeholders(words) != placeholders(english)
    ]
    # argparse's own have their order, where there are no names.
    put = re.compile(r"\{\w+\}|%\(\w+\)\w|%\w")
    faults += [
        english
        for english, words in language.command_words.items()
        if sorted(put.findall(words)) != sorted(put.findall(english))
    ]
    for code, words in {**language.sentences, **language.command_sentences}.items():
        named = {name for _, name, _, _ in Formatter().parse(TABLE.get(code, "")) if name}
        if code in TABLE and placeholders(words) != named:
            faults.append(code)
    for module, tree in of_pages("en").items():
        spoken = dict(leaves(of_pages(language.code).get(module, {})))
        for path, told in leaves(tree):
            here = spoken.get(path, told)
            if placeholders(here) != placeholders(told) or (
                isinstance(told, list) and len(told) > 2 and len(here) != len(told)
            ):
                faults.append(f"{module}: {path}")
    assert not faults, "\n".join(["", *faults])


@each_language
@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.ours.name)
def test_lessons_and_examples_are_whole_in_a_language(
    shelf: Shelf[Any], language: Language
) -> None:
    spoken = shelf.spoken(language.code).files()
    assert [str(mistake) for file in spoken for mistake in file.mistakes] == []
    missing: list[str] = []
    there = {path.name for path in shelf.ours.glob(f"*.{language.code}.toml")}
    for path in (shelf.ours / file.file for file in spoken):
        words = path.with_suffix(f".{language.code}.toml")
        there.discard(words.name)
        own = tomllib.loads(path.read_text(encoding="utf-8"))
        told = tomllib.loads(words.read_text(encoding="utf-8")) if words.is_file() else None
        found = ["no file"] if told is None else lacks(own, told)
        missing += [f"{words.name}: {each}" for each in found]
    assert not missing, "\n".join(["", *missing])
    assert not there, "words of what there is not"


def test_no_word_of_the_page_is_left_that_nothing_shows() -> None:
    code = "".join(text for name, text in MODULES.items() if not name.startswith(STRINGS))
    named = set(re.findall(r"[\w$]+", code))
    chosen_by_data = {*re.findall(r"([\w$]+)\)?\)?\[", code)}
    chosen_by_data |= {*re.findall(r"Object\.\w+\([\w$.]*?([\w$]+)\)", code)}
    made = tuple(re.findall(r"\[`\$\{\w+\}(\w+)`\]", code))
    for name, tree in of_pages("en").items():
        for path, _ in leaves(tree):
            *above, last = path.split(".")[1:]
            shown = (
                last in named
                or last.isdigit()
                or chosen_by_data & set(above)
                or last.endswith(made)
            )
            assert shown, f"{name} has {path}, which nothing shows"


def test_templates_say_nothing_in_english_alone() -> None:
    names = {"Neural Network Playground", "API · Neural Network Playground", "API", "openapi.json"}
    assert {text for text in bare_in_templates() if re.search("[a-z]{2}|API", text)} == names


def test_a_language_that_is_part_done_is_shown_in_english_where_it_has_no_words() -> None:
    made = {"en/a.js": 'export default { one: "One", more: { two: ["2", "{n}"] }, three: "3" };\n'}
    words = words_of(made | {"xx/a.js": 'export default { one: "Eins", more: {} };\n'}, "xx/a.js")
    english = words_of(made, "en/a.js")
    assert laid_over(english, words) == {**english, "one": "Eins"}
    part = Language("xx", "Teil", decimal=",", group=".", sentences={"point": "Zwei Zahlen."})
    assert part.said(Sentence(code="point", detail="A point is two numbers.")) == "Zwei Zahlen."
    assert part.said(Sentence(code="pair", detail="A pair.")) == "A pair."
    assert part.page("Lesson {number}", number=1234.5) == "Lesson 1.234,5"
    assert part.translated({"title": "noise", "n": [1]}) == {"title": "noise", "n": [1]}


def test_a_slip_in_a_file_of_words_is_named_or_seen_and_stops_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "language.toml").write_text('name = "Teil"')
    (tmp_path / "command.toml").write_text('[command_words]\n"epoch {epoch}" = "Takt {takt}"')
    assert read(tmp_path).command("epoch {epoch}", epoch=3) == "Takt {takt}"
    (tmp_path / "pages.toml").write_text('Class = "Kurs')
    with pytest.raises(ValueError, match=r"pages\.toml is not TOML: "):
        read(tmp_path)


def test_digits_are_parted_as_the_language_has_it() -> None:
    for code, written in (("en", "1,234.5"), ("de", "1.234,5"), ("es", "1234,5")):
        assert LANGUAGES[code].number(1234.5) == written
    assert LANGUAGES["es"].number("−12,345 %") == "−12.345 %"


def test_words_that_are_no_data_are_refused() -> None:
    for body in (
        "export default { a: 1 + b };",
        "export default [];",
        "export default { a: `x` };",
    ):
        with pytest.raises(ValueError, match=r"words|Words"):
            words_of({"en/a.js": body}, "en/a.js")


def test_sentences_within_sentences_are_said_in_the_language() -> None:
    german = LANGUAGES["de"]
    params = {"measure": "measure_val_accuracy", "where": "anywhere", "bounds": "is_at_least"}
    asked = Sentence(code="asked", params={**params, "at_least": "97.5 %"}, detail="…")
    assert german.said(asked) == "die Testgenauigkeit ist mindestens 97,5 %"
    unknown = Sentence(code="not_saved", params={"reason": "new_reason"}, detail="Not saved.")
    assert german.said(unknown) == "Not saved."


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"), ("de", "de"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("en-GB,de;q=0.9", "en"),
        ("xx,de;q=0.5,en;q=0.7", "en"), ("de;q=0,en;q=0.1", "en"), ("*", "en"), ("de;q=x", "de"),
        (";;,,q", "en"), ("ja-JP,en-US;q=0.8", "ja"),
    ],
)  # fmt: skip
def test_the_browser_is_asked_for_what_it_wants_most(header: str, code: str) -> None:
    assert chosen(accepted(header)).code == code
