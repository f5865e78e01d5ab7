"""At least one surface of each kind as a level writes it, with its formula in SymPy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy
from pydantic import TypeAdapter
from sympy import Matrix, Rational, cos, exp, pi, sin

from sandpit.surfaces import Box, Site, Spec, Surface
from tests.surfaces.symbolic import Formula

SQUARE = ((0.0, 6.0), (0.0, 6.0))
OBLONG = ((-1.0, 2.0), (3.0, 7.0))
READER = TypeAdapter(Spec)


def read(written: dict[str, Any]) -> Spec:
    """Return the spec that a level's JSON stands for."""
    return READER.validate_json(json.dumps(written))


def build(
    written: dict[str, Any], *ranges: tuple[float, float], seed: int | None = None
) -> Surface:
    """Return the surface that a level's JSON stands for over a box."""
    names = tuple(f"x{i}" for i in range(len(ranges)))
    return read(written).build(Site(Box.of(*ranges), names, seed, read=FILES.__getitem__))


@dataclass(frozen=True)
class Sample:
    name: str
    written: dict[str, Any]
    ranges: tuple[tuple[float, float], ...]
    formula: Formula

    @property
    def surface(self) -> Surface:
        return build(self.written, *self.ranges)


def hill(x: Sequence[sympy.Expr]) -> sympy.Expr:
    return 2 * exp(-(((x[0] - Rational(1, 2)) / 2) ** 2) / 2 - ((x[1] - 5) / 3) ** 2 / 2)


