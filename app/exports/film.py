"""How a network learned, as a film: its boundary at moments evenly apart, as a GIF."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import engine
from app.exports.png import boundary_pixels

if TYPE_CHECKING:
    from PIL import Image

SIDE = 320
MOST_FRAMES = 100
FRAME_MS, LAST_MS = 60, 2000
"""How long each is shown, and how long the last."""
COLOURS = 64


def is_possible() -> bool:
    """Whether Pillow is there, which films need."""
    return find_spec("PIL") is not None


class Film:
    """Frames of a run on its way to the end of an epoch."""

    def __init__(self, epochs: int) -> None:
        self.moments = np.unique(np.linspace(0, epochs, min(epochs + 1, MOST_FRAMES), dtype=int))
        """The epochs whose ends are shown."""
        self._frames: list[Image.Image] = []

    def until_next(self, epoch: int) -> int:
        """How many epochs there are from the end of one to the next frame."""
        later = self.moments[self.moments > epoch]
        return int(later[0]) - epoch if len(later) else 0

    def take(self, state: engine.State) -> None:
        """Take a frame of what there is now."""
        from PIL import Image, ImageDraw, ImageFont

        frame = Image.fromarray(boundary_pixels(state, SIDE))
        draw, font, at = ImageDraw.Draw(frame), ImageFont.load_default(16), (8, SIDE - 28)
        words = f"epoch {state.history.epochs[-1]}"
        left, top, right, bottom = draw.textbbox(at, words, font)
        draw.rounded_rectangle((left - 4, top - 4, right + 4, bottom + 4), 4, "white")
        draw.text(at, words, "black", font)
        self._frames.append(frame.quantize(COLOURS, method=Image.Quantize.FASTOCTREE))

    def save(self, path: Path) -> None:
        """Write what was taken. Raises OSError."""
        first, *others = self._frames
        shown_ms = [FRAME_MS] * len(others) + [LAST_MS]
        first.save(path, "GIF", save_all=True, append_images=others, duration=shown_ms, loop=0)
