"""The chapters: any number of them and of their levels is laid out, reached and told of."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.desktop.app import App
from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.emblem import FEW, Emblem, Padlock
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.views import VIEWS
from sandpit.desktop.reel import Reel
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.dialog import Dialog
from sandpit.desktop.scenes.shelf import ChapterButton, LevelCard
from sandpit.desktop.text import Text
from sandpit.library import Library
from tests.desktop.hands import click_part, look
from tests.desktop.test_scenes import SIZES, assert_tidy
from tests.known import expect
from tests.written import written

Apps = Callable[..., App]
TITLES = ("Dunes", "Which side of the peak?", "The top of the throw, and of the fall")


@pytest.fixture
def large(tmp_path: Path) -> Library:
    """Return a library of nine chapters, each with twelve levels; two files are wrong."""
    for i in range(9):
        folder = tmp_path / f"{i}-chapter"
        folder.mkdir()
        title = "The chain rule and neural networks" if i == 5 else "Slopes"
        about = {"title": title, "text": "One hill, one number to choose. " * 3}
        (folder / "chapter.json").write_text(json.dumps(about))
        for j in range(12):
            level = written(title=TITLES[j % 3], story="Thick fog on the moor. " * 4)
            (folder / f"level-{i}-{j:02}.json").write_text(json.dumps(level))
    (tmp_path / "3-chapter" / "chapter.json").write_text("{")
    (tmp_path / "8-chapter" / "level-0-00.json").write_text(json.dumps(written()))
    return Library.of(tmp_path)


def chapters(apps: Apps, library: Library, size: tuple[int, int], scale: float = 1.3) -> App:
    app = apps(size, library=library, text_scale=scale, all_open=True)
    app.go("chapters")
    app.tick(0.0)
    return app


def cards(app: App) -> list[str]:
    return [part.name for part in app.scene.parts if isinstance(part, LevelCard)]


@pytest.mark.parametrize("scale", [0.85, 1.0, 1.3])
@pytest.mark.parametrize("size", SIZES)
def test_many_chapters_of_many_levels_are_laid_out_well(
    apps: Apps, large: Library, size: tuple[int, int], scale: float
) -> None:
    app = chapters(apps, large, size, scale)
    assert_tidy(app)
    assert len(cards(app)) >= 4
    buttons = [part for part in app.scene.parts if isinstance(part, ChapterButton)]
    assert len(buttons) >= 8
    assert len({button._role for button in buttons}) == 1
    faces = [part for part in app.scene.parts if isinstance(part, LevelCard)]
    assert {
        expect(Text, face._faces[2])._image.get_height() // app.kit.high(Role.CARD)
        for face in faces
    } <= {
        1,
        2,
    }


@pytest.mark.parametrize(
    ("forth", "back", "each"),
    [(Command.NEXT, Command.PREVIOUS, 1), (Command.DOWN, Command.UP, 2)],
)
def test_keys_reach_every_level_of_a_chapter_and_come_back(
    apps: Apps, large: Library, forth: Command, back: Command, each: int
) -> None:
    app = chapters(apps, large, (800, 600))
    assert len(cards(app)) < 12
    wanted = [f"level-0-{j:02}" for j in range(0, 12, each)]
    seen = [focused(app)]
    for command in [forth] * (len(wanted) - 1) + [back] * (len(wanted) - 1):
        app.scene.press(Press(command))
        app.tick(0.0)
        assert focused(app) in cards(app)
        seen.append(focused(app))
    assert seen == [*wanted, *wanted[-2::-1]]
    assert_tidy(app)


def turn_wheel(app: App, name: str, notches: int) -> None:
    """Turn the wheel while the mouse is over a part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pygame.mouse, "get_pos", lambda: app.scene.part(name).rect.center)
        app.dispatch(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=notches))
    app.tick(0.0)


def focused(app: App) -> str:
    assert app.scene.focused is not None
    return app.scene.focused.name


def test_the_wheel_and_the_bar_scroll_the_levels(apps: Apps, large: Library) -> None:
    app = chapters(apps, large, (800, 600))
    first = cards(app)
    turn_wheel(app, first[0], -1)
    assert cards(app)[0] == first[2]
    look(app)
    bar = app.scene.part("levels-bar").rect
    press: dict[str, Any] = {"button": 1, "touch": False}
    app.dispatch(
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=bar.inflate(0, -4).midbottom, **press)
    )
    app.tick(0.0)
    assert cards(app)[-1] == "level-0-11"


