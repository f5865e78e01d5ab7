"""Lines and plains of best places are known from single ones, however many these are."""

import pytest

from sandpit.surfaces import Goal
from tests.surfaces.samples import build

Range = tuple[float, float]

WHOLE: dict[str, tuple[str, tuple[Range, ...]]] = {
    "a cross": ("(x0*x1)^2", ((-5.0, 5.0),) * 2),
    "a cross of folds": ("(abs(x0) + abs(x1))*(abs(x0)*abs(x1))", ((-10.0, 10.0),) * 2),
    "a cross of cusps": ("(abs(sin(x0)*sin(x1)) + 1)^0.1", ((-3.0, 3.0),) * 2),
    "a crowned cross": (
        "0.0001*(abs(sin(x0)*sin(x1)*exp(abs(100 - sqrt(x0^2 + x1^2)/pi))) + 1)^0.1",
        ((-10.0, 10.0),) * 2,
    ),
    "a circle": ("(x0^2 + x1^2 - 9)^2", ((-4.0, 4.0),) * 2),
    "a fold": ("abs(x0 + 2*x1 - 1)", ((-4.0, 4.0),) * 2),
    "a wave's crest": ("-cos(x0 + x1)", ((-4.0, 4.0),) * 2),
    "a slanted line": ("(x0 - x1)^2 + x2^2 + x3^2", ((-5.0, 5.0),) * 4),
    "an axis that does nothing": ("x0^2 + x1^2 + x2^2", ((-5.0, 5.0),) * 4),
    "a sphere": ("(x0^2 + x1^2 + x2^2 - 4)^2", ((-5.0, 5.0),) * 3),
    "a plane": ("(x0 + x1 + x2)^2", ((-5.0, 5.0),) * 3),
    "an edge": ("-(x0^2)", ((-5.0, 5.0),) * 2),
}
SINGLE: dict[str, tuple[str, tuple[Range, ...], int]] = {
    "four pits": ("(x0^2 + x1 - 11)^2 + (x0 + x1^2 - 7)^2", ((-6.0, 6.0),) * 2, 4),
    "a flat bottom": ("(x0 - 1)^6 + (x1 - 2)^6", ((-4.0, 4.0),) * 2, 1),
    "a bent valley": ("100*(x1 - x0^2)^2 + (1 - x0)^2", ((-30.0, 30.0),) * 2, 1),
    "a valley of cusps": ("sqrt(abs(x1 - 0.01*x0^2)) + abs(x0 + 1)", ((-5.0, 5.0),) * 2, 1),
    "an egg box": ("cos(10*x0) + cos(10*x1)", ((0.0, 6.0),) * 2, 100),
    "a comb": ("cos(100*pi*x0)", ((0.0, 1.0),), 50),
    "opposite corners": ("-x0*x1", ((-5.0, 5.0),) * 2, 2),
    "all corners": ("-(x0^2 + x1^2 + x2^2)", ((-5.0, 5.0),) * 3, 8),
}


@pytest.mark.parametrize("name", WHOLE)
def test_best_places_without_a_gap_are_a_line_or_a_plain(name: str) -> None:
    formula, ranges = WHOLE[name]
    optima = build({"kind": "formula", "formula": formula}, *ranges).optima(Goal.PIT)
    assert optima.unbroken
    assert optima.countless
    assert not optima.complete


@pytest.mark.parametrize("name", SINGLE)
def test_single_best_places_are_counted(name: str) -> None:
    formula, ranges, count = SINGLE[name]
    optima = build({"kind": "formula", "formula": formula}, *ranges).optima(Goal.PIT)
    assert not optima.unbroken
    assert optima.best == count
