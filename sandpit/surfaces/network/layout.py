"""Where each weight and bias stands among a level's axes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from sandpit.surfaces.box import Array

ACTIVATION: Final = 32
"""About how many simple operations a neuron's activation takes, beside its weighted sum."""


class Layer(NamedTuple):
    """A layer's weights (..., neurons, inputs) and its biases (..., neurons), or None."""

    weights: Array
    biases: Array | None


@dataclass(frozen=True)
class Layout:
    """The order of a network's numbers, for `sizes` of its layers, the inputs first.

    Layer by layer from the inputs on: the weights of the layer's first neuron, one for each of
    its inputs, then those of the second, and so on; then the biases of all its neurons.
    """

    sizes: tuple[int, ...]
    bias: bool

    @cached_property
    def count(self) -> int:
        """The number of weights and biases."""
        return sum(outs * (ins + self.bias) for ins, outs in pairwise(self.sizes))

    @cached_property
    def effort(self) -> int:
        """About how many simple operations a forward pass takes for one example."""
        return self.count + ACTIVATION * sum(self.sizes[1:])

    @property
    def name(self) -> str:
        """The sizes as one says them, such as "64-30-10"."""
        return "-".join(map(str, self.sizes))

    def split(self, points: Array) -> tuple[Layer, ...]:
        """Return the layers at points of shape (..., n), as views into them."""
        lead, layers, at = points.shape[:-1], [], 0
        for ins, outs in pairwise(self.sizes):
            weights = points[..., at : at + outs * ins].reshape(*lead, outs, ins)
            at += outs * ins
            biases = points[..., at : at + outs] if self.bias else None
            at += outs * self.bias
            layers.append(Layer(weights, biases))
        return tuple(layers)

    def join(self, layers: tuple[Layer, ...]) -> Array:
        """Return the points of shape (..., n) that such layers stand for."""
        lead = np.broadcast_shapes(*(layer.weights.shape[:-2] for layer in layers))
        points = np.empty((*lead, self.count))
        for place, layer in zip(self.split(points), layers, strict=True):
            place.weights[...] = layer.weights
            if place.biases is not None:
                place.biases[...] = layer.biases
        return points

    @cached_property
    def weights(self) -> Array:
        """1 for each weight and 0 for each bias, shape (n,)."""
        marks = np.zeros(self.count)
        for layer in self.split(marks):
            layer.weights[...] = 1.0
        return marks
