"""A network written neuron by neuron in plain Python, for the tests to compare with.

It takes complex numbers, so that f(x + ih) = f(x) + ih f'(x) gives derivatives to the last digit
(the complex step), by no rule of differentiation at all.
"""

import cmath
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from sandpit.surfaces import Array, Surface
from tests.surfaces.samples import build

TINY = 1e-30

FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "tanh": cmath.tanh,
    "sigmoid": lambda z: 1 / (1 + cmath.exp(-z)),
    "relu": lambda z: z if z.real > 0 else 0j,
    "softplus": lambda z: cmath.log(1 + cmath.exp(z)),
    "identity": lambda z: z,
}


def written(outs: int, loss: str = "cross-entropy", **changes: Any) -> dict[str, Any]:
    """Return a 2-4-3-`outs` network over seven examples, as a level writes it."""
    rng = np.random.default_rng(3)
    classes = max(2, outs)
    targets = rng.integers(0, classes, 7) if loss == "cross-entropy" else rng.normal(size=7)
    return {
        "kind": "network",
        "layers": [2, 4, 3, outs],
        "loss": loss,
        "data": {"inputs": rng.normal(size=(7, 2)).tolist(), "targets": targets.tolist()},
        **changes,
    }


def count(network: dict[str, Any]) -> int:
    sizes, bias = network["layers"], network.get("bias", True)
    return sum(b * (a + bias) for a, b in pairwise(sizes))


def surface(network: dict[str, Any]) -> Surface:
    return build(network, *[(-3.0, 3.0)] * count(network))


def points(network: dict[str, Any], number: int, seed: int = 1) -> Array:
    return np.random.default_rng(seed).normal(size=(number, count(network)))


def loss(network: dict[str, Any], numbers: Sequence[complex]) -> complex:
    """Return the loss where the weights and biases are `numbers`."""
    data = network["data"]
    total: complex = sum(
        one_loss(network, answers(network, numbers, inputs), target)
        for inputs, target in zip(data["inputs"], data["targets"], strict=True)
    )
    decay, at = 0j, 0
    for ins, outs in pairwise(network["layers"]):
        decay += sum(w * w for w in numbers[at : at + ins * outs])
        at += ins * outs + outs * network.get("bias", True)
    penalty: float = network.get("penalty", 0.0)
    return total / len(data["inputs"]) + penalty / 2 * decay


def answers(
    network: dict[str, Any], numbers: Sequence[complex], inputs: Sequence[float]
) -> list[complex]:
    """Return the last layer's weighted sums for one example."""
    signals: list[complex] = list(inputs)
    left = iter(numbers)
    sizes = network["layers"]
    for depth, outs in enumerate(sizes[1:], start=1):
        weights = [[next(left) for _ in signals] for _ in range(outs)]
        biases = [next(left) if network.get("bias", True) else 0j for _ in range(outs)]
        sums = [
            sum(w * s for w, s in zip(row, signals, strict=True)) + bias
            for row, bias in zip(weights, biases, strict=True)
        ]
        last = depth == len(sizes) - 1
        signals = sums if last else [FUNCTIONS[network.get("activation", "tanh")](z) for z in sums]
    return signals


def one_loss(network: dict[str, Any], sums: list[complex], target: float) -> complex:
    """Return the loss of one example."""
    if network["loss"] == "mean-squares":
        last = FUNCTIONS[network.get("output", "identity")]
        return (last(sums[0]) - target) ** 2
    if len(sums) == 1:
        p = FUNCTIONS["sigmoid"](sums[0])
        return -cmath.log(p if target else 1 - p)
    powers = [cmath.exp(z) for z in sums]
    return -cmath.log(powers[int(target)] / sum(powers))


def gradient(network: dict[str, Any], point: Array) -> Array:
    """Return the gradient by complex steps, exact but for rounding."""
    numbers = [complex(c) for c in point]
    slopes = []
    for i, number in enumerate(numbers):
        moved = [*numbers[:i], number + 1j * TINY, *numbers[i + 1 :]]
        slopes.append(loss(network, moved).imag / TINY)
    return np.array(slopes)
