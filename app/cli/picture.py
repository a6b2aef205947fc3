"""A sweep's boundaries as one picture with labels, drawn by Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from app.client.spread import Spread, best_of, said
from app.client.tiles import Tiles

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDEST = 4000
SCALES = (5, 4, 3, 2, 1)
"""How many points of the picture a tile's own may have: the most that fit."""
FONT = 15
LONGEST = 40
"""Letters of a label."""
PAD, LINE = 12, 20
INK, PALE, FRAME = "#1b1b1f", "#6b6b70", "#111111"


def is_possible() -> bool:
    """Whether Pillow is there, which labels need."""
    return find_spec("PIL") is not None


def grid_png(tiles: Tiles, spreads: Sequence[Spread]) -> bytes:
    """All tiles, each with what it came to below it, and the values that they stand for at the
    edges of a grid; the best is framed."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(FONT)
    captions = [_caption(spread, tiles.is_grid) for spread in spreads]
    lines = max(map(len, captions))
    side = tiles.side
    across = [_short(label) for label in tiles.across.labels] if tiles.across else []
    labels = [_short(label) for label in tiles.down.labels] if tiles.down else []
    words = [*across, *(word for caption in captions for word in caption)]
    need = max(font.getlength(word) for word in words)
    scale = next((s for s in SCALES if max(s * side, need) * tiles.columns < WIDEST), SCALES[-1])
    shown = scale * side
    cell = max(shown, int(need))
    pitch_x, pitch_y = cell + PAD, shown + lines * LINE + PAD
    names = [
        f"{edge.name} {way}"
        for edge, way in ((tiles.across, "across"), (tiles.down, "down"))
        if edge
    ]
    left = PAD + (int(max(font.getlength(label) for label in labels)) + PAD if labels else 0)
    top = PAD + LINE * (1 + bool(tiles.across))
    best = best_of(spreads)
    title = f"epoch {tiles.epoch}   {', '.join(names)}   {best.metric}: median"
    title += " (least to most) of the seeds" if best.seeds > 1 else ""
    width = max(left + tiles.columns * pitch_x, int(font.getlength(title)) + 2 * PAD)
    image = Image.new("RGB", (width, top + tiles.rows * pitch_y), "white")
    draw = ImageDraw.Draw(image)
    draw.text((PAD, PAD // 2), title, PALE, font)
    for column, label in enumerate(across):
        _centred(draw, (left + column * pitch_x, top - LINE), cell, label, font, INK)
    for row, label in enumerate(labels):
        draw.text((PAD, top + row * pitch_y + shown // 2 - FONT // 2), label, INK, font)
    for number, caption in enumerate(captions):
        row, column = divmod(number, tiles.columns)
        begin, y = left + column * pitch_x, top + row * pitch_y
        x = begin + (cell - shown) // 2
        tile = Image.fromarray(tiles.pixels(number))
        image.paste(tile.resize((shown, shown), Image.Resampling.BICUBIC), (x, y))
        is_best = number == best.tile and math.isfinite(best.median)
        if is_best:
            draw.rectangle((x - 3, y - 3, x + shown + 2, y + shown + 2), outline=FRAME, width=3)
        for k, word in enumerate(caption):
            place = (begin, y + shown + 4 + k * LINE)
            _centred(draw, place, cell, word, font, INK if is_best else PALE)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _caption(spread: Spread, is_grid: bool) -> list[str]:
    """What stands below a tile: what it came to; where there is no grid, its values as well."""
    named = [] if is_grid else [f"{name} {said(value)}" for name, value in spread.values.items()]
    return [*map(_short, named), str(spread)]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."


def _centred(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    width: int,
    words: str,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    ink: str,
) -> None:
    x, y = place
    draw.text((x + (width - font.getlength(words)) / 2, y), words, ink, font)
