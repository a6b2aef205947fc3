"""A file of points is read as far as it makes sense, and every line that does not is named."""

import io
import time
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

import engine
from app.exports.points_file import read_points
from app.imported import ChosenColumns, LineError
from app.problems import Invalid
from tests.sentences import check


def read(file: bytes, most: int = 100) -> tuple[dict[str, Any], list[LineError]]:
    found = read_points(file, most)
    for error in found.errors:
        check(error.model_dump())
    return found.data, found.errors


GOOD = b"height,weight,kind\n1,2,cat\n1.5,2.5,cat\n-1,-2,dog\n-1e1,-2,dog\n"


def test_classes_and_axes_have_their_names() -> None:
    data, errors = read(GOOD, 100)
    assert errors == []
    assert data["axis_names"] == ["height", "weight"]
    assert data["class_names"] == ["cat", "dog"]
    assert data["points"][0] == (1, 2, 0)
    spec = engine.Spec.model_validate({"data": data})
    assert engine.advance(engine.init(spec), epochs=1).step > 0


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_marks_between_columns(mark: str) -> None:
    data, _ = read(GOOD.replace(b",", mark.encode()), 100)
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
    data, errors = read(text, 100)
    assert len(data["points"]) == count
    assert errors == []


@pytest.mark.parametrize("head", [b"", b"a;b;c\n"])
def test_decimal_commas_of_spreadsheets(head: bytes) -> None:
    data, errors = read(head + b"1,5;2,5;cat\n-1,25;0;dog\n3;3,5;cat\n,5;-1e0;dog\n", 100)
    assert errors == []
    assert data["points"] == [(1.5, 2.5, 0), (-1.25, 0, 1), (3, 3.5, 0), (0.5, -1, 1)]
    data, errors = read(head + b"1,5;2,5;0,5\n" * 5 + b"0,5;1,5;2\n", 100)
    assert errors == []
    assert data["points"][0] == (1.5, 2.5, 0.5)


def test_whole_numbers_are_classes_in_their_order() -> None:
    data, _ = read(b"0,0,10\n0,1,9\n1,0,10\n1,1,2\n", 100)
    assert data["class_names"] == ["2", "9", "10"]
    # However a number is written it is one class.
    data, _ = read("0,0,+1\n0,1,1\n1,0,01\n1,1,−2\n0,0,-2\n1,2,123456\n".encode())
    assert data["class_names"] == ["-2", "1", "123456"]


def test_other_numbers_are_values() -> None:
    data, _ = read(b"0,0,1.5\n0,1,9\n1,0,10\n1,1,2\n", 100)
    assert data["class_names"] == []
    assert [row[2] for row in data["points"]] == [1.5, 9, 10, 2]


@pytest.mark.parametrize(
    "file",
    [
        # Spreadsheets of other countries, and what Windows calls text.
        "1,5\t2,5\tMünze\n-1\t0,25\tMünze\n3\t3\tZahl\n0,5\t-1\tZahl\n".encode("cp1252"),
        "sep=;\n1,5;2,5;Münze\n-1;0,25;Münze\n3;3;Zahl\n0,5;-1;Zahl\n".encode("utf-16"),
        "1.5,2.5,Münze,\n−1,.25,Münze,\n3,3,Zahl,\n5e−1,-1,Zahl,\n".encode(),
        "# of 1999\n#\n1.5 2.5 Münze\n-1  0.25 Münze\n  3 3 Zahl \n0.5 -1 Zahl".encode(),
        "a 1|a 2|kind\n1.5 | 2.5 | Münze\n-1|.25|\u200bMünze\n3|3|Zahl\n.5|-1|Zahl\n".encode(),
        "a 1 , a 2 , kind\n1.5 , 2.5 , Münze\n-1 , 0.25 , Münze\n3,3,Zahl\n.5 ,-1,Zahl\n".encode(),
        '"1,5","2,5",Münze\n-1,"0,25",Münze\n3,"3,0",Zahl\n"0,5",–1,Zahl\n'.encode(),
        "SEP=;;;\n1,5;2,5;Münze\n-1;0,25;Münze\n3;3;Zahl\n0,5;-1;Zahl\n".encode(),
        '1.5, 2.5, "Münze"\r\n-1, 0.25, "Münze"\r\n3, 3, "Zahl"\r\n0.5, -1, "Zahl"\r'.encode(),
    ],
)
def test_other_programs_files(file: bytes) -> None:
    data, errors = read(file)
    assert errors == []
    assert data["class_names"] == ["Münze", "Zahl"]
    assert data["points"] == [(1.5, 2.5, 0), (-1, 0.25, 0), (3, 3, 1), (0.5, -1, 1)]


