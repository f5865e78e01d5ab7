"""The pictures of a model's answers: at every size, inside their room, and true to the numbers."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pygame
import pytest
from pygame import Rect, Surface

from sandpit.desktop.exhibit_panel import FADE, ExhibitPanel
from sandpit.desktop.jobs import AtOnce, Workshop
from sandpit.desktop.paint.exhibits import sheet
from sandpit.desktop.paint.exhibits.lettering import fitted, share_right
from sandpit.desktop.paint.exhibits.table import EXHIBITS, draw_exhibit
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.part import Kit
from sandpit.game import Session, Step
from sandpit.surfaces.exhibit import (
    ChainExhibit,
    CurveExhibit,
    DecisionExhibit,
    Exhibit,
    Link,
    SheetExhibit,
)
from tests.desktop.paint_cases import look
from tests.written import make_level

RNG = np.random.default_rng(4)
X = np.linspace(-1.0, 2.0, 40)
GRID = np.linspace(-1.0, 1.0, 33)

CURVE = CurveExhibit(X, np.sin(X), np.full(40, 0.1), X, np.sin(X) + 0.3, "time (s)", "swing (m)")
DECISION = DecisionExhibit(
    points=RNG.uniform(-0.9, 0.9, (30, 2)),
    classes=np.arange(30) % 3,
    xs=GRID,
    ys=GRID,
    answers=np.add.outer(GRID > 0, GRID > 0).astype(np.int64),
    certainty=np.full((33, 33), 0.8),
    x_label="length",
    y_label="width",
    names=("setosa", "versicolor", "virginica"),
    right=0.7,
)
SHEET = SheetExhibit(
    images=RNG.uniform(0.0, 1.0, (40, 8, 8)),
    truths=np.arange(40) % 10,
    answers=np.arange(40) % 10,
    names=tuple("0123456789"),
    right=0.83,
)
CHAIN = ChainExhibit(
    tuple(
        Link(name, "c = −log(1 − a₂), t = −1.5", 1.25 * k, f"∂q{k}/∂p{k}", -0.5 * k)
        for k, name in enumerate(("input 5 of 8", *["weighted sum", "activation"] * 2, "loss"), 1)
    ),
    count=8,
    whole=-1.028,
)
SAMPLES: dict[type[Exhibit], Exhibit] = {
    type(sample): sample for sample in (CURVE, DECISION, SHEET, CHAIN)
}
KIND = pytest.mark.parametrize("kind", EXHIBITS, ids=lambda kind: kind.__name__)
KEY = (1, 254, 3)
"""A colour that nothing is drawn in."""


def painted(
    exhibit: Exhibit, size: tuple[int, int] = (290, 230), theme: str = "light", scale: float = 1.0
) -> npt.NDArray[np.uint8]:
    """Return the pixels of an exhibit with 20 pixels of the key's colour around it."""
    target = Surface((size[0] + 40, size[1] + 40), 0, 32)
    target.fill(KEY)
    draw_exhibit(target, Rect((20, 20), size), exhibit, look(theme, scale))
    return pygame.surfarray.array3d(target)


def test_every_type_of_exhibit_has_a_painter() -> None:
    assert set(EXHIBITS) == set(Exhibit.__args__) == set(SAMPLES)


@KIND
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("size", "scale"),
    [((208, 160), 0.8), ((260, 200), 1.0), ((200, 700), 0.8), ((900, 300), 1.5), ((2000, 1600), 3)],
)
def test_exhibits_are_drawn_inside_their_room_at_every_size(
    kind: type[Exhibit], theme: str, size: tuple[int, int], scale: float
) -> None:
    pixels = painted(SAMPLES[kind], size, theme, scale)
    inked = (pixels != KEY).any(axis=2)
    assert inked[20:-20, 20:-20].mean() > 0.04
    inked[20:-20, 20:-20] = False
    assert not inked.any()


@KIND
def test_the_caller_s_clip_is_kept(kind: type[Exhibit]) -> None:
    target = Surface((300, 240), 0, 32)
    target.fill(KEY)
    target.set_clip(Rect(50, 60, 70, 80))
    draw_exhibit(target, Rect(0, 0, 300, 240), SAMPLES[kind], look())
    assert target.get_clip() == Rect(50, 60, 70, 80)
    inked = (pygame.surfarray.array3d(target) != KEY).any(axis=2)
    inked[50:120, 60:140] = False
    assert not inked.any()


CHANGED: dict[str, tuple[Exhibit, Exhibit]] = {
    "curve": (CURVE, replace(CURVE, curve_y=CURVE.curve_y - 0.5)),
    "errors": (CURVE, replace(CURVE, errors=None)),
    "answers": (DECISION, replace(DECISION, answers=2 - DECISION.answers)),
    "certainty": (DECISION, replace(DECISION, certainty=np.full((33, 33), 0.4))),
    "classes": (DECISION, replace(DECISION, classes=(DECISION.classes + 1) % 3)),
    "share": (SHEET, replace(SHEET, right=0.84)),
    "digit": (SHEET, replace(SHEET, answers=np.where(np.arange(40) == 3, 9, SHEET.answers))),
    "link": (CHAIN, replace(CHAIN, links=(replace(CHAIN.links[0], value=7.0), *CHAIN.links[1:]))),
}


