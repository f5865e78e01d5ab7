"""Where a search begins: how fine its mesh is, and which of its points are candidates."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal, starts
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.starts import mesh_count, on_mesh, scatter, zoomed
from tests.surfaces.plain import Plain

COUNTS = [
    (1, 8, 1.0, 1024),
    (2, 8, 1.0, 256),
    (2, GROUND // 40_000, 1.0, 100),  # a quarter of the budget buys 100 points a side
    (2, GROUND // 40_000, 0.25, 64),
    (2, GROUND, 1.0, 64),
    (1, GROUND // 4_000, 1.0, 1024),
    (3, 8, 1.0, 58),
    (3, GROUND // 400_000, 1.0, 46),
    (3, GROUND, 1.0, 27),
    (6, 8, 1.0, 7),
    (6, GROUND, 1.0, 5),
    (2, 0, 1.0, 256),
]


@pytest.mark.parametrize(("axes", "cost", "share", "count"), COUNTS)
def test_a_mesh_is_as_fine_as_a_quarter_of_the_budget_pays_for(
    axes: int, cost: int, share: float, count: int
) -> None:
    assert mesh_count(axes, cost, Budget(share * GROUND)) == count


grids = arrays.arrays(
    np.float64,
    arrays.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=5),
    elements=st.integers(0, 3).map(float),
)


@given(grids)
def test_a_candidate_is_beaten_by_no_neighbour_and_beats_one(losses: Array) -> None:
    """Corners are neighbours too, and a plain without a rim has no candidate."""
    for at in np.ndindex(losses.shape):
        around = [
            range(max(0, i - 1), min(i + 2, n)) for i, n in zip(at, losses.shape, strict=True)
        ]
        near = [losses[other] for other in itertools.product(*around)]
        expected = losses[at] <= min(near) and losses[at] < max(near)
        assert starts._candidates(losses)[at] == expected


def ripples(waves: float) -> Any:
    return lambda points: np.cos(np.pi * waves * points).sum(axis=-1)


def test_the_candidates_of_a_mesh_come_best_first_with_the_view_they_belong_to() -> None:
    field = Plain(lambda p: np.cos(4 * np.pi * p[..., 0]) + p[..., 0], 1)
    for goal, sign in ((Goal.PIT, 1), (Goal.PEAK, -1)):
        points, view, complete = on_mesh(field, goal, Budget())
        heights = field.heights(points)
        assert (np.diff(sign * heights) > 0).all()
        assert len(points) == {Goal.PIT: 4 + 1, Goal.PEAK: 5}[goal]
        assert complete
        assert view.cell == 1 / 1023
        line = field.heights(np.linspace(-1, 1, 1024)[:, None])
        assert view.spread == float(np.ptp(line))
        assert (view.surface, view.goal) == (field, goal)


@pytest.mark.parametrize(
    ("waves", "axes", "cost", "count", "complete"),
    [
        (60, 1, 8, 1024, True),
        (130, 1, 8, 2048, True),
        (600, 1, 8, 4096, False),  # still crowded, and no finer mesh is made
        (130, 1, GROUND // 8_000, 1024, False),  # a finer one would be too dear
        (12, 2, 8, 256, True),
        (40, 2, 8, 512, False),  # more candidates than are polished
    ],
)
def test_a_mesh_is_made_finer_where_optima_are_crowded(
    waves: float, axes: int, cost: int, count: int, complete: bool
) -> None:
    field = Plain(ripples(waves), axes, cost=cost)
    points, view, found = on_mesh(field, Goal.PIT, Budget())
    assert view.cell == 1 / (count - 1)
    assert found == complete
    assert len(points) <= starts.MOST_POLISHED


@pytest.mark.parametrize(("axes", "complete"), [(3, True), (4, False)])
def test_a_mesh_over_more_than_three_axes_is_not_believed(axes: int, complete: bool) -> None:
    field = Plain(lambda p: (p**2).sum(axis=-1), axes)
    points, view, found = on_mesh(field, Goal.PIT, Budget())
    assert found == complete
    assert len(points) == (1 if round(1 / view.cell) % 2 == 0 else 2**axes)


def test_the_best_place_of_a_mesh_is_as_its_axes_say() -> None:
    box = Box.of((0, 1), (10, 30))
    field = Plain(lambda p: (p[..., 0] - 0.2) ** 2 + (p[..., 1] - 15) ** 2, 2, box=box)
    points, _, _ = on_mesh(field, Goal.PIT, Budget())
    np.testing.assert_allclose(points, [[0.2, 15]], atol=0.05)


@pytest.mark.parametrize("look", [on_mesh, scatter])
@pytest.mark.parametrize("height", [0.0, -3.0, 1e9])
def test_a_flat_field_is_refused(look: Any, height: float) -> None:
    field = Plain(lambda p: np.full(p.shape[:-1], height), 2)
    with pytest.raises(SurfaceError) as caught:
        look(field, Goal.PIT, Budget())
    said = "the surface is flat: no point of its domain is higher than another"
    assert (caught.value.message, caught.value.cure) == (said, "give it a slope")


@pytest.mark.parametrize("rise", [2e-13, 0.5])
def test_a_field_that_rises_by_more_than_rounding_is_not_flat(rise: float) -> None:
    view = on_mesh(Plain(lambda p: 1 + rise * p[..., 0] / 2, 1), Goal.PEAK, Budget())[1]
    assert view.spread == pytest.approx(rise, rel=0.01)


def test_a_field_without_a_height_somewhere_is_refused_with_the_place() -> None:
    box = Box.of((0, 3), (0, 1))
    field = Plain(lambda p: np.where(p[..., 0] > 1.25, np.inf, p[..., 1]), 2, box=box)
    with pytest.raises(SurfaceError) as caught:
        on_mesh(field, Goal.PIT, Budget())
    assert caught.value.message == "the surface has no finite height at (1.259, 0)"
    assert caught.value.cure == "choose a smaller domain or smaller numbers"


def test_of_a_place_of_many_axes_eight_coordinates_are_told() -> None:
    field = Plain(lambda p: np.where(p[..., 0] > 0.9, np.nan, p[..., 1]), 9)
    with pytest.raises(SurfaceError, match="no finite height at") as caught:
        scatter(field, Goal.PIT, Budget())
    numbers = caught.value.message.partition("(")[2].rstrip(")").split(", ")
    assert len(numbers) == 8
    assert float(numbers[0]) > 0.9


def test_the_best_of_a_scatter_come_in_their_order() -> None:
    box = Box.of(*[(2.0, 4.0)] * 7)
    field = Plain(lambda p: ((p - 3) ** 2).sum(axis=-1), 7, box=box)
    points, view, complete = scatter(field, Goal.PIT, Budget())
    losses = field.heights(points)
    assert not complete
    assert points.shape == (96, 7)
    assert (np.diff(losses) >= 0).all()
    (looked_at, _) = field.asked
    assert looked_at.shape == (8192, 7)
    assert box.contains(looked_at).all()
    assert losses[-1] <= np.sort(field.heights(looked_at))[95]
    assert (view.cell, view.spread) == (0.05, float(np.ptp(field.heights(looked_at))))
    again, _, _ = scatter(field, Goal.PIT, Budget())
    np.testing.assert_array_equal(again, points)


CELL = 1 / 256


def wells(apart: float) -> Plain:
    """A broad well at 0, and a narrow, deeper one beside it."""

    def heights(p: Array) -> Array:
        broad = (p**2).sum(axis=-1)
        away = p - apart * np.array([1.0, 0.5])
        return np.asarray(broad - 0.1 * np.exp(-(away**2).sum(axis=-1) / (0.3 * CELL) ** 2))

    return Plain(heights, 2)


@pytest.mark.parametrize("cells", [1.7, -3.1, 5.0])
def test_what_is_narrow_beside_the_best_place_is_found_closer_by(cells: float) -> None:
    field = wells(cells * CELL)
    view = Downhill(field, Goal.PIT, CELL, 2.0)
    points, losses = zoomed(view, np.zeros(2), 0.0, 64)
    best = points[losses.argmin()]
    np.testing.assert_allclose(best, cells * CELL * np.array([1.0, 0.5]), atol=1e-4)
    assert losses.min() == pytest.approx(float(field.heights(best)))
    assert len(points) == len(losses)


def test_it_is_looked_closer_only_as_long_as_lower_places_are_found() -> None:
    field = Plain(lambda p: (p**2).sum(axis=-1), 2)
    view = Downhill(field, Goal.PIT, CELL, 2.0)
    points, losses = zoomed(view, np.zeros(2), 0.0, 64)
    assert (points.shape, losses.shape) == ((0, 2), (0,))
    (mesh,) = (asked for asked in field.asked if len(asked) > 2)
    half = 4 * CELL * 2
    np.testing.assert_allclose([mesh.min(), mesh.max()], [-half, half])
    assert len(mesh) == 65**2


def test_closer_looks_stay_inside_the_box_and_their_own_rim_is_no_place() -> None:
    field = Plain(lambda p: p[..., 0] + p[..., 1] ** 2, 2)
    view = Downhill(field, Goal.PIT, CELL, 2.0)
    rim = starts._zoom(view, np.array([0.25, 0.0]), 0.0)
    assert len(rim) == 0  # it slopes to a rim that is none of the box
    corner = starts._zoom(view, np.array([-1.0 + CELL, 0.0]), 0.0)
    np.testing.assert_allclose(corner, [[-1.0, 0.0]])
    assert len(starts._zoom(view, np.array([-1.0, 0.0]), 1e-6)) == 0  # that place is known


def test_closer_looks_end_with_the_budget() -> None:
    budget = Budget()
    budget.spend(GROUND)
    view = Downhill(wells(2 * CELL), Goal.PIT, CELL, 2.0, budget)
    assert len(zoomed(view, np.zeros(2), 0.0, 64)[0]) == 0
    assert budget.cut_short


def test_a_rim_hides_no_place_inside_of_it() -> None:
    def heights(p: Array) -> Array:
        away = (p - [0.26, 0.005]) / (2 * CELL)
        return np.asarray(p[..., 0] + p[..., 1] ** 2 - 0.5 * np.exp(-(away**2).sum(axis=-1)))

    view = Downhill(Plain(heights, 2), Goal.PIT, CELL, 2.0)
    (place,) = starts._zoom(view, np.array([0.25, 0.0]), 1e-6)
    np.testing.assert_allclose(place, [0.26, 0.005], atol=2e-3)


def test_of_many_places_closer_by_the_first_64_are_looked_at() -> None:
    view = Downhill(Plain(ripples(333), 2), Goal.PIT, CELL, 4.0)
    places = starts._zoom(view, np.zeros(2), 1e-6)
    assert places.shape == (64, 2)
    assert np.abs(places).max() <= 8 * CELL


def test_it_is_looked_closer_around_six_places_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    cells: list[float] = []

    def lower(view: Downhill, points: Array) -> tuple[Array, Array]:
        cells.append(view.cell)
        return points[:1] + 1e-6, np.array([-float(len(cells))])

    monkeypatch.setattr(starts, "polish", lower)
    monkeypatch.setattr(starts, "_zoom", lambda *_: np.zeros((1, 2)))
    view = Downhill(Plain(ripples(1), 2), Goal.PIT, CELL, 4.0)
    points, losses = zoomed(view, np.zeros(2), 0.0, 64)
    np.testing.assert_allclose(cells, [CELL * 8 / 65] * 6)
    assert losses.tolist() == [-1, -2, -3, -4, -5, -6]
    assert points.shape == (6, 2)
