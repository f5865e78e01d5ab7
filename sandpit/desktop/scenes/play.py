"""The play scene: dip, step, and find it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

import pygame
from pygame import Rect

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.button import Weight
from sandpit.desktop.cues import cues
from sandpit.desktop.exhibit_panel import FADE
from sandpit.desktop.keeper import Keeper, preparation
from sandpit.desktop.landings import Landings, is_known
from sandpit.desktop.motion import Motion
from sandpit.desktop.part import Part
from sandpit.desktop.plot import Plot
from sandpit.desktop.remarks import DIPPED_THERE, refusal, told
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.board import Board, board
from sandpit.desktop.scenes.dialog import Answer, Dialog, confirm
from sandpit.desktop.scenes.ending import Ending
from sandpit.desktop.scenes.sketcher import Sketcher
from sandpit.desktop.scenes.tools import orders
from sandpit.desktop.sound import Cue
from sandpit.desktop.stride import KEEPS, Stride
from sandpit.errors import IllegalAction
from sandpit.game import Momentum, Move, Newton, Probe, Step
from sandpit.surfaces import Array

ASTRAY = "let go:\nno step"
"""What stands in place of the rate while a drag leads nowhere."""


class Play(Scene):
    """One game of one level."""

    start: ClassVar[str] = "plot"

    def __init__(self, stage: Stage, ticket: Ticket) -> None:
        super().__init__(stage)
        if ticket.level is None or ticket.session is None:
            raise ValueError("a game is played on a level, and prepared")
        self.level = ticket.level
        self._keeper = Keeper(stage.saves, stage.library, self.level, ticket.states)
        self.session = ticket.session
        self._landings = Landings(self.session, self.workshop, self._preview)
        self._stride = Stride()
        self._see_arrows()
        self._motion: Motion | None = None
        self._ending = Ending(self.session, self.workshop, still=self.still)
        self._said: list[str] = []
        self._usual = Step.name
        self._sketcher = Sketcher(self.level.taylor or None)
        self.page = 0
        self.board: Board | None = None

    @classmethod
    def preparation(cls, stage: Stage, ticket: Ticket) -> Callable[[], Ticket] | None:
        """Return what reads the level, and takes its game up or begins a new one."""
        return preparation(stage, ticket)

    def build(self, rect: Rect) -> Sequence[Part]:
        moving, before = self._motion is not None, self.board
        self._motion = None
        self._see_arrows()
        self.board = board(rect, self.stage.kit, self.session, self, self._stride)
        self.board.show(self.session.state, self._sketcher.order)
        if before is not None:
            self.board.toast.follow(before.toast)
        notice = self.stage.take_notice()
        if notice:
            self.board.toast.say(notice)
        if moving:
            self._tell()
        self._preview()
        self._ending.show(self.plot, self.board.acclaim)
        return self.board.parts

    @property
    def pending(self) -> bool:
        """Whether the end of the game is being worked out."""
        return self._ending.pending

    @property
    def still(self) -> bool:
        """Whether nothing is to move but what must."""
        return self.stage.settings.reduced_motion

    @property
    def plot(self) -> Plot:
        """The plot that is played on."""
        return self._board.plot

    @property
    def handlers(self) -> Mapping[Command, Callable[[], None]]:
        return {
            **super().handlers,
            Command.STEP: self.step,
            Command.NEWTON: self.newton,
            Command.MOMENTUM: self.momentum,
            Command.MODEL: self.cycle_model,
            Command.SHORTER: lambda: self.nudge(-1),
            Command.LONGER: lambda: self.nudge(1),
            Command.RESTART: self.ask_restart,
            Command.GIVE_UP: self.ask_give_up,
            Command.SAVE: self.save,
        }

    @property
    def rest(self) -> float | None:
        exhibit = self._board.exhibit
        if self._motion is not None or self._over or (exhibit is not None and exhibit.fading):
            return 0.0
        return self._board.toast.left or None

    def back(self) -> None:
        """Cancel a drag, or leave; the game is kept and goes on the next time.

        From a game that has just ended the way out leads over its result.
        """
        if self._over:
            self._show_result()
        elif not self.plot.cancel():
            self.stage.go("chapters", Ticket(level=self.level))

    def update(self, dt: float) -> None:
        self._board.toast.update(dt)
        if self._board.exhibit is not None:
            self._board.exhibit.update(dt)
        if self._motion is not None:
            self._move_on(dt)
        elif self._over:
            ended = self._ending.wait(dt)
            self._ending.show(self.plot, self._board.acclaim)
            if ended:
                self._show_result()

    def press(self, press: Press) -> bool:
        """Take a command; another slice is chosen whichever part has the focus."""
        return self.plot.turn(press) or super().press(press)

    def tilt(self, way: tuple[float, float], dt: float) -> bool:
        if self.focused is not self.plot:
            return False
        self.plot.lean(way, dt)
        return True

    def pointer(self, event: pygame.event.Event) -> None:
        super().pointer(event)
        self._preview()

    def probe(self, at: Array) -> None:
        """Put the stick in at a point, unless that could tell nothing new."""
        if is_known(self.session, at) and not self._over:
            self._refuse(DIPPED_THERE)
        else:
            self.act(Probe(at))

    def step(self) -> None:
        """Step along the arrow at the chosen rate."""
        self._usual = Step.name
        self.act(Step(self._stride.chosen()))

    def newton(self) -> None:
        """Make Newton's step."""
        self.act(Newton())

    def momentum(self) -> None:
        """Step along the arrow, and keep a share of the velocity."""
        self._usual = Momentum.name
        self.act(Momentum(self._stride.chosen(), self._stride.keep))

    def choose_keep(self, index: int) -> None:
        """Take the share of the velocity that momentum keeps."""
        self._stride.keep = KEEPS[index]
        self._usual = Momentum.name
        self._preview()

    def cycle_model(self) -> None:
        """Show the model of the next order, and after the last none."""
        offered = (None, *orders(self.level.brief))
        self.choose_model((offered.index(self._sketcher.order) + 1) % len(offered))

    def choose_model(self, index: int) -> None:
        """Show the model of an order: 0 is none, then those on offer."""
        self._sketcher.order = (None, *orders(self.level.brief))[index]
        self._board.show(self.session.state, self._sketcher.order)
        self._preview()

    def drag(self, rate: float | None) -> None:
        """Follow a drag along the arrow."""
        if rate is not None:
            self._stride.choose(rate)
        self._preview()

    def drop(self, rate: float | None) -> None:
        """Step as far as the arrow was dragged."""
        if rate is not None:
            self._stride.choose(rate)
            self.step()
        else:
            self._preview()

    def choose_place(self, place: float) -> None:
        """Take the rate that the slider shows."""
        self._stride.choose_place(place)
        self._preview()

    def nudge(self, notches: float) -> None:
        """Make the next step longer, or shorter for negative notches."""
        self._stride.nudge(notches)
        self._preview()

    def act(self, move: Move) -> None:
        """Make a move: the rules first, then the saves, then what is seen and heard.

        A game that has ended takes none, and what was said of its end stays.
        """
        if self._over or not self._landings.ready(move, lambda: self.act(move)):
            return
        self._finish()
        before = self.session.state.position
        try:
            reading = self.session.play(move)
        except IllegalAction as error:
            self._refuse(refusal(self.session.state, move, error))
            return
        lost = self._save()
        state = self.session.state
        kept = [] if self._over else self._sketcher.kept(state.readings)
        self._board.pips.left = state.dips_left
        self._said = [*told(state, reading), *kept, *lost]
        slides = before if move.name != "probe" else None
        self.stage.sounds.play(Cue.DIP if slides is None else Cue.STEP)
        self._board.toast.hush()
        motion = Motion(slides, reading.at)
        if self._over:
            self._ending.look_ahead(self.plot, lambda: self._set_out(motion))
        else:
            self._set_out(motion)

    def _set_out(self, motion: Motion) -> None:
        """Let a move be seen, which has been made and saved."""
        self._motion = motion
        if self.still:
            self._finish()
        else:
            if motion.start is None:
                self.plot.refresh()
            self._preview()

    def ask_restart(self) -> None:
        """Start the level again, after a question where dips would be lost."""
        question = "The dips of this game will be lost."
        if self._over:
            self._show_result()
        elif self.session.state.dips_left == self.level.dips:
            self.restart()
        else:
            self.stage.lay(confirm(self.stage, "Play again?", question, "Play again", self.restart))

    def restart(self) -> None:
        """Start the level again."""
        self.stage.notice = self._keeper.forget()
        self.stage.go("play", Ticket(level=self.level, anew=True))

    def ask_give_up(self) -> None:
        """Give up, after a question."""
        if self._over:
            self._show_result()
            return
        question = "The sand is blown away, and you see what you were looking for."
        self.stage.lay(confirm(self.stage, "Give up?", question, "Give up", self.give_up))

    def give_up(self) -> None:
        """Give up and look."""
        self._finish()
        if not self._over:
            self.session.give_up()
            self._save()
            self._ending.look_ahead(self.plot, self._show_result)
        else:
            self._show_result()

    def save(self) -> None:
        """Write a game that has just ended into a file, which is its result's business."""
        if self._over:
            self._show_result()
            self.stage.scene.press(Press(Command.SAVE))

    def _refuse(self, words: str) -> None:
        """Say why nothing was done."""
        self.stage.sounds.play(Cue.NO)
        self._board.toast.say(words)

    def menu(self) -> None:
        """Offer all that can be done besides playing."""
        answers = (
            Answer("resume", "Go on", lambda: None, Weight.PRIMARY),
            Answer("restart", "Play again", self.ask_restart),
            Answer("give-up", "Give up", self.ask_give_up),
            Answer("help", "Help", self.help),
            Answer("settings", "Settings", lambda: self.stage.push("settings")),
            Answer("leave", "All levels", self.back),
        )
        self.stage.lay(Dialog(self.stage, self.level.title, "", answers, tall=True))

    def turn(self, page: int) -> None:
        """Show another page of the side column."""
        self.page = page
        self.rebuild()

    def point(self, number: int | None) -> None:
        """Point at a reading: its flag on the plot, and what it showed beside the log."""
        self.plot.show(replace(self.plot.overlay, hover=number))
        state = self.session.state
        pointed = (reading for reading in state.readings if reading.number == number)
        self._board.tell(next(pointed, state.last))

    @property
    def _board(self) -> Board:
        if self.board is None:
            raise RuntimeError("the scene is not laid out yet")
        return self.board

    @property
    def _over(self) -> bool:
        return self.session.state.outcome is not None

    def _see_arrows(self) -> None:
        """Let the stride know every arrow that the player has seen."""
        self._stride.see(self.level.brief, self.session.state.readings)

    def _save(self) -> list[str]:
        """Store the game as it stands, before anything is shown of it; say if it cannot be."""
        self.stage.notice = self._keeper.store(self.session)
        return [f"{self.stage.notice}."] if self.stage.notice else []

    def _move_on(self, dt: float) -> None:
        motion = self._motion
        if motion is None:
            return
        was_sliding = motion.sliding
        motion.passed += dt
        if motion.over:
            self._finish()
            return
        if was_sliding and not motion.sliding:
            self.plot.refresh()
            self.stage.sounds.play(Cue.DIP)
        overlay = replace(self.plot.overlay, slide=motion.slide, dip=motion.dip)
        self.plot.show(overlay)

    def _finish(self) -> None:
        """Come to the end of whatever moves."""
        if self._motion is None:
            return
        self._motion = None
        self._see_arrows()
        self.plot.refresh()
        self.plot.show(replace(self.plot.overlay, slide=None, dip=None))
        self._board.show(self.session.state, self._sketcher.order)
        if self._board.exhibit is not None:
            self._board.exhibit.show(0.0 if self.still else FADE)
        self._tell()
        self._preview()

    def _tell(self) -> None:
        last = self.session.state.last
        if self._said and last is not None:
            beside = round(self.plot.view.pixel_at(last.at)[1])
            self._board.toast.say(" ".join(self._said), beside)
        for cue in cues(self.session.state):
            self.stage.sounds.play(cue)

    def _preview(self) -> None:
        """Show where the next move would land, and how far that is."""
        board = self._board
        wanted = board.wanted(self.focused, self._usual)
        resting = self._motion is None and not self._over
        astray = self.plot.astray
        ghost = self._landings.of(self._stride.move(wanted)) if resting and not astray else None
        aside = resting and wanted != Newton.name
        newton = self._landings.of(Newton()) if aside else None
        sketch = self._sketcher.sketch(self.session.state.last if resting else None)
        promise = self._sketcher.promise(sketch, ghost)
        overlay = replace(self.plot.overlay, ghost=ghost, newton=newton)
        self.plot.show(replace(overlay, sketch=sketch, promise=promise))
        board.show_stride(self._stride, self.session.state, ghost)
        if astray:
            board.say_stride(ASTRAY)

    def _show_result(self) -> None:
        """Go on to the result, unless it is not known yet: then it comes when it is."""
        if self._ending.pending:
            return
        view = self.plot.view
        self.stage.go("result", Ticket(level=self.level, session=self.session, view=view))
