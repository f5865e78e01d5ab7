"""What a player is told before the first dip, in words: the story, the goal, the stick."""

from pygame import Rect

from sandpit.desktop.layout import rows
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Panel, Part
from sandpit.desktop.text import Line, Prose, Text, stack
from sandpit.game import Brief, Dipstick, Level
from sandpit.surfaces import Goal

GOALS = {
    Goal.PEAK: "▲ Find the highest point",
    Goal.PIT: "▼ Find the deepest point",
}
TARGETS = {
    Goal.PEAK: "Climb to a height of {height}.",
    Goal.PIT: "Come down to {height}.",
}
"""What counts as found where a level is won by a height."""
STICKS = {
    Dipstick.HEIGHT: "Your stick shows the height.",
    Dipstick.GRADIENT: "Your stick shows height and slope.",
    Dipstick.HESSIAN: "Your stick shows height, slope and curvature.",
}
SHORT_GOALS = {Goal.PEAK: "▲ Highest", Goal.PIT: "▼ Deepest"}
SHORT_STICKS = {
    Dipstick.HEIGHT: "height stick",
    Dipstick.GRADIENT: "slope stick",
    Dipstick.HESSIAN: "curvature stick",
}


def target(brief: Brief) -> str:
    """Return in words what counts as found."""
    if brief.win.height is not None:
        return TARGETS[brief.goal].format(height=figure(brief.win.height))
    return f"Come within {_distance(brief)} of it."


def story_column(rect: Rect, kit: Kit, level: Level) -> list[Part]:
    """Tell it in a column of its own."""
    inner = rect.inflate(-kit.px(36), -kit.px(36))
    muted = kit.theme.muted
    lines = (
        Line("goal", GOALS[level.goal], Role.LABEL, kit.theme.accent),
        Line("target", target(level.brief), Role.SMALL),
        Line("stick", STICKS[level.dipstick], Role.SMALL),
        Line("par", _par(level), Role.SMALL, muted),
    )
    gap = kit.px(8)
    title = stack(inner, kit, [Line("title", level.title, Role.HEADING)], gap)
    told = stack(inner, kit, lines, gap)
    down = inner.bottom - told[-1].rect.bottom
    for part in told:
        part.rect.move_ip(0, down)
    top = title[0].rect.bottom + kit.px(10)
    story = Rect(inner.left, top, inner.width, told[0].rect.top - kit.px(14) - top)
    return [
        Panel("story-card", rect, kit),
        *title,
        Prose("story", story, kit, level.story, role=Role.STORY),
        *told,
    ]


def story_header(rect: Rect, kit: Kit, level: Level) -> list[Part]:
    """Tell it in a few lines above the plot; only the story scrolls, never what counts."""
    px = kit.px
    inner = rect.inflate(-px(28), -px(12))
    accent, words = kit.theme.accent, facts(level)
    high = _needed(words, inner, kit)
    title, story, told = rows(inner, kit.high(Role.HEADING), None, high, gap=px(1))
    return [
        Panel("story-card", rect, kit),
        Text("title", title, kit, level.title, role=Role.HEADING),
        Prose("story", story, kit, level.story),
        Text("facts", told, kit, words, role=Role.SMALL, color=accent),
    ]


def _needed(words: str, rect: Rect, kit: Kit) -> int:
    """Return how high some small words are in a place, at most half of it."""
    image = kit.type.wrap(words, Role.SMALL, kit.theme.ink, rect.width)
    return min(image.get_height(), rect.height // 2)


def facts(level: Level) -> str:
    """Return in one line what is looked for, what finds it, what the stick shows, and par."""
    win = level.brief.win
    near = f"within {_distance(level.brief)}" if win.height is None else f"to {figure(win.height)}"
    return " · ".join(
        (SHORT_GOALS[level.goal], near, SHORT_STICKS[level.dipstick], f"par {level.par}")
    )


def _distance(brief: Brief) -> str:
    """Return how near counts as found, with its unit where all axes have the same."""
    return f"{figure(brief.win.distance or 0.0)} {brief.unit}".rstrip()


def _par(level: Level) -> str:
    return f"Par: {level.par} dips" if level.par > 1 else "Par: 1 dip"
