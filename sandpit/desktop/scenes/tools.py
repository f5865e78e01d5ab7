"""What stands below the plot: a tool for each move that the level allows, and for its model."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from pygame import Color, Rect

from sandpit.desktop.bindings import Command, key_of
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.layout import columns
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.scenes.flow import Item, flow, flow_height
from sandpit.desktop.slider import Slider
from sandpit.desktop.stride import KEEPS, SLIDER_NOTCH, Stride
from sandpit.desktop.text import Text
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

ORDER = "order"
"""What stands before the choice among the orders of a Taylor model."""

WIDEST_RATE = ("rate 0.00888", "goes 0.00888", "first dip,")
"""The widest of what stands where the rate is told."""

Chooser = Callable[[int], None]

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


def tools(rect: Rect, kit: Kit, brief: Brief, hand: Worker, stride: Stride) -> list[Part]:
    """Return what stands below the plot, in as many rows as it needs."""
    made = Toolmaker(kit, brief, hand, stride)
    places = flow(rect, items(brief, kit), kit.px(GAP))
    return [part for name, place in places.items() for part in made.make(name, place)]


def bar_height(brief: Brief, kit: Kit, width: int) -> int:
    """Return how high the card of the tools is at a width, both in pixels."""
    inner = width - kit.px(28)
    return max(kit.px(64), flow_height(items(brief, kit), inner, kit.px(GAP)) + kit.px(20))


GAP = 10
"""Between two tools, in design pixels."""
CAP = 34
"""The room that a button takes for the cap of its key where there is any, in design pixels."""
KEEP, MODEL, HINT_NAME = "keep", "model", "hint"


def items(brief: Brief, kit: Kit) -> list[Item]:
    """Return the tools of a level in their order, with the room that they need."""
    moves = [move for move in MOVES if move in brief.moves]
    if not moves and not brief.taylor:
        return [_told(kit)]
    found: list[Item] = []
    if Step.name in moves or Momentum.name in moves:
        wide = kit.px(8) + max(kit.type.size(words, Role.SMALL)[0] for words in WIDEST_RATE)
        found.append(Item("rate-text", wide, wide, kit.high(Role.SMALL, 2)))
        found.append(Item("rate", kit.px(110), kit.px(400), kit.px(36)))
    found += [_button(kit, move, MOVES[move], kit.px(40)) for move in moves]
    if brief.taylor and Momentum.name not in moves:
        caption = kit.px(8) + kit.type.size(ORDER, Role.SMALL)[0]
        count = len(orders(brief)) + 1
        least, most = (caption + kit.em(cell) * count for cell in (26, 46))
        found.append(Item(MODEL, least, most, kit.tall(36)))
    elif orders(brief):
        widest = max((model_words(brief, order) for order in (None, *orders(brief))), key=len)
        found.append(_button(kit, MODEL, widest, kit.px(36)))
    if Momentum.name in moves:
        caption, cells = kit.px(8) + kit.type.size(KEEP, Role.SMALL)[0], kit.em(42) * len(KEEPS)
        found.append(Item(KEEP, caption + cells, caption + cells * 5 // 4, kit.tall(36)))
    return found


def _told(kit: Kit) -> Item:
    return Item(HINT_NAME, kit.px(110), kit.px(2000), kit.high(Role.SMALL, 2))


def _button(kit: Kit, name: str, label: str, height: int) -> Item:
    least = kit.type.size(label, Role.LABEL)[0] + kit.px(22)
    return Item(name, least, least + kit.px(CAP), max(height, kit.tall(0)))


class Toolmaker:
    """Makes the tools of a level, each in its place."""

    def __init__(self, kit: Kit, brief: Brief, hand: Worker, stride: Stride) -> None:
        self._kit, self._brief, self._hand, self._stride = kit, brief, hand, stride
        self._moves = [move for move in MOVES if move in brief.moves]

    def make(self, name: str, place: Rect) -> list[Part]:
        """Return the parts of one tool."""
        makers: Mapping[str, Callable[[Rect], list[Part]]] = {
            HINT_NAME: self._hint,
            "rate-text": self._rate_text,
            "rate": self._rate,
            MODEL: self._model,
            KEEP: self._keep,
        }
        return makers[name](place) if name in makers else [self._move(name, place)]

    def _hint(self, place: Rect) -> list[Part]:
        words = PROBE if orders(self._brief) else HINT
        return [Text(HINT_NAME, place, self._kit, words, role=Role.SMALL, color=self._muted)]

    def _rate_text(self, place: Rect) -> list[Part]:
        return [Text("rate-text", place, self._kit, "", role=Role.SMALL)]

    def _rate(self, place: Rect) -> list[Part]:
        choose = self._hand.choose_place
        return [Slider("rate", place, self._kit, self._stride.place, choose, notch=SLIDER_NOTCH)]

    def _move(self, move: str, place: Rect) -> Part:
        hand = self._hand
        deeds = {Step.name: hand.step, Momentum.name: hand.momentum, Newton.name: hand.newton}
        first = move == self._moves[0] and move != Newton.name
        weight, key = Weight.PRIMARY if first else Weight.PLAIN, key_of(KEYS[move])
        return Button(move, place, self._kit, MOVES[move], deeds[move], weight=weight, key=key)

    def _model(self, place: Rect) -> list[Part]:
        kit, brief = self._kit, self._brief
        if brief.taylor and Momentum.name not in brief.moves:
            labels = ("–", *(str(order) for order in orders(brief)))
            return self._captioned(ORDER, place, (MODEL, (labels, 0), self._hand.choose_model))
        words, key = model_words(brief, None), key_of(Command.MODEL)
        deed = self._hand.cycle_model
        return [Button(MODEL, place, kit, words, deed, weight=Weight.QUIET, key=key)]

    def _keep(self, place: Rect) -> list[Part]:
        labels = tuple(f"{keep:g}".removeprefix("0") if keep else "0" for keep in KEEPS)
        chosen = (labels, KEEPS.index(self._stride.keep))
        return self._captioned(KEEP, place, (KEEP, chosen, self._hand.choose_keep))

    def _captioned(
        self, caption: str, place: Rect, made: tuple[str, tuple[Sequence[str], int], Chooser]
    ) -> list[Part]:
        """Return a choice, (its name, its labels and the first, what it does), and its caption."""
        kit, (name, choice, choose) = self._kit, made
        wide = kit.type.size(caption, Role.SMALL)[0]
        words, cells = columns(place, wide, None, gap=kit.px(8))
        told = Text(f"{caption}-text", words, kit, caption, role=Role.SMALL, color=self._muted)
        return [told, Choice(name, cells, kit, choice, choose)]

    @property
    def _muted(self) -> Color:
        return self._kit.theme.muted
