"""Formula surfaces: exact derivatives, limits, and where they are undefined."""

import random
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Box
from sandpit.surfaces.derive import Derivatives
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.formula import FormulaSpec, FormulaSurface
from sandpit.surfaces.language import parse
from sandpit.surfaces.spec import Site
from tests.known import known
from tests.surfaces.hostile import HEAVY_FORMULAS, HOSTILE_FORMULAS

LOST_PHONE = "-((x-4.1)^2 + (y-0.9)^2) - 30*exp(-((x-1.5)^2 + (y-3.7)^2)/2.8)"
WAVES = "+".join(
    f"0.{n + m + 1}*cos({n}*pi*x/6+{m})*cos({m}*pi*y/6+0.3)" for n in range(4) for m in range(4)
)
RANDOM_PIT = f"{WAVES} + (1 - x*(x-6)*y*(y-6)/81)^7/9"
FORMULAS = [
    LOST_PHONE,
    RANDOM_PIT,
    "x + y - x*y/3 + 2",
    "sin(x*y)",
    "cos(x - y^2)",
    "tan(x/9 + y/9)",
    "asin(x/9)*acos(y/9)",
    "atan(x*y - 2)",
    "sinh(x - y) + cosh(x/2) - tanh(y)",
    "exp(sin(x) + y/3)",
    "log(1 + x^2 + y)",
    "sqrt(x^2 + y^2 + 0.1)",
    "abs(x - y) + abs(sin(x))*y",
    "sinc(x - 2)*sinc(3*y - 1)",
    "sinc(x*y)^2",
    "x^2.5 + y**0.5",
    "(x + 1)^y",
    "2^x * e^-y",
    "x^-2 + 1/y^3 - (x*y)^-0.5",
    "x^y^0.5",
    "-x^2 + --y",
    "x^0 + 0*y",
    "3",
    "y",
]  # fmt: skip
CLEAR = ((0.3, 6.0), (0.2, 5.0))


def surface_of(
    text: str, *ranges: tuple[float, float], names: str = "xyzabcdfghijklmno", **parameters: float
) -> FormulaSurface:
    box = Box.of(*(ranges or CLEAR))
    spec = FormulaSpec(formula=text, parameters=parameters)
    return spec.build(Site(box, tuple(names[: box.dimension])))


def within(surface: FormulaSurface, count: int) -> np.ndarray:
    box = surface.box
    return np.random.default_rng(5).uniform(box.lower, box.upper, (count, box.dimension))


