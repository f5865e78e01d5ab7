"""Round numbers on axes, contours and labels."""

import math

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.desktop.paint.arrows import REACH, SHARE, displacement, gauge
from sandpit.desktop.paint.contours import Levels
from sandpit.desktop.paint.frame import axis_name
from sandpit.desktop.paint.relief import seen_spread, tinted
from sandpit.desktop.paint.scale import Spread, aligned, figure, padded, ticks, written
from sandpit.game import Brief, Reading
from tests.desktop.paint_cases import look
from tests.written import make_level

NUMBER = st.floats(-1e6, 1e6)
SPAN = st.floats(1e-3, 1e6)


@given(low=NUMBER, span=SPAN, most=st.integers(1, 20))
def test_ticks_are_few_round_even_and_inside(low: float, span: float, most: int) -> None:
    values, step = ticks(low, low + span, most)
    assert len(values) <= most + 1
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - good) for good in (1, 2, 5, 10)) < 1e-6
    assert np.allclose(np.diff(values), step)
    slack = 1e-5 * step
    assert ((values >= low - slack) & (values <= low + span + slack)).all()


@given(low=NUMBER, span=SPAN)
def test_a_padded_spread_holds_what_it_pads(low: float, span: float) -> None:
    spread = padded(low, low + span)
    assert spread.low < low
    assert low + span < spread.high
    assert spread.size < 2.5 * span


@given(height=NUMBER)
def test_one_height_alone_still_has_a_spread(height: float) -> None:
    spread = padded(height, height)
    assert spread.low < height < spread.high


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        *((0.3, 0.1, "0.3"), (-2.5, 0.5, "−2.5"), (-0.0, 1.0, "0"), (40, 20, "40")),
        *((2e7, 1e7, "2·10⁷"), (1000002.0, 2.0, "1000002"), (1.00001, 5e-6, "1.000010")),
        *((-3e-7, 1e-7, "−3·10⁻⁷"), (0.0, 1e-7, "0"), (0.0, 0.01, "0.00"), (1e60, 1e59, "1·10⁶⁰")),
    ],
)
def test_ticks_are_written_as_exactly_as_their_step(value: float, step: float, text: str) -> None:
    assert written(value, step) == text


@given(low=NUMBER, exponent=st.integers(-6, 8), most=st.integers(2, 8))
def test_ticks_can_be_told_apart(low: float, exponent: int, most: int) -> None:
    values, step = ticks(low, low + 10.0**exponent, most)
    texts = [written(value, step) for value in values.tolist()]
    assert len(set(texts)) == len(texts)


@given(st.floats(1e-3, 9.9e4))
def test_numbers_in_a_column_have_four_figures(value: float) -> None:
    figures = aligned(value).replace(".", "").lstrip("0")
    assert len(figures) == max(4, len(str(int(value))))


@pytest.mark.parametrize(
    ("value", "text"), [(-3.14159, "−3.142"), (0.0, "0"), (-0.0, "0"), (12.5, "12.5")]
)
def test_readings_are_written_with_four_figures(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("name", "shown"), [("x", "x"), ("w12", "w₁₂"), ("a_1", "a₁"), ("x2y", "x2y")]
)
def test_numbers_of_axes_are_lowered(name: str, shown: str) -> None:
    assert axis_name(name) == shown


@given(low=NUMBER, span=SPAN, side=st.integers(60, 2000))
def test_contour_levels_lie_inside_and_some_are_labelled(
    low: float, span: float, side: int
) -> None:
    levels = Levels.of(Spread(low, low + span), (side, side), look())
    assert 1 <= len(levels.heights) <= 21
    assert ((levels.heights > low) & (levels.heights < low + span)).all()
    assert any(levels.is_index(height) for height in levels.heights.tolist())


def test_a_spread_is_of_what_is_seen_and_read_alone() -> None:
    hidden = np.full((3, 3), np.nan)
    assert seen_spread(hidden) is None
    assert seen_spread(hidden, 2.0, 5.0) == Spread(2.0, 5.0)
    hidden[1, 1] = 7.0
    assert seen_spread(hidden, 2.0) == Spread(2.0, 7.0)


def brief_over(extent: float) -> Brief:
    axes = [{"name": name, "range": [0, extent]} for name in "xy"]
    return make_level(axes=axes).brief


def reading(gradient: tuple[float, float]) -> Reading:
    return Reading(1, np.zeros(2), 0.0, np.array(gradient), None)


def test_on_a_map_six_wide_an_arrow_is_a_fifth_of_its_gradient_and_one_at_most() -> None:
    brief = brief_over(6.0)
    length = gauge(brief, [reading((3.0, 0.0))])
    assert length == pytest.approx(SHARE)
    short, long = (displacement(brief, reading(g), length) for g in ((3.0, -4.0), (30.0, 40.0)))
    assert short == pytest.approx([0.6, -0.8])
    assert long == pytest.approx([0.75, 1.0])


@given(factor=st.floats(0.01, 100.0), slope=st.floats(0.1, 20.0))
def test_the_same_map_in_other_units_has_the_same_arrows(factor: float, slope: float) -> None:
    shares = []
    for extent, steep in ((6.0, slope), (6.0 * factor, slope / factor)):
        brief, dip = brief_over(extent), reading((steep, 0.0))
        arrow = displacement(brief, dip, gauge(brief, [dip]))
        assert arrow is not None
        shares.append(arrow[0] / extent)
    assert shares[0] == pytest.approx(shares[1])


@given(power=st.integers(-8, 8))
def test_the_steepest_arrow_is_never_far_too_short_or_long(power: int) -> None:
    brief, dip = brief_over(6.0), reading((2.0 * 10.0**power, 0.0))
    arrow = displacement(brief, dip, gauge(brief, [dip]))
    assert arrow is not None
    assert 0.02 * REACH <= arrow[0] / 6.0 <= REACH * 1.0000001


def test_flat_ground_has_an_arrow_of_no_length() -> None:
    brief = brief_over(6.0)
    assert displacement(brief, reading((0.0, 0.0)), gauge(brief, [])) == pytest.approx([0.0, 0.0])


@pytest.mark.parametrize(("scale", "offset"), [(1e50, 0.0), (1e-50, 0.0), (1.0, 1e9), (1e-9, -1.0)])
def test_ground_is_tinted_alike_however_tall_or_far_from_0_it_is(
    scale: float, offset: float
) -> None:
    x, y = np.meshgrid(np.linspace(0, 1, 60), np.linspace(0, 1, 50), indexing="ij")
    heights = 0.5 + 0.5 * np.sin(3 * x) * np.cos(4 * y)
    theme = look().theme
    usual = pygame.surfarray.array3d(tinted(heights, Spread(0.0, 1.0), theme)).astype(int)
    spread = Spread(offset, offset + scale)
    seen = pygame.surfarray.array3d(tinted(heights * scale + offset, spread, theme))
    assert np.abs(seen - usual).max() <= 4
    assert seen_spread(heights * scale + offset) != seen_spread(np.full(3, offset))
