"""Numbers as programs and people of any country write them into the cells of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

FLAGS = re.ASCII | re.IGNORECASE
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", FLAGS)
DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+(e[-+]?\d+)?", FLAGS)
GROUPS = r"[-+]?[1-9]\d{0,2}(%s\d{3})+"
"""Groups of three; what begins with 0 has none."""
BY_COMMAS = re.compile(GROUPS % "," + r"(\.\d*)?", FLAGS)
BY_POINTS = re.compile(GROUPS % r"\." + r"(,\d*)?", FLAGS)
BLANK = "[ \u00a0\u2009\u202f'\u2019]"
BY_BLANKS = re.compile(GROUPS % BLANK + r"([.,]\d*)?", FLAGS)
IN_DOUBT = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", FLAGS)
"""What is a group in one country is three decimals in another."""
MINUS = str.maketrans("−–", "--")


def number_of(cell: str, grouping: str = "") -> float | None:
    """The finite number in a cell, or None. `grouping`: the mark of the two, comma and point, that
    parts groups of three where that is in doubt; without one both are decimal."""
    text = _with_minus(cell)
    grouped = bool(grouping) and grouping in text and IN_DOUBT.fullmatch(text) is not None
    if not grouped and PLAIN.fullmatch(text):
        digits = text
    elif not grouped and DECIMAL_COMMA.fullmatch(text):
        digits = text.replace(",", ".")
    elif BY_COMMAS.fullmatch(text):
        digits = text.replace(",", "")
    elif BY_POINTS.fullmatch(text):
        digits = text.replace(".", "").replace(",", ".")
    elif BY_BLANKS.fullmatch(text):
        digits = re.sub(BLANK, "", text).replace(",", ".")
    else:
        return None
    value = float(digits)
    return value if abs(value) < float("inf") else None


def grouping_of(cells: Iterable[str], usual: str) -> str:
    """The mark that parts groups of three in these cells, as far as some of them are beyond doubt;
    the usual one where none is, and none where they contradict each other."""
    found: set[str] = set()
    for cell in map(_with_minus, cells):
        if ("," not in cell and "." not in cell) or IN_DOUBT.fullmatch(cell):
            continue
        if DECIMAL_COMMA.fullmatch(cell) or BY_POINTS.fullmatch(cell):
            found.add(".")
        elif PLAIN.fullmatch(cell) or BY_COMMAS.fullmatch(cell):
            found.add(",")
        if len(found) == 2:
            return ""
    return found.pop() if found else usual


def _with_minus(cell: str) -> str:
    return cell if cell.isascii() else cell.translate(MINUS)
