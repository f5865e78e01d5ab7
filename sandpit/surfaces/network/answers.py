"""What a network answers at a point, in the form that shows it best."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array
from sandpit.surfaces.exhibit import CurveExhibit, DecisionExhibit, Exhibit, SheetExhibit
from sandpit.surfaces.network.chain import chain
from sandpit.surfaces.network.model import Examples, Model

Classes = npt.NDArray[np.int64]

CURVE_POINTS = 241
GRID_POINTS = 97
MARGIN = 0.12
"""How far a picture goes beyond the data, as a share of their range."""
SHEET = 40
"""How many pictures a sheet shows."""


class Labels(NamedTuple):
    """The names of the inputs, of the output and of the classes, and a picture's shape."""

    names: tuple[str, ...]
    target: str
    classes: tuple[str, ...]
    picture: tuple[int, int] | None


@dataclass(frozen=True, eq=False)
class _Answers:
    """A model at a point."""

    model: Model
    point: Array

    def outputs(self, inputs: Array) -> Array:
        """Return the outputs for inputs (m, ins), shape (m, outs)."""
        return self.model.loss.outputs(self.model.forward(self.point, inputs).pre_activations)

    def classes(self, inputs: Array) -> tuple[Classes, Array]:
        """Return the likeliest classes and their probabilities, each of shape (m,)."""
        outputs = self.outputs(inputs)
        if outputs.shape[1] == 1:
            outputs = np.concatenate([1.0 - outputs, outputs], axis=1)
        return np.asarray(outputs.argmax(axis=1)), outputs.max(axis=1)


def exhibit(
    model: Model, point: Array, examples: Examples, decay: Array, labels: Labels
) -> Exhibit | None:
    """Return what a model shows at a point (n,) of its examples.

    `decay`, shape (n,), is what the penalty adds to the gradient, as a share of the point.

    One neuron a layer: the numbers along the chain. One input and output: a curve. Classes of
    pictures: a sheet of them; of points in the plane: a map. None where no picture fits.
    """
    sizes = model.layout.sizes
    if set(sizes) == {1}:
        return chain(model, point, examples, decay)
    answers = _Answers(model, point)
    if not model.loss.classes(sizes[-1]):
        one_to_one = sizes[0] == 1 and sizes[-1] == 1
        return _curve(answers, examples, labels) if one_to_one else None
    if labels.picture is not None:
        return _sheet(answers, examples, labels, labels.picture)
    return _decision(answers, examples, labels) if sizes[0] == 2 else None


def _curve(answers: _Answers, examples: Examples, labels: Labels) -> CurveExhibit:
    x = examples.inputs[:, 0]
    grid = _around(x, CURVE_POINTS)
    return CurveExhibit(
        x=x,
        y=examples.targets[:, 0],
        errors=None,
        curve_x=grid,
        curve_y=answers.outputs(grid[:, None])[:, 0],
        x_label=labels.names[0],
        y_label=labels.target,
    )


def _decision(answers: _Answers, examples: Examples, labels: Labels) -> DecisionExhibit:
    xs, ys = (_around(examples.inputs[:, i], GRID_POINTS) for i in range(2))
    grid = np.stack(np.meshgrid(xs, ys, indexing="ij"), axis=-1)
    found, certainty = answers.classes(grid.reshape(-1, 2))
    truths = _truths(examples)
    return DecisionExhibit(
        points=examples.inputs,
        classes=truths,
        xs=xs,
        ys=ys,
        answers=found.reshape(len(xs), len(ys)),
        certainty=certainty.reshape(len(xs), len(ys)),
        x_label=labels.names[0],
        y_label=labels.names[1],
        names=labels.classes,
        right=float((answers.classes(examples.inputs)[0] == truths).mean()),
    )


def _sheet(
    answers: _Answers, examples: Examples, labels: Labels, shape: tuple[int, int]
) -> SheetExhibit:
    """Return always the same examples, so that one sees which of them turn right."""
    truths = _truths(examples)
    found, _ = answers.classes(examples.inputs)
    count = min(SHEET, len(truths))
    shown = np.random.default_rng(0).choice(len(truths), count, replace=False)
    low, high = examples.inputs.min(), examples.inputs.max()
    images = (examples.inputs[shown] - low) / (high - low if high > low else 1.0)
    return SheetExhibit(
        images=images.reshape(-1, *shape),
        truths=truths[shown],
        answers=found[shown],
        names=labels.classes,
        right=float((found == truths).mean()),
    )


def _truths(examples: Examples) -> Classes:
    targets = examples.targets
    if targets.shape[1] == 1:
        return targets[:, 0].astype(np.int64)
    return np.asarray(targets.argmax(axis=1))


def _around(coordinates: Array, count: int) -> Array:
    """Return evenly spaced coordinates over the range of some, and a little beyond."""
    low, high = float(coordinates.min()), float(coordinates.max())
    room = MARGIN * (high - low) or 1.0
    return np.linspace(low - room, high + room, count)
