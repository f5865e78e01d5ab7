"""Every finding of `check`, word for word: its file, place, weight, message and cure."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sandpit.game import Level
from sandpit.game.ground import Ground
from sandpit.library.chapters import read_level
from sandpit.library.checking import check
from sandpit.library.findings import Finding, Severity, warning
from sandpit.surfaces import Surface
from sandpit.surfaces.budget import GROUND
from tests.library.test_doubts import FOUR, ROUGH, SQUARE, formula
from tests.library.test_exact_names import case_counts  # noqa: F401
from tests.library.test_levels import chapter
from tests.written import written

ROUND = formula("x^2 + y^2")
HALF = [{"name": "x", "range": [-4.5, 4]}, {"name": "y", "range": [-4, 4]}]
RATES = [{"name": "b1", "range": [100, 600]}, {"name": "b2", "range": [0.25, 0.5]}]
EIGHT = [{"name": f"x{i}", "range": [-1, 1]} for i in range(10)]
REACHED = "choose a height that the ground reaches"
SHOWN = (
    "a computer shows them only if it has a font that does; "
    "Latin, Greek and Cyrillic letters are seen everywhere"
)


def level(path: Path, **changes: Any) -> Path:
    """Write a level, by default a round pit on a square, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    members = {"goal": "pit", "axes": SQUARE, "surface": ROUND, **changes}
    path.write_text(json.dumps(written(**members)), encoding="utf-8")
    return path


def told(paths: Sequence[Path]) -> list[tuple[str, str, str, str, str]]:
    """Return what is found, but that a file is good."""
    return [
        (found.severity.value, Path(found.file).name, found.pointer, found.message, found.cure)
        for found in check(list(paths))
        if found.severity is not Severity.NONE
    ]


