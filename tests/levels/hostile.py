"""Level files that ask for as much work as they can, each of a kind of its own."""

import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

ROWS: Final = np.abs(np.random.default_rng(0).normal(size=(2000, 2))) + 0.1


def _level(
    surface: Mapping[str, Any], count: int, side: tuple[float, float], **changes: Any
) -> str:
    if count > 40:
        written: list[dict[str, Any]] = [{"name": "x", "count": count, "range": side}]
    else:
        written = [{"name": f"x{i}", "range": side} for i in range(count)]
    members = {
        "format": 1,
        "title": "Hostile",
        "goal": "pit",
        "axes": written,
        "surface": surface,
        "dipstick": "gradient",
        "moves": ["probe", "step"],
        "dips": 40,
        "win": {"distance": 0.2},
        "par": 20,
        **changes,
    }
    return json.dumps(members)


def _formula(text: str, axes: int, side: tuple[float, float] = (0.0, 1.0), **changes: Any) -> str:
    return _level({"kind": "formula", "formula": text}, axes, side, **changes)


def _joined(sign: str, part: str, count: int) -> str:
    """Return parts with their number at @, and the next one at #, joined by a sign."""
    following = (str((i + 1) % count) for i in range(count))
    return sign.join(part.replace("@", str(i)).replace("#", next(following)) for i in range(count))


def _fit(model: str, axes: int, side: tuple[float, float], rows: int, **changes: Any) -> str:
    data = {"columns": ["t", "y"], "rows": ROWS[:rows].tolist()}
    surface = {"kind": "fit", "model": model, "data": data, "x": "t", "y": "y"}
    return _level(surface, axes, side, **changes)


def _network(layers: list[int], rows: int, **changes: Any) -> str:
    data = {"inputs": ROWS[:rows, :1].tolist(), "targets": ROWS[:rows, 1].tolist()}
    count = sum((a + 1) * b for a, b in itertools.pairwise(layers))
    surface = {"kind": "network", "layers": layers, "output": "tanh", "data": data}
    return _level(surface, count, (-3.0, 3.0), **changes)


def _nested(kind: str, depth: int) -> dict[str, Any]:
    """Return a surface of sums, or of moved ones, as deep as may be."""
    surface: dict[str, Any] = {"kind": "waves", "count": 8, "seed": 1}
    for _ in range(depth):
        if kind == "sum":
            surface = {"kind": "sum", "terms": [surface, {"kind": "benchmark", "name": "ackley"}]}
        else:
            surface = {"kind": "moved", "surface": surface, "rotate": 10.0, "scale": 0.95}
    return surface


def _moved_benchmark(name: str, axes: int, depth: int) -> dict[str, Any]:
    surface: dict[str, Any] = {"kind": "benchmark", "name": name}
    for i in range(depth):
        turns = [{"plane": [k, (k + 1) % axes], "degrees": 20.0 + i} for k in range(axes)]
        surface = {"kind": "moved", "surface": surface, "rotate": turns}
    return surface


