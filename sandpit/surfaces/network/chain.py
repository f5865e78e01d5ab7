"""The chain rule with its numbers: a network of one neuron a layer, link by link."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sandpit.surfaces.box import Array
from sandpit.surfaces.exhibit import ChainExhibit, Link
from sandpit.surfaces.network.model import Examples, Model


def chain(model: Model, point: Array, examples: Examples, decay: Array) -> ChainExhibit:
    """Return the chain from the first weight to the loss, for the example that is most wrong.

    Each link carries the derivative of the next quantity by its own, the input that of the first
    weighted sum by the first weight: so the product of all is this example's part of ∂L/∂w, where
    L is the mean loss. `decay`, shape (n,), is what the penalty takes of each weight.
    """
    losses = model.loss.values(
        model.forward(point, examples.inputs).pre_activations, examples.targets
    )
    worst = int(losses.argmax())
    x, t = float(examples.inputs[worst, 0]), float(examples.targets[worst, 0])
    neurons = tuple(_neurons(model, point, x, t))
    last = neurons[-1]
    links = [_input(x, worst, len(losses), neurons[0])]
    for neuron, following in pairwise(neurons):
        links += _links(neuron, f"∂{following.z}", following.weight)
    answer = model.loss.answer(last.sum, t)
    links += _links(last, "∂c", answer.by_answer)
    said = answer.said.format(last.a)
    links.append(Link("loss", said, float(losses.max()), "∂L/∂c", 1.0 / len(losses)))
    slopes = model.losses_and_gradients(point, examples)[1] + decay * point
    return ChainExhibit(tuple(links), len(losses), float(slopes[0]))


def _links(neuron: "_Neuron", by: str, onward: float) -> tuple[Link, Link]:
    """Return a neuron's two links; `onward` is the derivative of what `by` names by its answer."""
    slope_name, onward_name = f"∂{neuron.a}/∂{neuron.z}", f"{by}/∂{neuron.a}"
    return (
        Link("weighted sum", neuron.sum_formula, neuron.sum, slope_name, neuron.slope),
        Link("activation", neuron.formula, neuron.activation, onward_name, onward),
    )


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


def _neurons(model: Model, point: Array, x: float, t: float) -> Iterator[_Neuron]:
    """Go along the chain from the input `x` towards the right answer `t`."""
    layers = model.layout.split(point)
    before, came = "x", x
    for i, layer in enumerate(layers):
        mark = _subscript(i + 1) if len(layers) > 1 else ""
        weight = float(layer.weights[0, 0])
        bias = 0.0 if layer.biases is None else float(layer.biases[0])
        z = weight * came + bias
        said = f"z{mark} = w{mark}·{before}" + ("" if layer.biases is None else f" + b{mark}")
        value, slope, formula = (
            model.hidden.answer(z) if i + 1 < len(layers) else model.loss.answer(z, t)[:3]
        )
        formula = f"a{mark} = " + formula.format("z" + mark)
        yield _Neuron(mark, weight, z, said, value, slope, formula)
        before, came = "a" + mark, value


def _subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))


def _input(x: float, example: int, count: int, first: _Neuron) -> Link:
    which = f"input {example + 1} of {count}" if count > 1 else "input"
    return Link(which, "x", x, f"∂{first.z}/∂w{first.mark}", x)
