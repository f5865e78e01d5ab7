"""What a level file says of a network."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.network.activations import ACTIVATIONS, ActivationName
from sandpit.surfaces.network.answers import Labels
from sandpit.surfaces.network.examples import ExamplesSpec
from sandpit.surfaces.network.layout import Layout
from sandpit.surfaces.network.losses import (
    BinaryEntropy,
    Loss,
    LossName,
    MeanSquares,
    SoftmaxEntropy,
)
from sandpit.surfaces.network.model import Examples, Model
from sandpit.surfaces.network.network import Network, Terms
from sandpit.surfaces.notation import written
from sandpit.surfaces.spec import Site, Spec

MOST_LAYERS = 16
MOST_WORK = 1_000_000_000
"""The most products of a weight and a signal in a forward pass: about a second."""
MOST_SIGNALS = 20_000_000
"""The most numbers that a forward pass may keep."""
LARGEST_PENALTY = 1e6


@dataclass(frozen=True, kw_only=True)
class NetworkSpec(Spec):
    """The mean loss of a neural network over examples, plus ½ penalty Σ w² over its weights.

    The axes are its weights and biases, layer by layer: the weights of the layer's first neuron,
    one for each of its inputs, then those of the second, and so on; then the layer's biases.

    Domain: any box of as many axes as there are weights and biases.
    Optima: found by search for one weight or two; nobody knows them for more, so that such a
        level is won by a height.
    Teaches: the chain rule, link by link, is how a network learns (backpropagation).
    Source: D. Rumelhart, G. Hinton, R. Williams: Learning representations by back-propagating
        errors (1986).
    """

    kind: Literal["network"] = "network"
    layers: tuple[int, ...]
    """How many inputs there are, then how many neurons in each layer: [64, 30, 10]."""
    activation: ActivationName = "tanh"
    """What each neuron makes of its weighted sum, but for the last layer's."""
    output: ActivationName | None = None
    """The last layer's activation for mean squares, "identity" if left out. With cross-entropy
    it is the softmax of several neurons, or the sigmoid of one, and is left out."""
    loss: LossName = "mean-squares"
    """"mean-squares" of the outputs' errors, or "cross-entropy" of the true classes."""
    data: ExamplesSpec
    """What it learns from."""
    bias: bool = True
    """Whether each neuron has a bias."""
    penalty: float = 0.0
    """Weight decay: half of this, times the sum of the squared weights, is added."""
    batch: int | None = None
    """How many examples each dip sees, drawn anew every time; all of them if left out. What
    wins is always the loss over all."""
    picture: tuple[int, int] | None = None
    """Rows and columns, where the inputs are the pixels of a picture, row by row."""

    def definition(
        self,
        names: tuple[str, ...],  # noqa: ARG002 (the axes have other names as weights)
        symbol: str = "f",
    ) -> tuple[str, ...]:
        decay = rf" + \frac{{{written(self.penalty)}}}{{2}} \sum_{{i}} w_i^{{2}}"
        bias = r" + \mathbf{b}^{(l)}" if self.bias else ""
        layer = r"\mathbf{z}^{(l)} = W^{(l)} \mathbf{a}^{(l-1)}" + bias
        hidden = (
            r"\mathbf{a}^{(l)} = g\left(\mathbf{z}^{(l)}\right), \quad "
            rf"g\left(z\right) = {ACTIVATIONS[self.activation].latex}",
        )
        return (
            rf"{symbol}\left(W, b\right) = C{decay if self.penalty else ''}",
            *self._head().definition(),
            layer,
            *(hidden if len(self.layers) > 2 else ()),
            r"\frac{\partial C}{\partial W^{(l)}} = \frac{\partial C}{\partial \mathbf{z}^{(l)}}"
            r" \, {\mathbf{a}^{(l-1)}}^{T}",
        )

    asides: ClassVar[frozenset[str]] = frozenset({"data"})

    def meaning(self, site: Site) -> dict[str, Any]:
        """Return what decides play of it, of the data the examples as they are written."""
        return {**super().meaning(site), "data": self.data.contents(site, self.layers)}

    @property
    def files(self) -> tuple[str, ...]:
        """The file of the examples, if they lie beside the level."""
        return () if self.data.file is None else (self.data.file,)

    @property
    def glimpses(self) -> bool:
        """Whether each dip sees some of the examples only."""
        return self.batch is not None

    def build(self, site: Site) -> Network:
        """Read the examples and build the network over the site's box."""
        layout = self._layout(site.box.dimension)
        head = self._head()
        try:
            examples = self.data.read(site, self.layers, self.loss)
            labels = self._labels(head)
        except SurfaceError as error:
            raise error.under("data") from None
        self._check_numbers(layout, examples)
        model = Model(layout, ACTIVATIONS[self.activation], head)
        return Network(site.box, model, examples, Terms(labels, self.penalty, self.batch))

    def _layout(self, axes: int) -> Layout:
        if not 2 <= len(self.layers) <= MOST_LAYERS or min(self.layers) < 1:
            raise SurfaceError(
                f"a network has 2 to {MOST_LAYERS} layers of 1 or more neurons, the inputs first",
                cure="write layers such as [2, 3, 1]",
                path=("layers",),
            )
        layout = Layout(self.layers, self.bias)
        if layout.count != axes:
            number = "weight or bias" if self.bias else "weight"
            raise SurfaceError(
                f"a {layout.name} network has {counted(layout.count, number)}, "
                f"the level {counted(axes, 'axis')}",
                cure=f'make it {layout.count:,} axes: "count": {layout.count}',
                path=("layers",),
            )
        return layout

    def _head(self) -> Loss:
        if self.loss == "mean-squares":
            return MeanSquares(ACTIVATIONS[self.output or "identity"])
        if self.output is not None:
            raise SurfaceError(
                "cross-entropy brings its own output: a probability for each class",
                cure='leave out "output"',
                path=("output",),
            )
        return BinaryEntropy() if self.layers[-1] == 1 else SoftmaxEntropy()

    def _labels(self, head: Loss) -> Labels:
        """Return how inputs and classes are called; raises SurfaceError for a wrong number."""
        ins, data = self.layers[0], self.data
        names = data.names or tuple(f"x{i + 1}" if ins > 1 else "x" for i in range(ins))
        count = head.classes(self.layers[-1])
        classes = data.classes or tuple(map(str, range(count)))
        if len(names) != ins:
            raise SurfaceError(
                f"there are {counted(len(names), 'name')} for {counted(ins, 'input')}",
                cure="write one for each input",
                path=("names",),
            )
        if len(classes) != count:
            raise SurfaceError(
                f"there are {counted(len(classes), 'name')} for {counted(count, 'class')}",
                cure="write one for each class"
                if count
                else "leave them out: this network has no classes",
                path=("classes",),
            )
        return Labels(names, data.target or "y", classes, self.picture)

    def _check_numbers(self, layout: Layout, examples: Examples) -> None:
        count = len(examples.inputs)
        if count * layout.count > MOST_WORK or count * sum(layout.sizes) > MOST_SIGNALS:
            raise SurfaceError(
                f"{count:,} examples are too many for {layout.count:,} weights",
                cure="use fewer examples or smaller layers",
                path=("data",),
            )
        if not 0.0 <= self.penalty <= LARGEST_PENALTY:
            raise SurfaceError(
                f"a penalty is 0 to {LARGEST_PENALTY:g}",
                cure="use a small one, such as 0.001",
                path=("penalty",),
            )
        if self.batch is not None and not 1 <= self.batch <= count:
            raise SurfaceError(
                f"a batch of {self.batch:,} cannot be drawn from {count:,} examples",
                cure=f"write 1 to {count:,}, or leave it out",
                path=("batch",),
            )
        if self.picture is not None and math.prod(self.picture) != layout.sizes[0]:
            rows, columns = self.picture
            raise SurfaceError(
                f"a picture of {rows} x {columns} does not have {layout.sizes[0]} pixels",
                cure="make rows times columns the number of inputs",
                path=("picture",),
            )
