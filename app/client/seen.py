"""What there is to see of a run, as values and as Plotly figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from app import schemas, shown
from app.client.connection import Connection

if TYPE_CHECKING:
    import plotly.graph_objects as go

Units = Sequence[tuple[int, int]]
"""Hidden units, each by its layer and its number."""


class Seen:
    """What whoever may watch a run can see of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def history(self) -> dict[str, list[Any]]:
        """The metrics at the end of every epoch, as lists under Keras' names; where something was
        changed by hand, `changed` says what, from what to what, beside None."""
        history: dict[str, list[Any]] = self._connection.ask("GET", "history.json")
        return history

    def data(self) -> schemas.Data:
        """The points the run learns from, and those it is tested on."""
        return schemas.Data.model_validate(self._connection.ask("GET", "data"), strict=False)

    def boundary(self, resolution: int = 100, without: Units = ()) -> shown.Boundary:
        """The network's answer over the whole domain, or what it would be without some hidden
        units, [(layer, unit), …], counted from 0."""
        params = {"resolution": resolution, "without": _listed_units(without)}
        return shown.Boundary.model_validate(
            self._connection.ask("GET", "boundary", params=params), strict=False
        )

    def landscape(
        self,
        resolution: int = 41,
        *,
        epoch: int | None = None,
        of: Literal["random", "path"] = "random",
        seed: int = 0,
        span: float | None = None,
        loss: Literal["train", "test"] = "train",
    ) -> shown.Landscape:
        """The loss on a plane of weights through those of the run: along random directions, each
        neuron's as long as its own weights, or in the plane of the path that training took."""
        known = {"resolution": resolution, "of": of, "seed": seed, "loss": loss, "span": span}
        known |= {"epoch": epoch}
        params = {name: value for name, value in known.items() if value is not None}
        return shown.Landscape.model_validate(
            self._connection.ask("GET", "landscape", params=params), strict=False
        )

    def hidden(
        self,
        layer: int | None = None,
        units: tuple[int, int] | None = None,
        *,
        epoch: int | None = None,
        without: Units = (),
    ) -> shown.Hidden:
        """Where a hidden layer, the last without one, puts the points and the plane: on the axes of
        two of its units, or of its principal components. Layers and units are counted from 0."""
        known = {"layer": layer, "epoch": epoch, "units": units and _listed_units([units])[0]}
        params = {name: value for name, value in known.items() if value is not None}
        return shown.Hidden.model_validate(
            self._connection.ask(
                "GET", "hidden", params={**params, "without": _listed_units(without)}
            ),
            strict=False,
        )

    def report(
        self, *, epoch: int | None = None, points: bool = False, without: Units = ()
    ) -> shown.Report:
        """Figures beyond loss and accuracy, of the training and of the test points: precision,
        recall, F1, curves of two classes, errors of values; `points` also every point's answer and
        loss, in the order of `data`."""
        params = {"points": points, "without": _listed_units(without)}
        params |= {} if epoch is None else {"epoch": epoch}
        return shown.Report.model_validate(
            self._connection.ask("GET", "report", params=params), strict=False
        )

    def at(self, epoch: int | None = None, look: Mapping[str, Any] | None = None) -> shown.Picture:
        """What there was to see at the end of an epoch, exactly as it was; without one, now. `look`
        names the parts, {"boundary": 100, "weights": True}; without it they are all there."""
        given = {"epoch": epoch, "look": json.dumps(dict(look)) if look is not None else None}
        params = {name: value for name, value in given.items() if value is not None}
        return shown.Picture.model_validate(
            self._connection.ask("GET", "picture", params=params), strict=False
        )

    def plot_loss(self) -> go.Figure:
        """The loss curves as a Plotly figure."""
        from app.client.figures import loss_figure

        return loss_figure(self.history())

    def plot_boundary(self, resolution: int = 100) -> go.Figure:
        """The decision boundary with the points, as a Plotly figure."""
        from app.client.figures import boundary_figure

        return boundary_figure(self.boundary(resolution), self.data())

    def plot_surface(self, resolution: int = 50) -> go.Figure:
        """The network's answer as a surface over the plane, with the points at their labels, as a
        Plotly figure; of several classes the probability of each."""
        from app.client.depths import surface_figure

        return surface_figure(self.boundary(resolution), self.data())

    def plot_landscape(self, resolution: int = 41, **asked: Any) -> go.Figure:
        """The landscape of the loss as contours on a log scale, with the path where it is of it, as
        a Plotly figure; what is asked is as in `landscape`."""
        from app.client.depths import landscape_figure

        return landscape_figure(self.landscape(resolution, **asked))

    def plot_hidden(
        self, layer: int | None = None, units: tuple[int, int] | None = None, **asked: Any
    ) -> go.Figure:
        """What a hidden layer makes of the plane, with the points and what follows makes of that,
        as a Plotly figure; what is asked is as in `hidden`."""
        from app.client.depths import hidden_figure

        return hidden_figure(self.hidden(layer, units, **asked), self.data())


def _listed_units(units: Units) -> list[str]:
    """Units as the address has them: layer,unit."""
    return [f"{layer},{unit}" for layer, unit in units]
