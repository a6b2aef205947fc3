"""The page in the cells of a real JupyterLab: `make notebook` runs this file."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import FrameLocator, Page, expect, sync_playwright

from tests.tools.chromium import find

TIMEOUT_MS = 60_000
BELOW = "/user/ada"
"""As behind JupyterHub."""
CELL = "iframe[title='Neural Network Playground']"
POLICY = {"headers": {"Content-Security-Policy": "frame-src https: data:"}}
"""What VS Code allows of frames in what cells show (`notebook.experimental.enableCsp`)."""


def notebook(*cells: str) -> str:
    """A notebook's file."""
    known: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {
            "cells": [{**known, "id": f"c{i}", "source": cell} for i, cell in enumerate(cells)],
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a JupyterLab, and its folder."""
    folder = tmp_path_factory.mktemp("lab")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", f"--ServerApp.base_url={BELOW}"]
    options += ["--IdentityProvider.token=", "--LabApp.news_url=None"]
    options += [f"--ServerApp.tornado_settings={POLICY}"]
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    running = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=folder,
        env={**os.environ, **own, "JUPYTER_PREFER_ENV_PATH": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}{BELOW}"
    try:
        transport = httpx.HTTPTransport(retries=8)
        with httpx.Client(transport=transport, timeout=30) as client:
            client.get(f"{address}/api").raise_for_status()
        yield address, folder
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture
def open_notebook(lab: tuple[str, Path]) -> Iterator[Callable[..., Page]]:
    """Opens a notebook and runs all of it. Afterwards nothing has thrown, or asked another port."""
    address, folder = lab
    faults: list[str] = []
    asked: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 1100})
        page.set_default_timeout(TIMEOUT_MS)
        expect.set_options(timeout=TIMEOUT_MS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

        def open_notebook(name: str, *cells: str) -> Page:
            (folder / f"{name}.ipynb").write_text(notebook(*cells))
            page.goto(f"{address}/lab/tree/{name}.ipynb?reset")
            expect(page.get_by_text("Idle", exact=False).last).to_be_visible()
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
            return page

        yield open_notebook
        browser.close()
    assert not faults
    assert asked - {""} == {urlsplit(address).netloc}


def epoch_of(frame: FrameLocator) -> Any:
    return frame.locator("#epoch")


def test_a_local_run_is_live_also_while_a_cell_is_busy_and_takes_commands(
    open_notebook: Callable[..., Page],
) -> None:
    page = open_notebook(
        "local",
        "from nn_playground import Playground\nplayground = Playground.local()\n"
        'run = playground.create(data="circle", network={"hidden_layers": [4, 2]})\nrun.show()',
    )
    frame = page.frame_locator(CELL)
    expect(frame.locator(".neuron canvas").first).to_be_visible()
    expect(epoch_of(frame)).to_have_text("0")
    run_below(page, 'run.play(until={"epoch": 120}, speed=20)\nprint("came to", run.read().epoch)')
    expect(epoch_of(frame)).to_have_text(re.compile(r"^[1-9]\d*$"))
    assert not page.get_by_text("came to 120", exact=True).count()
    expect(page.get_by_text("came to 120", exact=True)).to_be_visible()
    expect(frame.locator(".curves-plot .main-svg").first).to_be_visible()
    frame.locator("#reset").click()
    expect(epoch_of(frame)).to_have_text("0")
    run_below(page, 'print("is at", run.read().epoch)')
    expect(page.get_by_text("is at 0", exact=True)).to_be_visible()


def run_below(page: Page, code: str) -> None:
    """Write a cell at the end, and run it."""
    last = page.locator(".jp-Notebook .jp-CodeCell .cm-content").last
    last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")


def test_a_server_that_the_browser_cannot_reach(
    open_notebook: Callable[..., Page], server: str
) -> None:
    page = open_notebook(
        "remote",
        f'from nn_playground import Playground\nplayground = Playground("{server}")\n'
        'run = playground.create(data="spiral")\nrun.play(speed=20)\n'
        "playground.watch(run.id).show(height=500)",
        "playground.show(height=500)",
    )
    watched, own = (page.frame_locator(CELL).nth(number) for number in (0, 1))
    expect(epoch_of(watched)).to_have_text(re.compile(r"^[1-9]\d*$"))
    expect(epoch_of(own)).to_have_text("0")
    own.locator("#play").click()
    expect(epoch_of(own)).to_have_text(re.compile(r"^[1-9]\d*$"))
    assert page.locator(CELL).first.bounding_box()["height"] == 500  # type: ignore[index]
