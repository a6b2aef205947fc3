"""The engine agrees with PyTorch, whose numbers `python -m tests.oracle.make` wrote down."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import engine
from tests.oracle.cases import STEPS, cases

ORACLE = json.loads((Path(__file__).parent.parent / "oracle" / "answers.json").read_text())
CASES = cases()


def test_answers_are_to_questions_that_are_asked() -> None:
    assert set(ORACLE["answers"]) <= set(CASES)
    assert ORACLE["steps"] == STEPS


# A choice that is new has no answer yet; `make oracle` asks for all, and does not let one pass.
@pytest.mark.parametrize("name", ORACLE["answers"])
def test_same_as_pytorch(name: str) -> None:
    told = ORACLE["answers"][name]
    state = engine.advance(engine.init(CASES[name]), steps=STEPS)
    np.testing.assert_allclose(state.parameters, told["parameters"], rtol=1e-9, atol=1e-9)
    assert engine.observe(state, 2, 2).metrics["loss"] == pytest.approx(told["loss"], rel=1e-9)
