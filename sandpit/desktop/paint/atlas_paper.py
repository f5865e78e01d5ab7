"""The paper of an atlas: the slices through one point painted on their sheet, and its sand."""

from dataclasses import dataclass

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint.atlas_ground import (
    Masks,
    hidden_in,
    map_heights,
    paint_maps,
    paint_profiles,
    profile_heights,
)
from sandpit.desktop.paint.atlas_layout import Pane, Sheet
from sandpit.desktop.paint.atlas_page import draw_key, write_corner, write_heights, write_point
from sandpit.desktop.paint.relief import seen_spread
from sandpit.desktop.paint.sand import Alpha, edges
from sandpit.desktop.paint.scale import Spread, padded, place_step, written
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.game import Brief, Session
from sandpit.surfaces import Array


@dataclass(frozen=True)
class Ground:
    """The slices through one point: the picture below the sand, and the profiles' heights."""

    point: Array
    bare: Surface
    up: Spread | None
    hidden: Masks
    """Where sand lies in each pane, or lay while playing, (across, upwards)."""


@dataclass(frozen=True)
class Paper:
    """What the slices are painted on: the empty page with its axes, and the sheet's panes."""

    page: Surface
    sheet: Sheet
    brief: Brief
    look: Look

    @property
    def name_room(self) -> Rect:
        """Where the chosen slice is named, in the free corner."""
        corner, high = self.sheet.corner, self.look.type.font(Role.LABEL).get_linesize()
        top = corner.top + high + self.look.type.px(4)
        return Rect(corner.left, top, corner.width, self.look.type.line(Role.SMALL))

    def tag(self, pane: Pane, at: Array) -> str:
        """Return the coordinates of a point in a slice, as written beside the cursor."""
        extent = self.brief.box.extent
        values = [written(float(at[axis]), place_step(extent[axis])) for axis in pane.axes]
        if pane.is_map:
            return f"({values[0]}, {values[1]})"
        return f"{self.brief.axes[pane.axes[0]].name} = {values[0]}"

    def slices(self, session: Session, point: Array) -> Ground:
        """Paint what may be seen in all slices through a point."""
        flat, thin = self.sheet.maps, self.sheet.profiles
        heights, lines = map_heights(session, flat, point), profile_heights(session, thin, point)
        readings = session.state.readings
        some = bool(np.isnan(heights).any() or np.isnan(lines).any())
        known = [reading.height for reading in readings] if some else []
        spread = seen_spread(np.concatenate([heights.ravel(), lines.ravel()]), *known)
        up = None if spread is None else padded(*spread)
        picture = self.page.copy()
        number = readings[-1].number if readings else None
        write_corner(picture, self.sheet, self.look, _told(number))
        room = write_point(picture, self._below_name, self.brief, self.look, point)
        for pane in self.sheet.panes:
            picture.fill(self.look.theme.sky, pane.plot)
        if spread is not None and up is not None:
            write_heights(picture, thin[0], up, self.look)
            paint_profiles(picture, thin, lines, up, self.look)
            if not np.isnan(heights).all():
                paint_maps(picture, flat, heights, spread, self.look)
                draw_key(picture, room, spread, self.look)
        return Ground(point, picture, up, hidden_in(session.state, self.sheet, point))

    def density(self, hidden: Masks) -> Alpha:
        """Return how dense the sand is on the rectangle around all slices."""
        whole = self.sheet.whole
        dense = np.zeros(whole.size, dtype=np.uint8)
        for pane, mask in zip(self.sheet.panes, hidden, strict=True):
            plot = pane.plot.move(-whole.left, -whole.top)
            area = (slice(plot.left, plot.right), slice(plot.top, plot.bottom))
            if mask.any():
                dense[area] = 255 if mask.all() else edges(mask[:, ::-1], plot.size)[0]
        return dense

    @property
    def _below_name(self) -> Rect:
        corner, top = self.sheet.corner, self.name_room.bottom
        return Rect(corner.left, top, corner.width, max(0, corner.bottom - top))


def _told(number: int | None) -> str:
    """Return through what the slices go, by the number of the last reading."""
    if number is None:
        return "Slices at the middle"
    return "Slices at the last dip" if number else "Slices at the start"
