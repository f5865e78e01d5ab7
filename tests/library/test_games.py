"""Games saved as files: each once, under a name of its own, and nothing overwritten."""

from pathlib import Path

import pytest

from sandpit.errors import LibraryError
from sandpit.game import Probe, Session
from sandpit.library import load_level, read_transcript, save_game


def game(*places: tuple[float, float]) -> Session:
    session = Session(load_level("lost-phone"), player="Ada")
    for place in places:
        session.play(Probe(place))
    return session


def test_a_saved_game_is_read_back_as_it_was(home: Path) -> None:
    transcript = game((1.0, 2.0)).transcript
    path = save_game(transcript)
    assert path == home / "sandpit" / "games" / "lost-phone.json"
    assert read_transcript(path) == transcript


def test_another_game_gets_another_name_and_the_same_one_does_not(tmp_path: Path) -> None:
    one, other = game((1.0, 2.0)).transcript, game((2.0, 1.0)).transcript
    paths = [save_game(transcript, tmp_path) for transcript in (one, other, one, other)]
    assert [path.name for path in paths] == ["lost-phone.json", "lost-phone-2.json"] * 2
    assert [read_transcript(path) for path in paths] == [one, other] * 2


@pytest.mark.parametrize("content", [b"", b"not a game", b"\xff\xfe", b"{}"])
def test_what_is_no_game_is_left_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "lost-phone.json").write_bytes(content)
    path = save_game(game((1.0, 2.0)).transcript, tmp_path)
    assert path.name == "lost-phone-2.json"
    assert (tmp_path / "lost-phone.json").read_bytes() == content


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be"):
        save_game(game().transcript, tmp_path / "file")
