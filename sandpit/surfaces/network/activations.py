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

    `slope` and `bend` are g'(z) and g''(z) as functions of a, so that a forward pass need not
    keep z. `formula` writes g in mathematics, with a place for its argument; `latex` writes
    g(z) in LaTeX.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    bend: Callable[[Array], Array]
    formula: str
    latex: str

    def answer(self, z: float) -> tuple[float, float, str]:
        """Return a, the slope da/dz, and how a is written, for one neuron."""
        a = self.value(np.array(z))
        return float(a), float(self.slope(a)), self.formula


def sigmoid(z: Array) -> Array:
    """Return 1/(1 + exp(-z)), to full relative precision."""
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-z, STEEPEST))))


ACTIVATIONS: Mapping[ActivationName, Activation] = {
    "tanh": Activation(
        value=np.tanh,
        slope=lambda a: 1.0 - a * a,
        bend=lambda a: -2.0 * a * (1.0 - a * a),
        formula="tanh({})",
        latex=r"\tanh z",
    ),
    "sigmoid": Activation(
        value=sigmoid,
        slope=lambda a: a * (1.0 - a),
        bend=lambda a: a * (1.0 - a) * (1.0 - 2.0 * a),
        formula="σ({})",
        latex=r"\frac{1}{1 + e^{-z}}",
    ),
    "relu": Activation(
        value=lambda z: np.maximum(z, 0.0),
        slope=lambda a: np.asarray(a > 0.0, dtype=np.float64),
        bend=np.zeros_like,
        formula="max(0, {})",
        latex=r"\max\left(0, z\right)",
    ),
    "softplus": Activation(
        value=lambda z: np.asarray(np.logaddexp(0.0, z)),
        slope=lambda a: np.asarray(-np.expm1(-a)),
        bend=lambda a: np.asarray(-np.expm1(-a) * np.exp(-a)),
        formula="log(1 + exp({}))",
        latex=r"\ln\left(1 + e^{z}\right)",
    ),
    "identity": Activation(
        value=lambda z: z,
        slope=np.ones_like,
        bend=np.zeros_like,
        formula="{}",
        latex="z",
    ),
}
