"""Rows are read from SQLite's pages as SQLite itself reads them, and from each page by itself."""

import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.library import salvage
from sandpit.library.salvage import Row, rows_in

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
    st.binary(max_size=30),
    st.integers(0, 3000).map("long ".__mul__),
)


def make(path: Path, rows: list[tuple[object, object]], page_size: int = 4096) -> list[Row]:
    """Write rows into a table of their own, and return them as SQLite reads them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        # Without a type: each value is kept as it is.
        connection.execute("CREATE TABLE anything (one, two)")
        connection.executemany("INSERT INTO anything VALUES (?, ?)", rows)
        connection.commit()
        found = connection.execute("SELECT rowid, one, two FROM anything").fetchall()
    return [(number, tuple(values)) for number, *values in found]


@given(
    rows=st.lists(st.tuples(VALUES, VALUES), max_size=40),
    page_size=st.sampled_from([512, 1024, 4096, 65536]),
)
def test_the_rows_are_those_that_sqlite_reads(
    rows: list[tuple[object, object]], page_size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite3"
        expected = make(path, rows, page_size)
        assert sorted(rows_in(path), key=lambda row: row[0]) == expected


def test_rows_that_were_deleted_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    make(path, [(i, "text " * 100) for i in range(200)])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")  # some systems write zeros over them
        connection.execute("DELETE FROM anything WHERE one % 50 != 0")
        connection.commit()
    assert {values[0] for _, values in rows_in(path)} == {0, 50, 100, 150}


PER_ROW = 300
"""The bytes of a row below: several rows share a page, and none goes on upon another."""


def test_each_damaged_page_costs_the_rows_that_lie_on_it_and_no_others(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    rows = set(make(path, [(i, "x" * PER_ROW) for i in range(100)]))
    whole = path.read_bytes()
    rng = random.Random(1)
    lost: list[Row] = []
    for start in range(0, len(whole), 4096):
        noise = b"\xff" + rng.randbytes(4095)  # no page begins with this byte
        path.write_bytes(whole[:start] + noise + whole[start + 4096 :])
        found = set(rows_in(path))
        assert found <= rows
        lost += rows - found
    assert sorted(lost) == sorted(rows)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.99])
def test_a_file_cut_short_keeps_the_rows_before_the_cut(share: float, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    rows = set(make(path, [(i, "x" * PER_ROW) for i in range(100)]))
    whole = path.read_bytes()
    path.write_bytes(whole[: round(share * len(whole))])
    found = list(rows_in(path))
    assert set(found) <= rows
    pages_left = round(share * len(whole)) // 4096
    fewest_on_a_page = 4096 // (PER_ROW + 60)
    assert len(found) >= max(0, pages_left - 3) * fewest_on_a_page // 2


def test_no_bytes_make_it_stumble(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    make(path, [(i, "long " * 2000) for i in range(20)])
    whole = path.read_bytes()
    rng = random.Random(2)
    for _ in range(200):
        changed = bytearray(whole)
        for _ in range(rng.choice((1, 20, 2000))):
            changed[rng.randrange(len(whole))] = rng.randrange(256)
        path.write_bytes(changed)
        assert len(list(rows_in(path))) <= len(whole)


def test_a_chain_of_pages_that_bites_its_tail_is_followed_once(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    make(path, [(i, "long " * 20_000) for i in range(3)])
    whole = bytearray(path.read_bytes())
    for start in range(4096, len(whole), 4096):
        if whole[start] == 0:  # it goes on from another page: let it lead to itself
            whole[start : start + 4] = (start // 4096 + 1).to_bytes(4, "big")
    path.write_bytes(whole)
    assert list(rows_in(path)) == []


WHOLE = [0, 1, -1, 127, -128, 32767, -32768, 2**23 - 1, -(2**23), 2**31 - 1, -(2**31), 2**47 - 1]
EDGES: list[object] = [
    *WHOLE,
    *(2**47, -(2**47) - 1, 2**63 - 1, -(2**63), 0.5, -1e300, float("inf")),
    *("", "x", "é" * 9, "明" * 60, b"", b"\x00\xff", b"y" * 64, None),
]


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_values_of_every_kind_and_length_are_read(size: int, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    rows = [(value, length * "z") for value in EDGES for length in (0, 120, 470, 4000, 40_000)]
    expected = make(path, [(one, other) for one, other in rows], size)
    found = sorted(rows_in(path), key=lambda row: row[0])
    assert found == expected
    assert [[type(value) for value in values] for _, values in found] == [
        [type(value) for value in values] for _, values in expected
    ]


def test_numbers_of_rows_of_any_length_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    numbers = sorted({0, 1, 127, 128, 16383, 16384, *(7**k for k in range(2, 22)), 2**63 - 1, -5})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE anything (one)")
        connection.executemany(
            "INSERT INTO anything (rowid, one) VALUES (?, ?)", [(n, f"row {n}") for n in numbers]
        )
        connection.commit()
    found = {number % 2**64: values for number, values in rows_in(path)}
    assert found == {n % 2**64: (f"row {n}",) for n in numbers}


def test_a_file_without_its_heading_is_read_by_pages_of_the_usual_size(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    rows = make(path, [(i, "x" * PER_ROW) for i in range(50)])
    whole = path.read_bytes()
    for heading in (b"\x00" * 100, b"SQLite format 2\x00" + whole[16:100]):
        path.write_bytes(heading + whole[100:])
        assert sorted(rows_in(path)) == sorted(rows)
    for size in (0, 3, 256, 4097):  # what no file has
        path.write_bytes(whole[:16] + size.to_bytes(2, "big") + whole[18:])
        assert sorted(rows_in(path)) == sorted(rows)


def test_an_empty_or_a_short_file_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    for content in (b"", b"x", b"SQLite format 3\x00", b"\x0d" * 5):
        path.write_bytes(content)
        assert list(rows_in(path)) == []


def test_what_is_far_too_long_is_looked_through_only_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.sqlite3"
    rows = make(path, [(i, "x" * PER_ROW) for i in range(200)])
    monkeypatch.setattr(salvage, "LARGEST", 4096 * 5)
    found = list(rows_in(path))
    assert 0 < len(found) < len(rows)
    assert set(found) < set(rows)


def test_a_chain_that_two_rows_share_is_followed_for_one(tmp_path: Path) -> None:
    """Of two rows that go on upon the same page one has been damaged."""
    path = tmp_path / "x.sqlite3"
    rows = make(path, [(1, "a" * 9_000), (2, "b" * 9_000)])
    whole = bytearray(path.read_bytes())
    starts = [
        s for s in range(4096, len(whole), 4096) if whole[s + 8 : s + 20] in (b"a" * 12, b"b" * 12)
    ]
    first = starts[0] // 4096 + 1
    leaf = next(s for s in range(4096, len(whole), 4096) if whole[s] == 0x0D)
    page = bytes(whole[leaf : leaf + 4096])
    links = [
        i for i in range(4092) if page[i : i + 4] == (starts[2] // 4096 + 1).to_bytes(4, "big")
    ]
    at = leaf + links[-1]
    whole[at : at + 4] = first.to_bytes(4, "big")
    path.write_bytes(whole)
    assert len(list(rows_in(path))) == 1
    assert len(rows) == 2


@pytest.mark.parametrize("size", [512, 1024])
def test_rows_of_every_length_about_a_pages_are_read(size: int, tmp_path: Path) -> None:
    """From a certain length on a row goes on upon further pages."""
    path = tmp_path / "x.sqlite3"
    expected = make(
        path, [(None, length * "x") for length in range(size // 8, 5 * size // 2)], size
    )
    assert sorted(rows_in(path)) == expected


def test_many_rows_of_one_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    expected = make(path, [(None, None)] * 20_000, 65_536)
    assert sorted(rows_in(path)) == expected


@pytest.mark.parametrize("size", [512, 4096])
def test_pages_that_hold_nothing_any_more_are_all_known(size: int, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    make(path, [(i, "x" * (size // 3)) for i in range(2_500)], size)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM anything WHERE one % 500 != 0")
        connection.commit()
        (count,) = connection.execute("PRAGMA freelist_count").fetchone()
        left = connection.execute("SELECT rowid, one FROM anything").fetchall()
    free = salvage._File(path.read_bytes(), size).free_pages()
    assert len(free) == count > size // 4  # more than one page of the list tells
    assert all(number > 1 for number in free)
    assert sorted((number, values[0]) for number, values in rows_in(path)) == left


def test_a_row_that_is_damaged_costs_no_other_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    rows = make(path, [(i, f"row {i} ".ljust(30, "x")) for i in range(20)])
    whole = bytearray(path.read_bytes())
    for i in (3, 7):
        at = whole.index(f"row {i} ".encode())
        whole[at] = 0xFF  # no text in UTF-8 holds this byte
    path.write_bytes(whole)
    found = sorted(rows_in(path))
    assert found == [row for row in rows if row[1][0] not in (3, 7)]


def test_a_page_that_is_cut_off_or_none_is_empty() -> None:
    file = salvage._File(b"a" * 1024 + b"b" * 100, 512)
    assert [len(file.page(number)) for number in (-1, 0, 1, 2, 3, 4)] == [0, 0, 512, 512, 100, 0]
