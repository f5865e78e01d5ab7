"""The table of activations: what a neuron makes of its weighted sum."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.surfaces.box import Array

ActivationName = Literal["tanh", "sigmoid", "relu", "softplus", "identity"]

STEEPEST = 700.0
"""The exponential of more than this is close to what a double can hold."""


@dataclass(frozen=True)
class Activation:
    """A function a = g(z) with its first two derivatives, each for arrays of any shape.

    `slope` and `bend` are given both z and a, since most derivatives are cheap once a is known.
    `formula` writes g in mathematics, with a place for its argument.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    bend: Callable[[Array, Array], Array]
    formula: str


def sigmoid(z: Array) -> Array:
    """Return 1/(1 + exp(-z)), to full relative precision."""
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-z, STEEPEST))))


def _sigmoid_bend(s: Array) -> Array:
    return s * (1.0 - s) * (1.0 - 2.0 * s)


def _softplus_bend(z: Array, _a: Array) -> Array:
    s = sigmoid(z)
    return s * (1.0 - s)


ACTIVATIONS: Mapping[ActivationName, Activation] = {
    "tanh": Activation(
        value=np.tanh,
        slope=lambda _z, a: 1.0 - a * a,
        bend=lambda _z, a: -2.0 * a * (1.0 - a * a),
        formula="tanh({})",
    ),
    "sigmoid": Activation(
        value=sigmoid,
        slope=lambda _z, a: a * (1.0 - a),
        bend=lambda _z, a: _sigmoid_bend(a),
        formula="σ({})",
    ),
    "relu": Activation(
        value=lambda z: np.maximum(z, 0.0),
        slope=lambda z, _a: np.asarray(z > 0.0, dtype=np.float64),
        bend=lambda z, _a: np.zeros_like(z),
        formula="max(0, {})",
    ),
    "softplus": Activation(
        value=lambda z: np.asarray(np.logaddexp(0.0, z)),
        slope=lambda z, _a: sigmoid(z),
        bend=_softplus_bend,
        formula="log(1 + exp({}))",
    ),
    "identity": Activation(
        value=lambda z: z,
        slope=lambda z, _a: np.ones_like(z),
        bend=lambda z, _a: np.zeros_like(z),
        formula="{}",
    ),
}
