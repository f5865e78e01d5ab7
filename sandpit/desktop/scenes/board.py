"""The parts of the play screen, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from pygame import Rect

from sandpit.desktop.acclaim import Acclaim
from sandpit.desktop.bindings import Command, key_of
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.details import Details, details_height
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.graph import ErrorGraph, Graph
from sandpit.desktop.jobs import Workshop
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.log import Log, log_height
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.part import Kit, Panel, Part
from sandpit.desktop.pips import Pips
from sandpit.desktop.plot import Player, Plot
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.story import story_column, story_header
from sandpit.desktop.scenes.tools import MOVES, Worker, model_words, tools, two_rows
from sandpit.desktop.slider import Slider
from sandpit.desktop.stride import Stride
from sandpit.desktop.text import Text
from sandpit.desktop.toast import Toast
from sandpit.desktop.verdict import Verdict
from sandpit.desktop.waiter import Waiter
from sandpit.game import Dipstick, Reading, Session, State
from sandpit.surfaces import Array

PAGES = ("Answer", "Chart")
"""What the side column shows of a level that models something: its answer, or the chart."""


LOG_ROWS = 3
"""The chart leaves the log room for so many dips at least."""


LOWEST_CHART = 84
"""With less height than this, in design pixels, there is no chart: it would tell nothing."""


class Hand(Player, Worker, Protocol):
    """Who plays: what the board's controls ask for."""

    def ask_restart(self) -> None:
        """Start again."""

    def ask_give_up(self) -> None:
        """Give up."""

    def menu(self) -> None:
        """Open the menu."""

    def point(self, number: int | None) -> None:
        """Point at a reading."""

    @property
    def still(self) -> bool:
        """Whether nothing is to move but what must."""

    @property
    def workshop(self) -> Workshop:
        """Who works out what takes long."""

    @property
    def pending(self) -> bool:
        """Whether the end of the game is being worked out."""

    @property
    def page(self) -> int:
        """Which of PAGES the side column shows."""

    def turn(self, page: int) -> None:
        """Show another of PAGES."""


@dataclass(frozen=True)
class Board:
    """The play screen's parts, those that change by name, and all in Tab order."""

    plot: Plot
    log: Log
    details: Details | None
    pips: Pips
    toast: Toast
    acclaim: Acclaim
    graph: Graph | None
    verdict: Verdict | None
    exhibit: ExhibitPanel | None
    tools: Sequence[Part]
    parts: Sequence[Part]

    def tool(self, name: str) -> Part | None:
        """Return the tool below the plot that has this name, if the level has it."""
        return next((part for part in self.tools if part.name == name), None)

    def wanted(self, focused: Part | None, usual: str) -> str:
        """Return the name of the move that the player looks at: by default the `usual` one."""
        moves = [part for part in self.tools if isinstance(part, Button) and part.name in MOVES]
        for part in moves:
            if part.hovered:
                return part.name
        names = [part.name for part in moves]
        if focused in moves:
            return focused.name if focused is not None else usual
        return usual if usual in names or not names else names[0]

    def show(self, state: State, order: int | None) -> None:
        """Show a state in all that tells of it, and the model of an order, or none."""
        self.log.show(state, order)
        if self.graph is not None:
            self.graph.show(state, order)
        self.tell(state.last)
        if self.verdict is not None:
            self.verdict.show(state)
        tool = self.tool("model")
        if isinstance(tool, Button):
            tool.label = model_words(state.brief, order)
        elif isinstance(tool, Choice):
            tool.chosen = 0 if order is None else order + 1

    def tell(self, reading: Reading | None) -> None:
        """Tell of a reading besides its row in the log, where there is room for it."""
        if self.details is not None:
            self.details.show(reading)

    def show_stride(self, stride: Stride, state: State, ghost: Array | None) -> None:
        """Show the rate and how far it goes; switch off what cannot be done now."""
        slider = self.tool("rate")
        if isinstance(slider, Slider):
            slider.value = stride.place
            slider.enabled = state.last is not None
        self.say_stride(*stride_words(stride, state, ghost))
        for name in MOVES:
            button = self.tool(name)
            if isinstance(button, Button):
                button.enabled = state.last is not None and state.outcome is None

    def say_stride(self, words: str, unit: str = "") -> None:
        """Show some words where the rate stands, and the unit after them if there is room."""
        rate = self.tool("rate-text")
        if isinstance(rate, Text):
            rate.text = words + unit if rate.fits(words + unit) else words


def stride_words(stride: Stride, state: State, ghost: Array | None) -> tuple[str, str]:
    """Return the rate, and the distance it goes, in two lines; and the distance's unit."""
    if state.last is None:
        return "first dip,\nthen step", ""
    if ghost is None or state.position is None:
        return f"rate {figure(stride.rate, 3)}", ""
    unit = f" {state.brief.unit}".rstrip()
    far = figure(float(np.linalg.norm(ghost - state.position)), 3)
    return f"rate {figure(stride.rate, 3)}\ngoes {far}", unit