DOUBTFUL: dict[str, tuple[dict[str, Any], tuple[str, str, str]]] = {
    "more best places than a map shows": (
        {"axes": HALF, "surface": formula("cos(2*pi*x) + cos(2*pi*y)")},
        (
            "/surface",
            "there are 72 best places, each as good as the others: any of them finds",
            "win by a height, or tilt the ground so that one is the best",
        ),
    ),
    "a best place without a slope": (
        {"surface": formula("100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 4)")},
        (
            "/surface",
            "no dip can be made at the best place (-4, 0.16), where the slope has no bound: "
            "only dips beside it, within the winning distance, find",
            'use "dipstick": "height", or a ground without such a fold',
        ),
    ),
    "a best place of many coordinates without a slope": (
        {
            "axes": EIGHT,
            "surface": formula(
                "sqrt(abs(x0)) + " + " + ".join(f"(x{i} - 0.{i})^2" for i in range(1, 10))
            ),
        },
        (
            "/surface",
            "no dip can be made at the best place (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7), where "
            "the slope has no bound: only dips beside it, within the winning distance, find",
            'use "dipstick": "height", or a ground without such a fold',
        ),
    ),
    "a distance as long as an axis": (
        {
            "axes": RATES,
            "surface": formula("(b1 - 250)^2 + (1000*b2 - 300)^2"),
            "win": {"distance": 0.25},
        },
        (
            "/win/distance",
            "the winning distance 0.25 is not shorter than the axis b2, from 0.25 to 0.5: "
            "where one is along it does not matter",
            "measure the axes in units that make them about as long as each other, "
            "or win by a height",
        ),
    ),
    "a ground of which much is not seen": (
        {"axes": FOUR, "surface": formula(ROUGH)},
        (
            "/surface",
            "a better place than the best one found, at -62.8188, may be there: of the ways down "
            "from random places, 73% ended where no other did, and about as much of the ground "
            "leads to places not seen",
            "make the ground smoother, use fewer axes, or win by a height",
        ),
    ),
    "a peak of which much is not seen": (
        {"axes": FOUR, "surface": formula(f"-({ROUGH})"), "goal": "peak"},
        (
            "/surface",
            "a better place than the best one found, at 62.8188, may be there: of the ways up "
            "from random places, 73% ended where no other did, and about as much of the ground "
            "leads to places not seen",
            "make the ground smoother, use fewer axes, or win by a height",
        ),
    ),
    "a height below what is found": (
        {
            "surface": {"kind": "lattice", "angle": 0, "shift": [0, 0], "pit": 0},
            "win": {"height": -2.2},
        },
        (
            "/win/height",
            "perhaps nothing wins: the best place found is at height -2, though nothing proves "
            "that there is no better one",
            REACHED,
        ),
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_doubtful_of_a_level_is_told_with_its_place_and_cure(
    name: str, tmp_path: Path
) -> None:
    changes, found = DOUBTFUL[name]
    assert told([level(tmp_path / "it.json", **changes)]) == [("warning", "it.json", *found)]


CLEAR: dict[str, dict[str, Any]] = {
    "64 best places": {
        "axes": [{"name": "x", "range": [-4, 4]}, {"name": "y", "range": [-4, 4]}],
        "surface": formula("cos(2*pi*x) + cos(2*pi*y)"),
    },
    "many best places and a height": {
        "axes": HALF,
        "surface": formula("cos(2*pi*x) + cos(2*pi*y)"),
        "win": {"height": -1.9},
    },
    "a best place without a slope and a height": {
        "surface": formula("100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 4)"),
        "win": {"height": 0.1},
    },
    "a distance just shorter than an axis": {
        "axes": RATES,
        "surface": formula("(b1 - 250)^2 + (1000*b2 - 300)^2"),
        "win": {"distance": 0.2499},
    },
    "a ground not seen, and a height": {
        "axes": FOUR,
        "surface": formula(ROUGH),
        "win": {"height": -62.0},
    },
    "the height of the pit itself": {"win": {"height": 0.0}},
    "the height of a pit up to rounding": {
        "surface": formula("x^2 + y^2 + 1000"),
        "win": {"height": 1000.0 - 5e-7},
    },
    "the height of a peak up to rounding": {
        "goal": "peak",
        "surface": formula("1000 - x^2 - y^2"),
        "win": {"height": 1000.0 + 5e-7},
    },
}


@pytest.mark.parametrize("name", CLEAR)
def test_what_is_just_not_doubtful_is_told_nothing_of(name: str, tmp_path: Path) -> None:
    assert told([level(tmp_path / "it.json", **CLEAR[name])]) == []


def test_heights_that_no_ground_reaches_are_refused(tmp_path: Path) -> None:
    pit = level(tmp_path / "pit.json", win={"height": -0.001})
    peak = level(
        tmp_path / "peak.json",
        goal="peak",
        surface=formula("1000 - x^2 - y^2"),
        win={"height": 1000 + 2e-6},
    )
    flat = level(tmp_path / "flat.json", win={"height": -1.5e-9})
    assert told([pit, peak, flat]) == [
        ("error", "pit.json", "/win/height", "nothing wins: the pit is at height 0", REACHED),
        ("error", "peak.json", "/win/height", "nothing wins: the peak is at height 1000", REACHED),
        ("error", "flat.json", "/win/height", "nothing wins: the pit is at height 0", REACHED),
    ]


def test_each_file_has_one_verdict_after_its_warnings(tmp_path: Path) -> None:
    good = level(tmp_path / "a.json")
    doubtful = level(tmp_path / "b.json", title="明")
    bad = level(tmp_path / "c.json", par=0)
    found = [(one.file, one.severity.value) for one in check([good, doubtful, bad])]
    assert found == [
        (str(good), "none"),
        (str(doubtful), "warning"),
        (str(doubtful), "none"),
        (str(bad), "error"),
    ]


def test_what_keeps_nobody_from_using_a_file_is_good() -> None:
    assert Finding("a.json") == Finding("a.json", "", "", "", Severity.NONE)
    assert Finding("a.json").good
    assert warning("so", pointer="/p", cure="c") == Finding("", "/p", "so", "c", Severity.WARNING)
    assert warning("so") == Finding("", "", "so", "", Severity.WARNING)
    assert warning("so").good
    assert not Finding("a.json", severity=Severity.ERROR).good


def test_characters_that_the_typeface_lacks_are_named_at_their_place(tmp_path: Path) -> None:
    eight = "明月几時有把酒問"
    path = level(
        tmp_path / "it.json",
        title=eight,
        story=f"{eight}青天 Größe Ω Ж",
        comment="明",
        **{"$schema": "明.json"},
        axes=[{"name": "x", "range": [-5, 5], "unit": "명"}, SQUARE[1]],
    )
    named = (
        "明 (U+660E), 月 (U+6708), 几 (U+51E0), 時 (U+6642), "
        "有 (U+6709), 把 (U+628A), 酒 (U+9152), 問 (U+554F)"
    )
    lacks = "the game's typeface lacks"
    assert told([path]) == [
        ("warning", "it.json", "/title", f"{lacks} {named}", SHOWN),
        ("warning", "it.json", "/story", f"{lacks} {named} and 2 more", SHOWN),
        ("warning", "it.json", "/axes/0/unit", f"{lacks} 명 (U+BA85)", SHOWN),
    ]


def test_a_chapter_names_levels_that_lie_beside_it(tmp_path: Path) -> None:
    level(tmp_path / "near.json")
    level(tmp_path / "far.json")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "notes.txt").touch()
    path = tmp_path / "chapter.json"
    for levels, place, cure in (
        (["near", "fra"], "/levels/1", 'did you mean "far"?'),
        (["qqqqq"], "/levels/0", "delete it from the list"),
        (["folder"], "/levels/0", "delete it from the list"),
        (["notes"], "/levels/0", "delete it from the list"),
        (["chapter"], "/levels/0", "delete it from the list"),
    ):
        chapter(tmp_path, title="One", levels=levels)
        message = f'there is no level "{levels[-1]}" in this folder'
        assert told([path]) == [("error", "chapter.json", place, message, cure)]
    chapter(tmp_path, title="One", levels=["far", "near"])
    assert told([path]) == []


def test_a_chapter_may_not_hold_what_is_no_chapter(tmp_path: Path) -> None:
    level(tmp_path / "a.json")
    (tmp_path / "chapter.json").write_text('{"title": "明", "txt": 1}', encoding="utf-8")
    ((severity, file, pointer, message, _),) = told([tmp_path])
    assert (severity, file, pointer) == ("error", "chapter.json", "/txt")
    assert message == 'the key "txt" is not known here'
    chapter(tmp_path, title="明")
    ((severity, file, pointer, message, _),) = told([tmp_path])
    assert (severity, file, pointer) == ("warning", "chapter.json", "/title")


def test_a_folder_without_levels_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    cure = "a level is a file whose name ends in .json: `sandpit new` writes one"
    assert told([tmp_path, tmp_path / "no.json"]) == [
        ("error", tmp_path.name, "", "there are no level files in this folder", cure),
        ("error", "no.json", "", f"there is no file {tmp_path / 'no.json'}", "check the spelling"),
    ]


def test_an_id_that_two_files_have_is_told_once_with_all_of_them(tmp_path: Path) -> None:
    paths = [level(tmp_path / folder / "hill.json") for folder in "abc"]
    level(tmp_path / "a" / "other.json")
    for folder in "ab":
        chapter(tmp_path / folder, title=folder)
    cure = "rename one: a level's id is its file's name without .json"
    twice = f'the id "hill" is also that of {paths[1]}, {paths[2]}'
    assert told([tmp_path, paths[0]]) == [("error", "hill.json", "", twice, cure)]
    assert told([paths[0], paths[0], tmp_path / "a"]) == []
    (two,) = told(paths[:2])
    assert two[3] == f'the id "hill" is also that of {paths[1]}'
    assert [found.file for found in check([tmp_path])][-1] == str(paths[0])


@pytest.mark.usefixtures("case_counts")
def test_a_file_with_a_twin_of_other_capitals_is_refused(tmp_path: Path) -> None:
    path = level(tmp_path / "hill.json")
    level(tmp_path / "Hill.json")
    message = "Hill.json lies beside hill.json, and on Windows and macOS the two are one file"
    assert told([path]) == [("error", "hill.json", "", message, "rename one of them")]


def grounds(monkeypatch: pytest.MonkeyPatch, **members: Callable[[Ground], Any]) -> None:
    """Let all grounds say these things of themselves."""
    for name, says in members.items():
        monkeypatch.setattr(Ground, name, property(says))


DRAWN = {"kind": "waves", "count": 2, "seed": "random"}
CUT_SHORT = (
    "warning",
    "it.json",
    "/surface",
    "the search for the pit stopped at the limit of its work: there may be a better place",
    "use fewer axes, terms or rows, or win by a height that you know",
)


def test_a_search_cut_short_on_any_of_the_grounds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = level(tmp_path / "it.json", surface=DRAWN)
    monkeypatch.setattr(Ground, "work", property(lambda _: 0))
    asked: list[Ground] = []
    for cut in range(5):
        asked.clear()

        def second(ground: Ground, cut: int = cut) -> bool:
            asked.append(ground)
            return len(asked) == cut + 1

        grounds(monkeypatch, cut_short=second, proven=lambda _: False)
        assert told([path]) == ([CUT_SHORT] if cut < 4 else [])
        assert len(asked) == 4
    grounds(monkeypatch, cut_short=lambda _: True, proven=lambda _: True)
    assert told([path]) == []


def test_of_several_drawn_grounds_that_a_height_may_miss_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = level(tmp_path / "it.json", surface=DRAWN, win={"height": -50.0})
    monkeypatch.setattr(Ground, "never_reaches", lambda *_: False)
    ((severity, _, pointer, message, cure),) = told([path])
    assert (severity, pointer, cure) == ("warning", "/win/height", REACHED)
    assert message.startswith("perhaps nothing wins")


def test_the_grounds_of_the_first_seeds_are_looked_at_until_they_are_dear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[int | None] = []
    real = Level.ground

    def recorded(self: Level, seed: int | None) -> Ground:
        seeds.append(seed)
        return real(self, seed)

    monkeypatch.setattr(Level, "ground", recorded)
    told([level(tmp_path / "one.json")])
    assert seeds == [0]
    seeds.clear()
    drawn = level(tmp_path / "drawn.json", surface=DRAWN, win={"height": -50.0})
    monkeypatch.setattr(Ground, "never_reaches", lambda *_: False)
    monkeypatch.setattr(Ground, "work", property(lambda _: 0))
    assert len(told([drawn])) == 1
    assert seeds == [0, 1, 2, 3]
    seeds.clear()
    monkeypatch.setattr(Ground, "work", property(lambda _: GROUND))
    assert len(told([drawn])) == 1
    assert seeds == [0]


def test_what_a_surface_doubts_of_itself_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["a spline falls below its heights", "it rises too", "a spline falls below its heights"]
    monkeypatch.setattr(Surface, "doubts", lambda _: said)
    cure = "smooth the heights where they rise or fall at once, or use more of them there"
    assert told([level(tmp_path / "it.json")]) == [
        ("warning", "it.json", "/surface", words, cure) for words in said[:2]
    ]


def test_one_best_place_without_a_slope_is_named_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = level(tmp_path / "it.json")
    places = np.array([[1.0, 2.0], [3.0, 4.0]])
    grounds(monkeypatch, unreadable=lambda _: places)
    ((_, _, _, message, _),) = told([path])
    assert message.startswith("no dip can be made at the best place (1, 2), where")


@pytest.mark.parametrize(("share", "doubted"), [(0.05, False), (0.051, True)])
def test_what_chance_alone_may_leave_unseen_is_no_doubt(
    share: float, doubted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = level(tmp_path / "it.json")
    grounds(monkeypatch, proven=lambda _: False)
    known = read_level(path).ground(0).optima
    grounds(monkeypatch, optima=lambda _: replace(known, unseen=share))
    assert bool(told([path])) == doubted


def test_a_folder_that_cannot_be_read_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    level(tmp_path / "locked" / "a.json")
    look = Path.iterdir

    def iterdir(self: Path) -> Any:
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return look(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    cure = "make it readable, or name another"
    locked = f"{tmp_path / 'locked'} cannot be read: Permission denied"
    assert ("error", "locked", "", locked, cure) in told([tmp_path])
