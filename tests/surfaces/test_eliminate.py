"""Sums of terms are solved one axis after another: the best crossing is that of all crossings."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.surfaces import Box
from sandpit.surfaces.eliminate import best_crossings, grid_size, order_of
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.language import parse
from sandpit.surfaces.terms import Term, terms_of

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
    from sandpit.surfaces.anchors import places

    made = Formula(parse(text, NAMES[:2]), NAMES[:2], {})
    told = places(made, NAMES[:2], Box.of((-5, 5), (-5, 5)))
    assert set(named) <= {tuple(place) for place in told.tolist()}
