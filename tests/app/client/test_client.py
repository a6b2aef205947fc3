"""The Python client says and hears the same, from a server and in process."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import numpy as np
import pytest

import engine
from app.client import Event, Playground
from app.client.figures import decode
from app.client.local import LocalTransport
from app.imported import ChosenColumns
from app.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    Unauthorized,
    Unreachable,
)

SPEC = {"data": {"kind": "xor", "n": 200}, "network": {"hidden_layers": [6]}}


@pytest.fixture(params=["server", "local"])
def playground(request: pytest.FixtureRequest) -> Iterator[Playground]:
    """A playground of either kind."""
    if request.param == "local":
        made = Playground.local()
    else:
        made = Playground(request.getfixturevalue("server"))
    with made:
        yield made


def test_a_run_is_the_engines_own(playground: Playground) -> None:
    run = playground.create(SPEC).play(until={"epoch": 25})
    expected = engine.advance(engine.init(engine.Spec.model_validate(SPEC)), epochs=25)
    assert run.history() == expected.history.lists()
    points = [[1.0, 2.0], [-3.0, 0.5]]
    np.testing.assert_allclose(run.predict(points), engine.predict(expected, points), rtol=1e-6)
    read = run.read()
    assert (read.status, read.epoch, read.spec) == ("finished", 25, expected.spec)


def test_parts_make_a_spec(playground: Playground) -> None:
    run = playground.create(data="spiral", network={"hidden_layers": [3]})
    assert run.read().spec.data.kind == "spiral"


def test_plays_until_a_metric_is_good_enough(playground: Playground) -> None:
    run = playground.create(SPEC).play(until={"loss": 0.5})
    history = run.history()
    assert history["loss"][-1] <= 0.5 < min(history["loss"][:-1])


def test_a_local_run_waits_for_its_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runs.manager.TIDY_S", 0.001)
    # What an operator has set for a server is not meant for a notebook.
    monkeypatch.setenv("PLAYGROUND_CREATE_KEY", "sesame")
    transport = LocalTransport()  # as Playground.local() makes it
    with Playground("http://local", transport=transport) as playground:
        run = playground.create(SPEC).play(wait=False)
        manager = transport._app.state.manager
        (session,) = manager.sessions
        session.audience.used_at -= 1e6
        while session.course.epoch < 100:
            assert session.status == "playing"
        run.pause()
        session.audience.used_at -= 1e6
        other = playground.create(SPEC).play(until={"epoch": 50})
        assert len(manager) == 2
        assert run.read().epoch >= 100
        other.delete()


def test_events_may_be_left_open_when_a_local_playground_closes() -> None:
    with Playground.local() as playground:
        events = playground.create(SPEC).events()
        assert next(events).name == "snapshot"
    # What is raised in a close that nobody waits for fails the tests by itself.
    events.close()  # type: ignore[attr-defined]


def test_commands(playground: Playground) -> None:
    run = playground.create(SPEC).step(2).step(3, unit="batch")
    assert run.read().step == 2 * 10 + 3
    assert run.amend(learning_rate=0.5).read().spec.training.optimizer.learning_rate == 0.5
    assert run.play(speed=5, wait=False).read().status == "playing"
    assert run.pause().read().status == "paused"
    assert run.reset().read().epoch == 0
    assert run.reset({"data": "circle"}).read().spec.data.kind == "circle"
    run.set_weights([{"layer": 0, "unit": 0, "input": 1, "value": 7.5}])
    trace = run.trace(1.0, 2.0, target=1)
    assert trace["layers"][0]["weights"][1][0] == 7.5
    assert run.export("json")["weights"][0][1][0] == 7.5


def test_a_divergence_is_an_end_and_can_be_rewound(playground: Playground) -> None:
    run = playground.create(training={"optimizer": {"kind": "sgd", "learning_rate": 10.0}})
    read = run.play(until={"epoch": 500}).read()
    assert read.status == "diverged"
    assert read.outcome is not None
    with pytest.raises(Conflict):
        run.play()
    assert run.rewind().read().status == "paused"


def test_an_alarm_of_divergence_can_be_overruled(playground: Playground) -> None:
    run = playground.create(training={"optimizer": {"kind": "sgd", "learning_rate": 10.0}})
    with pytest.raises(Conflict, match="needs to be let go on"):
        run.go_on()
    ended = run.play(until={"epoch": 500}).read()
    read = run.go_on().read()
    assert (read.status, read.epoch, read.outcome) == ("paused", ended.epoch, None)
    assert run.amend(learning_rate=0.01).step().read().status == "paused"
    assert run.read().fingerprints[0].numpy == np.__version__
    still = playground.create(network={"hidden_layers": [2], "initializer": "zeros"}).read()
    assert [sentence.code for sentence in still.standstill] == ["first_weights_zero"]


def test_a_reset_can_be_undone(playground: Playground) -> None:
    run = playground.create(SPEC).step()
    assert run.reset().read().epoch == 0
    assert run.undo().read().epoch == 1
    assert run.redo().read().epoch == 0


def test_an_earlier_epoch_can_be_seen_and_gone_on_from(playground: Playground) -> None:
    run = playground.create(SPEC).play(until={"epoch": 30})
    known = run.history()
    assert run.at(12).metrics["val_loss"] == known["val_loss"][12]
    assert run.at(look={"weights": True}).boundary is None
    fork = run.fork(12).play(until={"epoch": 30})
    assert fork.history() == known
    other = run.fork(epoch=12, learning_rate=0.5, data={"noise": 0.2})
    kept = run.keep()
    assert (kept.history(), kept.read().kept, other.read().kept) == (known, True, False)
    assert run.rewind(20).read().epoch == 20
    assert run.left is not None
    assert run.left.play(until={"epoch": 31}).history()["val_loss"][:31] == known["val_loss"]
    assert run.play(until={"epoch": 30}).history() == known
    run.delete()
    read_now = playground.runs([run.id, kept.id, other.id, kept.id])
    assert [each.id for each in read_now] == [kept.id, other.id]
    read = other.read()
    assert read.parent is not None
    assert (read.parent.run, read.parent.epoch, read.epoch) == (run.id, 12, 12)
    assert (read.spec.training.optimizer.learning_rate, read.spec.data.noise) == (0.5, 0.2)  # type: ignore[union-attr]
    assert [(act.kind, act.epoch) for act in other.acts()] == [("refit", 12), ("amend", 12)]
    other.reset()
    assert other.acts() == []
    assert other.read().parent is None


def test_events_tell_every_epoch_once(playground: Playground) -> None:
    run = playground.create(SPEC)
    epochs: list[int] = []
    for event in run.events():
        if event.name == "snapshot":
            epochs += event.data["history"]["epoch"]
            run.play(until={"epoch": 30}, wait=False)
        elif event.name == "history":
            epochs += event.data["epoch"]
        elif event.data["status"] == "finished":
            break
    assert epochs == list(range(31))


def test_events_end_with_the_run(playground: Playground) -> None:
    run = playground.create(SPEC)
    seen: list[Event] = []
    for event in run.events():
        if not seen:
            run.delete()
        seen.append(event)
    assert seen[-1].data["message"] == "This run was removed."


def test_refusals_are_raised_as_what_they_are(playground: Playground) -> None:
    with pytest.raises(Invalid, match="tanh") as invalid:
        playground.create(network={"activation": "than"})
    assert invalid.value.errors[0].pointer == "/network/activation"
    assert str(invalid.value).startswith("/network/activation: Unknown name")
    assert invalid.value.errors[0].code == "choice_unknown"
    assert invalid.value.errors[0].params["near"] == "tanh"
    run = playground.create(SPEC)
    watched = playground.watch(run.id)
    assert watched.read().status == "ready"
    with pytest.raises(Unauthorized):
        watched.play()
    with pytest.raises(Forbidden):
        playground.watch(run.id, "wrong").pause()
    assert playground.watch(run.id, run.token).step().read().epoch == 1
    for unknown in ("nope", "no/pe?no#pe"):
        with pytest.raises(NotFound):
            playground.watch(unknown)
    with pytest.raises(Invalid, match="finite"):
        run.predict([[math.nan, 0]])
    with pytest.raises(Invalid, match="/points/0: There should be at most 2"):
        run.predict([[1, 2, 3]])
    with pytest.raises(NotFound) as not_found:
        run.export("clay tablets")
    assert not_found.value.code == "no_such_format"
    assert str(not_found.value.params["known"]).startswith("keras, ")
    run.delete()
    assert "no run of this id" in repr(run)
    assert run._repr_html_() is None


def test_files_and_links(playground: Playground) -> None:
    read = playground.read_points("0,0,a\n0,1,b\n1,0,a\n1,one,b\n1,1,b\n")
    assert ([error.line for error in read.errors], read.sure) == ([4], True)
    file = "sep=;\n1;Kröte;0,5;2\n2;Kröte;1,5;3\n3;Frosch;2;4\n4;Frosch;3;0,5\n".encode("cp1252")
    guessed = playground.read_points(file)
    assert (guessed.chosen, guessed.sure) == (ChosenColumns(x1=2, x2=3, label=1), False)
    told = playground.read_points(file, columns=(0, 3, 1))
    assert (told.data["points"][0], told.data["class_names"]) == ([1, 2, 1], ["Frosch", "Kröte"])
    with pytest.raises(Invalid) as unknown:
        playground.read_points(file, columns=(0, 3, 9))
    assert unknown.value.errors[0].pointer == "/label"
    assert playground.create(data=read.data).data().classes == ["a", "b"]
    link = playground.read_link("https://playground.tensorflow.org/#dataset=xor&seed=0.1")
    assert playground.create(link.spec.model_dump(mode="json")).read().epoch == 0


def test_what_there_is_to_choose_from(playground: Playground) -> None:
    assert playground.catalogue() == engine.catalogue()
    assert playground.limits()["units"]["maximum"] == 100


@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_figures(playground: Playground, task: str) -> None:
    catalogue = engine.catalogue()
    data = next(entry for entry in catalogue["datasets"] if entry["task"] == task)
    loss = next(entry for entry in catalogue["losses"] if task in entry["tasks"])
    run = playground.create(data=data["kind"], training={"loss": loss["kind"]}).step(2)
    curves = run.plot_loss()
    assert list(curves.data[0].y) == run.history()["loss"]
    boundary = run.boundary(20)
    figure = run.plot_boundary(20)
    expected = decode(boundary)
    z = np.array(figure.data[0].z)
    assert z.shape == (20, 20)
    if task == "multiclass":
        np.testing.assert_array_equal(z, expected.argmax(axis=0))
    else:
        np.testing.assert_allclose(z, expected[0])
    n = run.read().spec.data.n
    assert sum(len(trace.x) for trace in figure.data[1:]) == n
    surface = run.plot_surface(20)
    np.testing.assert_allclose(surface.data[0].z, expected[0])
    assert sum(len(trace.x) for trace in surface.data[len(expected) :]) == n

    seen = run.landscape(5, of="path", epoch=2, loss="test")
    assert seen.centre.loss == run.history()["val_loss"][2]
    drawn = run.plot_landscape(5, of="path", epoch=2, loss="test")
    np.testing.assert_allclose(10 ** np.array(drawn.data[0].z), seen.losses)
    assert "25 test losses" in drawn.layout.title.text
    assert list(drawn.data[1].x) == (seen.path.x if seen.path else None)
    wide = run.landscape(5, seed=3, span=0.5)
    assert (wide.seed, wide.x[-1], wide.path) == (3, 0.5, None)

    within = run.hidden(layer=0, units=(2, 0), epoch=1, without=[(1, 1)])
    assert (within.epoch, within.hidden.units, within.hidden.is_exact) == (1, (2, 0), False)
    bent = run.plot_hidden(layer=1)
    assert "all of it" in bent.layout.title.text
    assert sum(len(trace.x) for trace in bent.data[2:]) == n

    report = run.report(points=True)
    assert report.train.points is not None
    assert len(report.train.points.losses) == report.train.n
    assert (report.train.classes is None) == (task == "regression")
    assert run.report(without=[(0, 0)]).train.loss != report.train.loss
    assert run.boundary(20, without=[(0, 0)]).boundary != boundary.boundary


def test_a_run_shows_itself(playground: Playground) -> None:
    run = playground.create(SPEC).step(2)
    assert "epoch 2" in repr(run)
    html = run._repr_html_() or ""
    assert html.startswith("<table>")
    assert "val_loss" in html


@pytest.mark.parametrize(
    ("url", "says"),
    [("http://127.0.0.1:9", ":9.*refused"), ("127.0.0.1:9", "missing an 'http://'")],
)
def test_nobody_there(url: str, says: str) -> None:
    with Playground(url) as playground, pytest.raises(Unreachable, match=says):
        playground.create()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(308, headers={"Location": "https://a.example/"}), "https://a.example/"),
        (httpx.Response(200, text="<h1>It works!</h1>"), "200 is not a playground's"),
    ],
)
def test_somebody_else_is_there(answer: httpx.Response, says: str) -> None:
    transport = httpx.MockTransport(lambda _: answer)
    with Playground(transport=transport) as playground, pytest.raises(Problem, match=says):
        playground.create()


def test_a_run_can_be_shown_once_its_playground_is_closed(playground: Playground) -> None:
    with playground:
        run = playground.create(SPEC)
    assert "closed" in repr(run)
    assert run._repr_html_() is None


def test_a_server_with_a_key(start_server: Callable[..., Any]) -> None:
    server = start_server(PLAYGROUND_CREATE_KEY="open sesame", PLAYGROUND_WORKERS="1")
    with Playground(server.url) as stranger, Playground(server.url, key="open sesame") as guest:
        with pytest.raises(Unauthorized, match="key"):
            stranger.create()
        run = guest.create().step(2)
        assert guest.load(run.export("json")).read().epoch == 2
        with pytest.raises(Unauthorized, match="token"):
            guest.watch(run.id).step()


@pytest.mark.parametrize("refusals", [0, 2])
def test_events_go_on_after_a_lost_connection(
    start_server: Callable[..., Any], refusals: int
) -> None:
    server, transport = start_server(PLAYGROUND_SEND_TIMEOUT_S="20"), httpx.HTTPTransport()
    away = 0

    def proxy(request: httpx.Request) -> httpx.Response:
        nonlocal away
        if not away:
            return transport.handle_request(request)
        away -= 1
        return httpx.Response(502, text="<h1>Bad Gateway</h1>")

    with Playground(server.url, transport=httpx.MockTransport(proxy)) as playground:
        run = playground.create(SPEC)
        epochs: list[int] = []
        for number, event in enumerate(run.events()):
            if number % 5 == 4:
                # The connection breaks under the reader, as a laptop's lid breaks it.
                transport.close()
                away = refusals
            if event.name == "snapshot":
                epochs += event.data["history"]["epoch"]
                if number == 0:
                    run.play(until={"epoch": 40}, speed=100, wait=False)
            elif event.name == "history":
                epochs += event.data["epoch"]
            if epochs and epochs[-1] == 40:
                break
        assert epochs == list(range(41))


def test_asked_too_often_it_waits_as_it_is_told(start_server: Callable[..., Any]) -> None:
    server = start_server(PLAYGROUND_MAX_ADDRESS_CREATES_PER_S="0.8", PLAYGROUND_WORKERS="1")
    with Playground(server.url) as patient, Playground(server.url, patience_s=0.5) as hasty:
        # A bucket of four seconds holds three.
        assert len({patient.create().id for _ in range(4)}) == 4
        with pytest.raises(Problem, match="PLAYGROUND_MAX_ADDRESS_CREATES_PER_S") as refused:
            hasty.create()
        assert refused.value.status == 429


def test_a_reader_that_comes_too_often_waits_too(start_server: Callable[..., Any]) -> None:
    server = start_server(PLAYGROUND_MAX_REQUESTS_PER_S="0.8", PLAYGROUND_WORKERS="1")
    with Playground(server.url) as playground:
        run = playground.create()
        for _ in range(3):
            run.read()
        assert next(run.events()).name == "snapshot"


def test_a_class_is_graded_from_python() -> None:
    with Playground.local() as playground:
        room = playground.create_class("Tuesday 9b", lessons=["perceptron"])
        again = playground.classroom(room.code, room.token)
        assert again.read().lessons == ["perceptron"]
        ada = playground._connection.ask("POST", f"classes/{room.code}/members", json={"name": "A"})
        lesson = playground._connection.ask("GET", "lessons/perceptron")
        run = playground.create(lesson["spec"])
        own = playground._connection.below(f"classes/{room.code}/members/me", ada["token"])
        own.ask("PUT", "run", json={"id": run.id, "token": run.token})
        (member,) = room.members()
        present = room.run(member)
        assert present is not None
        assert present.id == run.id
        for value, passed in ((0.0, False), (3.0, True)):
            weights = [(0.0, None), (-2.0, 0), (value, 1)]
            run.set_weights(
                [
                    {"layer": 0, "unit": 0, "value": value, "input": "bias" if at is None else at}
                    for value, at in weights
                ]
            )
            own.ask("POST", "tasks", json={"lesson": "perceptron", "task": 1})
            (row,) = room.progress()
            assert (row.passed_at is not None, row.name) == (passed, "A")
        kept = room.run(row)
        assert kept is not None
        assert kept.predict([[-1.0, 2.0]]) == run.predict([[-1.0, 2.0]])
        assert room.predictions() == []
        assert room.tell("send", lesson="loss").sent is not None
        room.remove(member)
        assert room.change(open=False).members == 0
        room.delete()
        with pytest.raises(Forbidden):
            room.members()
