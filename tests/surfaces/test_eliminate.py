"""Sums of terms are solved one axis after another: the best crossing is that of all crossings."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.surfaces import Array, Box, Goal, eliminate
from sandpit.surfaces.anchors import coordinates, places
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.eliminate import (
    Table,
    _hollows,
    _laid_out,
    best_crossings,
    costs_of,
    eliminated,
    grid_size,
    order_of,
)
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.language import parse
from sandpit.surfaces.terms import Term, terms_of
from tests.surfaces.plain import Plain

NAMES = tuple(f"x{i}" for i in range(5))
SHAPES: dict[str, list[tuple[int, ...]]] = {
    "a chain": [(0, 1), (1, 2), (2, 3), (3, 4)],
    "a ring": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)],
    "a star": [(2, 0), (2, 1), (2, 3), (2, 4)],
    "two parts": [(0, 3), (1, 2), (4, 4)],
    "threes": [(0, 1, 2), (2, 3, 4)],
}


def read(text: str) -> Formula:
    return Formula(parse(text, NAMES), NAMES, {})


def wavy(shape: list[tuple[int, ...]], seed: int) -> str:
    """Return a sum with a term of random waves for each group of axes."""
    rng = np.random.default_rng(seed)
    parts = []
    for axes in shape:
        inner = " + ".join(f"{rng.uniform(1, 9):.3f}*x{axis}" for axis in axes)
        bent = "*".join(f"x{axis}" for axis in axes)
        parts.append(f"{rng.uniform(-3, 3):.3f}*sin({inner}) - 0.5*cos({bent})")
    return " + ".join(f"({part})" for part in parts)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("sign", [-1, 1])
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_crossing_is_better_than_the_best_one_told(name: str, sign: int, seed: int) -> None:
    made = read(wavy(SHAPES[name], seed))
    lines = [np.linspace(-2.0, 2.0 + 0.1 * axis, 7) for axis in range(5)]
    told = best_crossings(terms_of(made, NAMES), lines, sign, 16)
    everywhere = np.array(list(itertools.product(*lines)))
    best = (sign * made(*everywhere.T)).min()
    assert sign * made(*told[0]) == pytest.approx(best, abs=1e-9)
    costs = sign * made(*told.T)
    assert (np.diff(costs) >= -1e-9).all()


def test_the_terms_of_a_sum_add_up_to_it() -> None:
    made = read("3 - 2*(x0*x1 - sin(x2))/4 + (-(x3 + 1)^2) + x0")
    terms = terms_of(made, NAMES)
    assert sorted(term.axes for term in terms) == [(0,), (0, 1), (2,), (3,)]
    lines = [np.linspace(-1, 1, 3)] * 4
    total = np.zeros((3,) * 4)
    for term in terms:
        table = term.table([lines[axis] for axis in term.axes])
        total += table.reshape([3 if axis in term.axes else 1 for axis in range(4)])
    mesh = np.meshgrid(*lines, indexing="ij")
    np.testing.assert_allclose(total + 3.0, made(*mesh), atol=1e-12)


@pytest.mark.parametrize("whole", ["exp({})", "sqrt(9 + {})", "-2*log(9 + {}) + 1"])
def test_an_increasing_function_of_a_sum_has_the_terms_of_the_sum(whole: str) -> None:
    terms = terms_of(read(whole.format("sin(x0) + x1*x2")), NAMES)
    assert {term.axes for term in terms} == {(0,), (1, 2)}
    assert {np.sign(term.weight) for term in terms} == {-1.0 if whole.startswith("-") else 1.0}


def test_a_chain_is_solved_on_a_fine_grid_and_what_meets_too_many_axes_not_at_all() -> None:
    def count(shape: list[tuple[int, ...]]) -> int:
        return grid_size([Term(axes, 1.0, read("x0")) for axes in shape], 5, 1e9)

    assert count([(axis,) for axis in range(5)]) > count(SHAPES["a chain"])
    assert count(SHAPES["a chain"]) > count(SHAPES["a ring"]) > 0
    assert count([(0, 1, 2, 3, 4)]) == 0


def test_each_axis_is_solved_for_once() -> None:
    for shape in SHAPES.values():
        terms = [Term(axes, 1.0, read("x0")) for axes in shape]
        assert sorted(axes[-1] for axes in order_of(terms, 5)) == list(range(5))


ANCHORS = [
    ("exp(-1000000*((x0 - 2)^2 + (2*x1 + 3)^2))", [(2.0, -1.5)]),
    ("sqrt(x0^2 + x1^2)", [(0.0, 0.0)]),
    ("exp(-(x0 - 1)^2 - (x1 - 2)^2) + exp(-(x0 + 1)^2 - (x1 - 3)^2)", [(1.0, 2.0), (-1.0, 3.0)]),
    ("abs(x0/4 - 1)", [(4.0, 0.0)]),
]


@pytest.mark.parametrize(("text", "named"), ANCHORS)
def test_a_formula_names_places_of_its_own(text: str, named: list[tuple[float, float]]) -> None:
    made = Formula(parse(text, NAMES[:2]), NAMES[:2], {})
    told = places(made, NAMES[:2], Box.of((-5, 5), (-5, 5)))
    assert set(named) <= {tuple(place) for place in told.tolist()}


SPLIT = [
    ("x0 + x1", [((0,), 1.0), ((1,), 1.0)]),
    ("x0 - x1", [((0,), 1.0), ((1,), -1.0)]),
    ("-(x0 - sin(x1))", [((0,), -1.0), ((1,), 1.0)]),
    ("3*x0 + x1*4", [((0,), 3.0), ((1,), 4.0)]),
    ("(x0 + x1)/4", [((0,), 0.25), ((1,), 0.25)]),
    ("(x0 + 3)*2 - 5", [((0,), 2.0)]),
    ("x0*x1", [((0, 1), 1.0)]),
    ("x0/x1", [((0, 1), 1.0)]),
    ("4/x0 + x1", [((0,), 1.0), ((1,), 1.0)]),
    ("exp(x0 + x1)", [((0,), 1.0), ((1,), 1.0)]),
    ("exp(x0 + x1) + x2", [((0, 1), 1.0), ((2,), 1.0)]),
    ("x2 + exp(x0 + x1)", [((0, 1), 1.0), ((2,), 1.0)]),
    ("2*tanh(atan(3*x0 - x1)) + 1", [((0,), 6.0 / 2), ((1,), -1.0)]),
    ("cos(x0 + x1)", [((0, 1), 1.0)]),
    ("cosh(x0 + x1)", [((0, 1), 1.0)]),
    ("-log(9 + x3 + x1)", [((1,), -1.0), ((3,), -1.0)]),
    ("(x0 + x1)^2", [((0, 1), 1.0)]),
    ("7 + 0*x0", [((0,), 0.0)]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_a_formula_is_split_where_it_adds_up(
    text: str, expected: list[tuple[tuple[int, ...], float]]
) -> None:
    """A factor of the whole beneath an increasing function is none of its terms'."""
    found = sorted((term.axes, term.weight) for term in terms_of(read(text), NAMES))
    scale = 2.0 if text.startswith("2*tanh") else 1.0
    assert [(axes, weight / scale) for axes, weight in found] == expected


