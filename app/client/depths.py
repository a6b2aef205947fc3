"""Plotly figures of what lies deeper in a run, for notebooks."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from app import schemas
from app.client.figures import (
    CLASS_COLOURS,
    TO_BLUE,
    array,
    decode,
    field_of,
    points_of,
)
from app.shown import Boundary, Hidden, Landscape

INK, LINE = "#1B1B1F", "#8A8A94"
LEAST = 1e-12
"""A loss below this is drawn as this: a log scale has no 0."""
EVERY = 4
"""Which of the lines of a bent grid are drawn."""


def landscape_figure(landscape: Landscape) -> go.Figure:
    """Contours of the loss on a log scale, with the network in it, and the path there."""
    losses = np.array(landscape.losses)
    logs = np.log10(np.maximum(losses, LEAST))
    ticks = np.linspace(logs.min(), logs.max(), 5)
    bar = {"title": "loss", "tickvals": ticks, "ticktext": [f"{10**tick:.3g}" for tick in ticks]}
    over = {"x": landscape.x, "y": landscape.y, "customdata": losses}
    says = "loss %{customdata:.4g}<extra></extra>"
    figure = go.Figure(
        go.Contour(**over, z=logs, colorscale="Viridis", colorbar=bar, hovertemplate=says)
    )
    title = f"{landscape.evaluated:,} {landscape.loss} losses, each of {landscape.points} points"
    if path := landscape.path:
        figure.add_scatter(
            x=path.x,
            y=path.y,
            mode="lines+markers",
            line={"color": "#FFFFFF"},
            marker={"size": 5, "color": "#FFFFFF", "line": {"color": INK, "width": 1}},
            customdata=np.stack([path.loss, path.distance], axis=1),
            text=["now" if epoch is None else f"epoch {epoch}" for epoch in path.epoch],
            hovertemplate="%{text}: loss %{customdata[0]:.4g}, %{customdata[1]:.2g} off the plane"
            "<extra></extra>",
            name="path",
        )
        title += f"; the plane holds {sum(path.shares):.0%} of the path's variance"
    here = {"size": 12, "symbol": "x", "color": "#D55E00"}
    figure.add_scatter(
        x=[0],
        y=[0],
        mode="markers",
        marker=here,
        name=f"epoch {landscape.epoch}",
        hovertemplate=f"loss {landscape.centre.loss:.6g}<extra></extra>",
    )
    return figure.update_layout(title=title, template="plotly_white", height=480, showlegend=False)


def hidden_figure(hidden: Hidden, data: schemas.Data) -> go.Figure:
    """A hidden layer's plane: what follows makes of it, the bent grid and the points."""
    about = hidden.hidden
    (left, right), (low, high) = about.domain
    first, last = about.regions_range
    answers = first + array(hidden.hidden_regions) / 255 * (last - first)
    axis = {"x": np.linspace(left, right, answers.shape[2])}
    axis["y"] = np.linspace(low, high, answers.shape[1])
    figure = go.Figure(field_of(answers, about.range, axis, data))
    grid = array(hidden.hidden_grid)
    gap = np.full((2, 1), np.nan)
    lines = [grid[:, k] for k in range(0, grid.shape[1], EVERY)]
    lines += [grid[:, :, k] for k in range(0, grid.shape[2], EVERY)]
    x, y = np.concatenate([part for line in lines for part in (line, gap)], axis=1)
    style = {"color": LINE, "width": 1}
    figure.add_scatter(x=x, y=y, mode="lines", line=style, hoverinfo="skip", name="plane")
    for side, places, label, marker in (
        (data.train, hidden.hidden_train, "train", {}),
        (data.test, hidden.hidden_test, "test", {"opacity": 0.5}),
    ):
        x1, x2 = array(places).tolist()
        for trace in points_of(schemas.Side(x1=x1, x2=x2, y=side.y), data, label, marker):
            figure.add_trace(trace)
    names = [
        f"unit {unit}" if about.units else f"component {unit + 1}" for unit in about.units or (0, 1)
    ]
    titles = [
        f"{name} ({share:.0%} of the variance)"
        for name, share in zip(names, about.shares, strict=True)
    ]
    seen = "all of it" if about.is_exact else "regions through the mean answer"
    return figure.update_layout(
        title=f"Hidden layer {about.layer}, {seen}",
        xaxis_title=titles[0],
        yaxis_title=titles[1],
        legend={"orientation": "h", "y": -0.2},
        template="plotly_white",
        height=480,
    )


def surface_figure(boundary: Boundary, data: schemas.Data) -> go.Figure:
    """The answer over the domain as a surface, one for each class of several, with the points at
    what is true of them."""
    (left, right), (low, high) = boundary.domain
    answers = decode(boundary)
    across = np.linspace(left, right, answers.shape[2])
    up = np.linspace(low, high, answers.shape[1])
    figure = go.Figure()
    for number, plane in enumerate(answers):
        colour = CLASS_COLOURS[number % len(CLASS_COLOURS)]
        scale: Any = TO_BLUE if len(answers) == 1 else [[0, colour], [1, colour]]
        names = data.classes if len(answers) == len(data.classes) else data.values
        figure.add_surface(
            x=across,
            y=up,
            z=plane,
            colorscale=scale,
            cmin=boundary.range[0],
            cmax=boundary.range[1],
            opacity=0.8,
            showscale=False,
            name=names[number] if number < len(names) else "answer",
        )
    bottom, top = boundary.range
    for side, label, opacity in ((data.train, "train", 1.0), (data.test, "test", 0.5)):
        true = np.array(side.y, float).reshape(len(side.x1), -1)
        if data.classes:
            # The answer to a point of class 1 should be the upper end, of class 0 the lower one; of
            # several classes each has its own surface, and all points stand at the top.
            share = true[:, 0] if len(answers) == 1 else np.ones(len(true))
            height = bottom + share * (top - bottom)
        else:
            height = true[:, 0] if true.size else np.empty(0)
        figure.add_scatter3d(
            x=side.x1,
            y=side.x2,
            z=height,
            mode="markers",
            name=label,
            opacity=opacity,
            marker={
                "size": 3,
                "color": [CLASS_COLOURS[int(each) % len(CLASS_COLOURS)] for each in true[:, 0]]
                if data.classes
                else height,
            },
        )
    scene = {"xaxis_title": data.axes[0], "yaxis_title": data.axes[1], "zaxis_title": "answer"}
    return figure.update_layout(scene=scene, template="plotly_white", height=560)
