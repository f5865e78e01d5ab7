"""What a search works with: boxes, budgets, metered fields, slopes downhill, ranked optima."""

from typing import Any

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.budget import CALL, GROUND, Budget, Costs, too_much_work
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.field import Field, Metered
from sandpit.surfaces.optima import COUNTLESS, Optima
from sandpit.surfaces.terms import Term
from tests.surfaces.plain import Bowl, Plain


def waves(p: Array) -> Array:
    return np.asarray(np.sin(p[..., 0]) + p[..., 1] ** 3)


WRONG_BOXES: list[tuple[Any, Any, str]] = [
    ([], [], "a domain needs a lower and an upper bound for each axis"),
    ([0.0], [1.0, 2.0], "a domain needs a lower and an upper bound for each axis"),
    ([[0.0]], [[1.0]], "a domain needs a lower and an upper bound for each axis"),
    ([0.0, -np.inf], [1.0, 1.0], "a domain has finite bounds"),
    ([0.0, 0.0], [1.0, np.nan], "a domain has finite bounds"),
    ([0.0, 1.0], [1.0, 1.0], "each axis of a domain runs from a lower to a higher number"),
    ([0.0, 2.0], [1.0, 1.0], "each axis of a domain runs from a lower to a higher number"),
]


@pytest.mark.parametrize(("lower", "upper", "said"), WRONG_BOXES)
def test_what_is_no_box_is_refused(lower: Any, upper: Any, said: str) -> None:
    with pytest.raises(SurfaceError) as caught:
        Box(np.array(lower), np.array(upper))
    assert caught.value.message == said


def test_a_box_knows_its_sides() -> None:
    box = Box.of((-1, 2), (10, 14))
    assert box.dimension == 2
    np.testing.assert_array_equal(box.extent, [3, 4])
    np.testing.assert_array_equal(box.centre, [0.5, 12])
    assert box.diagonal == 5.0
    first, second = box.linspaces(3)
    np.testing.assert_array_equal(first, [-1, 0.5, 2])
    np.testing.assert_array_equal(second, [10, 12, 14])
    points = np.array([[-1.0, 14.0], [0.0, 9.0], [2.1, 12.0]])
    assert box.contains(points).tolist() == [True, False, False]
    np.testing.assert_array_equal(box.clip(points), [[-1, 14], [0, 10], [2, 12]])


def test_costs_add_up_by_their_kinds() -> None:
    assert Costs(1, 2, 3, 4, 5).plus(Costs(10, 20, 30, 40, 50)) == Costs(11, 22, 33, 44, 55)
    assert Costs(1, 2, 3, 4).call == CALL


def test_a_budget_counts_what_is_spent_and_ends_with_its_amount() -> None:
    budget = Budget(100)
    assert (budget.spent, budget.left, budget.cut_short) == (0, 100, False)
    budget.spend(60.9)
    assert (budget.spent, budget.left) == (60, 40)
    assert budget.affords(40)
    assert not budget.is_out()
    assert not budget.cut_short
    assert not budget.affords(41)
    assert budget.cut_short
    budget.spend(40)
    assert budget.is_out()
    assert budget.left == 0.0
    budget.spend(100)  # twice the amount in all
    assert (budget.spent, budget.left) == (200, 0.0)
    with pytest.raises(SurfaceError) as caught:
        budget.spend(1)
    assert caught.value.message == too_much_work().message
    assert Budget().left == GROUND


def test_that_nothing_could_be_afforded_is_remembered_by_all_parts() -> None:
    budget = Budget(100)
    part = budget.part(0.25)
    assert part.left == 25
    part.spend(25)
    assert (budget.left, budget.spent, part.spent) == (75, 25, 25)
    assert not budget.cut_short
    assert part.is_out()
    assert budget.cut_short
    assert not budget.is_out()
    assert budget.part(0.5).left == 37.5
    assert budget.part(0.5).part(0.5).left == 18.75


