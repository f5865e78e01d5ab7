"""What the levels of a library say is read once, until a file is another one."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandpit.game import Level
from sandpit.library import Library
from sandpit.library.catalogue import Catalogue, Leaf
from tests.library.test_levels import write
from tests.written import written


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the levels that are read while a test runs."""
    ids: list[str] = []
    outline = Level.outline

    def recorded(text: str, **members: Any) -> Level:
        ids.append(members["id"])
        return outline(text, **members)

    monkeypatch.setattr(Level, "outline", recorded)
    return ids


def test_each_level_is_read_once(tmp_path: Path, read: list[str]) -> None:
    library, catalogue = Library.of(write(tmp_path, "a", "b")), Catalogue()
    for _ in range(3):
        for id in ("a", "b"):
            leaf = catalogue.leaf(library.find(id))
            assert leaf.level is not None
            assert (leaf.level.id, leaf.fault) == (id, "")
            assert catalogue.is_readable(library.find(id))
    assert read == ["a", "b"]


def test_a_level_whose_file_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    library, catalogue = Library.of(write(tmp_path, "a")), Catalogue()
    entry = library.find("a")
    titles = []
    for title in ("One", "Another", "A third"):
        entry.path.write_text(json.dumps(written(title=title)))
        for _ in range(2):
            leaf = catalogue.leaf(entry)
            assert leaf.level is not None
            titles.append(leaf.level.title)
    assert titles == ["One", "One", "Another", "Another", "A third", "A third"]
    assert read == ["a"] * 3


def test_a_level_that_cannot_be_read_is_told_with_its_fault(tmp_path: Path) -> None:
    library, catalogue = Library.of(write(tmp_path, "a", "b")), Catalogue()
    entry = library.find("a")
    entry.path.write_text("{")
    leaf = catalogue.leaf(entry)
    assert leaf.level is None
    assert leaf.fault.startswith(f"{entry.path}: line 1, column 2: this is not JSON: ")
    assert not catalogue.is_readable(entry)
    entry.path.unlink()
    gone = catalogue.leaf(entry)
    assert gone == Leaf(None, f"there is no file {entry.path} (check the spelling)")
