"""A reverse proxy as small as can be: it takes a prefix off addresses, as JupyterHub's does."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class _Handler(socketserver.BaseRequestHandler):
    server: StrippingProxy

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := self.request.recv(65536)):
                return
            head += part
        line, rest = head.split(b"\r\n", 1)
        method, path, version = line.split(b" ")
        below = path.removeprefix(self.server.prefix)
        if below == path:
            self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        if b"upgrade: websocket" not in head.lower():
            # One request a connection, so that none goes by unread.
            rest = b"Connection: close\r\n" + re.sub(rb"(?im)^connection:.*?\r\n", b"", rest)
        with socket.create_connection(self.server.to) as server:
            server.sendall(b" ".join((method, below, version)) + b"\r\n" + self.server.says + rest)
            back = threading.Thread(target=_pipe, args=(server, self.request), daemon=True)
            back.start()
            _pipe(self.request, server)
            back.join()


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class StrippingProxy(socketserver.ThreadingTCPServer):
    """Takes `prefix` off every address, and adds what it `says` in headers of its own."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, prefix: str, says: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.to = ("127.0.0.1", port)
        self.prefix, self.says = prefix.encode(), says.encode()
        self.url = f"http://127.0.0.1:{self.server_address[1]}{prefix}"


@contextmanager
def stripping(port: int, prefix: str, says: str = "") -> Iterator[str]:
    """Such a proxy before the server on this port; the address of the playground behind it."""
    with StrippingProxy(port, prefix, says) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.05,), daemon=True).start()
        yield proxy.url
        proxy.shutdown()
