"""Where a server may listen, asked before anything is started."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket

from app.sentences import say
from engine import Sentence


class ListenRefusal(Exception):  # noqa: N818  # it is a refusal to start, in one sentence
    """Nobody can listen there."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.detail)
        self.sentence = sentence


def check(host: str, port: int) -> None:
    """See that one could listen there. Raises ListenRefusal."""
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (socket.gaierror, UnicodeError) as error:
        raise ListenRefusal(say("no_such_host", host=host)) from error
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
            found = say("port_in_use", port=str(port), next=str(port % 65535 + 1))
        case errno.EACCES | errno.EPERM:
            found = say("port_forbidden", port=str(port))
        case errno.EADDRNOTAVAIL:
            found = say("address_foreign", host=host)
        case _:
            why = error.strerror or type(error).__name__
            found = say("no_listening", host=host, port=str(port), why=why)
    return ListenRefusal(found)


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