def turned(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """A hill at (1/2, 5) scaled by (2, 1/2), turned by 30 degrees, shifted, about the middle."""
    middle = Matrix([Rational(1, 2), 5])
    shift = Matrix([Rational(1, 4), Rational(-1, 2)])
    turn = Matrix([[cos(pi / 6), -Rational(1, 2)], [Rational(1, 2), cos(pi / 6)]])
    stretch = sympy.diag(2, Rational(1, 2))
    inner = middle + (turn * stretch).inv() * (Matrix(x) - middle - shift)
    return hill(list(inner))


def sinc(t: sympy.Expr) -> sympy.Expr:
    return sin(t) / t


def lattice(x: Sequence[sympy.Expr]) -> sympy.Expr:
    spacing, angle = Rational(6, 5), pi / 9
    a, b = x[0] - 3, x[1] - 3
    u = (cos(angle) * a + sin(angle) * b) / spacing - Rational(1, 4)
    v = (-sin(angle) * a + cos(angle) * b) / spacing + Rational(1, 8)

    return cos(pi * u) * cos(pi * v) - sinc(pi * u) * sinc(pi * (v - 1))


def neuron(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """Mean squares of tanh(w t + b) over three examples, and a penalty of 5/8."""
    examples = ((-1, -1), (Rational(1, 2), Rational(1, 4)), (2, 1))
    missed = [(sympy.tanh(x[0] * t + x[1]) - wanted) ** 2 for t, wanted in examples]
    return sum(missed) / 3 + Rational(5, 16) * x[0] ** 2


def two_links(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """Cross-entropy of the sigmoid of v tanh(w t), without biases."""
    answers = [x[1] * sympy.tanh(x[0] * t) for t in (-1, Rational(1, 2), 2)]
    signs = (1, -1, -1)
    return sum(sympy.log(1 + exp(s * a)) for s, a in zip(signs, answers, strict=True)) / 3


def fading(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """Mean squares of a exp(-k t) over the rows of FADING."""
    return sum((x[0] * exp(-x[1] * t) - y) ** 2 for t, y in ROWS) / 3


def line(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """Chi-squared of a + b t, with an error of 1/2, over the rows of FADING."""
    return sum(4 * (x[0] + x[1] * t - y) ** 2 for t, y in ROWS)


def robust_line(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """The same with far misses counted by their size."""
    misses = [4 * (x[0] + x[1] * t - y) ** 2 for t, y in ROWS]
    return sum(2 * (sympy.sqrt(1 + r) - 1) for r in misses)


def cubic_ground(x: Sequence[sympy.Expr]) -> sympy.Expr:
    """A polynomial of third degree, which a spline through its heights gives back exactly."""
    u, v = (x[0] + 1) / 3 * 4, (x[1] - 3) / 4 * 5
    return u**3 / 8 - u * v + v**3 / 16 - u**2 * v / 4


def ground_file() -> bytes:
    """The heights of `cubic_ground` on a grid of 5 columns and 6 rows, the upper end first."""
    heights = [
        [u**3 / 8 - u * v + v**3 / 16 - u**2 * v / 4 for u in range(5)] for v in reversed(range(6))
    ]
    return "\n".join(",".join(map(repr, row)) for row in heights).encode()


FILES = {"ground.csv": ground_file()}
"""The files beside the samples."""

ROWS = ((Rational(1, 10), 2), (Rational(1, 2), 1), (1, Rational(1, 4)))
FADING: dict[str, Any] = {"columns": ["t", "y"], "rows": [[0.1, 2.0], [0.5, 1.0], [1.0, 0.25]]}
HILL = {"kind": "hill", "center": [0.5, 5.0], "width": [2.0, 3.0], "height": 2.0}
SADDLE = {"kind": "bowl", "center": [1.0, 4.0], "curvatures": [2.0, -3.0], "height": 1.0}

SAMPLES = (
    Sample("hill", HILL, OBLONG, hill),
    Sample(
        "hill-of-one-axis-upside-down",
        {"kind": "hill", "center": [2.5], "width": 0.5, "height": -3.0},
        ((0.0, 6.0),),
        lambda x: -3 * exp(-2 * (x[0] - Rational(5, 2)) ** 2),
    ),
    Sample(
        "saddle", SADDLE, OBLONG, lambda x: 1 + (x[0] - 1) ** 2 - Rational(3, 2) * (x[1] - 4) ** 2
    ),
    Sample(
        "turned-bowl",
        {"kind": "bowl", "center": [0.5, 5.0, 1.0], "matrix": [[3, 1, 0], [1, 2, -1], [0, -1, 4]]},
        (*OBLONG, (0.0, 3.0)),
        lambda x: (
            (
                3 * (x[0] - Rational(1, 2)) ** 2
                + 2 * (x[1] - 5) ** 2
                + 4 * (x[2] - 1) ** 2
                + 2 * (x[0] - Rational(1, 2)) * (x[1] - 5)
                - 2 * (x[1] - 5) * (x[2] - 1)
            )
            / 2
        ),
    ),
    Sample(
        "waves-written-out",
        {
            "kind": "waves",
            "frequency": 2.0,
            "amplitude": 0.5,
            "terms": [
                {"index": [1, 2], "amplitude": 3.0, "phase": [0.25, 0.5]},
                {"index": [2, 0], "amplitude": -1.0},
            ],
        },
        OBLONG,
        lambda x: (
            Rational(3, 2)
            * cos(2 * pi * (x[0] + 1) / 3 + Rational(1, 4))
            * cos(pi * (x[1] - 3) + Rational(1, 2))
            - cos(4 * pi * (x[0] + 1) / 3) / 2
        ),
    ),
    Sample(
        "waves-of-three-axes",
        {"kind": "waves", "terms": [{"index": [1, 2, 1]}, {"index": [0, 1, 2], "amplitude": 0.5}]},
        ((0.0, 1.0),) * 3,
        lambda x: (
            cos(pi * x[0]) * cos(2 * pi * x[1]) * cos(pi * x[2])
            + cos(pi * x[1]) * cos(2 * pi * x[2]) / 2
        ),
    ),
    Sample(
        "lattice",
        {"kind": "lattice", "angle": 20.0, "shift": [0.25, -0.125], "pit": 1},
        SQUARE,
        lattice,
    ),
    Sample(
        "benchmark",
        {"kind": "benchmark", "name": "rosenbrock"},
        ((-2.0, 2.0), (-1.0, 3.0)),
        lambda x: 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2,
    ),
    Sample(
        "sum",
        {"kind": "sum", "terms": [HILL, SADDLE], "weights": [2.0, -0.5]},
        OBLONG,
        lambda x: 2 * hill(x) - (1 + (x[0] - 1) ** 2 - Rational(3, 2) * (x[1] - 4) ** 2) / 2,
    ),
    Sample(
        "moved",
        {
            "kind": "moved",
            "surface": HILL,
            "shift": [0.25, -0.5],
            "rotate": 30.0,
            "scale": [2.0, 0.5],
        },
        OBLONG,
        turned,
    ),
    Sample(
        "network-of-one-neuron",
        {
            "kind": "network",
            "layers": [1, 1],
            "output": "tanh",
            "penalty": 0.625,
            "data": {"inputs": [[-1.0], [0.5], [2.0]], "targets": [-1.0, 0.25, 1.0]},
        },
        ((-1.0, 2.0), (-1.5, 1.0)),
        neuron,
    ),
    Sample(
        "network-of-two-links",
        {
            "kind": "network",
            "layers": [1, 1, 1],
            "loss": "cross-entropy",
            "bias": False,
            "data": {"inputs": [[-1.0], [0.5], [2.0]], "targets": [0, 1, 1]},
        },
        ((0.25, 2.0), (-1.5, 1.0)),
        two_links,
    ),
    Sample(
        "formula",
        {"kind": "formula", "formula": "x0^2*sin(x1) - exp(-x0*x1/4)"},
        OBLONG,
        lambda x: x[0] ** 2 * sin(x[1]) - exp(-x[0] * x[1] / 4),
    ),
    Sample(
        "fit",
        {"kind": "fit", "model": "x0*exp(-x1*t)", "data": FADING, "x": "t", "y": "y"},
        OBLONG,
        fading,
    ),
    Sample(
        "fit-of-a-line",
        {
            "kind": "fit",
            "model": "x0 + x1*t",
            "data": FADING,
            "x": "t",
            "y": "y",
            "errors": 0.5,
            "loss": "chi-squared",
        },
        ((-1.0, 4.0), (-3.0, 1.0)),
        line,
    ),
    Sample(
        "fit-of-a-line-robust",
        {
            "kind": "fit",
            "model": "x0 + x1*t",
            "data": FADING,
            "x": "t",
            "y": "y",
            "errors": 0.5,
            "loss": "robust",
        },
        ((-1.0, 4.0), (-3.0, 1.0)),
        robust_line,
    ),
    Sample("terrain", {"kind": "terrain", "file": "ground.csv"}, OBLONG, cubic_ground),
)
