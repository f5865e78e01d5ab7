"""What surfaces say of themselves in LaTeX is what they compute."""

import math
from typing import Any

import numpy as np
import pygame
import pytest

from sandpit.desktop.paint.formula import formula
from sandpit.surfaces import SURFACES, Spec
from sandpit.surfaces.benchmark import BenchmarkSpec
from sandpit.surfaces.benchmarks import BENCHMARKS
from tests.surfaces.samples import FADING, SAMPLES, SQUARE, Sample, build, read
from tests.surfaces.test_benchmarks import CASES
from tests.surfaces.typeset import sides, value

BY_NAME = {sample.name: sample for sample in SAMPLES}
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def names_of(sample: Sample) -> tuple[str, ...]:
    return tuple(f"x{i}" for i in range(len(sample.ranges)))


def told(sample: Sample) -> tuple[str, ...]:
    return read(sample.written).definition(names_of(sample))


def places(sample: Sample, count: int = 3) -> np.ndarray:
    low, high = np.array(sample.ranges).T
    return np.random.default_rng(6).uniform(low, high, (count, len(low)))


def coordinates(point: np.ndarray) -> dict[str, float]:
    return {f"x_{{{i}}}": c for i, c in enumerate(point.tolist())}


def assert_set(line: str) -> None:
    """Fail where the project's typesetter cannot set a line."""
    image = formula(line, 16, pygame.Color("black"))
    assert image.get_width() > 20


@each_sample
def test_every_kind_says_what_it_is_in_lines_that_can_be_set(sample: Sample) -> None:
    lines = told(sample)
    assert lines
    assert sides(lines[0])[0].startswith("f")
    for line in lines:
        assert_set(line)


@each_sample
def test_a_part_has_its_own_symbol(sample: Sample) -> None:
    lines = read(sample.written).definition(names_of(sample), "f_{2}")
    assert sides(lines[0])[0].startswith("f_{2}")
    for line in lines:
        assert_set(line)


def test_a_kind_must_say_what_it_is_and_build() -> None:
    for left_out in ("build", "definition"):
        members = {"build": lambda self, site: None, "definition": lambda self, names, symbol: ()}
        del members[left_out]
        with pytest.raises(TypeError, match=left_out):
            type("Half", (Spec,), members)()


