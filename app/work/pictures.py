"""A picture is what there is to see of one state, as a value in named parts.

Each part is made once, by a worker, for all who look at it: fields as JSON, and arrays as bytes
with their range. From the parts a message is put together for every distinct look.
"""

from __future__ import annotations

import base64
import json
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import engine
from app.problems import Conflict
from app.schemas import Look
from app.sentences import say

FLAT = 1e-3
"""Answers that differ by less than this share of the colour scale look the same, and may be."""


class Part(NamedTuple):
    """One thing to see; maps of the plane have a resolution, points a side."""

    name: str
    resolution: int = 0


Parts = frozenset[Part]
"""What somebody looks at."""

NOTHING: Parts = frozenset()


def parts_of(look: Look) -> Parts:
    """The parts that a look is made of."""
    wanted = look.model_dump(include=set(Look.model_fields), exclude_defaults=True)
    return frozenset(
        Part(name) if value is True else Part(name, value) for name, value in wanted.items()
    )


EVERYTHING = parts_of(Look(boundary=100, maps=20, weights=True, health=True, confusion=True))
"""What a viewer is shown who has not said what it looks at."""


Array = tuple[str, str, tuple[int, ...], bytes]
"""(name, dtype, shape, bytes)."""


class Drawn(NamedTuple):
    """A part as it travels: JSON members without their braces, and arrays by name."""

    fields: bytes
    arrays: tuple[Array, ...]
    """Several of one name are a list."""


@dataclass(frozen=True)
class Picture:
    """The parts of a picture, and what they all have in common."""

    common: Drawn
    parts: Mapping[Part, Drawn]

    def covers(self, wanted: Parts) -> bool:
        """Whether all that is wanted is there."""
        return wanted <= self.parts.keys()

    def drawn(self, wanted: Parts) -> list[Drawn]:
        """What is in all pictures, then the parts that are wanted, in an order of their own."""
        return [self.common, *(self.parts[part] for part in sorted(wanted))]


Unit = tuple[int, int]
Units = tuple[Unit, ...]
"""Hidden units, each by its layer and its number."""


def without(state: engine.State, held: Units) -> engine.State:
    """The state with some hidden units held at 0. Raises Conflict where it has none such any
    more."""
    try:
        return engine.ablate(state, held) if held else state
    except engine.HiddenError as error:
        raise Conflict(say("began_anew")) from error


@np.errstate(all="ignore")
def draw(state: engine.State, wanted: Parts) -> Picture:
    """The parts of a picture of a state. What is beyond numbers is drawn at the ends of what is
    shown."""
    boundaries = sorted((part.resolution for part in wanted if part.name == "boundary"), key=_size)
    maps = sorted(part.resolution for part in wanted if part.name == "maps")
    names = {part.name for part in wanted}
    first = engine.observe(
        state,
        boundaries[0] if boundaries else None,
        maps[0] if maps else None,
        health="health" in names,
    )
    parts: dict[Part, Drawn] = {}
    for resolution in boundaries:
        frame = first if resolution == boundaries[0] else engine.observe(state, resolution, None)
        parts[Part("boundary", resolution)] = _boundary(state, frame)
    for resolution in maps:
        frame = first if resolution == maps[0] else engine.observe(state, None, resolution)
        parts[Part("maps", resolution)] = _maps(frame)
    for name in names & _PLAIN.keys():
        parts[Part(name)] = _PLAIN[name](first)
    return Picture(_common(first), parts)


def _size(resolution: int) -> int:
    # The usual one first: it is made along with everything else.
    return abs(resolution - 100)


def _common(frame: engine.Frame) -> Drawn:
    metrics = {name: _finite(value) for name, value in frame.metrics.items()}
    return as_part({"epoch": frame.epoch, "step": frame.step, "metrics": metrics})


def _boundary(state: engine.State, frame: engine.Frame) -> Drawn:
    planes, ends = spread(frame.boundary, frame.range)
    fields: dict[str, Any] = {"boundary_range": ends, "range": frame.range}
    return as_part({**fields, "domain": state.spec.data.domain}, ("boundary", planes))


def spread(
    answers: NDArray[Any], scale: tuple[float, float]
) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """Answers as bytes, and the answers that 0 and 255 stand for; what is beyond the scale's ends
    is cut."""
    low, high = scale
    if not (low <= answers.min() and answers.max() <= high):
        answers = np.clip(np.nan_to_num(answers, nan=(low + high) / 2), low, high)
    # Bytes are spread over the answers that there are: where all are close to one half, a line
    # drawn from steps of 1/256 of the colour scale would be a staircase.
    first = float(answers.min())
    last = max(float(answers.max()), first + FLAT * (high - low))
    return _bytes((answers - first) / (last - first)), (first, last)


