"""Reading and writing files: one clear error for whatever a path may lead to."""

import json
import os
import stat
from pathlib import Path

import pytest

from sandpit.errors import LevelError, LibraryError, SandpitError, TranscriptError
from sandpit.game import Probe, Session
from sandpit.library import load_level, read_text, read_transcript, write_text
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
    with pytest.raises(LibraryError):
        write_text(tmp_path / "x.json", "\ud800")
    assert list(tmp_path.iterdir()) == []


@needs_posix
def test_a_written_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_text(tmp_path / "ours", "x")
    rights = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")]
    assert rights[0] == rights[1]
