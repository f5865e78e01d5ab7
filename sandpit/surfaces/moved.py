"""A surface scaled, turned and shifted, together with its optimum."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.axes import one_each, one_or_each
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget, Costs
from sandpit.surfaces.exhibit import Exhibit
from sandpit.surfaces.notation import POINT, part_of
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.rotation import Rotation, Turn
from sandpit.surfaces.search import MESH_AXES, find_optima
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.surface import Jet, Surface

CHECKED_POINTS: Final = 1024
CHECKED_NUMBERS: Final = 1_000_000
"""The most coordinates of the points that are checked: fewer points where there are many axes."""


@dataclass(frozen=True, kw_only=True)
class MovedSpec(Spec):
    """A surface moved about: what was at p is at about + shift + turn(scale * (p - about)).

    The inner surface is built over the same domain, then moved; what comes in from beyond its
    edges is its continuation there.

    Domain: any box; turns mix at most 512 axes.
    Optima: those of the inner surface, moved along, and new ones where its edges matter; their
        heights stay.
    Teaches: turning and stretching the axes changes what the gradient sees, not what Newton does.
    """

    kind: Literal["moved"] = "moved"
    surface: Spec
    """The surface that is moved, of any kind."""
    shift: tuple[float, ...] | None = None
    """How far it is shifted along each axis, in the axes' units."""
    rotate: float | tuple[Turn, ...] = 0.0
    """By how many degrees it is turned from the first axis towards the second; or a list of
    turns in the planes of any two axes, done in order."""
    scale: float | tuple[float, ...] = 1.0
    """How much it is stretched, before it is turned: one number, or one for each axis; below 0
    mirrors it."""
    about: tuple[float, ...] | None = None
    """The point that it is turned and stretched about; the domain's middle if left out."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        part = part_of(symbol, 0)
        return (
            rf"{symbol}({POINT}) = {part}(\mathbf{{p}})",
            rf"{POINT} = \mathbf{{c}} + \mathbf{{s}} + "
            r"R \, S \left(\mathbf{p} - \mathbf{c}\right)",
            rf"\nabla {symbol}({POINT}) = R \, S^{{-1}} \, \nabla {part}(\mathbf{{p}})",
            *self.surface.definition(names, part),
        )

    def build(self, site: Site) -> "Moved":
        """Build the inner surface over the site's box and move it."""
        n = site.box.dimension
        scale = one_or_each(self.scale, n, "scale")
        if not scale.all():
            raise SurfaceError(
                "a scale of 0 squeezes a surface flat", cure="write another number", path=("scale",)
            )
        about = site.box.centre if self.about is None else one_each(self.about, n, "about")
        shift = np.zeros(n) if self.shift is None else one_each(self.shift, n, "shift")
        turn = self._turned(n)
        try:
            surface = self.surface.build(site.child(0))
        except SurfaceError as error:
            raise error.under("surface") from None
        motion = Motion(about=about, target=about + shift, scale=scale, turn=turn)
        moved = Moved(surface, site.box, motion)
        moved.check()
        return moved

    def _turned(self, n: int) -> Rotation | None:
        """Return what it is turned by, or None if nothing turns."""
        if isinstance(self.rotate, tuple):
            turns = self.rotate
        else:
            turns = (Turn(plane=(0, 1), degrees=self.rotate),) if self.rotate else ()
        for i, turn in enumerate(turns):
            first, second = turn.plane
            if first == second or not (0 <= first < n and 0 <= second < n):
                raise SurfaceError(
                    f"there is no plane {list(turn.plane)} to turn in among {counted(n, 'axis')}",
                    cure=f"name two different axes from 0 to {n - 1}",
                    path=("rotate", i, "plane") if isinstance(self.rotate, tuple) else ("rotate",),
                )
        try:
            return Rotation.of(turns, n) if turns else None
        except SurfaceError as error:
            raise error.under("rotate") from None


