"""Where a server may listen, asked before anything is started."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket


class ListenRefusal(Exception):  # noqa: N818  # it is a refusal to start, in one sentence
    """Nobody can listen there."""

    def __init__(self, sentence: str, *, in_use: bool = False) -> None:
        super().__init__(sentence)
        self.in_use = in_use


def check(host: str, port: int) -> None:
    """See that one could listen there. Raises ListenRefusal."""
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (socket.gaierror, UnicodeError) as error:
        raise ListenRefusal(
            f"There is no host {host}. 127.0.0.1 is for this machine alone, 0.0.0.0 for all who "
            "reach it."
        ) from error
    here, missing = False, None
    for family, kind, protocol, _, address in dict.fromkeys(found):
        with socket.socket(family, kind, protocol) as tried:
            if os.name == "posix":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                tried.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                tried.bind(address)
            except OSError as error:
                if error.errno != errno.EADDRNOTAVAIL:
                    raise _refusal(host, port, error) from error
                missing = error
            else:
                here = True
    if missing and not here:
        raise _refusal(host, port, missing) from missing


def _refusal(host: str, port: int, error: OSError) -> ListenRefusal:
    match error.errno:
        case errno.EADDRINUSE:
            sentence = f"Port {port} is in use. --port {port % 65535 + 1} takes another, --port 0 "
            return ListenRefusal(f"{sentence}any that is free.", in_use=True)
        case errno.EACCES | errno.EPERM:
            return ListenRefusal(f"Port {port} is for administrators only. --port 8000 is not.")
        case errno.EADDRNOTAVAIL:
            return ListenRefusal(
                f"{host} is no address of this machine. 0.0.0.0 stands for all that it has."
            )
    return ListenRefusal(f"Nobody can listen on {host}, port {port}: {error.strerror}.")


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
