"""Lessons cannot lie: every claim is run over ten seeds, and every solution passes."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

import engine
from app.lessons import MEASURES, Library, Measured, Start, passed_as_it_begins, read_lesson
from app.lessons.claims import Claim
from app.lessons.conditions import Condition
from app.lessons.format import Lesson
from app.lessons.loader import OURS
from app.lessons.markup import safe_formula
from app.lessons.sweep import LessonSweep, SweepClaim
from app.lessons.words import to_html
from app.settings import Settings
from tests.sentences import check

DOCS = (Path(__file__).parents[3] / "docs" / "lessons.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)[0]

FILES = Library(Settings().lessons_dir).files()
LESSONS = {file.name: file.content for file in FILES if file.content}
CLAIMS = {
    f"{name}-{i}": (lesson, claim)
    for name, lesson in LESSONS.items()
    for i, claim in enumerate(lesson.claims)
}
TASKS = {
    f"{name}-{i}": (lesson, i) for name, lesson in LESSONS.items() for i in range(len(lesson.tasks))
}

Create = Callable[..., tuple[str, dict[str, str]]]


def write(folder: Path, text: str, name: str = "13-moons.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str, name: str = "13-moons.toml") -> list[str]:
    found = read_lesson(write(folder, text, name)).mistakes
    for mistake in found:
        check(mistake.whole().model_dump())
    return [str(mistake) for mistake in found]


def test_none_has_a_mistake() -> None:
    assert [str(mistake) for file in FILES for mistake in file.mistakes] == []
    assert [file.number for file in FILES][:20] == list(range(20))


@pytest.mark.parametrize("place", CLAIMS)
def test_a_claim(place: str) -> None:
    lesson, claim = CLAIMS[place]
    assert claim.find(lesson.spec) == []


SWEEPS = {name: lesson for name, lesson in LESSONS.items() if lesson.sweep}


@pytest.mark.parametrize("name", SWEEPS)
def test_what_is_claimed_of_a_sweep(name: str) -> None:
    lesson = SWEEPS[name]
    sweep = lesson.sweep
    assert sweep
    states = sweep.states(lesson.spec, sweep.tiles)
    assert [claim.says for claim, found in zip(sweep.claims, sweep.against(states)) if found] == []
    # A table of shares beside it has the tile's runs in the middle of their seeds.
    told = [float(share) for share in re.findall(r"\| (\d+) %(?= \|)", lesson.words)]
    if told:
        middle = [
            np.median([state.history.last()["val_accuracy"] for state in states[number]])
            for number in range(len(sweep.tiles))
        ]
        # As far as the lesson says that rounding goes, where it is not that of the lesson's author.
        near = 0.5 if engine.fingerprint().kernel.startswith("Haswell") else 8
        assert told == pytest.approx([100 * share for share in middle], abs=near)
    # And one of losses, whose rows and columns are values of the axes, has the same.
    across = re.search(r"^\| \w+ \|(( [\d.]+ \|)+)$", lesson.words, re.MULTILINE)
    for rows in re.findall(r"^\| (\d+) \|((?: \d\.\d\d \|)+)$", lesson.words, re.MULTILINE):
        assert across
        down, losses = int(rows[0]), [float(loss) for loss in rows[1].split("|") if loss.strip()]
        rates = [float(rate) for rate in across[1].split("|") if rate.strip()]
        middle = [
            np.median([s.history.last()["val_loss"] for s in states[sweep.tiles.index((r, down))]])
            for r in rates
        ]
        assert losses == pytest.approx(middle, abs=0.0051)


@pytest.mark.parametrize("place", TASKS)
def test_a_task_can_be_done_and_is_not_done_at_once(place: str) -> None:
    lesson, number = TASKS[place]
    begun = engine.init(lesson.start(number))
    assert not all(finding.passed for finding in lesson.check(number, begun))
    assert [f for f in lesson.check(number, lesson.solved(number)) if not f.passed] == []


def _neuron(bias: float, *weights: float) -> tuple[dict[str, float], ...]:
    inputs = [{"layer": 0, "unit": 0, "input": i, "value": w} for i, w in enumerate(weights)]
    return ({"layer": 0, "unit": 0, "value": bias}, *inputs)


@pytest.mark.parametrize(
    ("name", "number", "start", "missing"),
    [
        ("perceptron", 0, {"weights": _neuron(1, 3, -2)}, ["the sum at (−1, 2) is 0"]),
        ("perceptron", 0, {"weights": _neuron(7, 7, 0)},
         ["the weight of x₁ is still 3", "the weight of x₂ is still −2"]),
        ("activations", 0,
         {"spec": {"training": {"optimizer": {"kind": "adam", "learning_rate": 0.1}}},
          "epochs": 60},
         ["the training is the lesson's own"]),
        ("why-activations", 1,
         {"spec": {"network": {"inputs": ["x1", "x2", "x1_squared", "x2_squared"]}}, "epochs": 60},
         ["the number of inputs is 2"]),
        ("one-hidden-layer", 0,
         {"spec": {"network": {"hidden_layers": [2], "activation": "gaussian", "seed": 1}},
          "epochs": 150},
         ["the hidden layer is tanh"]),
    ],
)  # fmt: skip
def test_a_task_refuses_what_its_words_rule_out_and_names_nothing_else(
    name: str, number: int, start: dict[str, Any], missing: list[str]
) -> None:
    lesson = LESSONS[name]
    findings = lesson.check(number, Start.model_validate(start).state(lesson.spec))
    assert [finding.says for finding in findings if not finding.passed] == missing


@pytest.mark.parametrize("place", TASKS)
def test_a_task_that_asks_for_a_choice_is_not_passed_without_one(place: str) -> None:
    lesson, number = TASKS[place]
    if lesson.tasks[number].solution.spec:
        assert not passed_as_it_begins(lesson, number)


def test_what_was_reached_in_time_counts_later_and_a_miss_says_what_to_do() -> None:
    lesson = LESSONS["activations"]
    solution = lesson.tasks[0].solution
    later = solution.model_copy(update={"epochs": 120}).state(lesson.spec)
    assert all(finding.passed for finding in lesson.check(0, later))
    for epochs, advice in ((30, "advice_early"), (60, "advice_late"), (90, "advice_late")):
        sigmoid = Start(epochs=epochs).state(lesson.spec)
        missed, *others = lesson.check(0, sigmoid)
        assert missed.says == "the test loss is at most 0.15 by epoch 60"
        assert not missed.passed
        assert missed.advice
        assert missed.advice.code == advice
        check({"detail": missed.advice.detail, **missed.advice.model_dump()})
        assert all(finding.passed and finding.advice is None for finding in others)
    # What came too late does not count.
    slow = Start(spec={"training": {"optimizer": {"learning_rate": 0.03}}}, epochs=200)
    (late, _) = LESSONS["gradient-descent"].check(1, slow.state(LESSONS["gradient-descent"].spec))
    assert not late.passed
    # Whoever has gone further than a task allows is told, and whoever has changed too much.
    trained = Start(epochs=1).state(LESSONS["perceptron"].spec)
    assert [
        f.advice.code for f in LESSONS["perceptron"].check(1, trained) if f.advice and not f.passed
    ] == ["advice_reset"]
    other = Start(spec={"training": {"batch_size": 5}}).state(lesson.spec)
    (changed, *_) = lesson.check(0, other)
    assert changed.advice
    assert changed.advice.code == "advice_again"


def test_the_untrained_network_of_will_i_pass_knows_as_little_as_the_lesson_says() -> None:
    lesson = LESSONS["will-i-pass"]
    run = Measured(engine.init(lesson.start()))
    assert run.frame.metrics["accuracy"] < 0.5
    seed = lesson.start().network.seed
    states = [Start(spec={"network": {"seed": seed + i}}).state(lesson.spec) for i in range(3)]
    told = re.findall(r"(\d+) %", lesson.question.because)
    assert told == [f"{100 * engine.trace(state, (4, 5)).answer[0]:.0f}" for state in states]


def test_a_task_that_keeps_the_data_minds_another_data_set_but_not_another_seed() -> None:
    lesson = LESSONS["many-outputs"]
    other = Start(spec={"data": {"kind": "blobs", "seed": 5}}, epochs=30).state(lesson.spec)
    assert all(finding.passed for finding in lesson.check(0, other))
    easier = Start(spec={"data": {"kind": "blobs", "n": 10}}, epochs=30).state(lesson.spec)
    assert "the data is the lesson's own" in [
        f.says for f in lesson.check(0, easier) if not f.passed
    ]


def test_a_task_that_keeps_the_network_minds_no_weights_that_were_set_by_hand() -> None:
    lesson = LESSONS["perceptron"]
    task = lesson.tasks[0].model_copy(update={"keep": ("network",)})
    keeping = lesson.model_copy(update={"tasks": (task,)})
    solved = task.solution.state(lesson.spec)
    assert solved.spec.network.weights
    assert all(finding.passed for finding in keeping.check(0, solved))


def test_weights_that_were_trained_elsewhere_do_not_pass_a_task_that_limits_training() -> None:
    lesson = LESSONS["gradient-descent"]
    long = Start(spec={"training": {"optimizer": {"learning_rate": 0.1}}}, epochs=400)
    trained = long.state(lesson.spec)
    weights = [
        engine.Weight(layer=layer, unit=unit, input=row, value=float(block[row, unit]))
        for layer, block in enumerate(Measured(trained).frame.blocks)
        for unit in range(block.shape[1])
        for row in range(len(block) - 1)
    ]
    begun = engine.set_weights(engine.init(lesson.start()), weights)
    assert begun.spec.network.weights
    said = [finding.says for finding in lesson.check(1, begun) if not finding.passed]
    assert "the first weights are drawn by chance" in said
    # Whoever may train for as long as they like may begin where they like.
    assert not lesson.limits_training(0)


def test_the_documented_lesson_is_one(tmp_path: Path) -> None:
    file = read_lesson(write(tmp_path, EXAMPLE))
    assert file.mistakes == ()
    lesson = file.content
    assert lesson is not None
    assert all(f.passed for f in lesson.check(0, lesson.tasks[0].solution.state(lesson.spec)))
    (line, eight) = lesson.claims
    assert line.find(lesson.spec) == eight.find(lesson.spec) == []
    # A line that gets what eight units get is found out, with whichever seeds it is tried.
    wrong = line.model_copy(update={"holds": eight.holds})
    assert len(wrong.find(lesson.spec)) == 10
    sweep = lesson.sweep
    assert sweep is not None
    # Two units are too few for the tips, so that it does not hold of their tile, nor of all.
    (eight_units,) = sweep.claims
    claims = [eight_units.model_copy(update={"tile": tile}) for tile in (([8],), ([2],), None)]
    of_eight, of_two, of_all = sweep.model_copy(update={"claims": claims}).find(lesson.spec)
    assert of_eight == []
    assert len(of_two) >= 2
    assert len(of_all) >= 2


def test_an_activation_that_varies_is_that_of_all_layers() -> None:
    activation = {"field": "network.activation", "values": ["relu", "tanh"]}
    layers = {"field": "network.hidden_layers", "values": [[3], [3, 2]]}
    spec = {"network": {"hidden_layers": [8, 8], "activation": "sigmoid"}}
    for axes in ({"across": activation}, {"across": layers, "down": activation}):
        sweep = LessonSweep.model_validate(axes)
        for tile in sweep.tiles:
            read = engine.Spec.model_validate(sweep.document(spec, tile))
            hidden = read.network.hidden_layers
            assert [layer.units for layer in hidden] == (tile[0] if len(tile) > 1 else [8, 8])
            assert {layer.activation.kind for layer in hidden} == {tile[-1]}


def test_the_document_shows_every_field_and_measure() -> None:
    for name in {
        *Lesson.model_fields,
        *Claim.model_fields,
        *MEASURES,
        *LessonSweep.model_fields,
        *SweepClaim.model_fields,
    }:
        plain = name.removeprefix("val_")
        assert re.search(rf"\b{plain}\b", DOCS), name


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('title = "Two moons"', "", "13-moons.toml, title: This field is needed."),
        ("minutes = 5", "minutes = 0.5", "13-moons.toml, minutes: Should be a whole number."),
        ("minutes = 5", "minuets = 5", "13-moons.toml, minuets: There is no such field here."),
        ('answer = "About 85"', 'answer = "85"', "question: The answer should be one"),
        ('"About 50" =', '"About 5" =', "question: Give a reason for each wrong option, word"),
        ("$line$", "$lime$", "a formula that is not under formulas: lime."),
        ("\n$line$\n", "\n::: A card\nand no end\n", "opening: A card is a line :::"),
        ("\n$line$\n", "\n[[curves: relu]]\n", "There are no figures of curves. Known: "),
        ("\n$line$\n", "\n[[losses: hing]]\n", "There is no figure of hing among losses. Known: "),
        ("val_accuracy", "acuracy", "tasks 1, check 1: There is no measure of this name. Known: "),
        ('accuracy", at_least = 0.97 },', 'accuracy" },', "check 1: Give at_least, at_most"),
        ('"moons"', '"mons"', "spec: data: Unknown name; did you mean moons?"),
        ("hidden_layers = [8]", "hidden_layers = [0]", "network.hidden_layers.0"),
        ("keep = [", "spec = { data = 'mons' }\nkeep = [", "tasks 1, spec: data: Unknown name"),
        ("keep = [", "tries = 0\nkeep = [", "tasks 1, tries: "),
        ("minutes = 5", 'tab = "outside"', "13-moons.toml, tab: "),
        ("epochs = 150 }", "epochs = 0.5 }", "tasks 1, solution, epochs: Should be a whole"),
        ("<mi>y</mi>", "<script>y</script>", "formulas: A formula may not hold <script>."),
        ("<mi>y</mi>", '<mi href="x">y</mi>', "A formula may not hold the attribute href."),
        ("<mi>y</mi>", "<mi>y", "formulas: A formula closes <math> where it is not open."),
        ("<mi>y</mi>", "<!-- y -->", "formulas: A formula may not hold comments."),
        ("<mi>y</mi>", "<!DOCTYPE y>", "formulas: A formula may not hold declarations."),
        ("<mi>y</mi>", "<?y?>", "formulas: A formula may not hold instructions."),
        ("line = '<math>", "line = 'y <math>", "A formula is one <math> element, with nothing"),
        ('what = "val_accuracy", at', 'what = "dead", within = 9, at', "within asks about: acc"),
        ('what = "val_accuracy",', 'what = "answer",', "check 1: This measure needs a point."),
        ('what = "val_accuracy",', 'what = "point_loss", point = [1, 1],', "needs a target."),
        ('what = "val_accuracy", ', "", "tasks 1, check 1: Give one of what and field."),
        (', says = "the optimizer is Adam"', "", "A condition on a field needs says, in words."),
        ("values = [[2], [4]", "values = [[2], [0]", "hidden_layers.0.units: "),
        ('"network.hidden_layers", v', '"network.wings.*", v', "There is no such field in this"),
        ("tile = [[8]]", "tile = [[9]]", "sweep: There is no such tile"),
        ("at_least = 4\n", "at_least = 6\n", "sweep: There are 5 seeds."),
        ("seeds = 5", "seeds = 86", "sweep: A sweep has at most 256 runs."),
        ("minutes = 5", "minutes = ", "13-moons.toml: This is not TOML: "),
        ("minutes = 5", "weights = [{ layer = 3, unit = 0, value = 1.0 }]", "No such weight: "),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in EXAMPLE
    said = mistakes(tmp_path, EXAMPLE.replace(before, after, 1))
    assert any(says in sentence for sentence in said), said
    assert all(sentence.startswith("13-moons.toml") for sentence in said)


def test_a_file_of_another_name_or_kind_is_named(tmp_path: Path) -> None:
    assert "is called NN-name.toml" in mistakes(tmp_path, EXAMPLE, "moons.toml")[0]
    path = tmp_path / "14-latin.toml"
    path.write_bytes(b'title = "\xe9"')
    assert "not in UTF-8" in str(read_lesson(path).mistakes[0])
    assert "has at most" in mistakes(tmp_path, "#" * 200_001, "15-long.toml")[0]
    (tmp_path / "16-gone.toml").symlink_to("nowhere")
    (gone,) = (file for file in Library(tmp_path).files() if file.name == "gone")
    assert "cannot be read" in str(gone.mistakes[0])


def test_a_lesson_that_knows_no_opening_has_its_words_before_its_question(tmp_path: Path) -> None:
    text = re.sub(r"opening = '''.*?'''\n", "", EXAMPLE, flags=re.DOTALL)
    text = re.sub(r"now_try = .*?\n|\[question.reasons\](\n.+)*", "", text)
    lesson = read_lesson(write(tmp_path, text)).content
    assert lesson is not None
    assert (lesson.opening, lesson.question.reasons, lesson.question.now_try) == ("", {}, "")


def test_words_bring_no_markup_of_their_own(tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](//e.example) **<b>**"
    text = EXAMPLE.replace("- Watch where the line ends up.", f"- {evil}")
    lesson = read_lesson(write(tmp_path, text)).content
    assert lesson is not None
    html = to_html(lesson.words, lesson.formulas)
    assert "<img" not in html
    assert "<a " not in html
    assert "<strong>&lt;b&gt;</strong>" in html


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        # Browsers take what is in here for HTML: a CDATA that holds > ends at once.
        ("<math><mtext><mi><![CDATA[><img src=x onerror=alert(1)>]]></mi></mtext></math>", "decl"),
        ("<math><mi>y</mi><![if>x<img src=x onerror=alert(1)></math>", "declarations"),
        ("<math><![a[<mi>y</mi></math>", "declarations"),
        ("<math><mi>y</mi><!--><img src=x onerror=alert(1)>--></math>", "comments"),
        ("<math><mtext><table><mi>y</mi></table></mtext></math>", "<table>"),
        ("<math><annotation-xml encoding='text/html'><mi>y</mi></annotation-xml></math>", "<ann"),
        ("<math><mi>y</mi></math><math><mi>y</mi>", "with every tag closed"),
        ("<math><mi onclick='x'>y</mi></math>", "attribute onclick"),
        ("<math><mi</math>", "formula"),
        ("<math><mi>y</mi></math", "formula"),
    ],
)
def test_a_formula_brings_no_markup_but_its_own(tmp_path: Path, formula: str, says: str) -> None:
    text = re.sub(r"line = '<math.*?</math>'", lambda _: f"line = '''{formula}'''", EXAMPLE)
    assert formula in text
    (said,) = mistakes(tmp_path, text)
    assert says in said
    assert "onerror" not in said


def test_a_formula_is_shown_as_it_is_written() -> None:
    formula = (
        '<math display="inline"><mrow><mi>x</mi><mo stretchy="false">&lt;</mo><mspace width="1em"/>'
        "<mtext>if &quot;y&quot;&nbsp;≥ 2</mtext></mrow></math>"
    )
    assert safe_formula(formula) == (
        '<math display="inline"><mrow><mi>x</mi><mo stretchy="false">&lt;</mo>'
        '<mspace width="1em"></mspace><mtext>if "y"&nbsp;≥ 2</mtext></mrow></math>'
    )


def test_a_formula_has_no_place_in_an_address() -> None:
    formulas = {"f": "<math><mi>y</mi></math>"}
    assert to_html("[x](/$f$) $f$", formulas) == (
        '<p><a href="../$f$">x</a> <math><mi>y</mi></math></p>'
    )


def test_numbered_lists_tables_and_pictures() -> None:
    assert to_html("1. one\n2. **two**\n   - inner", {}) == (
        "<ol>\n<li>one</li>\n<li><strong>two</strong>\n<ul>\n<li>inner</li>\n</ul>\n</li>\n</ol>"
    )
    table = to_html("| x | $f$ |\n|--:|---|\n| 1 | `a` |", {"f": "<math><mi>y</mi></math>"})
    assert '<th style="text-align:right">x</th>' in table
    assert "<th><math><mi>y</mi></math></th>" in table
    assert "<td><code>a</code></td>" in table
    picture = "data:image/png;base64,iVBORw0KGgo="
    assert to_html(f"![a plot]({picture})", {}) == f'<p><img src="{picture}" alt="a plot"></p>'
    assert '<img src="../static/icon.svg" alt="sign">' in to_html("![sign](/static/icon.svg)", {})


@pytest.mark.parametrize(
    "words",
    [
        "![x](https://elsewhere.example/a.png)",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](data:image/png;base64,iVBORw0KGgo=)",
        "[x](vbscript:x) [y](JaVaScRiPt:x) <https://e.example> [z](http://e.example)",
        "<a href='https://e.example' onclick='x'>x</a> <svg onload=x>",
        '[x](/a"onmouseover="x) ![x](/a"onerror="x)',
    ],
)
def test_nothing_is_loaded_or_run_from_elsewhere(words: str) -> None:
    html = to_html(words, {})
    for tag in re.findall(r"<[^>]+>", html):
        allowed = r'</?p>|</a>|<a>|<img alt="x">|<(a href|img src)="\.\./[^"]*"( alt="x")?>'
        assert re.fullmatch(allowed, tag), tag


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\n> 5 of 10", "a\n&gt; 5 of 10"),
        ("x &amp; y", "x &amp;amp; y"),
        ("a\n---\nb", "a\n---\nb"),
        ("    y = 2", "y = 2"),
        ("[a]: /b", "[a]: /b"),
    ],
)
def test_what_markdown_knows_besides_is_shown_as_it_is_written(words: str, shown: str) -> None:
    assert to_html(words, {}) == f"<p>{shown}</p>"


def test_a_number_and_its_percent_sign_stay_in_one_line(client: httpx.Client) -> None:
    assert to_html("At 95 % of `5 % 2`", {}) == "<p>At 95&nbsp;% of <code>5 % 2</code></p>"
    for name in LESSONS:
        assert not re.search(r"\d %", client.get(f"/lessons/{name}").text)


def test_a_formula_that_stands_alone_is_displayed() -> None:
    as_block = '<p class="displayed"><math display="block"><mi>y</mi></math></p>'
    for given in ("<math><mi>y</mi></math>", '<math display="inline"><mi>y</mi></math>'):
        assert to_html("$y$", {"y": given}) == as_block


def test_a_card_has_a_title_and_words_of_its_own() -> None:
    card = to_html("One\n\n::: At 5 % <b>\n- **two**\n:::\n\nthree", {})
    title, words = '<div class="note-card" role="note"><p><strong>', "<li><strong>two</strong></li>"
    assert f"<p>One</p>\n{title}At 5&nbsp;% &lt;b&gt;</strong></p>" in card
    assert f"<ul>\n{words}\n</ul>\n</div>\n<p>three</p>" in card


def test_a_task_with_a_run_of_its_own_is_checked_against_that() -> None:
    lesson = LESSONS["find-the-bug"]
    mended = lesson.solved(0)
    assert all(finding.passed for finding in lesson.check(0, mended))
    # What mends network A is no answer to B, whose data are others.
    missed, *_ = lesson.check(1, mended)
    assert (missed.says, missed.passed) == ("the data is the lesson's own", False)
    assert missed.advice
    assert missed.advice.code == "advice_open"
    assert lesson.start(1).data.kind == "moons"


def test_new_points_are_those_of_the_next_seed_and_figures_of_classes_the_reports() -> None:
    lesson = LESSONS["tuning-challenge"]
    state = Start(epochs=5).state(lesson.spec)
    data = state.spec.data.model_copy(update={"n": 1000, "seed": 2, "test_fraction": 0.0})
    others = engine.init(state.spec.model_copy(update={"data": data}))
    x, labels, _ = engine.points_of(others)
    right = float(((engine.predict(state, x)[:, 0] > 0.5) == labels).mean())
    assert engine.new_accuracy(state, 1000) == pytest.approx(right, abs=0.002)
    assert engine.new_accuracy(LESSONS["own-data"].solved(0), 1000) is None
    asked = Condition(what="val_recall", of_class=0, at_least=0.5)
    assert asked.sentence().detail == "the test recall of class 0 is at least 50\u00a0%"
    test = engine.report(state).test
    assert test
    assert test.classes
    assert asked.find(Measured(state)).value == test.classes[0].recall


def test_a_figure_is_a_place_that_the_page_fills() -> None:
    html = to_html("One\n\n[[losses: hinge, huber]]\n\n`[[code: keras]]`", {})
    assert '<div class="lesson-figure" data-figure="losses" data-of="hinge huber"></div>' in html
    assert "<code>[[code: keras]]</code>" in html


def test_the_list_and_one_whole(client: httpx.Client) -> None:
    listed = client.get("/lessons").json()
    assert [entry["name"] for entry in listed][1:3] == ["perceptron", "activations"]
    assert all(entry["mistakes"] == [] for entry in listed)
    whole = client.get("/lessons/perceptron").json()
    assert whole["next"] == "activations"
    assert whole["spec"]["network"]["hidden_layers"] == []
    assert "<math" in whole["html"]
    assert "solution" not in whole["tasks"][0]
    assert client.get("/lessons/nothing").status_code == 404


def test_the_worked_example_over_http(client: httpx.Client, create: Create) -> None:
    lesson = client.get("/lessons/perceptron").json()
    path, token = create(lesson["spec"])
    check = "/lessons/perceptron/tasks/0/check"
    run = {"run": path.removeprefix("/runs/")}

    client.patch(f"{path}/weights", json={"weights": lesson["weights"]}, headers=token)
    trace = client.get(f"{path}/trace", params={"x1": -1, "x2": 2}).json()
    assert trace["layers"][-1]["z"] == [-6.0]
    assert trace["answer"][0] == pytest.approx(0.00247262, abs=1e-8)
    assert client.post(check, params=run).json()["passed"] is False

    bias = {"layer": 0, "unit": 0, "value": 7.0}
    client.patch(f"{path}/weights", json={"weights": [bias]}, headers=token)
    checked = client.post(check, params=run).json()
    assert checked["passed"] is True
    assert checked["findings"][0] == {
        "says": "the sum at (−1, 2) is 0",
        "code": None,
        "params": {},
        "value": 0.0,
        "is_share": False,
        "passed": True,
        "advice": None,
    }


def test_shares_are_asked_for_in_percent() -> None:
    lesson = LESSONS["why-activations"]
    state = Start().state(lesson.spec)
    found = {finding.says: finding for finding in lesson.check(0, state)}
    accuracy = found["the test accuracy is at most 70\u00a0%"]
    assert accuracy.code == "asked"
    assert accuracy.params == {
        "measure": "measure_val_accuracy",
        "where": "anywhere",
        "bounds": "is_at_most",
        "at_most": 0.7,
    }
    assert accuracy.is_share
    assert accuracy.value == state.history.last()["val_accuracy"]
    assert not found["the epoch is at least 100"].is_share


def test_a_check_of_what_is_not_there(client: httpx.Client, create: Create) -> None:
    path, _ = create()
    run = {"run": path.removeprefix("/runs/")}
    assert client.post("/lessons/perceptron/tasks/9/check", params=run).status_code == 404
    no_run = {"run": "no"}
    assert client.post("/lessons/perceptron/tasks/0/check", params=no_run).status_code == 404
    assert client.post("/lessons/perceptron/tasks/0/check").status_code == 422


def test_a_teachers_folder(start_server: Callable[..., Any], tmp_path: Path) -> None:
    write(tmp_path, EXAMPLE)
    write(tmp_path, "title = 1", "14-broken.toml")
    write(tmp_path, EXAMPLE.replace("Two moons", "My perceptron"), "01-perceptron.toml")
    with httpx.Client(
        base_url=start_server(PLAYGROUND_LESSONS_DIR=str(tmp_path)).url + "/api/v1"
    ) as client:
        listed = {entry["name"]: entry for entry in client.get("/lessons").json()}
        assert listed["moons"]["title"] == "Two moons"
        assert listed["perceptron"]["title"] == "My perceptron"
        assert listed["broken"]["mistakes"][0] == {
            "file": "14-broken.toml",
            "field": "title",
            "code": "string_type",
            "params": {},
            "detail": "Should be a string.",
        }
        refused = client.get("/lessons/broken")
        assert refused.status_code == 422
        assert "14-broken.toml, title: Should be a string." in refused.json()["detail"]
        for error in refused.json()["errors"]:
            check(error)
            assert error["code"] == "mistake"
            assert error["params"]["file"].startswith("14-broken.toml, ")

        path = write(tmp_path, EXAMPLE, "14-broken.toml")
        os.utime(path, ns=(1, 1))
        assert client.get("/lessons/broken").status_code == 200


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("[question]\noptions = 3", "question, options"),
        ('[question]\noptions = [["a"], ["b"]]', "question, options"),
        ("[question]\nreasons = []", "question, reasons"),
        ('[tasks]\ntitle = "Eins"', "tasks"),
        ('question = "Was?"', "question"),
        ("[spec.network]", "spec, network"),
        ('[spec.data]\nclass_names = ["eins"]', "spec, data"),
        ("title = 3", "title"),
        ("options = 3", "options"),
        # What the lesson writes in its short form, or does not have.
        ('[spec]\ndata = "moons"', "spec, data"),
        ("formulas = 3", "formulas"),
    ],
)
def test_what_is_no_words_of_a_lesson_is_a_mistake(words: str, place: str, tmp_path: Path) -> None:
    own = next(file for file in FILES if file.name == "what-is-deep-learning").file
    shutil.copy(OURS / own, tmp_path)
    path = (tmp_path / own).with_suffix(".de.toml")
    path.write_text(words, encoding="utf-8")
    (mistake,) = read_lesson(tmp_path / own, path).mistakes
    assert (mistake.file, mistake.field) == (path.name, place)


def test_with_a_mistake_in_one_of_its_weights_nothing_of_a_lesson_is_tried(tmp_path: Path) -> None:
    file = next(file for file in FILES if file.name == "perceptron").file
    own = (OURS / file).read_text(encoding="utf-8")
    path = write(tmp_path, own.replace("value = 3.0", 'value = "x"', 1), file)
    read = read_lesson(path)
    assert [mistake.field for mistake in read.mistakes] == ["weights 2, value"]
    assert read.rest is None