def test_the_table_of_a_term_has_its_axes_in_the_order_of_the_domain() -> None:
    (term,) = terms_of(read("2*(x3*x1^2)"), NAMES)
    assert (term.axes, term.weight) == ((1, 3), 2.0)
    table = term.table([np.array([1.0, 3.0]), np.array([5.0, 7.0, 11.0])])
    np.testing.assert_array_equal(table, [[10, 14, 22], [90, 126, 198]])


def test_each_axis_meets_those_that_share_a_term_and_the_least_entangled_goes_first() -> None:
    def order(shape: list[tuple[int, ...]], n: int) -> list[tuple[int, ...]]:
        return order_of([Term(axes, 1.0, read("x0")) for axes in shape], n)

    assert order(SHAPES["a chain"], 5) == [(1, 0), (2, 1), (3, 2), (4, 3), (4,)]
    assert order(SHAPES["a star"], 5) == [(2, 0), (2, 1), (2, 3), (4, 2), (4,)]
    assert order(SHAPES["a ring"], 5) == [(1, 4, 0), (2, 4, 1), (3, 4, 2), (4, 3), (4,)]
    assert order(SHAPES["threes"], 5) == [(1, 2, 0), (2, 1), (3, 4, 2), (4, 3), (4,)]
    assert order([(0,)], 2) == [(0,), (1,)]
    assert order([(2, 0), (2, 1), (1, 0)], 4) == [(3,), (1, 2, 0), (2, 1), (2,)]


