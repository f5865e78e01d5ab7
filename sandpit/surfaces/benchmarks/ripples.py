"""Test functions of any number of variables with many pits: waves on a wide bowl."""

import numpy as np

from sandpit.surfaces.benchmarks.record import (
    JAMIL_YANG,
    SURJANOVIC_BINGHAM,
    Indexed,
    Separate,
    diagonal,
    outer,
)
from sandpit.surfaces.box import Array

TURN = 2.0 * np.pi


class Rastrigin(Separate):
    """sum 10 + x_i^2 - 10 cos(2 pi x_i).

    Domain: [-5.12, 5.12]^n
    Optima: 0 at x_i = 0
    Teaches: a bowl under a grid of ripples: gradients mislead.
    """

    source = SURJANOVIC_BINGHAM
    formula = r"\sum_{i=1}^{n} \left(10 + x_i^{2} - 10 \cos\left(2 \pi x_i\right)\right)"
    usual = ((-5.12, 5.12),)

    def value(self, x: Array) -> Array:
        return 10.0 + x * x - 10.0 * np.cos(TURN * x)

    def first(self, x: Array) -> Array:
        return 2.0 * x + 10.0 * TURN * np.sin(TURN * x)

    def second(self, x: Array) -> Array:
        return 2.0 + 10.0 * TURN**2 * np.cos(TURN * x)


class StyblinskiTang(Separate):
    """sum (x_i^4 - 16 x_i^2 + 5 x_i) / 2.

    Domain: [-5, 5]^n
    Optima: -39.166166 n at x_i = -2.903534
    Teaches: along each axis a deep pit and one less deep: of 2^n pits one is the best.
    """

    source = JAMIL_YANG
    formula = r"\frac{1}{2} \sum_{i=1}^{n} \left(x_i^{4} - 16 x_i^{2} + 5 x_i\right)"
    usual = ((-5.0, 5.0),)

    def pits(self, n: int) -> Array:
        """Return the lowest root of 4 x^3 - 32 x + 5 along every axis, by Viete's formula."""
        radius = np.sqrt(32.0 / 3.0)
        angle = np.arccos(-15.0 / 64.0 * np.sqrt(3.0 / 8.0)) / 3.0
        return np.full((1, n), radius * np.cos(angle + TURN / 3.0))

    def value(self, x: Array) -> Array:
        return 0.5 * (x**4 - 16.0 * x * x + 5.0 * x)

    def first(self, x: Array) -> Array:
        return 2.0 * x**3 - 16.0 * x + 2.5

    def second(self, x: Array) -> Array:
        return 6.0 * x * x - 16.0


class Ackley(Indexed):
    """20 + e - 20 exp(-r/5) - exp(m), r^2 the mean of x_i^2, m the mean of cos(2 pi x_i).

    Domain: [-5, 5]^n
    Optima: 0 at x_i = 0
    Teaches: nearly flat far out, rippled, with a narrow cone in the middle.

    At the cone's very tip it has no derivatives: there the gradient is said to be 0 and the
    Hessian that of the ripples.
    """

    source = SURJANOVIC_BINGHAM
    formula = (
        r"20 + e - 20 e^{-\frac{1}{5} \sqrt{\frac{1}{n} \sum_{i=1}^{n} x_i^{2}}} - "
        r"e^{\frac{1}{n} \sum_{i=1}^{n} \cos\left(2 \pi x_i\right)}"
    )
    usual = ((-5.0, 5.0),)

    def heights(self, points: Array) -> Array:
        cone, _, ripple = self._terms(points)
        return np.asarray(20.0 + np.e - 20.0 * cone - ripple)

    @staticmethod
    def _terms(points: Array) -> tuple[Array, Array, Array]:
        """Return exp(-r/5), r, exp(m), each of shape (...)."""
        radius = np.sqrt((points**2).mean(axis=-1))
        return np.exp(-0.2 * radius), radius, np.exp(np.cos(TURN * points).mean(axis=-1))

    def gradient(self, points: Array) -> Array:
        cone, radius, ripple = (term[..., None] for term in self._terms(points))
        n = points.shape[-1]
        away = points / np.where(radius == 0.0, 1.0, radius)
        return np.asarray((4.0 * cone * away + TURN * ripple * np.sin(TURN * points)) / n)

    def hessian(self, points: Array) -> Array:
        cone, radius, ripple = (term[..., None] for term in self._terms(points))
        n = points.shape[-1]
        inverse = np.where(radius == 0.0, 0.0, 1.0 / np.where(radius == 0.0, 1.0, radius))
        away, wave = points * inverse / n, TURN * np.sin(TURN * points) / n
        bend = 4.0 * cone * inverse / n + TURN**2 * ripple * np.cos(TURN * points) / n
        across = (4.0 * cone * (inverse + 0.2))[..., None] * outer(away, away)
        return diagonal(bend) - across - ripple[..., None] * outer(wave, wave)