def _many_random(count: int) -> dict[str, Any]:
    sums = [
        {"kind": "sum", "terms": [{"kind": "waves", "count": 4, "seed": "random"}] * 64}
        for _ in range(count // 64)
    ]
    return {"kind": "sum", "terms": sums}


def _unlike_axes(count: int) -> list[dict[str, Any]]:
    return [{"name": f"x{i}", "range": [-5.0 - i / 1000, 5.0]} for i in range(count)]


TALL: Final[dict[str, Any]] = {"heights": [-9, -1], "win": {"height": -8.9}}

LEVELS: Final[Mapping[str, Callable[[], str]]] = {
    "root-of-a-product": lambda: _formula("(x0*x1)^0.5", 2, (0.0, 10.0)),
    "roots-in-eight": lambda: _formula(_joined("*", "sqrt(x@)", 8), 8),
    "roots-in-twelve": lambda: _formula(_joined("*", "x@^0.3", 12), 12, **TALL),
    "roots-of-sines": lambda: _formula(_joined("+", "sqrt(abs(sin(x@*x#)))", 6), 6, (-9.0, 9.0)),
    "dolan": lambda: _formula(
        "abs((x0 + 1.7*x1)*sin(x0) - 1.5*x2 - 0.1*x3*cos(x3 + x4 - x0) + 0.2*x4^2 - x1 - 1)",
        5,
        (-100.0, 100.0),
    ),
    "nest": lambda: _formula("sqrt(abs(" * 5 + "x0*x1 - 0.3" + ") + 0.1*abs(x0 - x1))" * 5, 2),
    "nest-of-logs": lambda: _formula("log(2 + abs(" * 8 + "x0*x1" + "))" * 8, 2, (-9.0, 9.0)),
    "folds-in-twelve": lambda: _formula(
        _joined("+", "abs(sin(3*x@) - x#)", 12), 12, (-5.0, 5.0), **TALL
    ),
    "hundreds-of-terms": lambda: _formula(_joined("+", "cos(@*x0+3*x1)", 200), 2, (-5.0, 5.0)),
    "hundreds-of-kinks": lambda: _formula(_joined("+", "abs(x0-@*x1)", 200), 2, (-5.0, 5.0)),
    "product-of-sines": lambda: _formula(_joined("*", "sin(@*x0+x1+1)", 24), 2),
    "finest-ripples": lambda: _formula(_joined("+", "cos(1e@*x0)*cos(1e#*x1)", 15), 2, (-0.5, 0.5)),
    "a-sliver": lambda: _formula("sqrt(x0 - 0.999999) + sqrt(x1 - 0.999999)", 2, (0.999999, 1.0)),
    "undefined-in-a-sliver": lambda: _formula(
        "1/(0.2 + sin(7*x0)*sin(9*x1)*cos(5*x2) + 0.8000001)", 3, (0.0, 6.0)
    ),
    "many-quotients": lambda: _formula(_joined("+", "1/(x0+x1+0.1@)", 150), 2),
    "formulas-in-sum": lambda: _level(
        {
            "kind": "sum",
            "terms": [
                {"kind": "formula", "formula": _joined("+", "log(x0+x1+1.@)*sqrt(x0*x1+@)", 60)}
            ]
            * 10,
        },
        2,
        (0.0, 1.0),
    ),
    "formula-in-twelve-coupled": lambda: _formula(
        _joined("+", "sin(x@*x#)", 12), 12, (-5.0, 5.0), **TALL
    ),
    "stiff-fit": lambda: _fit("x0*(x1 + t)^(-1/x2)", 3, (0.5, 60.0), 154),
    "long-fit": lambda: _fit("x0*exp(-x1*t)", 2, (0.1, 5.0), 2000),
    "fit-of-eight": lambda: _fit(
        _joined("+", "x@*exp(-x#*t)", 8), 8, (0.1, 5.0), 500, win={"distance": 0.5}
    ),
    "fit-of-kinks": lambda: _fit("abs(x0 - t) + abs(x1*t - x0)", 2, (0.1, 5.0), 1000),
    "network-of-two": lambda: _network([1, 1], 2000),
    "network-of-hundreds": lambda: _network([1, 200, 1], 500, win={"height": 0.1}),
    "sums-nested": lambda: _level(_nested("sum", 15), 2, (-5.0, 5.0)),
    "moved-nested": lambda: _level(_nested("moved", 15), 2, (-5.0, 5.0)),
    "moved-nested-in-eight": lambda: _level(
        _moved_benchmark("rastrigin", 8, 15), 8, (-5.0, 5.0), **TALL
    ),
    "moved-in-thirty-two": lambda: _level(
        _moved_benchmark("griewank", 32, 1), 32, (-50.0, 40.0), **TALL
    ),
    "turned-in-five-hundred": lambda: _level(
        _moved_benchmark("rosenbrock", 500, 1), 500, (-5.0, 5.0)
    ),
    "rastrigin-in-ten-thousand": lambda: _level(
        {"kind": "benchmark", "name": "rastrigin"}, 10_000, (-5.0, 4.0), **TALL
    ),
    "axes-all-unlike": lambda: _level(
        {"kind": "benchmark", "name": "rastrigin"},
        2,
        (-5.0, 5.0),
        axes=_unlike_axes(5000),
        **TALL,
    ),
    "waves-of-high-order": lambda: _level(
        {"kind": "waves", "count": 64, "decay": 0.0, "seed": 1}, 2, (0.0, 6.0), heights=[-9, -1]
    ),
    "waves-in-four": lambda: _level(
        {"kind": "waves", "count": 8, "decay": 0.0, "seed": 1}, 4, (0.0, 6.0), **TALL
    ),
    "waves-drawn": lambda: _level(
        {"kind": "waves", "count": 32, "decay": 0.0, "frequency": 5.0, "seed": "random"},
        2,
        (0.0, 6.0),
        heights=[-9, -1],
        start=[3.0, 3.0],
    ),
    "two-hundred-drawn": lambda: _level(_many_random(256), 2, (0.0, 6.0)),
    "thousands-of-parts": lambda: _level(
        {
            "kind": "sum",
            "terms": [
                {"kind": "sum", "terms": [{"kind": "waves", "count": 64, "seed": "random"}] * 60}
            ]
            * 64,
        },
        2,
        (0.0, 6.0),
    ),
    "start-always-finds": lambda: _level(
        {"kind": "waves", "count": 12, "seed": "random"},
        2,
        (0.0, 6.0),
        start=[3.0, 3.0],
        win={"distance": 9.0},
    ),
    "finest-lattice": lambda: _level(
        {"kind": "lattice", "spacing": 0.05, "seed": 1}, 2, (0.0, 60.0), heights=[-9, -1]
    ),
    "finest-rastrigin": lambda: _level(
        {"kind": "benchmark", "name": "rastrigin"}, 2, (-500.0, 500.0), heights=[-9, -1]
    ),
    "rough-terrain": lambda: _level(
        {"kind": "terrain", "file": "rough.npz"}, 2, (0.0, 6.0), heights=[-9, -1]
    ),
    "rough-terrains": lambda: _level(
        {
            "kind": "sum",
            "terms": [{"kind": "terrain", "file": f"rough{i}.npz"} for i in range(4)] * 4,
        },
        2,
        (0.0, 6.0),
    ),
}


def write_all(folder: Path) -> Iterator[Path]:
    """Write all the levels, and what they read, into a folder; yield their paths."""
    rng = np.random.default_rng(0)
    for name in ("rough", *(f"rough{i}" for i in range(4))):
        file = io.BytesIO()
        np.savez(file, z=rng.integers(0, 1000, (1024, 1024)).astype(np.int16))
        (folder / f"{name}.npz").write_bytes(file.getvalue())
    for name, make in LEVELS.items():
        path = folder / f"{name}.json"
        path.write_text(make())
        yield path
