"""Who asks, as far as the network tells: an address, or the part of it that one holder has."""

from __future__ import annotations

import ipaddress

from starlette.types import Scope


def holder(scope: Scope) -> str:
    """The address a request comes from. Of IPv6, its network: a holder has a whole one."""
    client = scope.get("client")
    address = str(client[0]) if client else ""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
