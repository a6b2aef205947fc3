"""The examples in docstrings are what comes of them."""

import doctest
from types import ModuleType

import pytest

import app.client
import engine
import nn_playground


@pytest.mark.parametrize(
    "module", [engine, app.client, nn_playground], ids=lambda module: module.__name__
)
def test_examples_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed
