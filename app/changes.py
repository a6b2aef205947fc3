"""A spec with changes worked in, as lessons, forks and sweeps give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The base, filled up with changes member by member; a choice of another kind, a list or a word
    takes the place of what was there."""
    result: dict[str, Any] = dict(base)
    for name, value in changes.items():
        known = result.get(name)
        result[name] = value
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            kind = known.get("kind")
            if value.get("kind", kind) == kind:
                result[name] = merged(known, value)
    return result


class NoPlaceError(Exception):
    """There is no such place in a spec."""


def placed(document: Any, place: Sequence[str], value: Any) -> Any:
    """A document with a value at a place, in which * is every item of a list; what is given by a
    name, or as a number of units, is opened for it. Raises NoPlaceError."""
    if not place:
        return value
    here, deeper = place[0], place[1:]
    if isinstance(document, list):
        known = range(len(document))
        chosen = known if here == "*" else [int(here)] if here.isdecimal() else []
        if not chosen or chosen[-1] not in known:
            raise NoPlaceError
        return [
            placed(opened(item) if deeper else item, deeper, value) if k in chosen else item
            for k, item in enumerate(document)
        ]
    if not isinstance(document, Mapping) or (deeper and here not in document):
        raise NoPlaceError
    inner = placed(opened(document[here]), deeper, value) if deeper else value
    return {**document, here: inner}


def opened(node: Any) -> Any:
    """The long form of what may be given by a name, or as a number of units."""
    if isinstance(node, str):
        return {"kind": node}
    if isinstance(node, int) and not isinstance(node, bool):
        return {"units": node}
    return node


def without_repeats(network: Mapping[str, Any]) -> dict[str, Any]:
    """A network whose layers leave out the activation that they share: layers in their place have
    it as well, and another one of the network is theirs."""
    layers = network["hidden_layers"]
    own = [layer["activation"] for layer in layers]
    shared = own[0] if own and all(each == own[0] for each in own) else network["activation"]
    bare = [
        {name: value for name, value in layer.items() if name != "activation" or value != shared}
        for layer in layers
    ]
    return {**network, "activation": shared, "hidden_layers": bare}
