"""The passes through a network: forward for its loss, backward for the gradient, and curvature."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.network.activations import Activation
from sandpit.surfaces.network.layout import Layer, Layout
from sandpit.surfaces.network.losses import Loss


class Examples(NamedTuple):
    """What is learnt from: inputs (m, ins) and targets (m, outs), a class as a row of 0 and 1."""

    inputs: Array
    targets: Array


class Trace(NamedTuple):
    """What a forward pass leaves for the way back, one entry a layer.

    `signals[i]` (..., m, ins) goes into layer i; `sums` (..., m, outs) are the last layer's.
    """

    layers: tuple[Layer, ...]
    signals: tuple[Array, ...]
    sums: Array


@dataclass(frozen=True)
class Model:
    """A network without numbers: its weights and biases come as points of shape (..., n).

    Leading axes of the points are kept throughout. All losses are means over the examples.
    """

    layout: Layout
    hidden: Activation
    loss: Loss

    def forward(self, points: Array, inputs: Array) -> Trace:
        """Go through the network with inputs of shape (m, ins)."""
        layers = self.layout.split(points)
        signals = [inputs]
        for layer in layers[:-1]:
            signals.append(self.hidden.value(_weighted(layer, signals[-1])))
        return Trace(layers, tuple(signals), _weighted(layers[-1], signals[-1]))

    def losses(self, points: Array, examples: Examples) -> Array:
        """Return the loss, shape (...)."""
        last = self.forward(points, examples.inputs).sums
        return np.asarray(self.loss.values(last, examples.targets).mean(axis=-1))

    def losses_and_gradients(self, points: Array, examples: Examples) -> tuple[Array, Array]:
        """Return the loss (...) and its gradient (..., n), by backpropagation."""
        trace = self.forward(points, examples.inputs)
        values, errors = self.loss.values_and_slopes(trace.sums, examples.targets)
        errors /= len(examples.inputs)
        gradient = self._backward(trace, errors)[0]
        return np.asarray(values.mean(axis=-1)), gradient

    def _backward(self, trace: Trace, errors: Array) -> tuple[Array, tuple[Array, ...]]:
        """Return the gradient, and the derivatives by each layer's weighted sums.

        `errors` are those by the last layer's sums.
        """
        by_sums, slopes = [errors], []
        for i in reversed(range(len(trace.layers))):
            slopes.append(_gathered(trace.layers[i], by_sums[-1], trace.signals[i]))
            if i:
                back = by_sums[-1] @ trace.layers[i].weights
                back *= self.hidden.slope(trace.signals[i])
                by_sums.append(back)
        return self.layout.join(tuple(reversed(slopes))), tuple(reversed(by_sums))

    def hessian_products(self, points: Array, vectors: Array, examples: Examples) -> Array:
        """Return Hessians times vectors; `points` and `vectors` (..., n) broadcast.

        This is the R-operator: each pass differentiated along the vector, at the cost of another
        gradient. (Pearlmutter, "Fast exact multiplication by the Hessian", 1994.)
        """
        trace = self.forward(points, examples.inputs)
        _, errors = self.loss.values_and_slopes(trace.sums, examples.targets)
        errors /= len(examples.inputs)
        _, by_sums = self._backward(trace, errors)
        turned = self.layout.split(vectors)
        signals, sums = self._forward_along(trace, turned)
        back = self.loss.bends(trace.sums, examples.targets, sums[-1]) / len(examples.inputs)
        products = []
        for i in reversed(range(len(turned))):
            layer = _gathered(turned[i], back, trace.signals[i])
            if i:
                weights = layer.weights + by_sums[i].swapaxes(-1, -2) @ signals[i]
                layer = layer._replace(weights=weights)
                a = trace.signals[i]
                before = by_sums[i] @ trace.layers[i].weights
                turning = back @ trace.layers[i].weights + by_sums[i] @ turned[i].weights
                bent = before * self.hidden.bend(a) * sums[i - 1]
                back = turning * self.hidden.slope(a) + bent
            products.append(layer)
        return self.layout.join(tuple(reversed(products)))

    def _forward_along(
        self, trace: Trace, turned: tuple[Layer, ...]
    ) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return how a trace's signals and sums change as its layers move along `turned`."""
        signals: list[Array] = [np.zeros(())]
        sums = [_weighted(turned[0], trace.signals[0])]
        for i in range(1, len(turned)):
            signals.append(self.hidden.slope(trace.signals[i]) * sums[-1])
            along = signals[-1] @ trace.layers[i].weights.swapaxes(-1, -2)
            sums.append(along + _weighted(turned[i], trace.signals[i]))
        return tuple(signals), tuple(sums)


def _weighted(layer: Layer, signals: Array) -> Array:
    """Return a layer's weighted sums of signals (..., m, ins), shape (..., m, outs)."""
    sums = signals @ layer.weights.swapaxes(-1, -2)
    if layer.biases is not None:
        sums += layer.biases[..., None, :]
    return sums


def _gathered(like: Layer, errors: Array, signals: Array) -> Layer:
    """Return the derivatives by a layer's weights and biases from those by its sums."""
    weights = errors.swapaxes(-1, -2) @ signals
    return Layer(weights, None if like.biases is None else errors.sum(axis=-2))
