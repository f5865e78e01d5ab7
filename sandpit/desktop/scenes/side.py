"""The side column of the play screen: the log, the chart or the answer, and the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.bindings import Command, key_of
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.details import NOTE_LINES, Details, details_height
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.graph import ErrorGraph, Graph
from sandpit.desktop.layout import rows
from sandpit.desktop.log import Log, log_height
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.plot import Plot
from sandpit.desktop.scenes.flow import Item, flow, flow_height
from sandpit.desktop.scenes.hand import Hand
from sandpit.desktop.verdict import Verdict
from sandpit.game import Dipstick, Session, State

PAGES = ("Answer", "Chart", "Dips")
"""What the side column shows of a level that models something: its answer, the chart, or the log.

The log is a page only where it has no room below the others."""


GAP = 8
"""Between two buttons, in design pixels."""

LOG_ROWS = 3
"""The chart leaves the log room for so many dips at least."""


NOTES = (NOTE_LINES, 0)
"""The room for remarks in lines: none where the log needs it, which has a sign for each of them."""

LOWEST_ANSWER = 200
"""With less height than this, in design pixels, an answer needs a page for itself."""

LOWEST_CHART = 84
"""With less height, in design pixels of text, there is no chart: it would tell nothing."""


@dataclass(frozen=True)
class Side:
    """The parts of the side column, with all but the buttons in `shown`."""

    log: Log
    graph: Graph | None
    details: Details | None
    verdict: Verdict | None
    exhibit: ExhibitPanel | None
    shown: Sequence[Part]
    buttons: Sequence[Part]


def side_column(rect: Rect, kit: Kit, game: tuple[Session, Plot], hand: Hand) -> Side:
    """Lay the side column out: the verdict, what the model shows, the chart, the log, buttons."""
    session, plot = game
    px, state = kit.px, session.state
    body, place = rows(rect, None, _buttons_height(rect.width, kit), gap=px(10))
    buttons = _buttons(place, kit, hand)
    if session.models:
        return _with_exhibit(body, (kit, session, hand), buttons)
    verdict, shown = None, list[Part]()
    if state.brief.stick is Dipstick.HESSIAN:
        place, body = rows(body, _verdict_height(kit), None, gap=px(8))
        verdict = Verdict(place, kit, state)
        shown.append(verdict)
    graph, log_place, details_place = _chart(body, kit, state, plot)
    log = Log(log_place, kit, state, hand.point)
    details = None
    if details_place.height:
        details = Details(details_place, kit, state.brief, state.last)
    shown = [
        log,
        *shown,
        *([] if graph is None else [graph]),
        *([] if details is None else [details]),
    ]
    return Side(log, graph, details, verdict, None, shown, buttons)


def _chart(rect: Rect, kit: Kit, state: State, plot: Plot) -> tuple[Graph | None, Rect, Rect]:
    """Return the chart, where there is room for one, and the places of the log and the details."""
    gap, least = kit.px(10), log_height(kit, LOG_ROWS)
    heights = [details_height(state.brief, kit, notes) for notes in NOTES]
    details = next((high for high in heights if rect.height - high - gap >= least), 0)
    spare = rect.height - details - least - 2 * gap
    high = min(kit.px(170), rect.height * 30 // 100, spare)
    if high < kit.em(LOWEST_CHART):
        log_place, details_place = rows(rect, None, details, gap=gap)
        return None, log_place, details_place
    if plot.view.charts_heights:
        log_place, place, details_place = rows(rect, None, high, details, gap=gap)
        return ErrorGraph(place, kit, state), log_place, details_place
    place, log_place, details_place = rows(rect, high, None, details, gap=gap)
    return Graph(place, kit, state), log_place, details_place


def _verdict_height(kit: Kit) -> int:
    return max(kit.px(52), kit.em(45))


def _with_exhibit(rect: Rect, its: tuple[Kit, Session, Hand], buttons: Sequence[Part]) -> Side:
    """Lay it out for a level that models something: its answer and the chart are two pages.

    Where the log, and what the curvature says, have no room beside them, they are a third.
    """
    kit, session, hand = its
    px, state, gap, top = kit.px, session.state, kit.px(8), kit.tall(36)
    curved = state.brief.stick is Dipstick.HESSIAN
    high = _verdict_height(kit)
    spare = rect.height - top - log_height(kit, LOG_ROWS) - 2 * gap - curved * (high + gap)
    tight = spare < px(LOWEST_ANSWER)
    place, body = rows(rect, high, None, gap=gap) if curved and not tight else (rect, rect)
    tabs, page = rows(body, top, None, gap=gap)
    log_place = page
    if not tight:
        answer = max(px(200), min(rect.height * 48 // 100, spare))
        page, log_place = rows(page, answer, None, gap=gap)
    elif curved:
        place, log_place = rows(page, high, None, gap=gap)
    verdict = Verdict(place, kit, state) if curved else None
    graph, exhibit = Graph(page, kit, state), ExhibitPanel(page, kit, session, hand.workshop)
    log = Log(log_place, kit, state, hand.point)
    dips: list[Part] = [log] if verdict is None else [log, verdict]
    pages: Sequence[Sequence[Part]] = ([exhibit], [graph], dips)
    names = PAGES if tight else PAGES[:-1]
    number = min(hand.page, len(names) - 1)
    choice = Choice("pages", tabs, kit, (names, number), hand.turn)
    shown = [*([] if tight else dips), choice, *pages[number]]
    return Side(log, graph, None, verdict, exhibit, shown, buttons)


DEEDS = (
    ("restart", "Play again", Command.RESTART),
    ("give-up", "Give up", Command.GIVE_UP),
    ("menu", "Menu", Command.MENU),
)
"""The buttons below the log: their names, what they say, and the commands that do the same."""


def _button_items(width: int, kit: Kit) -> list[Item]:
    """Return the buttons' sizes; the first has room for its key's cap if one row has it."""
    high = kit.tall(40)
    wides = [kit.type.size(label, Role.LABEL)[0] + kit.px(14) for _, label, _ in DEEDS]
    capped = [wides[0] + kit.px(32), *wides[1:]]
    if sum(capped) + kit.px(GAP) * (len(DEEDS) - 1) <= width:
        wides = capped
    return [Item(deed[0], wide, 3 * wide, high) for deed, wide in zip(DEEDS, wides, strict=True)]


def _buttons_height(width: int, kit: Kit) -> int:
    return flow_height(_button_items(width, kit), width, kit.px(GAP))


def _buttons(rect: Rect, kit: Kit, hand: Hand) -> list[Part]:
    deeds = {"restart": hand.ask_restart, "give-up": hand.ask_give_up, "menu": hand.menu}
    places = flow(rect, _button_items(rect.width, kit), kit.px(GAP))
    return [
        Button(
            name,
            places[name],
            kit,
            label,
            deeds[name],
            weight=Weight.QUIET,
            key=key_of(command),
        )
        for name, label, command in DEEDS
    ]
