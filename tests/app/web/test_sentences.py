"""Every sentence on the wire has its code and parameters beside it, and reads as it always did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from app.exports.table_file import LONGEST_LINE
from tests.sentences import check

Create = Callable[..., tuple[str, dict[str, str]]]

LIVE = "batch_size, clip_norm, dropout, frozen, learning_rate, momentum"
KNOWN = "linear, sigmoid, tanh, relu"
SUMS: dict[str, Any] = {"network": {"hidden_layers": [2]}}

# Method, address, body; code, parameters, sentence.
REFUSALS: list[tuple[str, str, Any, str, dict[str, Any], str]] = [
    (
        "GET", "/runs/nope", None,
        "no_such_run", {}, "There is no run of this id. It may have been removed.",
    ),
    ("GET", "/nope", None, "nothing_here", {}, "There is nothing at this address."),
    (
        "PUT", "/runs", None,
        "method_not_allowed", {}, "This address does not answer to this method.",
    ),
    (
        "DELETE", "/runs/nope", None,
        "token_needed", {}, "This needs the run's token: Authorization: Bearer <token>.",
    ),
    ("GET", "/lessons/nope", None, "no_such_lesson", {}, "There is no lesson of this name."),
    (
        "POST", "{run}/commands", {"command": "rewind"},
        "only_diverged", {}, "Only a run that has diverged can be rewound.",
    ),
    (
        "POST", "{run}/commands", {"command": "undo"},
        "nothing_to_undo", {}, "Nothing was done in this run that could be undone.",
    ),
    (
        "POST", "{run}/commands", {"command": "redo"},
        "nothing_to_redo", {}, "Nothing was undone in this run.",
    ),
    (
        "GET", "{run}/export/word", None,
        "no_such_format", {"known": "keras, pytorch, sklearn, numpy, json, npz, onnx"},
        "There is no such format. There are: keras, pytorch, sklearn, numpy, json, npz, onnx.",
    ),
]  # fmt: skip

# The same of a field: the pointer before the code.
FIELDS: list[tuple[str, str, Any, str, str, dict[str, Any], str]] = [
    (
        "POST", "/runs", {"network": {"hidden_layers": [101]}},
        "/network/hidden_layers/0/units", "limit_units",
        {"maximum": 100, "setting": "PLAYGROUND_MAX_UNITS"},
        "The limit for units is at most 100 (PLAYGROUND_MAX_UNITS).",
    ),
    (
        "POST", "/runs", {"training": {"batch_size": 0}},
        "/training/batch_size", "greater_than_equal", {"ge": 1},
        "Should be at least 1.",
    ),
    (
        "POST", "/runs", {"epochs": 1},
        "/epochs", "extra_forbidden", {}, "There is no such field here.",
    ),
    (
        "POST", "/runs", {"training": {"regularizer": "l1_l22"}},
        "/training/regularizer", "choice_unknown",
        {"hint": "near_name", "near": "l1_l2", "known": "none, l1, l2, l1_l2"},
        "Unknown name; did you mean l1_l2? Known: none, l1, l2, l1_l2.",
    ),
    (
        "PATCH", "{run}", {"inputs": 1}, "/inputs", "not_live",
        {"hint": "no_near_field", "known": LIVE},
        "This cannot change while a run is under way; a reset with a new spec can do it. What can "
        f"change: {LIVE}.",
    ),
    (
        "PATCH", "{run}/weights", {"weights": [{"layer": 0, "unit": 0, "value": 1e9}]},
        "/weights/0/value", "less_than_equal", {"le": 1e6}, "Should be at most 1000000.",
    ),
    (
        "PATCH", "{run}/weights", {"weights": [{"layer": 5, "unit": 0, "value": 0.5}]},
        "/weights/0/layer", "weight_layer", {"last": 1}, "The layers are numbered 0 to 1.",
    ),
    (
        "POST", "{run}/commands", {"command": "play", "until": {}},
        "/until", "until_empty", {}, "Name an epoch, a loss or an accuracy.",
    ),
    (
        "POST", "{run}/commands", {"command": "fly"}, "/command", "union_tag_invalid",
        {"expected_tags": "'play', 'pause', 'step', 'reset', 'rewind', 'go_on', 'undo', 'redo'"},
        "Should be one of 'play', 'pause', 'step', 'reset', 'rewind', 'go_on', 'undo', 'redo'.",
    ),
    ("GET", "{run}/trace?x1=1", None, "/x2", "point", {}, "A point is two numbers."),
    (
        "GET", "{run}/trace?x1=1&x2=2&target=7", None, "/target", "target_class", {"last": 1},
        "The target is the number of a class, 0 to 1.",
    ),
    (
        "GET", "{run}/trace/differences?x1=1&x2=2&target=1&layer=9&unit=0", None,
        "/layer", "no_such_layer", {"last": 1}, "Layers are 0 to 1, which is the output.",
    ),
    (
        "POST", "/links", {"url": "https://example.org"},
        "/url", "link_foreign", {}, "This is not a playground.tensorflow.org link.",
    ),
]  # fmt: skip


def asked(
    client: httpx.Client, create: Create, method: str, address: str, body: Any
) -> dict[str, Any]:
    run, token = create(SUMS) if "{run}" in address else ("", {})
    answer = client.request(method, address.format(run=run), json=body, headers=token)
    assert answer.is_client_error, answer.text
    document: dict[str, Any] = answer.json()
    return document


@pytest.mark.parametrize(
    ("method", "address", "body", "code", "params", "detail"), REFUSALS, ids=lambda _: ""
)
def test_a_refusal_has_code_and_parameters(
    client: httpx.Client,
    create: Create,
    method: str,
    address: str,
    body: Any,
    code: str,
    params: dict[str, Any],
    detail: str,
) -> None:
    document = asked(client, create, method, address, body)
    assert (document["code"], document["params"], document["detail"]) == (code, params, detail)
    assert document["errors"] == []
    check(document)


@pytest.mark.parametrize(
    ("method", "address", "body", "pointer", "code", "params", "detail"), FIELDS, ids=lambda _: ""
)
def test_what_is_wrong_with_a_field_has_code_and_parameters(
    client: httpx.Client,
    create: Create,
    method: str,
    address: str,
    body: Any,
    pointer: str,
    code: str,
    params: dict[str, Any],
    detail: str,
) -> None:
    document = asked(client, create, method, address, body)
    (error,) = document["errors"]
    assert error == {"pointer": pointer, "code": code, "params": params, "detail": detail}
    assert (document["code"], document["params"]) == ("invalid", {})
    assert document["detail"] == f"{pointer}: {detail}"
    check(error)


def test_how_a_run_ends_has_code_and_parameters(client: httpx.Client, create: Create) -> None:
    hot = {"training": {"optimizer": {"kind": "sgd", "learning_rate": 10.0}}}
    run, token = create(hot)
    step = {"command": "step", "count": 100}
    read = client.post(f"{run}/commands", json=step, headers=token).json()
    assert read["status"] == "diverged"
    cause = "The learning rate of 10 is too high: the loss stays above what it was at the start."
    params = {"rate": 10.0, "sign": "loss_stays_high"}
    outcome = read["outcome"]
    assert (outcome["cause"], outcome["code"]) == (cause, "rate_too_high")
    assert outcome["params"] == params
    assert read["message"] == cause
    said = {"code": "rate_too_high", "params": params, "detail": cause}
    assert read["message_sentence"] == said
    check(said)
    # Taken away and brought back it is the same; and without a code, as older files have it.
    saved = client.get(f"{run}/export/json").json()
    for code in ("rate_too_high", None):
        if code is None:
            del saved["outcome"]["code"], saved["outcome"]["params"]
        again = client.post("/runs", json=saved).json()
        assert (again["outcome"]["cause"], again["outcome"]["code"]) == (cause, code)
        assert again["message"] == cause
        assert again["message_sentence"]["code"] == code


def test_an_export_that_is_refused_says_each_reason(client: httpx.Client, create: Create) -> None:
    run, _ = create(
        {"network": {"hidden_layers": [2], "activation": "mish"}, "training": {"dropout": 0.1}}
    )
    formats = {each["name"]: each for each in client.get(f"{run}/export").json()}
    refusal = formats["sklearn"]["refusal_sentences"]
    assert [each["code"] for each in refusal] == ["cannot_express", "no_dropout"]
    assert refusal[0]["params"] == {
        "framework": "scikit-learn", "kind": "mish", "reason": "known_here", "known": KNOWN,
    }  # fmt: skip
    assert formats["sklearn"]["refusal"] == (
        f"scikit-learn cannot express mish: what it knows here is {KNOWN}. "
        "scikit-learn has no dropout."
    )
    assert formats["sklearn"]["refusal"] == " ".join(each["detail"] for each in refusal)
    assert (formats["json"]["refusal"], formats["json"]["refusal_sentences"]) == (None, [])
    for each in refusal:
        check(each)


def test_lines_of_a_file_and_notes_of_a_link_have_codes(client: httpx.Client) -> None:
    lines = ["1,2,a", "3,4,b", "5,6,a", "7,8,b", "x,1,a", "1,2", "1,2," + "a" * LONGEST_LINE]
    read = client.post("/datasets", content="\n".join(lines)).json()
    assert [(each["line"], each["code"], each["params"]) for each in read["errors"]] == [
        (5, "first_not_number", {}),
        (6, "columns", {"count": 2}),
        (7, "line_too_long", {"maximum": LONGEST_LINE}),
    ]
    for each in read["errors"]:
        check(each)
    (few,) = client.post("/datasets", content="1,2\n").json()["errors"]
    assert few["code"] == "too_few"
    assert few["params"] == {
        "minimum": 1, "first": "first_fault", "line": 1, "fault": "columns", "count": 2,
    }  # fmt: skip
    check(few)
    link = "https://playground.tensorflow.org/#x=false&y=false&cosX=true"
    read = client.post("/links", json={"url": link}).json()
    assert [each["code"] for each in read["note_sentences"]] == ["link_left_out", "link_no_input"]
    assert [each["detail"] for each in read["note_sentences"]] == read["notes"]


def test_a_task_says_what_it_asks_for_with_code_and_parameters(
    client: httpx.Client, create: Create
) -> None:
    run, _ = create({"data": "xor"})
    check_of = f"/lessons/why-activations/tasks/0/check?run={run.removeprefix('/runs/')}"
    findings = {each["says"]: each for each in client.post(check_of).json()["findings"]}
    kept = findings["the data is the lesson's own"]
    assert (kept["code"], kept["params"]) == ("part_kept", {"part": "data"})
