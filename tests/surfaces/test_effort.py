"""Hostile levels: what would take too long or too much memory is refused before it is begun."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from sandpit.errors import LevelError, SurfaceError
from sandpit.surfaces import (
    Array,
    Box,
    Goal,
    Site,
    Surface,
    derive,
    formula,
    polish,
    search,
    starts,
)
from sandpit.surfaces.budget import BEYOND, GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.shared import Shared
from sandpit.surfaces.terrain import MOST_HEIGHTS, Terrain
from tests.levels.shipped import IDS, ground
from tests.surfaces.hostile import npz_of
from tests.surfaces.leveled import level_over
from tests.surfaces.samples import SAMPLES, SQUARE, Sample, build, read

ROWS = np.random.default_rng(0).normal(size=(3000, 2))


def network(examples: int) -> dict[str, Any]:
    """A network of two weights over the first of ROWS."""
    inputs, targets = ROWS[:examples, :1].tolist(), ROWS[:examples, 1].tolist()
    data = {"inputs": inputs, "targets": targets}
    return {"kind": "network", "layers": [1, 1], "output": "tanh", "data": data}


def fit(rows: int) -> dict[str, Any]:
    data = {"columns": ["t", "y"], "rows": ROWS[:rows].tolist()}
    return {"kind": "fit", "model": "x*exp(-y*t)", "data": data, "x": "t", "y": "y"}


def png(size: int) -> bytes:
    """A greyscale picture of a slope, by Pillow."""
    from PIL import Image

    file = io.BytesIO()
    ramp = np.add.outer(np.arange(size), np.arange(size)) % 256
    Image.fromarray(ramp.astype(np.uint8)).save(file, "png")
    return file.getvalue()


@contextmanager
def at_most(megabytes: float) -> Iterator[Any]:
    """Fail where more memory was held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1e6
    finally:
        tracemalloc.stop()


class Counting(Surface):
    """A surface that counts the points that it is asked about, each once for each operation."""

    def __init__(self, surface: Surface) -> None:
        self.box = surface.box
        self.surface = surface
        self.asked = 0

    @property
    def effort(self) -> int:
        return self.surface.effort

    def heights(self, points: Array) -> Array:
        self.asked += points[..., 0].size
        return self.surface.heights(points)

    def gradient(self, points: Array) -> Array:
        self.asked += points[..., 0].size
        return self.surface.gradient(points)

    def hessian(self, points: Array) -> Array:
        self.asked += points[..., 0].size * self.dimension
        return self.surface.hessian(points)

    def mesh(self, *axes: Array) -> Array:
        self.asked += int(np.prod([len(axis) for axis in axes]))
        return self.surface.mesh(*axes)

    def landmarks(self) -> Array:
        return self.surface.landmarks()


RIPPLES = {"kind": "formula", "formula": "sin(40*x0)*cos(37*x1) + sin(31*x0*x1)"}