@pytest.mark.parametrize("text", FORMULAS)
def test_derivatives_are_those_that_sympy_finds(text: str) -> None:
    surface = surface_of(text)
    x, y = symbols = sympy.symbols("x y", real=True)
    names = {"x": x, "y": y, "abs": sympy.Abs, "e": sympy.E}
    height = sympy.sympify(text.replace("^", "**"), locals=names)
    smooth = {sympy.DiracDelta: lambda *_: sympy.Integer(0)}
    slopes = [height.diff(s) for s in symbols]
    curves = [slope.diff(s) for slope in slopes for s in symbols]
    exact = [item.replace(*next(iter(smooth.items()))) for item in (height, *slopes, *curves)]
    expected = sympy.lambdify(symbols, exact, modules="mpmath")
    for point in within(surface, 6):
        jet = surface.jet(point, 2)
        ours = np.concatenate([[jet.height], known(jet.gradient), known(jet.hessian).ravel()])
        reference = [float(value) for value in expected(*map(mpmath.mpf, point.tolist()))]
        np.testing.assert_allclose(ours, reference, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("text", FORMULAS)
def test_derivatives_agree_with_central_differences(text: str) -> None:
    surface = surface_of(text)
    step = 1e-5
    for point in within(surface, 4):
        offsets = step * np.eye(2)
        rise = surface.heights(point + offsets) - surface.heights(point - offsets)
        turn = surface.gradient(point + offsets) - surface.gradient(point - offsets)
        scale = 1 + np.abs(surface.hessian(point)).max()
        np.testing.assert_allclose(surface.gradient(point), rise / (2 * step), atol=1e-5 * scale)
        np.testing.assert_allclose(surface.hessian(point), turn / (2 * step), atol=1e-4 * scale)


@pytest.mark.parametrize("text", FORMULAS)
def test_jet_mesh_and_batches_tell_the_same(text: str) -> None:
    surface = surface_of(text)
    axes = (np.linspace(0.3, 6, 5), np.linspace(0.2, 5, 4))
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    heights, slopes, curves = (
        surface.heights(points), surface.gradient(points), surface.hessian(points),
    )  # fmt: skip
    assert (heights.shape, slopes.shape, curves.shape) == ((5, 4), (5, 4, 2), (5, 4, 2, 2))
    np.testing.assert_allclose(surface.mesh(*axes), heights, rtol=1e-14)
    for place in np.ndindex(5, 4):
        for order in (0, 1, 2):
            jet = surface.jet(points[place], order)
            np.testing.assert_allclose(jet.height, heights[place], rtol=1e-11, atol=1e-12)
            assert (jet.gradient is None, jet.hessian is None) == (order < 1, order < 2)
            if order >= 1:
                np.testing.assert_allclose(
                    known(jet.gradient), slopes[place], rtol=1e-11, atol=1e-12
                )
            if order >= 2:
                np.testing.assert_allclose(
                    known(jet.hessian), curves[place], rtol=1e-11, atol=1e-12
                )


_calm = st.recursive(
    st.sampled_from(["x", "y", "0.7", "2", "pi"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        st.builds("{}({})".format, st.sampled_from(["sin", "cos", "tanh", "atan", "sinc", "abs"]),
                  inner),
        st.builds("({})^{}".format, inner, st.sampled_from("123")),
        st.builds("({})/(1.5 + sin({}))".format, inner, inner),
        st.builds("sqrt(1 + ({})^2)".format, inner),
        st.builds("-{}".format, inner),
    ),
    max_leaves=8,
)  # fmt: skip


@given(_calm, st.floats(-2, 2), st.floats(-2, 2))
@settings(deadline=None)
def test_numpy_and_symengine_give_equal_heights(text: str, x: float, y: float) -> None:
    formula = Formula(parse(text, "xy"), "xy", {})
    known = {"x": x, "y": y}
    values = formula.values([known[name] for name in formula.axes])
    if max(map(abs, values)) < 1e3:
        jet = Derivatives(formula, ("x", "y"), np.ones(2), 0).jet(np.array([x, y]))
        assert jet.height == pytest.approx(float(values[-1]), rel=1e-9, abs=1e-9)


NEAR_ZERO = [0.0, 1e-300, 1e-160, 1e-8, 1e-3, 0.3, 1 - 1e-15, 1.0, 1 + 1e-15, 1.3, 3.0, 20.0]


@pytest.mark.parametrize("u", [*NEAR_ZERO, *(-u for u in NEAR_ZERO[1:])])
def test_sinc_is_smooth_through_0_and_where_its_two_forms_meet(u: float) -> None:
    surface = surface_of("sinc(x)", (-25, 25))
    jet = surface.jet(np.array([u]), 2)
    with mpmath.workdps(60):
        exact = [float(v) for v in mpmath.taylor(mpmath.sinc, mpmath.mpf(u), 2)]
    ours = [jet.height, known(jet.gradient)[0], known(jet.hessian)[0, 0] / 2]
    np.testing.assert_allclose(ours, exact, rtol=0, atol=1e-14)
    assert surface.heights(np.array([u])) == pytest.approx(exact[0], abs=1e-15)


@pytest.mark.parametrize(
    ("text", "at", "height", "slope", "curve"),
    [
        ("x^2", 0, 0, 0, 2),
        ("x^3.0", 0, 0, 0, 0),
        ("x^2.5", 0, 0, 0, 0),
        ("x^a", 0, 0, 0, 2),
        ("x^(a/2)", 0, 0, 1, 0),
        ("abs(x)", 3, 3, 1, 0),
        ("abs(x - 5)", 3, 2, -1, 0),
        ("sinc(0*x)", 3, 1, 0, 0),
        ("e^log(1 + x)", 0, 1, 1, 0),
    ],
)
def test_derivatives_at_the_edge_are_those_of_mathematics(
    text: str, at: float, height: float, slope: float, curve: float
) -> None:
    jet = surface_of(text, (0, 6), a=2.0).jet(np.array([float(at)]), 2)
    found = (jet.height, known(jet.gradient)[0], known(jet.hessian)[0, 0])
    assert found == pytest.approx((height, slope, curve))


def test_axes_that_do_not_occur_count_with_slopes_of_0() -> None:
    surface = surface_of("z*x", *[(0, 1)] * 4)
    jet = surface.jet(np.array([0.5, 0.1, 0.25, 0.9]), 2)
    assert known(jet.gradient).tolist() == [0.25, 0, 0.5, 0]
    assert np.flatnonzero(known(jet.hessian)).tolist() == [2, 8]
    axis = np.linspace(0, 1, 3)
    assert surface.mesh(axis, axis, axis, axis).shape == (3, 3, 3, 3)
    assert surface.heights(np.empty((0, 4))).shape == (0,)
    assert surface.gradient(np.empty((0, 4))).shape == (0, 4)


def test_a_jet_takes_points_that_are_views_or_whole_numbers() -> None:
    surface = surface_of("x^2 + y")
    assert surface.jet(np.array([3, 2]), 1).height == 11
    assert surface.jet(np.array([[3.0, 9.0], [2.0, 9.0]])[:, 0], 1).height == 11


def test_jets_are_independent_of_each_other() -> None:
    surface = surface_of("x^2 + y")
    first = surface.jet(np.array([3.0, 2.0]), 1)
    surface.jet(np.array([1.0, 2.0]), 1)
    assert known(first.gradient).tolist() == [6, 1]


def test_parameters_stand_for_their_numbers_and_keep_their_names_on_show() -> None:
    surface = surface_of("height*exp(-x^2/2)", (-1, 1), height=3.0)
    assert surface.heights(np.array([0.0])) == 3
    assert surface.latex == r"\mathrm{height} \, \exp\left(-\frac{x^{2}}{2}\right)"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"x": 1.0}, "name of an axis"),
        ({"sin": 1.0}, "name of a function"),
        ({"pi": 3.0}, "name of a constant"),
        ({"two words": 1.0}, "is not a name"),
        ({"a": float("nan")}, "not a finite number"),
    ],
)
def test_a_parameter_with_a_bad_name_or_number_is_refused(
    parameters: dict[str, Any], said: str
) -> None:
    with pytest.raises(SurfaceError, match=said) as caught:
        surface_of("x + y", **parameters)
    assert caught.value.path == ("parameters", *parameters)
    assert caught.value.cure


