"""The frame of a small plot of data: ticks, names, border."""

from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.lettering import fitted
from sandpit.desktop.paint.frame import Frame, draw_border
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look


def framed(rect: Rect, across: Spread, up: Spread, look: Look) -> Frame:
    """Return a frame with room for ticks and names around it, inside `rect`."""
    px, line = look.type.px, look.type.line(Role.SMALL)
    trial = Frame(Rect(0, 0, max(8, rect.width), max(8, rect.height - 3 * line)), across, up)
    texts = [text for _, text in trial.ticks_up(look)]
    left = px(8) + max((look.type.size(text, Role.SMALL)[0] for text in texts), default=0)
    above, below = line + px(9), 2 * line
    plot = Rect(
        rect.left + left,
        rect.top + above,
        max(8, rect.width - left - px(10)),
        max(8, rect.height - above - below),
    )
    return Frame(plot, across, up)


def draw_axes(
    target: Surface, rect: Rect, frame: Frame, names: tuple[str, str], look: Look
) -> None:
    """Write the ticks and both names of a frame made by `framed` for `rect`."""
    theme, px, plot = look.theme, look.type.px, frame.plot
    draw_border(target, frame, look)
    for x, text in frame.ticks_across(look):
        target.fill(theme.edge, Rect(round(x), plot.bottom, look.type.hair, px(3)))
        label = look.type.render(text, Role.SMALL, theme.muted)
        spot = label.get_rect(midtop=(round(x), plot.bottom + px(2)))
        target.blit(label, spot.clamp(rect))
    for y, text in frame.ticks_up(look):
        label = look.type.render(text, Role.SMALL, theme.muted)
        target.blit(label, label.get_rect(midright=(plot.left - px(5), round(y))))
    low = fitted(names[0], (Role.AXIS, Role.SMALL), theme.ink, rect.width, look)
    below = plot.bottom + px(2) + look.type.line(Role.SMALL) * 9 // 10
    target.blit(low, low.get_rect(midtop=(plot.centerx, below)).clamp(rect))
    high = fitted(names[1], (Role.AXIS, Role.SMALL), theme.ink, rect.width, look)
    target.blit(high, high.get_rect(topleft=rect.topleft))
