"""Levels as they stand on the shelf of a chapter: read, scored, open or not yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Color, Rect, Surface

from sandpit.desktop.button import Button, Weight
from sandpit.desktop.emblem import Emblem, Padlock
from sandpit.desktop.layout import columns, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.stars import Stars
from sandpit.desktop.text import Text
from sandpit.errors import counted
from sandpit.game import Level
from sandpit.library import Best, Catalogue, Chapter, Entry, Lock, Progression


@dataclass(frozen=True)
class Shelf:
    """What is known of one level: where it is, what it says, how it went; `level` None if bad.

    Its ground is not made before it is played, so that many levels are shown at once.
    """

    entry: Entry
    level: Level | None
    fault: str
    best: Best | None
    locked_by: str
    """A sentence on what opens it; empty where it is open."""

    @property
    def title(self) -> str:
        """The level's title, or its id where it cannot be read."""
        return self.entry.id if self.level is None else self.level.title


def shelve(chapter: Chapter, progression: Progression, catalogue: Catalogue) -> list[Shelf]:
    """Look the levels of a chapter up, those that are locked with a word on what opens them."""
    shelves: list[Shelf] = []
    for entry in chapter.entries:
        leaf, lock = catalogue.leaf(entry), progression.lock(entry.id)
        locked_by = "" if lock is None else _opens(lock, shelves[-1] if shelves else None)
        best = progression.bests.get(entry.id)
        shelves.append(Shelf(entry, leaf.level, leaf.fault, best, locked_by))
    return shelves


def _opens(lock: Lock, before: Shelf | None) -> str:
    first = (
        f"Win “{before.title}” first, or try it three times"
        if before is not None and not lock.chapter
        else f"Win half the levels of “{lock.chapter}” first, or try them three times"
    )
    return f"{first}; or open all levels in the settings."


class ChapterButton(Button):
    """A chapter's button: its title on the left, its stars on the right.

    Its title is set in the size in which those of all `neighbours` have room.
    """

    def __init__(  # noqa: PLR0913 (what a button takes, and two things more)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        label: str,
        on_press: Callable[[], None],
        *,
        weight: Weight,
        stars: str,
        about: str,
        neighbours: Sequence[str],
    ) -> None:
        super().__init__(name, rect, kit, label, on_press, weight=weight)
        self._stars = stars
        self.about = about
        self._room = rect.inflate(-kit.px(32), -kit.px(4))
        self._room.width -= kit.px(8) + kit.type.size(stars, Role.LABEL)[0]
        roles = (Role.LABEL, Role.FLAG)
        fits = (role for role in roles if all(self._fits(title, role) for title in neighbours))
        self._role = next(fits, Role.FLAG)

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self._title(self.kit.theme.ink).get_size()
        return (max(0, width - self._room.width), max(0, height - self._room.height))

    def draw_face(self, target: Surface, ink: Color) -> None:
        title = self._title(ink)
        stars = self.kit.type.render(self._stars, Role.LABEL, ink)
        target.blit(title, title.get_rect(midleft=self._room.midleft))
        right = self.rect.inflate(-self.kit.px(32), 0).midright
        target.blit(stars, stars.get_rect(midright=right))

    def _fits(self, title: str, role: Role) -> bool:
        image = self.kit.type.wrap(title, role, self.kit.theme.ink, self._room.width)
        return image.get_height() <= self._room.height and image.get_width() <= self._room.width

    def _title(self, ink: Color) -> Surface:
        """Return the title as it fits; one that fits no way is set small and shortened."""
        title = self._label
        while len(title) > 1 and not self._fits(title, self._role):
            title = title.removesuffix("…")[:-1].rstrip() + "…"
        return self.kit.type.wrap(title, self._role, ink, self._room.width)


class LevelCard(Button):
    """A level's card: its number, title, stars, and best score."""

    def __init__(
        self, rect: Rect, kit: Kit, shelf: Shelf, number: int, on_press: Callable[[], None]
    ) -> None:
        super().__init__(shelf.entry.id, rect, kit, shelf.title, on_press)
        self.shelf = shelf
        inner = rect.inflate(-kit.px(28), -kit.px(12))
        top, title, foot = rows(inner, kit.tall(23), None, kit.high(Role.SMALL))
        ink = kit.theme.muted if shelf.locked_by else kit.theme.ink
        left, right = columns(top, None, kit.em(72))
        best = shelf.best.stars if shelf.best else 0
        muted = kit.theme.muted
        number_place, sign, _ = columns(left, kit.em(26), kit.px(30), None)
        earned = (
            Padlock(right, kit, muted)
            if shelf.locked_by and shelf.best is None
            else Stars("stars", right, kit, best, right=True)
        )
        self._faces: tuple[Part, ...] = (
            Text("number", number_place, kit, f"{number}", role=Role.LABEL, color=muted),
            earned,
            Text("title", title, kit, shelf.title, role=Role.CARD, color=ink),
            Text("foot", foot, kit, _foot(shelf), role=Role.SMALL, color=muted),
        )
        if shelf.level is not None:
            sign.height = min(sign.height, kit.px(18))
            sign.centery = left.centery
            self._faces = (*self._faces, Emblem(sign, kit, shelf.level.brief, muted))

    @property
    def overflow(self) -> tuple[int, int]:
        over = [face.overflow for face in self._faces]
        return (max(x for x, _ in over), max(y for _, y in over))

    def draw_face(self, target: Surface, ink: Color) -> None:  # noqa: ARG002 (each text has its own)
        for face in self._faces:
            face.draw(target)

    def _colors(self) -> tuple[Color, Color, Color | None]:
        face, ink, edge = super()._colors()
        return (
            (self.kit.theme.panel, ink, self.kit.theme.faint)
            if self.shelf.locked_by
            else (face, ink, edge)
        )


def _foot(shelf: Shelf) -> str:
    if shelf.level is None:
        return "Cannot be read"
    if shelf.best is not None:
        return f"Best {shelf.best.total} · {counted(shelf.best.dips, 'dip')}"
    return (
        "Not yet open" if shelf.locked_by else f"Par {shelf.level.par} of {shelf.level.dips} dips"
    )