def test_tables_and_going_through_them_are_counted() -> None:
    chain = [Term(axes, 1.0, read("x0 + x1")) for axes in SHAPES["a chain"]]
    cells, work = costs_of(chain, 5, 10)
    assert cells == 4 * 100 + 10
    effort = chain[0].formula.effort
    assert work == 3 * (5 * cells + 4 * (1 + effort) * 100)


def test_a_grid_is_as_fine_as_its_tables_and_the_work_allow() -> None:
    single = [Term((axis,), 1.0, read("x0")) for axis in range(3)]
    assert grid_size(single, 3, 1e12) == 2049
    chain = [Term((0, 1), 1.0, read("x0")), Term((1, 2), 1.0, read("x0"))]
    assert grid_size(chain, 3, 1e12) == 1025  # 2 049 points would need 8 million entries
    sizes = [grid_size(chain, 3, work) for work in (1e12, 2e7, 1e6, 1e5, 1e4)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 0
    for size in sizes[:-1]:
        cells, work = costs_of(chain, 3, size)
        assert cells <= 3_000_000
        assert grid_size(chain, 3, work) == size
        assert grid_size(chain, 3, work - 1) < size
    wide = [Term((0, 1, 2, 3), 1.0, read("x0"))]
    wider = [Term((0, 1, 2, 3, 4), 1.0, read("x0"))]
    assert (grid_size(wide, 4, 1e12) > 0, grid_size(wider, 5, 1e12)) == (True, False)


def test_the_hollows_of_each_row_come_lowest_first() -> None:
    inf = np.inf
    costs = np.array(
        [
            [3.0, 1.0, 2.0, 0.0, 0.0, 5.0, 4.0],  # of two equal ones the last is one
            [inf, inf, 2.0, inf, 1.0, inf, inf],
            [inf] * 7,
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
        ]
    )
    rows, columns = _hollows(costs)
    found = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True)]
    assert [pair for pair in found if pair[0] == 0] == [(0, 3), (0, 4), (0, 1), (0, 6)]
    assert [pair for pair in found if pair[0] == 1] == [(1, 4), (1, 2)]
    assert [pair for pair in found if pair[0] == 2] == []
    assert [pair for pair in found if pair[0] == 3] == [(3, 0)]
    many = np.tile([0.0, 1.0], 40)[None]
    assert len(_hollows(many)[0]) == 16


def test_a_table_is_laid_out_among_more_axes() -> None:
    table = Table((3, 1), np.arange(6.0).reshape(2, 3))
    laid = _laid_out(table, (1, 2, 3))
    assert laid.shape == (3, 1, 2)
    assert laid[2, 0, 1] == table.costs[1, 2]


class Summed(Plain):
    """A field that knows its terms, over a box of its own."""

    def __init__(self, text: str, box: Box, named: tuple[float, ...] = ()) -> None:
        made = read(text)
        super().__init__(
            lambda p: made(*(p[..., i] for i in range(len(made.axes)))), len(made.axes), box=box
        )
        self._made, self._named = made, named

    def terms(self) -> tuple[Term, ...]:
        return terms_of(self._made, self._made.axes)

    def coordinates(self) -> tuple[Array, ...]:
        return (np.array(self._named),) * self.dimension


CHAIN = "sin(9*x0)*x1 + (x1 - x2)^2 + cos(8*x2) + x0^2/3"


@pytest.mark.parametrize("goal", Goal)
def test_the_best_place_of_a_chain_is_found_and_comes_first(goal: Goal) -> None:
    field = Summed(CHAIN, Box.of((-1, 1), (-2, 2), (-1.5, 1.5)))
    view = Downhill(field, goal, 0.05, 10.0)
    points, losses = eliminated(view, 24)
    assert 0 < len(points) == len(losses)
    np.testing.assert_allclose(losses, view.losses(points))
    lines = np.meshgrid(*field.box.linspaces(61), indexing="ij")
    everywhere = -goal.sign * field.heights(np.stack(lines, axis=-1))
    assert losses.min() <= everywhere.min()


def test_what_is_no_sum_is_not_solved_axis_by_axis() -> None:
    for text in ("x0*x1*x2", "sin(x0 + x1 + x2)"):
        field = Summed(text, Box.of(*[(-1, 1)] * 3))
        points, losses = eliminated(Downhill(field, Goal.PIT, 0.05, 10.0), 24)
        assert (points.shape, losses.shape) == ((0, 3), (0,))
    plain = Plain(lambda p: p.sum(axis=-1), 2)
    assert len(eliminated(Downhill(plain, Goal.PIT, 0.05, 10.0), 24)[0]) == 0


