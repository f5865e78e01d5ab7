"""A surface whose height is given by a formula of the axes."""

import copy
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.anchors import coordinates, places
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import CALL, Budget, Costs
from sandpit.surfaces.derive import Derivatives, taylor_coefficients
from sandpit.surfaces.enclose import never_reaches
from sandpit.surfaces.evaluate import Formula, spread
from sandpit.surfaces.expression import CONSTANTS, FUNCTIONS
from sandpit.surfaces.guard import check_defined
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex, name_latex
from sandpit.surfaces.notation import of_point, written
from sandpit.surfaces.one_sided import OneSided
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.surface import UNSTRETCHED, Goal, Jet, Optima, Stretch, Surface
from sandpit.surfaces.symbols import gradient_latex, hessian_latex
from sandpit.surfaces.terms import Term, terms_of
from sandpit.surfaces.tips import Tips, mean_around
from sandpit.surfaces.tokens import is_name
from sandpit.surfaces.work import check_work


@dataclass(frozen=True, kw_only=True)
class FormulaSpec(Spec):
    """A height given by a formula of the axes' names.

    + - * / ^ **, brackets, numbers, pi, e, and sin cos tan asin acos atan sinh cosh tanh exp log
    sqrt abs sinc, where sinc(u) is sin(u)/u, and 1 at 0. -x^2 is -(x^2); 2x is written 2*x.

    Domain: any box over which the formula has a finite value everywhere; at most 12 axes occur.
    Optima: found by search.
    Derivatives: exact. At a cone's tip or a fold, where a height has none, the mean of those close
        around is told: 0 for sqrt(x^2 + y^2) at (0, 0); the Hessian of a tip is told as 0.
    Teaches: what its designer writes.
    """

    kind: Literal["formula"] = "formula"
    formula: str
    """The height, such as "exp(-(x^2 + y^2)/2)" for axes named x and y."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Numbers with names that the formula may use."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        expression = parse(self.formula, (*names, *self.parameters))
        numbers = sorted(name for name in self.parameters if name in expression.names)
        return (
            f"{of_point(symbol, names)} = {latex(expression)}",
            *(f"{name_latex(name)} = {written(self.parameters[name])}" for name in numbers),
        )

    def build(self, site: Site) -> "FormulaSurface":
        """Read the formula; raises FormulaError, or SurfaceError where it is not defined."""
        _check_names(site.names, self.parameters)
        expression = parse(self.formula, (*site.names, *self.parameters))
        formula = Formula(expression, site.names, self.parameters)
        check_work(formula, site.shared)
        return FormulaSurface(site.box, site.names, formula)


def _check_names(axes: tuple[str, ...], parameters: Mapping[str, float]) -> None:
    """Raise SurfaceError for a name that means two things, or that no formula could mention."""
    taken = {**dict.fromkeys(FUNCTIONS, "function"), **dict.fromkeys(CONSTANTS, "constant")}
    for axis in axes:
        if axis in taken:
            said = f"the axis {axis} has the name of a {taken[axis]}"
            raise SurfaceError(said, cure="give the axis another name", path=("formula",))
    taken |= dict.fromkeys(axes, "axis")
    for name, value in parameters.items():
        path = ("parameters", name)
        if name in taken:
            article = "an" if taken[name] == "axis" else "a"
            said = f"the parameter {name} has the name of {article} {taken[name]}"
            raise SurfaceError(said, cure="give the parameter another name", path=path)
        if not is_name(name):
            cure = "begin with a letter; letters, digits and _ may follow"
            raise SurfaceError(f"{name[:40]!r} is not a name", cure=cure, path=path)
        if not math.isfinite(value):
            raise SurfaceError(
                f"the parameter {name} is not a finite number", cure="write a number", path=path
            )


class FormulaSurface(Surface):
    """The heights that a formula gives; its derivatives are worked out when first asked for.

    Raises SurfaceError where the formula is not defined all over the box.
    """

    def __init__(self, box: Box, names: tuple[str, ...], formula: Formula) -> None:
        self.box = box
        self._names = names
        self._formula = formula
        self._used = [names.index(name) for name in formula.axes]
        self._tips = Tips(formula, box.extent[self._used])
        self._derivatives: dict[int, Derivatives] = {}
        self._stretch = UNSTRETCHED
        self._known: Mapping[Goal, Optima] = {}
        self._check_defined()

    def over(self, box: Box) -> Self:
        """Return the same function over another box; raises SurfaceError where it is undefined."""
        other = super().over(box)
        other._known = {}
        other._check_defined()
        return other

    def _check_defined(self) -> None:
        check_defined(self._formula, self.box.lower[self._used], self.box.upper[self._used])

    def stretched(self, scale: float, offset: float, known: Mapping[Goal, Optima]) -> Self:
        """Return scale * this + offset, compiled as one formula: a reading costs no more."""
        other = copy.copy(self)
        before, shift = self._stretch
        other._stretch = (scale * before, scale * shift + offset)
        other._derivatives = {}
        other._known = known
        return other

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        return self._known.get(goal) or super().optima(goal, budget)

    @property
    def latex(self) -> str:
        """The formula as mathematics, for LaTeX's mathematical mode."""
        return latex(self._formula.expression)

    @property
    def gradient_latex(self) -> tuple[str, ...]:
        """The formula's derivative along each axis as mathematics; "" where it is too long."""
        return gradient_latex(self._formula, self._names)

    @property
    def hessian_latex(self) -> tuple[tuple[str, ...], ...]:
        """The formula's second derivatives, row by row, as mathematics; "" where too long."""
        return hessian_latex(self._formula, self._names)

    @property
    def stretch(self) -> Stretch:
        return self._stretch

    @property
    def effort(self) -> int:
        return self._formula.effort

    @property
    def costs(self) -> Costs:
        """Derivatives are worked out point by point: ten times as dear as heights."""
        effort, n = self.effort, self.dimension
        gradient = 30 * effort + 120
        hessian = gradient * (3 + n) // 3
        return Costs(2 * effort + 5, 5 * effort + 10, gradient, hessian, CALL + 1_500 * effort)

    def heights(self, points: Array) -> Array:
        points = np.asarray(points, dtype=np.float64)
        coordinates = (points[..., axis] for axis in self._used)
        return self._spread(coordinates, points.shape[:-1])

    def mesh(self, *axes: Array) -> Array:
        """Return the heights on the grid that 1-D `axes` span; see Surface.mesh.

        What depends on one axis alone is worked out once for each of its coordinates.
        """
        opened = np.meshgrid(*axes, indexing="ij", sparse=True)
        coordinates = (opened[axis] for axis in self._used)
        return self._spread(coordinates, tuple(len(axis) for axis in axes))

    def _spread(self, coordinates: Iterable[Array], shape: tuple[int, ...]) -> Array:
        heights = spread(self._formula(*coordinates), shape)
        if self._stretch != UNSTRETCHED:
            scale, offset = self._stretch
            heights *= scale
            heights += offset
        return heights

    def gradient(self, points: Array) -> Array:
        return self._rounded_off(points, self._gradient(points), 1)

    def hessian(self, points: Array) -> Array:
        return self._rounded_off(points, self._hessian(points), 2)

    def one_sided(self) -> Surface:
        return OneSided(
            self,
            lambda points: self._derived(1).one_sided_gradient(points),
            lambda points: self._derived(2).one_sided_hessian(points),
        )

    def jet(self, point: Array, order: int) -> Jet:
        """Return height and derivatives; at a cone's tip, the mean of those around it."""
        try:
            jet = self._derivatives[order].jet(point)
        except KeyError:
            jet = self._derive(order).jet(point)
        if not self._tips or jet.gradient is None:
            return jet
        told = jet.gradient if jet.hessian is None else jet.hessian
        if np.isfinite(told).all() and not self._tips.reached_at(point[self._used]):
            return jet
        gradient = self._rounded_off(point, jet.gradient, 1)
        hessian = None if jet.hessian is None else self._rounded_off(point, jet.hessian, 2)
        return Jet(jet.height, gradient, hessian)

    def _gradient(self, points: Array) -> Array:
        return self._derived(1).gradient(points)

    def _hessian(self, points: Array) -> Array:
        return self._derived(2).hessian(points)

    def _rounded_off(self, points: Array, answers: Array, order: int) -> Array:
        """Return gradients or Hessians at points (..., n), told at tips and folds too."""
        if not self._tips:
            return answers
        points = np.asarray(points, dtype=np.float64)
        lost = ~np.isfinite(answers).all(axis=tuple(range(-order, 0)))
        lost |= self._tips.reached(points[..., self._used])
        if lost.any():
            with np.errstate(all="ignore"):
                lost &= np.isfinite(self.heights(points))
        for place in map(tuple, np.argwhere(lost)):
            told = self._at_tip(points[place], order)
            answers[place] = answers[place] if told is None else told
        return answers

    def _at_tip(self, point: Array, order: int) -> Array | None:
        """Return a derivative where the formula has a tip: the mean around it, if it has one.

        A tip's curvature is without bound, but its gradient is not: then the Hessian is told as 0.
        """
        derivative = self._gradient if order == 1 else self._hessian
        mean = mean_around(derivative, point, self.box.extent)
        if mean is not None or order == 1 or np.isfinite(self._gradient(point)).all():
            return mean
        tip = mean_around(self._gradient, point, self.box.extent) is not None
        return np.zeros((point.size, point.size)) if tip else None

    def never_reaches(self, height: float, goal: Goal) -> bool:
        scale, offset = self._stretch
        box = (
            Box(self.box.lower[self._used], self.box.upper[self._used]) if self._used else self.box
        )
        return never_reaches(self._formula, box, (height - offset) / scale, goal.sign)

    def named_places(self) -> Array:
        return places(self._formula, self._names, self.box)

    def coordinates(self) -> tuple[Array, ...]:
        return coordinates(self._formula, self._names, self.box)

    def terms(self) -> tuple[Term, ...]:
        return terms_of(self._formula, self._names)

    @property
    def idle(self) -> tuple[int, ...]:
        return tuple(axis for axis in range(self.dimension) if axis not in self._used)

    def series(self, point: Array, order: int) -> Array:
        if self.dimension != 1:
            return super().series(point, order)
        scale, offset = self._stretch
        extent = float(self.box.extent[0])
        series = scale * taylor_coefficients(self._formula, float(point[0]), order, extent)
        series[0] += offset
        if self._tips and self._tips.reached(point):
            told = super().series(point, min(order, 2))
            series[: told.size] = told
        return np.asarray(series, dtype=np.float64)

    def _derived(self, order: int) -> Derivatives:
        return self._derivatives.get(order) or self._derive(order)

    def _derive(self, order: int) -> Derivatives:
        derived = Derivatives(self._formula, self._names, self.box.extent, order, self._stretch)
        self._derivatives[order] = derived
        return derived
