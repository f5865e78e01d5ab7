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

    `activations[i]` (..., m, ins) goes into layer i; `pre_activations` (..., m, outs) are the
    weighted sums of the last layer.
    """

    layers: tuple[Layer, ...]
    activations: tuple[Array, ...]
    pre_activations: Array


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
        activations = [inputs]
        for layer in layers[:-1]:
            activations.append(self.hidden.value(_weighted(layer, activations[-1])))
        return Trace(layers, tuple(activations), _weighted(layers[-1], activations[-1]))

    def losses(self, points: Array, examples: Examples) -> Array:
        """Return the loss, shape (...)."""
        last = self.forward(points, examples.inputs).pre_activations
        return np.asarray(self.loss.values(last, examples.targets).mean(axis=-1))

    def losses_and_gradients(self, points: Array, examples: Examples) -> tuple[Array, Array]:
        """Return the loss (...) and its gradient (..., n), by backpropagation."""
        trace = self.forward(points, examples.inputs)
        values, errors = self.loss.values_and_slopes(trace.pre_activations, examples.targets)
        errors /= len(examples.inputs)
        gradient = self._backward(trace, errors)[0]
        return np.asarray(values.mean(axis=-1)), gradient

    def _backward(self, trace: Trace, errors: Array) -> tuple[Array, tuple[Array, ...]]:
        """Return the gradient, and the derivatives by each layer's pre-activations.

        `errors` are those by the last layer's.
        """
        deltas, slopes = [errors], []
        for i in reversed(range(len(trace.layers))):
            slopes.append(_gathered(trace.layers[i], deltas[-1], trace.activations[i]))
            if i:
                back = deltas[-1] @ trace.layers[i].weights
                back *= self.hidden.slope(trace.activations[i])
                deltas.append(back)
        return self.layout.join(tuple(reversed(slopes))), tuple(reversed(deltas))

    def hessian_products(self, points: Array, vectors: Array, examples: Examples) -> Array:
        """Return Hessians times vectors; `points` and `vectors` (..., n) broadcast.

        This is the R-operator: each pass differentiated along the vector, at the cost of another
        gradient. (Pearlmutter, "Fast exact multiplication by the Hessian", 1994.)
        """
        trace = self.forward(points, examples.inputs)
        _, errors = self.loss.values_and_slopes(trace.pre_activations, examples.targets)
        errors /= len(examples.inputs)
        _, deltas = self._backward(trace, errors)
        turned = self.layout.split(vectors)
        activations, pre_activations = self._forward_along(trace, turned)
        back = self.loss.bends(trace.pre_activations, examples.targets, pre_activations[-1])
        back = back / len(examples.inputs)
        products = []
        for i in reversed(range(len(turned))):
            layer = _gathered(turned[i], back, trace.activations[i])
            if i:
                weights = layer.weights + deltas[i].swapaxes(-1, -2) @ activations[i]
                layer = layer._replace(weights=weights)
                a = trace.activations[i]
                before = deltas[i] @ trace.layers[i].weights
                turning = back @ trace.layers[i].weights + deltas[i] @ turned[i].weights
                bent = before * self.hidden.bend(a) * pre_activations[i - 1]
                back = turning * self.hidden.slope(a) + bent
            products.append(layer)
        return self.layout.join(tuple(reversed(products)))

    def _forward_along(
        self, trace: Trace, turned: tuple[Layer, ...]
    ) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return how activations and pre-activations change as the layers move along `turned`."""
        activations: list[Array] = [np.zeros(())]
        pre_activations = [_weighted(turned[0], trace.activations[0])]
        for i in range(1, len(turned)):
            activations.append(self.hidden.slope(trace.activations[i]) * pre_activations[-1])
            along = activations[-1] @ trace.layers[i].weights.swapaxes(-1, -2)
            pre_activations.append(along + _weighted(turned[i], trace.activations[i]))
        return tuple(activations), tuple(pre_activations)


def _weighted(layer: Layer, activations: Array) -> Array:
    """Return a layer's pre-activations from activations (..., m, ins), shape (..., m, outs)."""
    sums = activations @ layer.weights.swapaxes(-1, -2)
    if layer.biases is not None:
        sums += layer.biases[..., None, :]
    return sums


def _gathered(like: Layer, errors: Array, activations: Array) -> Layer:
    """Return the derivatives by a layer's weights and biases from those by its pre-activations."""
    weights = errors.swapaxes(-1, -2) @ activations
    return Layer(weights, None if like.biases is None else errors.sum(axis=-2))
