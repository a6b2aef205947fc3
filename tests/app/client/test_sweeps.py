"""Sweeps from Python: the same from a server and in process, and each run the engine's own."""

import io
import re
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import engine
from app.client import Playground, Sweep, read_sweep
from app.exports.png import CLASS_COLOURS
from app.problems import Forbidden, Invalid, NotFound, Unauthorized

SPEC = {"data": {"kind": "xor", "n": 100}, "network": {"hidden_layers": [4]}}
LONG = {"data": {"kind": "xor", "n": 2000}, "network": {"hidden_layers": [16, 16]}}
RATES, ACTIVATIONS = [0.01, 0.1, 1.0], ["relu", "tanh"]


@pytest.fixture(scope="module", params=["server", "local"])
def playground(request: pytest.FixtureRequest) -> Iterator[Playground]:
    """A playground of either kind."""
    local = request.param == "local"
    made = Playground.local() if local else Playground(request.getfixturevalue("server"))
    with made:
        yield made


@pytest.fixture(scope="module")
def sweep(playground: Playground) -> Sweep:
    """A grid of two fields and two seeds, trained."""
    across = {"learning_rate": np.array(RATES)}
    down = {"activation": ACTIVATIONS}
    return playground.sweep(SPEC, across=across, down=down, seeds=2, until=12)


def test_boundaries_are_those_of_where_the_runs_stand(sweep: Sweep) -> None:
    """Also the first time that somebody looks, when all have been trained."""
    tiles, losses = sweep.tiles(), [row["val_loss"] for row in sweep.table()]
    for tile in range(6):
        runs = range(2 * tile, 2 * tile + 2)
        shown = min(runs, key=lambda run: losses[run])  # of two the better one
        spec = engine.Spec.model_validate(sweep.spec(tile, shown - 2 * tile + 1))
        seen = engine.observe(engine.advance(engine.init(spec), epochs=12), 32, 2)
        np.testing.assert_allclose(tiles.answers[tile], seen.boundary, atol=0.01)
    assert tiles.mosaic().shape == (2 * 34 - 2, 3 * 34 - 2, 3)


