"""The parts of the play screen, put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pygame import Rect

from sandpit.desktop.acclaim import Acclaim
from sandpit.desktop.button import Button
from sandpit.desktop.choice import Choice
from sandpit.desktop.details import Details
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.graph import Graph
from sandpit.desktop.layout import middle
from sandpit.desktop.log import Log
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.part import Kit, Panel, Part
from sandpit.desktop.pips import Pips
from sandpit.desktop.plot import Plot
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.hand import Hand
from sandpit.desktop.scenes.side import side_column
from sandpit.desktop.scenes.story import story_column, story_header
from sandpit.desktop.scenes.tools import MOVES, bar_height, model_words, tools
from sandpit.desktop.slider import Slider
from sandpit.desktop.stride import Stride
from sandpit.desktop.text import Text
from sandpit.desktop.toast import Toast
from sandpit.desktop.verdict import Verdict
from sandpit.desktop.waiter import Waiter
from sandpit.game import Reading, Session, State
from sandpit.surfaces import Array


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
    places = desk(rect, kit, state.brief, lambda width: bar_height(state.brief, kit, width))
    story = story_column if places.brief.height > places.brief.width else story_header
    plot = Plot(places.plot, kit, session, hand, least=places.least)
    pips_place = places.pips.inflate(-px(36), -px(28))
    pips = Pips(pips_place, kit, state.dips_left, state.brief.dips)
    inner = places.side.inflate(-px(28), -px(24))
    side = side_column(inner, kit, (session, plot), hand)
    toast, acclaim = Toast(plot.view.plot, kit), Acclaim(kit, plot)
    used = tools(places.bar.inflate(-px(28), -px(20)), kit, state.brief, hand, stride)
    waiter = middle(plot.view.plot, px(150), px(104))
    parts: list[Part] = [
        plot,
        *(Panel(name, place, kit) for name, place in _cards(places.pips, places.bar, places.side)),
        *used,
        *side.buttons,
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


def _cards(pips: Rect, bar: Rect, side: Rect) -> list[tuple[str, Rect]]:
    return [("pips-card", pips), ("bar-card", bar), ("side-card", side)]
