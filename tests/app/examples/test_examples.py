"""Examples cannot lie: claims hold for ten seeds, runs come to the numbers that texts print."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli.command import run
from app.client.playground import Playground
from app.examples import Example, Examples, problems_of, read_example
from app.examples.format import Cure, Printed
from app.problems import NotFound
from app.settings import Settings
from tests.sentences import check

DOCS = (Path(__file__).parents[3] / "docs" / "examples.md").read_text(encoding="utf-8")
MOONS, NEURON = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)

GERMAN = """title = "Monde und eine Gerade"
[cure]
sentence = "Acht Einheiten."
"""
FILES = Examples(Settings().examples_dir).files()
EXAMPLES = {file.name: file.content for file in FILES if file.content}

Create = Callable[..., tuple[str, dict[str, str]]]


def write(folder: Path, text: str, name: str = "40-moons.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_none_has_a_mistake() -> None:
    assert [str(mistake) for file in FILES for mistake in file.mistakes] == []
    assert {example.group for example in EXAMPLES.values()} == {"works", "fails", "texts"}
    # What fails says what helps, and numbers that are printed are a text's.
    for name, example in EXAMPLES.items():
        assert example.group != "fails" or example.cure, name
        assert (example.group == "texts") == bool(example.printed), name


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_holds_what_it_says(name: str) -> None:
    assert [(place, str(fault)) for place, fault in problems_of(EXAMPLES[name])] == []


def test_the_documented_examples_are_some_and_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moons, neuron = write(tmp_path, MOONS), write(tmp_path, NEURON, "41-neuron.toml")
    wrong = MOONS.replace("at_most = 0.92", "at_most = 0.5").replace("[8]", "[1]")
    untrue = write(tmp_path, wrong, "42-untrue.toml")
    text = NEURON.replace('"0.75"', '"0.76"').replace('"0.81"', '"0.815"')
    text = text.replace('"0.50"', '"0.50"\noutput = 1')
    misprint = write(tmp_path, text, "43-misprint.toml")
    assert run(["example", "check", str(moons), str(neuron)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "40-moons.toml: all is well. Claims that hold: 2; printed numbers that are met: 0.",
        "41-neuron.toml: all is well. Claims that hold: 0; printed numbers that are met: 3.",
    ]
    assert run(["example", "check", str(untrue), str(misprint)]) == 1
    said = capsys.readouterr().out
    for part in (
        "42-untrue.toml, claims 1: It holds in 0 of 10 tries.",
        "42-untrue.toml, cure, claims 1: It holds in 0 of 10 tries.",
        "43-misprint.toml, printed 1: There is no answer in the example's run.",
        "43-misprint.toml, printed 2: The text prints 0.76, the run here has 0.75.",
    ):
        assert part in said
    assert run(["example", "check", str(tmp_path / "none.toml")]) == 2


def test_the_document_shows_every_field() -> None:
    for name in {*Example.model_fields, *Cure.model_fields, *Printed.model_fields}:
        assert re.search(rf"\b{name}\b", DOCS), name


@pytest.mark.parametrize(
    ("text", "before", "after", "says"),
    [
        (MOONS, 'title = "Moons and a line"', "", "40-moons.toml, title: This field is needed."),
        (MOONS, '"fails"', '"fail"', "40-moons.toml, group: "),
        (MOONS, "epochs = 100  ", "epoch = 100  ", "epoch: There is no such field here."),
        (MOONS, '"moons"', '"mons"', "spec: data: Unknown name; did you mean moons?"),
        (MOONS, "hidden_layers = [8]", "hidden_layers = [0]", "cure, spec: network.hidden_layers"),
        (MOONS, '"val_accuracy", at_most', '"acuracy", at_most', "no measure of this name"),
        (MOONS, "[[claims]]", "[[cure.claims]]", "Give claims, or printed numbers"),
        (NEURON, '"0.50" ', '"a half" ', "printed 1, value: Give the number as it is printed"),
        (NEURON, 'source = "Worksheet 3, page 2"', "", "Numbers that are printed need their sourc"),
        (NEURON, "off_by = 0.01", "off_by = 0.001", "and only there, differs says why"),
        (NEURON, "point = [1, 2]\n", "", "printed 1: This measure needs a point."),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, text: str, before: str, after: str, says: str) -> None:
    assert before in text
    found = read_example(write(tmp_path, text.replace(before, after, 1))).mistakes
    for mistake in found:
        check(mistake.whole().model_dump())
    assert any(says in str(mistake) for mistake in found), list(map(str, found))


def test_over_http_a_run_has_the_printed_numbers_as_it_comes_to_them(
    client: httpx.Client, create: Create
) -> None:
    listed = client.get("/examples").json()
    assert [each["name"] for each in listed] == list(EXAMPLES)
    assert client.get("/examples/nothing").status_code == 404
    whole = client.get("/examples/step-by-step").json()
    assert (whole["source"][:10], whole["cure"]) == ("Matt Mazur", None)
    path, token = create(whole["spec"])
    numbers = "/examples/step-by-step/numbers"
    asked = {"run": path.removeprefix("/runs/")}

    def here() -> list[float | None]:
        found: list[float | None] = client.get(numbers, params=asked).json()["here"]
        return found

    printed = [float(row["value"]) for row in whole["printed"]]
    assert here()[:3] == pytest.approx(printed[:3], abs=5e-9)
    assert here()[3:] == [None] * 8
    client.post(
        f"{path}/commands", json={"command": "step", "unit": "epoch", "count": 3}, headers=token
    )
    # Of the end of its own epoch each, however far the run has come since.
    reached = here()
    assert reached[:7] == pytest.approx(printed[:7], abs=5e-9)
    assert reached[7] == pytest.approx(0.291027774, abs=5e-10)
    assert reached[8:] == [None] * 3
    assert client.get(numbers, params={"run": "none"}).status_code == 404
    # A run with nothing to compare has none of them.
    other, _ = create({"data": "circle"})
    alone = client.get(numbers, params={"run": other.removeprefix("/runs/")}).json()["here"]
    assert alone[2] is None


def test_a_teachers_folder_and_the_client(start_server: Callable[..., Any], tmp_path: Path) -> None:
    write(tmp_path, MOONS)
    write(tmp_path, MOONS.replace("Moons and a line", "My spiral"), "10-spiral.toml")
    write(tmp_path, "title = 1", "44-broken.toml")
    write(tmp_path, GERMAN, "40-moons.de.toml")
    url = start_server(PLAYGROUND_EXAMPLES_DIR=str(tmp_path)).url
    with Playground(url) as playground:
        listed = {each.name: each for each in playground.examples()}
        assert (listed["moons"].group, listed["spiral"].title) == ("fails", "My spiral")
        broken = listed["broken"]
        assert (broken.group, broken.title) == (None, "44-broken.toml")
        assert broken.mistakes[0].field == "title"
        whole = playground.example("moons")
        assert whole.cure is not None
        assert [each.units for each in whole.cure.spec.network.hidden_layers] == [8]
        spoken = {each.name: each for each in playground.examples(lang="de")}
        german = playground.example("moons", lang="de")
        assert spoken["moons"].title == german.title == "Monde und eine Gerade"
        assert german.cure is not None
        assert (german.cure.sentence, german.cure.spec) == ("Acht Einheiten.", whole.cure.spec)
        assert (german.look, german.spec) == (whole.look, whole.spec)
        begun = playground.create(example="moons", training={"batch_size": 5})
        spec = begun.read().spec
        assert spec is not None
        assert (spec.data.kind, spec.training.batch_size) == ("moons", 5)
        with pytest.raises(NotFound, match="no example of this name"):
            playground.example("nothing")
