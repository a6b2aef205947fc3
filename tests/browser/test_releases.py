"""Addresses of the page that earlier releases made lead to what they led to."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import TIMEOUT_MS, OpenPage
from tests.conftest import NO_CERTIFICATES
from tests.fixtures.releases import data_folder, each_release, facts, said


def wait_for_spec(page: Page, url: str, then: dict[str, Any]) -> None:
    """Wait until the page shows a run of the spec that there was then."""
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while said(now := shown(page, url), then) != then:
        assert time.monotonic() < deadline, now
        page.wait_for_timeout(25)


def shown(page: Page, url: str) -> Any:
    """The spec of the run that the page shows."""
    run_id = page.evaluate("document.documentElement.dataset.run")
    return httpx.get(f"{url}/api/v1/runs/{run_id}", verify=NO_CERTIFICATES).json()["spec"]


def go_to(page: Page, address: str) -> None:
    """Change the address of an open page."""
    page.evaluate("address => { location.hash = address; }", address)


@each_release
def test_links_to_specs(open_page: OpenPage, server: str, release: Path) -> None:
    page = open_page()
    # The full form that the page gave to an address would be no change right behind it.
    links = facts(release, "links.json")["page"]
    for then in sorted(links, key=lambda each: len(each["link"])):
        go_to(page, then["link"])
        wait_for_spec(page, server, then["spec"])


@each_release
def test_links_to_runs(
    open_page: OpenPage, start_server: Callable[..., Any], tmp_path: Path, release: Path
) -> None:
    url = start_server(**data_folder(release, tmp_path)).url
    runs = {run["name"]: run["run"] for run in facts(release, "runs.json")}
    page = open_page(f"#from={runs['own_points']['id']}", url=url)
    wait_for_spec(page, url, runs["own_points"]["spec"])
    go_to(page, f"watch={runs['long']['id']}")
    expect(page.locator("#strip")).to_contain_text("watching a live run")
    expect(page.locator("#epoch")).to_have_text("3,000")
