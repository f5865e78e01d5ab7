"""The chain rule with its numbers: a network of one neuron a layer, link by link."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.exhibit import ChainExhibit, Link
from sandpit.surfaces.network.activations import STEEPEST, Activation
from sandpit.surfaces.network.losses import MeanSquares
from sandpit.surfaces.network.model import Examples, Model


def chain(model: Model, point: Array, examples: Examples) -> ChainExhibit:
    """Return the chain from the first weight to the loss, for the example that is most wrong.

    Each link carries the derivative of the next quantity by its own, the input that of the first
    weighted sum by the first weight: so the product of all is this example's part of ∂L/∂w, where
    L is the mean loss, without its penalty.
    """
    losses = model.loss.values(model.forward(point, examples.inputs).sums, examples.targets)
    worst = int(losses.argmax())
    x, t = float(examples.inputs[worst, 0]), float(examples.targets[worst, 0])
    neurons = tuple(_neurons(model, point, x))
    links = [_input(x, worst, len(losses), neurons[0])]
    for i, neuron in enumerate(neurons):
        if i + 1 < len(neurons):
            by, onward = f"∂{neurons[i + 1].z}", neurons[i + 1].weight
        else:
            by, onward = "∂c", _slope_of_loss(model, neuron, t)
        slope_name = f"∂{neuron.a}/∂{neuron.z}"
        links.append(Link("weighted sum", neuron.sum_formula, neuron.sum, slope_name, neuron.slope))
        value = neuron.activation
        links.append(Link("activation", neuron.formula, value, f"{by}/∂{neuron.a}", onward))
    links.append(_loss(model, neurons[-1].a, t, losses))
    return ChainExhibit(tuple(links))


class _Neuron(NamedTuple):
    """One neuron's numbers for one example: its symbols end in `mark`, such as ₂."""

    mark: str
    weight: float
    sum: float
    sum_formula: str
    activation: float
    slope: float
    formula: str

    @property
    def z(self) -> str:
        return "z" + self.mark

    @property
    def a(self) -> str:
        return "a" + self.mark


def _neurons(model: Model, point: Array, x: float) -> Iterator[_Neuron]:
    """Go along the chain from the input `x`."""
    layers = model.layout.split(point)
    before, came = "x", x
    for i, layer in enumerate(layers):
        mark = _subscript(i + 1) if len(layers) > 1 else ""
        weight = float(layer.weights[0, 0])
        bias = 0.0 if layer.biases is None else float(layer.biases[0])
        z = weight * came + bias
        said = f"z{mark} = w{mark}·{before}" + ("" if layer.biases is None else f" + b{mark}")
        activation = model.hidden if i + 1 < len(layers) else _output(model)
        value, slope, formula = _activated(activation, z)
        formula = f"a{mark} = " + formula.format("z" + mark)
        yield _Neuron(mark, weight, z, said, value, slope, formula)
        before, came = "a" + mark, value


def _subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))


def _output(model: Model) -> Activation | None:
    """Return the last layer's activation, None for the sigmoid of cross-entropy."""
    return model.loss.last if isinstance(model.loss, MeanSquares) else None


def _activated(activation: Activation | None, z: float) -> tuple[float, float, str]:
    """Return a, the slope ∂a/∂z, and how a is written.

    The slope of a probability keeps its digits also where the probability rounds to 1.
    """
    if activation is not None:
        a = activation.value(np.array(z))
        return float(a), float(activation.slope(a)), activation.formula
    away = math.exp(-min(abs(z), STEEPEST))
    larger = 1.0 / (1.0 + away)
    return (larger if z >= 0 else away * larger), away * larger * larger, "σ({})"


def _slope_of_loss(model: Model, last: _Neuron, t: float) -> float:
    """Return the derivative of the example's loss by the network's answer."""
    if isinstance(model.loss, MeanSquares):
        return 2.0 * (last.activation - t)
    away = 1.0 - 2.0 * t
    return away * (1.0 + math.exp(min(away * last.sum, STEEPEST)))


def _input(x: float, example: int, count: int, first: _Neuron) -> Link:
    which = f"input {example + 1} of {count}" if count > 1 else "input"
    return Link(which, "x", x, f"∂{first.z}/∂w{first.mark}", x)


def _loss(model: Model, answer: str, t: float, losses: Array) -> Link:
    if isinstance(model.loss, MeanSquares):
        said = f"c = ({answer} − t)², t = {t:g}".replace("-", "−")
    else:
        said = f"c = −log({answer})" if t else f"c = −log(1 − {answer})"
    return Link("loss", said, float(losses.max()), "∂L/∂c", 1.0 / len(losses))
