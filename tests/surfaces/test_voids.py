"""Voids in grids of heights: each is refused with its place, and no honest ground is."""

import itertools

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.library.places import shipped_levels
from sandpit.surfaces.box import Array
from sandpit.surfaces.grid import read_heights
from sandpit.surfaces.picture import read_picture
from sandpit.surfaces.voids import find_voids
from tests.surfaces.hostile import npz_of

X, Y = np.meshgrid(np.linspace(0.0, 1.0, 40), np.linspace(0.0, 1.0, 30), indexing="ij")


def waves(seed: int, rows: int = 40, columns: int = 30) -> Array:
    """A smooth hilly country with heights from 0 to 1."""
    rng = np.random.default_rng(seed)
    x, y = np.linspace(0.0, 1.0, rows)[:, None], np.linspace(0.0, 1.0, columns)
    heights = np.zeros((rows, columns))
    for k, m in itertools.product(range(4), repeat=2):
        phases = rng.uniform(0.0, 6.3, 2)
        share = rng.uniform() / ((k + 1) * (m + 1))
        heights += share * np.cos(3.14 * k * x + phases[0]) * np.cos(3.14 * m * y + phases[1])
    return np.asarray((heights - heights.min()) / np.ptp(heights), dtype=np.float64)


def with_spike(heights: Array, height: float, reach: int = 0) -> Array:
    """The ground with a needle (or a well) of one cell or a few that rises by a height."""
    spiked = heights.copy()
    spiked[17 : 18 + reach, 11 : 12 + reach] += height
    return spiked


def corner(heights: Array) -> Array:
    small = np.zeros((4, 4))
    small[1, 2] = heights.max()
    return small


