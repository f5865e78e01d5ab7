"""A digest is of what decides play, as parsed values: of nothing more, and of nothing less."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import rfc8785

from sandpit.game import Level, Probe, Session, Step, Transcript, replay, score
from sandpit.game.level_file import LevelFile
from sandpit.game.meaning import ASIDES
from tests.written import TWO_HILLS, bowl, make_level, written

X, Y = written()["axes"]
HILL = written()["surface"]
MARK = b"\xef\xbb\xbf"


def digest_of(text: str) -> str:
    return Level.parse(text).digest


def shuffled(value: Any) -> Any:
    """Turn the order of all members round."""
    if isinstance(value, dict):
        return {name: shuffled(value[name]) for name in reversed(value)}
    return [shuffled(part) for part in value] if isinstance(value, list) else value


def test_a_digest_does_not_depend_on_order_layout_or_the_way_a_number_is_written() -> None:
    text = json.dumps(written())
    same = [
        json.dumps(shuffled(written())),
        json.dumps(written(), indent=7),
        text.replace("[0, 6]", "[0.0, 6e0]").replace("10.0", "10"),
        text.replace('"peak"', '"pe\\u0061k"'),
    ]
    assert {digest_of(other) for other in same} == {digest_of(text)}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"story": "A story.", "lesson": "A lesson."},
        {"comment": ["A note."]},
        {"$schema": "level.schema.json"},
    ],
)
def test_a_digest_does_not_depend_on_words(changes: dict[str, Any]) -> None:
    assert make_level(**changes).digest == make_level().digest
    assert make_level("another name").digest == make_level().digest


@pytest.mark.parametrize(
    "changes",
    [
        {"heights": None, "taylor": 0, "map": "covered", "start": None, "noise": None},
        {"axes": [{**X, "unit": ""}, Y]},
        {"surface": {**HILL, "seed": "random"}},
    ],
)
def test_a_default_may_be_written_out(changes: dict[str, Any]) -> None:
    members = {**written(), **changes}
    assert digest_of(json.dumps(members)) == make_level().digest


def test_what_means_the_same_has_the_same_digest() -> None:
    count = bowl(2, start=0)
    one_by_one = bowl(2, start=[0, 0.0], axes=[{"name": f"w{i}", "range": [-3, 3]} for i in (1, 2)])
    assert make_level(**count).digest == make_level(**one_by_one).digest


DECISIVE: dict[str, dict[str, Any]] = {
    "goal": {"goal": "pit"},
    "axes": {"axes": [X, {**Y, "range": [0, 7]}]},
    "their order": {"axes": [Y, X]},
    "surface": {"surface": {**HILL, "width": 1.5000000000000002}},
    "heights": {"heights": [0, 10]},
    "dipstick": {"dipstick": "gradient", "moves": ["probe", "step"]},
    "map": {"map": "open"},
    "moves": {"moves": ["probe", "step"]},
    "start": {"start": [1, 1]},
    "a random start": {"start": {"seed": 1, "spread": 1}},
    "dips": {"dips": 13},
    "win": {"win": {"distance": 0.3}},
    "how it is won": {"win": {"height": 0.2}},
    "par": {"par": 5},
    "noise": {"noise": {"height": 1}},
}


def test_a_digest_changes_with_every_value_that_decides() -> None:
    digests = {name: make_level(**changes).digest for name, changes in DECISIVE.items()}
    assert len({make_level().digest, *digests.values()}) == 1 + len(DECISIVE)


def test_every_key_of_a_level_decides_or_is_known_not_to() -> None:
    told = {next(iter(changes)) for changes in DECISIVE.values()}
    assert set(LevelFile.model_fields) == told | ASIDES | {"taylor"}


TAYLOR: dict[str, Any] = {"axes": [X], "surface": {"kind": "formula", "formula": "sin(x)"}}


def test_a_digest_changes_with_the_order_of_the_taylor_polynomial() -> None:
    digests = [make_level(**TAYLOR, taylor=order).digest for order in (0, 1, 2)]
    assert len(set(digests)) == 3


FIT = {"kind": "fit", "model": "a + b*t", "data": {"file": "d.csv"}, "x": "t", "y": "y"}
TABLE = b"t,y,note\n0,1.5,2\n1,2.5,3\n2,-0.25,4\n"
NET: dict[str, Any] = {
    "kind": "network",
    "layers": [1, 1],
    "data": {"file": "d.csv", "names": ["t"], "target": "y"},
}


def grid(kind: npt.DTypeLike, **options: Any) -> bytes:
    out = BytesIO()
    np.savez_compressed(out, heights=np.arange(20, dtype=kind).reshape(4, 5), **options)
    return out.getvalue()


def level_on(surface: dict[str, Any], content: bytes, **changes: Any) -> Level:
    def read(name: str) -> bytes:
        return content

    axes = [{"name": name, "range": [-3, 3]} for name in "ab"]
    members = written(surface=surface, axes=axes, goal="pit", win={"height": -5}, **changes)
    return Level.parse(json.dumps(members), read=read)


SAME: dict[str, Callable[[bytes], bytes]] = {
    "line ends": lambda text: text.replace(b"\n", b"\r\n"),
    "old line ends": lambda text: text.replace(b"\n", b"\r"),
    "a byte order mark": lambda text: MARK + text,
    "both": lambda text: MARK + text.replace(b"\n", b"\r\n"),
    "blanks": lambda text: text.replace(b",", b" , ").replace(b"\n", b"  \n"),
    "empty lines and notes": lambda text: b"# a note\n" + text.replace(b"\n", b"\n\n"),
    "other zeros": lambda text: text.replace(b"0,", b"-0.0,").replace(b"1.5", b"15e-1"),
    "no last line end": lambda text: text.rstrip(),
    "a column that is not used": lambda text: text.replace(b"4\n", b"5\n"),
}


@pytest.mark.parametrize("surface", [FIT, NET], ids=["fit", "network"])
@pytest.mark.parametrize("way", SAME.values(), ids=SAME)
def test_the_bytes_of_a_table_do_not_matter(
    surface: dict[str, Any], way: Callable[[bytes], bytes]
) -> None:
    assert way(TABLE) != TABLE
    assert level_on(surface, way(TABLE)).digest == level_on(surface, TABLE).digest


@pytest.mark.parametrize("surface", [FIT, NET], ids=["fit", "network"])
def test_the_numbers_of_a_table_matter(surface: dict[str, Any]) -> None:
    other = TABLE.replace(b"2.5", b"2.5000000000000004")
    assert level_on(surface, other).digest != level_on(surface, TABLE).digest


def test_data_in_the_level_are_those_of_a_file() -> None:
    rows = [[0, 1.5], [1, 2.5], [2, -0.25]]
    inside = {**FIT, "data": {"columns": ["t", "y"], "rows": rows}, "x_label": "time"}
    assert level_on(inside, b"").digest == level_on(FIT, TABLE).digest
    inside = {**NET, "data": {"inputs": [[0], [1], [2]], "targets": [1.5, 2.5, -0.25]}}
    assert level_on(inside, b"").digest == level_on(NET, TABLE).digest


def test_a_grid_is_its_heights_however_they_are_packed() -> None:
    npz = {"kind": "terrain", "file": "d.npz"}
    packed = grid(np.int16)
    text = b"\r\n".join(b",".join(b"%d" % (5 * i + j) for j in range(5)) for i in range(4))
    digests = {level_on(npz, grid(kind)).digest for kind in (np.int16, np.float64, ">i4")}
    assert digests == {level_on({**npz, "file": "d.csv"}, text).digest}
    assert level_on({**npz, "file": "d.csv"}, text + b"0").digest not in digests
    assert packed != grid(np.float64)


def former(level_text: str, *files: bytes) -> str:
    """Return a digest as format 1 had it: of the file as written, and of the files' bytes."""
    document = json.loads(level_text)
    if files:
        document["files"] = {"d.csv": hashlib.sha256(files[0]).hexdigest()}
    return "sha256:" + hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def played(level: Level, digest: str) -> Transcript:
    session = Session(level)
    session.play(Probe((1.0, 1.0)))
    session.play(Step(0.01))
    return replace(session.transcript, digest=digest, landings=None)


