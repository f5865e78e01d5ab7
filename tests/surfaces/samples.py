"""At least one surface of each kind as a level writes it, with its formula in SymPy."""

import json
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
    return read(written).build(Site(Box.of(*ranges), names, seed))


@dataclass(frozen=True)
class Sample:
    name: str
    written: dict[str, Any]
    ranges: tuple[tuple[float, float], ...]
    formula: Formula

    @property
    def surface(self) -> Surface:
        return build(self.written, *self.ranges)


def hill(x):
    return 2 * exp(-(((x[0] - Rational(1, 2)) / 2) ** 2) / 2 - ((x[1] - 5) / 3) ** 2 / 2)


def turned(x):
    """A hill at (1/2, 5) scaled by (2, 1/2), turned by 30 degrees, shifted, about the middle."""
    middle = Matrix([Rational(1, 2), 5])
    shift = Matrix([Rational(1, 4), Rational(-1, 2)])
    turn = Matrix([[cos(pi / 6), -Rational(1, 2)], [Rational(1, 2), cos(pi / 6)]])
    stretch = sympy.diag(2, Rational(1, 2))
    inner = middle + (turn * stretch).inv() * (Matrix(x) - middle - shift)
    return hill(list(inner))


def sinc(t):
    return sin(t) / t


def lattice(x):
    spacing, angle = Rational(6, 5), pi / 9
    a, b = x[0] - 3, x[1] - 3
    u = (cos(angle) * a + sin(angle) * b) / spacing - Rational(1, 4)
    v = (-sin(angle) * a + cos(angle) * b) / spacing + Rational(1, 8)

    return cos(pi * u) * cos(pi * v) - sinc(pi * u) * sinc(pi * (v - 1))


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
        "formula",
        {"kind": "formula", "formula": "x0^2*sin(x1) - exp(-x0*x1/4)"},
        OBLONG,
        lambda x: x[0] ** 2 * sin(x[1]) - exp(-x[0] * x[1] / 4),
    ),
)
