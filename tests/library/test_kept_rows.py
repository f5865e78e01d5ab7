"""Rows of the saves are told by their shape, each once, and those that others go on from."""

import json
from typing import Any

import pytest

from sandpit.library.kept_rows import (
    ADD_GAME,
    ADD_SETTING,
    ADD_UNFINISHED,
    DROP_UNFINISHED,
    KeptRows,
)
from tests.library.sample_saves import game

TEXT = game().to_json()
DONE = ("small", "sha256:1", "2026-01-01", 700, 2, 5, "found", TEXT)

SORTED: dict[str, tuple[tuple[Any, ...], KeptRows]] = {
    "a setting": (("theme", '"dark"'), KeptRows(settings={"theme": '"dark"'})),
    "no setting": (("colour", '"dark"'), KeptRows()),
    "an unfinished game": ((None, "small", TEXT), KeptRows(unfinished=[("small", TEXT)])),
    "one of version 1": (("small", TEXT), KeptRows(unfinished=[("small", TEXT)])),
    "one of a level that is named as a setting": (
        ("theme", TEXT),
        KeptRows(unfinished=[("theme", TEXT)]),
    ),
    "a finished game": ((None, *DONE), KeptRows(games=[DONE])),
    "one without an outcome": (
        (None, *DONE[:6], None, TEXT),
        KeptRows(games=[(*DONE[:6], None, TEXT)]),
    ),
    "a text that is no game": ((None, "small", "{}"), KeptRows()),
    "a list": ((None, "small", '["actions"]'), KeptRows()),
    "no JSON": ((None, "small", "{"), KeptRows()),
    "what lies too deep": ((None, "small", "[" * 100_000), KeptRows()),
    "a finished game that is none": ((None, *DONE[:7], "{}"), KeptRows()),
    "a game with a number as its level": ((None, 3, TEXT), KeptRows()),
    "a game with a text as its total": ((None, *DONE[:3], "700", *DONE[4:]), KeptRows()),
    "a game with a number as its outcome": ((None, *DONE[:6], 1, TEXT), KeptRows()),
    "one value more": ((None, *DONE, None), KeptRows()),
    "a row of SQLite's own": (("table", "game", "game", 3, "CREATE"), KeptRows()),
    "nothing": ((), KeptRows()),
}


@pytest.mark.parametrize("name", SORTED)
def test_a_row_is_told_by_its_shape(name: str) -> None:
    values, expected = SORTED[name]
    assert KeptRows.of([(1, values)]) == expected


def test_rows_come_in_the_order_of_their_numbers_and_each_once() -> None:
    others = [game(player=name).to_json() for name in "abc"]
    rows = [(number, (None, "small", others[number - 1])) for number in (3, 1, 2)]
    kept = KeptRows.of([*rows, *rows])
    assert kept.unfinished == [("small", text) for text in others]
    assert KeptRows.of([(2, ("theme", "2")), (1, ("theme", "1"))]).settings == {"theme": "2"}


SAID = [
    (0, 0, 0, "nothing"),
    (1, 0, 0, "your settings"),
    (0, 1, 0, "1 finished game"),
    (0, 2, 0, "2 finished games"),
    (0, 0, 1, "1 unfinished game"),
    (1, 0, 3, "your settings and 3 unfinished games"),
    (0, 2, 1, "2 finished games and 1 unfinished game"),
    (2, 1, 2, "your settings, 1 finished game and 2 unfinished games"),
]


@pytest.mark.parametrize(("settings", "games", "unfinished", "said"), SAID)
def test_rows_are_counted_in_words(settings: int, games: int, unfinished: int, said: str) -> None:
    chosen = dict.fromkeys(map(str, range(settings)), "1")
    assert str(KeptRows(chosen, [DONE] * games, [("small", TEXT)] * unfinished)) == said


def test_games_that_are_among_others_are_left_out_and_settings_are_not() -> None:
    other = (*DONE[:-1], game(player="bob").to_json())
    rows = KeptRows({"theme": "1"}, [DONE, other], [("small", TEXT), ("other", TEXT)])
    here = KeptRows({"theme": "1"}, [DONE], [("other", TEXT)])
    assert rows.without(here) == KeptRows({"theme": "1"}, [other], [("small", TEXT)])


def test_rows_are_written_settings_first() -> None:
    rows = KeptRows({"theme": "1"}, [DONE], [("small", TEXT)])
    assert rows.statements() == (
        (ADD_SETTING, ("theme", "1")),
        (ADD_GAME, DONE),
        (ADD_UNFINISHED, ("small", TEXT)),
    )


def changed(**members: Any) -> str:
    return json.dumps({**json.loads(game(dips=2).to_json()), **members})


LONGER = game(dips=3).to_json()
GONE_ON: dict[str, tuple[str, bool]] = {
    "the same": (changed(), True),
    "more dips": (LONGER, True),
    "fewer dips": (game(dips=1).to_json(), False),
    "other dips": (changed(actions=[{"probe": [5.0, 5.0]}] * 3), False),
    "another seed": (json.dumps({**json.loads(LONGER), "seed": 3}), False),
    "another digest": (json.dumps({**json.loads(LONGER), "digest": "sha256:1"}), False),
    "another level": (json.dumps({**json.loads(LONGER), "level": "large"}), False),
    "another player": (json.dumps({**json.loads(LONGER), "player": "bob"}), True),
    "actions that are no list": (changed(actions={}), False),
}


@pytest.mark.parametrize("name", GONE_ON)
def test_a_game_that_has_been_gone_on_with_is_outgrown(name: str) -> None:
    text, outgrown = GONE_ON[name]
    older = ("small", game(dips=2).to_json())
    expected = ((DROP_UNFINISHED, older),) if outgrown else ()
    assert KeptRows(unfinished=[("small", text)]).outgrown([older]) == expected
    assert KeptRows(games=[(*DONE[:-1], text)]).outgrown([older]) == expected
    assert KeptRows(unfinished=[("other", text)]).outgrown([older]) == ()


def test_a_game_without_readable_actions_is_outgrown_by_none() -> None:
    strange = changed(actions=3)
    assert KeptRows(unfinished=[("small", changed())]).outgrown([("small", strange)]) == ()
