"""Sweeps are read from files, ours and W&B's; what cannot be had is refused at its place."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from app.client import read_sweep
from app.problems import Invalid

OURS = {
    "spec": {"data": "xor"},
    "across": {"learning_rate": [0.001, 0.1]},
    "down": {"activation": ["relu", "tanh"]},
    "seeds": 2,
    "until": 20,
}
AS_YAML = """
# A remark.
spec: {data: xor}
across:
  learning_rate: [1e-3, 0.1]
down:
  activation: [relu, tanh]
seeds: 2
until: 20
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    assert read_sweep(written(tmp_path, "sweep.yaml", AS_YAML)) == OURS
    assert read_sweep(written(tmp_path, "sweep.json", json.dumps(OURS))) == OURS
    assert read_sweep(OURS) == OURS
    assert read_sweep(OURS, sample=3) == {**OURS, "sample": 3}


def wandb(method: str = "grid", **parameters: Any) -> dict[str, Any]:
    return {"method": method, "parameters": parameters}


def test_a_grid_of_wandbs() -> None:
    found = read_sweep(
        {
            **wandb(
                optimizer={"value": "adam"},
                learning_rate={"values": [0.01, 0.1]},
                units={"min": 2, "max": 5},
                epochs={"value": 30},
                beta_1={"value": 0.8},
            ),
            "name": "mine",
            "program": "train.py",
            "metric": {"name": "val_loss", "goal": "minimize"},
            "seeds": 3,
        }
    )
    optimizer = found["spec"]["training"]["optimizer"]
    assert (optimizer["kind"], optimizer["beta_1"]) == ("adam", 0.8)
    assert found["across"] == {"learning_rate": [0.01, 0.1]}
    assert found["down"] == {"units": [2, 3, 4, 5]}
    rest = {name: found[name] for name in ("until", "metric", "seeds")}
    assert rest == {"until": 30, "metric": "val_loss", "seeds": 3}


def test_what_two_constants_say_may_need_both() -> None:
    found = read_sweep(
        wandb(
            data={"value": "reg_plane"},
            loss={"value": "mean_squared_error"},
            units={"values": [2, 3]},
        )
    )
    assert found["spec"]["data"] == "reg_plane"


def test_three_fields_of_wandbs_are_a_table() -> None:
    two = {"values": [1, 2]}
    found = read_sweep(wandb(batch_size=two, units=two, training={"parameters": {"seed": two}}))
    assert list(found["across"]) == ["batch_size", "units", "training.seed"]
    assert "down" not in found


def test_what_random_draws_from() -> None:
    document = {
        **wandb(
            "random",
            learning_rate={"distribution": "log_uniform_values", "min": 1e-3, "max": 0.1},
            clip_norm={"distribution": "log_uniform", "min": -3, "max": -1},
            dropout={"min": 0.0, "max": 0.5},
            noise={"distribution": "q_uniform", "min": 0, "max": 0.3, "q": 0.1},
            batch_size={"distribution": "q_log_uniform_values", "min": 4, "max": 64, "q": 1},
        ),
        "run_cap": 12,
    }
    found = read_sweep(document)
    log = {"scale": "log"}
    assert found == {
        "sample": 12,
        "across": {
            "learning_rate": {"low": 1e-3, "high": 0.1, **log},
            "clip_norm": {"low": math.exp(-3), "high": math.exp(-1), **log},
            "dropout": {"low": 0.0, "high": 0.5, "scale": "linear"},
            "noise": [0.0, 0.1, 0.2, 0.3],
            "batch_size": {"low": 4, "high": 64, **log},
        },
    }
    assert read_sweep(document, sample=5)["sample"] == 5


