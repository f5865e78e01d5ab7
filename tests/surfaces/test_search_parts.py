"""What the search does with the places it finds: told apart, tried around, counted, paid for."""

from typing import Any

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal, search
from sandpit.surfaces.budget import GROUND, Budget, Costs
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.search import check_effort, find_optima
from sandpit.surfaces.starts import mesh_count
from tests.surfaces.plain import Bowl, Plain
from tests.surfaces.test_eliminate import Summed

CELL = 0.1


def view_of(field: Any, goal: Goal = Goal.PIT, spread: float = 2.0) -> Downhill:
    return Downhill(field, goal, CELL, spread)


def square(p: Array) -> Array:
    return np.asarray((p**2).sum(axis=-1))


def two_pits(p: Array) -> Array:
    """Pits at -0.02 and 0.02, with a low ridge between."""
    return np.asarray((p[..., 0] ** 2 - 0.0004) ** 2)


def test_places_come_best_first() -> None:
    field = Plain(square, 2)
    points = np.array([[0.9, 0.0], [0.1, 0.0], [-0.5, 0.5]])
    there, losses = search._distinct(view_of(field), points, square(points))
    np.testing.assert_array_equal(there, points[[1, 2, 0]])
    np.testing.assert_array_equal(losses, square(there))


def test_places_within_half_a_cell_are_one_unless_the_ground_between_is_higher() -> None:
    far, near = np.array([[0.0], [0.12]]), np.array([[0.0], [0.08]])  # a cell is 0.2 long
    for points, kept in ((far, 2), (near, 1)):
        there, _ = search._distinct(view_of(Plain(square, 1)), points, square(points))
        assert there[0, 0] == 0.0
        assert len(there) == kept
    pits = np.array([[-0.02], [0.02]])
    field = Plain(two_pits, 1)
    there, losses = search._distinct(view_of(field), pits, two_pits(pits))
    assert len(there) == len(losses) == 2


def test_places_that_are_all_but_the_same_are_one_whatever_lies_between() -> None:
    field = Plain(lambda p: np.abs(np.abs(p[..., 0]) - 4e-5), 1)
    pits = np.array([[-4e-5], [4e-5]])
    assert len(search._distinct(view_of(field), pits, np.zeros(2))[0]) == 1
    wider = Plain(lambda p: np.abs(np.abs(p[..., 0]) - 2e-4), 1)
    pits = np.array([[-2e-4], [2e-4]])
    assert len(search._distinct(view_of(wider), pits, np.zeros(2))[0]) == 2


def test_of_a_cluster_each_place_is_compared_with_the_best_of_it() -> None:
    points = np.array([[0.0], [0.08], [0.16]])  # the last is near to the second alone
    there, _ = search._distinct(view_of(Plain(square, 1)), points, square(points))
    np.testing.assert_array_equal(there, [[0.0], [0.16]])


def test_places_are_joined_to_others() -> None:
    field = Plain(square, 1)
    one, other = np.array([[0.5]]), np.array([[0.51], [-0.9], [0.1]])
    there, losses = search._joined(view_of(field), one, square(one), other, square(other))
    np.testing.assert_array_equal(there, [[0.1], [0.5], [-0.9]])
    np.testing.assert_array_equal(losses, square(there))


def test_what_is_known_but_for_rounding_is_not_absent() -> None:
    field = Plain(square, 2, box=Box.of((0, 100), (0, 1)))
    known = np.array([[50.0, 0.5], [10.0, 0.1]])
    more = np.array([[50.00005, 0.5], [50.0002, 0.5], [10.0, 0.100002], [10.0, 0.1], [50.0, 0.1]])
    absent = search._absent(known, more, view_of(field))
    np.testing.assert_array_equal(absent, more[[1, 2, 4]])
    assert search._absent(known, more[:0], view_of(field)).shape == (0, 2)


def test_the_lowest_of_some_places_are_taken_each_once() -> None:
    points = np.array([[0.5], [0.1], [0.5], [-0.3], [0.1]])
    best = search._best(view_of(Plain(square, 1)), points, 2)
    np.testing.assert_array_equal(best, [[0.1], [-0.3]])


