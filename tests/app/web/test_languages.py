"""A page speaks the language of who asks for it, and no cache gives it to who asks otherwise."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import httpx
import pytest

from tests.conftest import NO_CERTIFICATES, visitor

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


def lang(page: httpx.Response) -> str:
    """The language that a page says it is in."""
    [found] = re.findall(r'<html lang="([\w-]+)"', page.text)
    assert page.headers["content-language"] == found
    return str(found)


def test_a_page_is_in_the_language_of_the_address_the_browser_or_what_it_asks_for(
    server: str,
) -> None:
    with httpx.Client(base_url=server, verify=NO_CERTIFICATES) as browser:
        assert lang(browser.get("/lessons")) == "en"
        german = browser.get("/lessons", headers=GERMAN)
        assert lang(german) == "de"
        assert "<h1>Lektionen</h1>" in german.text
        assert "2 Aufgaben" in german.text
        assert not browser.cookies
        named = browser.get("/lessons?lang=de")
        assert lang(named) == "de"
        assert "samesite=lax" in named.headers["set-cookie"].lower()
        # From now on it is this browser's, until another is named.
        assert lang(browser.get("/sweep")) == "de"
        assert lang(browser.get("/reference?lang=en", headers=GERMAN)) == "en"
        assert lang(browser.get("/join", headers=GERMAN)) == "en"
        # What nobody speaks changes nothing.
        assert lang(browser.get("/class?lang=xx", headers=GERMAN)) == "en"
        lost = browser.get("/nope?lang=de", headers={"Accept": "text/html"})
        assert lost.status_code == 404
        assert "Unter dieser Adresse ist nichts." in lost.text


def test_what_is_shown_within_another_page_has_its_language_and_leaves_none_behind(
    server: str,
) -> None:
    with httpx.Client(base_url=server, verify=NO_CERTIFICATES) as browser:
        for path in ("/embed", "/embed/perceptron"):
            assert lang(browser.get(f"{path}?lang=de")) == "de"
            assert not browser.cookies


@pytest.mark.parametrize("path", ["/", "/lessons/perceptron", "/lessons/perceptron/key", "/docs"])
def test_a_cache_keeps_languages_apart(server: str, path: str) -> None:
    english, german = (visitor.get(f"{server}{path}", headers=h) for h in ({}, GERMAN))
    assert (lang(english), lang(german)) == ("en", "de")
    for page in (english, german):
        assert page.headers["vary"] == "Accept-Language, Cookie"
        assert page.headers["cache-control"] == "private, no-cache"
    # Files are kept for good, so each language has its own.
    scripts = [
        re.findall(r'<script type="module" src="([^"]+)"', page.text) for page in (english, german)
    ]
    if scripts[0]:
        assert scripts[0] != scripts[1]
        texts = [visitor.get(urljoin(f"{server}{path}", each[0])).text for each in scripts]
        assert '"Zurücksetzen"' not in texts[0]
        # A page has the words of one language.
        assert ("Switch to the light theme" in texts[0], "Switch to the light" in texts[1]) == (
            True,
            False,
        )


def test_the_api_stays_english_but_for_lessons_that_are_asked_for_otherwise(server: str) -> None:
    refused = visitor.post(f"{server}/api/v1/runs", json={"data": "nothing"}, headers=GERMAN).json()
    assert "Unknown name" in refused["detail"]
    assert refused["errors"][0]["code"] == "choice_unknown"
    titles = [
        entry["title"] for entry in visitor.get(f"{server}/api/v1/catalogue").json()["losses"]
    ]
    assert "binary cross-entropy" in titles
    lessons = [
        visitor.get(f"{server}/api/v1/lessons/perceptron{query}", headers=GERMAN).json()
        for query in ("", "?lang=de", "?lang=xx")
    ]
    assert lessons[0] == lessons[2]
    assert lessons[1]["title"] == "Das Perzeptron"
    assert lessons[1]["spec"] == lessons[0]["spec"]
    question = lessons[1]["question"]
    place = lessons[0]["question"]["options"].index(lessons[0]["question"]["answer"])
    assert question["options"].index(question["answer"]) == place
    assert set(question["reasons"]) == {*question["options"]} - {question["answer"]}