@dataclass(frozen=True, kw_only=True, eq=False)
class Motion:
    """What takes a point p to target + turn(scale * (p - about)); `turn` may be None."""

    about: Array
    target: Array
    scale: Array
    turn: Rotation | None

    def back(self, points: Array) -> Array:
        """Return where points of shape (..., n) were before the move."""
        away = points - self.target
        return self.about + (away if self.turn is None else self.turn.back(away)) / self.scale

    def forth(self, points: Array) -> Array:
        """Return where points of shape (..., n) are moved to."""
        away = (points - self.about) * self.scale
        return self.target + (away if self.turn is None else self.turn.forth(away))

    def slopes(self, slopes: Array) -> Array:
        """Return gradients (or rows of Hessians) after the move from those before it."""
        slopes = slopes / self.scale
        return slopes if self.turn is None else self.turn.forth(slopes)

    def shown(self, box: Box) -> Box:
        """Return the smallest box around all that is moved into `box`."""
        middle, half = self.back(box.centre), 0.5 * box.extent
        turned = half if self.turn is None else self.turn.reach(half)
        reach = turned / np.abs(self.scale)
        return Box(middle - reach, middle + reach)


class Moved(Surface):
    """g(x) = f(about + turn^T (x - target) / scale), its derivatives by the chain rule."""

    def __init__(self, surface: Surface, box: Box, motion: Motion) -> None:
        self.box = box
        self._surface = surface
        self._motion = motion

    def check(self) -> None:
        """Raise SurfaceError if it is undefined somewhere in its box."""
        rng = np.random.default_rng(0)
        count = min(CHECKED_POINTS, max(1, CHECKED_NUMBERS // self.dimension))
        points = rng.uniform(self.box.lower, self.box.upper, (count, self.dimension))
        with np.errstate(all="ignore"):
            lost = np.flatnonzero(~np.isfinite(self.heights(points)))
        if lost.size:
            where = ", ".join(f"{coordinate:.3g}" for coordinate in points[lost[0], :8])
            raise SurfaceError(
                f"the moved surface is undefined at ({where})",
                cure="move it less, or choose a surface that is defined further out",
                path=("surface",),
            )

    @property
    def effort(self) -> int:
        return self._surface.effort + self.dimension

    @property
    def costs(self) -> Costs:
        n, inner = self.dimension, self._surface.costs
        if self._motion.turn is None:
            return inner.plus(Costs(0, 20 * n, 20 * n, 10 * n * n))
        mixed = n * self._motion.turn.count
        moving = Costs(0, 20 * n + mixed, 20 * n + 2 * mixed, 20 * n * n + 2 * n * mixed)
        return inner._replace(mesh=inner.height + moving.height).plus(moving)

    def heights(self, points: Array) -> Array:
        return self._surface.heights(self._motion.back(points))

    def gradient(self, points: Array) -> Array:
        return self._motion.slopes(self._surface.gradient(self._motion.back(points)))

    def hessian(self, points: Array) -> Array:
        half = self._motion.slopes(self._surface.hessian(self._motion.back(points)))
        return self._motion.slopes(half.swapaxes(-1, -2))

    def mesh(self, *axes: Array) -> Array:
        motion = self._motion
        if motion.turn is not None:
            return super().mesh(*axes)
        moves = zip(axes, motion.about, motion.target, motion.scale, strict=True)
        return self._surface.mesh(*(p + (axis - q) / scale for axis, p, q, scale in moves))

    def jet(self, point: Array, order: int) -> Jet:
        motion = self._motion
        height, slope, curve = self._surface.jet(motion.back(point), order)
        return Jet(
            height,
            None if slope is None else motion.slopes(slope),
            None if curve is None else motion.slopes(motion.slopes(curve).T),
        )

    def glimpse(self, seed: int, dip: int) -> Surface:
        return Moved(self._surface.glimpse(seed, dip), self.box, self._motion)

    def exhibit(self, point: Array) -> Exhibit | None:
        return self._surface.exhibit(self._motion.back(point))

    def landmarks(self) -> Array:
        return self._motion.forth(self._surface.landmarks())

    def doubts(self) -> Iterator[str]:
        return self._surface.doubts()

    def one_sided(self) -> "Moved":
        return Moved(self._surface.one_sided(), self.box, self._motion)

    def named_places(self) -> Array:
        return self._motion.forth(self._surface.named_places())

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        """Return the optima in the outer box: carried along, or found anew where its edges matter.

        With many axes the inner optima over all that the outer box shows are carried along; they
        are the global ones if they come to lie inside.
        """
        if self.dimension <= MESH_AXES:
            return find_optima(self, goal, budget)
        budget = budget or Budget()
        inner = self._surface.over(self._motion.shown(self.box)).optima(goal, budget)
        points = self._motion.forth(inner.global_points)
        inside = self.box.contains(points)
        if not inside.any():
            return find_optima(self, goal, budget)
        heights = inner.heights[: inner.best][inside]
        return Optima(points[inside], heights, best=int(inside.sum()), complete=False)
