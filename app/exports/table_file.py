"""Reads a file of rows and columns, whichever program wrote it; what they mean is no matter here.

Python's own `csv` splits lines into cells; what comes before that is here: encodings, marks between
columns, remarks, and rows that are none.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.exports.numerals import grouping_of, number_of
from app.sentences import say
from engine import Sentence

LONGEST_LINE = 1000
MOST_LINES = 20
"""A quoted cell goes over so many lines at most, so that a quote too many costs one line."""
DELIMITERS = ";\t,| "
MARKS = frozenset(";,|")
UNSEEN = "\u200b\u2060\ufeff"
"""Signs without a width, which a text that was copied may begin or end with."""
SEPARATOR = re.compile(r'"?sep=([;,\t |])"?[;,\t |]*\s*', re.IGNORECASE)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
UNTEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
MOST_UNTEXT = 0.05
"""The share of signs that no text has from which on a file is none: a picture, or UTF-16 without a
mark."""
BREAKS = re.compile(r"\s*[\n\t]\s*")
GUARDED = re.compile(r"'['\s]*[=+\-@＝＋－＠]")
"""A text that a spreadsheet would take for a formula is written with an apostrophe before it."""


class UnreadableError(ValueError):
    """A file that is no text."""


@dataclass
class Table:
    """Rows of cells, each with the number of its line; lines that are no row, and why."""

    delimiter: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[tuple[int, Sentence]] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    """The cells of the last line that begins with # above the rows."""
    grouping: str = ""
    """The mark that parts groups of three, as `numerals` has it."""

    @property
    def width(self) -> int:
        """How many columns most rows have, those left out that are empty in every row."""
        counts = Counter(len(cells) for _, cells in self.rows)
        width = max(counts, key=lambda count: (counts[count], count), default=0)
        while width > 3 and not any(any(cells[width - 1 :]) for _, cells in self.rows):
            width -= 1
        return width


def lines_of(file: bytes) -> list[str]:
    """The file's lines, with their ends, each letter in one way of writing it. Raises
    UnreadableError."""
    text = _decoded(file)
    sample = text[:10_000]
    if len(UNTEXT.findall(sample)) > MOST_UNTEXT * len(sample):
        raise UnreadableError
    return io.StringIO(unicodedata.normalize("NFC", text), newline=None).readlines()


def read_table(lines: list[str]) -> Table:
    """The rows of a file of these lines."""
    told = SEPARATOR.fullmatch(lines[0]) if lines else None
    table = Table(told[1] if told else _delimiter(lines))
    for number, found in _records(lines, 1 if told else 0, table):
        if isinstance(found, Sentence):
            table.faults.append((number, found))
        elif any(found):
            table.rows.append((number, found))
    # Where commas part columns, one within a cell was put into quotes.
    usual = "," if table.delimiter == "," else ""
    table.grouping = grouping_of((cell for _, cells in table.rows for cell in cells), usual)
    return table


def _decoded(file: bytes) -> str:
    if file.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        # What is not UTF-8 is most likely what Windows writes.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return file.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError


def _delimiter(lines: list[str]) -> str:
    """What makes columns of the most lines, two of them numbers. The comma comes late, since it may
    be a decimal one."""
    sample: list[str] = []
    room = 10_000
    for line in lines:
        if len(line) <= LONGEST_LINE and not _is_remark(line):
            sample.append(line)
            room -= len(line)
        if room < 0:
            break

    def fit(delimiter: str) -> tuple[int, int]:
        fits = 0
        for line in sample:
            cells = _cells([line], delimiter)[0] or []
            # A blank within a cell that ends at a comma parts columns rather than groups of three.
            whole = [cell for cell in cells if delimiter != "," or " " not in cell]
            numbers = sum(number_of(cell) is not None for cell in whole)
            # Blanks beside another mark part no columns.
            fits += len(cells) > 2 and numbers > 1 and not MARKS & set(cells)
        return fits, 0 if fits or delimiter == " " else "".join(sample).count(delimiter)

    return max(DELIMITERS, key=fit)


def _records(lines: list[str], at: int, table: Table) -> Iterator[tuple[int, list[str] | Sentence]]:
    """Each row's cells, or what is wrong with it, and the number of its first line."""
    while at < len(lines):
        line, number, taken = lines[at], at + 1, 1
        if len(line) > LONGEST_LINE:
            yield number, say("line_too_long", maximum=LONGEST_LINE)
        elif _is_remark(line):
            if not table.rows:
                remark = line.strip().lstrip("#").strip()
                table.remark = _cells([remark], table.delimiter)[0] or []
        elif line.strip():
            cells, taken = _cells(lines[at : at + MOST_LINES], table.delimiter)
            if cells is None:
                yield number, say("quotes")
            elif any(map(CONTROL.search, cells)):
                yield number, say("control_characters")
            else:
                yield number, cells
        at += taken


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")


def _cells(lines: list[str], delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the first row, and how many lines it takes; None where quotes are wrong."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return None, 1
    return [_tidy(cell) for cell in cells], reader.line_num


def _tidy(cell: str) -> str:
    cell = cell.strip().strip(UNSEEN).strip()
    if "\n" in cell or "\t" in cell:
        cell = BREAKS.sub(" ", cell)
    return cell[1:] if GUARDED.match(cell) else cell