def test_too_much_work_is_told_with_a_cure() -> None:
    told = too_much_work(", or less of it")
    assert told.message == "this ground takes too much work to search all over"
    assert told.cure == "use fewer rows of data, or fewer terms, or less of it"
    assert too_much_work().cure == "use fewer rows of data, or fewer terms"


class Told(Plain):
    """A field that knows everything about itself."""

    @property
    def idle(self) -> tuple[int, ...]:
        return (1,)

    @property
    def effort(self) -> int:
        return 77

    @property
    def costs(self) -> Costs:
        return COSTS

    def landmarks(self) -> Array:
        return np.array([[0.1, 0.2]])

    def named_places(self) -> Array:
        return np.array([[0.3, 0.4]])

    def coordinates(self) -> tuple[Array, ...]:
        return np.array([0.5]), np.array([0.6])

    def terms(self) -> tuple[Term, ...]:
        return (TERM,)


TERM: Any = object()
COSTS = Costs(1, 10, 100, 1000, 5)


def test_a_metered_field_answers_as_its_field_and_is_paid_for() -> None:
    field, budget = Told(waves, 2, box=Box.of((0, 1), (0, 2))), Budget()
    metered = Metered(field, budget)
    points = np.random.default_rng(1).uniform(0, 1, (3, 4, 2))
    paid = 0
    for name, cost in (("heights", 10), ("gradient", 100), ("hessian", 1000)):
        np.testing.assert_array_equal(getattr(metered, name)(points), getattr(field, name)(points))
        paid += 5 + 12 * cost
        assert budget.spent == paid
    lines = np.linspace(0, 1, 3), np.linspace(0, 2, 5)
    np.testing.assert_array_equal(metered.mesh(*lines), field.mesh(*lines))
    assert budget.spent == paid + 5 + 15
    assert metered.box is field.box
    assert (metered.effort, metered.costs, metered.idle) == (77, COSTS, (1,))
    np.testing.assert_array_equal(metered.landmarks(), [[0.1, 0.2]])
    np.testing.assert_array_equal(metered.named_places(), [[0.3, 0.4]])
    assert [line.tolist() for line in metered.coordinates()] == [[0.5], [0.6]]
    assert metered.terms() == (TERM,)
    assert metered.dimension == 2


def test_a_field_knows_nothing_of_itself_but_its_size() -> None:
    field: Field = Bowl(np.eye(3), np.zeros(3))
    assert field.effort == field.dimension == 3
    assert field.costs == Costs(24, 24, 36, 36 + 18)
    assert field.landmarks().shape == field.named_places().shape == (0, 3)
    assert [line.size for line in field.coordinates()] == [0, 0, 0]
    assert field.terms() == ()
    assert field.idle == ()
    assert field.one_sided() is field
    mesh = field.mesh(np.array([0.0, 1.0]), np.array([2.0]), np.array([3.0, 4.0, 5.0]))
    np.testing.assert_array_equal(mesh[1], [[7, 10.5, 15]])


BOX = Box.of((0, 2), (10, 14))


def test_downhill_of_a_peak_all_is_upside_down_and_in_shares_of_the_sides() -> None:
    field, budget = Bowl(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, 12.0]), BOX), Budget()
    points = np.array([[0.5, 11.0], [2.0, 13.0]])
    for goal, sign in ((Goal.PIT, 1.0), (Goal.PEAK, -1.0)):
        view = Downhill(field, goal, 0.1, 1.0, budget)
        np.testing.assert_allclose(view.losses(points), sign * field.heights(points))
        slopes = sign * field.gradient(points) * [2.0, 4.0]
        np.testing.assert_allclose(view.gradients(points), slopes)
        bends = sign * np.array([[8.0, 8.0], [8.0, 48.0]])
        np.testing.assert_allclose(view.hessians(points), [bends, bends])
        moved = view.moved(points, np.array([[0.25, -0.5], [0.5, 0.1]]))
        np.testing.assert_allclose(moved, [[1.0, 10.0], [2.0, 13.4]])
        assert view.within(0.5).budget.left == GROUND / 2
        assert (view.within(0.5).goal, view.within(0.5).cell) == (goal, 0.1)