def test_solving_is_paid_for_and_ends_with_its_budget() -> None:
    field = Summed(CHAIN, Box.of((-1, 1), (-2, 2), (-1.5, 1.5)))
    budget = Budget()
    eliminated(Downhill(field, Goal.PIT, 0.05, 10.0, budget), 24)
    count = grid_size(field.terms(), 3, GROUND / 2)
    assert budget.spent >= costs_of(field.terms(), 3, count)[1]
    out = Budget()
    out.spend(GROUND)
    assert len(eliminated(Downhill(field, Goal.PIT, 0.05, 10.0, out), 24)[0]) == 0


def test_coordinates_that_a_surface_names_are_among_those_that_cross() -> None:
    spike = "abs(x0 - 0.123456789)^0.1 + abs(x1 - 0.123456789)^0.1"
    field = Summed(spike, Box.of((-1, 1), (-1, 1)), (0.123456789,))
    points, losses = eliminated(Downhill(field, Goal.PIT, 0.05, 10.0), 24)
    np.testing.assert_array_equal(points[losses.argmin()], [0.123456789] * 2)


NAMED = [
    ("abs(x0 - 2)", ([2.0], [])),
    ("abs(2*x0 + 3) + sqrt(x1/4 - 1)", ([-1.5], [4.0])),
    ("abs(3 - x0) + sin(x0 - 1)", ([1.0, 3.0], [])),
    ("abs(x0 - x1)", ([0.0], [0.0])),
    ("x0 + 2*x1 - 4", ([0.0], [0.0])),
    ("abs(x0 - 7)", ([], [])),  # outside
    ("(x0 - 2)*(x1 + 1)", ([2.0], [-1.0])),
    ("exp(-(x0*4))", ([0.0], [])),
    ("abs(x0*0 + 1)", ([], [])),
    ("abs(-(x0 - 2)/-3)", ([2.0], [])),
    ("abs(x0 + x0 - 3)", ([1.5], [])),
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_a_formula_names_coordinates_where_its_straight_lines_cross_0(
    text: str, named: tuple[list[float], list[float]]
) -> None:
    made = Formula(parse(text, NAMES[:2]), NAMES[:2], {})
    found = coordinates(made, NAMES[:2], Box.of((-5, 5), (-5, 5)))
    assert tuple(line.tolist() for line in found) == named


def test_no_more_coordinates_and_crossings_are_told_than_are_looked_at() -> None:
    box = Box.of((-50, 50), (-50, 50))
    text = " + ".join(f"abs(x0 - {i})" for i in range(40)) + " + abs(x1 - 1) + abs(x1 - 2)"
    made = Formula(parse(text, NAMES[:2]), NAMES[:2], {})
    along = coordinates(made, NAMES[:2], box)
    assert [line.size for line in along] == [32, 2]
    assert len(places(made, NAMES[:2], box)) == 64
    more = Formula(parse(text + " + abs(x1 - 3)", NAMES[:2]), NAMES[:2], {})
    assert len(places(more, NAMES[:2], box)) == 0


def test_axes_that_a_part_does_not_name_are_in_the_middle() -> None:
    made = Formula(parse("abs(x1 - 2)", NAMES[:3]), NAMES[:3], {})
    found = places(made, NAMES[:3], Box.of((0, 1), (-5, 5), (2, 6)))
    assert {tuple(place) for place in found.tolist()} == {(0.5, 0.0, 4.0), (0.5, 2.0, 4.0)}
    outside = places(made, NAMES[:3], Box.of((0, 1), (3, 5), (2, 6)))
    assert {tuple(place) for place in outside.tolist()} <= {(0.5, 4.0, 4.0)}


def test_the_coordinates_that_were_found_are_crossed_anew_while_that_leads_lower(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []
    real = eliminate.best_crossings

    def counted(terms: Sequence[Term], lines: Sequence[Array], sign: int, most: int) -> Array:
        sizes.append(lines[0].size)
        return real(terms, lines, sign, most)

    monkeypatch.setattr(eliminate, "best_crossings", counted)
    field = Summed(CHAIN, Box.of((-1, 1), (-2, 2), (-1.5, 1.5)))
    eliminated(Downhill(field, Goal.PIT, 0.05, 10.0), 24)
    assert 2 <= len(sizes) <= 3
    assert sizes[0] == grid_size(field.terms(), 3, GROUND / 2)
    assert all(size <= 24 + 2 for size in sizes[1:])
