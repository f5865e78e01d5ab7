"""What `check` warns of: what is not sure, not readable, or more than can be looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandpit.library.checking import check
from sandpit.library.findings import Finding, Severity
from sandpit.surfaces.budget import Budget
from tests.written import written

SQUARE = [{"name": "x", "range": [-5, 5]}, {"name": "y", "range": [-5, 5]}]


def formula(text: str) -> dict[str, Any]:
    return {"kind": "formula", "formula": text}


def told(folder: Path, **changes: Any) -> list[Finding]:
    """Return what a check finds of a level, but that it is good."""
    path = folder / "level.json"
    path.write_text(json.dumps(written(**{"goal": "pit", "axes": SQUARE, **changes})))
    return [finding for finding in check([path]) if finding.severity is not Severity.NONE]


def test_a_plain_level_is_warned_of_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, surface=formula("x^2 + y^2")) == []


LINES = {
    "a cross": "(x*y)^2",
    "a circle": "(x^2 + y^2 - 4)^2",
    "an idle axis": "x^2",
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_best_places_is_refused_where_a_distance_wins(name: str, tmp_path: Path) -> None:
    (wrong,) = told(tmp_path, surface=formula(LINES[name]))
    assert wrong.severity is Severity.ERROR
    assert "the best places form a line or a plain" in wrong.message
    assert '"win": {"height": ...}' in wrong.cure
    assert ("does not depend on y" in wrong.message) == (name == "an idle axis")


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_best_places_is_good_where_a_height_wins(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, surface=formula(LINES[name]), win={"height": 0.01}) == []


def test_many_single_best_places_are_counted_and_good(tmp_path: Path) -> None:
    (many,) = told(tmp_path, surface=formula("cos(2*pi*x) + cos(2*pi*y)"))
    assert many.good
    assert "there are 100 best places, each as good as the others" in many.message


def test_more_best_places_than_are_listed_are_refused_as_such(tmp_path: Path) -> None:
    axes = [{"name": "w", "count": 11, "range": [-1, 1]}]
    bowl = {"kind": "bowl", "center": [0.0] * 11, "curvatures": -1.0}
    (wrong,) = told(tmp_path, axes=axes, surface=bowl)
    assert wrong.severity is Severity.ERROR
    assert "more than 1,024 best places" in wrong.message
    assert told(tmp_path, axes=axes, surface=bowl, win={"height": -5.4}) == []


def test_a_best_place_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    cusp = formula("100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 4)")
    warned = told(tmp_path, surface=cusp)
    assert all(finding.good for finding in warned)
    assert any("no dip can be made at the best place (-4, 0.16)" in w.message for w in warned)
    heights_alone = {"dipstick": "height", "moves": ["probe"]}
    assert not any("no dip" in w.message for w in told(tmp_path, surface=cusp, **heights_alone))


def test_a_winning_distance_that_spans_an_axis_is_told(tmp_path: Path) -> None:
    axes = [{"name": "b1", "range": [100, 600]}, {"name": "b2", "range": [0, 0.001]}]
    surface = formula("(b1 - 250)^2 + (1000*b2 - 0.5)^2")
    (warned,) = told(tmp_path, axes=axes, surface=surface, win={"distance": 5})
    assert warned.good
    assert warned.pointer == "/win/distance"
    assert "axis b2" in warned.message


ROUGH = (
    "sin(40*x1 + 9*x2*x3)*cos(37*x2 + 8*x3*x4)*sin(31*x3 + 7*x4*x1)*cos(29*x4 + 6*x1*x2)"
    " + 0.1*x1*x2*x3*x4"
)
FOUR = [{"name": f"x{i}", "range": [-5, 5]} for i in range(1, 5)]


def test_a_ground_of_which_much_was_not_seen_is_told_with_a_share(tmp_path: Path) -> None:
    warned = told(tmp_path, axes=FOUR, surface=formula(ROUGH))
    assert all(finding.good for finding in warned)
    (unseen,) = [w for w in warned if "a better place than the best one found" in w.message]
    share = int(unseen.message.partition("%")[0].rpartition(" ")[2])
    assert share > 50


@pytest.mark.parametrize(
    "smooth",
    [
        "(x1 - 1)^2 + (x2 + 1)^2 + x3^2 + x4^2 + x1*x2*x3/40",
        "1 - cos(2*pi*sqrt(x1^2 + x2^2 + x3^2 + x4^2)) + sqrt(x1^2 + x2^2 + x3^2 + x4^2)/10",
    ],
    ids=["one bottom", "a bound proves it"],
)
def test_a_best_place_that_is_sure_is_not_doubted(smooth: str, tmp_path: Path) -> None:
    assert told(tmp_path, axes=FOUR, surface=formula(smooth), win={"distance": 0.4}) == []


def test_a_search_that_was_cut_short_is_not_doubted_where_a_bound_proves_its_best_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget, "cut_short", property(lambda _: True))
    assert told(tmp_path, surface=formula("x^2 + y^2")) == []
    (doubt,) = told(tmp_path, surface={"kind": "lattice", "angle": 0, "shift": [0, 0], "pit": 0})
    assert "stopped at the limit of its work" in doubt.message


OUT_OF_REACH = [
    (formula("x^2 + y^2"), -0.001),
    (formula("sin(x)*cos(y)"), -1.01),
    (formula("exp(sin(3*x) + cos(x*y)) - 1"), -1.0),
    ({"kind": "hill", "center": [0, 0], "height": -2}, -2.1),
    ({"kind": "waves", "terms": [{"index": [1, 2], "amplitude": 3}]}, -3.1),
    ({"kind": "bowl", "center": [1, 1], "height": 4}, 3.9),
    ({"kind": "benchmark", "name": "ackley"}, -0.1),
    (
        {"kind": "sum", "terms": [{"kind": "hill", "center": [0, 0]}], "weights": [-2]},
        -2.5,
    ),
]


@pytest.mark.parametrize(("surface", "height"), OUT_OF_REACH)
def test_a_height_that_a_bound_excludes_is_refused(
    surface: dict[str, Any], height: float, tmp_path: Path
) -> None:
    (wrong,) = told(tmp_path, surface=surface, win={"height": height})
    assert wrong.severity is Severity.ERROR
    assert wrong.message.startswith("nothing wins")


def test_a_height_that_nothing_excludes_is_warned_of(tmp_path: Path) -> None:
    surface = {"kind": "lattice", "angle": 0, "shift": [0, 0], "pit": 0}
    (doubt,) = told(tmp_path, surface=surface, win={"height": -2.2})
    assert doubt.good
    assert doubt.pointer == "/win/height"
    assert doubt.message.startswith("perhaps nothing wins")