@pytest.mark.parametrize(
    "file",
    [
        "1.500,5;2.500;x\n-1;0,25;y\n",
        "1\xa0500,5;2 500;x\n-1;0,25;y\n",
        "1'500.5\t2\u2019500\tx\n-1\t.25\ty\n",
        "1,500.5;2,500;x\n-1;0.25;y\n",
        '"1,500.5","2,500",x\n-1,0.25,y\n',
        '"1.500,5",2.500,x\n-1,"0,25",y\n',
    ],
)
def test_groups_of_three_as_a_country_writes_them(file: str) -> None:
    data, errors = read(file.encode())
    assert errors == []
    assert data["points"] == [(1500.5, 2500, 0), (-1, 0.25, 1)]


@pytest.mark.parametrize(
    ("file", "first"),
    [
        ("1,500;2;x\n3;4;y\n", 1.5),
        ("1,500;2;x\n3;0.5;y\n", 1500),
        ("1.500;2;x\n3;0,5;y\n", 1500),
        ("1.500;0.5;x\n3;0,5;y\n", 1.5),
        ("1,500;0.5;x\n3;0,5;y\n", 1.5),
        ('"1,500",2,x\n3,4,y\n', 1500),
        ('"1,500",2,x\n3,"0,5",y\n', 1.5),
        ("1.500,2,x\n3,4,y\n", 1.5),
        ("0,500;2;x\n3;0.5;y\n", 0.5),
        ("1,500;2;x\n1,000,000;4;y\n", 1500),
    ],
)
def test_the_rest_of_a_file_says_what_a_number_in_doubt_is(file: str, first: float) -> None:
    data, errors = read(file.encode())
    assert errors == []
    assert data["points"][0][0] == first


def test_a_file_of_numpys_savetxt() -> None:
    rows = np.array([[1.5, 2.5, 0], [-1, 0.25, 0], [3, 3, 1], [0.5, -1, 1]])
    for how in ({}, {"delimiter": ","}, {"delimiter": ",", "header": "length,width,kind"}):
        file = io.BytesIO()
        np.savetxt(file, rows, **how)
        found = read_points(file.getvalue(), 100)
        assert found.errors == []
        assert found.data["class_names"] == ["0", "1"]
        assert found.data["points"] == [tuple(row) for row in rows.tolist()]
        assert found.data.get("axis_names") == (["length", "width"] if "header" in how else None)


def test_numbers_that_are_written_otherwise_are_one_class() -> None:
    data, _ = read(b"0,0,1\n0,1,1.0\n1,0,2\n1,1,2e0\n")
    assert data["class_names"] == ["1", "2"]


@pytest.mark.parametrize("label", ["", "NA", "nan", "NaN", "N/A", "null", "None"])
def test_a_missing_label_is_its_lines_error(label: str) -> None:
    text = f"0,0,cat\n0,1,dog\n5,5,{label}\n1,0,cat\n1,1,dog\n"
    data, (error,) = read(text.encode())
    assert (error.line, error.code) == (3, "label_missing")
    assert data["class_names"] == ["cat", "dog"]
    assert len(data["points"]) == 4
    values = "".join(f"{k},{k},{k}.5\n" for k in range(20))
    data, (error,) = read(f"{values}5,5,{label}\n".encode())
    assert (error.line, data["class_names"]) == (21, [])