def test_a_level_that_was_played_is_in_sight_again(apps: Apps, large: Library) -> None:
    app = apps((800, 600), library=large, text_scale=1.3, all_open=True)
    app.go("chapters", Ticket(level=large.find("level-7-10").load()))
    app.tick(0.0)
    assert focused(app) == "level-7-10"


def test_what_is_wrong_with_the_files_is_told_in_the_game(apps: Apps, large: Library) -> None:
    app = chapters(apps, large, (800, 600))
    assert len(large.problems) == 2
    click_part(app, "notes")
    assert isinstance(app.scene, Dialog)
    assert_tidy(app)
    assert all(str(problem) in app.scene._text for problem in large.problems)
    click_part(app, "close")
    assert "notes" in [part.name for part in app.scene.parts]


def test_a_sound_library_bears_no_notes(apps: Apps, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(written()))
    app = chapters(apps, Library.of(tmp_path), (1280, 720))
    assert "notes" not in [part.name for part in app.scene.parts]


def test_a_library_without_levels_opens_too(apps: Apps, tmp_path: Path) -> None:
    app = chapters(apps, Library.of(tmp_path), (800, 600))
    assert_tidy(app)
    assert cards(app) == []


@given(
    rows=st.integers(0, 30),
    room=st.integers(1, 12),
    moves=st.lists(st.tuples(st.booleans(), st.integers(-9, 29)), max_size=9),
)
def test_a_reel_never_leaves_its_rows(rows: int, room: int, moves: list[tuple[bool, int]]) -> None:
    reel = Reel()
    reel.fit(rows, room)
    for turns, number in moves:
        if turns:
            reel.turn(number)
        elif 0 <= number < rows:
            reel.reach(number)
            assert reel.first <= number < reel.first + room
        assert 0 <= reel.first <= max(0, rows - room)


def story(app: App) -> str:
    app.scene.update(0.0)
    assert isinstance(app.scene, Chapters)
    return app.scene._said


def test_another_chapter_opens_at_its_top_and_tells_of_the_level_to_play(
    apps: Apps, large: Library
) -> None:
    app = chapters(apps, large, (800, 600))
    turn_wheel(app, cards(app)[0], -3)
    assert cards(app)[0] != "level-0-00"
    click_part(app, "chapter-1")
    assert cards(app)[0] == "level-1-00"
    assert story(app) == large.find("level-1-00").load().story


def test_a_chapter_in_focus_tells_of_itself(apps: Apps, large: Library) -> None:
    app = chapters(apps, large, (1280, 720))
    assert story(app) == large.find("level-0-00").load().story
    app.scene.focus.set("chapter-2")
    assert story(app) == large.chapters[2].text


def test_a_notice_is_told_once(apps: Apps, large: Library) -> None:
    app = apps((1280, 720), library=large)
    app.notice = "The disk is full"
    for told in (True, False):
        app.go("chapters")
        app.tick(0.0)
        assert (story(app) == "The disk is full") is told
    assert app.notice == ""


def test_levels_are_told_apart_by_their_axes_and_those_that_are_locked_bear_a_lock(
    apps: Apps, tmp_path: Path
) -> None:
    for i, count in enumerate((1, 2, 3, 9)):
        axes = [{"name": "w", "count": count, "range": [0, 6]}]
        bowl = {"kind": "bowl", "center": [3.0] * count, "curvatures": 2.0}
        level = written(axes=axes, surface=bowl, goal="pit", map="covered")
        (tmp_path / f"level-{i}.json").write_text(json.dumps(level))
    app = apps(library=Library.of(tmp_path))
    app.go("chapters")
    app.tick(0.0)
    faces = [part._faces for part in app.scene.parts if isinstance(part, LevelCard)]
    locks = [any(isinstance(face, Padlock) for face in card) for card in faces]
    assert locks == [False, True, True, True]
    signs = [next(face for face in card if isinstance(face, Emblem)) for card in faces]
    pictures = set()
    for sign in signs:
        target = pygame.Surface(app.size)
        sign.draw(target)
        inked = pygame.mask.from_threshold(target, (0, 0, 0), (1, 1, 1, 255))
        inked.invert()
        assert sign.rect.inflate(4, 4).contains(
            inked.get_bounding_rects()[0].unionall(inked.get_bounding_rects())
        )
        pictures.add(pygame.image.tobytes(target.subsurface(sign.rect), "RGB"))
    assert len(pictures) == 4


def test_the_sign_of_slices_is_that_of_the_levels_shown_in_slices() -> None:
    assert max(VIEWS) == FEW
