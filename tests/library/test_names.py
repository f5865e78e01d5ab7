"""Names that Windows cannot hold are not given to files, on any system."""

import ntpath
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import LibraryError
from sandpit.game import Session
from sandpit.library import load_level, save_game
from sandpit.library.names import fault_of, portable
from sandpit.library.template import write_template
from tests.written import make_level

# Python 3.13 has it there, and will take it from the paths.
is_reserved: Callable[[str], bool] = getattr(
    ntpath, "isreserved", lambda name: PureWindowsPath(name).is_reserved()
)

IMPOSSIBLE = [
    *("CON", "con", "aux.json", "Nul.txt", "nul.", "COM1", "lpt9.json", "prn .json", "COM¹"),
    *("a:b", "what?", "a*b", 'say "hi"', "a<b", "a>b", "a|b", "a\\b", "tab\there"),
    *("ends.", "ends ", "x" * 300),
]
POSSIBLE = ["console", "my-hill", "Höhe", "明", "a.b", "com", "com10", "aux-1", "it's", "a b"]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_level_is_not_given_a_name_that_windows_cannot_hold(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError, match="cannot be the name of a level") as caught:
        write_template(name)
    assert caught.value.cure
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", POSSIBLE)
def test_a_level_may_have_any_other_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_template(name).name == f"{name}.json"


@pytest.mark.parametrize("id", ["con", "aux", "com1", "a:b", "what?", "ends.", "nul.old"])
def test_a_game_of_any_level_is_saved_under_a_name_that_windows_can_hold(
    id: str, tmp_path: Path
) -> None:
    transcript = Session(make_level(id=id)).transcript
    path = save_game(transcript, tmp_path)
    assert fault_of(path.name) == ""
    assert save_game(transcript, tmp_path) == path


def test_a_game_of_a_shipped_level_keeps_the_name_of_the_level(tmp_path: Path) -> None:
    path = save_game(Session(load_level("lost-phone")).transcript, tmp_path)
    assert path.name == "lost-phone.json"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a?b", "does not allow ? in it"),
        ("a\nb", "invisible"),
        ("ends.", "full stop"),
        ("con", "device"),
        (".hill", "hidden"),
        ("chapter", "chapter"),
        ("x" * 300, "longer than 200 bytes"),
    ],
)
def test_a_name_that_cannot_be_is_told_with_its_reason(name: str, says: str) -> None:
    with pytest.raises(LibraryError, match="cannot be the name of a level") as caught:
        write_template(name)
    assert says in caught.value.message


@given(st.text(max_size=30) | st.sampled_from(IMPOSSIBLE))
def test_every_name_can_be_made_portable(name: str) -> None:
    made = portable(name)
    assert fault_of(made) == ""
    assert portable(made) == made
    assert not is_reserved(f"{made}.json")
    assert PureWindowsPath(f"{made}.json").name == f"{made}.json"
    if fault_of(name) == "" and name:
        assert made == name


TOLD = {
    "a<b": "Windows does not allow < in it",
    "a>b": "Windows does not allow > in it",
    "a:b": "Windows does not allow : in it",
    'a"b': 'Windows does not allow " in it',
    "a/b": "Windows does not allow / in it",
    "a\\b": "Windows does not allow \\ in it",
    "a|b": "Windows does not allow | in it",
    "a?b": "Windows does not allow ? in it",
    "a*b": "Windows does not allow * in it",
    "a\x1fb": "it contains invisible characters",
    "a\u200bb": "it contains invisible characters",
    "a.": "Windows drops a full stop or a space at its end",
    "a ": "Windows drops a full stop or a space at its end",
    "con": "Windows keeps it for a device",
    "LPT9 .tar.gz": "Windows keeps it for a device",
    "com³": "Windows keeps it for a device",
    "conout$": "Windows keeps it for a device",
    "é" * 101: "it is longer than 200 bytes",
    "é" * 100: "",
    "com": "",
    "a.con": "",
    "\ud800" * 200: "it contains invisible characters",
}


@pytest.mark.parametrize("name", TOLD, ids=ascii)
def test_why_a_name_cannot_be_is_told(name: str) -> None:
    assert fault_of(name) == TOLD[name]


MADE = {
    "con": "con-",
    "Aux.json": "Aux-.json",
    "nul .tar.gz": "nul -.tar.gz",
    "a:b?": "a-b-",
    "a\x00\x7fb": "a--b",
    "ends. . ": "ends",
    "...": "-",
    "": "-",
    "é" * 101: "é" * 100,
    "x" * 201: "x" * 200,
    "a.b.c": "a.b.c",
    "\ud800": "-",
}


@pytest.mark.parametrize("name", MADE, ids=ascii)
def test_a_name_is_made_portable_with_as_little_change_as_can_be(name: str) -> None:
    assert portable(name) == MADE[name]
