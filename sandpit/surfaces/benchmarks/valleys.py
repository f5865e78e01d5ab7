"""Test functions of any number of variables with one bowl or one valley."""

import numpy as np

from sandpit.surfaces.benchmarks.record import (
    JAMIL_YANG,
    SURJANOVIC_BINGHAM,
    Indexed,
    Separate,
    beside_diagonal,
    diagonal,
    outer,
)
from sandpit.surfaces.box import Array


class Sphere(Separate):
    """sum x_i^2.

    Domain: [-5.12, 5.12]^n
    Optima: 0 at x_i = 0
    Teaches: the plainest bowl: the gradient points straight away from the pit.
    """

    source = JAMIL_YANG
    formula = r"\sum_{i=1}^{n} x_i^{2}"
    usual = ((-5.12, 5.12),)

    def value(self, x: Array) -> Array:
        return x * x

    def first(self, x: Array) -> Array:
        return 2.0 * x

    def second(self, x: Array) -> Array:
        return np.full_like(x, 2.0)


class Rosenbrock(Indexed):
    """sum 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2.

    Domain: [-2, 2]^n, n from 2
    Optima: 0 at x_i = 1
    Teaches: a bent valley: easy to reach, slow to follow.
    """

    source = JAMIL_YANG
    formula = (
        r"\sum_{i=1}^{n - 1} "
        r"\left(100 \left(x_{i + 1} - x_i^{2}\right)^{2} + \left(1 - x_i\right)^{2}\right)"
    )
    usual = ((-2.0, 2.0),)
    fewest_axes = 2

    def pits(self, n: int) -> Array:
        return np.ones((1, n))

    def heights(self, points: Array) -> Array:
        here, following = points[..., :-1], points[..., 1:]
        return np.asarray((100.0 * (following - here**2) ** 2 + (1.0 - here) ** 2).sum(axis=-1))

    def mesh(self, *axes: Array) -> Array:
        if len(axes) != 2:
            return super().mesh(*axes)
        x, y = axes[0][:, None], axes[1]
        return np.asarray(100.0 * (y - x**2) ** 2 + (1.0 - x) ** 2)

    def gradient(self, points: Array) -> Array:
        here, rest = points[..., :-1], points[..., 1:] - points[..., :-1] ** 2
        slopes = np.zeros_like(points)
        slopes[..., :-1] = -400.0 * here * rest - 2.0 * (1.0 - here)
        slopes[..., 1:] += 200.0 * rest
        return slopes

    def hessian(self, points: Array) -> Array:
        here, following = points[..., :-1], points[..., 1:]
        entries = np.zeros_like(points)
        entries[..., :-1] = 1200.0 * here**2 - 400.0 * following + 2.0
        entries[..., 1:] += 200.0
        return beside_diagonal(diagonal(entries), -400.0 * here)


class DixonPrice(Indexed):
    """(x_1 - 1)^2 + sum_(i>1) i (2 x_i^2 - x_(i-1))^2.

    Domain: [-10, 10]^n, n from 2
    Optima: 0 at x_i = 2^(2^(1 - i) - 1), and there with the sign of x_n turned
    Teaches: a valley bent more and more: each axis must wait for the one before.
    """

    source = SURJANOVIC_BINGHAM
    formula = (
        r"\left(x_1 - 1\right)^{2} + "
        r"\sum_{i=2}^{n} i \left(2 x_i^{2} - x_{i - 1}\right)^{2}"
    )
    usual = ((-10.0, 10.0),)
    fewest_axes = 2

    def pits(self, n: int) -> Array:
        """Return x_i = +-2^(2^(1-i) - 1); only the last may have either sign."""
        up = 2.0 ** (2.0 ** -np.arange(n, dtype=np.float64) - 1.0)
        down = up.copy()
        down[-1] = -up[-1]
        return np.stack([up, down])

    def _rests(self, points: Array) -> tuple[Array, Array]:
        weights = np.arange(2, points.shape[-1] + 1, dtype=np.float64)
        return weights, 2.0 * points[..., 1:] ** 2 - points[..., :-1]

    def heights(self, points: Array) -> Array:
        weights, rests = self._rests(points)
        return np.asarray((points[..., 0] - 1.0) ** 2 + (rests**2) @ weights)

    def gradient(self, points: Array) -> Array:
        weights, rests = self._rests(points)
        slopes = np.zeros_like(points)
        slopes[..., 0] = 2.0 * (points[..., 0] - 1.0)
        slopes[..., :-1] -= 2.0 * weights * rests
        slopes[..., 1:] += 8.0 * weights * rests * points[..., 1:]
        return slopes

    def hessian(self, points: Array) -> Array:
        weights, rests = self._rests(points)
        entries = np.zeros_like(points)
        entries[..., 0] = 2.0
        entries[..., :-1] += 2.0 * weights
        entries[..., 1:] += 8.0 * weights * (rests + 4.0 * points[..., 1:] ** 2)
        return beside_diagonal(diagonal(entries), -8.0 * weights * points[..., 1:])


class Zakharov(Indexed):
    """sum x_i^2 + s^2 + s^4, s = sum i x_i / 2.

    Domain: [-5, 10]^n
    Optima: 0 at x_i = 0
    Teaches: a plate-shaped valley, steep across one way: curvature says what slope does not.
    """

    source = SURJANOVIC_BINGHAM
    formula = r"\sum_{i=1}^{n} x_i^{2} + s^{2} + s^{4}"
    where = (r"s = \frac{1}{2} \sum_{i=1}^{n} i x_i",)
    usual = ((-5.0, 10.0),)

    @staticmethod
    def _weights(points: Array) -> Array:
        return 0.5 * np.arange(1, points.shape[-1] + 1, dtype=np.float64)

    def heights(self, points: Array) -> Array:
        s = points @ self._weights(points)
        return np.asarray((points**2).sum(axis=-1) + s**2 + s**4)

    def gradient(self, points: Array) -> Array:
        weights = self._weights(points)
        s = (points @ weights)[..., None]
        return np.asarray(2.0 * points + (2.0 * s + 4.0 * s**3) * weights)

    def hessian(self, points: Array) -> Array:
        weights = self._weights(points)
        s = (points @ weights)[..., None, None]
        return np.asarray(
            2.0 * np.eye(len(weights)) + (2.0 + 12.0 * s**2) * outer(weights, weights)
        )
