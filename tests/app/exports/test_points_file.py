"""A file of points is read as far as it makes sense, and every line that does not is named."""

import time
from contextlib import suppress

import numpy as np
import pytest

import engine
from app.exports.points_file import read_points
from app.problems import Invalid

GOOD = b"height,weight,kind\n1,2,cat\n1.5,2.5,cat\n-1,-2,dog\n-1e1,-2,dog\n"


def test_classes_and_axes_have_their_names() -> None:
    data, errors = read_points(GOOD, 100)
    assert errors == []
    assert data["axis_names"] == ["height", "weight"]
    assert data["class_names"] == ["cat", "dog"]
    assert data["points"][0] == (1, 2, 0)
    spec = engine.Spec.model_validate({"data": data})
    assert engine.advance(engine.init(spec), epochs=1).step > 0


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_marks_between_columns(mark: str) -> None:
    data, _ = read_points(GOOD.replace(b",", mark.encode()), 100)
    assert len(data["points"]) == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (b"\xef\xbb\xbf" + GOOD, 4),
        (GOOD.replace(b"\n", b"\r\n"), 4),
        (GOOD.replace(b"\n", b"\n\n"), 4),
        (GOOD.partition(b"\n")[2], 4),
        (b'1,2,"a, b"\n3,4,c\n5,6,c\n7,8,c', 4),
    ],
)
def test_what_files_look_like(text: bytes, count: int) -> None:
    data, errors = read_points(text, 100)
    assert len(data["points"]) == count
    assert errors == []


@pytest.mark.parametrize("head", [b"", b"a;b;c\n"])
def test_decimal_commas_of_spreadsheets(head: bytes) -> None:
    data, errors = read_points(head + b"1,5;2,5;cat\n-1,25;0;dog\n3;3,5;cat\n,5;-1e0;dog\n", 100)
    assert errors == []
    assert data["points"] == [(1.5, 2.5, 0), (-1.25, 0, 1), (3, 3.5, 0), (0.5, -1, 1)]
    data, errors = read_points(head + b"1,5;2,5;0,5\n" * 5 + b"0,5;1,5;2\n", 100)
    assert errors == []
    assert data["points"][0] == (1.5, 2.5, 0.5)


def test_whole_numbers_are_classes_in_their_order() -> None:
    data, _ = read_points(b"0,0,10\n0,1,9\n1,0,10\n1,1,2\n", 100)
    assert data["class_names"] == ["2", "9", "10"]


def test_other_numbers_are_values() -> None:
    data, _ = read_points(b"0,0,1.5\n0,1,9\n1,0,10\n1,1,2\n", 100)
    assert data["class_names"] == []
    assert [row[2] for row in data["points"]] == [1.5, 9, 10, 2]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1,2", "three columns"),
        ("1,2,3,4", "three columns"),
        ("one,2,a", "first column is not a number"),
        ("1,nan,a", "second column is not a number"),
        ("1,inf,a", "second column is not a number"),
        ("1,2000000,a", "beyond"),
        ("1,2,", "label is missing"),
        ("1,2," + "x" * 81, "longer than 80"),
        ("<img onerror=alert(1)>", "three columns"),
    ],
)
def test_a_bad_line_is_named_and_the_others_kept(line: str, says: str) -> None:
    lines = GOOD.decode().splitlines()
    text = "\n".join([*lines[:3], line, *lines[3:]]).encode()
    data, (error,) = read_points(text, 100)
    assert len(data["points"]) == 4
    assert error.line == 4
    assert says in error.detail
    assert "onerror" not in error.detail


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "At least 4"),
        (b"\n\n\n", "At least 4"),
        (b"x,y,label\n1,2,a\n", "At least 4"),
        (b"nonsense", "At least 4"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"1,2,a\n" * 4, "2 to 10"),
        (b"".join(b"1,2,c%d\n" % i for i in range(11)), "2 to 10"),
        (b"1,2,a\n3,4,b\n" * 60, "100"),
    ],
)
def test_a_file_of_no_use_is_refused(text: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_points(text, 100)
    assert says in refused.value.detail


@pytest.mark.parametrize(
    "bomb",
    [
        b"," * 1_000_000,
        b'"' * 1_000_000,
        b"\n" * 1_000_000,
        b"x" * 1_000_000,
        b"1,2,a\n" * 160_000,
        b"1,2\n" * 250_000,
        b",\n" * 500_000,
        b"1,2,a,b\n" * 20_000,
        b'"1,2,a\n' * 140_000,
        b"9" * 999_999,
    ],
)
def test_a_bomb_goes_off_at_once_or_not_at_all(bomb: bytes) -> None:
    def seconds(file: bytes) -> float:
        started = time.process_time()
        with suppress(Invalid):
            read_points(file, 10_000)
        return time.process_time() - started

    with pytest.raises(Invalid):
        read_points(bomb, 10_000)
    # Against as large a file as is taken, each at its best, so that a busy machine proves nothing.
    # Line by line, the worst of these took a hundred times as long.
    largest = b"".join(b"%d,2,%s\n" % (k, b"ab"[k % 2 :][:1]) for k in range(10_000))
    assert min(seconds(bomb) for _ in range(3)) < 10 * min(seconds(largest) for _ in range(3))


def test_a_line_without_an_end_is_named_and_left_out() -> None:
    data, (error,) = read_points(GOOD + b"," * 2000 + b"\n", 100)
    assert len(data["points"]) == 4
    assert error.line == 6
    assert "1000 characters" in error.detail


def test_points_far_from_the_playgrounds_own_plane_are_scaled_and_learned() -> None:
    random = np.random.default_rng(2)
    centres = random.uniform(-5, 35, (10, 2))
    lines = [
        f"{x:.2f},{y:.2f},{'abcdefghij'[k]}"
        for k, centre in enumerate(centres)
        for x, y in random.normal(centre, 1.5, (30, 2))
    ]
    data, errors = read_points("\n".join(lines).encode(), 1000)
    assert errors == []
    assert (data["scaling"], data["stratified"]) == ("standard", True)
    training = {"loss": "categorical_crossentropy", "optimizer": "adam"}
    told = {"data": data, "network": {"hidden_layers": [8]}, "training": training}
    state = engine.advance(engine.init(engine.Spec.model_validate(told)), epochs=40)
    assert state.history.last()["accuracy"] > 0.7


def test_points_of_its_own_plane_are_left_as_they_are() -> None:
    data, _ = read_points(GOOD, 100)
    assert data["scaling"] == "none"


def test_real_values_of_a_file_are_scaled() -> None:
    lines = "\n".join(f"{k},{-k},{k / 7}" for k in range(1, 12))
    data, _ = read_points(lines.encode(), 100)
    assert data["class_names"] == []
    assert data["value_scaling"] == "standard"
