"""The README's table of keys is that of the bindings."""

import re
from pathlib import Path

import sandpit
from sandpit.desktop.bindings import BINDINGS

README = (Path(sandpit.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
TABLE = README.split("| keys | gamepad | |\n")[1].split("\n\n")[0]


def told(column: int) -> set[str]:
    """Return what stands in a column, word by word; remarks in brackets aside."""
    words: set[str] = set()
    for row in TABLE.splitlines()[1:]:
        cell = re.sub(r"\(.*?\)", "", row.split("|")[column + 1])
        words |= {code or word for code, word in re.findall(r"`([^`]+)`|([^\s,`]+)", cell)}
    return words - {"or"}


def test_the_readme_names_every_key_and_no_other() -> None:
    assert told(0) == {key.label for binding in BINDINGS for key in binding.keys}


def test_the_readme_names_every_button_of_a_gamepad_and_no_other() -> None:
    buttons = {pad.split()[0] for binding in BINDINGS for pad in binding.pads}
    assert told(1) - {"left", "stick"} == buttons
