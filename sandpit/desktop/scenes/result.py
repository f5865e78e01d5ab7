"""The result: the sand blows away, and the score is told part by part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pygame
from pygame import Rect

from sandpit.desktop.acclaim import LIGHT, Acclaim, Find
from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Overlay, Trail
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.plot import Plot
from sandpit.desktop.reveal import PAUSE, Reveal
from sandpit.desktop.scene import Scene, Stage, Ticket, progression
from sandpit.desktop.scenes.desk import Desk, desk
from sandpit.desktop.scenes.flow import Item, flow, in_rows
from sandpit.desktop.scenes.lesson import Back, Page, first_page, lesson_card
from sandpit.desktop.scenes.tally import Tally, compared, tally_for
from sandpit.desktop.scenes.tools import bar_height
from sandpit.desktop.sound import Cue
from sandpit.desktop.toast import Toast
from sandpit.errors import SandpitError
from sandpit.game import Outcome, Score, Session, score_session
from sandpit.library import Best, Entry, save_game
from sandpit.library.places import shortest


@dataclass(frozen=True)
class Following:
    """The level to go on with, if there is one."""

    entry: Entry | None


class Result(Scene):
    """The plot uncovered with the path, the stars, the score in sentences, the lesson."""

    def __init__(self, stage: Stage, ticket: Ticket) -> None:
        super().__init__(stage)
        if ticket.session is None or ticket.session.state.outcome is None:
            raise ValueError("a result is that of a game that has ended")
        self.session: Session = ticket.session
        self.score: Score = score_session(self.session)
        self._reveal = Reveal(self.score.stars)
        if stage.settings.reduced_motion:
            self._reveal.end()
        self._view = ticket.view
        self._plot: Plot | None = None
        self._tally: Tally | None = None
        self._acclaim: Acclaim | None = None
        self._toast: Toast | None = None
        self._page = first_page(self.session)
        self._after: Entry | None = None
        self._look_on()

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        # The plot stands where it stood while playing.
        brief = self.session.level.brief
        places = desk(rect, kit, brief, lambda width: bar_height(brief, kit, width))
        self._plot = self._plot_in(places)
        score = places.brief.union(places.pips)
        self._tally = tally_for(score, kit)(
            score, kit, self.score, compared(self.score, self._best())
        )
        self._acclaim = Acclaim(kit, self._plot)
        self._show()
        toast = Toast(self._plot.view.plot, kit)
        if self._toast is not None:
            toast.follow(self._toast)
        self._toast = toast
        parts: list[Part] = [
            Panel("score-card", score, kit),
            Panel("lesson-card", places.side, kit),
            *self._buttons(places.bar),
            *self._tally.parts,
            *lesson_card(places.side, kit, self._back()),
            self._plot,
            self._acclaim,
            toast,
        ]
        return parts

    @property
    def handlers(self) -> Mapping[Command, Callable[[], None]]:
        deeds = {Command.RESTART: self.again, Command.SAVE: self.save}
        return {**super().handlers, **deeds}

    @property
    def rest(self) -> float | None:
        return (self._said() or None) if self._reveal.over else 0.0

    def update(self, dt: float) -> None:
        if self._toast is not None:
            self._toast.update(dt)
        if self._reveal.over:
            return
        before = int(self._reveal.starred)
        self._reveal.passed += dt
        if int(self._reveal.starred) > before:
            self.stage.sounds.play(Cue.STEP)
        self._show()

    def press(self, press: Press) -> bool:
        """Show all of it at the first key; a confirmation, or the way out, does no more."""
        if not self._reveal.over:
            self._end()
            if press.command in (Command.CONFIRM, Command.BACK):
                return True
        turned = self._plot is not None and self._plot.turn(press)
        return turned or super().press(press)

    def pointer(self, event: pygame.event.Event) -> None:
        """Show all of it at the first click, which does besides what it does."""
        if event.type == pygame.MOUSEBUTTONDOWN and not self._reveal.over:
            self._end()
        super().pointer(event)

    def back(self) -> None:
        self.stage.go("chapters", Ticket(level=self.session.level))

    def again(self) -> None:
        """Play the same level again."""
        self.stage.sounds.play(Cue.CLICK)
        self.stage.go("play", Ticket(level=self.session.level, anew=True))

    def next(self) -> None:
        """Play the level that follows."""
        if self._after is not None:
            self.stage.sounds.play(Cue.CLICK)
            self.stage.go("play", Ticket(entry=self._after))

    def notify(self) -> None:
        self._say(self.stage.take_notice())

    def save(self) -> None:
        """Write the game into a file, to be handed in or scored, and say where it lies."""
        try:
            path = save_game(self.session.transcript)
        except SandpitError as error:
            self.stage.sounds.play(Cue.NO)
            self._say(str(error))
            return
        self.stage.sounds.play(Cue.CLICK)
        self._say(f"Saved as {shortest(path)}")

    def _say(self, words: str) -> None:
        if self._toast is not None:
            self._toast.say(words)

    def _said(self) -> float:
        """Return how long the words in the toast still stay."""
        return 0.0 if self._toast is None else self._toast.left

    def _end(self) -> None:
        self._reveal.end()
        self._show()

    def _show(self) -> None:
        reveal, found = self._reveal, self.score.outcome is Outcome.FOUND
        find = Find(PAUSE + (LIGHT if reveal.over else reveal.passed)) if found else None
        if self._plot is not None:
            traced = reveal.uncovered if find is None else 1.0
            light = 0.0 if find is None else find.light
            overlay = Overlay(
                uncover=reveal.uncovered, trail=Trail.SHOWN, traced=traced, find=light
            )
            self._plot.show(overlay)
        if self._acclaim is not None and find is not None:
            self._acclaim.show(find)
        if self._tally is not None:
            self._tally.show(self._reveal)

    def _plot_in(self, places: Desk) -> Plot:
        """Return the plot in its place: the same as before where that has not changed."""
        kit, plot = self.stage.kit, self._plot
        if plot is not None and (plot.rect, plot.kit) == (places.plot, kit):
            return plot
        return Plot(places.plot, kit, self.session, view=self._view, least=places.least)

    def _back(self) -> Back:
        return Back(self.session, self._page, self.workshop, self._turn, self.rebuild)

    def _best(self) -> Best | None:
        """Return the best of all games of the level, where any has been kept."""
        return self.stage.saves.all_best().get(self.stage.library.name_of(self.session.level))

    def _look_on(self) -> None:
        """Find the level to go on with, where the chapters would let it be played."""
        way, name = progression(self.stage), self.stage.library.name_of(self.session.level)
        found = self.workshop.ask("after", lambda _: Following(way.after(name)), self._found_on)
        if found is not None:
            self._after = found.entry

    def _found_on(self, following: Following) -> None:
        self._after = following.entry
        if self._after is not None:
            here = self.focus.current
            if here is None or here.name == "again":  # where it has been since the scene opened
                self.focus.set(self._first)
            self.rebuild()

    @property
    def _first(self) -> str:
        """The button that is the first, and bears the colour."""
        won = self.score.outcome is Outcome.FOUND
        return "next" if won and self._after is not None else "again"

    @property
    def _deeds(self) -> list[tuple[str, str, Callable[[], None]]]:
        """What can be done now, (name, label, deed), the likeliest first."""
        deeds = [("again", "Play again", self.again), ("levels", "All levels", self.back)]
        deeds.append(("save", "Save game", self.save))
        if self._after is not None:
            deeds.insert(0, ("next", "Next level", self.next))
        deeds.sort(key=lambda deed: deed[0] != self._first)
        return deeds

    def _buttons(self, rect: Rect) -> list[Part]:
        kit, deeds = self.stage.kit, self._deeds
        sizes = [kit.type.size(label, Role.LABEL)[0] + kit.px(16) for _, label, _ in deeds]
        items = [
            Item(name, wide, 3 * wide, kit.px(50))
            for (name, *_), wide in zip(deeds, sizes, strict=True)
        ]
        count, gap = len(in_rows(items, rect.width, kit.px(10))), kit.px(10)
        high = min(kit.px(50), (rect.height - gap * (count - 1)) // count)
        places = flow(rect, [replace(item, height=high) for item in items], gap)
        return [
            Button(
                name,
                places[name],
                kit,
                label,
                deed,
                weight=Weight.PRIMARY if name == self._first else Weight.PLAIN,
            )
            for name, label, deed in deeds
        ]

    def _turn(self, page: Page) -> None:
        """Show another page of the card."""
        self._page = page
        self.rebuild()
