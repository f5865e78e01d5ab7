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

SLIPS = {
    # what is written for what, the line, words of the message, words of the cure
    "a comma after the last member": (": 5\n", ": 5,\n", 6, "a comma too many", "delete the comma"),
    "a comma after the last of a list": ("3.5]", "3.5,]", 5, "a comma too many", "delete"),
    "two commas": ("1,\n", "1,,\n", 2, "a comma too many", "delete it"),
    "a comma missing": ("1,\n", "1\n", 3, "a comma is missing", "at the end of line 2"),
    "a comma missing in a list": ("-3, ", "-3 ", 5, "a comma is missing", "put one there"),
    "a comment": ('  "goal"', '  // climb\n  "goal"', 4, "no comments", '"comment"'),
    "a comment of C": ('  "goal"', '  /* climb */\n  "goal"', 4, "no comments", '"comment"'),
    "a comment of Python": ('  "goal"', '  # climb\n  "goal"', 4, "no comments", '"comment"'),
    "a comment behind": ("5\n", "5 // few\n", 6, "no comments", '"comment"'),
    "None": (": 5", ": None", 6, "None is not a word in JSON", "write null, or leave the key out"),
    "True": (": 5", ": True", 6, "True is not a word in JSON", "write true"),
    "no": (": 5", ": no", 6, "no is not a word in JSON", "write false"),
    "inf": (": 5", ": inf", 6, "inf is not a word in JSON", "give a number"),
    "curly quotes": ('"title"', "“title”", 3, "U+201C LEFT DOUBLE QUOTATION MARK", "straight"),
    "a curly quote behind": ('"title"', '"title”', 3, "closed by ”", "straight"),
    "curly quotes of a value": ('"Evening dunes"', "“Evening dunes”", 3, "U+201C", "straight"),
    "German quotes": ('"Evening dunes"', "„Evening dunes“", 3, "U+201E", "straight"),
    "single quotes": ('"title"', "'title'", 3, "not a quotation mark in JSON", "straight"),
    "a bare key": ('"title"', "title", 3, "the name title has no quotation marks", 'write "title"'),
    "a number as a key": ('"title"', "7", 3, "a name has no quotation marks", "quotation marks"),
    "a bare text": ('"peak"', "peak", 4, "peak has no quotation marks", 'write "peak"'),
    "bare words": ('"Evening dunes"', "Evening dunes", 3, "no quotation marks", "put the text in"),
    "a line break": ("Evening dunes", "Evening\ndunes", 3, "a line break in it", r"write \n"),
    "a tab": ("Evening dunes", "Evening\tdunes", 3, "U+0009", r"write \t"),
    "a text left open": ('dunes"', "dunes", 3, "line break", "close the text"),
    "the last text left open": ('"par": 5\n}\n', '"par', 6, "never closed", "quotation mark"),
    "quotes inside": ("Evening", 'The "red"', 3, "there is a quotation mark inside", 'write \\"'),
    "a backslash": ("Evening", r"\sin", 3, "a backslash", r"write \\"),
    "half a character": ("Evening", r"\u12", 3, r"\u must be followed", r"\u00e9"),
    "leading zeros": (": 5", ": 007", 6, "007 is not a number in JSON", "write 7"),
    "a plus sign": (": 5", ": +5", 6, "+5 is not a number", "write 5"),
    "no digit before the point": (": 5", ": -.5", 6, "-.5 is not a number", "write -0.5"),
    "no digit behind the point": (": 5", ": 5.", 6, "5. is not a number", "write 5.0"),
    "a hexadecimal number": (": 5", ": 0x10", 6, "0x10 is not a number", "write 16"),
    "an underscore": (": 5", ": 1_000", 6, "1_000 is not a number", "write 1000"),
    "thousands": (": 5", ": 1 000", 6, "there is a space inside a number", "take it out"),
    "a decimal comma": (": 5", ": 1,5", 6, "there is a comma inside a number", "write 1.5"),
    "a minus sign of the web": ("-3", "−3", 5, "U+2212 MINUS SIGN", "write - instead"),
    "a dash for a minus": ("-3", "–3", 5, "U+2013 EN DASH", "write - instead"),
    "a wide colon": ('"par":', '"par"：', 6, "U+FF1A FULLWIDTH COLON", "write : instead"),
    "a wide comma": ("1,\n", "1，\n", 2, "U+FF0C FULLWIDTH COMMA", "write , instead"),
    "a constant": ("3.5", "pi", 5, "pi is not a word in JSON", "write 3.14159"),
    "a constant below 0": ("-3", "-pi", 5, "-pi is not a number in JSON", "in digits"),
    "a unit behind": (": 5", ": 5 m", 6, "m stands behind a number", "delete it"),
    "a prefix of Python": ('"peak"', 'f"peak"', 4, "f stands before", "delete it"),
    "three quotes": ('"peak"', '"""peak"""', 4, "a quotation mark too many", "with one"),
    "a text closed by a curly quote": ('peak",', "peak”,", 4, "closed by ”", "straight"),
    "escaped quotes": ('"peak"', r"\"peak\"", 4, "a backslash", "delete it"),
    "the fence of a code block": ("{\n", "```json\n{\n", 1, "the fence of a code", "delete"),
    "a conflict": ('  "goal"', '<<<<<<< HEAD\n  "goal"', 4, "two versions", "keep one"),
    "an ellipsis": ("3.5]", "...]", 5, "left out here", "in full"),
    "no value before a comma": ('"peak",', ",", 4, "a name has no value", "give it one"),
    "a list in braces": ("[-3, 3.5]", '{"low", 3}', 5, "has no value", "[ and ] for a list"),
    "a unit": (": 5", ": 5m", 6, "5m is not a number", "in digits"),
    "a fraction": (": 5", ": 1/3", 6, "not sums", "work it out"),
    "an equals sign": ('"par":', '"par" =', 6, "= has no meaning", "write : instead"),
    "a semicolon": ("1,\n", "1;\n", 2, "; has no meaning", "write , instead"),
    "no value": (": 5", ": ", 7, "a name has no value", "give it one"),
    "no colon": ('"par": 5', '"par"', 7, 'the name "par" has no value', "put : and a value"),
    "a round bracket": ("[-3, 3.5]", "(-3, 3.5)", 5, "( is not a bracket", "write ["),
    "the wrong bracket": ("3.5]", "3.5}", 5, "} does not close the [ of line 5", "write ]"),
    "a bracket too many": ("5\n}", "5\n}}", 7, "a bracket too many", "delete it"),
    "no bracket at the end": ("5\n}\n", "5\n", 7, "before the { of line 1 is closed", "add }"),
    "a second document": ("5\n}\n", "5\n}\n{}", 8, "something follows", "delete it"),
    "names in a list": ("[-3, 3.5]", '["low": -3]', 5, "a list cannot have names", "{ and }"),
    "a blank of the web": (
        '"par": 5',
        '"par":\u00a05',
        6,
        "U+00A0 NO-BREAK SPACE",
        "ordinary space",
    ),
    "an unseen character": ('"par"', '\u200b"par"', 6, "U+200B ZERO WIDTH SPACE", "delete it"),
    "nothing": (WHOLE, "", 1, "the file is empty", "begin it with {"),
    "blanks alone": (WHOLE, " \n ", 1, "the file is empty", "begin it with {"),
    "another kind of file": (WHOLE, "title: dunes", 1, "no JSON object", "begin it with {"),
}


def refused(text: str) -> LevelError:
    with pytest.raises(LevelError) as caught:
        read_json(text, LevelError, source="a.json", longest=10_000)
    return caught.value


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told_with_its_line_and_its_own_cure(slip: str) -> None:
    right, wrong, line, said, cure = SLIPS[slip]
    assert right in WHOLE
    error = refused(WHOLE.replace(right, wrong, 1))
    assert error.message.startswith(f"line {line}, column ")
    assert said in error.message
    assert cure in error.cure


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
