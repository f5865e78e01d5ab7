"""Slopes at folds: the mean of those on both sides, in whatever formula the fold stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.surfaces import Surface
from tests.known import known
from tests.surfaces.samples import build

LINE = (-4.0, 4.0)
CLOSE = 2.0**-18
"""Far enough from a fold for the slopes on its sides, near enough for them to be those at it."""

FOLDS = [
    # formula, place, slope, curvature
    ("-abs(x0)", 0.0, 0.0, 0.0),
    ("abs(-x0)", 0.0, 0.0, 0.0),
    ("abs(x0 - 1)", 1.0, 0.0, 0.0),
    ("abs(3*x0 - 0.9)", 0.3, 0.0, 0.0),
    ("sqrt((3*x0 - 0.9)^2)", 0.3, 0.0, 0.0),
    ("sqrt(x0^2)", 0.0, 0.0, 0.0),
    ("abs(sin(x0))", 0.0, 0.0, 0.0),
    ("abs(sin(x0))", np.pi, 0.0, 0.0),
    ("abs(x0)*3 + x0", 0.0, 1.0, 0.0),
    ("2*x0 + abs(x0 - 1) + x0^2", 1.0, 4.0, 2.0),
    ("abs(abs(x0) - 1)", 0.0, 0.0, 0.0),
    ("abs(abs(x0) - 1)", 1.0, 0.0, 0.0),
    ("abs(x0 + abs(x0))", 0.0, 1.0, 0.0),
    ("(x0 + abs(x0) + abs(x0 - abs(x0)))/2", 0.0, 0.0, 0.0),
    ("(x0 + abs(x0))/2", 0.0, 0.5, 0.0),
    ("x0*abs(x0)", 0.0, 0.0, 0.0),
    ("(1 + x0)*abs(x0)", 0.0, 0.0, 0.0),
    ("abs(x0)^2", 0.0, 0.0, 2.0),
    ("abs(-x0^2)", 0.0, 0.0, 2.0),
    ("exp(-abs(x0))", 0.0, 0.0, 1.0),
]


@pytest.mark.parametrize(("formula", "place", "slope", "curvature"), FOLDS)
def test_a_fold_has_the_mean_of_the_slopes_on_its_sides(
    formula: str, place: float, slope: float, curvature: float
) -> None:
    surface = build({"kind": "formula", "formula": formula}, LINE)
    point = np.array([place])
    jet = surface.jet(point, 2)
    assert jet.gradient is not None
    assert jet.hessian is not None
    np.testing.assert_allclose(jet.gradient, [slope], atol=1e-9)
    np.testing.assert_allclose(jet.hessian, [[curvature]], atol=1e-6)
    np.testing.assert_array_equal(surface.jet(point, 1).gradient, jet.gradient)
    np.testing.assert_array_equal(surface.gradient(np.stack([point, point]))[1], jet.gradient)
    np.testing.assert_array_equal(surface.hessian(np.stack([point, point]))[1], jet.hessian)
    np.testing.assert_allclose(
        surface.series(point, 2), [jet.height, slope, curvature / 2], atol=1e-6
    )


PARTS = st.sampled_from(
    [
        *("abs({u})", "abs(-{u})", "abs(sin({u}))", "abs({u})*{u}", "abs({u})*(2 + x0)"),
        *("abs(abs({u}) - 1)", "abs({u} + abs({u}))", "max({u}, x0 - x0^2)", "min({u}, 0)"),
        *("exp(-abs({u}))", "abs({u}*(1 + {u}))", "sqrt({u}^2)", "1/(1 + abs({u}))"),
    ]
)


@st.composite
def folded_formulas(draw: st.DrawFn) -> tuple[str, float]:
    """Draw a formula of x0 and the place of a fold in it."""
    place = draw(st.sampled_from([0.0, 0.1, 0.3, 1.0, -0.7, 1.3]))
    steepness = draw(st.sampled_from([1, 3, -2, 0.7]))
    argument = f"({steepness}*x0 - ({steepness * place!r}))"
    terms = [
        _written(draw(PARTS).format(u=argument))
        for _ in range(draw(st.integers(min_value=1, max_value=3)))
    ]
    weights = draw(st.lists(st.sampled_from([1, -2, 0.5]), min_size=3, max_size=3))
    total = " + ".join(f"{weight}*({term})" for weight, term in zip(weights, terms, strict=False))
    return draw(st.sampled_from(["{}", "sin({})", "x0*x0 - ({})", "abs({} - 0.01)"])).format(
        total
    ), place


def _written(term: str) -> str:
    """Return a term with max and min as the manual writes them, by an absolute value."""
    for name, sign in (("max", "+"), ("min", "-")):
        if term.startswith(f"{name}("):
            one, other = term.removeprefix(f"{name}(").removesuffix(")").rsplit(", ", 1)
            return f"({one} + {other} {sign} abs({one} - ({other})))/2"
    return term


@given(folded_formulas())
def test_the_slope_at_a_fold_is_the_limit_of_central_differences(
    folded: tuple[str, float],
) -> None:
    formula, place = folded
    surface = build({"kind": "formula", "formula": formula}, LINE)
    step = np.array([CLOSE])
    point = np.array([place])
    low, high = surface.heights(np.stack([point - step, point + step]))
    gradient = surface.gradient(point)
    np.testing.assert_allclose(gradient, [(high - low) / (2 * CLOSE)], atol=1000 * CLOSE)
    sides = surface.hessian(np.stack([point - step, point + step]))
    np.testing.assert_allclose(surface.hessian(point), sides.mean(axis=0), atol=20_000 * CLOSE)


PLANES = [
    # formula, place, gradient, Hessian
    ("abs(x0) + x1^2", (0.0, 1.0), (0.0, 2.0), [[0, 0], [0, 2]]),
    ("abs(x0 - x1)", (1.0, 1.0), (0.0, 0.0), [[0, 0], [0, 0]]),
    ("abs(x0 + x1 - 0.3)", (0.1, 0.2), (0.0, 0.0), [[0, 0], [0, 0]]),
    ("abs(x0)*abs(x1)", (0.0, 0.0), (0.0, 0.0), [[0, 0], [0, 0]]),
    ("abs(x0)*x1^2 + x0*x1", (0.0, 2.0), (2.0, 0.0), [[0, 1], [1, 0]]),
    ("(x0 + x1 + abs(x0 - x1))/2", (0.0, 0.0), (0.5, 0.5), [[0, 0], [0, 0]]),
    ("abs(abs(x0) - abs(x1))", (0.0, 0.0), (0.0, 0.0), [[0, 0], [0, 0]]),
    ("abs(x0) + sqrt(x1^2) + x1", (0.0, 0.0), (0.0, 1.0), [[0, 0], [0, 0]]),
]


@pytest.mark.parametrize(("formula", "place", "gradient", "hessian"), PLANES)
def test_folds_of_two_axes_have_the_means_of_their_sides(
    formula: str,
    place: tuple[float, float],
    gradient: tuple[float, float],
    hessian: list[list[float]],
) -> None:
    jet = build({"kind": "formula", "formula": formula}, LINE, LINE).jet(np.array(place), 2)
    np.testing.assert_allclose(known(jet.gradient), gradient, atol=1e-7)
    np.testing.assert_allclose(known(jet.hessian), hessian, atol=1e-6)


def _fold(name: str = "x0") -> dict[str, object]:
    return {"kind": "formula", "formula": f"abs({name} - a) + x1", "parameters": {"a": 0.5}}


@pytest.mark.parametrize(
    ("written", "gradient"),
    [
        (_fold(), (0.0, 1.0)),
        ({"kind": "sum", "terms": [_fold(), _fold()], "weights": [2, -1]}, (0.0, 1.0)),
        ({"kind": "moved", "surface": _fold(), "shift": [0.0, 1.0], "scale": 1.0}, (0.0, 1.0)),
    ],
)
def test_folds_have_slopes_as_parts_of_other_surfaces_too(
    written: dict[str, object], gradient: tuple[float, float]
) -> None:
    surface = build(written, LINE, LINE)
    jet = surface.jet(np.array([0.5, 0.25]), 2)
    np.testing.assert_allclose(known(jet.gradient), gradient, atol=1e-12)


@pytest.mark.parametrize("along", [-1.0, -0.35, 0.1, 0.725])
def test_a_fold_that_is_turned_and_stretched_is_met_in_spite_of_rounding(along: float) -> None:
    turn = np.array([[np.cos(np.pi / 6), -0.5], [0.5, np.cos(np.pi / 6)]])
    about, shift, scale = np.array([0.1, 0.2]), np.array([0.7, -0.1]), np.array([2.0, 0.7])
    surface = build(
        {
            **{"kind": "moved", "surface": {"kind": "formula", "formula": "abs(x0 - 0.3) + x1"}},
            **{"rotate": 30.0, "about": [*about], "shift": [*shift], "scale": [*scale]},
        },
        LINE,
        LINE,
    )
    place = about + shift + turn @ (scale * (np.array([0.3, along]) - about))
    slope = turn @ (np.array([0.0, 1.0]) / scale)
    np.testing.assert_allclose(known(surface.jet(place, 2).gradient), slope, atol=1e-9)


MODELS = ["abs(x0)*t + x1", "abs(x0 - t) + x1", "abs(x0*t) + abs(x1 - 1)*x1", "x1*abs(t - x0)^2"]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("loss", ["mean-squares", "robust"])
def test_a_fit_has_the_mean_of_the_slopes_at_the_folds_of_its_model(model: str, loss: str) -> None:
    surface = _fit(model, loss)
    for place in [(0.0, 1.0), (0.0, 0.3), (1.0, 1.0), (2.0, 0.4)]:
        point = np.array(place)
        steps = CLOSE * np.eye(2)
        central = (surface.heights(point + steps) - surface.heights(point - steps)) / (2 * CLOSE)
        jet = surface.jet(point, 2)
        np.testing.assert_allclose(known(jet.gradient), central, atol=60 * CLOSE)
        np.testing.assert_array_equal(surface.gradient(point[None])[0], jet.gradient)
        assert np.isfinite(known(jet.hessian)).all()


def _fit(model: str, loss: str) -> Surface:
    rows = [[0, 1.2], [1, 1.9], [2, 3.3], [3, 3.1]]
    written = {
        **{"kind": "fit", "model": model, "x": "t", "y": "y", "loss": loss},
        **{"data": {"columns": ["t", "y"], "rows": rows}},
    }
    return build(written if loss == "mean-squares" else {**written, "errors": 0.5}, LINE, LINE)


@pytest.mark.parametrize(
    ("formula", "place"), [("abs(x0 - 1)", 1.001), ("abs(3*x0 - 0.9)", 0.3 + 1e-9)]
)
def test_beside_a_fold_the_slope_is_that_of_the_side(formula: str, place: float) -> None:
    surface = build({"kind": "formula", "formula": formula}, LINE)
    assert abs(surface.jet(np.array([place]), 1).gradient[0]) >= 1.0  # type: ignore[index]
