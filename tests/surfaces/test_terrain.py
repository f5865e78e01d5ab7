"""Terrain: a smooth surface through measured heights, and the files that they come in."""

import io
import json
import pickle
import re
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from scipy.interpolate import RectBivariateSpline

from sandpit.errors import LevelError, SurfaceError
from sandpit.game import Level
from sandpit.library import Library
from sandpit.library.checking import check
from sandpit.library.findings import Severity
from sandpit.library.places import shipped_levels
from sandpit.surfaces import Box, Goal, Site
from sandpit.surfaces.grid import MOST, read_heights
from sandpit.surfaces.terrain import Relief, Terrain, TerrainSpec
from tests.known import known
from tests.surfaces.hostile import BOMBS, LYING, chunk, npz_of, picture
from tests.surfaces.leveled import level_over
from tests.surfaces.samples import read
from tests.written import written

BOX = Box.of((-2.0, 3.0), (10.0, 12.0))
ORDERS = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]


def rough(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


def csv_of(heights: np.ndarray) -> bytes:
    return "\n".join(",".join(map(repr, row)) for row in heights.tolist()).encode()


def png_of(heights: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(heights).save(file, "png")
    return file.getvalue()


def test_a_file_that_many_terms_share_is_read_once_for_the_digest_and_once_for_the_ground() -> None:
    asked = []

    def content(name: str) -> bytes:
        asked.append(name)
        return csv_of(rough(4, 5))

    spec = read({"kind": "sum", "terms": [{"kind": "terrain", "file": "g.csv"}] * 3})
    spec.meaning(Site(BOX, ("x", "y"), read=content))
    assert asked == ["g.csv"]
    spec.build(Site(BOX, ("x", "y"), read=content))
    assert asked == ["g.csv"] * 2


COLUMNS = {(0, 0): 0, (1, 0): 0, (0, 1): 1, (2, 0): 0, (1, 1): 1, (0, 2): 3}
"""Where heights, a gradient or a Hessian keep a derivative of these orders along x and y."""


@pytest.mark.parametrize("shape", [(4, 4), (4, 7), (5, 4), (6, 9), (60, 41)])
@pytest.mark.parametrize("order", ORDERS)
def test_it_is_the_spline_of_fitpack_with_its_derivatives(
    shape: tuple[int, int], order: tuple[int, int]
) -> None:
    heights = rough(*shape)
    terrain = Terrain(BOX, Relief(heights))
    ways = zip(BOX.lower, BOX.upper, shape, strict=True)
    spline = RectBivariateSpline(*(np.linspace(*way) for way in ways), heights)
    points = np.random.default_rng(1).uniform(BOX.lower, BOX.upper, (100, 2))
    jets = {0: terrain.heights, 1: terrain.gradient, 2: terrain.hessian}[sum(order)](points)
    ours = jets.reshape(len(points), -1)[:, COLUMNS[order]]
    wanted = spline.ev(*points.T, *order)
    np.testing.assert_allclose(ours, wanted, rtol=0, atol=1e-11 * np.abs(wanted).max())


def test_derivatives_agree_with_differences_at_a_hundred_points() -> None:
    terrain = Terrain(BOX, Relief(rough(12, 9)))
    points = np.random.default_rng(2).uniform(BOX.lower, BOX.upper, (100, 2))
    steps = 1e-5 * np.eye(2)
    ahead, behind = points[:, None] + steps, points[:, None] - steps
    slopes = (terrain.heights(ahead) - terrain.heights(behind)) / 2e-5
    np.testing.assert_allclose(terrain.gradient(points), slopes, rtol=1e-6, atol=1e-6)
    curves = (terrain.gradient(ahead) - terrain.gradient(behind)) / 2e-5
    np.testing.assert_allclose(terrain.hessian(points), curves, rtol=1e-5, atol=1e-4)


def test_it_goes_through_every_height_with_the_first_row_at_the_upper_end() -> None:
    heights = rough(5, 7)
    site = Site(BOX, ("x", "y"), read={"g.csv": csv_of(heights)}.__getitem__)
    terrain = TerrainSpec(file="g.csv").build(site)
    across, up = np.linspace(-2, 3, 7), np.linspace(10, 12, 5)
    np.testing.assert_allclose(terrain.mesh(across, up), heights[::-1].T, atol=1e-13)
    assert terrain.heights(np.array([-2.0, 12.0])) == pytest.approx(heights[0, 0])


@pytest.mark.parametrize("shape", [(1, 1), (3, 2), (30, 20)])
def test_its_mesh_and_jets_are_its_heights(shape: tuple[int, int]) -> None:
    terrain = Terrain(BOX, Relief(rough(9, 6)))
    axes = [np.sort(np.random.default_rng(n).uniform(*ends, n)) for n, ends in zip(
        shape, zip(BOX.lower, BOX.upper, strict=True), strict=True
    )]  # fmt: skip
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    np.testing.assert_allclose(terrain.mesh(*axes), terrain.heights(points), atol=1e-13)
    jet = terrain.jet(points[0, 0], 2)
    np.testing.assert_allclose(known(jet.gradient), terrain.gradient(points[0, 0]), atol=1e-11)
    np.testing.assert_allclose(known(jet.hessian), terrain.hessian(points[0, 0]), atol=1e-10)


def test_a_needle_of_one_height_is_found() -> None:
    heights = 0.01 * rough(400, 300)
    heights[123, 217] += 1.0
    optima = Terrain(BOX, Relief(heights)).optima(Goal.PEAK)
    place = BOX.lower + BOX.extent * (123, 217) / (399, 299)
    assert optima.best == 1
    np.testing.assert_allclose(optima.points[0], place, atol=0.01)


def test_the_same_ground_over_another_box() -> None:
    terrain = Terrain(BOX, Relief(rough(8, 8)))
    part = terrain.over(Box.of((0.0, 1.0), (11.0, 11.5)))
    point = np.array([0.3, 11.2])
    assert part.heights(point) == terrain.heights(point)
    assert part.box.contains(part.optima(Goal.PEAK).points).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("shape", [(4, 4), (17, 31), (64, 80)])
def test_pictures_of_another_program_are_read(
    dtype: type[np.unsignedinteger[Any]], shape: tuple[int, int]
) -> None:
    top = np.iinfo(dtype).max
    smooth = np.add.outer(np.linspace(0, top / 3, shape[0]), np.linspace(0, top / 3, shape[1]))
    for heights in (smooth, rough(*shape) ** 2 * top / 30):
        grid: np.ndarray = np.clip(heights, 0, top).astype(dtype)
        np.testing.assert_array_equal(read_heights(png_of(grid), "g.png"), grid)


def filtered(grid: np.ndarray, depth: int, kind: int) -> bytes:
    """The lines of a picture, each byte less what the filter predicts (ISO/IEC 15948, 9.2)."""
    step = depth // 8
    raw = [list(row) for row in grid.astype(f">u{step}").view(np.uint8).reshape(len(grid), -1)]
    lines = []
    for y, row in enumerate(raw):
        line = [kind]
        for x, byte in enumerate(row):
            a = int(row[x - step]) if x >= step else 0
            b = int(raw[y - 1][x]) if y else 0
            c = int(raw[y - 1][x - step]) if y and x >= step else 0
            nearest = min((abs(a + b - c - p), i, p) for i, p in enumerate((a, b, c)))[2]
            guess = (0, a, b, (a + b) // 2, nearest)[kind]
            line.append((int(byte) - guess) % 256)
        lines.append(bytes(line))
    return b"".join(lines)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("kind", range(5))
def test_every_filter_of_a_picture_is_undone(depth: int, kind: int) -> None:
    grid = np.random.default_rng(kind).integers(0, 2**depth, (9, 13))
    content = picture(filtered(grid, depth, kind), 13, 9, depth=depth)
    np.testing.assert_array_equal(read_heights(content, "g.png"), grid)
    np.testing.assert_array_equal(np.array(Image.open(io.BytesIO(content))), grid)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int16, ">i4", np.uint8])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_any_plain_type_are_read(dtype: npt.DTypeLike, order: Literal["C", "F"]) -> None:
    grid = np.arange(30).reshape(5, 6).astype(dtype, order=order)
    np.testing.assert_array_equal(read_heights(npz_of(z=grid), "g.npz"), grid)


GRID = np.arange(36.0).reshape(6, 6)
GREY = filtered(GRID.astype(np.uint8), 8, 0)
OBJECTS = np.array([[object] * 4] * 4, dtype=object)
HOLE = np.where(GRID == 8.0, np.nan, GRID)

BAD_FILES = {
    "an unknown kind": ("g.tif", b"II*\0", "not a kind of file that a terrain can read"),
    "no ending": ("csv", b"", "csv is empty"),
    "a single row": ("g.csv", csv_of(GRID[:1]), "g.csv has 1 row of 6 heights"),
    "a small grid": ("g.csv", csv_of(GRID[:3]), "g.csv has 3 rows of 6 heights"),
    "a hole": ("g.npz", npz_of(z=HOLE), "g.npz: row 2, column 3 has no height"),
    "a huge height": ("g.npz", npz_of(z=GRID * 1e31), "g.npz: row 1, column 2 is 1e+31"),
    "no zip": ("g.npz", csv_of(GRID), "g.npz is not a valid NPZ file"),
    "a cut zip": ("g.npz", npz_of(z=GRID)[:-40], "g.npz is not a valid NPZ file"),
    "two arrays": ("g.npz", npz_of(a=GRID, b=GRID), "g.npz holds 2 arrays"),
    "three axes": ("g.npz", npz_of(z=GRID[None]), "g.npz holds an array of 3 axes, not a table"),
    "objects": ("g.npz", npz_of(z=OBJECTS), 'g.npz: the array "z" does not hold plain numbers'),
    "complex": ("g.npz", npz_of(z=GRID + 1j), 'g.npz: the array "z" does not hold plain numbers'),
    "words": (
        "g.npz",
        npz_of(z=GRID.astype(str)),
        'g.npz: the array "z" does not hold plain numbers',
    ),
    "a lying array": ("g.npz", LYING, 'g.npz: the array "z" is cut short'),
    "a pickle": ("g.npz", pickle.dumps(GRID), "g.npz is not a valid NPZ file"),
    "no picture": ("g.png", b"GIF89a", "g.png is not a PNG picture"),
    "colours": ("g.png", picture(GREY, 6, 6, colour=2), "g.png is a picture in colours"),
    "a palette": ("g.png", picture(GREY, 6, 6, colour=3), "g.png is a picture with a palette"),
    "transparency": ("g.png", picture(GREY, 6, 6, colour=4), "g.png is a picture with transp"),
    "four bits": ("g.png", picture(GREY, 6, 6, depth=4), "g.png has 4 bits a pixel"),
    "interlaced": ("g.png", picture(GREY, 6, 6, lace=1), "g.png is interlaced"),
    "too wide": ("g.png", picture(GREY, 70_000, 6), "g.png has 70,000 x 6 pixels"),
    "too few lines": ("g.png", picture(GREY, 6, 7), "g.png is damaged"),
    "an unknown filter": ("g.png", picture(b"\x07" + GREY[1:], 6, 6), "g.png is damaged"),
    "a cut picture": ("g.png", picture(GREY, 6, 6)[:-20], "g.png is damaged"),
    "a wrong check": ("g.png", picture(GREY, 6, 6).replace(b"IDAT", b"IDAU"), "g.png is damaged"),
    "no header": ("g.png", picture(GREY, 6, 6)[:8] + chunk(b"IEND", b""), "g.png is damaged"),
}


@pytest.mark.parametrize("mistake", BAD_FILES)
def test_a_file_that_cannot_be_read_is_named_with_a_cure(mistake: str) -> None:
    name, content, message = BAD_FILES[mistake]
    with pytest.raises(SurfaceError) as caught:
        read_heights(content, name)
    assert message in caught.value.message
    assert caught.value.cure


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_to_a_file_is_more_than_an_error(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for name, whole in (("g.png", png_of(GRID.astype(np.uint8))), ("g.npz", npz_of(z=GRID))):
        content = bytearray(whole)
        for at in rng.integers(0, len(content), 3):
            content[at] = rng.integers(0, 256)
        try:
            heights = read_heights(bytes(content[: rng.integers(1, len(content) + 1)]), name)
        except SurfaceError:
            continue
        assert np.isfinite(heights).all()


@pytest.mark.parametrize("seed", range(100))
def test_no_lie_in_an_arrays_heading_is_more_than_an_error(seed: int) -> None:
    rng = np.random.default_rng(seed)
    array, packed = io.BytesIO(), io.BytesIO()
    np.save(array, GRID)
    content = bytearray(array.getvalue())
    for at in rng.integers(0, 70, 2):
        content[at] = rng.choice(list(b"0123456789(),:'<>|{}-fiOVT\\\0 "))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("z.npy", bytes(content))
    try:
        assert np.isfinite(read_heights(packed.getvalue(), "g.npz")).all()
    except SurfaceError as error:
        assert error.cure


@pytest.mark.parametrize(("name", "content"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_before_it_grows(name: str, content: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(SurfaceError):
        read_heights(content, name)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_the_largest_grid_is_read() -> None:
    grid = np.zeros((4, MOST), dtype=np.uint8)
    assert read_heights(png_of(grid), "g.png").shape == (4, MOST)
    with pytest.raises(SurfaceError, match=r"1,025 rows"):
        read_heights(npz_of(z=np.zeros((MOST + 1, 4))), "g.npz")


def test_a_terrain_has_two_axes() -> None:
    with pytest.raises(LevelError, match=r"/surface: a terrain has two axes, not 1"):
        level_over({"kind": "terrain", "file": "g.csv"}, {"g.csv": csv_of(GRID)}, "x")


def test_a_file_is_blamed_at_its_place_in_the_level() -> None:
    files = {"g.csv": csv_of(GRID), "h.csv": b"1,2\n3\n"}
    assert level_over({"kind": "terrain", "file": "g.csv"}, files, "x", "y").surface.files
    for name, message in (("h.csv", "h.csv, line 2: 1 number"), ("i.csv", "no file i.csv")):
        with pytest.raises(LevelError) as caught:
            level_over({"kind": "terrain", "file": name}, files, "x", "y")
        assert message in caught.value.message
        assert caught.value.source == "level.json"
        assert caught.value.pointer.startswith("/surface")
        assert caught.value.cure


def test_the_shipped_mountain_has_the_heights_that_were_measured() -> None:
    level: Level = Library.of(shipped_levels()).load("cumberland")
    surface = level.ground(None).surface
    optima = surface.optima(Goal.PEAK)
    assert optima.best == 1
    assert optima.height == pytest.approx(1071, abs=2)
    east, north = optima.points[0] / surface.box.extent
    # The summit that the elevation data before averaging has at row 297, column 219.
    assert -84.31417 + east * 0.13167 == pytest.approx(-84.23125, abs=0.001)
    assert 36.44833 + north * 0.105 == pytest.approx(36.48542, abs=0.001)


def beside_a_step(rows: int = 12, columns: int = 9) -> np.ndarray:
    """Heights of 0 and, from column 5 on, of 10: the last rows are the ones furthest south."""
    return np.where(np.arange(columns) >= 4, 10.0, 0.0) + np.zeros((rows, 1))


def test_a_spline_that_swings_beyond_its_heights_is_told_with_how_far_and_where() -> None:
    heights = beside_a_step()
    relief = Relief(heights[::-1].T, "step.csv")
    fine = np.linspace(0.0, 8.0, 801)
    exact = RectBivariateSpline(np.arange(9), np.arange(12), heights[::-1].T)(fine, [5.0])
    falls, rises = relief.doubts
    for told, end, furthest in ((rises, 10.0, exact.max()), (falls, 0.0, exact.min())):
        number, column = re.findall(r"to (\S+) .* column ([0-9.]+)", told)[0]
        assert float(number) == pytest.approx(furthest, abs=0.2)
        assert abs(float(number) - end) > 0.8
        assert float(column) == pytest.approx(
            1.0 + fine[np.abs(exact - furthest).argmin()], abs=0.3
        )
        assert "step.csv" in told
        assert "by 1" in told


def test_a_needle_in_the_north_is_told_by_the_rows_of_its_file() -> None:
    heights = np.zeros((12, 9))
    heights[2, 6] = 1.0
    (falls,) = Relief(heights[::-1].T, "needle.csv").doubts
    told = re.search(r"near row ([0-9.]+), column ([0-9.]+)", falls)
    assert told is not None
    row, column = map(float, told.groups())
    assert abs(row - 3.0) <= 2.0
    assert abs(column - 7.0) <= 2.0


@pytest.mark.parametrize("seed", range(5))
def test_smooth_ground_is_not_told_of(seed: int) -> None:
    phase = np.random.default_rng(seed).uniform(0.0, 6.0, 2)
    x, y = np.linspace(0.0, 6.0, 30), np.linspace(0.0, 6.0, 25)[:, None]
    assert not list(Relief(np.sin(x + phase[0]) * np.cos(y + phase[1])).doubts)


def test_a_level_whose_ground_swings_beyond_its_heights_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "step.csv").write_bytes(csv_of(beside_a_step()))
    parts = {"kind": "sum", "terms": [{"kind": "terrain", "file": "step.csv"}] * 2}
    surface = {"kind": "moved", "surface": parts, "shift": [0.1, 0.0]}
    members = written(surface=surface, heights=[-9, -1], win={"height": -2})
    (tmp_path / "step.json").write_text(json.dumps(members))
    findings = list(check([tmp_path / "step.json"]))
    assert [finding.severity for finding in findings][-1] is Severity.NONE
    assert sum("beyond all its heights" in finding.message for finding in findings) >= 2