PICTURES = sorted(shipped_levels().rglob("*.png"))
SHIPPED = [read_picture(path.read_bytes(), path.name, 1024) for path in PICTURES]
HILLS = waves(3)
HONEST = {
    **{f"shipped {i}": heights for i, heights in enumerate(SHIPPED)},
    **{f"hills {seed}": 1000.0 * waves(seed) - 300.0 for seed in range(12)},
    **{f"needle of {k} ranges": with_spike(100.0 * HILLS, 100.0 * k) for k in (0.5, 1, 2, 4, 8)},
    **{f"well of {k} ranges": with_spike(100.0 * HILLS, -100.0 * k) for k in (0.5, 1, 2, 4, 8)},
    "broad needle": with_spike(HILLS, 5.0, reach=3),
    "a sea at 0": np.maximum(900.0 * HILLS - 500.0, 0.0),
    "an abyss through -9999": -12_000.0 * np.round(HILLS, 3),
    "heights of 9999 on the way": np.round(12_000.0 * HILLS / 3.0) * 3.0,
    "a step": np.where(X > 0.4, 100.0, 0.0) + 0.0 * Y,
    "a rough step": np.where(X > 0.4, 100.0, 0.0) + HILLS,
    "a mesa": np.where((X - 0.5) ** 2 + (Y - 0.5) ** 2 < 0.1, 50.0, 0.0) + HILLS,
    "noise": np.random.default_rng(0).standard_normal((20, 20)) * 5000.0,
    "coarse noise": np.random.default_rng(0).standard_cauchy((8, 8)).clip(-9.0, 9.0),
    "one cell of a plain": corner(HILLS),
    "a plain": np.full((5, 5), 7.0),
    "a plain of marks": np.full((5, 5), -9999.0),
    "a ramp through the marks": np.linspace(-12_000.0, 12_000.0, 1601).reshape(1, -1).repeat(4, 0),
    "a small slope": np.arange(16.0).reshape(4, 4),
    "a chessboard": np.indices((6, 6)).sum(axis=0) % 2 * 99.0,
    "a checked ramp": np.indices((9, 9)).sum(axis=0) % 2 * -99.0 + np.arange(9.0),
    "a cone": np.hypot(X - 0.5, Y - 0.5),
    "a volcano": np.exp(-200.0 * (np.hypot(X - 0.5, Y - 0.5) - 0.1) ** 2) * 3000.0,
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_heights_have_no_voids(name: str) -> None:
    assert find_voids(HONEST[name]) is None


GROUNDS = {
    "hills to 1": HILLS,
    "hills to 2000": 2000.0 * HILLS,
    "hills below 0": 3000.0 * HILLS - 3500.0,
    "high hills": 400.0 * HILLS + 4000.0,
    "a sea at 0": np.maximum(900.0 * HILLS - 500.0, 0.0),
    "a plain": np.full((40, 30), 12.0),
    "with a needle": with_spike(100.0 * HILLS, 50.0),
    "small": waves(5, 6, 5),
}
WRITTEN = (-9999.0, -32768.0, 9999.0, -99999.0, 1e20, -1e20, -3.4e38, float("nan"), -99.0, -999.0)
SHAPES = {
    "a cell": (slice(2, 3), slice(3, 4)),
    "a corner": (slice(0, 1), slice(0, 1)),
    "the last corner": (slice(-1, None), slice(-1, None)),
    "an edge": (slice(None), slice(0, 1)),
    "a block": (slice(1, 4), slice(1, 4)),
}
FITS = {-99.0: 10.0, -999.0: 3000.0, 9999.0: 3000.0}
"""A mark within reach of a ground's own heights is one only where these are smaller."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("mark", WRITTEN)
@pytest.mark.parametrize("name", GROUNDS)
def test_a_void_is_found_where_it_is(name: str, mark: float, shape: str) -> None:
    if np.ptp(GROUNDS[name]) > FITS.get(mark, np.inf):
        mark = -9999.0
    heights = GROUNDS[name].copy()
    lost = np.zeros(heights.shape, dtype=bool)
    lost[SHAPES[shape]] = True
    heights[lost] = mark
    found = find_voids(heights)
    assert found is not None
    assert (found.row, found.column) == tuple(np.argwhere(lost)[0])
    assert found.cells == lost.sum()
    assert found.written == mark or np.isnan(mark)


@pytest.mark.parametrize("far", [-5000.0, 123456.0, -77.7])
def test_numbers_far_off_all_others_are_voids_whatever_they_are(far: float) -> None:
    heights = HILLS.copy()
    heights[4, 7] = far
    heights[9, 2] = 1.001 * far
    found = find_voids(heights)
    assert found is not None
    assert (found.row, found.column, found.cells) == (4, 7, 2)


@pytest.mark.parametrize("sign", [-1.0, 1.0])
@pytest.mark.parametrize("share", [1, 2])
def test_a_fifth_of_all_cells_may_lie_far_off_and_no_more(sign: float, share: int) -> None:
    heights = np.zeros((10, 10))
    heights[5:] = np.linspace(0.0, 1.0, 50).reshape(5, 10)
    heights[:share, :10] = sign * 1e6
    found = find_voids(heights)
    assert found is not None
    assert found.cells == 10 * share
    heights[2, 0] = sign * 1e6
    assert (find_voids(heights) is None) == (share == 2)


def csv_of(heights: Array, **texts: str) -> bytes:
    lines = [[repr(cell) for cell in row] for row in heights.tolist()]
    for place, text in texts.items():
        row, column = map(int, place.strip("_").split("_"))
        lines[row][column] = text
    return "\n".join(map(",".join, lines)).encode()


@pytest.mark.parametrize("text", ["-9999", "nan", "NA", "", "-", "inf", "1e31", "-32768.0"])
def test_a_void_in_a_file_is_refused_with_its_place_its_number_and_a_cure(text: str) -> None:
    content = csv_of(HILLS, _4_7=text, _9_2=text, _9_3=text)
    with pytest.raises(SurfaceError, match=r"hill\.csv: row 5, column 8 ") as caught:
        read_heights(content, "hill.csv")
    assert "one of 3 such cells" in caught.value.message
    assert caught.value.cure.startswith("fill such gaps")
    with pytest.raises(SurfaceError, match="column 8"):
        read_heights(csv_of(HILLS, _4_7=text), "hill.csv")


def test_a_void_in_an_array_is_refused_too() -> None:
    heights = np.round(2000.0 * HILLS).astype(np.int16)
    assert read_heights(npz_of(z=heights), "hill.npz").shape == heights.shape
    heights[3, 3] = -32768
    with pytest.raises(SurfaceError, match="row 4, column 4 is -32768, which is not a height"):
        read_heights(npz_of(z=heights), "hill.npz")
