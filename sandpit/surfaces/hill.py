"""A Gaussian hill."""

from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import bounded, one_or_each, place
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.notation import POINT, point
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.separable import combined, parabola_optima
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Surface

NARROWEST = 1e-6
"""The least width, as a share of an axis: nobody would ever find a narrower hill."""


@dataclass(frozen=True, kw_only=True)
class HillSpec(Spec):
    """A Gaussian hill: height * exp(-sum_i ((x_i - center_i) / width_i)^2 / 2).

    Domain: any box, of any number of axes.
    Optima: `height` at `center`, or at the nearest place of the box; its other end is 0 far out,
        so the corner that is furthest off.
    Teaches: the gradient is steepest one width from the top, and all but gone far out.
    """

    kind: Literal["hill"] = "hill"
    center: tuple[float, ...] | Literal["random"] = "random"
    """Where its top is, one number an axis; or "random", evenly over the domain, by `seed`."""
    width: float | tuple[float, ...] = 1.0
    """Its standard deviation, in the axes' units, above 0: one for all axes, or one for each."""
    height: float = 1.0
    """Its height above 0; negative for a pit."""
    seed: Seed = "random"
    """What a random centre is drawn from: a whole number, or "random" for each game its own."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        return (
            rf"{symbol}({POINT}) = a \, e^{{-\frac{{r}}{{2}}}}",
            r"r = \sum_{i=1}^{n} \left(\frac{x_i - c_i}{w_i}\right)^{2}",
            rf"\frac{{\partial {symbol}}}{{\partial x_i}} = "
            rf"-\frac{{x_i - c_i}}{{w_i^{{2}}}} \, {symbol}({POINT})",
            point(names),
        )

    @property
    def draws(self) -> bool:
        """Whether each session draws its own centre."""
        return self.center == "random" and self.seed == "random"

    def build(self, site: Site) -> "Hill":
        """Build the hill over the site's box."""
        width = one_or_each(self.width, site.box.dimension, "width")
        if not (width > NARROWEST * site.box.extent).all():
            raise SurfaceError(
                f"a hill's width must be above 0, and above {NARROWEST:g} of the axis",
                cure="write the distance at which it has fallen to three fifths of its height",
                path=("width",),
            )
        if not bounded(self.height, "height"):
            raise SurfaceError(
                "a hill of height 0 is flat",
                cure="write a height above 0, or below 0 for a pit",
                path=("height",),
            )
        return Hill(site.box, place(self.center, self.seed, site, "center"), width, self.height)


class Hill(Surface):
    """height * exp(-|z|^2 / 2) with z = (x - center) / width; its optimum is at the centre."""

    def __init__(self, box: Box, center: Array, width: Array, height: float) -> None:
        self.box = box
        self._center = center
        self._width = width
        self._height = height

    def heights(self, points: Array) -> Array:
        z = (points - self._center) / self._width
        return np.asarray(self._height * np.exp(-0.5 * (z * z).sum(axis=-1)))

    def mesh(self, *axes: Array) -> Array:
        profiles = [
            np.exp(-0.5 * ((axis - center) / width) ** 2)
            for axis, center, width in zip(axes, self._center, self._width, strict=True)
        ]
        return np.asarray(self._height * reduce(np.multiply.outer, profiles))

    def gradient(self, points: Array) -> Array:
        slope = -(points - self._center) / self._width**2
        return self.heights(points)[..., None] * slope

    def hessian(self, points: Array) -> Array:
        slope = -(points - self._center) / self._width**2
        curve = slope[..., :, None] * slope[..., None, :] - np.diag(1.0 / self._width**2)
        return self.heights(points)[..., None, None] * curve

    def landmarks(self) -> Array:
        return self._center[None]

    def limit(self, goal: Goal) -> float | None:
        return goal.sign * max(0.0, goal.sign * self._height)

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:  # noqa: ARG002
        bent = -self._height / self._width**2
        return combined(self, goal, parabola_optima(self.box, self._center, bent, goal))
