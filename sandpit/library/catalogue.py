"""What the levels of a library say, for those who only look: each is read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandpit.errors import SandpitError

if TYPE_CHECKING:
    from sandpit.game import Level
    from sandpit.library.chapters import Entry


@dataclass(frozen=True)
class Leaf:
    """What is known of a level: itself, or in words why it cannot be read."""

    level: Level | None
    fault: str = ""


class Catalogue:
    """Reads levels, and remembers each until its file is another one.

    What is played is read anew: files beside the level may have changed too.
    """

    def __init__(self) -> None:
        self._leaves: dict[str, tuple[object, Leaf]] = {}

    def leaf(self, entry: Entry) -> Leaf:
        """Return what is known of a level; it is read where that is not known yet."""
        state = _state(entry)
        known = self._leaves.get(entry.id)
        if known is None or known[0] != state:
            known = self._leaves[entry.id] = (state, _read(entry))
        return known[1]

    def is_readable(self, entry: Entry) -> bool:
        """Return whether a level can be read, and so be played."""
        return self.leaf(entry).level is not None


def _state(entry: Entry) -> object:
    """Return what is another value when a level's file is another one."""
    try:
        found = entry.path.stat()
    except OSError:
        return None
    return entry.path, found.st_mtime_ns, found.st_size


def _read(entry: Entry) -> Leaf:
    try:
        return Leaf(entry.outline())
    except SandpitError as error:
        return Leaf(None, str(error))
