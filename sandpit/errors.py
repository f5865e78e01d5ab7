"""Everything that can go wrong in Sandpit, as one tree.

::

    SandpitError
    ├── SurfaceError        a surface cannot be made, or cannot answer
    │   └── FormulaError    a formula cannot be read (knows the column)
    ├── LevelError          a level file cannot be used (file, JSON pointer, cure)
    ├── TranscriptError     a transcript cannot be read or replayed (file, pointer, cure)
    ├── IllegalAction       the rules forbid the action; nothing is spent
    ├── StrategyError       a strategy cannot be loaded, or answered nonsense
    ├── LibraryError        a file or folder cannot be found or read
    ├── SaveError           the saved progress cannot be used
    └── DisplayError        no window can be opened here

Each carries a sentence that says what is wrong and, where one is known, a `cure` that says
how to mend it.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Self

LONGEST_WORD = 60
"""So many characters of a mistaken word are compared: a hostile one may have a million."""


_PLURALS: Final[Mapping[str, str]] = {
    **{"axis": "axes", "class": "classes"},
    **{"weight or bias": "weights and biases"},
}
"""Of nouns that do more than end in s."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is 1.

    >>> counted(1, "row"), counted(2, "axis"), counted(1500, "dip")
    ('1 row', '2 axes', '1,500 dips')
    """
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the cure for a word that is not a known one: the nearest, if any is near.

    Else it is `otherwise`, by default a list of the known ones.

    >>> suggestion("newtn", ["random", "newton"])
    'did you mean "newton"?'
    """
    from difflib import get_close_matches  # only a mistake needs it

    names = list(known)
    near = get_close_matches(word[:LONGEST_WORD], names, n=1, cutoff=0.5)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or ("choose from " + ", ".join(names) if names else "delete it")


class SandpitError(Exception):
    """The root of all errors that Sandpit raises on purpose.

    `message` says what is wrong; `cure` how to mend it (may be empty). `str(error)` is both.
    """

    def __init__(self, message: str, *, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.message} ({self.cure})" if self.cure else self.message


class SurfaceError(SandpitError):
    """A surface cannot be made from what was written, or cannot answer a question.

    `path` leads from the surface's own JSON object to the offending member.
    """

    def __init__(self, message: str, *, cure: str = "", path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message, cure=cure)
        self.path = path

    def under(self, *path: str | int) -> "SurfaceError":
        """Return the same error seen from further out: `path` is put before its own."""
        self.path = (*path, *self.path)
        return self


class FormulaError(SurfaceError):
    """A formula cannot be read: `column` counts its characters from 1 (0: the whole formula)."""

    def __init__(self, message: str, *, column: int = 0, cure: str = "") -> None:
        place = f"column {column}: " if column else ""
        super().__init__(place + message, cure=cure, path=("formula",))
        self.column = column


class _PlacedError(SandpitError):
    """An error in a JSON document: `source` names the file, `pointer` the place (RFC 6901)."""

    def __init__(
        self, message: str, *, source: str = "", pointer: str = "", cure: str = ""
    ) -> None:
        super().__init__(message, cure=cure)
        self.source = source
        self.pointer = pointer

    def placed_in(self, source: str) -> Self:
        """Return the same error with the file that it is in."""
        return type(self)(self.message, source=source, pointer=self.pointer, cure=self.cure)

    def __str__(self) -> str:
        place = " ".join(part for part in (self.source, self.pointer) if part)
        said = super().__str__()
        return f"{place}: {said}" if place else said


class LevelError(_PlacedError):
    """A level file cannot be used."""


class TranscriptError(_PlacedError):
    """A transcript cannot be read, belongs to another level, or breaks the rules."""


class IllegalAction(SandpitError):
    """The rules forbid the action: it cost nothing and changed nothing."""


class StrategyError(SandpitError):
    """A strategy cannot be loaded, or what it answered is not a move."""


class LibraryError(SandpitError):
    """A file, a folder or a shipped part cannot be found or read."""


class SaveError(SandpitError):
    """The saved progress and settings cannot be used."""


class DisplayError(SandpitError):
    """No window can be opened: there is no screen, or the system refuses one."""
