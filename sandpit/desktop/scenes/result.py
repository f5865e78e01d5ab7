"""The result: the sand blows away, and the score is told part by part."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.bindings import Command
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.equation import Equation
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.mathematics import entries
from sandpit.desktop.mathematics_card import MathematicsCard
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Overlay, Trail
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.plot import Plot
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.sound import Cue
from sandpit.desktop.stars import Stars
from sandpit.desktop.text import Prose, Text
from sandpit.errors import SandpitError, SurfaceError
from sandpit.game import Level, Outcome, Score, Session, score_session
from sandpit.surfaces import Goal, Site
from sandpit.surfaces.formula import FormulaSpec

UNCOVER = 1.6
"""Seconds that the sand takes to blow away."""

HEADINGS: Mapping[Outcome, str] = {
    Outcome.FOUND: "Found!",
    Outcome.OUT_OF_DIPS: "Out of dips",
    Outcome.GAVE_UP: "How it lies",
}

FORMULA_WORDS = {
    False: "Its formula:",
    True: "Its formula, before it is stretched:",
}
"""What stands above the formula: whether the level rescales its heights."""

MOST_COORDINATES = 4


PAGES = ("Lesson", "Mathematics")
"""The pages of the card."""


COMFORT = "Look at your path: where did it lead you astray? Have another try."


class Result(Scene):
    """The plot uncovered with the path, the stars, the score in sentences, the lesson."""

    start: ClassVar[str] = "next"

    def __init__(self, stage: Stage, ticket: Ticket) -> None:
        super().__init__(stage)
        if ticket.session is None or ticket.session.state.outcome is None:
            raise ValueError("a result is that of a game that has ended")
        self.session: Session = ticket.session
        self.score: Score = score_session(self.session)
        self._uncovered = 1.0 if stage.settings.reduced_motion else 0.0
        self._plot: Plot | None = None
        self._page = 0
        self._after = self._following()

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        places = desk(rect, kit)
        self._plot = Plot(places.plot, kit, self.session)
        self._show()
        wide = places.brief.height > places.brief.width
        score = places.brief.union(places.pips)
        parts: list[Part] = [
            Panel("score-card", score, kit),
            Panel("lesson-card", places.side, kit),
            *self._buttons(places.bar),
            *(self._score_column(score) if wide else self._score_header(score)),
            *self._lesson(places.side),
            self._plot,
        ]
        return parts

    @property
    def handlers(self) -> Mapping[Command, Callable[[], None]]:
        return {Command.BACK: self.back, Command.RESTART: self.again, Command.HELP: self.help}

    @property
    def rest(self) -> float | None:
        return 0.0 if self._uncovered < 1.0 else None

    def update(self, dt: float) -> None:
        if self._uncovered < 1.0:
            self._uncovered = min(1.0, self._uncovered + dt / UNCOVER)
            self._show()

    def back(self) -> None:
        self.stage.go("chapters", Ticket(level=self.session.level))

    def help(self) -> None:
        """Open the help."""
        self.stage.push("help")

    def again(self) -> None:
        """Play the same level again."""
        self.stage.sounds.play(Cue.CLICK)
        self.stage.go("play", Ticket(level=self.session.level))

    def next(self) -> None:
        """Play the level that follows."""
        if self._after is not None:
            self.stage.sounds.play(Cue.CLICK)
            self.stage.go("play", Ticket(level=self._after))

    def _show(self) -> None:
        if self._plot is not None:
            self._plot.show(Overlay(uncover=self._uncovered, trail=Trail.SHOWN))

    def _following(self) -> Level | None:
        """Return the next level that can be read, or None after the last."""
        library = self.stage.library
        entry = library.after(library.name_of(self.session.level))
        while entry is not None:
            try:
                return entry.load()
            except SandpitError:
                entry = library.after(entry.id)
        return None

    def _buttons(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        won = self.score.outcome is Outcome.FOUND
        deeds = [("again", "Play again", self.again), ("levels", "All levels", self.back)]
        if self._after is not None:
            deeds.insert(0, ("next", "Next level", self.next))
        first = "next" if won and self._after is not None else "again"
        deeds.sort(key=lambda deed: deed[0] != first)
        places = columns(rect, *[None] * len(deeds), gap=kit.px(14))
        return [
            Button(
                name,
                middle(place, place.width, kit.px(50)),
                kit,
                label,
                deed,
                weight=Weight.PRIMARY if name == first else Weight.PLAIN,
            )
            for (name, label, deed), place in zip(deeds, places, strict=True)
        ]

    def _score_column(self, rect: Rect) -> list[Part]:
        kit, px, high = self.stage.kit, self.stage.kit.px, self.stage.kit.high
        inner = rect.inflate(-px(36), -px(36))
        heading, stars, total, told = rows(
            inner, high(Role.TITLE), px(48), high(Role.HEADING), None, gap=px(8)
        )
        return [
            *self._headline(heading, stars, total),
            Prose("told", told.inflate(0, -px(16)), kit, self._told()),
        ]

    def _score_header(self, rect: Rect) -> list[Part]:
        kit, px = self.stage.kit, self.stage.kit.px
        inner = rect.inflate(-px(28), -px(16))
        left, told = columns(inner, inner.width * 38 // 100, None, gap=px(20))
        heading, line = rows(left, None, None)
        stars, total = columns(line, px(110), None, gap=px(10))
        return [
            *self._headline(heading, stars, total),
            Prose("told", told, kit, self._told()),
        ]

    def _headline(self, heading: Rect, stars: Rect, total: Rect) -> list[Part]:
        kit, score = self.stage.kit, self.score
        words = HEADINGS[score.outcome] if score.outcome is not None else ""
        points = f"{score.total} of 1000 points"
        return [
            Text("heading", heading, kit, words, role=Role.TITLE),
            Stars("stars", stars, kit, score.stars),
            Text("total", total, kit, points, role=Role.HEADING),
        ]

    def _lesson(self, rect: Rect) -> list[Part]:
        kit, px = self.stage.kit, self.stage.kit.px
        inner = rect.inflate(-px(36), -px(36))
        won = self.score.outcome is Outcome.FOUND
        title = "What it shows" if won else "Where it was"
        tabs, heading, below = rows(inner, px(36), kit.high(Role.HEADING), None, gap=px(10))
        parts: list[Part] = [Choice("pages", tabs, kit, (PAGES, self._page), self._turn)]
        if self._page:
            sheet = heading.union(below)
            return [*parts, MathematicsCard("mathematics", sheet, kit, entries(self.session))]
        parts.append(Text("lesson-heading", heading, kit, title, role=Role.HEADING))
        room = Rect(below.left, 0, below.width, below.height // 3)
        equation = Equation("formula", room, kit, self._latex())
        if equation.shown:
            below, line, foot = rows(
                below, None, kit.high(Role.SMALL), equation.rect.height, gap=px(8)
            )
            equation.rect.topleft = foot.topleft
            said = FORMULA_WORDS[self.session.level.heights is not None]
            muted = kit.theme.muted
            parts += [
                Text("formula-words", line, kit, said, role=Role.SMALL, color=muted),
                equation,
            ]
        lesson = self.session.level.lesson if won else where_it_was(self.session)
        return [*parts, Prose("lesson", below, kit, lesson)]

    def _turn(self, page: int) -> None:
        """Show the other page of the card."""
        self._page = page
        self.rebuild()

    def _latex(self) -> str:
        """Return the level's formula as LaTeX; empty where its ground is not a formula alone."""
        level = self.session.level
        if self.session.state.outcome is None or not isinstance(level.surface, FormulaSpec):
            return ""
        names = tuple(axis.name for axis in level.brief.axes)
        surface = level.surface.build(Site(level.brief.box, names))
        return f"f({', '.join(names)}) = {surface.latex}"

    def _told(self) -> str:
        return "\n".join(part.reason for part in self.score.parts)


def where_it_was(session: Session) -> str:
    """Return where the best place was, and a word of comfort."""
    try:
        revealed = session.revealed
    except SurfaceError as error:  # a ground whose optima nobody can know
        return f"{error.message[0].upper()}{error.message[1:]}. {COMFORT}"
    if revealed is None:
        return ""
    level = session.level
    best = "highest" if level.goal is Goal.PEAK else "deepest"
    if revealed.optima.countless:
        return (
            f"There are countless {best} points, at a height of "
            f"{figure(revealed.optima.height)}. {COMFORT}"
        )
    place = revealed.optima.points[0]
    shown = [figure(float(value)) for value in place[:MOST_COORDINATES]]
    point = ", ".join([*shown, *(["…"] if place.size > len(shown) else [])])
    return (
        f"The {best} point lies at ({point}), at a height of "
        f"{figure(revealed.optima.height)}. {COMFORT}"
    )
