"""Checking levels: how many grounds are looked at, what is warned of, and what a list costs."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandpit.desktop.scenes.shelf import shelve
from sandpit.errors import LevelError
from sandpit.game import Level
from sandpit.game.ground import Ground
from sandpit.library import Library, Progression
from sandpit.library.catalogue import Catalogue
from sandpit.library.chapters import read_level, read_outline
from sandpit.library.checking import SEEDS, check
from sandpit.library.findings import Severity
from sandpit.surfaces.budget import GROUND, Budget
from tests.written import written

RANDOM = {"kind": "waves", "count": 2, "seed": "random"}
BROKEN = {"kind": "formula", "formula": "log(x)"}


def write(path: Path, **changes: Any) -> Path:
    path.write_text(json.dumps(written(**changes)))
    return path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Ground]:
    """The grounds that are made while a test runs."""
    grounds: list[Ground] = []
    build = Ground.build

    def recorded(*arguments: Any) -> Ground:
        grounds.append(build(*arguments))
        return grounds[-1]

    monkeypatch.setattr(Ground, "build", recorded)
    return grounds


def test_a_list_of_levels_makes_no_ground(built: list[Ground]) -> None:
    library = Library.default()
    way = Progression(library.chapters, {}, all_open=True)
    catalogue = Catalogue()
    outlines = [library.find(id).outline() for id in library.ids()]
    shelves = [shelf for c in library.chapters for shelf in shelve(c, way, catalogue)]
    assert [level.id for level in outlines] == [shelf.entry.id for shelf in shelves]
    assert not built


def test_an_outline_says_what_the_level_does(tmp_path: Path) -> None:
    path = write(tmp_path / "hill.json")
    outline, level = read_outline(path), read_level(path)
    for name in ("id", "source", "digest", "title", "surface", "moves", "win", "par"):
        assert getattr(outline, name) == getattr(level, name)


def test_a_level_wrong_in_its_ground_is_listed_and_told_when_it_is_opened_or_checked(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "hill.json", surface=BROKEN)
    assert Library.of(tmp_path).find("hill").outline().title
    with pytest.raises(LevelError, match="undefined"):
        Library.of(tmp_path).load("hill")
    (finding,) = check([path])
    assert (finding.severity, finding.pointer) == (Severity.ERROR, "/surface/formula")


@pytest.mark.parametrize(("spent", "looked_at"), [(0.1, SEEDS), (0.3, 3), (0.6, 1), (1.1, 1)])
def test_the_dearer_drawn_grounds_are_the_fewer_are_checked(
    spent: float,
    looked_at: int,
    tmp_path: Path,
    built: list[Ground],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Together they cost no more than one may."""
    monkeypatch.setattr(Budget, "spent", property(lambda _: int(spent * GROUND)))
    monkeypatch.setattr(Budget, "part", lambda self, _: self)
    list(check([write(tmp_path / "hill.json", surface=RANDOM)]))
    assert len(built) == looked_at


def test_a_search_that_was_cut_short_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lattice = {"kind": "lattice", "angle": 0, "shift": [0, 0], "pit": 0}
    path = write(tmp_path / "hill.json", surface=lattice)
    assert [finding.severity for finding in check([path])] == [Severity.NONE]
    monkeypatch.setattr(Budget, "cut_short", property(lambda _: True))
    warned, verdict = check([path])
    assert warned.severity is Severity.WARNING
    assert "limit of its work" in warned.message
    assert verdict.good


def test_a_ground_is_drawn_again_only_as_long_as_that_is_not_dear(
    built: list[Ground], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every ground is won at its start, the search for another must end."""
    monkeypatch.setattr(Budget, "spent", property(lambda _: GROUND // 3))
    monkeypatch.setattr(Budget, "part", lambda self, _: self)
    whole = {"surface": RANDOM, "start": [1.0, 1.0], "win": {"distance": 1000.0}}
    with pytest.raises(LevelError, match="already wins"):
        Level.parse(json.dumps(written(**whole)))
    assert len(built) == 4
