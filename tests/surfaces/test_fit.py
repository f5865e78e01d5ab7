"""Fits: exact derivatives over data, known best fits, the chart, and mistakes by name."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import sympy
from scipy.optimize import least_squares

from sandpit.errors import LevelError, SurfaceError
from sandpit.library import Library
from sandpit.library.places import shipped_levels
from sandpit.surfaces import Array, Box, CurveExhibit, Goal, Site, Surface
from sandpit.surfaces.data import DataSpec
from sandpit.surfaces.fit import MOST_ROWS, FitSpec
from sandpit.surfaces.misfit import FitSurface, LinearFit
from tests.known import expect, known
from tests.surfaces.hostile import LONG_LINE
from tests.surfaces.leveled import level_over
from tests.surfaces.samples import OBLONG, SADDLE, build, read

RNG = np.random.default_rng(3)
T = np.sort(RNG.uniform(0.1, 4.0, 12))
Y = 2.0 * np.exp(-0.7 * T) + 0.05 * RNG.standard_normal(12)
ERRORS = RNG.uniform(0.05, 0.2, 12)


@dataclass(frozen=True)
class Case:
    model: str
    ranges: dict[str, tuple[float, float]]

    @property
    def box(self) -> Box:
        return Box.of(*self.ranges.values())

    def build(self, loss: str = "mean-squares", **changes: Any) -> Surface:
        rows = np.stack([T, Y, ERRORS], axis=1).tolist()
        written = {
            "kind": "fit",
            "model": self.model,
            "data": {"columns": ["t", "y", "error"], "rows": rows},
            "x": "t",
            "y": "y",
            "errors": "error",
            "loss": loss,
            **changes,
        }
        return read(written).build(Site(self.box, tuple(self.ranges)))

    def points(self, count: int) -> np.ndarray:
        rng = np.random.default_rng(4)
        return rng.uniform(self.box.lower, self.box.upper, (count, self.box.dimension))


DECAY = Case("a*exp(-k*t)", {"a": (0.5, 4.0), "k": (0.1, 2.0)})
LINE = Case("a + b*t", {"a": (-2.0, 3.0), "b": (-3.0, 2.0)})
CASES = [
    DECAY,
    LINE,
    Case("c", {"c": (-1.0, 3.0)}),
    Case("h*exp(-((t - m)/w)^2/2)", {"h": (0.5, 3.0), "m": (0.0, 4.0), "w": (0.5, 3.0)}),
    Case("a/(1 + exp(b - c*t))", {"a": (1.0, 3.0), "b": (-2.0, 2.0), "c": (-2.0, 2.0)}),
    Case("p + q*t + r*t^2 + s*sin(t)", dict.fromkeys("pqrs", (-2.0, 2.0))),
    Case("abs(a)*t^b + sqrt(c + t)", {"a": (0.2, 2.0), "b": (-1.0, 2.0), "c": (0.0, 2.0)}),
]
LOSSES = ["mean-squares", "chi-squared", "robust"]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.model)
each_loss = pytest.mark.parametrize("loss", LOSSES)


def residuals(case: Case, loss: str) -> Callable[..., Any]:
    """Return a function of the parameters, by SymPy and numpy: the weighted misses."""
    names = sympy.symbols([*case.ranges, "t"])
    model = sympy.sympify(case.model.replace("^", "**"), {str(name): name for name in names})
    function = sympy.lambdify(names, model, "numpy")
    weights = 1.0 if loss == "mean-squares" else 1.0 / ERRORS
    return lambda p: (function(*p, T) + 0 * T - Y) * weights


def expected(case: Case, loss: str, point: np.ndarray) -> float:
    misses = residuals(case, loss)(point)
    if loss == "robust":
        return float(np.sum(2 * (np.sqrt(1 + misses**2) - 1)))
    return float(np.mean(misses**2) if loss == "mean-squares" else np.sum(misses**2))


@each_case
@each_loss
def test_the_height_is_the_loss_by_its_definition(case: Case, loss: str) -> None:
    surface, points = case.build(loss), case.points(20)
    wanted = [expected(case, loss, point) for point in points]
    np.testing.assert_allclose(surface.heights(points), wanted, rtol=1e-11)


@each_case
@each_loss
def test_derivatives_agree_with_differences_at_a_hundred_points(case: Case, loss: str) -> None:
    surface, points = case.build(loss), case.points(100)
    n = surface.dimension
    steps = 1e-5 * np.eye(n)
    ahead, behind = points[:, None] + steps, points[:, None] - steps
    slopes = (surface.heights(ahead) - surface.heights(behind)) / 2e-5
    gradient, hessian = surface.gradient(points), surface.hessian(points)
    scale = np.abs(surface.heights(points)).max()
    np.testing.assert_allclose(gradient, slopes, rtol=1e-6, atol=1e-9 * scale)
    curves = (surface.gradient(ahead) - surface.gradient(behind)) / 2e-5
    np.testing.assert_allclose(hessian, curves, rtol=1e-6, atol=1e-8 * np.abs(hessian).max())


@each_case
@each_loss
def test_mesh_and_jets_are_the_heights(case: Case, loss: str) -> None:
    surface = case.build(loss)
    axes = [np.linspace(*ends, 4 + i) for i, ends in enumerate(case.ranges.values())]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    np.testing.assert_allclose(surface.mesh(*axes), surface.heights(points), rtol=1e-11)
    point = case.points(1)[0]
    jet = surface.jet(point, 2)
    assert jet.height == pytest.approx(float(surface.heights(point)), rel=1e-11)
    np.testing.assert_allclose(known(jet.gradient), surface.gradient(point), rtol=1e-11)
    np.testing.assert_allclose(known(jet.hessian), surface.hessian(point), rtol=1e-11)


@pytest.mark.parametrize("case", CASES[:4], ids=lambda case: case.model)
@each_loss
def test_the_best_fit_is_that_of_another_library(case: Case, loss: str) -> None:
    kind = {"robust": "soft_l1"}.get(loss, "linear")
    starts = case.points(8)
    bounds = (case.box.lower, case.box.upper)
    runs = [
        least_squares(
            residuals(case, loss), start, bounds=bounds, loss=kind, xtol=1e-14, ftol=1e-14
        )
        for start in starts
    ]
    best = min(runs, key=lambda run: run.cost)
    optima = case.build(loss).optima(Goal.PIT)
    np.testing.assert_allclose(optima.points[0], best.x, rtol=1e-4, atol=1e-5)
    assert optima.height <= 2 * best.cost / (T.size if loss == "mean-squares" else 1) + 1e-9


def test_squares_of_a_linear_model_are_solved_in_closed_form() -> None:
    surface = LINE.build("chi-squared")
    assert isinstance(surface, LinearFit)
    design = np.stack([np.ones_like(T), T], axis=1) / ERRORS[:, None]
    line, rest = np.linalg.lstsq(design, Y / ERRORS, rcond=None)[:2]
    wanted: Array = line.astype(np.float64)
    optima = surface.optima(Goal.PIT)
    np.testing.assert_allclose(optima.points, wanted[None], rtol=1e-12)
    assert optima.height == pytest.approx(rest[0], rel=1e-12)
    np.testing.assert_allclose(surface.hessian(wanted), 2 * design.T @ design, rtol=1e-12)


def test_a_line_through_parameters_that_do_the_same_has_no_single_best_place() -> None:
    surface = Case("a + b + 0*t", {"a": (-2.0, 2.0), "b": (-2.0, 2.0)}).build()
    optima = surface.optima(Goal.PIT)
    assert optima.countless
    np.testing.assert_allclose(optima.points.sum(axis=1), Y.mean(), atol=1e-6)


def test_only_squares_of_a_linear_model_are_a_bowl() -> None:
    assert isinstance(DECAY.build(), FitSurface)
    assert isinstance(LINE.build("robust"), FitSurface)


# Data, parameters and sums of squares certified by the NIST Statistical Reference Datasets.
DAN_WOOD = [[1.309, 2.138], [1.471, 3.421], [1.49, 3.597], [1.565, 4.34], [1.611, 4.882]]
DAN_WOOD += [[1.68, 5.66]]
RAT42 = [[9, 8.93], [14, 10.8], [21, 18.59], [28, 22.33], [42, 39.35], [57, 56.11]]
RAT42 += [[63, 61.73], [70, 64.62], [79, 67.08]]
CERTIFIED: dict[
    str, tuple[str, list[list[float]], dict[str, tuple[tuple[float, float], float]], float]
] = {
    "DanWood": (
        "b1*x^b2",
        DAN_WOOD,
        {"b1": ((0.2, 2), 7.6886226176e-01), "b2": ((2, 6), 3.8604055871)},
        4.3173084083e-03,
    ),
    "Rat42": (
        "b1/(1 + exp(b2 - b3*x))",
        RAT42,
        {
            "b1": ((50, 100), 7.2462237576e01),
            "b2": ((0, 5), 2.6180768402),
            "b3": ((0.01, 0.2), 6.7359200066e-02),
        },
        8.0565229338,
    ),
}


@pytest.mark.parametrize("name", CERTIFIED)
def test_certified_fits_are_found(name: str) -> None:
    model, rows, parameters, squares = CERTIFIED[name]
    data = {"columns": ["x", "y"], "rows": rows}
    written: dict[str, Any] = {"kind": "fit", "model": model, "x": "x", "y": "y", "data": data}
    written |= {"loss": "chi-squared", "errors": 1}
    box = Box.of(*(ends for ends, _ in parameters.values()))
    optima = read(written).build(Site(box, tuple(parameters))).optima(Goal.PIT)
    wanted = [value for _, value in parameters.values()]
    np.testing.assert_allclose(optima.points[0], wanted, rtol=1e-8)
    assert optima.height == pytest.approx(squares, rel=1e-8)


SHIPPED = {
    "hungry-water": ([2.1380940889e02, 5.4723748542e01], 1.1680088766e03 / 6),
    "fading-echo": ([1.6657666537e-01, 5.1653291286e-01, 1.2150007096], 5.1304802941e02 / 54),
    "hubbles-line": ([4.5415844, -0.40783649], None),
    "wrong-numbers": ([49.99167, 50.41478], None),
}
"""What NIST certifies, and what the published least-squares lines are, in the levels' units."""