class Griewank(Indexed):
    """1 + sum x_i^2/4000 - prod cos(x_i / sqrt(i)).

    Domain: [-20, 20]^n
    Optima: 0 at x_i = 0
    Teaches: fine ripples on a wide bowl: from afar they do not matter, near by they do.
    """

    source = SURJANOVIC_BINGHAM
    formula = (
        r"1 + \frac{1}{4000} \sum_{i=1}^{n} x_i^{2} - "
        r"\prod_{i=1}^{n} \cos\left(\frac{x_i}{\sqrt{i}}\right)"
    )
    usual = ((-20.0, 20.0),)

    @staticmethod
    def _rates(points: Array) -> Array:
        return 1.0 / np.sqrt(np.arange(1, points.shape[-1] + 1, dtype=np.float64))

    def heights(self, points: Array) -> Array:
        ripple = np.cos(points * self._rates(points)).prod(axis=-1)
        return np.asarray(1.0 + (points**2).sum(axis=-1) / 4000.0 - ripple)

    def mesh(self, *axes: Array) -> Array:
        bowl, ripple = np.asarray(1.0), np.asarray(1.0)
        for i, axis in enumerate(axes):
            bowl = np.add.outer(bowl, axis**2 / 4000.0)
            ripple = np.multiply.outer(ripple, np.cos(axis / np.sqrt(i + 1.0)))
        return np.asarray(bowl - ripple)

    def _tangents(self, points: Array) -> tuple[Array, Array, Array]:
        """Return the product of cosines, shape (..., 1), the rates, and rate * tan(rate * x).

        No cosine of a double is exactly 0, so the tangents are finite.
        """
        rates = self._rates(points)
        angles = points * rates
        return np.cos(angles).prod(axis=-1, keepdims=True), rates, rates * np.tan(angles)

    def gradient(self, points: Array) -> Array:
        ripple, _, tangents = self._tangents(points)
        return np.asarray(points / 2000.0 + ripple * tangents)

    def hessian(self, points: Array) -> Array:
        ripple, rates, tangents = self._tangents(points)
        mixed = -ripple[..., None] * outer(tangents, tangents)
        at = np.arange(points.shape[-1])
        mixed[..., at, at] = 1.0 / 2000.0 + ripple * rates**2
        return mixed


class Levy(Indexed):
    """sin^2(pi w_1) + sum_(i<n) (w_i-1)^2 (1 + 10 sin^2(pi w_i + 1)) + a like last term.

    w_i = 1 + (x_i - 1)/4; the last term is (w_n - 1)^2 (1 + sin^2(2 pi w_n)).

    Domain: [-10, 10]^n
    Optima: 0 at x_i = 1
    Teaches: washboards in a bowl: a longer step passes over them.
    """

    source = SURJANOVIC_BINGHAM
    formula = (
        r"\sin^{2}\left(\pi w_1\right) + "
        r"\sum_{i=1}^{n - 1} \left(w_i - 1\right)^{2} "
        r"\left(1 + 10 \sin^{2}\left(\pi w_i + 1\right)\right) + "
        r"\left(w_n - 1\right)^{2} \left(1 + \sin^{2}\left(2 \pi w_n\right)\right)"
    )
    where = (r"w_i = 1 + \frac{x_i - 1}{4}",)
    usual = ((-10.0, 10.0),)

    def pits(self, n: int) -> Array:
        return np.ones((1, n))

    @staticmethod
    def _terms(points: Array, order: int) -> Array:
        """Return each coordinate's term, differentiated `order` times by it, shape (..., n)."""
        n = points.shape[-1]
        t = 0.25 * (points - 1.0)
        last = np.arange(n) == n - 1
        depth, pace = np.where(last, 1.0, 10.0), np.where(last, TURN, np.pi)
        angle = pace * (t + 1.0) + np.where(last, 0.0, 1.0)
        # 1 + d sin^2(a) and its derivatives by t; sin 2a and cos 2a spare the products.
        wave = 1.0 + depth * np.sin(angle) ** 2
        slope = depth * pace * np.sin(2.0 * angle)
        bend = 2.0 * depth * pace**2 * np.cos(2.0 * angle)
        first = np.pi * (t[..., 0] + 1.0)
        if order == 0:
            terms, lead = t**2 * wave, np.sin(first) ** 2
        elif order == 1:
            terms, lead = 2.0 * t * wave + t**2 * slope, np.pi * np.sin(2.0 * first)
        else:
            terms = 2.0 * wave + 4.0 * t * slope + t**2 * bend
            lead = TURN * np.pi * np.cos(2.0 * first)
        terms[..., 0] += lead
        return np.asarray(terms * 0.25**order)

    def heights(self, points: Array) -> Array:
        return np.asarray(self._terms(points, 0).sum(axis=-1))

    def gradient(self, points: Array) -> Array:
        return self._terms(points, 1)

    def hessian(self, points: Array) -> Array:
        return diagonal(self._terms(points, 2))
