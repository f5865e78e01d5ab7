"""The pages of a result's card: the model's answer, the lesson, and the mathematics."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from pygame import Rect

from sandpit.desktop.choice import Choice
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.jobs import Workshop
from sandpit.desktop.layout import rows
from sandpit.desktop.mathematics import Statement, statements
from sandpit.desktop.mathematics_card import MathematicsCard
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.text import Prose, Text
from sandpit.errors import SurfaceError
from sandpit.game import Outcome, Session
from sandpit.surfaces import Goal
from sandpit.surfaces.formula import FormulaSpec

FORMULA_WORDS = {
    False: "Its formula:",
    True: "Its formula, before it is stretched:",
}
"""What stands above the formula: whether the level rescales its heights."""

MOST_COORDINATES = 4
TALLEST = 1.4
"""An answer is no higher than so many times its width."""

COMFORT = "Look at your path: where did it lead you astray? Have another try."


class Page(StrEnum):
    """The pages of the card, by what is written on their tabs."""

    ANSWER = "Answer"
    LESSON = "Lesson"
    MATHEMATICS = "Maths"


def pages(session: Session) -> tuple[Page, ...]:
    """Return the pages that there are: of an answer, only where the level models something."""
    answers = session.models and session.state.position is not None
    return tuple(Page) if answers else (Page.LESSON, Page.MATHEMATICS)


def first_page(session: Session) -> Page:
    """Return the page to open with: the answer that was found, else the lesson."""
    found = session.state.outcome is Outcome.FOUND
    return Page.ANSWER if found and Page.ANSWER in pages(session) else Page.LESSON


@dataclass(frozen=True)
class Back:
    """A game that is looked back on: which page, who works out what is on it, who is told what."""

    session: Session
    page: Page
    workshop: Workshop
    turn: Callable[[Page], None]
    """Another page is chosen."""
    ready: Callable[[], None]
    """Something has come that changes how a page is laid out."""


def lesson_card(rect: Rect, kit: Kit, back: Back) -> list[Part]:
    """Lay a page of the card out."""
    there = pages(back.session)
    inner = rect.inflate(-kit.px(36), -kit.px(36))
    tabs, below = rows(inner, kit.tall(36), None, gap=kit.px(12))
    choice = (tuple(there), there.index(back.page))
    parts: list[Part] = [Choice("pages", tabs, kit, choice, lambda index: back.turn(there[index]))]
    if back.page is Page.MATHEMATICS:
        # It takes the whole width of the card: formulas are long.
        sheet = Rect(rect.left, below.top, rect.width, below.height).inflate(-kit.px(20), 0)
        tell = partial(statements, back.session)
        return [*parts, MathematicsCard("mathematics", sheet, kit, tell, back.workshop)]
    return [*parts, *(_answer if back.page is Page.ANSWER else _lesson)(below, kit, back)]


def _answer(rect: Rect, kit: Kit, back: Back) -> list[Part]:
    """Return the answer at the last dip, below a line that says so."""
    last = back.session.state.last
    number = last.number if last is not None else 0
    line, picture = rows(rect, kit.high(Role.SMALL), None, gap=kit.px(6))
    picture.height = min(picture.height, round(TALLEST * picture.width))
    words = f"At dip {number} it answers:" if number else "At the start it answers:"
    said = Text("answer-words", line, kit, words, role=Role.SMALL, color=kit.theme.muted)
    return [said, ExhibitPanel(picture, kit, back.session, back.workshop)]


def _lesson(rect: Rect, kit: Kit, back: Back) -> list[Part]:
    """Return the lesson, or where it was, with the formula at the foot if it is short."""
    session = back.session
    won = session.state.outcome is Outcome.FOUND
    title = "What it shows" if won else "Where it was"
    heading, below = rows(rect, kit.high(Role.HEADING), None, gap=kit.px(10))
    parts: list[Part] = [Text("lesson-heading", heading, kit, title, role=Role.HEADING)]
    if isinstance(session.level.surface, FormulaSpec):
        card = _formula(below, kit, back)
        high = card.rect.height if card.height is None else card.height
        if high <= card.rect.height:
            below, foot = rows(below, None, high, gap=kit.px(8))
            card.rect = foot
            parts.append(card)
    lesson = session.level.lesson if won else where_it_was(session)
    return [*parts, Prose("lesson", below, kit, lesson)]


def _formula(rect: Rect, kit: Kit, back: Back) -> MathematicsCard:
    """Return the level's formula, which may have a third of the place at its foot."""
    level = back.session.level

    def tell() -> list[Statement]:
        words = FORMULA_WORDS[level.heights is not None]
        return [Statement(words, statements(back.session)[0].lines[:1])]

    place = Rect(rect.left, rect.top, rect.width, rect.height // 3)
    return MathematicsCard("formula", place, kit, tell, back.workshop, ready=back.ready)


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
    many = revealed.optima.best
    which = f"The {best} point" if many == 1 else f"One of the {many} {best} points"
    return f"{which} lies at ({point}), at a height of {figure(revealed.optima.height)}. {COMFORT}"
