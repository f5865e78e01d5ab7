"""What is known of a test function, and the families that they come in."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import reduce
from typing import ClassVar

import numpy as np

from sandpit.surfaces.box import Array, Box, grid
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex
from sandpit.surfaces.notation import POINT, of_point, point

JAMIL_YANG = "M. Jamil, X.-S. Yang: A literature survey of benchmark functions (2013)"
SURJANOVIC_BINGHAM = "S. Surjanovic, D. Bingham: Virtual library of simulation experiments"

Second = tuple[Array | float, Array | float, Array | float]
"""The second derivatives by xx, xy and yy."""


class Benchmark(ABC):
    """A test function of optimisation; its pits are sought, as is the custom.

    Its docstring gives the formula, the domain, the lowest height and where it is, and what it
    teaches. `usual` is a domain that shows it well, one (low, high) for all axes or one for each;
    `source` where its definition is found.
    """

    usual: ClassVar[tuple[tuple[float, float], ...]]
    source: ClassVar[str]
    fewest_axes: ClassVar[int] = 1
    most_axes: ClassVar[int | None] = None

    @abstractmethod
    def definition(self, names: tuple[str, ...], symbol: str) -> tuple[str, ...]:
        """Return its formula over axes of these names as lines of LaTeX that define `symbol`."""

    def pits(self, n: int) -> Array:
        """Return its lowest points over n axes, shape (k, n), k = 0 where it has none."""
        return np.zeros((1, n))

    @abstractmethod
    def heights(self, points: Array) -> Array:
        """Return the heights at points of shape (..., n), with shape (...)."""

    @abstractmethod
    def gradient(self, points: Array) -> Array:
        """Return the gradients at points of shape (..., n), with shape (..., n)."""

    @abstractmethod
    def hessian(self, points: Array) -> Array:
        """Return the Hessians at points of shape (..., n), with shape (..., n, n)."""

    def mesh(self, *axes: Array) -> Array:
        """Return the heights on the grid that 1-D axes span, index order as the axes."""
        return self.heights(grid(*axes)).reshape([len(axis) for axis in axes])

    def usual_box(self, n: int) -> Box:
        """Return the customary domain over n axes."""
        return Box.of(*(self.usual if len(self.usual) == n else self.usual * n))


class Planar(Benchmark):
    """A function of two variables, given by its value and its partial derivatives.

    Each of the three methods takes arrays x and y that broadcast with each other. `formula` is
    the function in the language of formulas, for axes named x and y.
    """

    formula: ClassVar[str]

    fewest_axes = 2
    most_axes = 2
    lowest: ClassVar[tuple[tuple[float, float], ...]] = ()

    def definition(self, names: tuple[str, ...], symbol: str) -> tuple[str, ...]:
        called = dict(zip("xy", names, strict=True))
        formula = parse(self.formula, ("x", "y")).renamed(called)
        return (f"{of_point(symbol, names)} = {latex(formula)}",)

    @abstractmethod
    def value(self, x: Array, y: Array) -> Array:
        """Return f(x, y)."""

    @abstractmethod
    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return the derivatives by x and by y."""

    @abstractmethod
    def second(self, x: Array, y: Array) -> Second:
        """Return the derivatives by xx, xy and yy."""

    def pits(self, n: int) -> Array:
        return np.array(self.lowest, dtype=np.float64).reshape(-1, n)

    def heights(self, points: Array) -> Array:
        return self.value(points[..., 0], points[..., 1])

    def gradient(self, points: Array) -> Array:
        return np.stack(self.first(points[..., 0], points[..., 1]), axis=-1)

    def hessian(self, points: Array) -> Array:
        xx, xy, yy = self.second(points[..., 0], points[..., 1])
        hessian = np.empty((*points.shape, 2))
        hessian[..., 0, 0], hessian[..., 1, 1] = xx, yy
        hessian[..., 0, 1] = hessian[..., 1, 0] = xy
        return hessian

    def mesh(self, *axes: Array) -> Array:
        x, y = axes
        return self.value(x[:, None], y[None, :])


class Indexed(Benchmark):
    """A function of any number of variables; `formula` is it in LaTeX, of x_1 to x_n.

    `where` are lines that say what else occurs in the formula.
    """

    formula: ClassVar[str]
    where: ClassVar[tuple[str, ...]] = ()

    def definition(self, names: tuple[str, ...], symbol: str) -> tuple[str, ...]:
        return (f"{symbol}({POINT}) = {self.formula}", *self.where, point(names))


class Separate(Indexed):
    """A sum of one and the same function of each coordinate."""

    @abstractmethod
    def value(self, x: Array) -> Array:
        """Return the function of one coordinate, element by element."""

    @abstractmethod
    def first(self, x: Array) -> Array:
        """Return its derivative."""

    @abstractmethod
    def second(self, x: Array) -> Array:
        """Return its second derivative."""

    def heights(self, points: Array) -> Array:
        return np.asarray(self.value(points).sum(axis=-1))

    def gradient(self, points: Array) -> Array:
        return self.first(points)

    def hessian(self, points: Array) -> Array:
        return diagonal(self.second(points))

    def mesh(self, *axes: Array) -> Array:
        add: Callable[[Array, Array], Array] = np.add.outer
        return reduce(add, [self.value(axis) for axis in axes])


def diagonal(entries: Array) -> Array:
    """Return the diagonal matrices, shape (..., n, n), of diagonals of shape (..., n)."""
    n = entries.shape[-1]
    matrices = np.zeros((*entries.shape, n))
    at = np.arange(n)
    matrices[..., at, at] = entries
    return matrices


def beside_diagonal(matrices: Array, entries: Array) -> Array:
    """Return matrices with entries of shape (..., n - 1) put at (i, i + 1) and (i + 1, i)."""
    at = np.arange(entries.shape[-1])
    matrices[..., at, at + 1] = matrices[..., at + 1, at] = entries
    return matrices


def outer(left: Array, right: Array) -> Array:
    """Return the products of all pairs of the last axes, shape (..., n, n)."""
    return left[..., :, None] * right[..., None, :]