def test_an_axis_may_not_be_called_like_a_function() -> None:
    with pytest.raises(SurfaceError, match="the axis e has the name of a constant"):
        FormulaSpec(formula="1").build(Site(Box.of((0, 1)), ("e",)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log(x)", "log(x) is undefined at x = -1"),
        ("1 + log(x + 1)*y", "log(x + 1) is undefined at x = -1"),
        ("sqrt(y - x)", "sqrt(y - x) is undefined at x = 2, y = -1"),
        ("asin(x)", "asin(x) is undefined at x = 2"),
        ("acos(y - 1)", "acos(y - 1) is undefined at y = -1"),
        ("1/(x - 0.3)", "1/(x - 0.3) is undefined at x = 0.3"),
        ("1/(x - 0.3)^2", "1/(x - 0.3)^2 is undefined at x = 0.3"),
        ("y/(3*(x - 0.3)*(x - 0.3))", "is undefined at x = 0.3"),
        ("1/abs(x - 0.3)", "is undefined at x = 0.3"),
        ("1/((x - 0.3)^2 + (y + 0.217)^2)", "is undefined at x = 0.3, y = -0.217"),
        ("1/(abs(x - 0.3) + abs(y + 0.2))", "is undefined at x = 0.3, y = -0.2"),
        ("log((x - 0.3)^2 + y^2)", "is undefined at x = 0.3, y = "),
        ("log(3 - sin(2*x) - sin(y) - 1.0001)", "is undefined at x = 0.7"),
        ("1/x", "1/x is undefined at x = 0"),
        ("x/x", "x/x is undefined at x = 0"),
        ("(x - 0.3)^-2", "(x - 0.3)^-2 is undefined at x = 0.3"),
        ("x^0.5", "x^0.5 is undefined at x = -1"),
        ("(x + 1)^-0.5", "(x + 1)^-0.5 is undefined at x = -1"),
        ("x^y", "x^y is undefined at x = -1"),
        ("(-2)^x", "(-2)^x is undefined"),
        ("tan(2*x)", "tan(2*x) is undefined at x = 0.785"),
        ("1/0*x", "1/0 is not a finite number"),
        ("log(-1) + x", "log(-1) is not a finite number"),
        ("x + y/(a - 1)", "undefined"),
        ("exp(1000*x)", "exp(1000*x) is too large to be a number at x = "),
        ("exp(500*x)*exp(500*x)", "is too large to be a number"),
        ("0*log(x)", "log(x) is undefined"),
        ("x^65", "the exponent of x^65 is too large"),
        ("(x + 2)^-64.5", "the exponent of (x + 2)^-64.5 is too large"),
    ],
)
def test_a_formula_that_is_undefined_in_its_domain_is_refused_with_the_place(
    text: str, said: str
) -> None:
    with pytest.raises(SurfaceError) as caught:
        surface_of(text, (-1, 2), (-1, 2.5), a=1.0)
    assert said in caught.value.message, caught.value
    assert caught.value.path == ("formula",)
    assert caught.value.cure


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(x^2 + y^2)",
        "sqrt((x - 0.3)^2 + (y + 0.217)^2)",
        "asin(sin(x))",
        "1/(1 + 1000*x^2)",
        "1/exp(-4*x^2)",
        "log(x^2 + 0.001)",
        "(x + 1)^0.5",
        "1/(x^2 + y^2 + 1e-6)",
        "tan(x/2)",
        "log(exp(-30*x^2))",
        "1/(x - 2.001)",
        "abs(x)^2.5",
        "exp(300*x)",
        "(x + 1.001)^y",
        "sqrt(1 + cos(3*x))",
        "1/a + x/e",
    ],
)
def test_a_formula_that_is_defined_all_over_is_accepted(text: str) -> None:
    surface = surface_of(text, (-1, 2), (-1, 2.5), a=1.0)
    assert np.isfinite(surface.heights(within(surface, 500))).all()


