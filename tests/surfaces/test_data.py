"""Tables of data: what may be written, and how mistakes are named."""

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces.data import read_grid, read_table
from sandpit.surfaces.fields import LONGEST_LINE, MOST_ROWS

PLAIN = b"t,y\n0,1.5\n1,-2e3\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        PLAIN.rstrip(),
        b"# measured by hand\n" + PLAIN,
        PLAIN.replace(b"\n1,", b"\n\n# a note, with a comma\n1,"),
        b" t , y \n 0 , 1.5 \n +1 , -2000.0 \n",
        b'"t","y"\n"0","1.5"\n"1","-2000"\n',
    ],
)
def test_a_table_may_be_written_in_many_ways(content: bytes) -> None:
    table = read_table(content, "a.csv")
    assert table.columns == ("t", "y")
    np.testing.assert_array_equal(table.numbers("t"), [0.0, 1.0])
    np.testing.assert_array_equal(table.numbers("y"), [1.5, -2000.0])


def test_a_column_that_is_not_asked_for_may_hold_words() -> None:
    table = read_table('who,y\n"Ada, Countess",1\nÉmilie,2\n'.encode(), "a.csv")
    assert table.numbers("y").tolist() == [1.0, 2.0]
    with pytest.raises(SurfaceError, match=r'^a\.csv, line 2: who is "Ada, Countess"'):
        table.numbers("who")


BAD_TABLES = {
    "empty": (b"", "a.csv is empty"),
    "nothing but notes": (b"# one\n\n# two\n", "a.csv is empty"),
    "too many columns": (
        ",".join(f"c{i}" for i in range(33)).encode(),
        "a.csv, line 1: 33 columns; at most 32 are read",
    ),
    "no rows": (b"t,y\n", "a.csv has no rows"),
    "ragged": (b"t,y\n0,1\n\n2\n", "a.csv, line 4: 1 field for 2 columns"),
    "too wide": (b"t,y\n0,1,2\n", "a.csv, line 2: 3 fields for 2 columns"),
    "no heading": (b"0,1\n1,2\n", 'a.csv, line 1: "0" cannot be a column\'s name'),
    "two of one name": (b"t,y,t\n1,2,3\n", 'a.csv, line 1: two columns have the name "t"'),
    "bars": (b"t|y\n1|2\n", 'a.csv, line 1: "t|y" is one column'),
    "an open quote": (b't,y\n1,"2\n', "a.csv, line 2: a quotation mark is not closed"),
    "a long line": (b"t,y\n" + b"1" * (LONGEST_LINE + 1), "a.csv, line 2 has 20,001 characters"),
    "zero bytes": (b"t,y\n\0,1\n", "a.csv is not a text in UTF-8"),
    "junk": (bytes(range(256)) * 4, "a.csv is not a text in UTF-8"),
    "a zip": (
        b"PK\x03\x04\x14\x00\x08\x08" + b"\xff" * 60,
        "a.csv is a spreadsheet or another packed file",
    ),
}


@pytest.mark.parametrize("mistake", BAD_TABLES)
def test_a_table_that_cannot_be_read_is_named_with_line_and_cure(mistake: str) -> None:
    content, message = BAD_TABLES[mistake]
    with pytest.raises(SurfaceError) as caught:
        read_table(content, "a.csv")
    assert caught.value.message == message
    assert caught.value.cure


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("three", "is not a number"),
        ("", "is empty"),
        ("1,5", "has a comma in it"),
        ("1,234.5", "has a comma in it"),
        ("1 234", "has a thousands separator"),
        ("N/A", "which stands for a missing value"),
        ("−5", "has U+2212 MINUS SIGN in it"),
        ("nan", "is not a finite number"),
        ("-inf", "is not a finite number"),
        ("1e999", "is not a finite number"),
        ("1e31", "is beyond 1e+30"),
        ("1_000", "is not a number"),
        ("0x10", "is not a number"),
        ("x" * 5000, "is not a number"),
    ],
)
def test_what_is_no_number_is_named_with_its_line(written: str, what: str) -> None:
    table = read_table(f'# note\nt,y\n0,1\n1,"{written}"\n'.encode(), "a.csv")
    with pytest.raises(SurfaceError) as caught:
        table.numbers("y")
    assert caught.value.message.startswith("a.csv, line 4: y is ")
    assert caught.value.message.endswith(what)
    assert len(caught.value.message) < 100
    assert caught.value.cure


def test_a_misspelt_column_is_answered_with_the_nearest() -> None:
    table = read_table(b"time,height\n0,1\n", "a.csv")
    with pytest.raises(SurfaceError) as caught:
        table.numbers("hieght")
    assert caught.value.message == 'a.csv has no column "hieght"'
    assert caught.value.cure == 'did you mean "height"?'
    with pytest.raises(SurfaceError, match="its columns are time, height"):
        table.numbers("w")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_million_rows_are_refused(end: bytes) -> None:
    content = b"t,y" + end + (b"1,2" + end) * 1_000_000
    with pytest.raises(SurfaceError) as caught:
        read_table(content, "big.csv")
    assert caught.value.message.startswith("big.csv has 1,000,001 lines; at most 100,000")
    assert caught.value.cure


def test_as_many_rows_as_promised_are_read() -> None:
    table = read_table(b"t,y\n" + b"1,2\n" * MOST_ROWS, "a.csv")
    assert table.numbers("y").shape == (MOST_ROWS,)
    with pytest.raises(SurfaceError, match="100,001 rows"):
        read_table(b"t,y\n" + b"1,2\n" * (MOST_ROWS + 1), "a.csv")


def test_a_grid_is_numbers_alone() -> None:
    grid = read_grid(b"# north\n1,2,3\n\n4,5,-6e1\n", "g.csv", 3)
    np.testing.assert_array_equal(grid, [[1, 2, 3], [4, 5, -60]])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "g.csv is empty"),
        (b"1,2,3,4\n", "g.csv, line 1: more than 3 heights a side"),
        (b"1\n2\n3\n4\n", "g.csv, line 4: more than 3 heights a side"),
        (b"1,2\n3\n", "g.csv, line 2: 1 number, but 2 above"),
        (b"x,y\n1,2\n", 'g.csv, line 1: number 1 is "x", which is not a number'),
        (b"1,2\n3,1_0\n", 'g.csv, line 2: number 2 is "1_0", which is not a number'),
    ],
)
def test_a_grid_that_cannot_be_read_is_named_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(SurfaceError) as caught:
        read_grid(content, "g.csv", 3)
    assert caught.value.message == message
    assert caught.value.cure
