"""Where others reach a class: the address that they type, and as a code that phones read."""

from __future__ import annotations

import io
import ipaddress
import socket
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import segno
from fastapi import Request

from app.settings import Settings
from app.web.addresses import address
from app.web.middleware.guards import LOCAL_DOMAINS, host_name

QUIET = 4
"""Modules around a code that stay empty, for cameras to find it."""
ABROAD = ("10.254.254.254", "172.31.254.254", "192.168.254.254", "192.168.1.254", "192.168.0.254")
"""Addresses in private networks: the way to one of them is the way to who is in the room."""


@dataclass(frozen=True)
class Joining:
    """The address that a class is joined at, without what leads to one class."""

    address: str
    how: Literal["named", "found", "alone", "unknown"]
    """The page was opened by it; or by a name that others do not have, so the machine's own address
    in its network is taken; or the server listens to this machine alone; or there is no network."""


def joining(request: Request, settings: Settings) -> Joining:
    """Where others reach the server that a page was opened from."""
    host = request.headers.get("host") or "localhost"
    here = f"{request.url.scheme}://{{}}{address(request.scope, '/join')}"
    if not is_local(host_name(host)):
        return Joining(here.format(host), "named")
    if is_local(settings.host) and not _is_any(settings.host):
        return Joining(here.format(host), "alone")
    found = own_address() if _is_any(settings.host) else settings.host
    if found is None:
        return Joining(here.format(host), "unknown")
    name = f"[{found}]" if ":" in found else found
    port = host.rpartition(":")[2]
    return Joining(here.format(f"{name}:{port}" if port.isdecimal() else name), "found")


def is_local(name: str) -> bool:
    """Whether a host's name means the machine itself, whoever says it."""
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(LOCAL_DOMAINS[0])
    return found.is_loopback or found.is_unspecified


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return not host


def own_address() -> str | None:
    """The address that this machine has in its network; None where it is in none. Nothing is sent:
    to connect a socket for datagrams only looks up which way they would go."""
    for other in ABROAD:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            try:
                way.connect((other, 9))
                found: str = way.getsockname()[0]
            except OSError:
                continue
        if not is_local(found):
            return found
    return None


@lru_cache(maxsize=64)
def code_of(link: str) -> bytes:
    """A link as a QR code, as SVG: dark on white, as cameras want it, whatever is around it."""
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        file, kind="svg", border=QUIET, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return file.getvalue()