def test_a_pole_is_found_among_many_axes() -> None:
    names = "xyzabc"
    with pytest.raises(SurfaceError, match="undefined"):
        surface_of(f"1/({'+'.join(names)} - 0.1234)", *[(-1, 2)] * 6, names=names)
    squares = "+".join(f"({name}-0.3)^2" for name in names)
    assert surface_of(f"sqrt({squares})", *[(-1, 2)] * 6, names=names).dimension == 6


def test_a_wider_domain_is_examined_anew() -> None:
    surface = surface_of("log(x)", (1, 2))
    with pytest.raises(SurfaceError, match=r"log\(x\) is undefined at x = -1"):
        surface.over(Box.of((-1, 2)))


@pytest.mark.parametrize("text", HOSTILE_FORMULAS.values(), ids=HOSTILE_FORMULAS)
def test_a_hostile_formula_is_refused(text: str) -> None:
    with pytest.raises(SurfaceError) as caught:
        surface_of(text, (0, 6), (0, 6))
    assert caught.value.path == ("formula",)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("text", HEAVY_FORMULAS.values(), ids=HEAVY_FORMULAS)
def test_a_heavy_formula_within_the_limits_is_made(text: str) -> None:
    surface = surface_of(text, (0, 6), (0, 6))
    assert np.isfinite(known(surface.jet(np.array([0.4, 0.3]), 2).hessian)).all()


def test_too_many_axes_are_refused() -> None:
    names = tuple(f"w{k}" for k in range(13))
    box = Box.of(*[(0.0, 1.0)] * 13)
    with pytest.raises(SurfaceError, match="uses 13 axes; at most 12"):
        FormulaSpec(formula="+".join(names)).build(Site(box, names))
    assert FormulaSpec(formula="w0*w12").build(Site(box, names)).dimension == 13


@pytest.mark.parametrize("seed", range(40))
def test_random_nonsense_is_read_or_refused(seed: int) -> None:
    pick = random.Random(seed)
    words = [*"xy+-*/^()(", "sin(", "exp(", "abs(", "sinc(", "log(", "2", "1e3", ".5", "^2)"]
    text = "".join(pick.choices(words, k=pick.randint(1, 60)))
    try:
        surface_of(text).jet(np.array([1.0, 1.0]), 2)
    except SurfaceError as error:
        assert error.cure


def test_a_formula_draws_nothing() -> None:
    assert not FormulaSpec(formula="random").draws
