"""The tally of a score: the outcome, the stars, the points, and a bar for each of its parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.layout import columns, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.reveal import Reveal
from sandpit.desktop.score_bar import BAR, ScoreBar
from sandpit.desktop.stars import Stars
from sandpit.desktop.text import Prose, Text
from sandpit.game import Outcome, Score
from sandpit.library import Best

HEADINGS: Mapping[Outcome | None, str] = {
    Outcome.FOUND: "Found!",
    Outcome.OUT_OF_DIPS: "Out of dips",
    Outcome.GAVE_UP: "How it lies",
}
SLIM, TALL = 520, 480
"""A place narrower than this, in design pixels of text, has a column where it is so high."""
MOST = 1000
"""The points of a perfect game."""


@dataclass(frozen=True)
class Tally:
    """The parts that tell of a score; those that count up are known by name."""

    score: Score
    stars: Stars
    total: Text
    bars: Sequence[ScoreBar]
    parts: Sequence[Part]

    def show(self, reveal: Reveal) -> None:
        """Show so much of the score as has been revealed."""
        self.stars.count = reveal.starred
        self.total.text = f"{round(reveal.counted * self.score.total)}"
        for bar in self.bars:
            bar.share = reveal.counted


def compared(score: Score, best: Best | None) -> str:
    """Return how a game does beside the best of all that were played, this one among them."""
    if best is None or best.games < 2:
        return ""
    return "Your best so far" if score.total >= best.total else f"Your best so far: {best.total}"


def tally_column(rect: Rect, kit: Kit, score: Score, beside: str) -> Tally:
    """Tell it in a column of its own; `beside` says how it compares."""
    px, high = kit.px, kit.high
    inner = rect.inflate(-px(36), -px(36))
    heading, stars, total, line, body = rows(
        inner, high(Role.TITLE), px(58), high(Role.DISPLAY), high(Role.LABEL), None, gap=px(10)
    )
    row = Stars("stars", stars, kit, 0)
    number, of = _total(total, kit, Role.DISPLAY, kit.em(132))
    bars, told = list[ScoreBar](), list[Part]()
    body = body.inflate(0, -px(16))
    for place, part in zip(
        rows(body, *_heights(body, kit, score), gap=px(20)), score.parts, strict=True
    ):
        top, reason = rows(place, _bar_height(kit), None, gap=px(6))
        bars.append(ScoreBar(top, kit, part))
        told.append(Prose(f"{part.name}-reason", reason, kit, part.reason, role=Role.SMALL))
    parts = [_heading(heading, kit, score), row, number, of, _beside(line, kit, beside)]
    return Tally(score, row, number, bars, [*parts, *bars, *told])


def tally_header(rect: Rect, kit: Kit, score: Score, beside: str) -> Tally:
    """Tell it in a few lines above the plot."""
    px = kit.px
    inner = rect.inflate(-px(28), -px(16))
    left, right = columns(inner, inner.width * 36 // 100, None, gap=px(24))
    heading, line = rows(left, None, None)
    heading, best = columns(heading, left.width * 46 // 100, None, gap=px(8))
    stars, total = columns(line, px(102), None, gap=px(12))
    row = Stars("stars", stars, kit, 0)
    number, of = _total(total, kit, Role.TITLE, kit.em(76))
    top, told = rows(right, _bar_height(kit), None, gap=px(6))
    places = columns(top, *[None] * len(score.parts), gap=px(24))
    bars = [ScoreBar(place, kit, part) for place, part in zip(places, score.parts, strict=True)]
    reasons = "\n".join(part.reason for part in score.parts)
    parts = [
        _heading(heading, kit, score),
        row,
        number,
        of,
        _beside(best, kit, beside),
        *bars,
        Prose("told", told, kit, reasons, role=Role.SMALL),
    ]
    return Tally(score, row, number, bars, parts)


def tally_stack(rect: Rect, kit: Kit, score: Score, beside: str) -> Tally:
    """Tell it in a small card: what has no room is scrolled."""
    px = kit.px
    inner = rect.inflate(-px(28), -px(20))
    heading, line, told = rows(inner, kit.high(Role.TITLE), kit.high(Role.TITLE), None, gap=px(6))
    stars, total = columns(line, min(px(102), line.width // 3), None, gap=px(12))
    row = Stars("stars", stars, kit, 0)
    number = Text("total", total, kit, f"{MOST}", role=Role.TITLE)
    lines = [f"{part.name.capitalize()}: {part.points}. {part.reason}" for part in score.parts]
    words = "\n".join([*([beside] if beside else []), f"Of {MOST} points:", *lines])
    parts = [_heading(heading, kit, score), row, number]
    return Tally(score, row, number, [], [*parts, Prose("told", told, kit, words, role=Role.SMALL)])


def tally_for(rect: Rect, kit: Kit) -> Callable[[Rect, Kit, Score, str], Tally]:
    """Return the way to tell it that suits a place."""
    if rect.width < kit.em(SLIM):
        return tally_column if rect.height > kit.em(TALL) else tally_stack
    return tally_header


def _heading(rect: Rect, kit: Kit, score: Score) -> Text:
    return Text("heading", rect, kit, HEADINGS.get(score.outcome, ""), role=Role.TITLE)


def _beside(rect: Rect, kit: Kit, words: str) -> Text:
    return Text("best", rect, kit, words, role=Role.LABEL, color=kit.theme.good)


def _total(rect: Rect, kit: Kit, role: Role, width: int) -> tuple[Text, Text]:
    """Return the points, and out of how many."""
    number, of = columns(rect, width, None, gap=kit.px(8))
    words, muted = f"of {MOST} points", kit.theme.muted
    return (
        Text("total", number, kit, f"{MOST}", role=role),
        Text("of", of, kit, words, role=Role.SMALL, color=muted),
    )


def _bar_height(kit: Kit) -> int:
    return kit.high(Role.LABEL) + kit.px(4 + BAR)


def _heights(rect: Rect, kit: Kit, score: Score) -> list[int]:
    """Return how high each part of a score is with its sentence; all have room in `rect`."""
    ink, least = kit.theme.ink, _bar_height(kit) + kit.px(6)
    share = (rect.height - kit.px(20) * (len(score.parts) - 1)) // len(score.parts)
    whole = kit.type.line(Role.SMALL)
    return [
        min(
            share,
            least + whole + kit.type.wrap(part.reason, Role.SMALL, ink, rect.width).get_height(),
        )
        for part in score.parts
    ]
