"""The losses: how wrong the last layer's weighted sums are, example by example.

A loss includes the last layer's activation, so that classification stays exact where a
probability rounds to 0 or 1.
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.network.activations import STEEPEST, Activation, sigmoid

LossName = Literal["mean-squares", "cross-entropy"]


class Answer(NamedTuple):
    """One neuron's answer a with what the chain rule says of it, for the pre-activation z.

    `slope` is da/dz and `by_answer` dc/da of the loss c; `formula` writes a with a place for z,
    `said` writes c with a place for a.
    """

    value: float
    slope: float
    formula: str
    by_answer: float
    said: str


class Loss(ABC):
    """A loss of weighted sums z and targets t, both (..., m, outputs), for each of m examples."""

    @abstractmethod
    def definition(self) -> tuple[str, ...]:
        """Return lines of LaTeX: the mean loss C over m examples, and the answers it is made of.

        z are the last layer's weighted sums, t the right answers.
        """

    @abstractmethod
    def outputs(self, z: Array) -> Array:
        """Return what the network answers, shape (..., m, outputs)."""

    @abstractmethod
    def values(self, z: Array, t: Array) -> Array:
        """Return the loss of each example, shape (..., m)."""

    @abstractmethod
    def values_and_slopes(self, z: Array, t: Array) -> tuple[Array, Array]:
        """Return the losses, and their derivatives by z, shape (..., m, outputs)."""

    @abstractmethod
    def bends(self, z: Array, t: Array, v: Array) -> Array:
        """Return each example's second derivatives by z, times v, shape (..., m, outputs)."""

    @abstractmethod
    def classes(self, outputs: int) -> int:
        """Return between how many classes so many outputs tell; 0 where they are numbers."""

    @abstractmethod
    def answer(self, z: float, t: float) -> Answer:
        """Return the answer of a network with one output to one example."""


@dataclass(frozen=True)
class MeanSquares(Loss):
    """Σ (g(z) - t)² over the outputs, with an activation g of the last layer."""

    last: Activation

    def definition(self) -> tuple[str, ...]:
        return (
            r"C = \frac{1}{m} \sum_{k=1}^{m} \sum_{j} \left(a_{k j} - t_{k j}\right)^{2}",
            rf"a_{{k j}} = G\left(z_{{k j}}\right), \quad G\left(z\right) = {self.last.latex}",
        )

    def outputs(self, z: Array) -> Array:
        return self.last.value(z)

    def values(self, z: Array, t: Array) -> Array:
        missed = self.last.value(z) - t
        return np.asarray((missed * missed).sum(axis=-1))

    def values_and_slopes(self, z: Array, t: Array) -> tuple[Array, Array]:
        a = self.last.value(z)
        missed = a - t
        return np.asarray((missed * missed).sum(axis=-1)), 2.0 * missed * self.last.slope(a)

    def bends(self, z: Array, t: Array, v: Array) -> Array:
        a = self.last.value(z)
        bend = self.last.slope(a) ** 2 + (a - t) * self.last.bend(a)
        return 2.0 * bend * v

    def classes(self, outputs: int) -> int:  # noqa: ARG002 (numbers, however many)
        return 0

    def answer(self, z: float, t: float) -> Answer:
        a, slope, formula = self.last.answer(z)
        return Answer(
            value=a,
            slope=slope,
            formula=formula,
            by_answer=2.0 * (a - t),
            said=f"c = ({{}} − t)², t = {t:g}".replace("-", "−"),
        )


@dataclass(frozen=True)
class BinaryEntropy(Loss):
    """-t log p - (1 - t) log(1 - p) of the one probability p = sigmoid(z), for t = 0 or 1."""

    def definition(self) -> tuple[str, ...]:
        return (
            r"C = -\frac{1}{m} \sum_{k=1}^{m} \left(t_k \ln p_k + "
            r"\left(1 - t_k\right) \ln\left(1 - p_k\right)\right)",
            r"p_k = \frac{1}{1 + e^{-z_k}}",
        )

    def outputs(self, z: Array) -> Array:
        return sigmoid(z)

    def values(self, z: Array, t: Array) -> Array:
        return np.asarray(np.logaddexp(0.0, (1.0 - 2.0 * t) * z).sum(axis=-1))

    def values_and_slopes(self, z: Array, t: Array) -> tuple[Array, Array]:
        away = 1.0 - 2.0 * t
        return self.values(z, t), away * sigmoid(away * z)

    def bends(self, z: Array, t: Array, v: Array) -> Array:
        away = 1.0 - 2.0 * t
        return sigmoid(away * z) * sigmoid(-away * z) * v

    def classes(self, outputs: int) -> int:
        return 1 + outputs

    def answer(self, z: float, t: float) -> Answer:
        """Return the probability; its slope keeps its digits also where it rounds to 1."""
        small = math.exp(-min(abs(z), STEEPEST))
        larger = 1.0 / (1.0 + small)
        away = 1.0 - 2.0 * t
        return Answer(
            value=larger if z >= 0 else small * larger,
            slope=small * larger * larger,
            formula="σ({})",
            by_answer=away * (1.0 + math.exp(min(away * z, STEEPEST))),
            said="c = −log({})" if t else "c = −log(1 − {})",
        )


@dataclass(frozen=True)
class SoftmaxEntropy(Loss):
    """-log p_c of the true class c, for probabilities p = softmax(z); t is 1 at c, else 0."""

    def definition(self) -> tuple[str, ...]:
        return (
            r"C = -\frac{1}{m} \sum_{k=1}^{m} \sum_{j} t_{k j} \ln p_{k j}",
            r"p_{k j} = \frac{e^{z_{k j}}}{\sum_{i} e^{z_{k i}}}",
        )

    def outputs(self, z: Array) -> Array:
        powers = np.exp(_from_largest(z))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))

    def values(self, z: Array, t: Array) -> Array:
        below = _from_largest(z)
        return np.asarray(np.log(np.exp(below).sum(axis=-1)) - (below * t).sum(axis=-1))

    def values_and_slopes(self, z: Array, t: Array) -> tuple[Array, Array]:
        below = _from_largest(z)
        powers = np.exp(below)
        totals = powers.sum(axis=-1, keepdims=True)
        values = np.log(totals[..., 0]) - (below * t).sum(axis=-1)
        powers /= totals
        powers -= t
        return np.asarray(values), powers

    def bends(self, z: Array, _t: Array, v: Array) -> Array:
        p = self.outputs(z)
        return np.asarray(p * (v - (p * v).sum(axis=-1, keepdims=True)))

    def classes(self, outputs: int) -> int:
        return outputs

    def answer(self, z: float, t: float) -> Answer:  # noqa: ARG002 (there is no other class)
        """Return the certainty that a lone class has."""
        return Answer(value=1.0, slope=0.0, formula="1", by_answer=-t, said="c = −log({})")


def _from_largest(z: Array) -> Array:
    """Return the sums less the largest of each example, so that no exponential overflows."""
    return np.asarray(z - z.max(axis=-1, keepdims=True))
