"""Reading and writing files: one clear error for whatever a path may lead to."""

import errno
import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sandpit.errors import (
    LevelError,
    LibraryError,
    SandpitError,
    SurfaceError,
    TranscriptError,
)
from sandpit.game import Probe, Session
from sandpit.library import files, load_level, read_text, read_transcript, write_text
from sandpit.library.files import beside, write_bytes
from tests.systems import make_pipe, needs_links, needs_posix
from tests.written import make_level, written


def no_file(path: Path) -> None:
    return


def folder(path: Path) -> None:
    path.mkdir()


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 4)


def fifty_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


def empty(path: Path) -> None:
    path.touch()


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def loop(path: Path) -> None:
    path.symlink_to(path)


PATHS = (
    pytest.param(no_file, "there is no file"),
    pytest.param(folder, "is a folder"),
    pytest.param(binary, "not a text in UTF-8"),
    pytest.param(fifty_megabytes, "50,000,000 bytes"),
    pytest.param(make_pipe, "not an ordinary file", marks=needs_posix),
    pytest.param(dangling, "there is no file", marks=needs_links),
    pytest.param(loop, "cannot be read", marks=needs_links),
)


@pytest.mark.parametrize(("make", "words"), PATHS)
@pytest.mark.parametrize("read", [load_level, read_transcript])
def test_what_is_no_readable_text_is_told(
    make: object, words: str, read: object, tmp_path: Path
) -> None:
    path = tmp_path / "thing.json"
    make(path)  # type: ignore[operator]
    with pytest.raises(LibraryError, match=words) as caught:
        read(path)  # type: ignore[operator]
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["a\0b.json", "x" * 300 + ".json"])
def test_what_is_no_name_of_a_file_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(SandpitError):
        load_level(str(tmp_path / name))
    with pytest.raises(SandpitError):
        write_text(tmp_path / name, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("read", "error"), [(load_level, LevelError), (read_transcript, TranscriptError)]
)
def test_an_empty_file_is_told(read: object, error: type[SandpitError], tmp_path: Path) -> None:
    empty(tmp_path / "thing.json")
    with pytest.raises(error, match="not JSON"):
        read(tmp_path / "thing.json")  # type: ignore[operator]


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(written()).encode())
    assert load_level(path).digest == make_level().digest
    assert read_text(path) == json.dumps(written())


def test_a_level_cut_at_any_byte_is_told(tmp_path: Path) -> None:
    whole = json.dumps(written(title="Höhe – 明")).encode()
    path = tmp_path / "cut.json"
    for length in range(0, len(whole), 3):
        path.write_bytes(whole[:length])
        with pytest.raises(SandpitError) as caught:
            load_level(path)
        assert str(path) in str(caught.value)


def test_a_transcript_is_written_and_read(tmp_path: Path) -> None:
    session = Session(make_level(), player="明")
    session.play(Probe((1.0, 2.0)))
    write_text(tmp_path / "games" / "one.json", session.transcript.to_json())
    assert read_transcript(tmp_path / "games" / "one.json") == session.transcript


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    write_text(path, "before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(LibraryError, match="No space left"):
        write_text(path, "after")
    assert read_text(path) == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_encoded_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="or such characters"):
        write_text(tmp_path / "x.json", "\ud800")
    assert list(tmp_path.iterdir()) == []


@needs_posix
def test_a_written_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_text(tmp_path / "ours", "x")
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")]
    assert rights[0] == rights[1]