@pytest.mark.parametrize("id", SHIPPED)
def test_shipped_data_have_their_published_fits(id: str) -> None:
    point, height = SHIPPED[id]
    optima = Library.of(shipped_levels()).load(id).ground(None).optima
    np.testing.assert_allclose(optima.points[0], point, rtol=1e-6)
    assert height is None or optima.height == pytest.approx(height, rel=1e-8)


def test_the_shipped_heights_of_people_are_galtons() -> None:
    surface = Library.of(shipped_levels()).load("tall-and-small").ground(None).surface
    exhibit = expect(CurveExhibit, surface.exhibit(np.array([68.0, 2.5])))
    assert exhibit.y.sum() == 928 - 5 - 14
    np.testing.assert_allclose(known(exhibit.errors), np.sqrt(exhibit.y), atol=0.005)


@each_loss
def test_the_chart_shows_the_data_and_the_present_curve(loss: str) -> None:
    surface, point = DECAY.build(loss, x_label="time (s)"), np.array([1.5, 0.4])
    exhibit = surface.exhibit(point)
    assert isinstance(exhibit, CurveExhibit)
    np.testing.assert_array_equal(exhibit.x, T)
    np.testing.assert_array_equal(exhibit.y, Y)
    np.testing.assert_array_equal(exhibit.errors, ERRORS)
    assert (exhibit.x_label, exhibit.y_label) == ("time (s)", "y")
    assert exhibit.curve_x.shape == exhibit.curve_y.shape == (200,)
    assert (exhibit.curve_x[0], exhibit.curve_x[-1]) == (T.min(), T.max())
    np.testing.assert_allclose(exhibit.curve_y, 1.5 * np.exp(-0.4 * exhibit.curve_x), rtol=1e-13)


