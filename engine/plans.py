"""Plans: what is done over and over with a network, as lists of calls.

Training one small batch takes microseconds, almost all of it the cost of calling NumPy. So a step
is planned once, as a list of calls bound to buffers that stay where they are, and then run many
times: `for call in calls: call()`. Stacks of networks have one more axis, the first, written …
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.activations import Activation
from engine.arrays import Array, Call
from engine.losses import Loss
from engine.network import Shape, transposed

CHUNK = 600_000
"""Many points are taken through a network as many at a time as make this many activations, so that
these stay in fast memory from one layer to the next."""


def _product(left: Array, right: Array, out: Array) -> Call:
    """A call that leaves the matrix product of left and right in out."""
    # `dot` bound to its matrix is the cheapest way there is; only matmul knows stacks.
    return partial(left.dot, right, out) if left.ndim == 2 else partial(np.matmul, left, right, out)


def _rows_of_ones(lead: Sequence[int], rows: int, inputs: Array, *, in_pieces: bool) -> Array:
    n = inputs.shape[-1]
    if in_pieces:
        return np.moveaxis(np.ones((rows, *lead, n), inputs.dtype), 0, -2)
    return np.ones((*lead, rows, n), inputs.dtype)


def _piece(rows: Array) -> Array:
    """Rows (…, rows, n) in the order in which they may lie in one piece, (rows, …, n): NumPy goes
    through that at once, and through all else part by part."""
    return np.moveaxis(rows, -2, 0)


class ForwardPlan:
    """The calls that take inputs (…, d + 1, n) through the network, from and into fixed buffers.

    Every layer's a is left there, and its z too unless all are to share the memory of one, which
    is then still near when it is wanted again. In pieces, a layer's rows of a whole stack lie in
    one piece of memory, otherwise each network's.
    """

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Array],
        activations: Sequence[Activation],
        inputs: Array,
        masks: Array | None = None,
        *,
        keeps_z: bool = True,
        in_pieces: bool = False,
    ):
        *lead, _, n = inputs.shape
        self.inputs = inputs
        self.calls: list[Call] = []
        # The hidden layers lie under one another, each with its row of ones, so that a run of
        # layers with one activation has its derivative taken at once.
        self.a_rows = _rows_of_ones(lead, shape.rows, inputs, in_pieces=in_pieces)
        z_rows = shape.rows if keeps_z else max(shape.widths)
        self.z_rows = _rows_of_ones(lead, z_rows, inputs, in_pieces=in_pieces)
        passed_on = self.a_rows if masks is None else np.ones_like(self.a_rows)
        self.with_ones = [inputs]
        for block, activation, (start, stop) in zip(blocks, activations, shape.spans):
            z_start = start if keeps_z else 0
            z = self.z_rows[..., z_start : z_start + stop - start, :]
            a = self.a_rows[..., start:stop, :]
            self.calls.append(_product(transposed(block), self.with_ones[-1], z))
            self.calls += activation.value_calls(_piece(z), _piece(a))
            if masks is not None:
                mask, kept = masks[..., start:stop, :], passed_on[..., start:stop, :]
                self.calls.append(partial(np.multiply, _piece(a), _piece(mask), _piece(kept)))
            self.with_ones.append(passed_on[..., start : stop + 1, :])
        if in_pieces and shape.widths[-1] == 1:
            # How BLAS sums up a matrix times a vector depends on how far apart the rows lie: as
            # far as alone, so that the sums are the same to the bit.
            rows = self.with_ones[-1]
            self.with_ones[-1] = apart = np.ascontiguousarray(rows)
            self.calls.append(partial(np.copyto, apart, rows))
        self.z_output = np.empty((*lead, shape.widths[-1], n), inputs.dtype)
        self.calls.append(_product(transposed(blocks[-1]), self.with_ones[-1], self.z_output))


class Passage:
    """The calls that take a large, fixed set of points through the network, chunk by chunk."""

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Array],
        activations: Sequence[Activation],
        inputs: Array,
        *,
        keeps_z: bool = True,
    ):
        *lead, d, n = inputs.shape
        chunks = -(-n * max(1, shape.rows) // CHUNK)
        size = -(-n // chunks)
        buffer = inputs if chunks == 1 else np.empty((*lead, d, size), inputs.dtype)
        self.plan = ForwardPlan(shape, blocks, activations, buffer, keeps_z=keeps_z)
        """After a passage its buffers hold the first points' numbers."""
        if chunks == 1:
            self.calls, self.z_output = self.plan.calls, self.plan.z_output
            return
        self.calls = []
        self.z_output = np.empty((*lead, shape.widths[-1], n), inputs.dtype)
        for start in reversed(range(0, n, size)):
            # The last chunk may overlap the one before it, so that all are of one size.
            part = np.s_[..., min(start, n - size) : min(start + size, n)]
            self.calls.append(partial(np.copyto, buffer, np.ascontiguousarray(inputs[part])))
            self.calls += self.plan.calls
            self.calls.append(partial(np.copyto, self.z_output[part], self.plan.z_output))


