"""Who asks, as far as the network tells, and where a browser finds what is here."""

from __future__ import annotations

import ipaddress

from starlette.types import Scope


def holder(scope: Scope) -> str:
    """The address a request comes from. Of IPv6, its network: a holder has a whole one. What is no
    address, be it forged or a proxy's word for "unknown", is one holder, who has no name."""
    client = scope.get("client")
    try:
        found = ipaddress.ip_address(str(client[0]) if client else "")
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))


def address(scope: Scope, path: str) -> str:
    """What a browser has to ask this host for, to get to a path of ours."""
    return f"{scope['prefix']}{path}"


def root_from(scope: Scope) -> str:
    """The way from a page to the playground's root, whatever path that lies below."""
    return "../" * (scope["raw_path"].count(b"/") - 1) or "./"
