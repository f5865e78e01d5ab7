"""The help: its little pictures are whole, and its keys look like keys."""

import numpy as np
import pygame
import pytest
from pygame import Rect, Surface

from sandpit.desktop.keycaps import Keycaps
from sandpit.desktop.paint.sand import sand
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scenes.help import APART, lines
from sandpit.desktop.scenes.sketches import SKETCHES, HelpPicture


@pytest.mark.parametrize(
    ("size", "scale"), [((200, 95), 0.8), ((190, 95), 1.0), ((250, 130), 1.0), ((780, 390), 3.0)]
)
@pytest.mark.parametrize("subject", SKETCHES)
def test_nothing_in_a_picture_is_cut_by_its_edge(
    subject: str, size: tuple[int, int], scale: float
) -> None:
    kit = Kit(THEMES["light"], Type(scale))
    target, bare = Surface(size, 0, 32), Surface(size, 0, 32)
    HelpPicture("sketch", Rect((0, 0), size), kit, subject).draw(target)
    bare.blit(sand(size, kit.theme, scale), (0, 0))
    drawn = (pygame.surfarray.array3d(target) != pygame.surfarray.array3d(bare)).any(axis=2)
    assert drawn.any()
    edges = (drawn[0], drawn[-1], drawn[:, 0], drawn[:, -1])
    assert not np.concatenate(edges).any()


@pytest.mark.parametrize("width", [114, 150])
def test_every_key_of_the_help_has_room(width: int) -> None:
    kit = Kit(THEMES["light"], Type(1.0))
    for says, keys, _ in lines():
        caps = Keycaps("keys", Rect(0, 0, width, 26), kit, keys.split(APART))
        assert caps.overflow == (0, 0), says