@pytest.mark.parametrize(("before", "after"), CHANGED.values(), ids=CHANGED)
def test_a_change_of_the_model_is_seen(before: Exhibit, after: Exhibit) -> None:
    assert not np.array_equal(painted(before), painted(after))


def test_the_data_keep_still_while_the_curve_moves() -> None:
    wild = replace(CURVE, curve_y=np.full(40, 1e6))
    calm = replace(CURVE, curve_y=np.full(40, -1e6))
    assert np.array_equal(painted(wild), painted(calm))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_curve_that_is_not_finite_is_left_out(value: float) -> None:
    broken = np.where(np.arange(40) < 39, value, 0.0)
    assert painted(replace(CURVE, curve_y=broken)).shape


def test_a_hundred_thousand_points_are_thinned() -> None:
    x = np.linspace(0.0, 1.0, 100_000)
    many = replace(CURVE, x=x, y=np.sin(9 * x), errors=np.full(x.size, 0.1))
    assert painted(many).shape


def test_classes_are_told_apart_without_colour() -> None:
    """In shades of grey, with one shade for all classes, their marks still differ."""
    counts = set()
    for kind in range(6):
        lone = replace(
            DECISION,
            points=np.zeros((1, 2)),
            classes=np.array([kind]),
            names=("",) * 6,
            answers=np.zeros((33, 33), dtype=np.int64),
        )
        bare = replace(lone, points=np.full((1, 2), 50.0))
        drawn = (painted(lone).astype(int) != painted(bare)).any(axis=2)
        counts.add(drawn.tobytes())
    assert len(counts) == 6


@pytest.mark.parametrize(
    ("right", "words"),
    [(0.0, "0 % right"), (0.001, "1 % right"), (0.834, "83 % right"), (1.0, "100 % right")],
)
def test_the_share_that_is_right_is_rounded_fairly(right: float, words: str) -> None:
    assert share_right(right) == words
    assert share_right(0.9999) == "99 % right"


@pytest.mark.parametrize("width", [12, 60, 400])
def test_fitted_text_is_no_wider_than_its_room(width: int) -> None:
    text = fitted(
        "a rather long formula = 1", (Role.NUMBER, Role.SMALL), look().theme.ink, width, look()
    )
    assert text.get_width() <= width


def fit() -> Session:
    """Return a game of fitting a line."""
    rows = [[float(t), 1.0 + 2.0 * t] for t in range(5)]
    level = make_level(
        goal="pit",
        axes=[{"name": "a", "range": [-5, 5]}, {"name": "b", "range": [-5, 5]}],
        surface={
            "kind": "fit",
            "model": "a + b*t",
            "data": {"columns": ["t", "y"], "rows": rows},
            "x": "t",
            "y": "y",
        },
        start=[0.0, 0.0],
    )
    return Session(level)


def shown(panel: ExhibitPanel) -> npt.NDArray[np.uint8]:
    target = Surface(panel.rect.bottomright, 0, 32)
    panel.draw(target)
    return pygame.surfarray.array3d(target)


def make_panel(session: Session) -> ExhibitPanel:
    return ExhibitPanel(
        Rect(0, 0, 280, 220), Kit(THEMES["light"], Type(1.0)), session, Workshop(AtOnce())
    )


def test_the_panel_fades_from_one_answer_to_the_next() -> None:
    session = fit()
    panel = make_panel(session)
    before = shown(panel)
    panel.stale = False
    session.play(Step(0.05))
    assert np.array_equal(shown(panel), before)
    panel.show()
    assert panel.stale
    panel.update(FADE / 2)
    between = shown(panel)
    panel.update(FADE)
    after = shown(panel)
    assert not np.array_equal(before, between)
    assert not np.array_equal(between, after)
    assert np.array_equal(after, shown(make_panel(session)))
    panel.stale = False
    panel.update(1.0)
    assert not panel.stale


def test_a_panel_without_motion_shows_the_next_answer_at_once() -> None:
    session = fit()
    panel = make_panel(session)
    session.play(Step(0.05))
    panel.show(0.0)
    assert not panel.fading
    assert np.array_equal(shown(panel), shown(make_panel(session)))


def test_a_level_that_models_nothing_has_words_instead() -> None:
    assert len(np.unique(shown(make_panel(Session(make_level()))))) > 5


@pytest.mark.parametrize(
    ("size", "columns"), [((280, 230), 8), ((280, 400), 5), ((600, 120), 10), ((100, 1000), 2)]
)
def test_a_sheet_of_forty_has_no_ragged_row(size: tuple[int, int], columns: int) -> None:
    assert sheet._grid(Rect((0, 0), size), 40)[0] == columns


def test_a_number_of_pictures_that_does_not_divide_is_laid_out_as_large_as_can_be() -> None:
    columns, side = sheet._grid(Rect(0, 0, 300, 300), 37)
    assert (columns, side) == (6, 42)


@pytest.mark.parametrize("size", [(226, 200), (280, 330), (280, 600)])
def test_a_formula_that_is_too_long_takes_two_lines_and_is_never_squeezed(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def squeezed(*_: object) -> Surface:
        raise AssertionError("text was squeezed")

    monkeypatch.setattr("pygame.transform.smoothscale_by", squeezed)
    links = [replace(link, formula="c = (a₂−t)², t = −1.21") for link in CHAIN.links[-3:]]
    painted(replace(CHAIN, links=tuple(links)), size, scale=0.8)
