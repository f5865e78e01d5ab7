"""Tables as spreadsheets of all countries save them: read as they are, or named."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import SurfaceError
from sandpit.surfaces.data import read_grid, read_table

READ = {
    "semicolons": "t;y\n0;1.5\n1;-2\n",
    "semicolons and decimal commas": "t;y\n0;1,5\n1,0;-2\n",
    "tabs": "t\ty\n0\t1.5\n1\t-2\n",
    "tabs and decimal commas": "t\ty\n0\t1,5\n1\t-2,00\n",
    "blanks": "t   y\n0   1.5\n1  -2\n",
    "blanks before": "  t   y\n  0   1.5\n  1  -2\n",
    "what spreadsheets say of the separator": "sep=;\nt;y\n0;1,5\n1;-2\n",
    "the same with commas": "sep=,\nt,y\n0,1.5\n1,-2\n",
    "rows of separators below": "t,y\n0,1.5\n1,-2\n,\n,\n",
    "rows of separators between": "t;y\n;\n0;1,5\n ; \n1;-2\n",
    "a separator at the end of each line": "t,y,\n0,1.5,\n1,-2,\n",
    "a separator at the end of some lines": "t,y\n0,1.5,,\n1,-2\n",
    "an index without a name": ",t,y\n0,0,1.5\n1,1,-2\n",
    "two columns without a name": ",,t,y\n0,a,0,1.5\n1,b,1,-2\n",
    "the rows of R": '"","t","y"\n"1",0,1.5\n"2",1,-2\n',
    "the rows of R, no heading above them": '"t","y"\n"1",0,1.5\n"2",1,-2\n',
    "quoted numbers": '"t","y"\n"0","1.5"\n"1","-2"\n',
    "quoted numbers with semicolons": '"t";"y"\n"0";"1,5"\n"1";"-2"\n',
    "a semicolon in a word": 't,y,"what; when"\n0,1.5,"a; b"\n1,-2,c\n',
    "three decimals": "t;y\n0,000;1,500\n1,000;-2,000\n",
    "old line ends": "t;y\r0;1,5\r1;-2\r",
}


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_spreadsheets_save_it(kind: str, encoding: str) -> None:
    table = read_table(READ[kind].encode(encoding), "a.csv")
    np.testing.assert_array_equal(table.numbers("t"), [0.0, 1.0])
    np.testing.assert_array_equal(table.numbers("y"), [1.5, -2.0])


NAMED = {
    # what the file holds, words of the message, words of the cure
    "a title": ("Tea;\nt;y\n0;1\n", 'line 1: "Tea" stands where', "begin a title with #"),
    "a title alone": ("Tea in May\nt,y\n0,1\n", 'line 1: "Tea in May" stands', "delete it"),
    "a total": ("t,y\n1,2\n2,3\nTotal,5\n", 'line 4: "Total" sums up', "leave this row out"),
    "a mean": (",t,y\na,1,2\nb,2,3\nMean:,1.5,2.5\n", "sums up", "begin it with #"),
    "thousands": ("t;y\n1,234;2\n5,678;3\n", "has a comma in it", "a decimal number"),
    "commas and points": ("t;y\n1,5;2\n1.5;3\n", "has a comma in it", "a decimal number"),
    "German thousands": ("t;y\n1.234,5;2\n", "has a comma in it", "a decimal number"),
    "a ragged row": ("t,y\n1,2\n3,4,5\n", "3 fields for 2 columns", "one field for each"),
    "numbers that are no rows": ("t,y\n7,1,2\n9,2,3\n", "3 fields", "one field for each"),
    "a spreadsheet": ("PK\x03\x04\0", "a spreadsheet", "export it as CSV"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_a_table_cannot_have_is_named_with_its_cure(kind: str) -> None:
    text, said, cure = NAMED[kind]
    with pytest.raises(SurfaceError) as caught:
        read_table(text.encode(), "a.csv").numbers("t")
    assert said in caught.value.message
    assert cure in caught.value.cure


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#name?", "#VALUE!"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_an_error_of_a_spreadsheet_is_no_note(error: str, between: str) -> None:
    text = f"# tea in May\nt{between}y\n1{between}2\n{error}{between}3\n"
    with pytest.raises(SurfaceError, match=r"line 4: t is .* stands for a missing value"):
        read_table(text.encode(), "a.csv").numbers("t")
    grid = read_grid(f"1{between}2\n{error}{between}3\n".encode(), "g.csv", 9)
    np.testing.assert_array_equal(grid, [[1.0, 2.0], [np.nan, 3.0]])


def test_a_column_without_a_name_cannot_be_asked_for() -> None:
    table = read_table(b",t,y\n1,2,3\n", "a.csv")
    with pytest.raises(SurfaceError, match=r'has no column ""'):
        table.numbers("")


HEIGHTS = np.array([[0.25, -1.5, 3.0], [4.0, 5.125, 6.0]])


@pytest.mark.parametrize("between", [",", ";", "\t", " ", "   ", ", "])
@pytest.mark.parametrize("end", ["", "between"])
def test_a_grid_is_read_with_any_separator(between: str, end: str) -> None:
    last = between.strip() if end else ""
    lines = [between.join(map(repr, row)) + last for row in HEIGHTS.tolist()]
    grid = read_grid("\n".join(lines).encode(), "g.csv", 9)
    np.testing.assert_array_equal(grid, HEIGHTS)


def test_a_grid_may_have_decimal_commas_between_semicolons() -> None:
    text = b"0,25;-1,5;3\n4;5,125;6\n;;\n"
    np.testing.assert_array_equal(read_grid(text, "g.csv", 9), HEIGHTS)


NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4))


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8),
    st.sampled_from([(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ",")]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_is_saved_in_any_dialect_reads_the_same(
    rows: list[tuple[float, float]], dialect: tuple[str, str], quoting: int
) -> None:
    between, decimal = dialect
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["t", "y"])
    writer.writerows(
        [[f"{number:.4f}".replace(".", decimal) for number in row] for row in [(0.5, 0.5), *rows]]
    )
    table = read_table(out.getvalue().encode(), "a.csv")
    np.testing.assert_array_equal(table.numbers("t")[1:], [row[0] for row in rows])
    np.testing.assert_array_equal(table.numbers("y")[1:], [row[1] for row in rows])
