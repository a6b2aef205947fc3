"""Networks that let no WebSocket through: a school's filter between the browser and the server."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import expect

from tests.browser.conftest import SERVER_GONE, OpenPage, Watch, until
from tests.browser.seen import boundary, boundary_becomes, boundary_leaves, status, wait_for_epoch
from tests.browser.test_lessons import playground
from tests.browser.test_lessons import ready as lesson_ready
from tests.browser.test_sweep import COLOURS
from tests.conftest import NO_CERTIFICATES

HTML = "<!doctype html><title>Blocked</title>"
ANSWERS = {
    "403": "403 Forbidden\r\n",
    "redirect": "302 Found\r\nLocation: http://127.0.0.1/blocked\r\n",
    "HTML": "200 OK\r\nContent-Type: text/html\r\n",
}
SILENCE = "silence"


class Filter(socketserver.ThreadingTCPServer):
    """A proxy that passes all on but what would become a WebSocket. `ways`: how it treats each of
    these, the last all further ones, too; `tried`: when they came."""

    daemon_threads = True

    def __init__(self, server: str, ways: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.ways, self.tried = ways, list[float]()
        self.over = threading.Event()
        address = urlsplit(server)
        self.upstream = (address.hostname or "", address.port or 0)


class _Connection(socketserver.BaseRequestHandler):
    server: Filter

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := self.request.recv(65_536)):
                return
            head += part
        if b"upgrade: websocket" in head.lower():
            self.server.tried.append(time.monotonic())
            tried, ways = len(self.server.tried), self.server.ways
            way = ways[min(tried, len(ways)) - 1]
            if way == SILENCE:
                self.server.over.wait()
            else:
                answer = f"HTTP/1.1 {ANSWERS[way]}Content-Length: {len(HTML)}\r\n\r\n{HTML}"
                self.request.sendall(answer.encode())
            return
        with socket.create_connection(self.server.upstream) as upstream:
            upstream.sendall(head)
            back = threading.Thread(target=_pass_on, args=(upstream, self.request), daemon=True)
            back.start()
            _pass_on(self.request, upstream)
            back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65_536):
            target.sendall(part)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def filtered(server: str, *ways: str) -> Iterator[Filter]:
    """A filter before a server."""
    with Filter(server, ways) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.over.set()
        proxy.shutdown()


def test_a_page_and_a_lesson_train_and_draw_where_no_socket_gets_through(
    open_page: OpenPage, watch: Watch, server: str
) -> None:
    watch.allow("WebSocket", *SERVER_GONE)
    with (
        filtered(server, "403", "redirect", "HTML") as blocking,
        filtered(server, SILENCE, SILENCE, SILENCE) as silent,
    ):
        # A lesson's playground meets the one that never answers, meanwhile.
        lesson = open_page("lessons/perceptron", url=silent.url, ready=lambda _: None)
        page = open_page(url=blocking.url)
        before = boundary(page)
        page.locator("#play").click()
        wait_for_epoch(page, 30)
        boundary_leaves(page, before)
        status(page, "playing")
        page.locator("#play").click()
        status(page, "paused")
        # It waits longer from one to the next, and no fourth is tried.
        first, second, third = blocking.tried
        assert second - first >= 0.3
        assert third - second >= 0.48
        # What was is shown there, too, and what is looked at meanwhile is of that moment.
        # All that it has come to is drawn: 250 points in batches of 10, to the end of an epoch.
        epoch = page.locator("#epoch").inner_text()
        page.locator("#step").click()
        expect(page.locator("#epoch")).not_to_have_text(epoch)
        until(
            page,
            "Number(document.documentElement.dataset.drawnStep)"
            " === 25 * document.querySelector('#epoch').textContent.replace(',', '')",
        )
        now = boundary(page)
        page.locator("#timeline").focus()
        page.keyboard.press("Home")
        boundary_becomes(page, before)
        page.locator("#tab-confusion").click()
        expect(page.locator("#panel-confusion td").first).to_be_visible()
        # So is a hidden layer's space, now and then.
        page.get_by_role("tab", name="Inside").click()
        inside = page.locator("#panel-inside")
        inside.get_by_role("button", name="Hidden space").click()
        expect(inside).to_contain_text("This is all there is")
        inside.get_by_label("Layer", exact=True).select_option("0")
        expect(inside).to_contain_text("these two axes hold")
        space = "() => document.querySelector('.depth:not([hidden]) canvas').toDataURL()"
        then = page.evaluate(space)
        page.locator("#timeline").focus()
        page.keyboard.press("Escape")
        boundary_becomes(page, now)
        until(page, f"then => ({space})() !== then", then)
        page.keyboard.press("Home")
        boundary_becomes(page, before)
        until(page, f"then => ({space})() === then", then)
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Inside").click()
        boundary_becomes(page, now)
        drawn = page.evaluate("document.documentElement.dataset.drawnFrames")
        page.locator("#reset").click()
        until(page, "n => Number(document.documentElement.dataset.drawnFrames) > n", int(drawn))
        # What was found out holds in this tab.
        page.reload()
        page.locator("#play:enabled").wait_for()
        until(page, "document.documentElement.dataset.drawnFrames > 0")
        # A wall is told and drawn, too.
        page.goto(f"{blocking.url}/class")
        page.fill("#new-title", "9b")
        page.click("#make")
        shown = page.locator(".class-head .class-code")
        expect(shown).to_have_text(re.compile(r"^\w{3}-\w{3}$"))
        code = shown.inner_text().replace("-", "")
        with httpx.Client(base_url=f"{server}/api/v1", verify=NO_CERTIFICATES) as client:
            ada = client.post(f"/classes/{code}/members", json={"name": "Ada"}).json()
            run = client.post("/runs", json={"data": "xor"}).json()
            own = f"/classes/{code}/members/me"
            headers = {"Authorization": f"Bearer {ada['token']}"}
            told = {"id": run["id"], "token": run["token"]}
            client.put(f"{own}/run", json=told, headers=headers)
            until(page, f"Math.max(...({COLOURS})()) > 20")
            page.click("#to-progress")
            expect(page.locator(".register, .class-page")).not_to_have_count(0)
            page.click("#to-wall")
            client.delete(own, headers=headers)
            expect(page.locator("#empty")).to_contain_text("Nobody has joined yet")
        assert len(blocking.tried) == 3

        lesson.bring_to_front()
        lesson_ready(lesson)
        frame = playground(lesson)
        frame.locator("#step").click()
        until(lesson, "document.querySelector('#playground').contentDocument"
              ".querySelector('#epoch').textContent === '1'")  # fmt: skip
        assert len(silent.tried) == 3
