"""Which markup comes out of a lesson's file: nh3 lets these lists through, and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from app.sentences import say
from engine import Sentence

MATH = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded",
    "mphantom", "menclose",
}  # fmt: skip
MATH_ATTRIBUTES = {
    "display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "separator",
    "form", "accent", "accentunder", "columnalign", "rowspacing", "columnspacing", "width",
    "height", "depth", "lspace", "rspace", "minsize", "maxsize", "linethickness", "notation",
    "movablelimits", "symmetric", "xmlns",
}  # fmt: skip
WORDS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "pre", "code", "strong", "em", "a", "img", "div",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
WORDS_ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "p": {"class"},
    "div": {"class", "data-figure", "data-of", "role"}, "th": {"style"}, "td": {"style"},
}  # fmt: skip
ADDRESS = re.compile(r"(?:/(?!/)|\.\./|#|https://)\S*")
"""Places of this server, of the page, and pages elsewhere."""
PICTURE = re.compile(r"(?:/(?!/)|\.\./|data:image/(?:png|jpeg|gif|webp);base64,)\S*")
"""Pictures come from this server or with the words: a page loads nothing from elsewhere."""


class FormulaError(ValueError):
    """A formula that is not plain MathML."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def safe(html: str) -> str:
    """The markup of words and formulas, without what is in no list."""
    return nh3.clean(
        html,
        tags=WORDS | MATH,
        attributes={**WORDS_ATTRIBUTES, **dict.fromkeys(MATH, MATH_ATTRIBUTES)},
        attribute_filter=_attribute,
        filter_style_properties={"text-align"},
        url_schemes={"https", "data"},
        link_rel=None,
    )


def safe_formula(text: str) -> str:
    """The formula, if it is MathML and nothing else. Raises FormulaError."""
    text = text.strip()
    for begins, code in (
        ("<!--", "formula_comments"),
        ("<!", "formula_declarations"),
        ("<?", "formula_instructions"),
    ):
        if begins in text:
            raise FormulaError(say(code))
    shape = _Shape.of(text)
    if shape.open or not text.startswith("<math"):
        raise FormulaError(say("formula_whole"))
    clean = nh3.clean(
        text, tags=MATH, attributes=dict.fromkeys(MATH, MATH_ATTRIBUTES), link_rel=None
    )
    # Where nh3 reads another formula than was looked through here, nobody knows what browsers read.
    if _Shape.of(clean).seen != shape.seen:
        raise FormulaError(say("formula_whole"))
    return clean


def _attribute(tag: str, name: str, value: str) -> str | None:
    allowed = {"href": ADDRESS, "src": PICTURE}.get(name)
    return value if allowed is None or allowed.fullmatch(value) else None


class _Shape(HTMLParser):
    """What a formula holds, and what is wrong with it, in words. What is shown is nh3's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, ...]] = []

    @classmethod
    def of(cls, text: str) -> _Shape:
        shape = cls()
        shape.feed(text)
        shape.close()
        return shape

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MATH:
            raise FormulaError(say("formula_tag", tag=tag))
        for name, _ in attrs:
            if name not in MATH_ATTRIBUTES:
                raise FormulaError(say("formula_attribute", name=name))
        self.open.append(tag)
        self.seen.append((tag, *sorted(f"{name}={value or ''}" for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise FormulaError(say("formula_closes", tag=tag))
        self.seen.append(("", tag))

    def handle_data(self, data: str) -> None:
        if not self.open:
            raise FormulaError(say("formula_around"))
