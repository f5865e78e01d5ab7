"""The starting level that `sandpit new` writes, and the names that it refuses."""

import json
from pathlib import Path

import pytest

from sandpit.errors import LibraryError
from sandpit.library.checking import check
from sandpit.library.findings import Severity
from sandpit.library.template import write_template


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "path", "title"),
    [
        ("my-hill", "my-hill.json", "My hill"),
        ("my_own_hill.json", "my_own_hill.json", "My own hill"),
        ("Höhe 明", "Höhe 明.json", "Höhe 明"),
        ("-_-", "-_-.json", "New level"),
        ("a" * 70, "a" * 70 + ".json", "A" + "a" * 59),
        ("folder/deep/hill", "folder/deep/hill.json", "Hill"),
    ],
)
def test_a_new_level_is_good_and_has_its_name_as_title(name: str, path: str, title: str) -> None:
    assert write_template(name) == Path(path)
    text = Path(path).read_text(encoding="utf-8")
    assert json.loads(text)["title"] == title
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    assert [*json.loads(text)][:3] == ["format", "comment", "title"]
    (finding,) = (found for found in check([Path(path)]) if found.severity is not Severity.WARNING)
    assert finding.good


REFUSED = {
    ".hill": "a file that begins with a full stop is hidden",
    "chapter": "it is that of the file that describes a chapter",
    "CHAPTER.json": "it is that of the file that describes a chapter",
    "ends.": "Windows drops a full stop or a space at its end",
    "ends ": "Windows drops a full stop or a space at its end",
    "con": "Windows keeps it for a device",
    "a?b": "Windows does not allow ? in it",
    "a\tb": "it contains invisible characters",
    "x" * 196: "it is longer than 200 bytes",
}


@pytest.mark.parametrize("name", REFUSED, ids=lambda name: name[:12])
def test_a_name_that_cannot_be_is_told_with_its_reason_and_a_cure(name: str, here: Path) -> None:
    with pytest.raises(LibraryError) as caught:
        write_template(name)
    assert caught.value.message == f"{name!r} cannot be the name of a level: {REFUSED[name]}"
    assert caught.value.cure == "choose another, such as my-hill"
    assert list(here.iterdir()) == []


def test_a_name_of_as_many_bytes_as_may_be_is_taken() -> None:
    assert write_template("x" * 195).exists()


def test_nothing_is_overwritten(here: Path) -> None:
    (here / "hill.json").write_text("mine")
    with pytest.raises(LibraryError) as caught:
        write_template("hill")
    assert (caught.value.message, caught.value.cure) == (
        "hill.json exists already",
        "choose another name",
    )
    assert (here / "hill.json").read_text() == "mine"
