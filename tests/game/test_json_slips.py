"""Slips in JSON: each is told where it is, as what it is, with a cure of its own."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import LevelError
from sandpit.game.document import read_json

WHOLE = """{
  "format": 1,
  "title": "Evening dunes",
  "goal": "peak",
  "range": [-3, 3.5],
  "par": 5
}
"""

CURLY = (
    "a text is closed by ” (U+201D RIGHT DOUBLE QUOTATION MARK), which is not a quotation mark "
    "in JSON"
)
SLIPS = {
    # what stands in WHOLE, what is written for it with the slip behind ▸, what is told, the cure
    "a comma after the last member": (
        ": 5\n",
        ": 5▸,\n",
        "there is a comma too many before the bracket that closes",
        "delete the comma",
    ),
    "a comma after the last of a list": (
        "3.5]",
        "3.5▸,]",
        "there is a comma too many before the bracket that closes",
        "delete the comma",
    ),
    "two commas": ("1,\n", "1,▸,\n", "there is a comma too many", "delete it"),
    "a comma missing": (
        '1,\n  "ti',
        '1\n  ▸"ti',
        "a comma is missing before this",
        "put one at the end of line 2",
    ),
    "a comma missing in a list": (
        "-3, ",
        "-3 ▸",
        "a comma is missing before this",
        "put one there",
    ),
    "a comment": (
        '  "goal"',
        '  ▸// climb\n  "goal"',
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "a comment of C": (
        '  "goal"',
        '  ▸/* climb */\n  "goal"',
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "a comment of Python": (
        '  "goal"',
        '  ▸# climb\n  "goal"',
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "a comment behind": (
        "5\n",
        "5 ▸// few\n",
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "None": (": 5", ": ▸None", "None is not a word in JSON", "write null, or leave the key out"),
    "True": (": 5", ": ▸True", "True is not a word in JSON", "write true"),
    "no": (": 5", ": ▸no", "no is not a word in JSON", "write false"),
    "inf": (": 5", ": ▸inf", "inf is not a word in JSON", "give a number: JSON has no such value"),
    "curly quotes": (
        '"title"',
        "▸“title”",
        "“ (U+201C LEFT DOUBLE QUOTATION MARK) is not a quotation mark in JSON",
        'use the straight ones, as in "title"',
    ),
    "a curly quote behind": (
        '"title": "Eve',
        '"title”: "▸Eve',
        CURLY,
        'use the straight ones, as in "title"',
    ),
    "curly quotes of a value": (
        '"Evening dunes"',
        "▸“Evening dunes”",
        "“ (U+201C LEFT DOUBLE QUOTATION MARK) is not a quotation mark in JSON",
        'use the straight ones, as in "title"',
    ),
    "German quotes": (
        '"Evening dunes"',
        "▸„Evening dunes“",
        "„ (U+201E DOUBLE LOW-9 QUOTATION MARK) is not a quotation mark in JSON",
        'use the straight ones, as in "title"',
    ),
    "single quotes": (
        '"title"',
        "▸'title'",
        "' is not a quotation mark in JSON",
        'use the straight ones, as in "title"',
    ),
    "a bare key": ('"title"', "▸title", "the name title has no quotation marks", 'write "title"'),
    "a number as a key": (
        '"title"',
        "▸7",
        "a name has no quotation marks",
        "write it in quotation marks",
    ),
    "a bare text": ('"peak"', "▸peak", "peak has no quotation marks", 'write "peak"'),
    "bare words": (
        '"Evening dunes"',
        "▸Evening dunes",
        "Evening has no quotation marks",
        "put the text in quotation marks",
    ),
    "a line break": (
        "Evening dunes",
        "Evening▸\ndunes",
        "a text has a line break in it",
        "write \\n for it, or close the text with a quotation mark",
    ),
    "a tab": ("Evening dunes", "Evening▸\tdunes", "a text has U+0009 in it", "write \\t for a tab"),
    "a text left open": (
        'dunes",\n  ',
        "dunes,▸\n  ",
        "a text has a line break in it",
        "write \\n for it, or close the text with a quotation mark",
    ),
    "the last text left open": (
        '"par": 5\n}\n',
        '▸"par',
        "this text is never closed",
        "end it with a quotation mark",
    ),
    "quotes inside": (
        "Evening",
        'The ▸"red"',
        "there is a quotation mark inside a text",
        'write \\" for one, or “ and ”',
    ),
    "a backslash": (
        "Evening",
        "▸\\sin",
        "a backslash has a meaning of its own in a text",
        "write \\\\ for one",
    ),
    "half a character": (
        "Evening",
        "\\▸u12",
        "\\u must be followed by the code of a character",
        "write four digits after it: \\u00e9",
    ),
    "leading zeros": (": 5", ": ▸007", "007 is not a number in JSON", "write 7"),
    "a plus sign": (": 5", ": ▸+5", "+5 is not a number in JSON", "write 5"),
    "no digit before the point": (": 5", ": ▸-.5", "-.5 is not a number in JSON", "write -0.5"),
    "no digit behind the point": (": 5", ": ▸5.", "5. is not a number in JSON", "write 5.0"),
    "a hexadecimal number": (": 5", ": ▸0x10", "0x10 is not a number in JSON", "write 16"),
    "an underscore": (": 5", ": ▸1_000", "1_000 is not a number in JSON", "write 1000"),
    "thousands": (": 5", ": 1▸ 000", "there is a space inside a number", "take it out"),
    "a decimal comma": (": 5", ": ▸1,5", "there is a comma inside a number", "write 1.5"),
    "a minus sign of the web": (
        "-3",
        "▸−3",
        "− (U+2212 MINUS SIGN) has no meaning here",
        "write - instead",
    ),
    "a dash for a minus": (
        "-3",
        "▸–3",
        "– (U+2013 EN DASH) has no meaning here",
        "write - instead",
    ),
    "a wide colon": (
        '"par":',
        '"par"▸：',
        "： (U+FF1A FULLWIDTH COLON) has no meaning here",
        "write : instead",
    ),
    "a wide comma": (
        "1,\n",
        "1▸，\n",
        "， (U+FF0C FULLWIDTH COMMA) has no meaning here",
        "write , instead",
    ),
    "a constant": ("3.5", "▸pi", "pi is not a word in JSON", "write 3.141592653589793"),
    "a constant below 0": ("-3", "▸-pi", "-pi is not a number in JSON", "write it in digits"),
    "a unit behind": (": 5", ": 5 ▸m", "m stands behind a number", "delete it"),
    "a prefix of Python": (
        '"peak"',
        '▸f"peak"',
        "f stands before the quotation mark of a text",
        "delete it",
    ),
    "three quotes": (
        '"peak"',
        '""▸"peak"""',
        "there is a quotation mark too many",
        "begin and end a text with one",
    ),
    "a text closed by a curly quote": (
        'peak",',
        "peak”,▸",
        CURLY,
        'use the straight ones, as in "title"',
    ),
    "escaped quotes": (
        '"peak"',
        '▸\\"peak\\"',
        "a backslash has no meaning outside a text",
        "delete it",
    ),
    "the fence of a code block": (
        "{\n",
        "▸```json\n{\n",
        "the fence of a code block is no part of the file",
        "delete the line",
    ),
    "a conflict": (
        '  "goal"',
        '▸<<<<<<< HEAD\n  "goal"',
        "two versions of the file stand here, one below the other",
        "keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    "an ellipsis": ("3.5]", "▸...]", "something is left out here", "write it in full"),
    "no value before a comma": (
        '"peak",',
        "▸,",
        "a name has no value after it",
        "give it one, or leave the name out",
    ),
    "a list in braces": (
        "[-3, 3.5]",
        '{"low"▸, 3}',
        'the name "low" has no value after it',
        "put : and a value after it, or write [ and ] for a list",
    ),
    "a unit": (
        ": 5",
        ": ▸5m",
        "5m is not a number in JSON",
        "write it in digits, or in quotation marks if it is a text",
    ),
    "a fraction": (
        ": 5",
        ": 1▸/3",
        "JSON holds numbers, not sums",
        "work it out, and write the result",
    ),
    "an equals sign": ('"par":', '"par" ▸=', "= has no meaning here", "write : instead"),
    "a semicolon": ("1,\n", "1▸;\n", "; has no meaning here", "write , instead"),
    "no value": (
        ": 5\n}\n",
        ": \n▸}\n",
        "a name has no value after it",
        "give it one, or leave the name out",
    ),
    "no colon": (
        '"par": 5\n}\n',
        '"par"\n▸}\n',
        'the name "par" has no value after it',
        "put : and a value after it, or write [ and ] for a list",
    ),
    "a round bracket": (
        "[-3, 3.5]",
        "▸(-3, 3.5)",
        "( is not a bracket in JSON",
        "write [ for a list, { for an object",
    ),
    "the wrong bracket": ("3.5]", "3.5▸}", "} does not close the [ of line 5", "write ]"),
    "a bracket too many": ("5\n}", "5\n}▸}", "there is a bracket too many", "delete it"),
    "no bracket at the end": (
        "5\n}\n",
        "5\n▸",
        "the file ends before the { of line 1 is closed",
        "add } where it belongs; the file may be cut short",
    ),
    "a second document": (
        "5\n}\n",
        "5\n}\n▸{}",
        "something follows after the end",
        "delete it, or move it inside",
    ),
    "names in a list": (
        "[-3, 3.5]",
        '["low"▸: -3]',
        "a list cannot have names in it",
        "use { and } for names with values",
    ),
    "a blank of the web": (
        '"par": 5',
        '"par":▸\xa05',
        "U+00A0 NO-BREAK SPACE has no meaning here",
        "use an ordinary space",
    ),
    "an unseen character": (
        '"par"',
        '▸\u200b"par"',
        "U+200B ZERO WIDTH SPACE has no meaning here",
        "delete it: it cannot be seen",
    ),
    "nothing": (
        WHOLE,
        "▸",
        "the file is empty",
        "begin it with {, or start from `sandpit new`",
    ),
    "blanks alone": (
        WHOLE,
        "▸ \n ",
        "the file is empty",
        "begin it with {, or start from `sandpit new`",
    ),
    "another kind of file": (
        WHOLE,
        "▸title: dunes",
        "the file holds no JSON object",
        "begin it with {",
    ),
    "a comment of SQL": (
        '  "goal"',
        '  ▸-- climb\n  "goal"',
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "a comment of HTML": (
        '  "goal"',
        '  ▸<!-- climb -->\n  "goal"',
        "JSON has no comments",
        'delete it; in a level, write a "comment" member',
    ),
    "a comma first of all": ("{\n", "{▸,\n", "there is a comma too many", "delete it"),
    "a comma first in a list": ("[-3", "[▸, -3", "there is a comma too many", "delete it"),
    "a comma before an end of a list on the next line": (
        "3.5]",
        "3.5▸,\n  ]",
        "there is a comma too many before the bracket that closes",
        "delete the comma",
    ),
    "an end of a list by a round bracket": (
        "3.5]",
        "3.5▸)",
        ") does not close the [ of line 5",
        "write ]",
    ),
    "an end of an object by a square one": (
        "5\n}",
        "5\n▸]",
        "] does not close the { of line 1",
        "write }",
    ),
    "a bracket in place of a value": (
        ": 5",
        ": ▸]",
        "a name has no value after it",
        "give it one, or leave the name out",
    ),
    "a list and all cut off": (
        '3.5],\n  "par": 5\n}\n',
        "3.5▸",
        "the file ends before the [ of line 5 is closed",
        "add ] } where it belongs; the file may be cut short",
    ),
    "eight lists cut off": (
        '[-3, 3.5],\n  "par": 5\n}\n',
        "[[[[[[[[-3▸",
        "the file ends before the [ of line 5 is closed",
        "add ] ] ] ] ] ] where it belongs; the file may be cut short",
    ),
    "a square bracket too many": ("5\n}", "5\n}▸]", "there is a bracket too many", "delete it"),
    "a word in place of a name": (
        '"par": 5',
        "▸flag\n",
        "flag is here in place of a name",
        'write "flag": and its value',
    ),
    "a long word in place of a name": (
        '"par": 5',
        "▸fffffffffffffffffffffffffffffffffffffffff\n",
        "ffffffffffffffffffffffffffffffffffffffff is here in place of a name",
        'write "ffffffffffffffffffffffffffffffffffffffff": and its value',
    ),
    "a long bare name": (
        '"par"',
        "▸fffffffffffffffffffffffffffffffffffffffff",
        "the name ffffffffffffffffffffffffffffffffffffffff has no quotation marks",
        'write "ffffffffffffffffffffffffffffffffffffffff"',
    ),
    "a long bare text": (
        '"peak"',
        "▸fffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffff has no quotation marks",
        'write "ffffffffffffffffffffffffffffffffffffffff"',
    ),
    "a bare text first in a list": ("[-3", "[▸low", "low has no quotation marks", 'write "low"'),
    "a bare text last in a list": ("3.5]", "▸high]", "high has no quotation marks", 'write "high"'),
    "a control character": ("Evening", "Even▸\x01ing", "a text has U+0001 in it", "delete it"),
    "a line break of Windows": (
        "Evening dunes",
        "Evening▸\r\ndunes",
        "a text has a line break in it",
        "write \\n for it, or close the text with a quotation mark",
    ),
    "a text closed by a curly quote at the end of a line": (
        'dunes",',
        "dunes”,▸",
        CURLY,
        'use the straight ones, as in "title"',
    ),
    "curly quotes inside a text left open": (
        'Evening dunes",',
        "The “red” dunes,▸",
        "a text has a line break in it",
        "write \\n for it, or close the text with a quotation mark",
    ),
    "zeros alone": (": 5", ": ▸00", "00 is not a number in JSON", "write 0"),
    "zeros below 0": (": 5", ": ▸-007", "-007 is not a number in JSON", "write -7"),
    "zeros before a point": (": 5", ": ▸007.50", "007.50 is not a number in JSON", "write 7.50"),
    "zeros before an exponent": (": 5", ": ▸05e3", "05e3 is not a number in JSON", "write 5e3"),
    "zeros before a large exponent": (
        ": 5",
        ": ▸05E3",
        "05E3 is not a number in JSON",
        "write 5E3",
    ),
    "nothing but zeros before an exponent": (
        ": 5",
        ": ▸000e",
        "000e is not a number in JSON",
        "write it in digits, or in quotation marks if it is a text",
    ),
    "a point before an exponent": (": 5", ": ▸.5E3", ".5E3 is not a number in JSON", "write 0.5E3"),
    "a plus before a whole exponent": (
        ": 5",
        ": ▸+5e3",
        "+5e3 is not a number in JSON",
        "write 5e3",
    ),
    "a hexadecimal number in capitals": (
        ": 5",
        ": ▸0XfF",
        "0XfF is not a number in JSON",
        "write 255",
    ),
    "a binary number": (": 5", ": ▸-0b101", "-0b101 is not a number in JSON", "write -5"),
    "an octal number": (": 5", ": ▸0o17", "0o17 is not a number in JSON", "write 15"),
    "a binary number that is none": (
        ": 5",
        ": ▸0b12",
        "0b12 is not a number in JSON",
        "write it in digits, or in quotation marks if it is a text",
    ),
    "two points": (
        ": 5",
        ": ▸1.2.3",
        "1.2.3 is not a number in JSON",
        "write it in digits, or in quotation marks if it is a text",
    ),
    "a number in a list": ("3.5]", "▸+3.5]", "+3.5 is not a number in JSON", "write 3.5"),
    "a long number": (
        ": 5",
        ": ▸011111111111111111111111111111111111111111",
        "0111111111111111111111111111111111111111 is not a number in JSON",
        "write 11111111111111111111111111111111111111111",
    ),
    "a long constant below 0": (
        ": 5",
        ": ▸-ppppppppppppppppppppppppppppppppppppppppp",
        "-ppppppppppppppppppppppppppppppppppppppp is not a number in JSON",
        "write it in digits",
    ),
    "a large constant below 0": (
        ": 5",
        ": ▸-PI",
        "-PI is not a number in JSON",
        "write it in digits",
    ),
    "a product": (
        ": 5",
        ": 2▸*3",
        "JSON holds numbers, not sums",
        "work it out, and write the result",
    ),
    "a power": (
        ": 5",
        ": 2▸^3",
        "JSON holds numbers, not sums",
        "work it out, and write the result",
    ),
    "a percentage": (
        ": 5",
        ": ▸50%",
        "50% is not a number in JSON",
        "write it in digits, or in quotation marks if it is a text",
    ),
    "a constant of physics": (
        "3.5",
        "▸tau",
        "tau is not a word in JSON",
        "write 6.283185307179586",
    ),
    "yes": (": 5", ": ▸Yes", "Yes is not a word in JSON", "write true"),
    "nothing at all": (
        ": 5",
        ": ▸N/A",
        "N is not a word in JSON",
        "write null, or leave the key out",
    ),
    "a raw text": (
        '"peak"',
        '▸r"peak"',
        "r stands before the quotation mark of a text",
        "delete it",
    ),
    "a text behind another": (
        '"peak"',
        '"peak" ▸"pit"',
        "a comma is missing before this",
        "put one there",
    ),
    "a quotation mark inside at the start": (
        '"Evening',
        '"Eve▸"ning',
        "there is a quotation mark inside a text",
        'write \\" for one, or “ and ”',
    ),
    "a backslash outside": (
        ": 5",
        ": ▸\\5",
        "a backslash has no meaning outside a text",
        "delete it",
    ),
    "a tick": (
        '"peak"',
        "▸`peak`",
        "` is not a quotation mark in JSON",
        'use the straight ones, as in "title"',
    ),
    "a wide bracket": (
        "[-3",
        "▸［-3",
        "［ (U+FF3B FULLWIDTH LEFT SQUARE BRACKET) has no meaning here",
        "write [ instead",
    ),
    "a curly comma": (
        "-3, ",
        "-3▸、 ",
        "、 (U+3001 IDEOGRAPHIC COMMA) has no meaning here",
        "write , instead",
    ),
    "another blank": (
        '"par": 5',
        '"par":▸\u20035',
        "U+2003 EM SPACE has no meaning here",
        "use an ordinary space",
    ),
    "a number behind a number": (
        "-3, 3.5",
        "-3 ▸3.5",
        "a comma is missing before this",
        "put one there",
    ),
    "a list without a comma before a text": (
        "-3, 3.5",
        '"a" ▸"b"',
        "a comma is missing before this",
        "put one there",
    ),
    "a name with a blank": (
        '"par":',
        '"par" ▸"of":',
        'the name "par" has no value after it',
        "put : and a value after it",
    ),
    "an object where a name should be": (
        '"par": 5',
        '▸{"par": 5}',
        "here a name belongs",
        'write it in quotation marks, then : and its value, as in "par": 5',
    ),
    "a list where a name should be": (
        '"par"',
        '▸["par"]',
        "here a name belongs",
        'write it in quotation marks, then : and its value, as in "par": 5',
    ),
    "the end after a name": (
        '"par": 5\n}\n',
        '"par"▸',
        'the name "par" has no value after it',
        "put : and a value after it",
    ),
    "the end after a colon": (
        '"par": 5\n}\n',
        '"par":▸',
        "the file ends before the { of line 1 is closed",
        "add } where it belongs; the file may be cut short",
    ),
    "the end after a comma": (
        ',\n  "par": 5\n}\n',
        ",▸",
        "the file ends before the { of line 1 is closed",
        "add } where it belongs; the file may be cut short",
    ),
    "an unknown sign": (
        ": 5",
        ": ▸@5",
        "@ begins no value",
        "a value is a number, a text in quotation marks, [ ], { }, true, false or null",
    ),
    "a dollar sign": (": 5", ": ▸$5", "$5 has no quotation marks", 'write "$5"'),
    "a question mark": (
        ": 5",
        ": ▸?",
        "? begins no value",
        "a value is a number, a text in quotation marks, [ ], { }, true, false or null",
    ),
    "a letter of another script": (": 5", ": ▸ж", "ж has no quotation marks", 'write "ж"'),
    "a merge's middle": (
        '  "goal"',
        '▸=======\n  "goal"',
        "two versions of the file stand here, one below the other",
        "keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    "a merge's end": (
        '  "goal"',
        '▸>>>>>>> theirs\n  "goal"',
        "two versions of the file stand here, one below the other",
        "keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    "an ellipsis in one character": (
        "3.5]",
        "▸…]",
        "something is left out here",
        "write it in full",
    ),
    "another kind of file with brackets": (
        WHOLE,
        "▸<xml/>",
        "the file holds no JSON object",
        "begin it with {",
    ),
    "a text alone left open": (
        WHOLE,
        '▸"peak',
        "this text is never closed",
        "end it with a quotation mark",
    ),
    "a semicolon at a colon": ('"par":', '"par"▸;', "; has no meaning here", "write : instead"),
    "a value left out before the next name": (
        '"format": 1,\n  "title": ',
        '"format":\n  "title▸": ',
        '"title" stands where the name before it has its value',
        "give that name a value, and put a comma after it",
    ),
    "an exclamation mark": (
        "3.5]",
        "3.5]▸!",
        "! has no meaning here",
        "a comma, bracket or quotation mark may be missing, or the file cut short",
    ),
    "a colon in a list": (
        "-3, 3.5",
        "-3▸: 3.5",
        "a list cannot have names in it",
        "use { and } for names with values",
    ),
}
MARK = "▸"


