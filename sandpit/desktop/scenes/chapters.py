"""The chapters and their levels, each with the best stars so far."""

from collections.abc import Callable, Sequence

import pygame
from pygame import Rect

from sandpit.desktop.bindings import Press
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.jobs import Job
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.scene import Scene, Stage, Ticket, progression
from sandpit.desktop.scenes.dialog import Answer, Dialog
from sandpit.desktop.scenes.rack import Cell, Rack
from sandpit.desktop.scenes.shelf import ChapterButton, LevelCard, Shelf, shelve
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Align, Prose, Text
from sandpit.desktop.waiter import Waiter
from sandpit.library import Chapter, Progression

CARD = Cell(wide=196, least=108, most=188, gap=12)
"""The size of a level's card."""

CHAPTER = Cell(wide=0, least=40, most=52, gap=8)
"""The size of a chapter's button."""

NO_LEVELS = "There are no levels here."
NOTES = "{} notes on your levels…"


class Chapters(Scene):
    """Chapters on the left, the levels of the chosen one on the right, a story line below."""

    def __init__(self, stage: Stage, ticket: Ticket) -> None:
        super().__init__(stage)
        self._chapters = stage.library.chapters
        self._progression = progression(stage)
        self._bests = self._progression.bests
        here, self._chosen = place_of(ticket, self._progression)
        self._wanted = self._chosen
        self._shelves = self._shelved()
        self._told = ""
        self._said = stage.take_notice()
        self._cards = Rack("levels", CARD, self._card, self.rebuild)
        self._list = Rack("chapters", CHAPTER, self._chapter_button, self.rebuild)
        self._cards.reach(here)
        self._list.reach(f"chapter-{self._chosen}")
        self.focus.set(here)

    @classmethod
    def preparation(cls, stage: Stage, ticket: Ticket) -> Callable[[], Ticket] | None:
        """Return what reads the levels of the chapter that is open first."""
        way, catalogue = progression(stage), stage.catalogue

        def prepare() -> Ticket:
            _, chosen = place_of(ticket, way)
            for chapter in way.chapters[chosen : chosen + 1]:
                shelve(chapter, way, catalogue)
            return ticket

        return prepare

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        page = rect.inflate(-px(64), -px(40))
        head, body, foot = rows(page, kit.em(46), None, kit.tall(46), gap=px(16))
        left, right = columns(body, min(kit.em(270), page.width * 34 // 100), None, gap=px(24))
        title, stars = columns(head, None, kit.em(240))
        back, _, notes = columns(foot, kit.em(160), None, kit.em(250))
        ids = self.stage.library.ids()
        gathered = sum(self._bests[id].stars for id in ids if id in self._bests)
        total = 3 * len(ids)
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
        still = self.stage.settings.reduced_motion
        names = [f"chapter-{index}" for index in range(len(self._chapters))]
        return [
            *parts,
            *self._levels(right),
            *self._list.build(left, kit, names),
            *self._notes(notes),
            Button("back", back, kit, "Back", self.back),
            Waiter(middle(right, px(150), px(104)), kit, lambda: self.workshop.busy, still=still),
        ]

    def back(self) -> None:
        self.stage.go("title")

    def update(self, dt: float) -> None:  # noqa: ARG002 (it takes no time)
        """Tell the story of the level in focus, or the text of the chapter."""
        part = self.focused
        if part is None or part.name == self._told:
            return
        first, self._told = not self._told, part.name
        if first and self._said:  # a notice stays until the focus moves
            return
        if isinstance(part, LevelCard):
            self._tell(_about(part.shelf))
        elif isinstance(part, ChapterButton):
            self._tell(part.about)

    def press(self, press: Press) -> bool:
        """Scroll where the focus moves beyond what is in sight."""
        for rack in (self._cards, self._list):
            name = self.focused.name if self.focused is not None else ""
            target = rack.walk(press.command, name)
            if target is not None:
                self.rebuild()
                self.focus.set(target)
                return True
        return super().press(press)

    def pointer(self, event: pygame.event.Event) -> None:
        """Let the focus follow the pointer over the cards, and the wheel scroll them."""
        at = pygame.mouse.get_pos()
        if self._cards.pointer(event, at) or self._list.pointer(event, at):
            return
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
        self.stage.go("play", Ticket(entry=shelf.entry))

    def notify(self) -> None:
        self._tell(self.stage.take_notice())

    def _tell(self, text: str) -> None:
        self._said = text
        story = self.part("story")
        if isinstance(story, Prose):
            story.say(text)

    def _levels(self, rect: Rect) -> list[Part]:
        """Return the chapter's text, its cards, and the story line right below them."""
        kit = self.stage.kit
        px = kit.px
        text = self._chapters[self._chosen].text if self._chapters else NO_LEVELS
        said = Text("chapter-text", rect, kit, text, color=kit.theme.muted, top=True)
        words, cells, story = rows(rect, said.height, None, px(86), gap=px(14))
        said.rect.height = words.height
        ids = [shelf.entry.id for shelf in self._shelves]
        cards = self._cards.build(cells, kit, ids)
        story.top = self._cards.rect.bottom + px(14)
        return [
            Panel("story-card", story, kit),
            said,
            *cards,
            Prose("story", story.inflate(-px(32), -px(24)), kit, self._said, role=Role.STORY),
        ]

    def _card(self, index: int, place: Rect) -> Part:
        shelf = self._shelves[index]
        return LevelCard(place, self.stage.kit, shelf, index + 1, lambda: self.open(shelf))

    def _chapter_button(self, index: int, place: Rect) -> Part:
        chapter = self._chapters[index]
        weight = Weight.PRIMARY if index == self._chosen else Weight.PLAIN
        return ChapterButton(
            f"chapter-{index}",
            place,
            self.stage.kit,
            chapter.title,
            self._choose(index),
            weight=weight,
            stars=self._stars_of(chapter),
            about=chapter.text,
            neighbours=[other.title for other in self._chapters],
        )

    def _notes(self, rect: Rect) -> list[Part]:
        """Return a button that tells what is wrong with the library's files, if anything is."""
        problems = self.stage.library.problems
        if not problems:
            return []
        label = "1 note on your levels…" if len(problems) == 1 else NOTES.format(len(problems))
        return [Button("notes", rect, self.stage.kit, label, self._tell_problems)]

    def _tell_problems(self) -> None:
        self.stage.sounds.play(Cue.CLICK)
        text = "\n\n".join(str(problem) for problem in self.stage.library.problems)
        answer = Answer("close", "Close", lambda: None, Weight.PRIMARY)
        self.stage.lay(Dialog(self.stage, "About your levels", text, (answer,)))

    def _choose(self, index: int) -> Callable[[], None]:
        def read(_: Job[Sequence[Shelf]]) -> Sequence[Shelf]:
            return shelve(self._chapters[index], self._progression, self.stage.catalogue)

        def turn(shelves: Sequence[Shelf]) -> None:
            if self._wanted == index:  # another may have been chosen while this one was read
                self._turn(index, shelves)

        def choose() -> None:
            self.stage.sounds.play(Cue.CLICK)
            self._wanted = index
            shelves = self.workshop.ask(("chapter", index), read, turn)
            if shelves is not None:
                turn(shelves)

        return choose

    def _turn(self, index: int, shelves: Sequence[Shelf]) -> None:
        """Show another chapter."""
        self._chosen = index
        self._shelves = shelves
        self._cards.rewind()
        shelf = _to_play(shelves)
        if shelf is not None:
            self._cards.reach(shelf.entry.id)
            self._said = _about(shelf)
        self._told = f"chapter-{index}"
        self.rebuild()

    def _stars_of(self, chapter: Chapter) -> str:
        played = [self._bests[entry.id] for entry in chapter.entries if entry.id in self._bests]
        return f"★ {sum(best.stars for best in played)}/{3 * len(chapter.entries)}"

    def _shelved(self) -> Sequence[Shelf]:
        if not self._chapters:
            return []
        return shelve(self._chapters[self._chosen], self._progression, self.stage.catalogue)


def place_of(ticket: Ticket, way: Progression) -> tuple[str, int]:
    """Return the id of the level that is in focus first, and the number of its chapter."""
    current = way.current if ticket.level is None else None
    here = current.id if current is not None else ""
    if ticket.level is not None:
        here = ticket.level.id
    ids = [[entry.id for entry in chapter.entries] for chapter in way.chapters]
    return here, next((i for i, found in enumerate(ids) if here in found), 0)


def _to_play(shelves: Sequence[Shelf]) -> Shelf | None:
    """Return the first open level that has not been won yet, or the first of all."""
    for shelf in shelves:
        won = shelf.best is not None and shelf.best.stars > 0
        if shelf.level is not None and not shelf.locked_by and not won:
            return shelf
    return shelves[0] if shelves else None


def _about(shelf: Shelf) -> str:
    if shelf.level is None:
        return shelf.fault
    if shelf.locked_by:
        return shelf.locked_by
    return shelf.level.story
