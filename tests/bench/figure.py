"""A figure of a few curves on logarithmic axes, as SVG put together by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

Curve = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 80, 16, 48
COLOURS = ("#0877bd", "#c2410c", "#15803d", "#7e22ce")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Axis:
    """One logarithmic axis, from the power of ten below all values to the one above."""

    def __init__(self, values: list[float], start: float, stop: float):
        self.low, self.high = floor(log10(min(values))), ceil(log10(max(values)))
        self.start, self.stop = start, stop

    def place(self, value: float) -> float:
        """Where a value lies in the figure."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)

    def ticks(self) -> list[tuple[float, str]]:
        """Where the powers of ten lie, and how they are written."""
        powers = range(self.low, self.high + 1)
        return [(self.place(10.0**p), "10" + str(p).translate(RAISED)) for p in powers]


def figure(curves: Mapping[str, Curve], across: str, upwards: str) -> str:
    """The SVG of named curves of positive points (x, y), with a title for each axis."""
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    x = Axis([point[0] for curve in curves.values() for point in curve], LEFT, right)
    y = Axis([point[1] for curve in curves.values() for point in curve], bottom, TOP)
    parts = []
    for place, label in x.ticks():
        parts.append(f'<path class="grid" d="M{place:.1f} {TOP}V{bottom}"/>')
        parts.append(text(place, bottom + 18, label, "middle"))
    for place, label in y.ticks():
        parts.append(f'<path class="grid" d="M{LEFT} {place:.1f}H{right}"/>')
        parts.append(text(LEFT - 8, place + 4, label, "end"))
    parts.append(text((LEFT + right) / 2, HEIGHT - 8, across, "middle"))
    turned = f'transform="rotate(-90 16 {(TOP + bottom) / 2})"'
    parts.append(text(16, (TOP + bottom) / 2, upwards, "middle", turned))
    for colour, (name, curve) in zip(COLOURS, curves.items(), strict=False):
        places = [(x.place(a), y.place(b)) for a, b in curve]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{line}"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in places]
        end, height = places[-1]
        parts.append(text(end + 8, height + 4, name, "start", f'style="fill:{colour}"'))
    style = "text{font:13px sans-serif;fill:#333}.grid{stroke:#ddd}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n'
        f"<title>{escape(upwards)} against {escape(across)}</title>\n<style>{style}</style>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def text(x: float, y: float, words: str, anchor: str, more: str = "") -> str:
    """A text element; anchor says which part of the words lies at x."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(words)}</text>'