def test_a_game_of_format_1_is_known_by_its_digest_of_that_time() -> None:
    level = make_level(comment="A note.")
    text = json.dumps(written(comment="A note."))
    old = played(level, former(text))
    assert json.loads(old.to_json())["format"] == 1
    again = replay(level, Transcript.from_json(old.to_json()))
    assert again.failure is None
    assert again.session.transcript.digest == level.digest
    assert score(level, old) == score(level, again.session.transcript)
    assert not level.matches(former(json.dumps(written())))


@pytest.mark.parametrize("made", [TABLE, SAME["line ends"](TABLE), SAME["both"](TABLE)])
@pytest.mark.parametrize("now", [TABLE, SAME["line ends"](TABLE), SAME["both"](TABLE)])
def test_a_game_of_format_1_is_known_after_its_table_got_other_line_ends(
    made: bytes, now: bytes
) -> None:
    level = level_on(FIT, now)
    axes = [{"name": name, "range": [-3, 3]} for name in "ab"]
    text = json.dumps(written(surface=FIT, axes=axes, goal="pit", win={"height": -5}))
    assert level.matches(former(text, made))
    assert not level.matches(former(text, made + b"3,4,5\n"))


KEPT: dict[str, tuple[dict[str, Any], str]] = {
    "plain": ({}, "ab84fdb4660d24be5507ddaf42c952d3aebc1e62804e819f4678a8a82d849684"),
    "a fixed start": (
        {"start": [1.0, 1.0]},
        "2b9e9d291d48c79d1ca93861b03b69af5beb3d0229c859eca92dba6e1ed4ae71",
    ),
    "a random start": (
        {"start": {"seed": 7, "spread": 0.5}},
        "b70280b05b6bebbfc2bc82f783a6793f1164990d84510fb581d84caac4a9aa5c",
    ),
    "noise": (
        {"noise": {"height": 0.1, "gradient": 0.2}},
        "b3006774519e31d6e280f842369abae95070fe8bb72b2368650d4ed5d727f048",
    ),
    "a sum": (
        {"surface": TWO_HILLS},
        "f3ec60ca8ca6e12296d2d287195f7e6c98b98f10a1812c67c121cb410d3424b8",
    ),
    "drawn": (
        {"surface": {"kind": "waves", "count": 2, "seed": "random"}},
        "83c0e243a03dd3692c89737f4284cd73b636bb6dece8ab11b0c43cdd4556a974",
    ),
    "by height": (
        {
            "win": {"height": 5.0},
            "heights": [-1, 9],
            "dipstick": "gradient",
            "moves": ["probe", "step"],
        },
        "0957fdd010a5211746a6048b533af7634e24336fae5927e654cbf9a1e06bac57",
    ),
}
"""Digests of levels as games of transcript format 2 were kept with them."""


@pytest.mark.parametrize("name", KEPT)
def test_a_digest_stays_what_it_was_when_games_were_kept(name: str) -> None:
    """Were it another, every game that anybody has would be of no level."""
    changes, digest = KEPT[name]
    assert make_level(**changes).digest == f"sha256:{digest}"