def test_around_many_best_places_without_a_bend_it_is_looked_along_their_line() -> None:
    field = Bowl(np.diag([0.0, 1.0]), np.zeros(2))
    few = np.stack([np.linspace(-0.5, 0.5, 7), np.zeros(7)], axis=-1)
    assert len(search._along_valleys(view_of(field), few)) == 0
    best = np.stack([np.linspace(-0.5, 0.5, 8), np.zeros(8)], axis=-1)
    starts = search._along_valleys(view_of(field), best)
    expected = {(x + 2 * CELL * k, 0.0) for x in best[:, 0] for k in range(-4, 5)}
    found = {(round(x, 9), round(y, 9) + 0.0) for x, y in starts}
    clipped = {(round(min(1.0, max(-1.0, x)), 9), y) for x, y in expected}
    assert found == clipped
    bent = Bowl(np.diag([1e-6, 1.0]), np.zeros(2))
    assert len(search._along_valleys(view_of(bent), best)) == 0


def unbeaten(field: Any, *points: list[float]) -> list[bool]:
    places, view = np.array(points), view_of(field)
    losses = view.losses(places)
    return [bool(one) for one in search._unbeaten(view, places, losses, np.zeros(len(places)))]


def test_saddles_and_slopes_are_beaten_close_by() -> None:
    assert unbeaten(Bowl(np.eye(2), np.zeros(2)), [0.0, 0.0], [0.02, 0.0]) == [True, False]
    saddle = Bowl(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2))
    assert unbeaten(saddle, [0.0, 0.0], [1.0, -1.0], [1.0, 1.0]) == [False, True, False]
    turned = Plain(lambda p: p[..., 0] ** 2 - 3 * p[..., 0] * p[..., 1] + p[..., 1] ** 2, 2)
    assert unbeaten(turned, [0.0, 0.0]) == [False]


def test_it_is_looked_an_eighth_of_a_cell_around() -> None:
    field = Plain(square, 2)
    search._unbeaten(view_of(field), np.zeros((1, 2)), np.zeros(1), np.zeros(1))
    (asked,) = field.asked
    away = np.linalg.norm(asked / 2, axis=-1)
    np.testing.assert_allclose(away, CELL / 8)
    assert len(asked) == 2 * (2 + 12)
    np.testing.assert_allclose(asked[:14], -asked[14:])
    np.testing.assert_allclose(asked[:2] / asked[0, 0], np.eye(2), atol=1e-12)


def test_a_place_that_is_beaten_by_its_error_alone_stays() -> None:
    field = Plain(lambda p: 1e-13 * p[..., 0], 1)
    view, at = view_of(field), np.zeros((1, 1))
    losses = view.losses(at)
    for error, kept in ((1e-13, True), (0.0, False)):
        assert search._unbeaten(view, at, losses, np.array([error])).tolist() == [kept]
    steep = Plain(lambda p: 1e-3 * p[..., 0], 1)
    losses = view_of(steep).losses(at)
    assert not search._unbeaten(view_of(steep), at, losses, np.array([1.0]))[0]


def test_many_places_are_tried_around_in_blocks_with_the_same_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    field = Plain(lambda p: np.sin(9 * p).sum(axis=-1), 2)
    view = view_of(field)
    points = np.random.default_rng(1).uniform(-1, 1, (50, 2))
    points[0] = -np.pi / 18
    losses, errors = view.losses(points), np.zeros(50)
    whole = search._unbeaten(view, points, losses, errors)
    monkeypatch.setattr(search, "BLOCK", 3 * 2 * 28)
    np.testing.assert_array_equal(search._unbeaten(view, points, losses, errors), whole)
    assert whole[0]


def test_heights_are_never_believed_to_be_off_by_much() -> None:
    """At a kink that was not followed a step of Newton's promises whatever it likes."""
    kinked = Plain(lambda p: np.abs(p[..., 0] - 0.3) + p[..., 1] ** 2, 2)
    view = view_of(kinked)
    points = np.array([[0.3, 0.0], [0.300001, 0.0]])
    errors = search._errors(view, points)
    assert (errors <= 1e-9 * view.spread).all()
    low = Plain(lambda p: 1e-9 * square(p) + np.where(p[..., 0] > 0.9, 1.0, 0.0), 2)
    errors = search._errors(view_of(low), np.array([[0.5, 0.5], [0.0, 0.0]]))
    rise = 1e-9 * (2 * CELL) ** 2
    assert errors[0] == pytest.approx(1e-6 * rise, rel=0.01)


