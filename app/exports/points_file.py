"""Reads a CSV file of points: two coordinates and a class, or real values, on every line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from app.exports.numerals import number_of
from app.exports.table_file import Table, UnreadableError, lines_of, read_table
from app.imported import MOST_VALUES, ChosenColumns, FileColumn, LineError, ReadPoints
from app.problems import FieldError, Invalid
from app.sentences import say
from engine import Sentence

LARGEST = 1e6
MOST_CLASSES = 10
LONGEST_NAME = 80
MOST_ERRORS = 100
FEWEST_POINTS = 1
FEWEST_OF_A_CLASS = 4
"""So few lines that all have one number have it as their value: there is no other class."""
PREVIEW = 5
SAMPLE = 1000
"""So many lines tell which column is what."""
NARROW, WIDE = 1.5, 12.0
"""Axes that reach this far are about as large as the playground's own, −6 to 6."""
MOST = 0.9
"""The share of lines from which on the others are the exception."""
MISSING = {
    "", "NA", "N/A", "n/a", "#NA", "#N/A", "<NA>", "NaN", "nan", "NAN", "-nan", "NULL", "null",
    "None",
}  # fmt: skip
INFINITE = re.compile(r"[-+]?inf(inity)?", re.IGNORECASE)
LABEL = re.compile(r"class|label|target|species|kind|category|group|type", re.IGNORECASE)
SEVERAL = re.compile(r"(y|t|o|out|output|target|label|value)[_ ]?\d+", re.IGNORECASE)
"""Values of one point, where at least two columns are called so."""
OUTPUT = re.compile(r"y", re.IGNORECASE)
"""A label where no other column is called one, and none is an x beside it."""
AXIS = re.compile(r"x[_ ]?\d?", re.IGNORECASE)
INDEX = re.compile(r"|#|id|index|nr\.?|no\.?|row|unnamed: 0", re.IGNORECASE)
USUAL = ChosenColumns(x1=0, x2=1, label=2)

Row = tuple[int, float, float, tuple[str, ...]]


def read_points(file: bytes, max_points: int, chosen: ChosenColumns | None = None) -> ReadPoints:
    """The `data` of a spec, and the lines that were left out of it (the first hundred).

    Labels that are words, or at most ten different whole numbers, are classes; other numbers are
    real values, and so are those of several columns. Which column is what is guessed where it is
    not told. Raises Invalid where nothing can be made of the file.
    """
    try:
        lines = lines_of(file)
    except UnreadableError:
        raise _refused(say("encoding")) from None
    if len(lines) > 2 * max_points + MOST_ERRORS:
        # So many can only be no points, and to say so of each would take seconds.
        raise _refused(say("too_many_lines", maximum=max_points, count=len(lines)))
    table = read_table(lines)
    width = table.width
    names = _take_names(table, width)
    sure = chosen is not None
    if chosen is None:
        chosen, sure = _guess(table, width, names)
    _check(chosen, width)
    rows, errors = _points(table, width, chosen, max_points)
    called = [names[k] for k in chosen.labels] if width > 2 and names else []
    data, more = (_values if chosen.more else _data)(rows, table.grouping, called)
    errors = sorted([*errors, *more], key=lambda error: error.line)
    if len(rows) - len(more) < FEWEST_POINTS:
        first = say("no_fault")
        if errors:
            first = say("first_fault", line=errors[0].line, fault=errors[0])
        raise _refused(say("too_few", minimum=FEWEST_POINTS, first=first))
    axes = [names[chosen.x1], names[chosen.x2]] if names else []
    if axes and all(0 < len(name) <= LONGEST_NAME for name in axes):
        data["axis_names"] = axes
    return ReadPoints(
        data=data,
        errors=errors[:MOST_ERRORS],
        columns=[_preview(table, names, k) for k in range(width)],
        chosen=chosen,
        sure=sure,
    )


def _take_names(table: Table, width: int) -> list[str]:
    """What the columns are called, one name a column, taken off the rows; none where the file has
    no line of names."""
    names: list[str] = []
    if table.rows and _is_heading(table.rows[0][1], table.grouping):
        names = table.rows.pop(0)[1]
    elif len(table.remark) == width and _is_heading(table.remark, table.grouping):
        names = table.remark
    if len(names) == width - 1:
        # R writes no name above its column of row names.
        names = ["", *names]
    return [*names, *[""] * width][:width] if names else []


def _is_heading(cells: list[str], grouping: str) -> bool:
    return not any(number_of(cell, grouping) is not None for cell in cells) and any(
        cell not in MISSING for cell in cells
    )


