"""The play screen as a picture, with no display: by the very code that draws it in a window."""

import io
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pygame
from pygame import Rect, Surface

from sandpit.desktop.app import App
from sandpit.desktop.layout import scale_for
from sandpit.desktop.opening import SMALLEST
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.paint.view import Overlay, Trail
from sandpit.desktop.part import Kit
from sandpit.desktop.plot import Plot
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.screen import Canvas
from sandpit.errors import LibraryError
from sandpit.game import Level, Session, Transcript, replay
from sandpit.library import Library, Saves, write_bytes


@dataclass(frozen=True)
class Picture:
    """What is wanted: size in pixels, theme, whether uncovered, whether the map alone."""

    size: tuple[int, int] = (1280, 720)
    theme: Literal["light", "dark"] = "light"
    reveal: bool = False
    map_only: bool = False


def picture(level: Level, transcript: Transcript | None, wanted: Picture) -> Surface:
    """Return the play screen of a level, after the moves of a transcript where one is given.

    Raises TranscriptError where the transcript does not fit, SurfaceError where the optima to be
    uncovered cannot be known.
    """
    session = _session(level, transcript)
    if wanted.reveal and session.state.outcome is None:
        session.give_up()
    # What is smaller than any window is drawn as large as the smallest one, then scaled down.
    more = max(1.0, *(least / got for least, got in zip(SMALLEST, wanted.size, strict=True)))
    size = (math.ceil(wanted.size[0] * more), math.ceil(wanted.size[1] * more))
    larger = replace(wanted, size=size)
    drawn = _plot_alone(session, larger) if wanted.map_only else _screen(session, larger)
    return drawn if size == wanted.size else pygame.transform.smoothscale(drawn, wanted.size)


def draw_picture(level: Level, transcript: Transcript | None, wanted: Picture, out: Path) -> None:
    """Write the picture as a PNG, whole or not at all; raises what `picture` does, LibraryError."""
    drawn = picture(level, transcript, wanted)
    content = io.BytesIO()
    try:
        pygame.image.save(drawn, content, "picture.png")
    except (OSError, pygame.error) as error:
        raise LibraryError(f"{out} cannot be made: {error}", cure="ask for a smaller one") from None
    write_bytes(out, content.getvalue())


def _session(level: Level, transcript: Transcript | None) -> Session:
    if transcript is None:
        return Session(level, seed=0)
    again = replay(level, transcript)
    if again.failure is not None:
        raise again.failure
    return again.session


def _overlay(wanted: Picture) -> Overlay:
    return Overlay(uncover=1.0, trail=Trail.SHOWN) if wanted.reveal else Overlay()


def _plot_alone(session: Session, wanted: Picture) -> Surface:
    kit = Kit(THEMES[wanted.theme], Type(scale_for(wanted.size)))
    target = Surface(wanted.size, 0, 32)
    target.fill(kit.theme.background)
    plot = Plot(Rect((0, 0), wanted.size), kit, session)
    plot.show(_overlay(wanted))
    plot.draw(target)
    return target


def _screen(session: Session, wanted: Picture) -> Surface:
    saves = Saves.in_memory()
    try:
        settings = saves.settings()
        saves.store_settings(replace(settings, theme=wanted.theme, muted=True))
        canvas = Canvas(wanted.size)
        app = App(canvas, saves, lambda: Library(()))
        app.go("play", Ticket(level=session.level, session=session))
        if wanted.reveal and isinstance(app.scene, Play):
            app.scene.plot.show(_overlay(wanted))
        app.scene.shows_focus = False
        app.draw()
        return canvas.surface
    finally:
        saves.close()