class Broken(Field):
    """A field without finite heights or second derivatives, and with half its slopes."""

    box = BOX

    def heights(self, points: Array) -> Array:
        return np.where(points[..., 0] > 1, np.nan, -np.inf)

    def gradient(self, points: Array) -> Array:
        return np.stack([self.heights(points), points[..., 1]], axis=-1)

    def hessian(self, points: Array) -> Array:
        return np.full((*points.shape, 2), np.inf)


def test_what_is_undefined_is_no_way_down() -> None:
    view = Downhill(Broken(), Goal.PIT, 0.1, 1.0)
    points = np.array([[0.5, 11.0], [1.5, 13.0]])
    assert view.losses(points).tolist() == [np.inf, np.inf]
    np.testing.assert_array_equal(view.gradients(points), [[0.0, 44.0], [0.0, 52.0]])
    assert not view.hessians(points).any()


def test_an_edge_holds_back_what_would_leave_over_it() -> None:
    view = Downhill(Bowl(np.eye(2), np.zeros(2), BOX), Goal.PIT, 0.1, 1.0)
    points = np.array(
        [[0.0, 14.0], [0.0, 14.0], [2.0, 10.0], [2.0, 10.0], [1.0, 12.0], [0.0, 14.0]]
    )
    slopes = np.array([[1.0, -1], [-1.0, 1], [-1.0, 1], [1.0, -1], [1.0, -1], [0.0, 0]])
    free = [[False, False], [True, True], [False, False], [True, True], [True, True], [True, True]]
    assert view.free(points, slopes).tolist() == free


def ranked(goal: Goal, heights: list[float], errors: list[float], **more: Any) -> Optima:
    points = np.arange(float(len(heights)))[:, None]
    return Optima.ranked(goal, points, np.array(heights), errors=np.array(errors), **more)


@pytest.mark.parametrize(("goal", "sign"), [(Goal.PIT, -1), (Goal.PEAK, 1)])
def test_optima_come_best_first_and_ties_count_as_best(goal: Goal, sign: int) -> None:
    heights = [sign * h for h in (1.0, 3.0, 2.0, 2.92, 3.0 - 1e-9)]
    found = ranked(goal, heights, [0.0, 0.05, 0.0, 0.05, 0.0])
    # The fourth ties by both errors, and so does the last by that of the best.
    assert found.points[:, 0].tolist() == [1, 4, 3, 2, 0]
    assert (found.best, found.complete, found.height) == (3, True, sign * 3.0)
    assert found.heights.tolist() == [sign * h for h in (3.0, 3.0 - 1e-9, 2.92, 2.0, 1.0)]
    assert found.global_points[:, 0].tolist() == [1, 4, 3]
    assert found.other_points[:, 0].tolist() == [2, 0]
    assert not found.countless


def test_a_tie_is_counted_before_what_is_higher_but_surely_another() -> None:
    found = ranked(Goal.PIT, [0.0, 1.0, 2.0], [0.0, 0.0, 3.0], complete=False)
    assert found.points[:, 0].tolist() == [0, 2, 1]
    assert (found.best, found.complete) == (2, False)


def test_of_more_ties_than_are_counted_some_are_kept_evenly() -> None:
    few = ranked(Goal.PIT, [0.0] * COUNTLESS + [1.0], [0.0] * (COUNTLESS + 1))
    assert (few.best, len(few.points), few.countless, few.complete) == (
        COUNTLESS,
        COUNTLESS + 1,
        True,
        True,
    )
    many = ranked(Goal.PIT, [0.0] * 2049 + [1.0], [0.0] * 2050)
    assert many.points[:, 0].tolist() == list(range(0, 2049, 2))
    assert (many.best, many.complete, many.heights.size) == (COUNTLESS, False, COUNTLESS)
    assert not ranked(Goal.PIT, [0.0] * 1024, [0.0] * 1024).countless
    assert Optima(np.zeros((1, 1)), np.zeros(1), 1, unbroken=True).countless
