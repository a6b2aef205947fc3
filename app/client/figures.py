"""Plotly figures of a run, for notebooks."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app import schemas
from app.shown import Boundary

BLUE, VERMILLION = "#0072B2", "#D55E00"
CLASS_COLOURS = (VERMILLION, BLUE, "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
SYMBOLS = ("diamond", "circle", "square", "triangle-up", "cross", "star", "hexagon")
TO_BLUE = [[0, VERMILLION], [0.5, "#FFFFFF"], [1, BLUE]]


def loss_figure(history: dict[str, list[Any]]) -> go.Figure:
    """The loss of the training points, and of the test points where there are any."""
    curves = {"loss": ("train", "#1B1B1F"), "val_loss": ("test", "#B5558C")}
    figure = go.Figure(
        [
            go.Scatter(x=history["epoch"], y=history[name], name=label, line={"color": colour})
            for name, (label, colour) in curves.items()
            if name in history
        ]
    )
    return figure.update_layout(
        xaxis_title="epoch", yaxis_title="loss", template="plotly_white", height=320
    )


def boundary_figure(boundary: Boundary, data: schemas.Data) -> go.Figure:
    """The network's answer over the domain, with the points; several classes as one map."""
    (left, right), (low, high) = data.domain
    answers = decode(boundary)
    axis = {"x": np.linspace(left, right, answers.shape[2])}
    axis["y"] = np.linspace(low, high, answers.shape[1])
    figure = go.Figure(field_of(answers, boundary.range, axis, data))
    for side, label, marker in ((data.train, "train", {}), (data.test, "test", {"opacity": 0.5})):
        for trace in points_of(side, data, label, marker):
            figure.add_trace(trace)
    return figure.update_layout(
        xaxis_title=data.axes[0], yaxis_title=data.axes[1], template="plotly_white", height=480
    )


def field_of(
    answers: np.ndarray[Any, np.dtype[Any]],
    ends: tuple[float, float],
    axis: dict[str, Any],
    data: schemas.Data,
) -> go.Heatmap:
    """Answers (outputs, rows, columns) over a plane, in the colours of the points."""
    if len(answers) > 1 and data.classes:
        field: dict[str, Any] = {"z": answers.argmax(axis=0), "showscale": False}
        colours = [CLASS_COLOURS[i % len(CLASS_COLOURS)] for i in range(len(answers))]
        field["colorscale"] = [
            [edge / len(colours), colour] for i, colour in enumerate(colours) for edge in (i, i + 1)
        ]
        field |= {"zmin": -0.5, "zmax": len(colours) - 0.5}
    else:
        field = {"z": answers[0], "colorscale": TO_BLUE, "zmin": ends[0], "zmax": ends[1]}
    return go.Heatmap(**axis, **field, opacity=0.6, hoverinfo="skip")


def points_of(
    side: schemas.Side, data: schemas.Data, label: str, marker: dict[str, Any]
) -> list[go.Scatter]:
    """The points of a side, a trace for each class."""
    x1, x2, y = np.array(side.x1), np.array(side.x2), np.array(side.y)
    if not len(x1):
        return []
    if not data.classes:
        colour = y if y.ndim == 1 else y[:, 0]
        style = {"color": colour, "colorscale": TO_BLUE, "line": {"width": 1}, **marker}
        return [go.Scatter(x=x1, y=x2, mode="markers", name=label, marker=style)]
    return [
        go.Scatter(
            x=x1[y == number],
            y=x2[y == number],
            mode="markers",
            name=f"{name}, {label}",
            marker={
                "color": CLASS_COLOURS[number % len(CLASS_COLOURS)],
                "symbol": SYMBOLS[number % len(SYMBOLS)],
                "line": {"width": 1, "color": "#FFFFFF"},
                **marker,
            },
        )
        for number, name in enumerate(data.classes)
    ]


def decode(boundary: Boundary) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The answers (outputs, rows, columns) of a boundary, as numbers."""
    first, last = boundary.boundary_range
    return first + array(boundary.boundary) / 255 * (last - first)


def array(typed: dict[str, str]) -> np.ndarray[Any, np.dtype[Any]]:
    """The numbers of a Plotly typed array."""
    raw = np.frombuffer(base64.b64decode(typed["bdata"]), np.dtype(typed["dtype"]))
    return raw.reshape([int(size) for size in typed["shape"].split(",")])
