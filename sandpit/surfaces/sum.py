"""Surfaces laid on top of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.axes import bounded
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.exhibit import Exhibit
from sandpit.surfaces.notation import factor, part_of
from sandpit.surfaces.optima import Goal
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.surface import Jet, Surface

MOST_TERMS = 64
MOST_TOLD = 4
"""Of so many terms it is said what they are."""


@dataclass(frozen=True, kw_only=True)
class SumSpec(Spec):
    """A sum of surfaces: sum_i weights_i f_i(x).

    Domain: any box over which all terms are defined.
    Optima: none is a term's own unless the others are level there: found by search.
    Teaches: derivatives add up; a hollow in one term is a dent in the whole.
    """

    kind: Literal["sum"] = "sum"
    terms: tuple[Spec, ...]
    """The surfaces that are added, 1 to 64 of any kind."""
    weights: tuple[float, ...] | None = None
    """What each is multiplied by, one number a term; all 1 if left out."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        """Return the sum, and what the first of its terms are."""
        told = self.terms[:MOST_TOLD]
        weights = self.weights or (1.0,) * len(self.terms)
        parts = [part_of(symbol, i) for i in range(len(told))]
        total = ""
        for weight, part in zip(weights, parts, strict=False):
            sign = ("-" if weight < 0 else "") if not total else (" - " if weight < 0 else " + ")
            total += f"{sign}{factor(abs(weight))}{part}"
        more = r" + \ldots" if len(self.terms) > len(told) else ""
        lines = [f"{symbol} = {total}{more}"]
        for part, term in zip(parts, told, strict=True):
            lines += [line for line in term.definition(names, part) if line not in lines]
        return tuple(lines)

    def build(self, site: Site) -> "Sum":
        """Build each term over the site's box; those with random seeds draw independently."""
        if not 0 < len(self.terms) <= MOST_TERMS:
            raise SurfaceError(
                f"a sum of {len(self.terms)} terms",
                cure=f"write 1 to {MOST_TERMS} surfaces",
                path=("terms",),
            )
        weights = (1.0,) * len(self.terms) if self.weights is None else self.weights
        if len(weights) != len(self.terms):
            raise SurfaceError(
                f"there are {counted(len(weights), 'weight')} "
                f"for {counted(len(self.terms), 'term')}",
                cure="write one weight for each term, or none at all",
                path=("weights",),
            )
        bounded(weights, "weights")
        parts: dict[int, tuple[float, Surface]] = {}
        for i, (weight, term) in enumerate(zip(weights, self.terms, strict=True)):
            like = self.terms.index(term)
            if like in parts and not term.draws:  # the same ground again: it is evaluated once
                parts[like] = (parts[like][0] + weight, parts[like][1])
                continue
            try:
                parts[i] = (weight, term.build(site.child(i)))
            except SurfaceError as error:
                raise error.under("terms", i) from None
        return Sum(site.box, tuple(parts.values()))


class Sum(Surface):
    """sum_i weight_i f_i, for (weight, surface) pairs over one box."""

    def __init__(self, box: Box, parts: tuple[tuple[float, Surface], ...]) -> None:
        self.box = box
        self._parts = parts

    @property
    def effort(self) -> int:
        return sum(part.effort for _, part in self._parts)

    @property
    def costs(self) -> Costs:
        total = Costs(0, 0, 0, 0)
        for _, part in self._parts:
            total = total.plus(part.costs)
        return total

    def heights(self, points: Array) -> Array:
        return np.asarray(sum(weight * part.heights(points) for weight, part in self._parts))

    def mesh(self, *axes: Array) -> Array:
        return np.asarray(sum(weight * part.mesh(*axes) for weight, part in self._parts))

    def gradient(self, points: Array) -> Array:
        return np.asarray(sum(weight * part.gradient(points) for weight, part in self._parts))

    def hessian(self, points: Array) -> Array:
        return np.asarray(sum(weight * part.hessian(points) for weight, part in self._parts))

    def jet(self, point: Array, order: int) -> Jet:
        height = 0.0
        gradient = np.zeros(self.dimension) if order >= 1 else None
        hessian = np.zeros((self.dimension, self.dimension)) if order >= 2 else None
        for weight, part in self._parts:
            jet = part.jet(point, order)
            height += weight * jet.height
            if gradient is not None and jet.gradient is not None:
                gradient += weight * jet.gradient
            if hessian is not None and jet.hessian is not None:
                hessian += weight * jet.hessian
        return Jet(height, gradient, hessian)

    def glimpse(self, seed: int, dip: int) -> Surface:
        return Sum(
            self.box, tuple((weight, part.glimpse(seed, dip)) for weight, part in self._parts)
        )

    def exhibit(self, point: Array) -> Exhibit | None:
        shown = (part.exhibit(point) for _, part in self._parts)
        return next((exhibit for exhibit in shown if exhibit is not None), None)

    def named_places(self) -> Array:
        return np.concatenate([part.named_places() for _, part in self._parts])

    def limit(self, goal: Goal) -> float | None:
        total = 0.0
        other = Goal.PIT if goal is Goal.PEAK else Goal.PEAK
        for weight, part in self._parts:
            limit = part.limit(goal if weight > 0 else other)
            if limit is None:
                return None
            total += weight * limit
        return total

    def landmarks(self) -> Array:
        return np.concatenate([part.landmarks() for _, part in self._parts])

    def doubts(self) -> Iterator[str]:
        for _, part in self._parts:
            yield from part.doubts()

    def one_sided(self) -> "Sum":
        return Sum(self.box, tuple((weight, part.one_sided()) for weight, part in self._parts))

    def over(self, box: Box) -> "Sum":
        return Sum(box, tuple((weight, part.over(box)) for weight, part in self._parts))