def test_every_row_is_the_engines_own_run(sweep: Sweep) -> None:
    rows = sweep.table()
    assert len(rows) == 12
    for number, row in enumerate(rows):
        tile, k = divmod(number, 2)
        assert row["learning_rate"] == RATES[tile % 3]
        assert row["activation"] == ACTIVATIONS[tile // 3]
        spec = engine.Spec.model_validate(sweep.spec(tile, row["seed"]))
        assert spec.network.seed == row["seed"] == 1 + k
        expected = engine.advance(engine.init(spec), epochs=12).history.last()
        assert row["epoch"] == 12
        np.testing.assert_allclose(row["val_loss"], expected["val_loss"], atol=1e-6)
    assert sweep.csv().splitlines()[0].split(",")[: len(rows[0])] == list(rows[0])


def test_a_data_frame_is_the_table(sweep: Sweep) -> None:
    pytest.importorskip("pandas")
    frame, rows = sweep.frame(), sweep.table()
    assert list(frame.index) == list(range(12))
    assert list(frame.columns) == list(rows[0])[1:]
    assert frame["val_loss"].tolist() == [row["val_loss"] for row in rows]


def test_what_tiles_came_to(sweep: Sweep) -> None:
    spreads = sweep.spreads("val_loss")
    losses = np.array([row["val_loss"] for row in sweep.table()]).reshape(6, 2)
    assert [spread.least for spread in spreads] == losses.min(axis=1).tolist()
    assert [spread.most for spread in spreads] == losses.max(axis=1).tolist()
    best = sweep.best("val_loss")
    assert best.tile == losses.mean(axis=1).argmin()
    assert best.values == {
        "learning_rate": RATES[best.tile % 3],
        "activation": ACTIVATIONS[best.tile // 3],
    }
    assert sweep.best().tile == sweep.read()["best"]


def test_of_tiles_that_are_as_good_the_one_with_the_least_loss_is_best(
    playground: Playground,
) -> None:
    rates = {"learning_rate": [0.01, 0.1, 0.03]}
    sweep = playground.sweep({"data": "gauss"}, across=rates, seeds=2, until=20)
    shares = {row["val_accuracy"] for row in sweep.table()}
    assert shares == {1.0}
    assert sweep.best() == sweep.spreads()[1]
    assert sweep.read()["best"] == 1
    sweep.delete()


def test_a_tile_becomes_a_run_of_its_own(playground: Playground, sweep: Sweep) -> None:
    row = sweep.table()[7]
    run = sweep.run(3, row["seed"])
    read = run.read()
    assert (read.epoch, read.spec.network.seed) == (12, row["seed"])
    metric = read.metrics["val_loss"]
    assert metric is not None
    np.testing.assert_allclose(metric, row["val_loss"], atol=1e-6)
    run.delete()
    for tile, seed, says in ((6, None, "0 to 5"), (0, 9, "1, 2")):
        with pytest.raises(Invalid, match=says):
            sweep.run(tile, seed)


def test_it_shows_itself(sweep: Sweep) -> None:
    assert "finished, 12 runs, learning_rate × activation, epoch 12" in repr(sweep)
    html = sweep._repr_html_() or ""
    assert html.count("<tr>") == 7
    grid = sweep.plot_grid()
    assert len(grid.data[1].x) == 6
    assert list(grid.layout.xaxis.ticktext) == ["0.01", "0.1", "1"]
    assert list(grid.layout.yaxis.ticktext) == ACTIVATIONS
    curves = sweep.plot_curves("val_loss")
    medians = [trace for trace in curves.data if trace.name]
    assert len(medians) == 6
    assert list(medians[0].x) == list(range(13))
    assert "n = 2" in medians[0].name


@pytest.mark.parametrize("task", ["multiclass", "regression"])
def test_tiles_have_the_colours_of_their_task(playground: Playground, task: str) -> None:
    catalogue = engine.catalogue()
    data = next(entry for entry in catalogue["datasets"] if entry["task"] == task)
    loss = next(entry for entry in catalogue["losses"] if task in entry["tasks"])
    spec = {"data": data["kind"], "training": {"loss": loss["kind"]}}
    sweep = playground.sweep(spec, down={"units": [2, 5]}, until=3)
    tiles = sweep.tiles()
    assert (tiles.across, tiles.columns, tiles.rows) == (None, 1, 2)
    for number, answers in enumerate(tiles.answers):
        pixels = tiles.pixels(number)[::-1].astype(float)
        if task == "multiclass":
            decided = CLASS_COLOURS[answers.argmax(axis=0)]
            share = (255 - pixels).sum(axis=-1) / (255 - decided).sum(axis=-1)
            np.testing.assert_allclose(pixels, 255 + (decided - 255) * share[..., None], atol=1)
        else:
            low, high = tiles.scales[number]
            blue = pixels[..., 2] > pixels[..., 0]
            clear = np.abs(answers[0] - (low + high) / 2) > 0.05 * (high - low)
            assert (blue == (answers[0] > (low + high) / 2))[clear].all()
    assert list(sweep.plot_grid().layout.yaxis.ticktext) == ["2", "5"]
    sweep.delete()


class Terminal(io.StringIO):
    """Somebody looks at it."""

    def isatty(self) -> bool:
        return True


def test_a_bar_shows_how_far_it_is(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    playground.sweep(SPEC, across={"noise": [0, 0.2]}, until=40).delete()
    assert "100%" in (shown := terminal.getvalue())
    assert "40/40" in shown
    run = playground.create(SPEC)
    run.play(until={"epoch": 30}, progress=True)
    assert "30/30" in (shown := terminal.getvalue())
    run.play(until={"epoch": 50})
    monkeypatch.setattr("app.client.bar.find_spec", lambda _: None)
    run.play(until={"epoch": 70}, progress=True).delete()
    playground.sweep(SPEC, across={"noise": [0, 0.2]}, until=40).delete()
    assert terminal.getvalue() == shown


def test_whoever_interrupts_it_finds_it_paused(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = Sweep.progress

    def interrupted(sweep: Sweep) -> Iterator[dict[str, Any]]:
        for now in progress(sweep):
            if now["epoch"]:
                raise KeyboardInterrupt
            yield now

    monkeypatch.setattr(Sweep, "progress", interrupted)
    with pytest.raises(KeyboardInterrupt) as interrupt:
        playground.sweep(LONG, across={"noise": [0, 0.2]}, until=2000)
    (note,) = interrupt.value.__notes__
    left = re.findall(r"'([^']+)'", note)
    sweep = playground.watch_sweep(*left)
    assert sweep.read()["status"] == "paused"
    sweep.delete()


def test_commands(playground: Playground) -> None:
    sweep = playground.sweep(SPEC, across={"noise": [0, 0.2]}, until=500, wait=False)
    assert sweep.read()["status"] == "ready"
    assert sweep.step(3).read()["epoch"] == 3
    assert sweep.play(speed=2, wait=False).read()["status"] == "playing"
    assert sweep.pause().read()["status"] == "paused"
    assert sweep.play(until=20).read()["epoch"] == 20
    plan = {"spec": SPEC, "across": {"path": "/training/batch_size", "values": [5, 10, 20]}}
    assert len(sweep.reset(plan).table()) == 3
    watched = playground.watch_sweep(sweep.id)
    with pytest.raises(Unauthorized):
        watched.step()
    with pytest.raises(Forbidden):
        playground.watch_sweep(sweep.id, "wrong").step()
    sweep.delete()
    with pytest.raises(NotFound):
        playground.watch_sweep(sweep.id)
    assert "no sweep of this id" in repr(sweep)
    assert sweep._repr_html_() is None


def test_refusals_name_the_field_as_it_was_given(playground: Playground) -> None:
    with pytest.raises(Invalid) as refused:
        playground.sweep(SPEC, across={"learning_rte": [1]})
    assert refused.value.errors[0].pointer == "/across/learning_rte"
    assert "; did you mean learning_rate?" in str(refused.value)
    with pytest.raises(Invalid, match=r"as in a spec: learning_rate"):
        playground.sweep(SPEC, across={"zzz": [1]})
    with pytest.raises(Invalid) as refused:
        playground.sweep(SPEC, across={"activation": ["relu", "than"]})
    assert refused.value.errors[0].pointer == "/across/values/1"
    # A kind cannot vary without what belongs to it: what can is said.
    with pytest.raises(Invalid, match=r"name /training/optimizer, with the same") as refused:
        playground.sweep(SPEC, across={"/training/optimizer/kind": ["sgd", "adam"]})
    assert refused.value.errors[0].pointer == "/across/path"
    with pytest.raises(Invalid) as refused:
        playground.sweep(SPEC, across={"learning_rate": [{1, 2}]})
    assert refused.value.errors[0].code == "not_json_value"
    with pytest.raises(Invalid) as refused:
        playground.sweep(SPEC, across="learning_rate")  # type: ignore[arg-type]
    assert refused.value.errors[0].code == "fields_of_axis"
    with pytest.raises(Invalid) as refused:
        playground.sweep("xor", across={"noise": [0]})  # type: ignore[arg-type]
    assert refused.value.errors[0].pointer == "/spec"


def test_a_sweeps_plan_makes_it_again(playground: Playground) -> None:
    axes = {"noise": [0, 0.2], "batch_size": [5, 10]}
    sweep = playground.sweep(SPEC, across=axes, more={"units": [2, 3, 4]}, until=3)
    plan = sweep.read()["plan"]
    assert [axis["path"] for axis in plan["more"]] == [
        "/training/batch_size",
        "/network/hidden_layers/*/units",
    ]
    again = playground.sweep(**read_sweep(plan))
    assert again.table() == sweep.table()
    assert len(again.spreads()) == 12
    drawn = playground.sweep(SPEC, across={"noise": {"low": 0, "high": 0.5}}, sample=3, until=2)
    again = playground.sweep(**read_sweep(drawn.read()["plan"]))
    assert again.table() == drawn.table()


def test_a_file_of_wandbs_and_a_run_that_diverges(playground: Playground) -> None:
    sweep = playground.sweep(
        **read_sweep(
            {
                "method": "random",
                "run_cap": 3,
                "spec": SPEC,
                "metric": {"name": "val_loss"},
                "parameters": {
                    "learning_rate": {"values": [10.0]},
                    "units": {"min": 2, "max": 9},
                    "optimizer": {"value": "sgd"},
                    "activation": {"value": "relu"},
                    "epochs": {"value": 60},
                },
            }
        )
    )
    rows = sweep.table()
    assert len(rows) == 3
    assert {row["learning_rate"] for row in rows} == {10.0}
    assert all(2 <= row["units"] <= 9 for row in rows)
    assert sweep.read()["grid"] is None
    assert sweep.spreads()[0].metric == "val_loss"
    sweep.delete()