def large(size: int) -> Callable[[Path], None]:
    def fill(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return fill


READABLE = "make it readable, or name another"
UNREADABLE = (
    pytest.param(no_file, "there is no file {path}", "check the spelling", id="nothing"),
    pytest.param(folder, "{path} is a folder", "name a file in it", id="a folder"),
    pytest.param(binary, "{path} is not a text in UTF-8", "save it as UTF-8", id="binary"),
    pytest.param(
        large(8_000_001),
        "{path} has 8,000,001 bytes; at most 8,000,000 are read",
        "is it the right file?",
        id="too large",
    ),
    pytest.param(
        make_pipe,
        "{path} is not an ordinary file",
        "name an ordinary file",
        marks=needs_posix,
        id="a pipe",
    ),
    pytest.param(
        loop,
        f"{{path}} cannot be read: {os.strerror(errno.ELOOP)}",
        READABLE,
        marks=needs_links,
        id="a circle",
    ),
)


@pytest.mark.parametrize(("make", "message", "cure"), UNREADABLE)
def test_what_cannot_be_read_is_told_word_for_word(
    make: Callable[[Path], None], message: str, cure: str, tmp_path: Path
) -> None:
    path = tmp_path / "thing.json"
    make(path)
    with pytest.raises(LibraryError) as caught:
        read_text(path)
    assert (caught.value.message, caught.value.cure) == (message.format(path=path), cure)


def test_a_text_of_as_many_bytes_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "thing.json"
    large(8_000_000)(path)
    assert len(read_text(path)) == 8_000_000


def test_a_name_that_is_none_is_told_word_for_word(tmp_path: Path) -> None:
    path = tmp_path / "a\0b"
    with pytest.raises(LibraryError) as caught:
        read_text(path)
    said = f"{str(path)!r} is not a valid file name"
    assert (caught.value.message, caught.value.cure) == (said, "name another")
    with pytest.raises(LibraryError) as caught:
        write_text(path, "x")
    said = f"{str(path)!r} cannot be written: no file has such a name, or such characters"
    cure = "choose another name, or leave them out"
    assert (caught.value.message, caught.value.cure) == (said, cure)


UNWRITABLE = (
    pytest.param(
        "folder",
        f"{{path}} cannot be written: {os.strerror(errno.EISDIR)}",
        "name a place that can be written",
        marks=needs_posix,  # Windows has another word for it
        id="a folder",
    ),
    pytest.param(
        "nowhere/x",
        "{path} cannot be written: there is no folder {path.parent}",
        "make the folder first, or name another",
        id="in no folder",
    ),
    pytest.param(
        "file/x",
        "{path} cannot be written: {path.parent} is not a folder",
        "name a folder",
        marks=needs_posix,  # Windows says that there is none
        id="in a file",
    ),
)


@pytest.mark.parametrize(("name", "message", "cure"), UNWRITABLE)
def test_what_cannot_be_written_is_told_word_for_word(
    name: str, message: str, cure: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    path = tmp_path / name
    with pytest.raises(LibraryError) as caught:
        write_bytes(path, b"x")
    assert (caught.value.message, caught.value.cure) == (message.format(path=path), cure)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_text_in_a_file_instead_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="file is not a folder"):
        write_text(tmp_path / "file" / "x", "text")


def test_a_text_is_written_into_folders_that_are_made_and_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    for text in ("Höhe\n", "明\r\n"):
        write_text(path, text)
        assert path.read_bytes() == text.encode("utf-8")
    write_bytes(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert [other.name for other in path.parent.iterdir()] == ["c.txt"]


def test_what_is_written_is_hidden_until_it_is_whole_and_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], int]] = []
    sync = os.fsync

    def looked(number: int) -> None:
        names = [path.name for path in tmp_path.iterdir()]
        seen.append((names, (tmp_path / names[0]).stat().st_size))
        sync(number)

    monkeypatch.setattr(os, "fsync", looked)
    write_bytes(tmp_path / "kept", b"x" * 5000)
    (((name,), size),) = seen
    assert re.fullmatch(r"\.sandpit-[0-9a-f]{16}", name)
    assert size == 5000


NO_NAME = "put the file into the level's folder, and write its name without a path"
BESIDE = (
    pytest.param(no_file, "there is no file thing beside the level", "check the spelling"),
    pytest.param(folder, "thing is a folder", "name a file beside the level"),
    pytest.param(
        make_pipe, "thing is not an ordinary file", "name an ordinary file", marks=needs_posix
    ),
    pytest.param(
        loop,
        f"thing cannot be read: {os.strerror(errno.ELOOP)}",
        "make it readable",
        marks=needs_links,
    ),
    pytest.param(large(64_000_001), "thing has more than 64,000,000 bytes", "use fewer rows"),
    pytest.param(
        lambda path: path.symlink_to(path.parent.parent / "secret"),
        "thing is a link out of the level's folder",
        "put the file itself there",
        marks=needs_links,
    ),
)


@pytest.mark.parametrize(("make", "message", "cure"), BESIDE)
def test_what_cannot_be_read_beside_a_level_is_told_word_for_word(
    make: Callable[[Path], None], message: str, cure: str, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "levels").mkdir()
    make(tmp_path / "levels" / "thing")
    with pytest.raises(SurfaceError) as caught:
        beside(tmp_path / "levels" / "level.json")("thing")
    assert (caught.value.message, caught.value.cure) == (message, cure)


@pytest.mark.parametrize("name", ["a/b", "../x", ".hidden", "a\\b", "", ".", "/etc/hosts"])
def test_only_the_name_of_a_file_beside_the_level_is_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(SurfaceError) as caught:
        beside(tmp_path / "level.json")(name)
    said = f'"{name}" is not the name of a file beside the level'
    assert (caught.value.message, caught.value.cure) == (said, NO_NAME)


def test_data_of_other_capitals_or_of_no_name_are_told_as_the_surfaces_fault(
    tmp_path: Path,
) -> None:
    (tmp_path / "Data.csv").touch()
    with pytest.raises(SurfaceError) as caught:
        beside(tmp_path / "level.json")("data.csv")
    assert caught.value.message == "there is no file data.csv there, but Data.csv"
    assert caught.value.cure == "capitals count on every system: write its name as it is"
    with pytest.raises(SurfaceError) as caught:
        beside(tmp_path / "level.json")("a\0b")
    assert caught.value.message == r"'a\x00b' is not a valid file name"
    assert caught.value.cure == "rename it"


def test_as_many_bytes_of_data_as_may_be_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_DATA", 1000)
    (tmp_path / "data").write_bytes(b"x" * 1000)
    assert beside(tmp_path / "level.json")("data") == b"x" * 1000
    (tmp_path / "data").write_bytes(b"x" * 1001)
    with pytest.raises(SurfaceError, match="more than 1,000 bytes"):
        beside(tmp_path / "level.json")("data")
