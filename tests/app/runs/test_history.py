"""A history keeps every epoch once, and thins only what is a picture of it."""

import numpy as np

import engine
from app.runs.history import HistoryLog
from app.work.texts import to_csv, to_json


def rows(first: int, last: int) -> engine.History:
    epochs = np.arange(first, last + 1)
    return engine.History(("loss",), epochs, epochs[:, None] / 10)


def test_keeps_every_row_in_order() -> None:
    log = HistoryLog(rows(0, 0))
    for start in range(1, 1000, 7):
        log.append(rows(start, start + 6))
    assert log.since(0).epochs.tolist() == list(range(1002))
    assert log.since(990).lists()["loss"] == [epoch / 10 for epoch in range(990, 1002)]
    assert log.last() == {"loss": 100.1}


def test_thinning_keeps_the_newest() -> None:
    log = HistoryLog(rows(0, 12_345))
    thin = log.thinned(most=100)
    assert len(thin) <= 101
    assert thin.epochs[-1] == 12_345
    assert len(set(np.diff(thin.epochs).tolist())) == 1


def test_thinning_nothing_is_nothing() -> None:
    log = HistoryLog(rows(0, 5))
    assert len(log.thinned(row=6)) == 0


def test_not_a_number_is_null_in_json_and_empty_in_csv() -> None:
    history = engine.History(("loss",), np.array([0, 1]), np.array([[0.5], [np.inf]]))
    assert to_json(history) == b'{"epoch":[0,1],"loss":[0.5,null]}'
    assert to_csv(history) == "epoch,loss\n0,0.5\n1,\n"
