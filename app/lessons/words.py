"""A lesson's words: a small, safe part of Markdown, and formulas in MathML.

Blank lines part paragraphs. "## " begins a heading, "- " an item, ``` encloses code; **strong**,
*stressed*, `code` and [links](/reference) stand in a line. $name$ is a formula by its name; alone
in a paragraph it gets a line to itself, and so does a figure, [[losses: hinge, huber]]. All else is
shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from app.sentences import say
from engine import Sentence

TAGS = re.compile(
    r"math|m(row|i|n|o|text|space|frac|sqrt|root|sub|sup|subsup|under|over|underover|table|tr|td"
    r"|style|padded|phantom|enclose)"
)
ATTRIBUTES = re.compile(
    r"display|displaystyle|scriptlevel|mathvariant|stretchy|fence|separator|form|accent|accentunder"
    r"|columnalign|(row|column)spacing|width|height|depth|[lr]space|(min|max)size|linethickness"
    r"|notation|movablelimits|symmetric|xmlns"
)

_FORMULA = re.compile(r"\$([a-z][a-z0-9_]*)\$")
_FIGURE = re.compile(r"\[\[(\w+): *(\w+(?:, *\w+)*)\]\]")
_LINK = re.compile(r"\[([^\]]+)\]\(((?:/(?!/)|#|https://)[^)\s&]*)\)")
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(\S(?:.*?\S)?)\*"), r"<em>\1</em>"),
)


class FormulaError(ValueError):
    """A formula that is not plain MathML."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def names_of_formulas(words: str) -> set[str]:
    """The formulas that words name."""
    return set(_FORMULA.findall(_outside_code(words)))


def figures_of(words: str) -> list[tuple[str, list[str]]]:
    """The figures that words ask for: of which kind, and of what."""
    blocks = re.split(r"\n\s*\n", _outside_code(words))
    found = [_FIGURE.fullmatch(block.strip()) for block in blocks]
    return [(each[1], re.split(r", *", each[2])) for each in found if each]


def to_html(words: str, formulas: Mapping[str, str]) -> str:
    """Words as HTML that is safe to show, whoever wrote them."""
    blocks: list[str] = []
    for number, part in enumerate(re.split(r"^```\w*\n(.*?)^```$", words, flags=re.M | re.S)):
        if number % 2:
            blocks.append(f"<pre><code>{escape(part.rstrip(), quote=False)}</code></pre>")
        else:
            found = re.split(r"\n\s*\n", part.strip("\n"))
            blocks += [_block(block.strip(), formulas) for block in found if block.strip()]
    return "\n".join(blocks)


def line_to_html(words: str, formulas: Mapping[str, str]) -> str:
    """One line of words as HTML, without a paragraph around it."""
    pieces = re.split(r"`([^`]+)`", words)
    return "".join(
        f"<code>{escape(piece, quote=False)}</code>" if i % 2 else _inline(piece, formulas)
        for i, piece in enumerate(pieces)
    )


def unbroken(text: str) -> str:
    """The text, whose lines do not break between a number and its percent sign."""
    return re.sub(r"(?<=\d) %", "\u00a0%", text)


def safe_formula(text: str) -> str:
    """The formula, if it is MathML and nothing else. Raises FormulaError."""
    checker = _MathChecker()
    checker.feed(text.strip())
    checker.close()
    if checker.open or not text.strip().startswith("<math"):
        raise FormulaError(say("formula_whole"))
    return text.strip()


def _block(block: str, formulas: Mapping[str, str]) -> str:
    alone = _FORMULA.fullmatch(block)
    if alone:
        return f'<p class="displayed">{_displayed(formulas.get(alone[1], ""))}</p>'
    if figure := _FIGURE.fullmatch(block):
        kind, names = figure[1], re.sub(r", *", " ", figure[2])
        return f'<div class="lesson-figure" data-figure="{kind}" data-of="{names}"></div>'
    if block.startswith("## "):
        return f"<h2>{line_to_html(block[3:], formulas)}</h2>"
    if block.startswith("- "):
        items = re.split(r"^- ", block, flags=re.M)[1:]
        inner = "".join(f"<li>{line_to_html(_joined(item), formulas)}</li>" for item in items)
        return f"<ul>{inner}</ul>"
    return f"<p>{line_to_html(_joined(block), formulas)}</p>"


def _joined(lines: str) -> str:
    return " ".join(line.strip() for line in lines.strip().splitlines())


def _inline(text: str, formulas: Mapping[str, str]) -> str:
    html = escape(unbroken(text))
    html = _LINK.sub(_link, html)
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return _FORMULA.sub(lambda found: formulas.get(found[1], found[0]), html)


def _link(found: re.Match[str]) -> str:
    words, address = found.groups()
    # Lessons are one below the root, wherever that is.
    return f'<a href="{".." * address.startswith("/")}{address}">{words}</a>'


def _displayed(formula: str) -> str:
    if 'display="' in formula.partition(">")[0]:
        return re.sub(r'display="\w+"', 'display="block"', formula, count=1)
    return formula.replace("<math", '<math display="block"', 1)


def _outside_code(words: str) -> str:
    return re.sub(r"`[^`\n]+`", "", re.sub(r"^```.*?^```$", "", words, flags=re.M | re.S))


class _MathChecker(HTMLParser):
    """Lets MathML through, and nothing else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not TAGS.fullmatch(tag):
            raise FormulaError(say("formula_tag", tag=tag))
        for name, _ in attrs:
            if not ATTRIBUTES.fullmatch(name):
                raise FormulaError(say("formula_attribute", name=name))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise FormulaError(say("formula_closes", tag=tag))

    def handle_data(self, data: str) -> None:
        if not self.open:
            raise FormulaError(say("formula_around"))

    def handle_comment(self, data: str) -> None:
        raise FormulaError(say("formula_comments"))

    def handle_decl(self, decl: str) -> None:
        raise FormulaError(say("formula_declarations"))

    def handle_pi(self, data: str) -> None:
        raise FormulaError(say("formula_instructions"))
