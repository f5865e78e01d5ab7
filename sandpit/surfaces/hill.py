"""A Gaussian hill."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Surface


@dataclass(frozen=True, kw_only=True)
class HillSpec(Spec):
    """A Gaussian hill: height * exp(-sum_i ((x_i - center_i) / width_i)^2 / 2)."""

    kind: Literal["hill"] = "hill"
    center: tuple[float, ...] | Literal["random"] = "random"
    """Where its top is, one number an axis; or "random", evenly over the domain, by `seed`."""
    width: float | tuple[float, ...] = 1.0
    """Its standard deviation, in the axes' units: one for all axes, or one for each."""
    height: float = 1.0
    """Its height above 0; negative for a pit."""
    seed: Seed = "random"
    """What a random centre is drawn from."""

    def build(self, site: Site) -> "Hill":
        """Build the hill over the site's box."""
        n = site.box.dimension
        if self.center == "random":
            center = site.rng(self.seed).uniform(site.box.lower, site.box.upper)
        else:
            center = np.array(self.center, dtype=np.float64)
        if center.shape != (n,):
            raise SurfaceError(
                f"center has {center.size} numbers for {n} axes",
                cure="write one number for each axis",
                path=("center",),
            )
        return Hill(site.box, center, np.broadcast_to(np.asarray(self.width), (n,)), self.height)


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

    def gradient(self, points: Array) -> Array:
        slope = -(points - self._center) / self._width**2
        return self.heights(points)[..., None] * slope

    def hessian(self, points: Array) -> Array:
        slope = -(points - self._center) / self._width**2
        curve = slope[..., :, None] * slope[..., None, :] - np.diag(1.0 / self._width**2)
        return self.heights(points)[..., None, None] * curve
