"""Test functions of two variables: a bowl, valleys and a saddle."""

import numpy as np

from sandpit.surfaces.benchmarks.record import JAMIL_YANG, Planar, Second
from sandpit.surfaces.box import Array


class Booth(Planar):
    """(x + 2 y - 7)^2 + (2 x + y - 5)^2.

    Domain: [-10, 10]^2
    Optima: 0 at (1, 3)
    Teaches: a plain bowl, turned: one Newton step is enough.
    """

    source = JAMIL_YANG
    formula = "(x + 2*y - 7)^2 + (2*x + y - 5)^2"
    usual = ((-10.0, 10.0),)
    lowest = ((1.0, 3.0),)

    def value(self, x: Array, y: Array) -> Array:
        return (x + 2.0 * y - 7.0) ** 2 + (2.0 * x + y - 5.0) ** 2

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 10.0 * x + 8.0 * y - 34.0, 8.0 * x + 10.0 * y - 38.0

    def second(self, x: Array, y: Array) -> Second:
        return 10.0, 8.0, 10.0


class Matyas(Planar):
    """0.26 (x^2 + y^2) - 0.48 x y.

    Domain: [-10, 10]^2
    Optima: 0 at (0, 0)
    Teaches: a long valley, 25 times as steep across as along, slows the gradient.
    """

    source = JAMIL_YANG
    formula = "0.26*(x^2 + y^2) - 0.48*x*y"
    usual = ((-10.0, 10.0),)
    lowest = ((0.0, 0.0),)

    def value(self, x: Array, y: Array) -> Array:
        return 0.26 * (x * x + y * y) - 0.48 * x * y

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x

    def second(self, x: Array, y: Array) -> Second:
        return 0.52, -0.48, 0.52


class McCormick(Planar):
    """sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1.

    Domain: [-1.5, 4] x [-3, 4]
    Optima: -1.913223 at (-0.547198, -1.547198)
    Teaches: a wavy trough that goes down for ever: the lowest point depends on the domain.
    """

    source = JAMIL_YANG
    formula = "sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1"
    usual = ((-1.5, 4.0), (-3.0, 4.0))
    lowest = ((0.5 - np.pi / 3.0, -0.5 - np.pi / 3.0),)

    def value(self, x: Array, y: Array) -> Array:
        return np.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1.0

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        wave = np.cos(x + y)
        return wave + 2.0 * (x - y) - 1.5, wave - 2.0 * (x - y) + 2.5

    def second(self, x: Array, y: Array) -> Second:
        wave = np.sin(x + y)
        return 2.0 - wave, -2.0 - wave, 2.0 - wave


class Beale(Planar):
    """sum_k (c_k - x (1 - y^k))^2, k = 1, 2, 3, c = 1.5, 2.25, 2.625.

    Domain: [-4.5, 4.5]^2
    Optima: 0 at (3, 0.5)
    Teaches: on a flat plain with steep corners no one step rate will do.
    """

    source = JAMIL_YANG
    formula = "(1.5 - x*(1 - y))^2 + (2.25 - x*(1 - y^2))^2 + (2.625 - x*(1 - y^3))^2"
    usual = ((-4.5, 4.5),)
    lowest = ((3.0, 0.5),)
    _levels = ((1, 1.5), (2, 2.25), (3, 2.625))

    def value(self, x: Array, y: Array) -> Array:
        return np.asarray(sum((c - x * (1.0 - y**k)) ** 2 for k, c in self._levels))

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        by_x, by_y = np.zeros_like(x), np.zeros_like(x)
        for k, c in self._levels:
            rest = c - x * (1.0 - y**k)
            by_x = by_x + 2.0 * rest * (y**k - 1.0)
            by_y = by_y + 2.0 * rest * x * k * y ** (k - 1)
        return by_x, by_y

    def second(self, x: Array, y: Array) -> Second:
        xx = xy = yy = np.zeros_like(x)
        for k, c in self._levels:
            rest, across, along = c - x * (1.0 - y**k), y**k - 1.0, k * y ** (k - 1)
            bend = (k * (k - 1) * y ** (k - 2)) if k > 1 else 0.0
            xx = xx + 2.0 * across**2
            xy = xy + 2.0 * (x * along * across + rest * along)
            yy = yy + 2.0 * ((x * along) ** 2 + rest * x * bend)
        return xx, xy, yy


class MonkeySaddle(Planar):
    """x^3 - 3 x y^2.

    Domain: [-2, 2]^2
    Optima: none: it falls without end
    Teaches: three ways down, two legs and a tail; at 0 both gradient and Hessian vanish.
    """

    source = "D. Hilbert, S. Cohn-Vossen: Geometry and the Imagination (1952), section 29"
    formula = "x^3 - 3*x*y^2"
    usual = ((-2.0, 2.0),)

    def value(self, x: Array, y: Array) -> Array:
        return x**3 - 3.0 * x * y**2

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 3.0 * (x**2 - y**2), -6.0 * x * y

    def second(self, x: Array, y: Array) -> Second:
        return 6.0 * x, -6.0 * y, -6.0 * x