def refused(text: str) -> LevelError:
    with pytest.raises(LevelError) as caught:
        read_json(text, LevelError, source="a.json", longest=10_000)
    return caught.value


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told_where_it_is_with_its_own_cure(slip: str) -> None:
    right, wrong, said, cure = SLIPS[slip]
    assert right in WHOLE
    before, after = WHOLE.replace(right, wrong, 1).split(MARK)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    error = refused(before + after)
    assert error.message == f"line {line}, column {column}: this is not JSON: {said}"
    assert error.cure == cure


def test_a_byte_order_mark_changes_nothing() -> None:
    assert read_json("\ufeff" + WHOLE, LevelError, source="", longest=999) == json.loads(WHOLE)


@given(st.integers(0, len(WHOLE)), st.sampled_from([*'{}[],:"0a \n\\/=;', "“", "\u200b", "-", "."]))
def test_whatever_is_put_in_anywhere_is_read_or_told(at: int, sign: str) -> None:
    text = WHOLE[:at] + sign + WHOLE[at:]
    try:
        assert read_json(text, LevelError, source="", longest=999) == json.loads(text)
    except LevelError as error:
        told = re.match(r"line (\d+), column (\d+): this is not JSON: (.+)", error.message)
        twice = "appears twice" in error.message
        assert twice or (told is not None and error.cure)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 6))
def test_whatever_is_left_out_anywhere_is_read_or_told(at: int, count: int) -> None:
    text = WHOLE[:at] + WHOLE[at + count :]
    try:
        assert read_json(text, LevelError, source="", longest=999) == json.loads(text)
    except LevelError as error:
        assert error.cure


def test_a_large_document_is_told_at_once() -> None:
    error = refused('{"a": [' + "[1, 2], " * 1_000 + "}")
    assert "the [ of line 1" in error.message or "comma too many" in error.message
