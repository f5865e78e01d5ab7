"""The games beside the shipped levels: of both formats, and on folders of either line ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sandpit.game import Outcome, Transcript, replay, score
from sandpit.library.chapters import read_outline
from tests.levels.shipped import GAMES, IDS, LIBRARY, game, shipped

FORMER = Path(__file__).parent / "games_of_format_1"
MARK = b"\xef\xbb\xbf"

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "with the line ends of Windows": lambda text: text.replace(b"\n", b"\r\n"),
    "with byte order marks": lambda text: MARK + text,
}


def former(id: str) -> Transcript:
    return Transcript.from_json((FORMER / f"{id}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("id", sorted(path.stem for path in FORMER.iterdir()))
def test_a_game_of_format_1_still_wins_and_is_the_same_in_format_2(id: str) -> None:
    """Its digest is of all that the level said then: a level whose words change loses them."""
    level, old = shipped(id), former(id)
    assert old.landings is None
    assert old.digest != level.digest
    again = replay(level, old)
    assert again.failure is None
    assert again.session.state.outcome is Outcome.FOUND
    new = again.session.transcript
    assert new.actions == old.actions
    assert score(level, Transcript.from_json(new.to_json())) == score(level, old)


@pytest.mark.parametrize("id", IDS)
def test_a_shipped_game_keeps_where_it_landed(id: str) -> None:
    transcript = game(id)
    assert json.loads((GAMES / f"{id}.json").read_text(encoding="utf-8"))["format"] == 2
    assert transcript.digest == shipped(id).digest
    assert transcript.landings is not None
    landed = [landing is not None for landing in transcript.landings]
    assert landed == [action.keeps_landing for action in transcript.actions]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_checkout_with_other_bytes_has_the_same_digests(
    way: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """As `git clone -c core.autocrlf=true` makes one: games of both formats hold on it."""
    paths = [LIBRARY.find(id).path for id in IDS]
    for folder in {path.parent for path in paths}:
        (tmp_path / folder.name).mkdir()
        for path in folder.iterdir():
            text = path.suffix in (".json", ".csv")
            content = path.read_bytes().replace(b"\r\n", b"\n")
            copy = tmp_path / folder.name / path.name
            copy.write_bytes(way(content) if text else path.read_bytes())
    levels = {path.stem: read_outline(tmp_path / path.parent.name / path.name) for path in paths}
    assert {id: level.digest for id, level in levels.items()} == {
        id: shipped(id).digest for id in IDS
    }
    assert all(levels[path.stem].matches(former(path.stem).digest) for path in FORMER.iterdir())