def _maps(frame: engine.Frame) -> Drawn:
    plain = frame.maps.reshape(len(frame.maps), -1)
    scales = np.maximum(plain.max(axis=1, initial=1e-9), -plain.min(axis=1, initial=-1e-9))
    maps = _bytes((plain * (0.5 / scales)[:, None] + 0.5).reshape(frame.maps.shape))
    return as_part({"scales": _rounded(scales.tolist())}, ("maps", maps))


def _weights(frame: engine.Frame) -> Drawn:
    return as_part({}, *(("weights", block.astype(np.float32)) for block in frame.blocks))


def _health(frame: engine.Frame) -> Drawn:
    fields: dict[str, Any] = {
        "weight_norms": _rounded(frame.weight_norms),
        "gradient_norms": _rounded(frame.gradient_norms),
        "dead": frame.dead,
        "saturated": frame.saturated,
    }
    return as_part(fields)


def _confusion(frame: engine.Frame) -> Drawn:
    counts = None if frame.confusion is None else frame.confusion.tolist()
    return as_part({"confusion": counts})


_PLAIN = {"weights": _weights, "health": _health, "confusion": _confusion}


def as_part(fields: Mapping[str, Any], *arrays: tuple[str, NDArray[Any]]) -> Drawn:
    """Members of a JSON object, and arrays by name, as they travel."""
    text = json.dumps(fields, allow_nan=False, separators=(",", ":"))
    return Drawn(text[1:-1].encode(), tuple((name, *_plain(array)) for name, array in arrays))


def _plain(array: NDArray[Any]) -> tuple[str, tuple[int, ...], bytes]:
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return {"u": "u1", "f": "f4"}[array.dtype.kind], array.shape, little.tobytes()


def _rounded(values: Iterable[float]) -> list[float | None]:
    """Numbers to be looked at: four digits are enough, and half as long."""
    return [_finite(float(f"{value:.4g}")) for value in values]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _bytes(share: NDArray[Any]) -> NDArray[np.uint8]:
    """Shares from 0 to 1 as whole numbers from 0 to 255; beyond is cut, not-a-number is middle."""
    # Hardly ever is there anything to put right, and to look is much quicker.
    if not (share.min(initial=0) >= 0 and share.max(initial=0) <= 1):
        share = np.clip(np.nan_to_num(share, nan=0.5), 0, 1)
    return np.asarray(share * 255 + 0.5, np.uint8)


# How a picture travels


def document(picture: Picture, wanted: Parts, head: bytes = b"") -> bytes:
    """A picture as a JSON object, arrays as Plotly's typed arrays; `head` is further members."""
    drawn = picture.drawn(wanted)
    members = [head, *(fields for fields, _ in drawn)]
    return in_json(members, [array for _, arrays in drawn for array in arrays])


def in_json(members: Iterable[bytes], arrays: Iterable[Array]) -> bytes:
    """Members of a JSON object, and arrays, as that object."""
    members = [each for each in members if each]
    typed: dict[str, list[dict[str, str]]] = {}
    for name, dtype, shape, raw in arrays:
        array = {"dtype": dtype, "shape": ", ".join(map(str, shape))}
        array["bdata"] = base64.b64encode(raw).decode()
        typed.setdefault(name, []).append(array)
    for name, each in typed.items():
        value = each if name == "weights" else each[0]
        members.append(f'"{name}":{json.dumps(value, separators=(",", ":"))}'.encode())
    return b"{%b}" % b",".join(members)


def message(picture: Picture, wanted: Parts, head: bytes) -> bytes:
    """A picture as one binary message. `head` is further members of the object."""
    drawn = picture.drawn(wanted)
    members = [head, *(fields for fields, _ in drawn)]
    return binary(members, [array for _, arrays in drawn for array in arrays])


def binary(members: Iterable[bytes], arrays: Iterable[Array]) -> bytes:
    """Members of a JSON object, and arrays, as one message: the length of the object, the object,
    then the arrays one after the other in the order in which its `arrays` names them, each from a
    multiple of four on."""
    shapes, body = [], []
    for name, dtype, shape, raw in arrays:
        shapes.append([name, dtype, shape])
        body.append(raw + bytes(-len(raw) % 4))
    listed = b'"arrays":%b' % json.dumps(shapes, separators=(",", ":")).encode()
    text = b"{%b}" % b",".join([*filter(None, members), listed])
    text += b" " * (-len(text) % 4)
    return b"".join([struct.pack("<I", len(text)), text, *body])
