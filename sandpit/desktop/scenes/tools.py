"""What stands below the plot: a tool for each move that the level allows, and for its model."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from pygame import Rect

from sandpit.desktop.bindings import Command, key_of
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.slider import Slider
from sandpit.desktop.stride import KEEPS, SLIDER_NOTCH, Stride
from sandpit.desktop.text import Align, Text
from sandpit.game import Brief, Momentum, Newton, Step
from sandpit.game.taylor import highest_order

HINT = "No arrow here: the stick shows only the height. Click the sand to dip."
PROBE = "Click where you want to dip."
MOVES: Mapping[str, str] = {
    Step.name: "Step",
    Momentum.name: "Roll on",
    Newton.name: "Newton",
}
"""The buttons of the moves that need no place, in their order."""

KEYS: Mapping[str, Command] = {
    Step.name: Command.STEP,
    Momentum.name: Command.MOMENTUM,
    Newton.name: Command.NEWTON,
}
"""The commands that make the moves."""

ORDERS = ("off", "linear", "quadratic")
"""What the button of the model says, by what it shows."""


class Worker(Protocol):
    """Who uses the tools."""

    def step(self) -> None:
        """Make the step."""

    def momentum(self) -> None:
        """Step with momentum."""

    def newton(self) -> None:
        """Make Newton's step."""

    def choose_place(self, place: float) -> None:
        """Choose the rate at a place of the slider, 0..1."""

    def choose_keep(self, index: int) -> None:
        """Choose one of KEEPS, from 0."""

    def choose_model(self, index: int) -> None:
        """Choose what is shown of the model: 0 is nothing, then the orders on offer."""

    def cycle_model(self) -> None:
        """Show the next model."""


def orders(brief: Brief) -> tuple[int, ...]:
    """Return the orders of the models that can be shown; none where only heights are read."""
    if brief.taylor:
        return tuple(range(highest_order(brief) + 1))
    return tuple(range(1, highest_order(brief) + 1))


def model_words(brief: Brief, chosen: int | None) -> str:
    """Return what the button of the model says."""
    if brief.taylor and chosen is not None:
        return f"Model: order {chosen}"
    return "Model: " + (ORDERS[0] if chosen is None else ORDERS[chosen])


def two_rows(brief: Brief) -> bool:
    """Tell whether the tools need a second row."""
    many = {Newton.name, Momentum.name}.intersection(brief.moves) or brief.taylor
    return bool(many) and any(move in brief.moves for move in MOVES)


def tools(rect: Rect, kit: Kit, brief: Brief, hand: Worker, stride: Stride) -> list[Part]:
    """Return what stands below the plot."""
    if two_rows(brief):
        first, second = rows(rect, None, None, gap=kit.px(8))
        moves = _moves(first, kit, brief, hand, stride)
        return [*moves, *_extras(second, kit, brief, hand, stride)]
    if brief.taylor:
        return _extras(rect, kit, brief, hand, stride)
    if not orders(brief):
        return [Text("hint", rect, kit, HINT, role=Role.SMALL, color=kit.theme.muted)]
    row, model = columns(rect, None, kit.px(widths(rect, kit).model), gap=kit.px(12))
    return [*_moves(row, kit, brief, hand, stride), _model(model, kit, brief, hand)]


class Widths(NamedTuple):
    """How wide the tools are, in design pixels."""

    rate: int
    move: int
    model: int


ROOMY = 560
"""From this width on, in design pixels, the tools have room for the caps of their keys."""
WIDE, NARROW = Widths(112, 100, 168), Widths(104, 88, 142)


def widths(rect: Rect, kit: Kit) -> Widths:
    """Return how wide the tools are in a place."""
    return WIDE if rect.width >= kit.px(ROOMY) else NARROW


def _moves(rect: Rect, kit: Kit, brief: Brief, hand: Worker, stride: Stride) -> list[Part]:
    """Return the rate with its slider, and a button for each move; without any a word of help."""
    px, moves = kit.px, [move for move in MOVES if move in brief.moves]
    if not moves:
        return [Text("hint", rect, kit, PROBE, role=Role.SMALL, color=kit.theme.muted)]
    wide = widths(rect, kit)
    places = columns(rect, px(wide.rate), None, *[px(wide.move)] * len(moves), gap=px(10))
    words, slide, *keys = places
    parts: list[Part] = []
    if Step.name in moves or Momentum.name in moves:
        parts.append(Text("rate-text", words, kit, "", role=Role.SMALL))
        place = middle(slide, slide.width, px(36))
        slider = Slider("rate", place, kit, stride.place, hand.choose_place, notch=SLIDER_NOTCH)
        parts.append(slider)
    deeds = {Step.name: hand.step, Momentum.name: hand.momentum, Newton.name: hand.newton}
    for move, place in zip(moves, keys, strict=True):
        weight = Weight.PRIMARY if move == moves[0] and move != Newton.name else Weight.PLAIN
        spot = middle(place, place.width, px(40))
        key = key_of(KEYS[move])
        parts.append(Button(move, spot, kit, MOVES[move], deeds[move], weight=weight, key=key))
    return parts


def _extras(rect: Rect, kit: Kit, brief: Brief, hand: Worker, stride: Stride) -> list[Part]:
    """Return the second row: the model, and what momentum keeps."""
    px, muted = kit.px, kit.theme.muted
    parts: list[Part] = []
    if brief.taylor and Momentum.name not in brief.moves:
        caption, cells = columns(rect, px(52), None, gap=px(8))
        cells.width = min(cells.width, px(46) * (len(orders(brief)) + 1))
        parts += [
            Text("order-text", caption, kit, "order", role=Role.SMALL, color=muted),
            _orders(middle(cells, cells.width, px(36)), kit, brief, hand),
        ]
    elif orders(brief):
        place = Rect(rect.left, rect.top, px(widths(rect, kit).model), rect.height)
        parts.append(_model(place, kit, brief, hand))
    if Momentum.name in brief.moves:
        left = rect.left if not parts else parts[-1].rect.right + px(12)
        room = Rect(left, rect.top, rect.right - left, rect.height)
        caption, cells = columns(room, px(42), None, gap=px(8))
        cells.width = min(cells.width, px(50) * len(KEEPS))
        labels = tuple(f"{keep:g}".removeprefix("0") if keep else "0" for keep in KEEPS)
        start = KEEPS.index(stride.keep)
        parts += [
            Text(
                "keep-text", caption, kit, "keep", role=Role.SMALL, color=muted, align=Align.RIGHT
            ),
            Choice(
                "keep", middle(cells, cells.width, px(36)), kit, (labels, start), hand.choose_keep
            ),
        ]
    return parts


def _orders(rect: Rect, kit: Kit, brief: Brief, hand: Worker) -> Choice:
    labels = ("–", *(str(order) for order in orders(brief)))
    return Choice("model", rect, kit, (labels, 0), hand.choose_model)


def _model(rect: Rect, kit: Kit, brief: Brief, hand: Worker) -> Button:
    place = middle(rect, rect.width, kit.px(36))
    words = model_words(brief, None)
    key = key_of(Command.MODEL)
    return Button("model", place, kit, words, hand.cycle_model, weight=Weight.QUIET, key=key)
