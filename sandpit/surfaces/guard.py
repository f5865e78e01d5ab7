"""Whether a formula is defined all over its domain.

Each operation that is not defined everywhere asks something of a part of the formula: a divisor
may not be 0, a logarithm's argument must be above 0. Each such part is evaluated all over the
domain, edges and corners included, then followed to its smallest value from where it was
smallest. A part that may not be 0 but has both signs has a zero between, wherever that lies.
"""

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.demands import Demand, demands_of
from sandpit.surfaces.evaluate import Formula, Value, spread
from sandpit.surfaces.expression import Apply

_COUNTS: Final = {1: 2049, 2: 65, 3: 17}
"""Points along each axis, by the number of axes: odd, so that the middle is one of them."""
_SAMPLES: Final = 4096
"""Random points where there are too many axes for a mesh; corners are added to them."""
_FOLLOWED: Final = 16
"""How many parts are followed to their smallest values: those that came nearest to trouble."""
_CLEAR: Final = 0.5
"""Of a part's size nearby: above this, it does not come near to 0 within a mesh's cell."""
_TRIALS: Final = 32
_ROUNDS: Final = 80
_AS_GOOD_AS_ZERO: Final = 1e-12
"""Of a part's size nearby: below this, a height divided by it is nothing but rounding."""


@dataclass(frozen=True)
class _Ground:
    """The points at which a formula is examined: one coordinate array an axis, broadcasting."""

    formula: Formula
    lower: Array
    upper: Array
    coordinates: tuple[Array, ...]
    shape: tuple[int, ...]

    def point(self, index: int) -> Array:
        """Return the point at a flat index, shape (n,)."""
        place = np.unravel_index(index, self.shape)
        return np.array([np.broadcast_to(axis, self.shape)[place] for axis in self.coordinates])

    def error(self, node: int, point: Array, said: str, cure: str) -> SurfaceError:
        """Return the error that names a part of the formula and a place."""
        text = self.formula.expression.texts()[node]
        text = text if len(text) <= 60 else f"{text[:57]}..."
        rounding = np.abs(point) < 1e-9 * (self.upper - self.lower)
        pairs = zip(self.formula.axes, np.where(rounding, 0.0, point), strict=True)
        place = ", ".join(f"{name} = {x:.6g}" for name, x in pairs)
        sinc = _as_sinc(self.formula, node)
        return SurfaceError(f"{text} is {said} at {place}", cure=sinc or cure, path=("formula",))


def _as_sinc(formula: Formula, node: int) -> str:
    """Return the cure for a quotient such as sin(u)/u, whose value at u = 0 is a limit."""
    nodes, texts = formula.expression.nodes, formula.expression.texts()
    quotient = nodes[node]
    if not isinstance(quotient, Apply) or quotient.operation != "/":
        return ""
    above, below = quotient.operands
    for top, bottom, template in ((above, below, "sinc({})"), (below, above, "1/sinc({})")):
        wave = nodes[top]
        if wave == Apply("sin", (bottom,)):
            return f"write {template.format(texts[bottom])}, which is 1 where {texts[bottom]} is 0"
    factors = nodes[above]
    while isinstance(factors, Apply) and factors.operation == "*":
        if Apply("sin", (below,)) in (nodes[index] for index in factors.operands):
            u = texts[below]
            return f"put sin({u})/{u} together as sinc({u}), which is 1 where {u} is 0"
        factors = nodes[factors.operands[0]]
    return ""


def check_defined(formula: Formula, lower: Array, upper: Array) -> None:
    """Raise SurfaceError, naming a place, where a formula has no finite value.

    `lower` and `upper` bound the formula's own axes, shape (n,).
    """
    if not formula.axes:
        return
    ground = _ground(formula, lower, upper)
    values = formula.values(ground.coordinates)
    demands = list(demands_of(formula))
    by_asker = {key: list(group) for key, group in itertools.groupby(demands, lambda d: d.asker)}
    for node, value in enumerate(values):
        for demand in by_asker.get(node, ()):
            measured = spread(demand.measure(values[demand.asked]), ground.shape)
            _check_sampled(ground, demand, measured)
        bad = ~np.isfinite(value)
        if bad.any():
            point = ground.point(int(np.argmax(np.broadcast_to(bad, ground.shape))))
            cure = "make it smaller, or narrow the axes' ranges"
            raise ground.error(node, point, "too large to be a number", cure)
    if varying := [demand for demand in demands if formula.constants[demand.asked] is None]:
        _follow(ground, varying, values)


def _ground(formula: Formula, lower: Array, upper: Array) -> _Ground:
    n = lower.size
    if n in _COUNTS:
        axes = np.linspace(lower, upper, _COUNTS[n], axis=-1)
        mesh = tuple(np.meshgrid(*axes, indexing="ij", sparse=True))
        return _Ground(formula, lower, upper, mesh, (_COUNTS[n],) * n)
    corners = np.array(list(itertools.product((0.0, 0.5, 1.0) if n < 7 else (0.0, 1.0), repeat=n)))
    inside = np.random.default_rng(0).random((_SAMPLES, n))
    points = lower + (upper - lower) * np.concatenate([corners, np.full((1, n), 0.5), inside])
    return _Ground(formula, lower, upper, tuple(points.T), (len(points),))