def _guess(table: Table, width: int, names: Sequence[str]) -> tuple[ChosenColumns, bool]:
    """Which column is what, and whether there is no doubt about it."""
    stride = 1 + len(table.rows) // SAMPLE
    rows = [cells for _, cells in table.rows[::stride] if len(cells) >= width]
    columns = [[cells[k] for cells in rows if cells[k] not in MISSING] for k in range(width)]
    numbers = [[number_of(cell, table.grouping) for cell in cells] for cells in columns]
    numeric = [sum(each is not None for each in kind) > MOST * len(kind) for kind in numbers]
    few = [2 <= len(set(column)) <= MOST_CLASSES for column in columns]
    named = [bool(LABEL.fullmatch(name)) for name in names] or [False] * width
    if not any(named) and "x" not in map(str.lower, names):
        named = [bool(OUTPUT.fullmatch(name)) for name in names] or named
    if width < 3:
        return USUAL, True
    if width == 3:
        # Where a name says nothing, words do; else the last one, where most files have it.
        said = named[2] or (any(names) and AXIS.fullmatch(names[0]) is not None and not any(named))
        first = numeric[1] and numeric[2] and (not numeric[0] or (named[0] and not named[2]))
        if first:
            return ChosenColumns(x1=1, x2=2, label=0), False
        if numeric[0] and numeric[2] and named[1] and not named[2]:
            return ChosenColumns(x1=0, x2=2, label=1), False
        return USUAL, bool(said) or not (few[0] and numeric[2] and not few[2])
    counts = len(numbers[0]) > 1 and all(
        a is not None and b == a + stride for a, b in zip(numbers[0], numbers[0][1:])
    )
    rest = range(int(counts or bool(names and INDEX.fullmatch(names[0]))), width)
    several = [k for k in rest if numeric[k] and names and SEVERAL.fullmatch(names[k])]
    others = [k for k in rest if numeric[k] and k not in several]
    if 1 < len(several) <= MOST_VALUES and len(others) > 1:
        label, *more = several
        return ChosenColumns(x1=others[0], x2=others[1], label=label, more=more), False
    # A name says most, then words that are few; else the last one, where most files have it.
    likely = sorted(rest, key=lambda k: (named[k], few[k] and not numeric[k], k), reverse=True)
    for label in likely:
        others = [k for k in rest if numeric[k] and k != label]
        if len(others) > 1 and (few[label] or numeric[label]):
            return ChosenColumns(x1=others[0], x2=others[1], label=label), False
    return USUAL, False


def _check(chosen: ChosenColumns, width: int) -> None:
    """Raises Invalid for columns that cannot be."""
    numbers = {"x1": chosen.x1, "x2": chosen.x2, "label": chosen.label}
    numbers |= {f"more/{k}": number for k, number in enumerate(chosen.more)}
    if len(set(numbers.values())) < len(numbers):
        raise _refused(say("columns_repeated"))
    for name, number in numbers.items():
        if number >= max(width, 3):
            raise Invalid([FieldError.at(f"/{name}", say("no_such_column", last=width - 1))])


def _points(
    table: Table, width: int, chosen: ChosenColumns, max_points: int
) -> tuple[list[Row], list[LineError]]:
    rows: list[Row] = []
    errors = [_line_error(line, fault) for line, fault in table.faults]
    for line, all_cells in table.rows:
        # A mark at the end of a line begins no column.
        cells = all_cells if any(all_cells[width:]) else all_cells[:width]
        if width < 3 or len(cells) != width:
            count = len(cells)
            wrong = say("columns", count=count)
            if width > 3:
                wrong = say("columns_other", expected=width, count=count)
            errors.append(_line_error(line, wrong))
            continue
        x1, x2 = (number_of(cells[k], table.grouping) for k in (chosen.x1, chosen.x2))
        found = [_label(cells[k], table.grouping) for k in chosen.labels]
        fault = _fault(x1, x2) or (_value_fault if chosen.more else _label_fault)(found)
        if fault or x1 is None or x2 is None:
            errors.append(_line_error(line, fault or say("first_not_number")))
        elif len(rows) == max_points:
            setting = "PLAYGROUND_MAX_POINTS"
            raise _refused(say("limit_points", maximum=max_points, setting=setting))
        else:
            rows.append((line, x1, x2, tuple(label for label, _ in found)))
    return rows, errors


def _label(cell: str, grouping: str) -> tuple[str, float | None]:
    """A label as it is, but numbers in one way, 1.0, +1 and 1e0 as 1; and its number."""
    value = number_of(cell, grouping)
    return (cell if value is None else f"{value + 0:.12g}"), value


