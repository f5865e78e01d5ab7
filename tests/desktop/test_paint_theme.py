"""What is drawn can be read: contrasts, tints and type."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from fontTools.ttLib import TTFont
from pygame import Color, Surface

from sandpit.desktop.paint.contours import FINE, INDEXED, contour_label, inked
from sandpit.desktop.paint.theme import THEMES, Theme, contrast, luminance
from sandpit.desktop.paint.type import LEAST, STYLES, Face, Role, Type
from sandpit.desktop.paint.view import Look

ROOT = Path(__file__).parents[2]
THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
PAGES = ("background", "panel", "raised")
TEXT = [(ink, page) for ink in ("ink", "muted", "accent", "good", "warn") for page in PAGES]
TEXT += [("on_accent", "accent"), ("on_flag", "flag"), ("stroke", "rim"), ("stroke", "sand")]
MARKS = [("edge", page) for page in PAGES]
MARKS += [("stroke", "sand_shade"), ("flag", "sand"), ("flag", "rim"), ("rim", "stroke")]
SIGNS = "αβγδεζηθλμπρσφψωΓΔΘΛΣΦΩ∇∂√∞≈≠≤≥·×−±°²³⁻¹₀₁₂₉→←↑↓↗…–—“”‘’★☆●○◆▲▼✓∑∫½éüñŁž"


@THEME
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=[f"{a}-on-{b}" for a, b in TEXT])
def test_text_has_the_contrast_of_wcag_aa(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEME
@pytest.mark.parametrize(("mark", "ground"), MARKS, ids=[f"{a}-on-{b}" for a, b in MARKS])
def test_marks_have_the_contrast_of_wcag_aa(theme: Theme, mark: str, ground: str) -> None:
    assert contrast(getattr(theme, mark), getattr(theme, ground)) >= 3.0


@THEME
def test_strokes_are_seen_on_every_tint(theme: Theme) -> None:
    ratios = [contrast(theme.stroke, Color(*row)) for row in theme.tint.table().tolist()]
    assert min(ratios) >= 3.0


@THEME
def test_higher_ground_is_lighter_in_even_steps(theme: Theme) -> None:
    rows = theme.tint.table(9).tolist()
    lightness = [116 * luminance(Color(*row)) ** (1 / 3) - 16 for row in rows]
    steps = np.diff(lightness)
    assert (steps > 0).all()
    assert steps.max() < 2.0 * steps.min()


def test_contrast_runs_from_1_to_21() -> None:
    black, white = Color("black"), Color("white")
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(white, white) == pytest.approx(1.0)


def literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def shown_texts() -> set[str]:
    """Return every character that the game's code or the shipped levels can put on screen."""
    texts = set(SIGNS)
    for path in (ROOT / "sandpit" / "desktop").rglob("*.py"):
        texts.update(*literals(path))
    for path in (ROOT / "levels").rglob("*.json"):
        texts.update(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False))
    return {sign for sign in texts if sign.isprintable()}


@pytest.mark.parametrize("face", Face)
def test_no_sign_that_is_shown_is_missing_in_the_typeface(face: Face) -> None:
    known = TTFont(face.path).getBestCmap()
    assert {sign for sign in shown_texts() if ord(sign) not in known} == set()


def test_the_typeface_is_small_and_brings_its_licence() -> None:
    folder = Face.REGULAR.path.parent
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2_500_000
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("role", Role)
def test_every_role_is_set_at_every_scale(role: Role) -> None:
    heights = [
        Type(scale).render("Sand ∇", role, Color("black")).get_height() for scale in (0.5, 1, 3)
    ]
    assert heights == sorted(heights)
    assert heights[0] >= LEAST
    assert STYLES[role].leading >= 1.1


def test_wrapped_text_keeps_its_width_and_its_words() -> None:
    type_ = Type(1.0)
    story = "The phone lies at the deepest point of the pit, as ever. " * 5
    narrow = type_.wrap(story, Role.BODY, Color("black"), 240)
    wide = type_.wrap(story, Role.BODY, Color("black"), 480)
    assert narrow.get_width() <= 240
    assert wide.get_width() <= 480
    assert narrow.get_height() > 1.6 * wide.get_height()


def test_text_is_rendered_once() -> None:
    type_ = Type(1.0)
    one = type_.render("x", Role.BODY, Color("black"))
    assert type_.render("x", Role.BODY, Color("black")) is one
    assert type_.render("x", Role.BODY, Color("white")) is not one


@THEME
def test_contours_are_seen_on_every_tint(theme: Theme) -> None:
    for row in theme.tint.table().tolist():
        ground = Color(*row)
        fine, index = (contrast(inked(ground, wanted), ground) for wanted in (FINE, INDEXED))
        assert fine >= 3.0
        assert index > fine


@THEME
@pytest.mark.parametrize("scale", [0.8, 1.0])
@pytest.mark.parametrize("lean", [0, 17])
def test_the_labels_of_contours_are_read_on_every_tint_as_they_are_drawn(
    theme: Theme, scale: float, lean: float
) -> None:
    """Turned and smoothed as on the map: the strokes themselves, not the colour they began with."""
    for row in theme.tint.table(7).tolist():
        ground = Color(*row)
        label = contour_label(Look(theme, Type(scale)), "\N{MINUS SIGN}2000", ground, lean)
        paper = Surface(label.get_size())
        paper.fill(ground)
        paper.blit(label, (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
        pixels = pygame.surfarray.array3d(paper).reshape(-1, 3).tolist()
        by_light = sorted((Color(*pixel) for pixel in pixels), key=luminance)
        few = len(by_light) // 20
        assert contrast(by_light[few], by_light[-few]) >= 4.5