def _check_sampled(ground: _Ground, demand: Demand, measured: Array) -> None:
    """Raise where a demand is broken at an examined point, or must be between two of them."""
    broken = demand.broken(measured)
    if broken.any():
        worst = np.argmax(broken) if demand.either_sign else np.argmin(measured)
        point = ground.point(int(worst))
        raise ground.error(demand.asker, point, "undefined", demand.cure)
    if demand.either_sign and measured.min() < 0.0 < measured.max():
        below, above = ground.point(int(measured.argmin())), ground.point(int(measured.argmax()))
        raise ground.error(
            demand.asker, _crossing(ground, demand, below, above), "undefined", demand.cure
        )


def _crossing(ground: _Ground, demand: Demand, below: Array, above: Array) -> Array:
    """Return, by bisection, a point between two others where the measure changes its sign."""
    for _ in range(60):
        middle = 0.5 * (below + above)
        value = ground.formula.values(list(middle), demand.asked + 1)[demand.asked]
        if demand.measure(value) < 0.0:
            below = middle
        else:
            above = middle
    return above


def _follow(ground: _Ground, demands: list[Demand], values: list[Value]) -> None:
    """Raise where a demand turns out to be broken near where its measure was smallest."""
    best = np.array([_start(ground, demand, values) for demand in demands])
    measured = _measure(ground, demands, _trials(ground, best, np.ones(len(demands))))
    nearby = np.maximum(np.nanmax(np.abs(measured), axis=1), np.finfo(np.float64).tiny)
    clearance = np.nanmin(measured, axis=1) / nearby
    near = clearance < _CLEAR
    near &= [not demand.or_zero for demand in demands] | (clearance != 0.0)
    rows = np.flatnonzero(near)[np.argsort(clearance[near])][:_FOLLOWED]
    if rows.size:
        _descend(ground, [demands[row] for row in rows], best[rows], nearby[rows])


def _descend(ground: _Ground, demands: list[Demand], best: Array, nearby: Array) -> None:
    """Raise where a pattern search from `best`, of all demands at once, breaks one of them.

    Trial points are drawn nearer and nearer to each best one once none of them is better.
    """
    reach = np.ones(len(demands))
    for _ in range(_ROUNDS):
        trials = _trials(ground, best, reach)
        measured = _measure(ground, demands, trials)
        chosen = np.nanargmin(measured, axis=1)
        best = trials[np.arange(len(best)), chosen]
        for row, demand in enumerate(demands):
            smallest = measured[row, chosen[row]]
            zero = not demand.or_zero and smallest <= _AS_GOOD_AS_ZERO * nearby[row]
            if zero or smallest < 0.0:
                raise ground.error(demand.asker, best[row], "undefined", demand.cure)
        reach = np.where(chosen == 0, 0.5 * reach, reach)


def _start(ground: _Ground, demand: Demand, values: list[Value]) -> Array:
    """Return the examined point at which a demand's measure was smallest."""
    return ground.point(int(_sized(demand, values[demand.asked], ground.shape).argmin()))


def _trials(ground: _Ground, centres: Array, reach: Array) -> Array:
    """Return each centre of (k, n), then points around it, within the domain: (k, trials, n).

    A reach of 1 goes as far as the next points of the mesh.
    """
    n = ground.lower.size
    step = (ground.upper - ground.lower) / (_COUNTS.get(n, 9) - 1)
    offsets = reach[:, None, None] * step * _pattern(n)
    return np.clip(centres[:, None] + offsets, ground.lower, ground.upper)


@lru_cache(maxsize=16)
def _pattern(n: int) -> Array:
    """Return where trials are made about a centre in n axes: at it, then all around."""
    pattern = np.random.default_rng(1).uniform(-1.0, 1.0, (_TRIALS, n))
    pattern[0] = 0.0
    return pattern


def _measure(ground: _Ground, demands: list[Demand], trials: Array) -> Array:
    """Return each demand's measure at its own trial points (k, m, n), as (k, m), or NaN."""
    stop = max(demand.asked for demand in demands) + 1
    values = ground.formula.values(list(np.moveaxis(trials, -1, 0)), stop)
    rows = [
        _sized(demand, values[demand.asked], trials.shape[:2])[row]
        for row, demand in enumerate(demands)
    ]
    return np.where(np.isfinite(rows), rows, np.nan)


def _sized(demand: Demand, value: Value, shape: tuple[int, ...]) -> Array:
    """Return a demand's measure, or its size where either sign will do, as a full array."""
    with np.errstate(all="ignore"):
        measured = spread(demand.measure(value), shape)
    return np.abs(measured) if demand.either_sign else measured