@pytest.mark.parametrize("terms", [1, 64, 512])
def test_a_search_stays_within_its_budget_whatever_a_height_costs(
    terms: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    surface = build(RIPPLES, *SQUARE)
    counting = Counting(surface)
    monkeypatch.setattr(Counting, "effort", property(lambda self: terms * surface.effort))
    budget = Budget()
    counting.optima(Goal.PIT, budget)
    assert counting.asked > starts.COARSEST[2] ** 2
    assert counting.asked * counting.costs.mesh <= budget.spent <= 1.1 * GROUND


def test_a_search_that_would_take_minutes_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(build(RIPPLES, *SQUARE))
    monkeypatch.setattr(Counting, "effort", property(lambda self: 10**6))
    with pytest.raises(SurfaceError, match="too much work") as caught:
        counting.optima(Goal.PIT)
    assert counting.asked == 0
    assert caught.value.cure


def test_parts_of_a_budget_count_in_the_whole_and_end_before_it() -> None:
    whole = Budget(1000)
    part = whole.part(0.5)
    inner = part.part(0.5)
    inner.spend(300)
    assert (inner.left, part.left, whole.left) == (0.0, 200.0, 700.0)
    assert not part.is_out()
    assert not whole.cut_short
    assert inner.is_out()
    assert whole.cut_short
    assert whole.affords(700)
    assert not whole.affords(701)


def test_a_budget_is_overdrawn_only_by_what_had_begun() -> None:
    budget = Budget(1000)
    budget.part(0.1).spend(1000 * BEYOND)
    with pytest.raises(SurfaceError, match="too much work"):
        budget.spend(1)


KINKED = {
    "root of a product": ("(x0*x1)^0.5", 2, (0.0, 10.0)),
    "alpine 2": ("sqrt(x0)*sin(x0)*(sqrt(x1)*sin(x1))", 2, (0.0, 10.0)),
    "dolan": (
        "abs((x0 + 1.7*x1)*sin(x0) - 1.5*x2 - 0.1*x3*cos(x3 + x4 - x0) + 0.2*x4^2 - x1 - 1)",
        5,
        (-100.0, 100.0),
    ),
    "roots of eight axes": ("*".join(f"sqrt(x{i})" for i in range(8)), 8, (0.0, 1.0)),
    "nest": ("sqrt(abs(" * 4 + "x0*x1" + "))" * 4, 2, (-1.0, 1.0)),
}


@pytest.mark.parametrize("name", KINKED)
def test_a_search_over_kinks_and_roots_stays_within_its_budget(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And averages no derivatives, which are many for each point that lies at a kink."""
    monkeypatch.delattr(formula, "mean_around")
    monkeypatch.delattr(derive.Derivatives, "_averaged")
    text, n, side = KINKED[name]
    budget = Budget(GROUND / 20)
    build({"kind": "formula", "formula": text}, *[side] * n).optima(Goal.PIT, budget)
    assert budget.spent <= 1.2 * GROUND / 20


def test_the_pit_of_products_of_roots_is_found() -> None:
    """Alpine 2, from Clerc, "The Swarm and the Queen", 1999; x* by Newton from tan(x) = -2 x."""
    text, n, side = KINKED["alpine 2"]
    optima = build({"kind": "formula", "formula": text}, *[side] * n).optima(Goal.PIT)
    assert sorted(optima.points[0]) == pytest.approx([4.815842317, 7.917052684], abs=1e-8)
    assert not optima.cut_short


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_tells_its_effort_and_is_affordable(sample: Sample) -> None:
    surface = sample.surface
    assert surface.effort > 0
    search.check_effort(surface)


def test_the_effort_of_data_grows_with_its_rows_and_that_of_a_sum_with_its_terms() -> None:
    surfaces = [build(network(count), *SQUARE) for count in (10, 20)]
    assert surfaces[1].effort == 2 * surfaces[0].effort
    written = {"kind": "sum", "terms": [network(10), network(20)]}
    assert build(written, *SQUARE).effort == sum(surface.effort for surface in surfaces)
    moved = {"kind": "moved", "surface": network(20), "rotate": 3}
    assert build(moved, *SQUARE).effort >= surfaces[1].effort


HEAVY = {
    "network": network(3000),
    "moved network": {"kind": "moved", "surface": network(3000), "rotate": 3},
    "many networks": {"kind": "sum", "terms": [network(300 + i) for i in range(20)]},
    "many fits": {"kind": "sum", "terms": [fit(2000 - i) for i in range(20)]},
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_map_that_would_take_minutes_is_a_level_error_with_a_cure(name: str) -> None:
    with pytest.raises(LevelError, match="too much work") as caught:
        level_over(HEAVY[name], {}, "x", "y")
    assert caught.value.pointer == "/surface"
    assert "rows" in caught.value.cure


@pytest.mark.parametrize("written", [network(500), fit(2000)], ids=["network", "fit"])
def test_a_ground_within_bounds_is_searched(written: dict[str, Any]) -> None:
    level = level_over(written, {}, "x", "y")
    assert level.ground(None).optima.best >= 1


@pytest.mark.parametrize("id", IDS)
def test_no_shipped_level_is_near_the_bounds(id: str) -> None:
    surface = ground(id)
    if surface.dimension <= search.MAPPED_AXES:
        assert surface.costs.mesh * 65_536 < search.MAP_SHARE * GROUND / 8


def test_examples_without_number_are_refused_before_they_are_unpacked() -> None:
    """Of 60 million examples: 60 MB as bytes, 480 as doubles, and 117 KB in the file."""
    many = np.zeros((60_000_000, 1), np.uint8)
    content = npz_of(inputs=many, targets=many[:, 0])
    surface = {"kind": "network", "layers": [1, 1], "data": {"file": "d.npz"}}
    with at_most(5), pytest.raises(LevelError, match="60,000,000 examples"):
        level_over(surface, {"d.npz": content}, "x", "y")


def test_examples_of_too_many_numbers_together_are_refused_before_they_are_unpacked() -> None:
    inputs, targets = np.zeros((1000, 30_000), np.uint8), np.zeros(1000, np.uint8)
    data = {"kind": "network", "layers": [30_000, 1], "data": {"file": "d.npz"}}
    content = npz_of(inputs=inputs, targets=targets)
    box = Box(np.full(30_001, -1.0), np.full(30_001, 1.0))
    site = Site(box, (), read=lambda name: content)
    with at_most(5), pytest.raises(SurfaceError, match="30,000,000 numbers") as caught:
        read(data).build(site)
    assert caught.value.path == ("data", "file")


def test_one_file_is_read_and_solved_once_for_all_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    contents = {"g.png": png(200)}
    terms = [{"kind": "terrain", "file": "g.png"}] * 3
    nested = {"kind": "sum", "terms": [*terms, {"kind": "sum", "terms": terms}]}

    def reader(name: str) -> bytes:
        asked.append(name)
        return contents[name]

    site = Site(Box.of(*SQUARE), ("x", "y"), read=reader)
    surface = read(nested).build(site)
    assert asked == ["g.png"]
    alone = read(terms[0]).build(Site(Box.of(*SQUARE), ("x", "y"), read=contents.__getitem__))
    point = np.array([1.2, 3.4])
    assert surface.heights(point) == pytest.approx(6 * alone.heights(point))


def test_another_ground_reads_its_files_anew() -> None:
    asked = []
    contents = {"g.png": png(8)}

    def reader(name: str) -> bytes:
        asked.append(name)
        return contents[name]

    for _ in range(2):
        site = Site(Box.of(*SQUARE), ("x", "y"), read=reader)
        assert isinstance(read({"kind": "terrain", "file": "g.png"}).build(site), Terrain)
    assert len(asked) == 2


@pytest.mark.parametrize("kind", ["terrain", "fit", "network"])
def test_a_file_of_a_sum_is_read_once_whatever_reads_it(kind: str) -> None:
    asked = []
    table = b"t,y\n0,1\n1,3\n2,4\n4,7\n"
    contents = {"g.csv": table.partition(b"\n")[2].replace(b"\n", b",1,2\n"), "t.csv": table}
    written = {
        "terrain": {"kind": "terrain", "file": "g.csv"},
        "fit": {"kind": "fit", "model": "x + y*t", "data": {"file": "t.csv"}, "x": "t", "y": "y"},
        "network": {
            "kind": "network",
            "layers": [1, 1],
            "data": {"file": "t.csv", "names": ["t"], "target": "y"},
        },
    }[kind]

    def reader(name: str) -> bytes:
        asked.append(name)
        return contents[name]

    site = Site(Box.of(*SQUARE), ("x", "y"), read=reader)
    read({"kind": "sum", "terms": [written] * 4}).build(site)
    assert len(asked) == 1


def test_grids_of_more_heights_together_than_can_be_solved_are_refused() -> None:
    files = {f"{i}.png": png(1024) for i in range(5)}
    terms = [{"kind": "terrain", "file": name} for name in files]
    assert MOST_HEIGHTS == 4 * 1024 * 1024
    with pytest.raises(LevelError, match="heights in grids") as caught:
        level_over({"kind": "sum", "terms": terms}, files, "x", "y")
    assert caught.value.pointer == "/surface/terms/4/file"
    assert caught.value.cure


def test_many_landmarks_are_no_more_work_than_a_mesh(monkeypatch: pytest.MonkeyPatch) -> None:
    rough = np.random.default_rng(3).integers(0, 256, (300, 300)).astype(np.uint8)
    site = Site(
        Box.of(*SQUARE),
        ("x", "y"),
        read=dict.fromkeys((f"g{i}.npz" for i in range(8)), npz_of(z=rough)).__getitem__,
    )
    terms = [{"kind": "terrain", "file": f"g{i}.npz"} for i in range(8)]
    counting = Counting(read({"kind": "sum", "terms": terms}).build(site))
    assert len(counting.landmarks()) == 8192
    started = []
    whole = polish.polish

    def polishing(view: Downhill, points: Array) -> tuple[Array, Array]:
        started.append(len(points))
        return whole(view, points)

    monkeypatch.setattr(search, "polish", polishing)
    counting.optima(Goal.PEAK)
    assert max(started) <= 2 * starts.MOST_POLISHED


def test_what_was_taken_is_counted_together_and_by_name() -> None:
    shared = Shared()
    shared.take("rows", 3, most=5)
    shared.take("heights", 5, most=5)
    with pytest.raises(SurfaceError, match="6 rows; at most 5"):
        shared.take("rows", 3, most=5)


QUOTIENTS = " + ".join(f"1/(x + {k}.001*y + 0.01)" for k in range(1, 60))
PRODUCT = "*".join(f"sin({k}*x + y)" for k in range(1, 20))


@pytest.mark.parametrize("formula", [QUOTIENTS, PRODUCT], ids=["operations", "derivatives"])
def test_many_formulas_together_are_bounded_as_one_is(formula: str) -> None:
    terms = [{"kind": "formula", "formula": f"{formula} + {i}"} for i in range(60)]
    level_over({"kind": "sum", "terms": terms[:3]}, {}, "x", "y")
    with pytest.raises(LevelError, match="the ground has") as caught:
        level_over({"kind": "sum", "terms": terms}, {}, "x", "y")
    assert caught.value.pointer.startswith("/surface/terms/")
    assert caught.value.pointer.endswith("/formula")


def test_a_table_of_contents_without_end_is_not_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(1500):
            archive.writestr(f"{i}.npy", b"")
    surface = {"kind": "network", "layers": [1, 1], "data": {"file": "d.npz"}}
    with pytest.raises(LevelError, match="not a valid NPZ"):
        level_over(surface, {"d.npz": file.getvalue()}, "x", "y")


def test_waves_are_worked_out_in_blocks_of_points_with_the_same_answers() -> None:
    surface = build({"kind": "waves", "count": 16, "seed": 2}, *[(0.0, 6.0)] * 3)
    points = np.random.default_rng(0).uniform(0.0, 6.0, (5, 11, 3))
    single = [(surface.heights(p), surface.gradient(p), surface.hessian(p)) for p in points[2]]
    heights, gradients, hessians = map(np.array, zip(*single, strict=True))
    np.testing.assert_allclose(surface.heights(points)[2], heights, rtol=1e-12)
    np.testing.assert_allclose(surface.gradient(points)[2], gradients, rtol=1e-10)
    np.testing.assert_allclose(surface.hessian(points)[2], hessians, rtol=1e-10)


@pytest.mark.parametrize(("count", "n"), [(64, 2), (8, 4)])
def test_as_many_waves_as_may_be_take_no_more_memory_than_a_map(count: int, n: int) -> None:
    surface = build({"kind": "waves", "count": count, "decay": 0.0, "seed": 1}, *[(0.0, 6.0)] * n)
    points = np.random.default_rng(0).uniform(0.0, 6.0, (2048, n))
    tracemalloc.start()
    surface.hessian(points)
    surface.heights(points)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100e6


def test_the_effort_of_waves_grows_with_their_axes() -> None:
    pair, four = (
        build({"kind": "waves", "count": count, "seed": 1}, *[(0.0, 6.0)] * n)
        for count, n in ((16, 2), (4, 4))
    )
    assert four.effort == 2 * pair.effort


@pytest.mark.parametrize("kind", ["sin(x@*x#)", "abs(sin(3*x@) - x#)"])
def test_a_chain_of_many_axes_takes_no_more_memory_than_a_mesh(kind: str) -> None:
    """Its hollows cross in tables: each round of these is as small as the first."""
    parts = (kind.replace("@", str(i)).replace("#", str((i + 1) % 12)) for i in range(12))
    surface = build({"kind": "formula", "formula": "+".join(parts)}, *[(-5.0, 5.0)] * 12)
    with at_most(150):
        surface.optima(Goal.PIT, Budget(GROUND / 4))
