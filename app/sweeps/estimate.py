"""How long a sweep would take: a few updates of some of its pieces tell."""

from __future__ import annotations

import numpy as np

from app.sweeps.pieces import Piece, cut
from app.sweeps.sweep import Laid
from app.work import sweeps
from app.work.lane import Lane

MOST_TRIED = 8
"""Pieces that are tried, from the smallest to the largest; others take what those like them do."""


async def seconds_of(laid: Laid, lane: Lane, workers: int) -> float:
    """Seconds that a sweep would take of so many workers that have nothing else to do."""
    pieces = sorted(cut(laid.states, laid.points, laid.groups, workers), key=_size)
    chosen = np.unique(np.linspace(0, len(pieces) - 1, MOST_TRIED).astype(int)).tolist()
    tried = [await lane.do(sweeps.seconds_an_update, pieces[k].lot) for k in chosen]
    known = [_size(pieces[k]) for k in chosen]
    last = laid.tiles.plan.until.epoch
    each = [
        float(np.interp(_size(piece), known, tried)) * piece.updates_to(last) for piece in pieces
    ]
    # They are shared out; what takes longest ends last.
    return max([sum(each) / workers, *each])


def _size(piece: Piece) -> int:
    """How much there is to count in an update, about."""
    spec = piece.first.spec
    return len(piece.runs) * sum(spec.widths) * spec.training.batch_of(piece.points)
