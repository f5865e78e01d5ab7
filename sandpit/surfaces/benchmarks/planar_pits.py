"""Test functions of two variables with several pits, or one that is hard to find."""

import numpy as np

from sandpit.surfaces.benchmarks.record import JAMIL_YANG, SURJANOVIC_BINGHAM, Planar, Second
from sandpit.surfaces.box import Array


class Himmelblau(Planar):
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2.

    Domain: [-5, 5]^2
    Optima: 0 at (3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)
    Teaches: of four pits of one depth, which is found is chance.
    """

    source = JAMIL_YANG
    formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    usual = ((-5.0, 5.0),)
    lowest = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    )

    def value(self, x: Array, y: Array) -> Array:
        return (x * x + y - 11.0) ** 2 + (x + y * y - 7.0) ** 2

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b

    def second(self, x: Array, y: Array) -> Second:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return 4.0 * a + 8.0 * x * x + 2.0, 4.0 * (x + y), 4.0 * b + 8.0 * y * y + 2.0


class ThreeHumpCamel(Planar):
    """2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2.

    Domain: [-5, 5]^2
    Optima: 0 at (0, 0)
    Teaches: one pit between two that are less deep: a gradient ends in the nearest.
    """

    source = JAMIL_YANG
    formula = "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2"
    usual = ((-5.0, 5.0),)
    lowest = ((0.0, 0.0),)

    def value(self, x: Array, y: Array) -> Array:
        return 2.0 * x**2 - 1.05 * x**4 + x**6 / 6.0 + x * y + y * y

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 4.0 * x - 4.2 * x**3 + x**5 + y, x + 2.0 * y

    def second(self, x: Array, y: Array) -> Second:
        return 4.0 - 12.6 * x**2 + 5.0 * x**4, 1.0, 2.0


class SixHumpCamel(Planar):
    """(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2.

    Domain: [-3, 3] x [-2, 2]
    Optima: -1.031628 at (0.089842, -0.712656), (-0.089842, 0.712656)
    Teaches: six pits, two of them the lowest: look round before you trust one.
    """

    source = SURJANOVIC_BINGHAM
    formula = "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2"
    usual = ((-3.0, 3.0), (-2.0, 2.0))
    lowest = (
        (0.08984201310031806, -0.7126564030207396),
        (-0.08984201310031806, 0.7126564030207396),
    )

    def value(self, x: Array, y: Array) -> Array:
        return 4.0 * x**2 - 2.1 * x**4 + x**6 / 3.0 + x * y - 4.0 * y**2 + 4.0 * y**4

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 8.0 * x - 8.4 * x**3 + 2.0 * x**5 + y, x - 8.0 * y + 16.0 * y**3

    def second(self, x: Array, y: Array) -> Second:
        return 8.0 - 25.2 * x**2 + 10.0 * x**4, 1.0, 48.0 * y**2 - 8.0


class Branin(Planar):
    """(y - b x^2 + c x - 6)^2 + 10 (1 - t) cos x + 10, b = 5.1/(4 pi^2), c = 5/pi, t = 1/(8 pi).

    Domain: [-5, 10] x [0, 15]
    Optima: 0.397887 at (-3.141593, 12.275), (3.141593, 2.275), (9.424778, 2.475)
    Teaches: three pits of one depth in a bent valley.
    """

    source = SURJANOVIC_BINGHAM
    formula = "(y - 5.1/(4*pi^2)*x^2 + 5/pi*x - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10"
    usual = ((-5.0, 10.0), (0.0, 15.0))
    lowest = ((-np.pi, 12.275), (np.pi, 2.275), (3.0 * np.pi, 2.475))
    _b = 5.1 / (4.0 * np.pi**2)
    _c = 5.0 / np.pi
    _wave = 10.0 * (1.0 - 1.0 / (8.0 * np.pi))

    def value(self, x: Array, y: Array) -> Array:
        rest = y - self._b * x**2 + self._c * x - 6.0
        return rest**2 + self._wave * np.cos(x) + 10.0

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        rest = y - self._b * x**2 + self._c * x - 6.0
        tilt = self._c - 2.0 * self._b * x
        return 2.0 * rest * tilt - self._wave * np.sin(x), 2.0 * rest

    def second(self, x: Array, y: Array) -> Second:
        rest = y - self._b * x**2 + self._c * x - 6.0
        tilt = self._c - 2.0 * self._b * x
        xx = 2.0 * tilt**2 - 4.0 * self._b * rest - self._wave * np.cos(x)
        return xx, 2.0 * tilt, 2.0


class Easom(Planar):
    """-cos x cos y exp(-(x - pi)^2 - (y - pi)^2).

    Domain: [-10, 10]^2
    Optima: -1 at (3.141593, 3.141593)
    Teaches: a needle's eye in a plain: where it is flat, slopes tell nothing.
    """

    source = JAMIL_YANG
    formula = "-cos(x)*cos(y)*exp(-((x - pi)^2 + (y - pi)^2))"
    usual = ((-10.0, 10.0),)
    lowest = ((np.pi, np.pi),)

    @staticmethod
    def _profile(t: Array) -> tuple[Array, Array, Array]:
        away, cos, sin = t - np.pi, np.cos(t), np.sin(t)
        bell = np.exp(-(away**2))
        slope = -sin - 2.0 * away * cos
        bend = (4.0 * away**2 - 3.0) * cos + 4.0 * away * sin
        return cos * bell, slope * bell, bend * bell

    def value(self, x: Array, y: Array) -> Array:
        return -self._profile(x)[0] * self._profile(y)[0]

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        (p, dp, _), (q, dq, _) = self._profile(x), self._profile(y)
        return -dp * q, -p * dq

    def second(self, x: Array, y: Array) -> Second:
        (p, dp, ddp), (q, dq, ddq) = self._profile(x), self._profile(y)
        return -ddp * q, -dp * dq, -p * ddq


class GoldsteinPrice(Planar):
    """(1 + s^2 p)(30 + t^2 q).

    s = x + y + 1, p = 19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2,
    t = 2 x - 3 y, q = 18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2.

    Domain: [-2, 2]^2
    Optima: 3 at (0, -1)
    Teaches: heights from 3 to a million, so that one step rate never fits.
    """

    source = JAMIL_YANG
    formula = (
        "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
        "*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))"
    )
    usual = ((-2.0, 2.0),)
    lowest = ((0.0, -1.0),)

    @staticmethod
    def _factors(x: Array, y: Array) -> tuple[list[Array], list[Array]]:
        """Return both factors with their derivatives by x, y, xx, xy and yy.

        As p depends on u = x + y alone and q on t alone, each factor has one variable.
        """
        u, t = x + y, 2.0 * x - 3.0 * y
        s, p, dp = u + 1.0, 19.0 - 14.0 * u + 3.0 * u**2, 6.0 * u - 14.0
        q, dq = 18.0 - 16.0 * t + 3.0 * t**2, 6.0 * t - 16.0
        slope_a = 2.0 * s * p + s**2 * dp
        bend_a = 2.0 * p + 4.0 * s * dp + 6.0 * s**2
        slope_b = 2.0 * t * q + t**2 * dq
        bend_b = 2.0 * q + 4.0 * t * dq + 6.0 * t**2
        return (
            [1.0 + s**2 * p, slope_a, slope_a, bend_a, bend_a, bend_a],
            [30.0 + t**2 * q, 2 * slope_b, -3 * slope_b, 4 * bend_b, -6 * bend_b, 9 * bend_b],
        )

    def value(self, x: Array, y: Array) -> Array:
        a, b = self._factors(x, y)
        return a[0] * b[0]

    def first(self, x: Array, y: Array) -> tuple[Array, Array]:
        a, b = self._factors(x, y)
        return a[1] * b[0] + a[0] * b[1], a[2] * b[0] + a[0] * b[2]

    def second(self, x: Array, y: Array) -> Second:
        a, b = self._factors(x, y)
        return (
            a[3] * b[0] + 2.0 * a[1] * b[1] + a[0] * b[3],
            a[4] * b[0] + a[1] * b[2] + a[2] * b[1] + a[0] * b[4],
            a[5] * b[0] + 2.0 * a[2] * b[2] + a[0] * b[5],
        )
