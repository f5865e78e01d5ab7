"""A surface as a search wants it: at a kink its derivatives are those of one side, not a mean."""

from collections.abc import Callable

from sandpit.surfaces.box import Array
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.surface import Surface
from sandpit.surfaces.terms import Term

Derivative = Callable[[Array], Array]


class OneSided(Surface):
    """The heights of a surface, with derivatives that at a tip or along a fold are not averaged.

    They are those of one side, or not finite where there is none. A search that samples slopes
    on both sides of a kink finds along it only so, and one is a fraction of the work of a mean.
    """

    def __init__(self, surface: Surface, gradient: Derivative, hessian: Derivative) -> None:
        self.box = surface.box
        self._surface = surface
        self._gradient = gradient
        self._hessian = hessian

    @property
    def effort(self) -> int:
        return self._surface.effort

    @property
    def costs(self) -> Costs:
        return self._surface.costs

    def heights(self, points: Array) -> Array:
        return self._surface.heights(points)

    def gradient(self, points: Array) -> Array:
        return self._gradient(points)

    def hessian(self, points: Array) -> Array:
        return self._hessian(points)

    def mesh(self, *axes: Array) -> Array:
        return self._surface.mesh(*axes)

    def landmarks(self) -> Array:
        return self._surface.landmarks()

    def named_places(self) -> Array:
        return self._surface.named_places()

    def coordinates(self) -> tuple[Array, ...]:
        return self._surface.coordinates()

    def terms(self) -> tuple[Term, ...]:
        return self._surface.terms()

    @property
    def idle(self) -> tuple[int, ...]:
        return self._surface.idle
