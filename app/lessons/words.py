"""A lesson's words: Markdown, as far as it is of use here, and formulas in MathML.

Blank lines part paragraphs. "## " begins a heading, "- " an item, "1. " a numbered one, ``` code,
and there are tables; **strong**, *stressed*, `code`, [links](/reference) and ![pictures](/a.png)
stand in a line. $name$ is a formula by its name; alone in a paragraph it gets a line to itself, and
so does a figure, [[losses: hinge, huber]]. Between "::: Title" and ":::" stands a card. All else is
shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.lessons.markup import ADDRESS, PICTURE, safe

_FORMULA = re.compile(r"\$([a-z][a-z0-9_]*)\$")
_NAMED = r"\w+(?:=[\d.]+)?"
_FIGURE = re.compile(rf"\[\[(\w+): *({_NAMED}(?:, *{_NAMED})*)\]\]")
_CARD, _CARD_END = re.compile(r":::[ \t]+(\S.*)"), ":::"
BLOCKS = ["fence", "heading", "list", "table"]
IN_LINE = ["backticks", "emphasis", "escape", "image", "link"]


def names_of_formulas(words: str) -> set[str]:
    """The formulas that words name."""
    return {token.content for token in _tokens(words) if token.type.startswith("formula")}


def figures_of(words: str) -> list[tuple[str, list[str]]]:
    """The figures that words ask for: of which kind, and of what."""
    return [
        (token.info, token.content.split()) for token in _tokens(words) if token.type == "figure"
    ]


def has_stray_card(words: str) -> bool:
    """Whether words begin a card, or end one, and do not do both."""
    lines = (
        line
        for token in _tokens(words)
        if token.type == "inline"
        for line in token.content.splitlines()
    )
    return any(line.startswith(_CARD_END) for line in lines)


def to_html(words: str, formulas: Mapping[str, str]) -> str:
    """Words as HTML that is safe to show, whoever wrote them."""
    return _shown(words, tuple(formulas.items()), in_line=False)


def line_to_html(words: str, formulas: Mapping[str, str]) -> str:
    """One line of words as HTML, without a paragraph around it."""
    return _shown(words, tuple(formulas.items()), in_line=True)


def unbroken(text: str) -> str:
    """The text, whose lines do not break between a number and its percent sign."""
    return re.sub(r"(?<=\d) %", "\u00a0%", text)


@lru_cache(maxsize=256)
def _shown(words: str, formulas: tuple[tuple[str, str], ...], *, in_line: bool) -> str:
    """Kept, since it takes some milliseconds and a class asks for the same again and again."""
    show = _markdown().renderInline if in_line else _markdown().render
    return safe(show(words, {"formulas": dict(formulas)})).strip()


def _tokens(words: str) -> Iterator[Token]:
    for token in _markdown().parse(words):
        yield token
        yield from token.children or ()


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False}).enable([*BLOCKS, *IN_LINE])
    markdown.block.ruler.before("fence", "alone", _alone, {"alt": []})
    markdown.block.ruler.before("fence", "card", _card, {"alt": []})
    markdown.inline.ruler.push("formula", _formula)
    # Its own way to say which links are good.
    markdown.validateLink = lambda url: bool(ADDRESS.fullmatch(url) or PICTURE.fullmatch(url))  # type: ignore[method-assign]
    for name, rule in RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _alone(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A formula or a figure that is a paragraph by itself."""
    if state.level or (first + 1 < last and not state.isEmpty(first + 1)):
        return False
    line = state.src[state.bMarks[first] : state.eMarks[first]].strip()
    formula, figure = _FORMULA.fullmatch(line), _FIGURE.fullmatch(line)
    if not formula and not figure:
        return False
    if not silent:
        state.line = first + 1
        token = state.push("figure" if figure else "formula_alone", "", 0)
        token.content = formula[1] if formula else ""
        if figure:
            token.info, token.content = figure[1], re.sub(r", *", " ", figure[2])
    return True


def _card(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """What is misunderstood here often enough to be said under a title of its own."""

    def line(number: int) -> str:
        return state.src[state.bMarks[number] : state.eMarks[number]].strip()

    titled = None if state.level else _CARD.fullmatch(line(first))
    end = next((k for k in range(first + 1, last) if line(k) == _CARD_END), None)
    if not titled or end is None:
        return False
    if not silent:
        state.push("card_open", "div", 1).content = titled[1]
        whole, state.lineMax = state.lineMax, end
        state.md.block.tokenize(state, first + 1, end)
        state.lineMax = whole
        state.push("card_close", "div", -1)
        state.line = end + 1
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    found = _FORMULA.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("formula", "", 0).content = found[1]
    state.pos = found.end()
    return True


Tokens = Sequence[Token]


def _show_formula(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    name = tokens[at].content
    return str(env["formulas"].get(name, f"${name}$"))


def _show_formula_alone(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    formula = _displayed(env["formulas"].get(tokens[at].content, ""))
    return f'<p class="displayed">{formula}</p>\n'


def _show_figure(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    kind, names = tokens[at].info, tokens[at].content
    return f'<div class="lesson-figure" data-figure="{kind}" data-of="{names}"></div>\n'


def _show_card(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    title = escape(unbroken(tokens[at].content), quote=False)
    return f'<div class="note-card" role="note"><p><strong>{title}</strong></p>\n'


def _show_text(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    return escape(unbroken(tokens[at].content))


def _show_fence(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    return f"<pre><code>{escape(tokens[at].content.rstrip(), quote=False)}</code></pre>\n"


def _show_heading(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    # The page has the one heading of the first order.
    level = min(4, max(2, int(tokens[at].tag[1:])))
    return f"<h{level}>" if tokens[at].nesting > 0 else f"</h{level}>\n"


def _show_link(self: RendererHTML, tokens: Tokens, at: int, options: Any, env: Any) -> str:
    for name in ("href", "src"):
        address = str(tokens[at].attrGet(name) or "")
        if address.startswith("/"):
            # Lessons are one below the root, wherever that is.
            tokens[at].attrSet(name, f"..{address}")
    if tokens[at].type == "image":
        return self.image(tokens, at, options, env)
    return self.renderToken(tokens, at, options, env)


RULES = {
    "formula": _show_formula, "formula_alone": _show_formula_alone, "figure": _show_figure,
    "card_open": _show_card,
    "text": _show_text, "fence": _show_fence, "heading_open": _show_heading,
    "heading_close": _show_heading, "link_open": _show_link, "image": _show_link,
}  # fmt: skip


def _displayed(formula: str) -> str:
    if 'display="' in formula.partition(">")[0]:
        return re.sub(r'display="\w+"', 'display="block"', formula, count=1)
    return formula.replace("<math", '<math display="block"', 1)
