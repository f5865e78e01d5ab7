"""Work beside the loop: no frame does it or waits for it, and each thing is done but once."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import pygame
import pytest

from sandpit.desktop import mathematics_card
from sandpit.desktop.app import App
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.jobs import AtOnce, Beside, Cancelled, Job, Jobs, Workshop
from sandpit.desktop.landings import FAR
from sandpit.desktop.mathematics_card import MathematicsCard
from sandpit.desktop.paint import formula
from sandpit.desktop.plot import Plot
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes import lesson, vista
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.lesson import Page
from sandpit.desktop.scenes.opening import Opening
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.scenes.shelf import LevelCard
from sandpit.desktop.scenes.title import Title
from sandpit.desktop.scenes.vista import Vista
from sandpit.errors import SandpitError
from sandpit.game import GiveUp, Level, Newton, Probe, Session, rules
from sandpit.game import session as session_module
from sandpit.library import Library
from sandpit.surfaces import search
from tests.desktop.hands import key, move
from tests.desktop.test_results import won
from tests.known import expect
from tests.levels.shipped import IDS, LIBRARY
from tests.written import bowl, make_level

T = TypeVar("T")
Apps = Callable[..., App]


class Later:
    """Does its jobs when it is told to: in a thread, as in the window, or not at all."""

    def __init__(self) -> None:
        self.begun: list[Job[Any]] = []

    def begin(self, job: Job[T]) -> None:
        self.begun.append(job)

    def work(self) -> int:
        """Do what has been begun; return how many jobs that were."""
        jobs, self.begun = self.begun, []
        for job in jobs:
            thread = threading.Thread(target=job.run)
            thread.start()
            thread.join()
        return len(jobs)

    def close(self) -> None:
        self.begun.clear()


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no frame wait for a job, not even for a moment."""
    for name in ("GRACE", "BEFORE_ANY"):
        monkeypatch.setattr(f"sandpit.desktop.scenes.opening.{name}", 0.0)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fail where the loop's own thread does what belongs beside it; tell what was done there."""
    loop, done = threading.current_thread(), list[str]()

    def watch(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def run(*args: Any, **kwargs: Any) -> Any:
            assert threading.current_thread() is not loop, f"{name} in the loop"
            done.append(name)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, run)

    for owner, name in SLOW:
        watch(owner, name)
    return done


SLOW: tuple[tuple[object, str], ...] = (
    (formula, "_set"),
    (search, "find_optima"),
    (mathematics_card, "set_lines"),
    (lesson, "statements"),
    (Session, "exhibit"),
    (Level, "parse"),
    (Level, "outline"),
    (vista, "vista"),
)
"""What may take longer than a frame, by where it is looked up."""


def pass_time(app: App, jobs: Later, frames: int = 60) -> None:
    """Let frames pass, and the work beside them be done."""
    for _ in range(frames):
        app.tick(0.05)
        jobs.work()
    app.tick(0.0)