class Survey:
    """Takes a fixed set of points, inputs (d + 1, n), through the network, and keeps the answer of
    every neuron."""

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Array],
        activations: Sequence[Activation],
        inputs: Array,
    ):
        self.blocks, self.activations, self.inputs = blocks, activations, inputs
        self.neurons = sum(shape.widths[:-1])
        self.z = np.empty((max(shape.widths), inputs.shape[-1]), inputs.dtype)

    def make(self) -> tuple[Array, Array]:
        """The answers of all inputs and hidden units, one under the other, (neurons, n), and z of
        the output layer (outputs, n), which lasts until the next survey."""
        # Written where they are to stay, since to copy so many takes as long as to find them. The
        # ones that feed a layer's bias lie where the layer's own answers will, or at the end.
        answers = np.empty((self.neurons + 1, self.inputs.shape[-1]), self.inputs.dtype)
        answers[: len(self.inputs)] = self.inputs
        start = 0
        for block, activation in zip(self.blocks, self.activations):
            d_in, d_out = block.shape
            z = self.z[:d_out]
            block.T.dot(answers[start : start + d_in], z)
            start += d_in - 1
            for call in activation.value_calls(z, answers[start : start + d_out]):
                call()
            answers[start + d_out] = 1
        z = self.z[: self.blocks[-1].shape[1]]
        self.blocks[-1].T.dot(answers[start:], z)
        return answers[:-1], z


class BatchPlan:
    """The calls of one training step on a batch: forward, loss, backward.

    They read `batch` (…, inputs + 1 + outputs + dropout rows, size): points with their ones, their
    targets in the loss's `slope_targets` form and their dropout masks, if any. They leave the
    gradient of the batch's mean loss, times what `scale` was given, in the vector behind
    gradient_blocks.
    """

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Array],
        gradient_blocks: Sequence[Array],
        activations: Sequence[Activation],
        loss: Loss,
        batch: Array,
    ):
        self.batch, self.size = batch, batch.shape[-1]
        d, outputs = shape.widths[0] + 1, shape.widths[-1]
        self._unit = loss.slope_unit(outputs) / self.size
        targets, rest = batch[..., d : d + outputs, :], batch[..., d + outputs :, :]
        masks = rest if rest.shape[-2] else None

        # Nor may layers of one unit, or batches of one point, have other sums than alone.
        in_pieces = batch.ndim > 2 and self.size > 1 and min(shape.widths[1:-1], default=1) > 1
        inputs = batch[..., :d, :]
        ahead = ForwardPlan(shape, blocks, activations, inputs, masks, in_pieces=in_pieces)
        dz = np.empty_like(ahead.z_output)
        # One number for one network; for a stack as large as dz, which is quicker than spreading.
        self._factor = factor = np.full(dz.shape if dz.ndim > 2 else (), self._unit, dz.dtype)
        calls = [*ahead.calls, *loss.slope_calls(ahead.z_output, targets, dz)]
        calls.append(partial(np.multiply, dz, factor, dz))

        slopes = np.empty_like(ahead.z_rows)
        # Not in place: a slope that is always the same is written only once.
        kept = slopes if masks is None else np.empty_like(slopes)
        for activation, run in shape.runs(activations):
            z, a, slope = (_piece(each)[run] for each in (ahead.z_rows, ahead.a_rows, slopes))
            calls += activation.derivative_calls(z, a, slope)
            if masks is not None:
                calls.append(partial(np.multiply, slope, _piece(masks)[run], _piece(kept)[run]))
        for layer in reversed(range(len(blocks))):
            calls.append(_product(ahead.with_ones[layer], transposed(dz), gradient_blocks[layer]))
            if layer > 0:
                start, stop = shape.spans[layer - 1]
                slope = kept[..., start:stop, :]
                da = np.empty_like(slope)
                calls.append(_product(blocks[layer][..., :-1, :], dz, da))
                # One view, or NumPy would first find out how far two of them overlap.
                changed = _piece(da)
                calls.append(partial(np.multiply, changed, _piece(slope), changed))
                dz = da
        self.calls: list[Call] = calls

    def scale(self, rate: float | Array) -> None:
        """Have the gradients multiplied by `rate`, in a stack by one for each network, (…,): plain
        gradient descent then only has to subtract them."""
        self._factor.T[...] = rate * self._unit
