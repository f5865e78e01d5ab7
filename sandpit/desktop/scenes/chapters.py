"""The chapters and their levels, each with the best stars so far."""

from collections.abc import Callable, Sequence

import pygame
from pygame import Rect

from sandpit.desktop.layout import columns, grid, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.shelf import ChapterButton, LevelCard, Shelf, shelve
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Align, Prose, Text
from sandpit.desktop.widgets import Button, Weight
from sandpit.library import Chapter, locks

NARROWEST_CARD, LOWEST_CARD = 196, 112
"""The least size of a level's card, in design pixels."""


class Chapters(Scene):
    """Chapters on the left, the levels of the chosen one on the right, a story line below."""

    def __init__(self, stage: Stage, ticket: Ticket) -> None:
        super().__init__(stage)
        self._chapters = stage.library.chapters
        self._bests = stage.saves.all_best()
        self._chapter_page = self._level_page = 0
        here = ticket.level.id if ticket.level is not None else self._next_level()
        ids = [[entry.id for entry in chapter.entries] for chapter in self._chapters]
        self._chosen = next((i for i, found in enumerate(ids) if here in found), 0)
        self._shelves = self._shelved()
        self._here = here
        self._told = ""
        self.focus.set(here)

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        page = rect.inflate(-px(64), -px(48))
        head, body, foot = rows(page, px(46), None, px(46), gap=px(16))
        left, right = columns(body, min(px(270), page.width * 30 // 100), None, gap=px(24))
        title, stars = columns(head, None, px(240))
        back, _ = columns(foot, px(160), None)
        gathered = sum(best.stars for best in self._bests.values())
        total = 3 * len(self.stage.library.ids())
        parts: list[Part] = [
            Text("heading", title, kit, "Choose a level", role=Role.TITLE),
            Text(
                "gathered",
                stars,
                kit,
                f"★ {gathered} of {total}",
                role=Role.HEADING,
                color=kit.theme.accent,
                align=Align.RIGHT,
            ),
        ]
        parts += self._levels(right)
        parts += self._list(left)
        parts.append(Button("back", back, kit, "Back", self.back))
        return parts

    def back(self) -> None:
        self.stage.go("title")

    def update(self, dt: float) -> None:  # noqa: ARG002 (it takes no time)
        """Tell the story of the level in focus."""
        part = self.focused
        if isinstance(part, LevelCard) and part.name != self._told:
            self._told = part.name
            self._tell(_about(part.shelf))

    def pointer(self, event: pygame.event.Event) -> None:
        """Let the focus follow the pointer over the cards."""
        super().pointer(event)
        if event.type == pygame.MOUSEMOTION:
            for part in self.parts:
                if isinstance(part, LevelCard) and part.rect.collidepoint(event.pos):
                    self.focus.set(part.name)

    def open(self, shelf: Shelf) -> None:
        """Play a level, or say why not yet."""
        if shelf.level is None or shelf.locked_by:
            self.stage.sounds.play(Cue.NO)
            return
        self.stage.sounds.play(Cue.CLICK)
        self.stage.go("play", Ticket(level=shelf.level))
        if self.stage.scene is self:
            self._tell(self.stage.notice)

    def _tell(self, text: str) -> None:
        story = self.part("story")
        if isinstance(story, Prose):
            story.say(text)

    def _list(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        px = kit.px
        room = max(1, (rect.height + px(10)) // px(62))
        shown, turn = _page(len(self._chapters), room, self._chapter_page)
        places = rows(rect, *[px(52)] * room, gap=px(10))
        parts: list[Part] = []
        for index, place in zip(shown, places, strict=False):
            chapter = self._chapters[index]
            weight = Weight.PRIMARY if index == self._chosen else Weight.PLAIN
            parts.append(
                ChapterButton(
                    f"chapter-{index}",
                    place,
                    kit,
                    chapter.title,
                    self._choose(index),
                    weight=weight,
                    hint=self._stars_of(chapter),
                )
            )
        if turn is not None:

            def more() -> None:
                self._chapter_page = turn
                self.rebuild()

            parts.append(Button("more-chapters", places[-1], kit, "More chapters…", more))
        return parts

    def _levels(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        px = kit.px
        chapter = self._chapters[self._chosen]
        text_height = kit.high(Role.BODY, 2)
        words, cells, story = rows(rect, text_height, None, px(104), gap=px(14))
        across = max(1, (cells.width + px(14)) // px(NARROWEST_CARD + 14))
        down = max(1, (cells.height + px(14)) // px(LOWEST_CARD + 14))
        shown, turn = _page(len(self._shelves), across * down, self._level_page)
        down = min(down, -(-len(shown) // across)) if turn is None else down
        height = min(cells.height, down * px(150) + (down - 1) * px(14))
        places = grid(Rect(cells.topleft, (cells.width, height)), across, down, px(14))
        parts: list[Part] = [
            Text("chapter-text", words, kit, chapter.text, color=kit.theme.muted, top=True)
        ]
        for index, place in zip(shown, places, strict=False):
            shelf = self._shelves[index]
            parts.append(LevelCard(place, kit, shelf, index + 1, self._opener(shelf)))
        if turn is not None:

            def more() -> None:
                self._level_page = turn
                self.rebuild()

            parts.append(Button("more-levels", places[-1], kit, "More levels…", more))
        inner = story.inflate(-px(32), -px(24))
        self._told = ""
        parts.insert(0, Panel("story-card", story, kit))
        parts.append(Prose("story", inner, kit, "", role=Role.STORY))
        return parts

    def _choose(self, index: int) -> Callable[[], None]:
        def choose() -> None:
            self.stage.sounds.play(Cue.CLICK)
            self._chosen = index
            self._level_page = 0
            self._shelves = self._shelved()
            self.rebuild()

        return choose

    def _stars_of(self, chapter: Chapter) -> str:
        played = [self._bests[entry.id] for entry in chapter.entries if entry.id in self._bests]
        return f"★ {sum(best.stars for best in played)}/{3 * len(chapter.entries)}"

    def _opener(self, shelf: Shelf) -> Callable[[], None]:
        return lambda: self.open(shelf)

    def _shelved(self) -> list[Shelf]:
        if not self._chapters:
            return []
        closed = {} if self.stage.settings.all_open else locks(self._chapters, self._bests)
        return shelve(self._chapters[self._chosen], self._bests, closed)

    def _next_level(self) -> str:
        """Return the id of the first level that has never been played to its end."""
        ids = self.stage.library.ids()
        return next((id for id in ids if id not in self._bests), ids[0] if ids else "")


def _page(count: int, room: int, page: int) -> tuple[range, int | None]:
    """Return which of `count` things a page shows, and the page to turn to if there are more."""
    if count <= room:
        return range(count), None
    each = max(1, room - 1)
    pages = (count + each - 1) // each
    first = page % pages * each
    return range(first, min(count, first + each)), (page + 1) % pages


def _about(shelf: Shelf) -> str:
    if shelf.level is None:
        return shelf.fault
    if shelf.locked_by:
        return shelf.locked_by
    return shelf.level.story
