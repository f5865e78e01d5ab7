"""The chain rule with its numbers: a network of one neuron a layer, link by link."""

import math
from collections.abc import Iterator

from sandpit.surfaces.box import Array
from sandpit.surfaces.exhibit import ChainExhibit, Link
from sandpit.surfaces.network.activations import STEEPEST, Activation
from sandpit.surfaces.network.losses import MeanSquares
from sandpit.surfaces.network.model import Examples, Model, Trace


def chain(model: Model, point: Array, examples: Examples) -> ChainExhibit:
    """Return the chain from the first weight to the loss, for the example that is most wrong.

    Each link carries the derivative of the next quantity by its own, the input that of the first
    weighted sum by the first weight: so the product of all is this example's part of ∂L/∂w, where
    L is the mean loss, without its penalty.
    """
    trace = model.forward(point, examples.inputs)
    losses = model.loss.values(trace.sums[-1], examples.targets)
    worst = int(losses.argmax())
    one = Examples(examples.inputs[[worst]], examples.targets[[worst]])
    links = _links(model, model.forward(point, one.inputs), one)
    count = len(losses)
    which = f"input {worst + 1} of {count}" if count > 1 else "input"
    last = _loss_link(model, float(losses[worst]), float(one.targets[0, 0]), count)
    x = float(one.inputs[0, 0])
    names = _Names(len(trace.layers))
    first = Link(which, "x", x, f"∂{names.z(0)}/∂{names.w(0)}", x)
    return ChainExhibit((first, *links, last))


class _Names:
    """The symbols along a chain, numbered where there is more than one layer."""

    def __init__(self, layers: int) -> None:
        self._numbers = [""] if layers == 1 else [_subscript(i + 1) for i in range(layers)]

    def w(self, layer: int) -> str:
        return "w" + self._numbers[layer]

    def b(self, layer: int) -> str:
        return "b" + self._numbers[layer]

    def z(self, layer: int) -> str:
        return "z" + self._numbers[layer]

    def a(self, layer: int) -> str:
        return "a" + self._numbers[layer]


def _subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))


def _links(model: Model, trace: Trace, one: Examples) -> Iterator[Link]:
    """Give the links of each layer: its weighted sum and its activation."""
    names = _Names(len(trace.layers))
    last = len(trace.layers) - 1
    for i, layer in enumerate(trace.layers):
        z = trace.sums[i]
        came = "x" if i == 0 else names.a(i - 1)
        bias = "" if layer.biases is None else f" + {names.b(i)}"
        said = f"{names.z(i)} = {names.w(i)}·{came}{bias}"
        activation = model.hidden if i < last else _output(model)
        if activation is None:
            value, slope, formula = _probability(z)
            onward = _slope_of_entropy(float(z[0, 0]), float(one.targets[0, 0]))
        else:
            a = activation.value(z)
            value, slope = float(a[0, 0]), float(activation.slope(z, a)[0, 0])
            formula = activation.formula
            onward = 2.0 * (value - float(one.targets[0, 0]))
        yield Link("weighted sum", said, float(z[0, 0]), f"∂{names.a(i)}/∂{names.z(i)}", slope)
        by = f"∂c/∂{names.a(i)}"
        if i < last:
            by = f"∂{names.z(i + 1)}/∂{names.a(i)}"
            onward = float(trace.layers[i + 1].weights[0, 0])
        yield Link("activation", f"{names.a(i)} = {formula.format(names.z(i))}", value, by, onward)


def _output(model: Model) -> Activation | None:
    """Return the last layer's activation, None for the sigmoid of cross-entropy."""
    return model.loss.last if isinstance(model.loss, MeanSquares) else None


def _probability(z: Array) -> tuple[float, float, str]:
    """Return the sigmoid of z, its slope, and how it is written."""
    away = math.exp(-min(abs(float(z[0, 0])), STEEPEST))
    larger = 1.0 / (1.0 + away)
    return (larger if z[0, 0] >= 0 else away * larger), away * larger * larger, "σ({})"


def _slope_of_entropy(z: float, t: float) -> float:
    """Return the derivative of the cross-entropy by the probability sigmoid(z)."""
    away = 1.0 - 2.0 * t
    return away * (1.0 + math.exp(min(away * z, STEEPEST)))


def _loss_link(model: Model, loss: float, t: float, count: int) -> Link:
    last = _Names(len(model.layout.sizes) - 1).a(len(model.layout.sizes) - 2)
    if isinstance(model.loss, MeanSquares):
        said = f"c = ({last} − t)², t = {t:g}".replace("-", "−")
    else:
        said = f"c = −log({last})" if t else f"c = −log(1 − {last})"
    return Link("loss", said, loss, "∂L/∂c", 1.0 / count)
