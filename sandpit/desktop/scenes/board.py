"""The parts of the play screen, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from pygame import Rect

from sandpit.desktop.details import Details, details_height
from sandpit.desktop.graph import Graph
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.log import Log
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Panel, Part
from sandpit.desktop.pips import Pips
from sandpit.desktop.plot import Player, Plot
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.story import story_column, story_header
from sandpit.desktop.stride import Stride
from sandpit.desktop.text import Text
from sandpit.desktop.toast import Toast
from sandpit.desktop.widgets import Button, Slider, Weight
from sandpit.game import Brief, Session, State
from sandpit.surfaces import Array

HINT = "No arrow here: the stick shows only the height. Click the sand to dip."


class Hand(Player, Protocol):
    """Who plays: what the board's controls ask for."""

    def step(self) -> None:
        """Make the step."""

    def newton(self) -> None:
        """Make Newton's step."""

    def choose_place(self, place: float) -> None:
        """Choose the rate at a place of the slider, 0..1."""

    def ask_restart(self) -> None:
        """Start again."""

    def ask_give_up(self) -> None:
        """Give up."""

    def menu(self) -> None:
        """Open the menu."""

    def point(self, number: int | None) -> None:
        """Point at a reading."""


@dataclass(frozen=True)
class Board:
    """The play screen's parts, those that change by name, and all in Tab order."""

    plot: Plot
    log: Log
    details: Details
    pips: Pips
    toast: Toast
    graph: Graph
    tools: Sequence[Part]
    parts: Sequence[Part]

    def tool(self, name: str) -> Part | None:
        """Return the tool below the plot that has this name, if the level has it."""
        return next((part for part in self.tools if part.name == name), None)

    def wants_newton(self, focused: Part | None) -> bool:
        """Tell whether the player looks at Newton's step, not at the step along the arrow."""
        newton = self.tool("newton")
        if not isinstance(newton, Button):
            return False
        return newton.hovered or focused is newton or self.tool("step") is None

    def show_stride(self, stride: Stride, state: State, ghost: Array | None) -> None:
        """Show the rate and how far it goes; switch off what cannot be done now."""
        slider, rate = self.tool("rate"), self.tool("rate-text")
        if isinstance(slider, Slider):
            slider.value = stride.place
            slider.enabled = state.last is not None
        if isinstance(rate, Text):
            rate.text = stride_words(stride, state, ghost)
        for name in ("step", "newton"):
            button = self.tool(name)
            if isinstance(button, Button):
                button.enabled = state.last is not None and state.outcome is None


def stride_words(stride: Stride, state: State, ghost: Array | None) -> str:
    """Return the rate, and the distance it goes, in two lines."""
    if state.last is None:
        return "first dip,\nthen step"
    goes = ""
    if ghost is not None and state.position is not None:
        units = {axis.unit for axis in state.brief.axes}
        unit = f" {units.pop()}" if len(units) == 1 else ""
        goes = f"\ngoes {figure(float(np.linalg.norm(ghost - state.position)))}{unit.rstrip()}"
    return f"rate {figure(stride.rate)}{goes}"


def board(rect: Rect, kit: Kit, session: Session, hand: Hand, stride: Stride) -> Board:
    """Lay the play screen out in a window."""
    places, state, px = desk(rect, kit), session.state, kit.px
    story = story_column if places.brief.height > places.brief.width else story_header
    plot = Plot(places.plot, kit, session, hand)
    pips_place = places.pips.inflate(-px(36), -px(28))
    pips = Pips(pips_place, kit, state.dips_left, state.brief.dips)
    inner = places.side.inflate(-px(28), -px(24))
    graph_place, log_place, details_place, buttons = rows(
        inner,
        min(px(170), inner.height * 30 // 100),
        None,
        details_height(state.brief, kit),
        px(40),
        gap=px(10),
    )
    graph = Graph(graph_place, kit, state)
    log = Log(log_place, kit, state, hand.point)
    details = Details(details_place, kit, state.brief, state.last)
    toast = Toast(plot.view.plot, kit)
    tools = _tools(places.bar.inflate(-px(28), -px(20)), kit, state.brief, hand, stride)
    parts: list[Part] = [
        plot,
        *(Panel(name, place, kit) for name, place in _cards(places.pips, places.bar, places.side)),
        *tools,
        *_buttons(buttons, kit, hand),
        log,
        graph,
        details,
        pips,
        *story(places.brief, kit, session.level),
        toast,
    ]
    return Board(plot, log, details, pips, toast, graph, tools, parts)


def _cards(pips: Rect, bar: Rect, side: Rect) -> list[tuple[str, Rect]]:
    return [("pips-card", pips), ("bar-card", bar), ("side-card", side)]


def _tools(rect: Rect, kit: Kit, brief: Brief, hand: Hand, stride: Stride) -> list[Part]:
    """Return what stands below the plot: the tools of the moves that the level allows."""
    px = kit.px
    moves = [move for move in ("step", "newton") if move in brief.moves]
    if not moves:
        return [Text("hint", rect, kit, HINT, role=Role.SMALL, color=kit.theme.muted)]
    words, slide, *keys = columns(rect, px(104), None, *[px(92)] * len(moves), gap=px(12))
    parts: list[Part] = []
    if "step" in moves:
        parts.append(Text("rate-text", words, kit, "", role=Role.SMALL))
        place = middle(slide, slide.width, px(36))
        parts.append(Slider("rate", place, kit, stride.place, hand.choose_place, notch=0.0104))
    deeds = {"step": ("Step", hand.step), "newton": ("Newton", hand.newton)}
    for move, place in zip(moves, keys, strict=True):
        label, deed = deeds[move]
        weight = Weight.PRIMARY if move == "step" else Weight.PLAIN
        spot = middle(place, place.width, px(40))
        parts.append(Button(move, spot, kit, label, deed, weight=weight))
    return parts


def _buttons(rect: Rect, kit: Kit, hand: Hand) -> list[Part]:
    deeds = (
        ("restart", "Restart", hand.ask_restart),
        ("give-up", "Give up", hand.ask_give_up),
        ("menu", "Menu", hand.menu),
    )
    places = columns(rect, None, None, None, gap=kit.px(10))
    return [
        Button(name, place, kit, label, deed, weight=Weight.QUIET)
        for (name, label, deed), place in zip(deeds, places, strict=True)
    ]