RATE = {"values": [0.1, 0.2]}


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        ({}, "", "sweep_file_empty"),
        ({"accross": {}}, "/accross", "sweep_file_key"),
        ({"method": "bayes", "parameters": {"noise": RATE}}, "/method", "wandb_method"),
        ({"parameters": {"noise": RATE}}, "/method", "wandb_method"),
        (wandb(), "/parameters", "wandb_mapping"),
        (wandb(noise=3), "/parameters/noise", "wandb_mapping"),
        (wandb(nope=RATE), "/parameters/nope", "axis_name"),
        (
            wandb(data={"parameters": {"nope": RATE}}),
            "/parameters/data/parameters/nope",
            "axis_name",
        ),
        (wandb(noise={}), "/parameters/noise", "wandb_mapping"),
        (wandb(noise={"value": 0.1}), "/parameters", "wandb_nothing_varies"),
        (wandb(noise={"values": []}), "/parameters/noise/values", "wandb_values"),
        (wandb(noise={"values": "ab"}), "/parameters/noise/values", "wandb_values"),
        (
            wandb(noise={**RATE, "probabilities": [1, 0]}),
            "/parameters/noise/probabilities",
            "sweep_file_key",
        ),
        (
            wandb(noise={"distribution": "normal", "mu": 0, "sigma": 1}),
            "/parameters/noise/distribution",
            "wandb_distribution",
        ),
        (
            wandb(noise={"distribution": ["normal"]}),
            "/parameters/noise/distribution",
            "wandb_distribution",
        ),
        (wandb(noise={"min": 0.1}), "/parameters/noise", "wandb_missing"),
        (wandb(noise={"min": 0.1, "max": 0.2}), "/parameters/noise", "wandb_uncounted"),
        (wandb(n={"min": 1, "max": 1000}), "/parameters/n", "wandb_many"),
        (wandb(n={"min": 5, "max": 2}), "/parameters/n/max", "wandb_ends"),
        (wandb("random", n={"min": "1", "max": 2}), "/parameters/n/min", "float_type"),
        (
            wandb("random", n={"distribution": "q_uniform", "min": 0, "max": 1, "q": 0}),
            "/parameters/n/q",
            "greater_than",
        ),
        (
            wandb("random", n={"distribution": "q_log_uniform", "min": 0, "max": 1, "q": 2}),
            "/parameters/n/q",
            "wandb_step",
        ),
        (
            wandb("random", n={"distribution": "log_uniform_values", "min": 0, "max": 1}),
            "/parameters/n/min",
            "wandb_log",
        ),
        (
            wandb("random", n={"distribution": "log_uniform", "min": 0, "max": 1000}),
            "/parameters/n/max",
            "less_than_equal",
        ),
        (wandb("random", n={"min": -(10**400), "max": 1}), "/parameters/n/min", "float_type"),
        (
            wandb(n={"distribution": "q_uniform", "min": 0, "max": 1e99, "q": 1e-300}),
            "/parameters/n",
            "wandb_many",
        ),
        (
            {**wandb(noise=RATE, units={"value": 2}), "spec": {"network": {"hidden_layers": []}}},
            "/parameters/units/value",
            "axis_path",
        ),
        ({**wandb(noise=RATE, units={"value": 2}), "spec": "xor"}, "/spec", "dict_type"),
        (wandb("random", noise=RATE), "/run_cap", "wandb_count"),
        ({**wandb(noise=RATE), "run_cap": 3}, "/run_cap", "wandb_cap"),
        ({**wandb(noise=RATE), "early_terminate": {}}, "/early_terminate", "sweep_file_key"),
        (wandb(noise=RATE, epochs={"values": [1, 2]}), "/parameters/epochs", "wandb_epochs"),
        (
            {**wandb(noise=RATE), "metric": {"name": "f1"}},
            "/metric/name",
            "wandb_metric",
        ),
        (
            {**wandb(noise=RATE), "metric": {"name": "accuracy", "goal": "minimize"}},
            "/metric/goal",
            "wandb_goal",
        ),
        (wandb(noise=RATE, wings={"value": 2}), "/parameters/wings/value", "axis_name"),
        (
            wandb(noise=RATE, activation={"value": "than"}),
            "/parameters/activation/value",
            "choice_unknown",
        ),
        (
            {**wandb(noise=RATE, units={"value": 2}), "spec": {"data": "mons"}},
            "/spec/data",
            "choice_unknown",
        ),
    ],
)
def test_what_cannot_be_had_is_refused_at_its_place(document: Any, pointer: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_sweep(document)
    (error,) = refusal.value.errors
    assert (error.pointer, error.code) == (pointer, code)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.yaml", "across:\n  noise: [1, 2", "Line 2 "),
        ("a.yaml", "seeds: 1\nseeds: 2", "Line 2 .*twice"),
        ("a.yaml", "a: &x [1]\nb: *x", "Line 2 .*names"),
        ("a.yaml", "a: !!python/object/apply:os.getcwd []", "Line 1 .*python"),
        ("a.yaml", "a: \x00", "characters"),
        ("a.json", '{"seeds": 1,\n}', "Line 2 is not JSON"),
        ("a.yaml", "- 1", "fields that vary"),
        ("a.yaml", "[" * 600, "too deep"),
        ("a.json", "[" * 50_000, "too deep"),
        ("a.yaml", "seeds: " + "9" * 5_000, "finite number"),
        ("a.json", '{"seeds": %s}' % ("9" * 5_000), "finite number"),
        ("a.yaml", "#" * 1_000_001, "1,000,000 signs"),
    ],
)
def test_a_fault_in_a_file_has_its_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        read_sweep(written(tmp_path, name, text))


def test_what_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match="UTF-8"):
        read_sweep(tmp_path / "a.yaml")
    with pytest.raises(Invalid, match="No such file"):
        read_sweep(tmp_path / "b.yaml")


def test_yaml_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.client.sweep_file.find_spec", lambda _: None)
    with pytest.raises(Invalid, match=r"nn-playground\[sweep\]"):
        read_sweep(written(tmp_path, "sweep.yaml", AS_YAML))
    assert read_sweep(written(tmp_path, "sweep.json", json.dumps(OURS))) == OURS