def test_a_word_among_values_is_its_lines_error() -> None:
    values = "".join(f"{k},{k},{k}.5\n" for k in range(20))
    data, (error,) = read(f"{values}5,5,much\n".encode())
    assert (error.line, error.code) == (21, "label_not_number")
    assert len(data["points"]) == 20


def test_quoted_cells_may_hold_line_breaks_and_lines_are_still_counted() -> None:
    text = (
        b'x,y,"a kind,\nin words"\n1,2,"red\r\nwine"\n1,2,red wine\n3,x,white\n3,4,white\n5,6,white'
    )
    data, (error,) = read(text)
    assert data["class_names"] == ["red wine", "white"]
    assert error.line == 6
    data, (error,) = read(b'1,2,"a\n' + GOOD)
    assert (error.line, error.code) == (1, "quotes")
    assert len(data["points"]) == 4


@pytest.mark.parametrize("cell", ["a\x00b", "a\x1bb", "a\u202eb", "a\x85b"])
def test_control_characters_are_refused(cell: str) -> None:
    data, (error,) = read(GOOD + f"3,4,{cell}\n".encode())
    assert (error.line, error.code) == (6, "control_characters")
    assert data["class_names"] == ["cat", "dog"]


@pytest.mark.parametrize(
    "file",
    [
        GOOD.decode().encode("utf-16-le"),
        GOOD.decode().encode("utf-16-be"),
        GOOD.decode().encode("utf-32"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00",
        # As a browser reads a picture that is no UTF-8.
        bytes(range(256)).decode("latin-1").encode() * 9,
    ],
)
def test_what_is_no_text_is_said_to_be_none(file: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_points(file, 100)
    assert [error.code for error in refused.value.errors] == ["encoding"]


def test_a_label_that_is_written_in_two_ways_is_one_class() -> None:
    data, _ = read(b"1,2,0\n3,4,-0\n5,6,1\n7,8,-1")
    assert data["class_names"] == ["-1", "0", "1"]
    data, _ = read("1,2,\u00e1\n3,4,a\u0301\n5,6,b\n7,8,b".encode())
    assert data["class_names"] == ["b", "\u00e1"]


def test_what_a_spreadsheet_would_reckon_is_read_back_as_it_was() -> None:
    data, _ = read(b"'=x,'@y,class\n0,0,'=1+1\n0,1,'-a\n1,0,''=2\n1,1,'s\n2,2,-3\n")
    assert data["axis_names"] == ["=x", "@y"]
    assert set(data["class_names"]) == {"=1+1", "-a", "'=2", "'s", "-3"}


@pytest.mark.parametrize(
    ("text", "chosen", "sure"),
    [
        ("1,2,a\n3,4,b\n5,6,a\n7,8,b", (0, 1, 2), True),
        ("1,2,a,\n3,4,b,\n5,6,a,\n7,8,b,", (0, 1, 2), True),
        ("x,y,v\n1,2,.5\n3,4,.7\n5,6,.9\n7,8,.1", (0, 1, 2), True),
        ("a,1,2\nb,3,4\na,5,6\nb,7,8", (1, 2, 0), False),
        ("label,u,v\n0,1,2\n1,3,4\n0,5,6\n1,7,8", (1, 2, 0), False),
        # Perhaps the label comes first: 0.1.0 took it for a coordinate, so it is kept, and asked.
        ("0,.1,1.5\n" * 7 + "".join(f"1,2,{k}.5\n" for k in range(12)), (0, 1, 2), False),
        (",u,v,kind\n0,5,2,a\n1,3,4,b\n2,5,6,a\n3,7,8,b", (1, 2, 3), False),
        ("u v kind\n1 5 2 a\n2 3 4 b\n3 5 6 a\n4 7 8 b", (1, 2, 3), False),
        ("5,5,2,a\n6,3,4,b\n7,5,6,a\n8,7,8,b", (1, 2, 3), False),
        ("a,5,2,1,7\nb,3,4,2,7\na,9,6,9,7\nb,7,8,5,6", (1, 2, 0), False),
        # What names say counts most.
        ("label,x,y\n1,0.5,1\n1.0,0,2\n2,3,4\n2,1,1", (1, 2, 0), False),
        ("y,x1,x2\n1,0.5,1\n1,0,2\n2,3,4\n2,1,1", (1, 2, 0), False),
        ("x1,y,x2\n1,1,1\n1,2,2\n2,1,4\n2,2,1", (0, 2, 1), False),
        ("x1,x2,y\n1,1,1\n1,2,2\n2,1,4\n2,2,1", (0, 1, 2), True),
        (
            "u,v,w\n" + "0,.1,1.5\n" * 7 + "".join(f"1,2,{k}.5\n" for k in range(12)),
            (0, 1, 2),
            False,
        ),
        ("a,species,b,c\n1,x,3,4\n4,y,4,4\n9,x,1,2\n2,y,2,1", (0, 2, 1), False),
        # Several values: as Mazur calls them, and as points are downloaded from the page.
        ("i1,i2,o1,o2\n" + "".join(f".05,.1,.0{k},.9{k}\n" for k in range(4)), (0, 1, 2, 3), False),
        ("x₁,x₂,value 1,value 2\n" + "1,2,.5,7\n3,4,.7,8\n" * 2, (0, 1, 2, 3), False),
    ],
)
def test_which_column_is_what(text: str, chosen: tuple[int, ...], sure: bool) -> None:
    found = read_points(text.encode(), 100)
    assert (found.chosen.x1, found.chosen.x2, *found.chosen.labels) == chosen
    assert found.sure == sure
    assert len(found.data["points"]) >= 4
    asked = read_points(text.encode(), 100, found.chosen)
    assert (asked.data, asked.sure) == (found.data, True)


def test_columns_are_chosen_and_shown() -> None:
    text = b"id,u,kind,v\n7,5,a,2\n9,3,b,4\n2,5,a,6\n4,7,b\n5,7,b,1\n"
    found = read_points(text, 100, ChosenColumns(x1=3, x2=0, label=2))
    assert found.data["points"] == [(2, 7, 0), (4, 9, 1), (6, 2, 0), (1, 5, 1)]
    assert found.data["axis_names"] == ["v", "id"]
    assert [column.name for column in found.columns] == ["id", "u", "kind", "v"]
    assert found.columns[3].cells == ["2", "4", "6", "", "1"]
    assert [(error.line, error.code) for error in found.errors] == [(5, "columns_other")]
    with pytest.raises(Invalid, match="different columns"):
        read_points(text, 100, ChosenColumns(x1=3, x2=3, label=2))
    with pytest.raises(Invalid, match="numbered 0 to 3") as refused:
        read_points(text, 100, ChosenColumns(x1=0, x2=1, label=4))
    assert refused.value.errors[0].pointer == "/label"
    with pytest.raises(Invalid, match="numbered 0 to 3") as refused:
        read_points(text, 100, ChosenColumns(x1=0, x2=1, label=2, more=[3, 7]))
    assert refused.value.errors[0].pointer == "/more/1"


def test_several_columns_are_values_whatever_they_hold() -> None:
    text = b"x,y,north,kind,east\n1,2,0,a,1\n3,4,1,b,0\n5,6,1,b,1e7\n7,8,,b,2\n9,9,1,c,-.5\n"
    found = read_points(text, 100, ChosenColumns(x1=0, x2=1, label=4, more=[2]))
    assert found.data["points"] == [(1, 2, 1, 0), (3, 4, 0, 1), (9, 9, -0.5, 1)]
    assert [(error.line, error.code) for error in found.errors] == [
        (4, "value_too_large"),
        (5, "value_no_number"),
    ]
    for error in found.errors:
        check(error.model_dump())
    spec = engine.Spec.model_validate(
        {"data": found.data, "training": {"loss": "mean_squared_error"}}
    )
    assert spec.data.values == ("east", "north")
    assert engine.predict(engine.advance(engine.init(spec), epochs=1), [[0, 0]]).shape == (1, 2)
    unnamed = read_points(b"1,2,3,4,5,6\n", 100, ChosenColumns(x1=0, x2=1, label=2, more=[5]))
    assert unnamed.data["value_names"] == ["value 1", "value 2"]
    # What came before them is no matter: whoever had several values reads a file of one.
    one = read_points(b"a,b,price\n" + b"".join(b"%d,2,.%d\n" % (k, k) for k in range(12)), 100)
    engine.Spec.model_validate({"data": {**found.data, **one.data}, "training": spec.training})
    assert one.data["value_names"] == ["price"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1,2", "three columns"),
        ("1,2,3,4", "three columns"),
        ("one,2,a", "first coordinate is not a number"),
        ("1_000,2,a", "first coordinate is not a number"),
        ("١,2,a", "first coordinate is not a number"),
        ("1,NA,a", "second coordinate is not a number"),
        ("1,2,inf", "label is beyond"),
        ('1,2,"a', "quote"),
        ("1,nan,a", "second coordinate is not a number"),
        ("1,inf,a", "second coordinate is not a number"),
        ("1,2000000,a", "beyond"),
        ("1,2,", "label is missing"),
        ("1,2," + "x" * 81, "longer than 80"),
        ("<img onerror=alert(1)>", "three columns"),
    ],
)
def test_a_bad_line_is_named_and_the_others_kept(line: str, says: str) -> None:
    lines = GOOD.decode().splitlines()
    text = "\n".join([*lines[:3], line, *lines[3:]]).encode()
    data, (error,) = read(text, 100)
    assert len(data["points"]) == 4
    assert error.line == 4
    assert says in error.detail
    assert "onerror" not in error.detail


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "1 at the least"),
        (b"\n\n\n", "1 at the least"),
        (b"x,y,label\n1,2,a\n", "classes"),
        (b"nonsense", "1 at the least"),
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
    data, (error,) = read(GOOD + b"," * 2000 + b"\n", 100)
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
    data, errors = read("\n".join(lines).encode(), 1000)
    assert errors == []
    assert (data["scaling"], data["stratified"]) == ("standard", True)
    training = {"loss": "categorical_crossentropy", "optimizer": "adam"}
    told = {"data": data, "network": {"hidden_layers": [8]}, "training": training}
    state = engine.advance(engine.init(engine.Spec.model_validate(told)), epochs=40)
    assert state.history.last()["accuracy"] > 0.7


def test_points_of_its_own_plane_are_left_as_they_are() -> None:
    data, _ = read(GOOD, 100)
    assert data["scaling"] == "none"


def test_real_values_of_a_file_are_scaled() -> None:
    lines = "\n".join(f"{k},{-k},{k / 7}" for k in range(1, 12))
    data, _ = read(lines.encode(), 100)
    assert data["class_names"] == []
    assert data["value_scaling"] == "standard"


def test_a_line_or_two_of_numbers_are_points() -> None:
    assert read_points(b"0.05,0.1,0.01", 100).data["points"] == [(0.05, 0.1, 0.01)]
    alone = read_points(b"1,2,1\n3,4,1", 100).data
    assert (alone["class_names"], alone["points"]) == ([], [(1, 2, 1), (3, 4, 1)])
    assert read_points(b"1,2,0\n3,4,1", 100).data["class_names"] == ["0", "1"]
