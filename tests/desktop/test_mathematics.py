"""The card of a game that has ended: the hill's mathematics, and the best dip put in."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.choice import Choice
from sandpit.desktop.jobs import AtOnce, Workshop
from sandpit.desktop.layout import scale_for
from sandpit.desktop.mathematics import statements
from sandpit.desktop.mathematics_card import SIZES as TYPE_SIZES
from sandpit.desktop.mathematics_card import MathematicsCard, set_lines
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scene import Ticket
from sandpit.desktop.typesetting import Typesetter, crumbs, factors, terms, tight, unfolded
from sandpit.game import Level, Probe, Session, Step
from sandpit.library import Library, load_level
from sandpit.surfaces import Box
from sandpit.surfaces.benchmarks import BENCHMARKS
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.formula import FormulaSurface
from sandpit.surfaces.language import parse
from tests.desktop.hands import click
from tests.desktop.test_scenes import SIZES, assert_tidy
from tests.written import make_level

Apps = Callable[..., App]
QUADRATIC: dict[str, Any] = {
    "surface": {"kind": "formula", "formula": "x^2*y - 3*x"},
    "win": {"height": 1e9},
}
LEVELS = ("lost-phone", "bent-valley", "two-dunes", "satellite-dish", "random-pit", "hubbles-line")


def over(level: Level, *points: tuple[float, ...]) -> Session:
    session = Session(level, seed=1)
    for at in points:
        session.play(Probe(at))
    session.give_up()
    return session


def surface(formula: str, *names: str) -> FormulaSurface:
    box = Box(np.full(len(names), 0.5), np.full(len(names), 2.0))
    return FormulaSurface(box, names, Formula(parse(formula, names), names, {}))


def said(session: Session) -> str:
    return "\n".join(line for entry in statements(session) for line, _ in entry.lines)


def test_nothing_is_said_before_the_end() -> None:
    session = Session(make_level())
    session.play(Probe((2.0, 2.0)))
    assert statements(session) == []


def test_a_formula_comes_with_its_derivatives_and_the_numbers_of_the_best_dip() -> None:
    text = said(over(make_level(**QUADRATIC), (2.0, 1.0), (1.0, 1.0)))
    assert r"f(x, y) = x^{2} y - 3 x" in text
    assert r"\frac{\partial f}{\partial y} = x^{2}" in text
    assert r"\frac{\partial^{2} f}{\partial x^{2}} = 2 y" in text
    assert r"h(2, 1) = -2" in text
    assert r"\nabla h(2, 1) = \begin{pmatrix} 1 \\ 4 \end{pmatrix}" in text
    assert r"H(2, 1) = \begin{pmatrix} 2 & 4 \\ 4 & 0 \end{pmatrix}" in text


def test_of_a_shaken_stick_the_card_tells_what_is_true() -> None:
    """What it read would not fit the formula that stands above."""
    noise = {"height": 0.3, "gradient": 0.3, "hessian": 0.3}
    session = over(make_level(**QUADRATIC, noise=noise), (2.0, 1.0))
    assert session.state.readings[-1].height != -2.0
    text = said(session)
    assert "h(2, 1) = -2" in text
    assert r"\nabla h(2, 1) = \begin{pmatrix} 1 \\ 4 \end{pmatrix}" in text


def test_of_mini_batches_the_card_tells_the_whole_loss() -> None:
    level = load_level("by-the-handful")
    session = Session(level, seed=1)
    session.play(Step(0.5))
    session.give_up()
    best = session.state.best
    assert best is not None
    whole = float(session.sight_at(best.at[None])[0])
    assert whole != best.height
    assert f"= {whole:.3g}" in said(session)
    assert f"= {best.height:.3g}" not in said(session)


def test_heights_that_are_stretched_say_by_how_much() -> None:
    level = make_level(
        surface={"kind": "formula", "formula": "-(x - 3)^2 - (y - 3)^2"}, heights=[0, 36]
    )
    assert r"h = 2 \, f + 36" in said(over(level, (2.0, 2.0)))


@pytest.mark.parametrize(
    "ground",
    [
        {"kind": "bowl", "center": [3, 3], "curvatures": -2.0},
        {"kind": "sum", "terms": [{"kind": "bowl", "center": [3, 3], "curvatures": -2.0}]},
        {
            "kind": "moved",
            "surface": {"kind": "bowl", "center": [2, 3], "curvatures": -2.0},
            "shift": [1, 0],
        },
    ],
    ids=lambda ground: ground["kind"],
)
def test_every_kind_says_how_its_heights_are_stretched(ground: dict[str, object]) -> None:
    """All are -(x - 3)^2 - (y - 3)^2, from -18 to 0."""
    level = make_level(surface=ground, heights=[0, 36])
    assert r"h = 2 \, f + 36" in said(over(level, (2.0, 2.0)))


def test_heights_as_they_are_written_are_the_function() -> None:
    assert "\nh = f\n" in said(over(make_level(**QUADRATIC), (2.0, 1.0)))


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_has_room_on_the_narrowest_card(apps: Apps, name: str) -> None:
    app = apps()
    level = make_level(surface={"kind": "benchmark", "name": name}, win={"height": 1e9})
    first = statements(over(level))[0]
    assert first.lines[0][0].startswith("f(")
    for whole, _ in first.lines:
        assert all(set_lines([(whole, "")], app.kit, 400)), whole


@pytest.mark.parametrize(
    ("formula", "gradient"),
    [
        ("x^3", ("3 x^{2}",)),
        ("sin(2*x)", (r"2 \cos\left(2 x\right)",)),
        ("exp(x)", ("e^{x}",)),
        ("7", ("0",)),
        ("abs(x - 1)", ("",)),
    ],
)
def test_derivatives_are_written_as_one_would(formula: str, gradient: tuple[str, ...]) -> None:
    assert surface(formula, "x").gradient_latex == gradient


def test_the_hessian_is_symmetric_and_a_long_entry_is_left_out() -> None:
    rows = surface("x^2*y^3", "x", "y").hessian_latex
    assert rows[0][1] == rows[1][0] != ""
    endless = "*".join(f"sin({k}*x + {k + 1})" for k in range(1, 9))
    assert surface(endless, "x").gradient_latex == ("",)


@pytest.mark.parametrize("id", [*LEVELS, "handwriting", "deep-well", "round-dune"])
def test_every_kind_of_ground_has_something_to_say_that_can_be_set(apps: Apps, id: str) -> None:
    app = apps()
    told = statements(over(load_level(id)))
    assert told
    for entry in told:
        for whole, short in entry.lines:
            assert all(set_lines([(whole, short)], app.kit, 400)), whole


@pytest.mark.parametrize(("size", "width"), [((1280, 720), 282), ((800, 600), 226)])
@pytest.mark.parametrize("id", Library.default().ids())
def test_no_shipped_level_s_mathematics_is_left_out(
    id: str, size: tuple[int, int], width: int
) -> None:
    """Every line is set whole, in lines that have room on the card, all in one size."""
    kit = Kit(THEMES["light"], Type(scale_for(size)))
    told = [forms for entry in statements(over(load_level(id))) for forms in entry.lines]
    assert not any(whole.endswith("ldots") for whole, _ in told)
    setter = Typesetter(kit, width)
    for (whole, short), lines in zip(told, set_lines(told, kit, width), strict=True):
        assert lines
        assert max(line.get_width() for line in lines) <= width
        if "pmatrix" not in short:
            assert setter.terms(whole, TYPE_SIZES[-1], deep=True), whole


@pytest.mark.parametrize(
    "latex", [r"f = a \left(b + c\right) - d e^{x + y}", "x", r"-\frac{a b}{c}"]
)
def test_cutting_a_formula_loses_nothing(latex: str) -> None:
    assert "".join(terms(latex)) == latex
    assert "".join(factors(latex)) == latex
    assert "".join(crumbs(latex)) == latex.replace(r"\left", "").replace(r"\right", "")


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        (r"\frac{a + b}{5} \left(x + 1\right)", r"(a + b) / 5 \left(x + 1\right)"),
        (r"-\sqrt{1 + \frac{x}{2}}", r"-(1 + x / 2)^{1/2}"),
        (r"\frac{\left(x - 1\right)}{\pi}", r"\left(x - 1\right) / \pi"),
        (r"\text{two words}", r"\text{two } \text{words } "),
    ],
)
def test_what_no_line_is_broken_in_is_written_along_the_line(latex: str, written: str) -> None:
    assert unfolded(latex) == written


def test_a_minus_that_is_a_sign_stands_close_to_its_number() -> None:
    assert tight(r"f = -9 - x \left(-y\right)") == "f = {-}9 - x ({-}y)"


def test_along_one_axis_slope_and_bend_are_numbers() -> None:
    text = said(over(load_level("two-dunes"), (4.0,)))
    assert "h'(4) = " in text
    assert "h''(4) = " in text
    assert "pmatrix" not in text


def test_rounding_is_told_as_nothing() -> None:
    level = make_level(surface={"kind": "formula", "formula": "x + 1e-16*y"}, win={"height": 1e9})
    assert r"\nabla h(2, 1) = \begin{pmatrix} 1 \\ 0 \end{pmatrix}" in said(over(level, (2.0, 1.0)))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("id", LEVELS)
def test_the_card_is_turned_by_a_click_and_laid_out_well(
    apps: Apps, id: str, size: tuple[int, int], theme: str
) -> None:
    app = apps(size, theme=theme, text_scale=1.3, reduced_motion=True)
    level = load_level(id)
    app.go("result", Ticket(level=level, session=over(level)))
    app.tick(0.0)
    choice = app.scene.part("pages")
    assert isinstance(choice, Choice)
    click(app, (choice.rect.right - choice.rect.width // 4, choice.rect.centery))
    assert isinstance(app.scene.part("mathematics"), MathematicsCard)
    assert_tidy(app)


def test_a_long_sheet_scrolls_to_its_end_and_back(apps: Apps) -> None:
    app = apps((800, 600))
    told = statements(over(load_level("lost-phone"), (2.0, 2.0)))
    place = app.screen.surface.get_rect().inflate(-560, -400)
    sheet = MathematicsCard("sheet", place, app.kit, lambda: told, Workshop(AtOnce()))
    assert sheet.enabled
    steps = 0
    while sheet.scroll(2):
        steps += 1
    assert steps > 1
    assert not sheet.scroll(2)
    while sheet.scroll(-2):
        steps -= 1
    assert not sheet.scroll(-2)