def test_a_constant_model_is_drawn_as_a_level_line_without_errors() -> None:
    exhibit = expect(CurveExhibit, CASES[2].build(errors=None).exhibit(np.array([0.75])))
    assert exhibit.errors is None
    np.testing.assert_array_equal(exhibit.curve_y, np.full(200, 0.75))


def many_rows(count: int) -> list[list[float]]:
    t = np.linspace(0.0, 4.0, count)
    rows: list[list[float]] = np.stack([t, np.exp(-t), np.ones(count)], axis=1).tolist()
    return rows


def test_memory_stays_bounded_however_many_points_and_rows() -> None:
    data = {"columns": ["t", "y", "error"], "rows": many_rows(MOST_ROWS)}
    surface = DECAY.build("robust", data=data)
    points = DECAY.points(2_000)
    tracemalloc.start()
    surface.mesh(*surface.box.linspaces(64))
    surface.heights(points)
    surface.hessian(points[:200])
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_a_line_through_a_hundred_thousand_rows_costs_no_more_than_a_bowl() -> None:
    spec = FitSpec(model="a + b*t", data=read_data("big.csv"), x="t", y="y")
    site = Site(Box.of((-10.0, 10.0), (0.0, 5.0)), ("a", "b"), read=lambda _: LONG_LINE)
    surface = spec.build(site)
    assert surface.effort == build(SADDLE, *OBLONG).effort
    np.testing.assert_allclose(surface.optima(Goal.PIT).points[0], [3.0, 3.0], atol=1e-3)


def read_data(file: str) -> DataSpec:
    written = {"kind": "fit", "model": "", "data": {"file": file}, "x": "", "y": ""}
    return expect(FitSpec, read(written)).data