def test_the_error_of_a_height_is_at_least_that_of_its_rounding() -> None:
    high = Plain(lambda p: 1e6 + square(p), 2)
    (error,) = search._errors(view_of(high), np.zeros((1, 2)))
    assert error == pytest.approx(256 * np.spacing(1e6))


@pytest.mark.parametrize(
    ("axes", "cost", "most"),
    [
        (2, 100, 1024),
        (2, 1_000, 1024),
        (1, GROUND // 40_000, 200),  # two heights, a gradient and a Hessian, twenty rounds
        (7, GROUND // 40_000, 200),
        (3, GROUND // 100_000, 500),
    ],
)
def test_as_many_points_are_polished_as_two_fifths_of_the_budget_pay_for(
    axes: int, cost: int, most: int
) -> None:
    field = Plain(square, axes, cost=cost)
    assert search._affordable(field, Budget()) == pytest.approx(most, rel=0.01)


@pytest.mark.parametrize(("axes", "cost"), [(1, GROUND // 1_000), (2, GROUND // 6_000)])
def test_a_search_that_could_not_look_all_over_is_not_begun(axes: int, cost: int) -> None:
    with pytest.raises(SurfaceError) as caught:
        search._affordable(Plain(square, axes, cost=cost), Budget())
    assert caught.value.message == "this ground takes too much work to search all over"
    assert caught.value.cure == "use fewer rows of data, or fewer terms"


@pytest.mark.parametrize(("axes", "cost"), [(3, GROUND // 10_000), (7, GROUND // 4_000)])
def test_a_ground_without_a_map_may_leave_out_its_heights(axes: int, cost: int) -> None:
    with pytest.raises(SurfaceError) as caught:
        search._affordable(Plain(square, axes, cost=cost), Budget())
    assert caught.value.cure.endswith("terms, or leave out `heights` and win by a height")


def test_a_map_of_two_axes_may_cost_two_thirds_of_a_ground() -> None:
    dear = int(0.67 * GROUND / 256**2)
    with pytest.raises(SurfaceError, match="too much work"):
        check_effort(Plain(square, 2, cost=dear + 100))
    with pytest.raises(SurfaceError, match="too much work"):
        check_effort(Plain(square, 1, cost=int(0.67 * GROUND / 1024) + 1_000))
    check_effort(Plain(square, 2, cost=1_000))
    check_effort(Plain(square, 3, cost=GROUND))  # of which no map is drawn


def test_more_axes_than_are_searched_are_refused() -> None:
    find_optima(Bowl(np.eye(32), np.zeros(32)), Goal.PIT)
    with pytest.raises(SurfaceError) as caught:
        find_optima(Bowl(np.eye(33), np.zeros(33)), Goal.PIT)
    said = "the best places of this surface cannot be searched for over 33 axes"
    cure = "leave out `heights` and win by a height, or use at most 32 axes"
    assert (caught.value.message, caught.value.cure) == (said, cure)


def test_a_search_that_its_budget_ends_says_so() -> None:
    field = Plain(lambda p: np.sin(20 * p).sum(axis=-1), 3)
    enough = Budget()
    whole = find_optima(field, Goal.PIT, enough)
    assert (whole.cut_short, whole.complete) == (False, True)
    short = find_optima(field, Goal.PIT, Budget(0.8 * enough.spent))
    assert (short.cut_short, short.complete) == (True, False)
    np.testing.assert_allclose(short.points[0], whole.points[0], atol=1e-6)


def test_a_place_beside_the_mesh_is_found_where_the_surface_names_it() -> None:
    spike = np.array([0.123456, -0.654321])

    def heights(p: Array) -> Array:
        return np.asarray(square(p) - 5 * np.exp(-square(p - spike) / 1e-8))

    field = Plain(heights, 2)
    assert find_optima(field, Goal.PIT).height == pytest.approx(0.0, abs=1e-12)
    for name in ("landmarks", "named_places"):
        told = Plain(heights, 2)
        setattr(told, name, lambda: spike[None])
        found = find_optima(told, Goal.PIT)
        np.testing.assert_allclose(found.points[0], spike, atol=1e-6)
        assert found.height < -4


def test_a_line_of_best_places_is_told_as_such_and_single_ones_are_not() -> None:
    line = find_optima(Plain(lambda p: (p[..., 0] + p[..., 1]) ** 2, 2), Goal.PIT)
    assert (line.unbroken, line.complete, line.countless) == (True, False, True)
    one = find_optima(Plain(square, 2), Goal.PIT)
    assert (one.unbroken, one.complete, one.countless, one.best) == (False, True, False, 1)
    assert one.unseen == 0.0


def test_an_idle_axis_is_believed() -> None:
    class Idle(Plain):
        idle = (1,)

    found = find_optima(Idle(lambda p: (p[..., 0] - 0.1) ** 2, 2), Goal.PIT)
    assert found.unbroken


def test_places_as_good_as_the_best_within_their_errors_are_all_told() -> None:
    """Two pits tie but for rounding, and a third is a little higher than rounding."""

    def heights(p: Array) -> Array:
        lift = np.where(p[..., 0] > 0, 0.0, np.where(p[..., 1] > 0, 1e-15, 1e-7))
        return np.asarray(((p**2 - 0.25) ** 2).sum(axis=-1) + lift + 5)

    found = find_optima(Plain(heights, 2), Goal.PIT)
    assert found.best == 3
    assert len(found.points) == 4
    assert found.points[3].tolist() == pytest.approx([-0.5, -0.5], abs=1e-6)
    assert found.complete


def test_what_a_search_of_many_axes_could_not_see_is_told() -> None:
    """Of 10^4 pits each way down finds another; a sum tells them all."""

    def ripples(p: Array) -> Array:
        return np.asarray(np.prod(np.cos(31 * p + 0.5), axis=-1) + 0.01 * square(p - 0.111))

    rough = find_optima(Plain(ripples, 4), Goal.PIT)
    assert 0.5 < rough.unseen <= 1.0
    assert not rough.complete
    smooth = find_optima(Plain(lambda p: square(p - 0.1), 4), Goal.PIT)
    assert smooth.unseen == 0.0


def test_best_places_that_repeat_are_all_found_over_many_axes() -> None:
    def lattice(p: Array) -> Array:
        return np.asarray(
            4 - np.cos(4 * np.pi * p).sum(axis=-1) + 0.1 * square(np.sin(4 * np.pi * p))
        )

    found = find_optima(Plain(lattice, 4), Goal.PIT)
    assert found.best == 5**4
    whole = np.round(found.global_points * 2)
    np.testing.assert_allclose(found.global_points * 2, whole, atol=1e-6)
    assert len(np.unique(whole, axis=0)) == 5**4


def test_how_exactly_heights_are_known_does_not_depend_on_where_they_lie() -> None:
    for level in (-5.0, 0.0, 5.0):

        def heights(p: Array, level: float = level) -> Array:
            return 1e-3 * square(p) + level

        field = Plain(heights, 2)
        errors = search._errors(view_of(field), np.array([[0.5, 0.5], [0.0, 0.0]]))
        assert errors[0] == pytest.approx(1e-6 * 1e-3 * (2 * CELL) ** 2, rel=0.01)


def test_what_terms_tell_is_not_searched_for_in_any_other_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unasked(*_: object) -> None:
        pytest.fail("the terms had told all")

    for name in ("_met", "explore", "descents", "unseen"):
        monkeypatch.setattr(search, name, unasked)
    text = "sin(9*x0)*x1 + (x1 - x2)^2 + cos(8*x2) + x0^2/3 + sin(5*x3)*x2"
    field = Summed(text, Box.of(*[(-1, 1)] * 4))
    found = find_optima(field, Goal.PIT)
    lines = np.meshgrid(*[np.linspace(-1, 1, 41)] * 4, indexing="ij")
    assert found.height <= field.heights(np.stack(lines, axis=-1)).min()
    assert found.unseen == 0.0


class Asked:
    """Stands in for a part of the search, and answers as the part does.

    It keeps what it is asked, and what the budget in it has left then.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.left: list[float] = []
        self._real = getattr(search, name)
        monkeypatch.setattr(search, name, self)

    def __call__(self, *arguments: Any) -> Any:
        self.calls.append(arguments)
        budgets = [getattr(argument, "budget", argument) for argument in arguments]
        self.left += [budget.left for budget in budgets if isinstance(budget, Budget)][:1]
        return self._real(*arguments)


@pytest.mark.parametrize(("axes", "meshed"), [(6, True), (7, False)])
def test_a_mesh_is_laid_over_six_axes_at_most(
    axes: int, meshed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesh, scattered = Asked(monkeypatch, "on_mesh"), Asked(monkeypatch, "scatter")
    find_optima(Bowl(np.eye(axes) + 0.1, np.zeros(axes)), Goal.PIT)
    assert (len(mesh.calls), len(scattered.calls)) == (meshed, not meshed)


def test_each_part_of_the_search_gets_its_share_of_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = {name: Asked(monkeypatch, name) for name in ("eliminated", "group_by_group", "explore")}
    field = Plain(lambda p: np.cos(7 * p).sum(axis=-1) + np.prod(p, axis=-1), 4, cost=10)
    find_optima(field, Goal.PIT)
    left = GROUND - 10 * mesh_count(4, 10, Budget()) ** 4 - 10_000
    assert parts["eliminated"].left == pytest.approx([0.4 * left])
    assert parts["eliminated"].calls[0][1] == 96
    assert parts["group_by_group"].left == pytest.approx([0.4 * left], rel=1e-3)
    assert parts["group_by_group"].calls[0][2] is find_optima
    ((_, starts),) = parts["explore"].calls
    assert starts.shape == (4 + 8, 4)
    assert 0.3 * GROUND < parts["explore"].left[0] <= 0.75 * GROUND


class Bent(Plain):
    """A field whose second derivatives are dear."""

    bend = 0

    @property
    def costs(self) -> Costs:
        return Costs(1, 1, 1, self.bend)


@pytest.mark.parametrize(("points", "begun"), [(1.9, False), (2.1, True)])
def test_a_search_that_cannot_polish_two_places_is_not_begun(points: float, begun: bool) -> None:
    """Of two fifths of the budget each takes twenty rounds."""
    field = Bent(square, 1)
    field.bend = int(0.4 * GROUND / points / 20) - 3
    if begun:
        assert search._affordable(field, Budget()) == 2
        return
    with pytest.raises(SurfaceError, match="too much work"):
        search._affordable(field, Budget())


@pytest.mark.parametrize(("share", "refused"), [(0.66, False), (0.68, True)])
@pytest.mark.parametrize(("axes", "count"), [(1, 1024), (2, 256)])
def test_a_map_may_cost_two_thirds_of_a_ground(
    axes: int, count: int, share: float, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_affordable", lambda *_: 2)
    field = Plain(square, axes, cost=int(share * GROUND / count**axes))
    if not refused:
        check_effort(field)
        return
    with pytest.raises(SurfaceError, match="too much work"):
        check_effort(field)


@pytest.mark.parametrize(("answers", "polished"), [(11, False), (12, True)])
def test_images_are_polished_if_three_rounds_of_them_can_be_paid_for(
    answers: int, polished: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round asks for two heights, a slope and a bend of each."""
    asked = Asked(monkeypatch, "polish")
    field = Plain(lambda p: (np.abs(p) - 0.5)[..., 0] ** 2 + p[..., 1] ** 2, 2, cost=1_000_000)
    budget = Budget()
    budget.spend(GROUND - answers * 1_000_000 - 1)
    view = Downhill(field, Goal.PIT, CELL, 2.0, budget)
    search._settled(view, np.array([[0.5, 0.0]]), np.zeros(1), 9, repeats=0)
    assert [len(points) for _, points in asked.calls] == ([1] if polished else [])