def board(rect: Rect, kit: Kit, session: Session, hand: Hand, stride: Stride) -> Board:
    """Lay the play screen out in a window."""
    state, px = session.state, kit.px
    places = desk(rect, kit, two_rows=two_rows(state.brief))
    story = story_column if places.brief.height > places.brief.width else story_header
    plot = Plot(places.plot, kit, session, hand)
    pips_place = places.pips.inflate(-px(36), -px(28))
    pips = Pips(pips_place, kit, state.dips_left, state.brief.dips)
    inner = places.side.inflate(-px(28), -px(24))
    side = _side(inner, kit, (session, plot), hand)
    toast, acclaim = Toast(plot.view.plot, kit), Acclaim(kit, plot)
    used = tools(places.bar.inflate(-px(28), -px(20)), kit, state.brief, hand, stride)
    waiter = middle(plot.view.plot, px(150), px(104))
    parts: list[Part] = [
        plot,
        *(Panel(name, place, kit) for name, place in _cards(places.pips, places.bar, places.side)),
        *used,
        *side.buttons,
        side.log,
        *side.shown,
        pips,
        *story(places.brief, kit, session.level),
        acclaim,
        Waiter(waiter, kit, lambda: hand.pending, still=hand.still),
        toast,
    ]
    return Board(
        plot=plot,
        log=side.log,
        details=side.details,
        pips=pips,
        toast=toast,
        acclaim=acclaim,
        graph=side.graph,
        verdict=side.verdict,
        exhibit=side.exhibit,
        tools=used,
        parts=parts,
    )


@dataclass(frozen=True)
class _Side:
    """The parts of the side column."""

    log: Log
    graph: Graph | None
    details: Details | None
    verdict: Verdict | None
    exhibit: ExhibitPanel | None
    shown: Sequence[Part]
    buttons: Sequence[Part]


def _side(rect: Rect, kit: Kit, game: tuple[Session, Plot], hand: Hand) -> _Side:
    """Lay the side column out: the verdict, what the model shows, the chart, the log, buttons."""
    session, plot = game
    px, state = kit.px, session.state
    body, buttons = rows(rect, None, px(40), gap=px(10))
    verdict, shown = None, list[Part]()
    if state.brief.stick is Dipstick.HESSIAN:
        place, body = rows(body, px(52), None, gap=px(8))
        verdict = Verdict(place, kit, state)
        shown.append(verdict)
    if session.models:
        return _with_exhibit(body, (kit, session, hand), verdict, _buttons(buttons, kit, hand))
    graph, log_place, details_place = _chart(body, kit, state, plot)
    log = Log(log_place, kit, state, hand.point)
    details = Details(details_place, kit, state.brief, state.last)
    shown += [details] if graph is None else [graph, details]
    return _Side(log, graph, details, verdict, None, shown, _buttons(buttons, kit, hand))


def _chart(rect: Rect, kit: Kit, state: State, plot: Plot) -> tuple[Graph | None, Rect, Rect]:
    """Return the chart, where there is room for one, and the places of the log and the details."""
    gap, details = kit.px(10), details_height(state.brief, kit)
    spare = rect.height - details - log_height(kit, LOG_ROWS) - 2 * gap
    high = min(kit.px(170), rect.height * 30 // 100, spare)
    if high < kit.px(LOWEST_CHART):
        log_place, details_place = rows(rect, None, details, gap=gap)
        return None, log_place, details_place
    if plot.view.charts_heights:
        log_place, place, details_place = rows(rect, None, high, details, gap=gap)
        return ErrorGraph(place, kit, state), log_place, details_place
    place, log_place, details_place = rows(rect, high, None, details, gap=gap)
    return Graph(place, kit, state), log_place, details_place


def _with_exhibit(
    rect: Rect, its: tuple[Kit, Session, Hand], verdict: Verdict | None, buttons: Sequence[Part]
) -> _Side:
    """Lay it out for a level that models something: its answer and the chart are two pages."""
    kit, session, hand = its
    px, state = kit.px, session.state
    tabs, page, log_place = rows(
        rect, px(36), max(px(200), rect.height * 48 // 100), None, gap=px(8)
    )
    graph = Graph(page, kit, state)
    exhibit = ExhibitPanel(page, kit, session, hand.workshop)
    log = Log(log_place, kit, state, hand.point)
    pages: Sequence[Part] = (exhibit, graph)
    choice = Choice("pages", tabs, kit, (PAGES, hand.page), hand.turn)
    shown: list[Part] = [choice, pages[hand.page]]
    if verdict is not None:
        shown.append(verdict)
    return _Side(log, graph, None, verdict, exhibit, shown, buttons)


def _cards(pips: Rect, bar: Rect, side: Rect) -> list[tuple[str, Rect]]:
    return [("pips-card", pips), ("bar-card", bar), ("side-card", side)]


def _buttons(rect: Rect, kit: Kit, hand: Hand) -> list[Part]:
    deeds = (
        ("restart", "Play again", hand.ask_restart, Command.RESTART),
        ("give-up", "Give up", hand.ask_give_up, Command.GIVE_UP),
        ("menu", "Menu", hand.menu, Command.MENU),
    )
    places = columns(rect, rect.width * 42 // 100, None, None, gap=kit.px(8))
    return [
        Button(name, place, kit, label, deed, weight=Weight.QUIET, key=key_of(command))
        for (name, label, deed, command), place in zip(deeds, places, strict=True)
    ]