GOOD = {"kind": "fit", "model": "a + b*t", "data": {"file": "d.csv"}, "x": "t", "y": "y"}
CSV = b"t,y,e,n\n0,1,0.1,x\n1,2,0.2,y\n2,4,0,z\n"


def inline(*rows: list[float], columns: tuple[str, ...] = ("t", "y")) -> dict[str, Any]:
    return {"columns": list(columns), "rows": list(rows)}


BAD_FITS: dict[str, tuple[dict[str, Any], str]] = {
    "a missing file": ({"data": {"file": "c.csv"}}, "no file c.csv"),
    "two kinds of data": (
        {"data": {"file": "d.csv", "columns": []}},
        "/data: the data is given twice",
    ),
    "no data": ({"data": {}}, "/data: there is no data"),
    "columns alone": ({"data": {"columns": ["t"]}}, "/data: there is no data"),
    "a ragged row": ({"data": inline([0, 1], [1])}, "/data/rows/1: row 2 has 1 number for 2"),
    "one row": ({"data": inline([0, 1])}, "/data: the data has only one row"),
    "one x": ({"data": inline([3, 1], [3, 2])}, "/x: the data: t is 3 in every row"),
    "a huge number": ({"data": inline([0, 1], [1, 1e40])}, "row 2: y is"),
    "no such column": ({"y": "yy"}, '/y: d.csv has no column "yy"'),
    "words": ({"y": "n"}, '/y: d.csv, line 2: n is "x", which is not a number'),
    "no such errors": ({"errors": "error"}, "/errors: d.csv has no column"),
    "an error of 0": ({"errors": "e"}, "/errors: d.csv, line 4: an error cannot be 0"),
    "errors below 0": ({"errors": -1}, "/errors: an error cannot be -1"),
    "errors left out": ({"loss": "chi-squared"}, '/loss: the loss "chi-squared" needs the errors'),
    "an unused axis": ({"model": "a*t"}, "/model: the model does not use the axis b"),
    "an unknown name": ({"model": "a + b*s"}, "/model: column 7: s is not a known name"),
    "y in the model": ({"model": "a + b*y"}, "/model: column 7: y is not a known name"),
    "no formula": ({"model": "a + "}, "/model: column 5: the formula stops"),
    "undefined": ({"model": "a + b/t"}, "/model: b/t is undefined"),
    "too involved": ({"model": "a + b" + "*tan(a*t + b/9)" * 40}, "/model: the formula is too inv"),
    "an axis for x": ({"x": "a", "data": inline([0, 1], [1, 1], columns=("a", "y"))}, "/x: a is"),
    "a name of a function": (
        {"x": "sin", "model": "a*b", "data": inline([0, 1], [1, 1], columns=("sin", "y"))},
        "/model: sin already has a meaning",
    ),
    "no name at all": (
        {"x": "t (s)", "data": inline([0, 1], [1, 1], columns=("t (s)", "y"))},
        "/x: a formula cannot use a column named 't (s)'",
    ),
}


@pytest.mark.parametrize("mistake", BAD_FITS)
def test_a_mistake_is_named_with_its_place_and_cure(mistake: str) -> None:
    changes, message = BAD_FITS[mistake]
    with pytest.raises(LevelError) as caught:
        level_over({**GOOD, **changes}, {"d.csv": CSV}, "a", "b")
    assert message in f"{caught.value.pointer.removeprefix('/surface')}: {caught.value.message}"
    assert caught.value.source == "level.json"
    assert caught.value.cure


def test_too_many_rows_for_a_model_that_is_not_linear_are_refused() -> None:
    data = inline(*many_rows(MOST_ROWS + 1), columns=("t", "y", "error"))
    with pytest.raises(SurfaceError, match=r"2,001 rows are too many for this model"):
        DECAY.build(data=data)
    assert isinstance(LINE.build(data=data), LinearFit)


def test_other_data_make_another_level() -> None:
    level = level_over(GOOD, {"d.csv": CSV}, "a", "b")
    same = level_over(GOOD, {"d.csv": CSV}, "a", "b")
    other = level_over(GOOD, {"d.csv": CSV.replace(b"2,4", b"2,5")}, "a", "b")
    assert level.digest == same.digest != other.digest


def test_the_same_fit_over_another_box_is_checked_again() -> None:
    surface = Case("a/k*t", {"a": (0.0, 1.0), "k": (1.0, 2.0)}).build()
    assert surface.over(Box.of((0.0, 1.0), (0.5, 1.0))).heights(np.array([1.0, 0.7])) > 0
    with pytest.raises(SurfaceError, match="undefined"):
        surface.over(Box.of((0.0, 1.0), (-1.0, 1.0)))
