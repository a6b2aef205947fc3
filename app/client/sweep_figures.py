"""Plotly figures of a sweep, for notebooks."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.client.figures import CLASS_COLOURS
from app.client.spread import Spread, best_of, is_greater_better, said
from app.client.tiles import GAP, Tiles
from app.exports.png import png

MOST_NAMED = 20
"""Of more tiles than this, names are said at hover alone."""
MARKED = "#111111"
LARGEST, WIDTH, ROUND = 140, 960, 170
"""Of a grid: how large a tile is at most, how wide all are, and what is round them."""


def grid_figure(tiles: Tiles, spreads: Sequence[Spread]) -> go.Figure:
    """Every tile's boundary; the best is framed, and hover says what each came to."""
    source = f"data:image/png;base64,{base64.b64encode(png(tiles.mosaic())).decode()}"
    side, pitch = tiles.side, tiles.side + GAP
    rows, columns = np.divmod(np.arange(len(tiles)), tiles.columns)
    middle = (side - 1) / 2
    words = [f"{named(spread.values)}<br>{spread.metric} {spread}" for spread in spreads]
    figure = go.Figure(
        [
            go.Image(source=source, hoverinfo="skip"),
            go.Scatter(
                x=columns * pitch + middle,
                y=rows * pitch + middle,
                mode="markers",
                marker={"size": 24, "opacity": 0},
                text=words,
                hovertemplate="%{text}<extra></extra>",
                showlegend=False,
            ),
        ]
    )
    best = best_of(spreads)
    title = "every run diverged"
    if math.isfinite(best.median):
        title = f"best: {named(best.values)}, {best.metric} {best}"
        left, top = columns[best.tile] * pitch - 1.5, rows[best.tile] * pitch - 1.5
        right, bottom = left + side + 2, top + side + 2
        line = {"color": MARKED, "width": 3}
        figure.add_shape(x0=left, y0=top, x1=right, y1=bottom, line=line)
    for axis, edge, count in (
        ("xaxis", tiles.across, tiles.columns),
        ("yaxis", tiles.down, tiles.rows),
    ):
        shown = {"showgrid": False, "zeroline": False, "tickvals": [], "ticktext": []}
        if edge:
            shown |= {"tickvals": [k * pitch + middle for k in range(count)]}
            shown |= {"ticktext": list(edge.labels), "title": {"text": edge.name}}
        figure.update_layout({axis: shown})
    size = min(LARGEST, WIDTH // tiles.columns)
    return figure.update_layout(
        template="plotly_white",
        width=size * tiles.columns + ROUND,
        height=size * tiles.rows + ROUND,
        title={"text": title},
        xaxis={"side": "bottom"},
    )


def curves_figure(history: Mapping[str, Any], sweep: Mapping[str, Any], metric: str) -> go.Figure:
    """A metric by epoch: of every tile the median of its seeds, with a band between the ends."""
    epochs = np.array(history["epochs"])
    values = np.array(history["values"], float)[:, history["metrics"].index(metric)]
    tiles = sweep["tiles"]
    values = values.T.reshape(len(epochs), len(tiles), -1)
    names = [axis["name"] for axis in sweep["axes"]]
    rows = (sweep["grid"] or {"columns": 1})["columns"]
    figure = go.Figure()
    for number, tile in enumerate(tiles):
        colour = CLASS_COLOURS[number // rows % len(CLASS_COLOURS)]
        label = named(dict(zip(names, tile["values"], strict=True)))
        curves = np.where(np.isfinite(values[:, number]), values[:, number], np.nan)
        known = ~np.isnan(curves).all(axis=1)
        x, curves = epochs[known], curves[known]
        look = {"legendgroup": label, "showlegend": False}
        if curves.shape[1] > 1:
            edges = np.concatenate([np.nanmax(curves, axis=1), np.nanmin(curves, axis=1)[::-1]])
            figure.add_scatter(
                x=np.concatenate([x, x[::-1]]),
                y=edges,
                fill="toself",
                fillcolor=colour,
                opacity=0.15,
                line={"width": 0},
                hoverinfo="skip",
                **look,
            )
        look["showlegend"] = len(tiles) <= MOST_NAMED
        count = f", n = {curves.shape[1]}"
        figure.add_scatter(
            x=x,
            y=np.nanmedian(curves, axis=1),
            name=label + count,
            mode="lines",
            line={"color": colour},
            **look,
        )
    return figure.update_layout(
        xaxis_title="epoch",
        yaxis_title=metric,
        # A logarithmic axis has no place for a loss of 0.
        yaxis_type="linear" if is_greater_better(metric) or (values <= 0).any() else "log",
        template="plotly_white",
        height=420,
    )


def named(values: Mapping[str, Any]) -> str:
    """What a tile has of the fields that vary."""
    return ", ".join(f"{name} {said(value)}" for name, value in values.items())