def test_a_job_returns_what_its_work_does_or_raises() -> None:
    good, bad = Job[int](lambda _: 3), Job[int](lambda _: 1 // 0)
    for job in (good, bad):
        assert not job.done
        job.run()
        assert job.done
    assert good.value == 3
    with pytest.raises(ZeroDivisionError):
        _ = bad.value


def test_work_beside_the_loop_is_done_in_another_thread() -> None:
    jobs, job = Beside(), Job[str](lambda _: threading.current_thread().name)
    jobs.begin(job)
    assert job.wait(10.0)
    assert job.value != threading.current_thread().name
    jobs.close()


def test_work_that_looks_up_stops_when_nobody_waits() -> None:
    looked = threading.Event()

    def endless(job: Job[None]) -> None:
        while True:
            looked.set()
            job.check()

    jobs, job = Beside(), Job[None](endless)
    jobs.begin(job)
    assert looked.wait(10.0)
    jobs.close()
    assert job.wait(10.0)
    with pytest.raises(Cancelled):
        _ = job.value


def test_what_was_cancelled_before_it_began_is_never_done() -> None:
    done: list[int] = []
    job = Job[None](lambda _: done.append(1))
    job.cancel()
    job.run()
    assert done == []


def test_each_thing_is_worked_out_once_and_told_in_a_frame_to_come() -> None:
    jobs, told, made = Later(), list[str](), list[str]()
    workshop = Workshop(jobs)

    def work(_: Job[str]) -> str:
        made.append("made")
        return "sheet"

    assert workshop.ask("key", work, lambda _: told.append("first")) is None
    assert workshop.ask("key", work, lambda _: told.append("second")) is None
    workshop.poll()
    assert workshop.busy
    assert jobs.work() == 1
    assert told == []
    workshop.poll()
    assert told == ["second"]
    assert not workshop.busy
    assert workshop.ask("key", work, lambda _: told.append("third")) == "sheet"
    assert (told, made) == (["second"], ["made"])


def test_at_once_the_answer_is_there_and_nobody_is_told_later() -> None:
    workshop, told = Workshop(AtOnce()), list[int]()
    assert workshop.ask("key", lambda _: 7, told.append) == 7
    workshop.poll()
    assert told == []
    assert not workshop.busy


@pytest.mark.parametrize("jobs", [Later(), AtOnce()])
def test_what_fails_is_told_to_who_asked_or_raised_in_the_loop(jobs: Jobs) -> None:
    def fail(_: Job[int]) -> int:
        raise SandpitError("no sand")

    workshop, told = Workshop(jobs), list[str]()
    workshop.ask("told", fail, print, lambda error: told.append(error.message))
    if isinstance(jobs, Later):
        jobs.work()
    workshop.poll()
    assert told == ["no sand"]

    def ask_and_poll() -> None:
        workshop.ask("raised", fail, print)
        worked(jobs)
        workshop.poll()

    with pytest.raises(SandpitError):
        ask_and_poll()


def worked(jobs: Jobs) -> None:
    if isinstance(jobs, Later):
        jobs.work()


def test_a_scene_that_is_left_cancels_its_jobs_and_is_told_nothing(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("title")
    app.tick(0.2)
    app.tick(0.2)
    app.scene.workshop.ask("key", lambda _: 1, lambda _: pytest.fail("told"))
    scene, begun = app.scene, list(jobs.begun)
    app.push("help")
    app.pop()
    assert app.scene is scene
    app.go("help")
    assert all(job._cancelled.is_set() for job in begun)
    jobs.work()
    app.tick(0.1)


def test_the_title_paints_its_picture_beside_the_loop(watched: list[str], apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("title")
    pass_time(app, jobs, 8)
    assert isinstance(app.scene, Title)
    assert any(isinstance(part, Vista) for part in app.scene.parts)
    assert "vista" in watched


def test_the_chapters_read_their_levels_beside_the_loop(watched: list[str], apps: Apps) -> None:
    jobs = Later()
    app = apps(library=Library.default(), jobs=jobs, all_open=True)
    app.go("chapters")
    app.tick(0.1)
    assert isinstance(app.scene, Opening)
    pass_time(app, jobs, 4)
    scene = app.scene
    assert isinstance(scene, Chapters)
    for index, chapter in enumerate(scene._chapters):
        scene._choose(index)()
        pass_time(app, jobs, 3)
        shown = [part.shelf.entry for part in scene.parts if isinstance(part, LevelCard)]
        assert set(shown) <= set(chapter.entries)
        assert shown
    assert watched.count("outline") == len(IDS)


def test_of_two_chapters_the_one_chosen_last_stays_whichever_is_read_first(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("chapters")
    pass_time(app, jobs, 2)
    scene = app.scene
    assert isinstance(scene, Chapters)
    scene._choose(3)()
    scene._choose(5)()
    first, second = jobs.begun
    for job in (second, first):
        job.run()
        app.tick(0.05)
    assert scene._chosen == 5
    scene._choose(3)()
    assert scene._chosen == 3


def test_a_scene_that_was_waited_for_is_complete_in_its_first_frame(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("chapters")
    app.tick(0.05)
    jobs.work()
    app.tick(0.05)
    assert isinstance(app.scene, Chapters)
    focused = app.scene.focused
    assert isinstance(focused, LevelCard)
    assert focused.shelf.level is not None
    assert app.scene._said == focused.shelf.level.story
    shown = pygame.image.tobytes(app.screen.surface, "RGB")
    app.tick(0.05)
    assert pygame.image.tobytes(app.screen.surface, "RGB") == shown


@pytest.mark.parametrize("id", ["lost-phone", "random-pit", "handwriting", "cumberland"])
def test_a_level_is_opened_beside_the_loop(id: str, watched: list[str], apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("help")
    app.tick(0.0)
    app.go("play", Ticket(entry=LIBRARY.find(id)))
    for _ in range(20):
        app.tick(0.05)
        assert isinstance(app.scene, Opening)
    pass_time(app, jobs, 2)
    assert isinstance(app.scene, Play)
    assert app.scene.level.id == id
    assert "parse" in watched


def test_opening_a_level_can_be_given_up(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("chapters")
    pass_time(app, jobs, 2)
    before = app.scene
    app.go("play", Ticket(entry=LIBRARY.find("lost-phone")))
    key(app, pygame.K_ESCAPE)
    assert app.scene is before
    assert all(job._cancelled.is_set() for job in jobs.begun)
    pass_time(app, jobs, 2)
    assert app.scene is before


def test_nothing_is_seen_of_a_short_wait_and_an_hourglass_of_a_long_one(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("help")
    app.tick(0.0)
    before = pygame.image.tobytes(app.screen.surface, "RGB")
    app.go("play", Ticket(entry=LIBRARY.find("lost-phone")))
    for _ in range(3):
        app.tick(0.05)
        assert pygame.image.tobytes(app.screen.surface, "RGB") == before
    for _ in range(10):
        app.tick(0.05)
    glass = app.scene.part("waiter").rect
    now = pygame.surfarray.array3d(app.screen.surface)
    was = pygame.surfarray.array3d(pygame.image.frombytes(before, app.size, "RGB"))
    differs = (now != was).any(axis=2)
    assert differs[glass.left : glass.right, glass.top : glass.bottom].any()
    differs[glass.left : glass.right, glass.top : glass.bottom] = False
    assert not differs.any()


def test_a_level_that_is_spoilt_while_it_is_opened_is_told_where_one_was(
    tmp_path: Any, apps: Apps
) -> None:
    (tmp_path / "bad.json").write_text("{")
    jobs, library = Later(), Library.of(tmp_path)
    app = apps(library=library, jobs=jobs)
    app.go("chapters")
    pass_time(app, jobs, 2)
    scene = app.scene
    assert isinstance(scene, Chapters)
    app.go("play", Ticket(entry=library.find("bad")))
    pass_time(app, jobs, 2)
    assert app.scene is scene
    assert "bad.json" in scene._said


def turn(app: App, jobs: Later, page: Page) -> None:
    assert isinstance(app.scene, Result)
    app.scene._turn(page)
    pass_time(app, jobs, 3)


@pytest.mark.parametrize("id", ["lost-phone", "handwriting", "two-moons", "fading-echo"])
def test_the_result_works_its_pages_out_beside_the_loop_and_once(
    id: str, watched: list[str], apps: Apps
) -> None:
    session = won_elsewhere(id)
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("result", Ticket(level=session.level, session=session))
    pass_time(app, jobs, 4)
    assert isinstance(app.scene, Result)
    pages = [Page.MATHEMATICS, Page.LESSON, *([Page.ANSWER] if session.models else [])]
    for page in pages:
        turn(app, jobs, page)
    done = list(watched)
    assert "set_lines" in done
    plot = app.scene.part("plot")
    for page in pages:
        turn(app, jobs, page)
        assert app.scene.part("plot") is plot
    card = app.scene.part("mathematics") if page is Page.MATHEMATICS else None
    assert card is None or isinstance(card, MathematicsCard)
    assert watched == done


def won_elsewhere(id: str) -> Session:
    """Return the level's own game, played to its end in another thread: it is no frame's work."""
    job = Job[Session](lambda _: won(id))
    thread = threading.Thread(target=job.run)
    thread.start()
    thread.join()
    job.value.foresee()
    return job.value


def test_the_next_level_is_in_focus_also_where_it_is_found_late(apps: Apps) -> None:
    session = won_elsewhere("lost-phone")
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("result", Ticket(level=session.level, session=session))
    app.tick(0.0)
    focus = app.scene.focused
    assert focus is not None
    assert focus.name == "again"
    pass_time(app, jobs, 3)
    focus = app.scene.focused
    assert focus is not None
    assert focus.name == "next"


def test_an_answer_is_asked_for_beside_the_loop_after_each_dip(
    watched: list[str], apps: Apps
) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("play", Ticket(entry=LIBRARY.find("two-moons")))
    pass_time(app, jobs, 2)
    assert isinstance(app.scene, Play)
    before = watched.count("exhibit")
    app.scene.step()
    pass_time(app, jobs, 40)
    panel = app.scene.part("exhibit")
    assert isinstance(panel, ExhibitPanel)
    assert watched.count("exhibit") == before + 1


def test_an_older_answer_never_takes_the_place_of_a_newer_one(apps: Apps) -> None:
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs, all_open=True)
    app.go("play", Ticket(entry=LIBRARY.find("hubbles-line")))
    pass_time(app, jobs, 2)
    scene = app.scene
    assert isinstance(scene, Play)
    for place in ((0.2, 0.3), (0.8, 0.6)):
        box = scene.level.brief.box
        scene.probe(box.lower + np.array(place) * box.extent)
        for _ in range(20):
            app.tick(0.05)
    panel = scene.part("exhibit")
    assert isinstance(panel, ExhibitPanel)
    jobs.begun.reverse()
    pass_time(app, jobs, 20)
    image = pygame.image.tobytes(panel._image, "RGB")
    panel.show(0.0)
    assert pygame.image.tobytes(panel._image, "RGB") == image


@pytest.mark.parametrize("id", ["handwriting", "ten-thousand", "lost-phone"])
def test_the_end_of_a_game_is_worked_out_beside_the_loop(
    id: str, monkeypatch: pytest.MonkeyPatch, apps: Apps
) -> None:
    """Where many heights are asked for, the stick falls once they are known."""
    loop, asked, real = threading.current_thread(), list[bool](), Session.sight_at

    def sight_at(session: Session, points: Any) -> Any:
        asked.append(threading.current_thread() is loop)
        return real(session, points)

    monkeypatch.setattr(Session, "sight_at", sight_at)
    session = won_elsewhere(id)
    *before, last = session.transcript.actions
    game = Session(session.level, seed=session.seed)
    for action in before:
        game.apply(action)
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs)
    app.go("play", Ticket(level=game.level, session=game))
    pass_time(app, jobs, 2)
    scene = app.scene
    assert isinstance(scene, Play)
    assert not isinstance(last, GiveUp), "a won game ends with a move"
    scene.act(last)
    assert app.saves.all_best()[id].stars > 0
    for _ in range(10):
        app.tick(0.05)
        assert scene._motion is None
        scene.back()
        assert app.scene is scene
    pass_time(app, jobs, 80)
    assert isinstance(app.scene, Result)
    assert not any(asked)
    assert expect(Plot, app.scene.part("plot")).view is scene.plot.view


def test_a_newton_step_among_very_many_axes_is_worked_out_beside_the_loop(
    monkeypatch: pytest.MonkeyPatch, apps: Apps
) -> None:
    loop, asked, real = threading.current_thread(), list[bool](), rules.land

    def land(brief: Any, last: Any, move: Any) -> Any:
        if isinstance(move, Newton):
            asked.append(threading.current_thread() is loop)
        return real(brief, last, move)

    monkeypatch.setattr(session_module, "land", land)
    moves = ["probe", "newton"]
    level = make_level(**bowl(FAR + 1, dipstick="hessian", moves=moves, win={"distance": 0.01}))
    game = Session(level)
    game.play(Probe([-2.0] * (FAR + 1)))
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs)
    app.go("play", Ticket(level=level, session=game))
    app.tick(0.1)
    scene = app.scene
    assert isinstance(scene, Play)
    scene.newton()
    app.tick(0.1)
    move(app, scene.plot.rect.center)
    app.tick(0.1)
    assert len(game.state.readings) == 1
    pass_time(app, jobs, 4)
    assert len(game.state.readings) == 2
    assert asked == [False]


def test_a_step_that_was_waited_for_is_not_made_from_another_dip(apps: Apps) -> None:
    moves = ["probe", "newton"]
    level = make_level(**bowl(FAR + 1, dipstick="hessian", moves=moves, win={"distance": 0.01}))
    game = Session(level)
    game.play(Probe([-2.0] * (FAR + 1)))
    jobs = Later()
    app = apps(library=LIBRARY, jobs=jobs)
    app.go("play", Ticket(level=level, session=game))
    app.tick(0.1)
    scene = app.scene
    assert isinstance(scene, Play)
    scene.newton()
    scene.probe(np.full(FAR + 1, -1.0))
    pass_time(app, jobs, 40)
    assert [type(action).__name__ for action in game.transcript.actions] == ["Probe", "Probe"]