def _fault(x1: float | None, x2: float | None) -> Sentence | None:
    """What is wrong with a line's coordinates, in a sentence."""
    for x, which in ((x1, "first"), (x2, "second")):
        if x is None:
            return say(f"{which}_not_number")
        if abs(x) > LARGEST:
            return say(f"{which}_beyond", maximum=LARGEST)
    return None


def _value_fault(values: Sequence[tuple[str, float | None]]) -> Sentence | None:
    for number, (_, value) in enumerate(values, 1):
        if value is None:
            return say("value_no_number", number=number)
        if abs(value) > LARGEST:
            return say("value_too_large", number=number, maximum=LARGEST)
    return None


def _label_fault(labels: Sequence[tuple[str, float | None]]) -> Sentence | None:
    ((label, value),) = labels
    if label in MISSING:
        return say("label_missing")
    if len(label) > LONGEST_NAME:
        return say("label_too_long", maximum=LONGEST_NAME)
    if abs(value or 0.0) > LARGEST or INFINITE.fullmatch(label):
        return say("label_beyond", maximum=LARGEST)
    return None


def _values(
    rows: list[Row], grouping: str, names: Sequence[str]
) -> tuple[dict[str, Any], list[LineError]]:
    """The `data` of a spec whose points have several values, and no lines."""
    points = [
        (x1, x2, *(number_of(v, grouping) or 0.0 for v in values)) for _, x1, x2, values in rows
    ]
    usual = [f"value {k + 1}" for k in range(len(rows[0][3]) if rows else 0)]
    data = {"kind": "points", "scaling": _scaling(points), "class_names": []}
    data |= {"value_names": _called(names, usual), "value_scaling": "none"}
    return data | {"points": points}, []


def _called(names: Sequence[str], usual: list[str]) -> list[str]:
    """What values are called: as their columns are, where these have names that tell them apart."""
    fine = len(set(names)) == len(usual) and all(0 < len(name) <= LONGEST_NAME for name in names)
    return list(names) if fine else usual


def _data(
    rows: list[Row], grouping: str, names: Sequence[str]
) -> tuple[dict[str, Any], list[LineError]]:
    """The `data` of a spec, and the lines whose labels do not suit the others."""
    data: dict[str, Any] = {"kind": "points"}
    labels = {label for *_, (label,) in rows}
    numbers = {label: number_of(label, grouping) for label in labels}
    known = {value for value in numbers.values() if value is not None}
    real = len(known) > MOST_CLASSES or not all(value.is_integer() for value in known)
    real |= len(labels) == len(known) == 1 and len(rows) < FEWEST_OF_A_CLASS
    valued = [
        (x1, x2, value) for _, x1, x2, (label,) in rows if (value := numbers[label]) is not None
    ]
    if real and len(valued) >= MOST * len(rows):
        words = [line for line, *_, (label,) in rows if numbers[label] is None]
        wrong = [_line_error(line, say("label_not_number")) for line in words]
        data |= {"scaling": _scaling(valued), "class_names": [], "value_scaling": "standard"}
        data["value_names"] = _called(names, ["value"])
        return data | {"points": valued}, wrong
    if len(rows) >= FEWEST_POINTS and not 2 <= len(labels) <= MOST_CLASSES:
        raise _refused(say("classes", maximum=MOST_CLASSES, count=len(labels)))
    classes = sorted(labels, key=lambda label: (numbers[label] or 0.0, label))
    places = {label: float(k) for k, label in enumerate(classes)}
    points = [(x1, x2, places[label]) for _, x1, x2, (label,) in rows]
    data |= {"scaling": _scaling(points), "class_names": classes, "stratified": True}
    return data | {"points": points}, []


def _scaling(points: Sequence[tuple[float, ...]]) -> str:
    """None where both axes are about as large as the playground's own, for which first weights and
    learning rates are made."""
    reaches = [max((abs(point[axis]) for point in points), default=0) for axis in (0, 1)]
    return "none" if all(NARROW <= reach <= WIDE for reach in reaches) else "standard"


def _preview(table: Table, names: Sequence[str], k: int) -> FileColumn:
    cells = [cells[k][:LONGEST_NAME] if k < len(cells) else "" for _, cells in table.rows[:PREVIEW]]
    return FileColumn(name=names[k][:LONGEST_NAME] if names else "", cells=cells)


def _line_error(line: int, fault: Sentence) -> LineError:
    return LineError(line=line, **dict(fault))


def _refused(sentence: Sentence) -> Invalid:
    return Invalid([FieldError.at("", sentence)])
