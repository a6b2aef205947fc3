"""Reads a CSV file of points: two coordinates and a class, or a real value, on every line."""

from __future__ import annotations

import csv
import math
import re
from typing import Any

from app.problems import FieldError, Invalid
from app.schemas import LineError
from app.sentences import say
from engine import Sentence

LARGEST = 1e6
MOST_CLASSES = 10
LONGEST_NAME = 80
LONGEST_LINE = 1000
MOST_ERRORS = 100
FEWEST_POINTS = 4
NARROW, WIDE = 1.5, 12.0
"""Axes that reach this far are about as large as the playground's own, −6 to 6."""
DELIMITERS = ";\t,"
DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)

Row = tuple[float, float, str]


def read_points(file: bytes, max_points: int) -> tuple[dict[str, Any], list[LineError]]:
    """The `data` of a spec, and the lines that were left out of it (the first hundred).

    Labels that are words, or at most ten different whole numbers, are classes; other numbers are
    real values. Raises Invalid where nothing can be made of the file.
    """
    text = _decoded(file)
    delimiter = _delimiter(text[:10_000])
    errors: list[LineError] = []
    rows: list[Row] = []
    names: list[str] = []
    lines = text.splitlines()
    if len(lines) > 2 * max_points + MOST_ERRORS:
        # So many can only be no points, and to say so of each would take seconds.
        raise _refused(say("too_many_lines", maximum=max_points, count=len(lines)))
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            errors.append(_line_error(number, say("line_too_long", maximum=LONGEST_LINE)))
            continue
        cells = _cells(line, delimiter)
        if not any(cells):
            continue
        if not (names or rows or errors) and _number(cells[0]) is None:
            names = cells
        elif fault := _fault(cells):
            errors.append(_line_error(number, fault))
        elif len(rows) == max_points:
            setting = "PLAYGROUND_MAX_POINTS"
            raise _refused(say("limit_points", maximum=max_points, setting=setting))
        else:
            rows.append((float(cells[0]), float(cells[1]), cells[2]))
    if len(rows) < FEWEST_POINTS:
        first = say("no_fault")
        if errors:
            first = say("first_fault", line=errors[0].line, fault=errors[0])
        raise _refused(say("too_few", minimum=FEWEST_POINTS, first=first))
    return _data(rows, names), errors[:MOST_ERRORS]


def _decoded(file: bytes) -> str:
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(say("encoding")) from None


def _delimiter(text: str) -> str:
    """What makes three columns of the most lines; the comma is last, as it may be a decimal one."""
    lines = text.splitlines()

    def fit(delimiter: str) -> tuple[int, int]:
        return sum(len(_cells(line, delimiter)) == 3 for line in lines), text.count(delimiter)

    return max(DELIMITERS, key=fit)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return [line]
    if delimiter != ";":
        return cells
    # Spreadsheets write semicolons where the comma is the decimal mark.
    return [cell.replace(",", ".") if DECIMAL_COMMA.fullmatch(cell) else cell for cell in cells]


def _fault(cells: list[str]) -> Sentence | None:
    """What is wrong with a line, in a sentence."""
    if len(cells) != 3:
        return say("columns", count=len(cells))
    for cell, which in zip(cells, ("first", "second"), strict=False):
        value = _number(cell)
        if value is None:
            return say(f"{which}_not_number")
        if abs(value) > LARGEST:
            return say(f"{which}_beyond", maximum=LARGEST)
    if not cells[2]:
        return say("label_missing")
    if len(cells[2]) > LONGEST_NAME:
        return say("label_too_long", maximum=LONGEST_NAME)
    if abs(_number(cells[2]) or 0.0) > LARGEST:
        return say("label_beyond", maximum=LARGEST)
    return None


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _data(rows: list[Row], names: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": "points", "scaling": _scaling(rows)}
    if len(names) >= 2 and all(0 < len(name) <= LONGEST_NAME for name in names[:2]):
        data["axis_names"] = names[:2]
    labels = {label for _, _, label in rows}
    numbers = {label: _number(label) for label in labels}
    values = [value for value in numbers.values() if value is not None]
    whole = all(value.is_integer() for value in values)
    if len(values) == len(labels) and not (whole and len(labels) <= MOST_CLASSES):
        return data | {
            "class_names": [],
            "value_scaling": "standard",
            "points": [(x1, x2, numbers[label]) for x1, x2, label in rows],
        }
    if not 2 <= len(labels) <= MOST_CLASSES:
        raise _refused(say("classes", maximum=MOST_CLASSES, count=len(labels)))
    classes = sorted(labels, key=lambda label: (numbers[label] or 0.0, label))
    return data | {
        "class_names": classes,
        "stratified": True,
        "points": [(x1, x2, float(classes.index(label))) for x1, x2, label in rows],
    }


def _scaling(rows: list[Row]) -> str:
    """None where both axes are about as large as the playground's own, for which first weights and
    learning rates are made."""
    reaches = [max(abs(row[0]) for row in rows), max(abs(row[1]) for row in rows)]
    return "none" if all(NARROW <= reach <= WIDE for reach in reaches) else "standard"


def _line_error(line: int, fault: Sentence) -> LineError:
    return LineError(line=line, **dict(fault))


def _refused(sentence: Sentence) -> Invalid:
    return Invalid([FieldError.at("", sentence)])
