"""What a network has learned, as a PNG that is drawn point by point: no library needed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import engine

SIDE = 480
RADIUS = 4
MOST_POINTS = 1000
"""Of more points so many are drawn, evenly chosen."""
CLASS_COLOURS = np.array(
    [
        (0xD5, 0x5E, 0x00),
        (0x00, 0x72, 0xB2),
        (0x00, 0x9E, 0x73),
        (0xCC, 0x79, 0xA7),
        (0xE6, 0x9F, 0x00),
        (0x56, 0xB4, 0xE9),
        (0xF0, 0xE4, 0x42),
        (0x88, 0x88, 0x88),
        (0x33, 0x22, 0x88),
        (0xAA, 0x44, 0x99),
    ],
    float,
)
WHITE = np.array([255.0, 255.0, 255.0])

Pixels = NDArray[np.float64]


def boundary_png(state: engine.State, side: int = SIDE) -> bytes:
    """The decision boundary with the points, side × side pixels."""
    return png(boundary_pixels(state, side))


@np.errstate(all="ignore")
def boundary_pixels(state: engine.State, side: int) -> NDArray[np.uint8]:
    """The decision boundary with the points, (side, side, 3), the top row first."""
    frame = engine.observe(state, resolution=side, map_resolution=2)
    classes = len(state.spec.data.classes)
    if classes > 2:
        pixels = class_pixels(frame.boundary)
    else:
        pixels = two_sided(frame.boundary[0], frame.range)
    _draw_points(pixels, state, frame.range)
    return pixels[::-1].round().astype(np.uint8)


def class_pixels(answers: NDArray[Any]) -> Pixels:
    """The colour of the class that is decided for, the paler the less sure; answers are (classes,
    rows, columns)."""
    shares = np.moveaxis(np.clip(answers, 0, 1), 0, -1)
    strength = shares.max(axis=-1, keepdims=True)
    return _faded(CLASS_COLOURS[shares.argmax(axis=-1)], strength)


def _faded(colour: Pixels, strength: Any) -> Pixels:
    return np.asarray(WHITE + (colour - WHITE) * (0.25 + 0.45 * strength))


def two_sided(values: NDArray[Any], ends: Sequence[float] | NDArray[Any]) -> Pixels:
    """Vermillion for the low end, blue for the high one, white in the middle."""
    low, high = ends
    share = np.clip((values - low) / (high - low), 0, 1) * 2 - 1
    colour = np.where((share > 0)[..., None], CLASS_COLOURS[1], CLASS_COLOURS[0])
    return np.asarray(WHITE + (colour - WHITE) * 0.65 * np.abs(share)[..., None])


def _draw_points(pixels: Pixels, state: engine.State, ends: tuple[float, float]) -> None:
    x, labels, _train = engine.points_of(state)
    stride = -(-len(x) // MOST_POINTS)
    x, labels = x[::stride], labels[::stride]
    domain = np.array(state.spec.data.domain, float)
    last = len(pixels) - 1
    radius = max(1, round(RADIUS * len(pixels) / SIDE))
    places = np.rint((x - domain[:, 0]) / (domain[:, 1] - domain[:, 0]) * last).astype(int)
    offsets = np.arange(-radius, radius + 1)
    dx, dy = np.meshgrid(offsets, offsets)
    distance = np.hypot(dx, dy)
    if state.spec.data.classes:
        colours = CLASS_COLOURS[labels.astype(int) % len(CLASS_COLOURS)]
    else:
        first = labels if labels.ndim == 1 else labels[:, 0]
        colours = two_sided(first[:, None], ends)[:, 0]
    for (column, row), colour in zip(places, colours, strict=True):
        for ring, ink in ((radius, WHITE), (radius - 1, colour)):
            near = distance <= ring
            rows, columns = row + dy[near], column + dx[near]
            inside = (rows >= 0) & (rows <= last) & (columns >= 0) & (columns <= last)
            pixels[rows[inside], columns[inside]] = ink


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Pixels (rows, columns, 3), the top row first, as a PNG. Source: W3C, PNG."""
    rows, columns, _ = pixels.shape
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, -1)], axis=1)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