@pytest.mark.parametrize(("name", "n"), CASES)
def test_a_benchmark_is_what_its_formula_says(name: str, n: int) -> None:
    axes = ("u", "v_1", "depth")[:n]
    lines = BenchmarkSpec(name=name).definition(axes)
    box = BENCHMARKS[name].usual_box(n)
    for line in lines:
        assert_set(line)
    for point in np.random.default_rng(7).uniform(box.lower, box.upper, (3, n)):
        known = {"x": point, "n": n, **dict(zip(("u", "v_{1}"), point, strict=False))}
        for line in lines[1:]:
            left, right = sides(line)
            if left == "w_i":
                known["w"] = [value(right, {**known, "i": i + 1}) for i in range(n)]
            elif left == "s":
                known["s"] = value(right, known)
        wanted = BENCHMARKS[name].heights(point)
        assert value(sides(lines[0])[1], known) == pytest.approx(wanted, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize(
    "name", [name for name in BENCHMARKS if BENCHMARKS[name].most_axes is None]
)
def test_a_function_of_many_axes_says_which_is_the_first(name: str) -> None:
    few = BenchmarkSpec(name=name).definition(("u", "v"))
    many = BenchmarkSpec(name=name).definition(tuple(f"w{i}" for i in range(1, 2411)))
    assert few[-1] == r"\mathbf{x} = (u, v)"
    assert many[-1] == r"\mathbf{x} = (w_{1}, \ldots, w_{2410})"


def hill_of(written: dict[str, Any]) -> dict[str, Any]:
    n = len(written["center"])
    width = np.broadcast_to(written["width"], n)
    return {"a": written["height"], "c": written["center"], "w": width, "n": n}


def bowl_of(written: dict[str, Any]) -> dict[str, Any]:
    known = {"b": written.get("height", 0.0), "c": written["center"], "n": len(written["center"])}
    if "matrix" in written:
        return {**known, "A": lambda i, j: written["matrix"][int(i) - 1][int(j) - 1]}
    return {**known, "k": written["curvatures"]}


@pytest.mark.parametrize("name", ["hill", "hill-of-one-axis-upside-down", "saddle", "turned-bowl"])
def test_hills_and_bowls_are_what_they_say(name: str) -> None:
    sample = BY_NAME[name]
    known = {"hill": hill_of, "bowl": bowl_of}[sample.written["kind"]](sample.written)
    lines, surface = told(sample), sample.surface
    for point in places(sample):
        env = {**known, "x": point}
        said = dict(map(sides, lines))
        if "r" in said:
            env["r"] = value(said["r"], env)
        assert value(sides(lines[0])[1], env) == pytest.approx(float(surface.heights(point)))
        if r"\frac{\partial f}{\partial x_i}" not in said:
            continue
        slope = said[r"\frac{\partial f}{\partial x_i}"].replace(r"f(\mathbf{x})", "F")
        env["F"] = float(surface.heights(point))
        slopes = [value(slope, {**env, "i": i + 1}) for i in range(len(point))]
        np.testing.assert_allclose(surface.gradient(point), slopes)


@pytest.mark.parametrize("name", ["waves-written-out", "waves-of-three-axes"])
def test_waves_are_what_they_say(name: str) -> None:
    sample = BY_NAME[name]
    terms, n = sample.written["terms"], len(sample.ranges)
    low, high = np.array(sample.ranges).T
    numbered = {tuple(term["index"]): term for term in terms}
    known = {
        "all k": list(numbered),
        "a": lambda k: numbered[k].get("amplitude", 1.0),
        r"\varphi": lambda k, i: numbered[k].get("phase", [0.0] * n)[int(i) - 1],
        "n": n,
        "l": low,
        "u": high,
    }
    lines, surface = told(sample), sample.surface
    for point in places(sample):
        along = sides(lines[1].partition(", ")[0])
        assert along[0] == "t_i"
        t = [value(along[1], {**known, "x": point, "i": i + 1}) for i in range(n)]
        height = value(sides(lines[0])[1], {**known, "t": t})
        assert height == pytest.approx(float(surface.heights(point)))


def test_drawn_waves_say_how_high_they_may_be() -> None:
    lines = read({"kind": "waves", "count": 5, "decay": 3, "frequency": 10}).definition(("x", "y"))
    assert r"10 \, \pi k_i t_i" in lines[0]
    assert any(r"\left(k_i + 1\right)^{-3}" in line and r"\le 4" in line for line in lines)


def test_a_lattice_is_what_it_says_the_deep_pit_too() -> None:
    """At the deep pit it is -2: the lattice's -1 and one more."""
    sample = BY_NAME["lattice"]
    angle, spacing = math.radians(20), 1.2
    known = {r"\theta": angle, "s": spacing, "p": 0.25, "q": -0.125, "a": 0, "b": 1, "m": [3, 3]}
    lines, surface = told(sample), sample.surface
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    deep = 3 + spacing * turn @ np.array([0.25, 1 - 0.125])
    for point in (*places(sample), deep):
        env = {**known, **coordinates(point)}
        for line in lines[1:]:
            left, right = sides(line)
            if left in ("u", "v"):
                env[left] = value(right, env)
        height = value(sides(lines[0])[1], env)
        assert height == pytest.approx(float(surface.heights(point)))
    assert height == pytest.approx(-2.0)


def test_a_formula_is_what_it_says_with_its_parameters() -> None:
    written = {"kind": "formula", "formula": "a*x0^2 - sin(x1)/k", "parameters": {"a": 2, "k": -5}}
    surface, lines = build(written, *SQUARE), read(written).definition(("x0", "x1"))
    assert lines[1:] == ("a = 2", "k = -5")
    point = np.array([1.25, 2.5])
    known = {**coordinates(point), "a": 2, "k": -5}
    assert value(sides(lines[0])[1], known) == pytest.approx(float(surface.heights(point)))


def test_a_sum_is_what_it_says_and_says_what_its_terms_are() -> None:
    sample = BY_NAME["sum"]
    lines, surface = told(sample), sample.surface
    starts = {sides(line)[0]: sides(line)[1] for line in lines}
    hill, saddle = (build(term, *sample.ranges) for term in sample.written["terms"])
    assert starts[r"f_{1}(\mathbf{x})"].startswith(r"a \, e^")
    assert starts[r"f_{2}(\mathbf{x})"].startswith("b + ")
    for point in places(sample):
        known = {"f_{1}": float(hill.heights(point)), "f_{2}": float(saddle.heights(point))}
        assert value(starts["f"], known) == pytest.approx(float(surface.heights(point)))


def test_the_parts_of_parts_are_told_apart() -> None:
    hill = {"kind": "hill", "center": [1, 2]}
    inner = {"kind": "sum", "terms": [hill, {"kind": "moved", "surface": hill}]}
    lines = read({"kind": "sum", "terms": [hill, inner]}).definition(("x", "y"))
    lefts = [sides(line)[0] for line in lines]
    for symbol in ("f_{1}", "f_{2 1}", "f_{2 2}", "f_{2 2 1}"):
        assert rf"{symbol}(\mathbf{{x}})" in lefts
    assert r"\mathbf{x} = (x, y)" in lines


def test_a_moved_surface_is_what_it_says() -> None:
    sample = BY_NAME["moved"]
    first, place, slope, *rest = told(sample)
    assert sides(first) == (r"f(\mathbf{x})", r"f_{1}(\mathbf{p})")
    assert tuple(rest) == read(sample.written["surface"]).definition(("x0", "x1"), "f_{1}")
    inner, surface = build(sample.written["surface"], *sample.ranges), sample.surface
    angle = math.radians(30)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    known = {
        r"\mathbf{c}": np.array([0.5, 5.0]),
        r"\mathbf{s}": np.array([0.25, -0.5]),
        "R": turn,
        "S": np.diag([2.0, 0.5]),
    }
    for before in places(sample):
        point = value(sides(place)[1], {**known, r"\mathbf{p}": before})
        assert surface.heights(point) == pytest.approx(float(inner.heights(before)))
        wanted = value(
            sides(slope)[1].replace(r"S^{-1}", "I").replace(r"\nabla f_{1}(\mathbf{p})", "g"),
            {**known, "I": np.linalg.inv(known["S"]), "g": inner.gradient(before)},
        )
        np.testing.assert_allclose(surface.gradient(point), wanted)


@pytest.mark.parametrize("name", ["fit", "fit-of-a-line", "fit-of-a-line-robust"])
def test_a_fit_is_what_it_says(name: str) -> None:
    sample = BY_NAME[name]
    lines, surface = told(sample), sample.surface
    said = dict(map(sides, lines))
    rows = FADING["rows"]
    known = {"N": len(rows), "y": [y for _, y in rows], r"\sigma": [0.5] * len(rows)}
    for point in places(sample):
        env = {**known, **coordinates(point)}

        def model(t: float, env: dict[str, Any] = env) -> float:
            return float(value(said[r"M\left(t\right)"], {**env, "t": t}))

        missed = {**env, "M": model, "t": [t for t, _ in rows]}
        r = [value(said["r_k"], {**missed, "k": k + 1}) for k in range(len(rows))]
        height = value(sides(lines[0])[1], {**known, "r": r})
        assert height == pytest.approx(float(surface.heights(point)))


LOSSES: dict[str, tuple[dict[str, Any], tuple[float, ...]]] = {
    "mean-squares": ({"output": "tanh"}, (-1.0, 0.25, 1.0)),
    "cross-entropy": ({}, (0, 1, 1)),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("penalty", [0.0, 0.625])
def test_a_network_is_what_it_says_its_penalty_too(loss: str, penalty: float) -> None:
    changes, targets = LOSSES[loss]
    inputs = (-1.0, 0.5, 2.0)
    data = {"inputs": [[t] for t in inputs], "targets": targets}
    written = {"kind": "network", "layers": [1, 1], "loss": loss, "penalty": penalty, "data": data}
    written |= changes
    surface = build(written, (-1.0, 2.0), (-1.0, 2.0))
    said = dict(
        sides(part) for line in read(written).definition(()) for part in line.split(r", \quad ")
    )
    for w, b in ((0.75, -0.5), (1.5, 0.25)):
        z = [w * t + b for t in inputs]
        known = {"m": 3, "all j": [1], "all i": [1], "w": [w]}
        if loss == "mean-squares":
            answers = [value(said[r"G\left(z\right)"], {"z": each}) for each in z]
            known["a"] = lambda k, j, answers=answers: answers[int(k) - 1]
            known["t"] = lambda k, j: targets[int(k) - 1]
        else:
            known["p"] = [value(said["p_k"], {"z": z, "k": k}) for k in (1, 2, 3)]
            known["t"] = targets
        known["C"] = value(said["C"], known)
        height = value(said[r"f\left(W, b\right)"], known)
        assert height == pytest.approx(float(surface.heights(np.array([w, b]))))


def test_a_softmax_is_what_it_says() -> None:
    data: dict[str, Any] = {"inputs": [[1.0], [-2.0]], "targets": [0, 2]}
    written = {"kind": "network", "layers": [1, 3], "loss": "cross-entropy", "data": data}
    point = np.array([0.5, -1.0, 0.25, 0.1, 0.2, 0.3])
    said = dict(map(sides, read(written).definition(())))
    z = [[w * t + b for w, b in zip(point[:3], point[3:], strict=True)] for t in (1.0, -2.0)]
    known = {"m": 2, "all j": [1, 2, 3], "all i": [1, 2, 3]}
    known["z"] = lambda k, j: z[int(k) - 1][int(j) - 1]
    known["t"] = lambda k, j: float(data["targets"][int(k) - 1] == int(j) - 1)
    known["p"] = lambda k, j: value(said["p_{k j}"], {**known, "k": k, "j": j})
    surface = build(written, *[(-2.0, 2.0)] * 6)
    assert value(said["C"], known) == pytest.approx(float(surface.heights(point)))


def test_every_kind_is_among_those_that_are_compared() -> None:
    assert {sample.written["kind"] for sample in SAMPLES} == set(SURFACES)
