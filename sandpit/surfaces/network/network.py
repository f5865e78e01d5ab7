"""The loss of a network over all its weights and biases."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget, Costs
from sandpit.surfaces.draws import Draws
from sandpit.surfaces.exhibit import Exhibit
from sandpit.surfaces.network.answers import Labels, exhibit
from sandpit.surfaces.network.model import Examples, Model
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.search import find_optima
from sandpit.surfaces.surface import Jet, Surface

BATCH = 0x6D696E69
"""Keeps the stream that mini-batches are drawn from apart from those of noise and surfaces."""
CHUNK = 200_000
"""How many signals the points of one pass have together: more would not fit the cache."""
MOST_CURVED = 400
"""The most axes of a whole Hessian; beyond, products with it must do."""
MOST_CURVING = 300_000_000
"""The most products of a weight and a signal for a whole Hessian: about a second."""
CLEAR_AXES = 2
"""The most axes over which the lowest loss is surely found."""
MESHED_AXES = 32
"""The most axes that a mesh can have."""


@dataclass(frozen=True)
class Terms:
    """What a level adds to a network: names, weight decay, and the size of its mini-batches."""

    labels: Labels
    penalty: float = 0.0
    batch: int | None = None


class Network(Surface):
    """mean_k loss(network(x_k), t_k) + ½ penalty Σ w², with gradients by backpropagation."""

    def __init__(
        self,
        box: Box,
        model: Model,
        examples: Examples,
        terms: Terms,
    ) -> None:
        self.box = box
        self._model = model
        self._examples = examples
        self._all = examples
        self._labels = terms.labels
        self._decay = terms.penalty * model.layout.weights
        self._batch = terms.batch

    def limit(self, goal: Goal) -> float | None:
        """Return 0 for a pit: no loss is below it."""
        return 0.0 if goal is Goal.PIT else None

    @property
    def effort(self) -> int:
        return len(self._examples.inputs) * self._model.layout.effort

    @property
    def costs(self) -> Costs:
        effort, n = self.effort, self.dimension
        height = effort // 2 + 50
        return Costs(height, height, effort // 2 + 100, 50_000 + n * effort // 3)

    def heights(self, points: Array) -> Array:
        points = np.asarray(points, dtype=np.float64)
        if points.ndim == 1:
            return self._heights(points)
        return self._in_chunks(self._heights, points, ())

    def gradient(self, points: Array) -> Array:
        points = np.asarray(points, dtype=np.float64)
        if points.ndim == 1:
            return self._jets(points)[1]
        return self._in_chunks(lambda some: self._jets(some)[1], points, points.shape[-1:])

    def hessian(self, points: Array) -> Array:
        n = self.dimension
        if n > MOST_CURVED or n * n * len(self._examples.inputs) > MOST_CURVING:
            raise SurfaceError(
                f"the Hessian of {n:,} axes over {len(self._examples.inputs):,} examples "
                "is too much work",
                cure="use a stick that measures the gradient, a smaller network or fewer examples",
            )
        points = np.asarray(points, dtype=np.float64)
        hessians = np.empty((*points.shape[:-1], n, n))
        for place in np.ndindex(points.shape[:-1]):
            rows = self.hessian_product(points[place], np.eye(n))
            hessians[place] = 0.5 * (rows + rows.T)
        return hessians

    def hessian_product(self, point: Array, vectors: Array) -> Array:
        def products(some: Array) -> Array:
            along = self._model.hessian_products(point, some, self._examples)
            return along + self._decay * some

        vectors = np.asarray(vectors, dtype=np.float64)
        if vectors.ndim == 1:
            return products(vectors)
        return self._in_chunks(products, vectors, vectors.shape[-1:])

    def mesh(self, *axes: Array) -> Array:
        """Return the heights on a mesh; SurfaceError beyond 32 axes, which no array can have."""
        if len(axes) > MESHED_AXES:
            raise SurfaceError(
                f"no mesh has {len(axes):,} axes", cure="ask for the heights of points"
            )
        return super().mesh(*axes)

    def jet(self, point: Array, order: int) -> Jet:
        if order == 0:
            return Jet(float(self._heights(point)), None, None)
        height, gradient = self._jets(point)
        return Jet(float(height), gradient, self.hessian(point) if order >= 2 else None)

    def glimpse(self, seed: int, dip: int) -> Surface:
        if self._batch is None:
            return self
        drawn = Draws(seed, BATCH, dip).some(self._batch, len(self._all.inputs))
        seen = copy.copy(self)
        seen._examples = Examples(self._all.inputs[drawn], self._all.targets[drawn])
        return seen

    def exhibit(self, point: Array) -> Exhibit | None:
        """Return the network's answers at a point, always to all its examples."""
        return exhibit(self._model, point, self._all, self._decay, self._labels)

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        """Return the optima of a network of two weights; beyond, raises SurfaceError."""
        if self.dimension > CLEAR_AXES:
            raise SurfaceError(
                f"nobody knows where the loss of a network is lowest over {self.dimension:,} axes",
                cure='win by a height instead: "win": {"height": ...}, without "heights"',
            )
        return find_optima(self, goal, budget)

    def _heights(self, points: Array) -> Array:
        losses = self._model.losses(points, self._examples)
        return losses + 0.5 * (points * points) @ self._decay

    def _jets(self, points: Array) -> tuple[Array, Array]:
        losses, gradients = self._model.losses_and_gradients(points, self._examples)
        gradients += self._decay * points
        return losses + 0.5 * (points * points) @ self._decay, gradients

    def _in_chunks(
        self, function: Callable[[Array], Array], rows: Array, tail: tuple[int, ...]
    ) -> Array:
        """Return function(rows) for rows of shape (..., n), taken as many at once as fit."""
        flat = rows.reshape(-1, rows.shape[-1])
        answers = np.empty((len(flat), *tail))
        widest = max(self._model.layout.sizes)
        count = max(1, CHUNK // (widest * len(self._examples.inputs)))
        for start in range(0, len(flat), count):
            answers[start : start + count] = function(flat[start : start + count])
        return answers.reshape(*rows.shape[:-1], *tail)
