"""Which levels are open: gently, one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sandpit.library.chapters import Chapter
from sandpit.library.saves import Best

TRIES = 3
"""After so many games a level counts as done, won or not: nobody is held up for good."""


@dataclass(frozen=True)
class Lock:
    """What opens a level: to be done with the level `level` or, with `chapter`, half of that."""

    level: str = ""
    chapter: str = ""


def is_done(best: Best | None) -> bool:
    """Return whether a level has been won, or tried three times."""
    return best is not None and (best.stars > 0 or best.games >= TRIES)


def locks(chapters: Sequence[Chapter], bests: Mapping[str, Best]) -> dict[str, Lock]:
    """Return what opens each level that is not open yet, by level id.

    A level opens when the one before it is won or tried three times. The first level of a chapter
    opens when half of the chapter before is done so; if the chapter does not follow it in a
    course, at once. What has been played stays open.
    """
    closed = dict(_closed(chapters, bests))
    return {id: lock for id, lock in closed.items() if id not in bests}


def _closed(chapters: Sequence[Chapter], bests: Mapping[str, Best]) -> Iterator[tuple[str, Lock]]:
    for chapter in chapters:
        for before, entry in pairwise(chapter.entries):
            if not is_done(bests.get(before.id)):
                yield entry.id, Lock(level=before.id)
    for earlier, chapter in pairwise(chapters):
        done = sum(is_done(bests.get(entry.id)) for entry in earlier.entries)
        if _follows(chapter, earlier) and chapter.entries and 2 * done < len(earlier.entries):
            yield chapter.entries[0].id, Lock(chapter=earlier.title)


def _follows(chapter: Chapter, earlier: Chapter) -> bool:
    return chapter.order is not None and earlier.order is not None and earlier.order < chapter.order
