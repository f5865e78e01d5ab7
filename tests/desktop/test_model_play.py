"""Curvature, Taylor models and momentum on the play screen, by keys and by the mouse."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.button import Button
from sandpit.desktop.choice import Choice
from sandpit.desktop.paint.errors_chart import error_points
from sandpit.desktop.paint.view import Overlay
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.scenes.tools import orders
from sandpit.desktop.stride import KEEPS
from sandpit.desktop.verdict import Verdict
from sandpit.game import Level, Momentum, Newton, Probe, Session, Step
from sandpit.game.curvature import Shape
from tests.desktop.hands import click, click_part, key, move, open_level, playing, settle
from tests.desktop.test_scenes import SIZES, assert_tidy
from tests.known import known
from tests.written import make_level

Apps = Callable[..., App]
AXIS = [{"name": "x", "range": [0, 6]}]
SERIES: dict[str, Any] = {
    "axes": AXIS,
    "surface": {"kind": "formula", "formula": "sin(x) + x/9"},
    "dipstick": "gradient",
    "taylor": 6,
    "moves": ["probe", "step"],
}
SADDLE = {"surface": {"kind": "formula", "formula": "(x - 3)^2 - 2*(y - 3)^2 + x/5"}}
ROLLING: dict[str, Any] = {"moves": ["probe", "step", "momentum", "newton"], "map": "covered"}
THREE = {
    "axes": [{"name": "w", "count": 3, "range": [-3, 3]}],
    "surface": {"kind": "bowl", "center": [1.0] * 3, "curvatures": [1.0, 2.0, 3.0]},
    "goal": "pit",
}


def started(app: App, level: Level, *points: tuple[float, ...]) -> Play:
    """Open a game in which some points have been dipped."""
    session = Session(level)
    for at in points:
        session.play(Probe(at))
    app.go("play", Ticket(level=level, session=session))
    app.tick(0.0)
    return playing(app)


def pixels(app: App) -> np.ndarray:
    return pygame.surfarray.array3d(app.screen.surface)


def test_the_key_and_the_button_go_round_the_models(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(), (2.0, 2.0))
    seen = []
    for by_key in (True, False, True, False):
        if by_key:
            key(app, pygame.K_t)
        else:
            click_part(app, "model")
        sketch = scene.plot.overlay.sketch
        model = None if sketch is None else sketch.model
        button = scene.part("model")
        assert isinstance(button, Button)
        seen.append((button.label, None if model is None else model.order))
    assert seen == [
        ("Model: linear", 1),
        ("Model: quadratic", 2),
        ("Model: off", None),
        ("Model: linear", 1),
    ]


def test_a_level_with_a_series_offers_every_order(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(**SERIES), (2.0,))
    choice = scene.part("model")
    assert isinstance(choice, Choice)
    assert orders(scene.level.brief) == (0, 1, 2, 3, 4, 5, 6)
    assert choice.chosen == 7
    key(app, pygame.K_t)
    assert choice.chosen == 0
    assert scene.plot.overlay.sketch is None
    key(app, pygame.K_t, times=4)
    sketch = scene.plot.overlay.sketch
    assert sketch is not None
    assert sketch.model is not None
    assert (choice.chosen, sketch.model.order) == (4, 3)


def test_a_stick_that_shows_only_heights_has_no_model(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(dipstick="height", moves=["probe"]), (2.0, 2.0))
    key(app, pygame.K_t)
    assert scene.plot.overlay.sketch is None
    assert "model" not in {part.name for part in scene.parts}


def test_the_ghost_says_what_the_model_promises_and_the_toast_what_was_got(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(), (2.0, 2.0))
    assert scene.plot.overlay.promise == ""
    key(app, pygame.K_t, pygame.K_t)
    promised = scene.plot.overlay.promise.removeprefix("model: ")
    assert promised
    key(app, pygame.K_s)
    board = known(scene.board)
    while scene.rest == 0.0 and not board.toast.text:
        app.tick(0.1)
    assert f"The model promised {promised};" in board.toast.text


def test_the_model_changes_what_is_seen_and_turning_it_off_changes_it_back(apps: Apps) -> None:
    for changes, at in (({}, (2.0, 2.0)), (SERIES, (2.0,))):
        app = apps()
        scene = started(app, make_level(**changes), at)
        before = pixels(app)
        count = len(orders(scene.level.brief)) + 1
        scene.cycle_model()
        app.tick(0.0)
        assert (pixels(app) != before).any()
        for _ in range(count - 1):
            scene.cycle_model()
        app.tick(0.0)
        assert (pixels(app) == before).all()


def test_the_errors_that_are_drawn_are_those_of_the_promises() -> None:
    session = Session(make_level(surface={"kind": "formula", "formula": "sin(x)*cos(y)"}))
    for at in ((2.0, 2.0), (2.1, 2.0), (2.1, 2.2)):
        session.play(Probe(at))
    for order in (1, 2):
        points = error_points(session.state.readings, order)
        assert [length for length, _ in points] == pytest.approx(np.log10([0.1, 0.2]))
    linear, quadratic = (error_points(session.state.readings, k) for k in (1, 2))
    assert all(high[1] < low[1] for high, low in zip(quadratic, linear, strict=True))


@pytest.mark.parametrize(
    ("changes", "at", "shape"),
    [
        (SADDLE, (2.0, 2.0), Shape.SADDLE),
        ({}, (4.0, 2.0), Shape.DOME),
        ({**SERIES, "dipstick": "hessian"}, (5.0,), Shape.BOWL),
        (THREE, (0.0, 0.0, 0.0), Shape.BOWL),
    ],
)
def test_a_stick_for_curvature_comes_with_a_verdict(
    apps: Apps, changes: dict[str, Any], at: tuple[float, ...], shape: Shape
) -> None:
    app = apps()
    part = started(app, make_level(**changes), at).part("verdict")
    assert isinstance(part, Verdict)
    assert part.text.startswith(shape.value)


def test_the_verdict_follows_the_dips(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    part = scene.part("verdict")
    assert isinstance(part, Verdict)
    assert part.text.startswith("No dip")
    scene.probe(np.array([4.0, 2.0]))
    settle(app)
    assert part.text.startswith("dome")


def test_newton_has_a_ghost_of_its_own_beside_that_of_the_step(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(), (3.6, 2.2))
    overlay = scene.plot.overlay
    assert overlay.newton == pytest.approx(scene.session.landing(Newton()))
    assert overlay.ghost is not None
    assert overlay.ghost != pytest.approx(overlay.newton)
    move(app, scene.part("newton").rect.center)
    assert scene.plot.overlay.newton is None
    assert scene.plot.overlay.ghost == pytest.approx(scene.session.landing(Newton()))


def test_momentum_goes_by_its_key_and_its_button_with_what_is_kept(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(**ROLLING), (2.0, 2.0))
    key(app, pygame.K_v)
    settle(app)
    choice = scene.part("keep")
    assert isinstance(choice, Choice)
    left = choice.rect.left + choice.rect.width * 9 // 10
    click(app, (left, choice.rect.centery))
    assert choice.chosen == len(KEEPS) - 1
    click_part(app, "momentum")
    settle(app)
    kept = [a.keep for a in scene.session.transcript.actions if isinstance(a, Momentum)]
    assert kept == [0.8, KEEPS[-1]]


def test_a_rate_that_one_has_rolled_at_is_kept_like_one_stepped_at(apps: Apps) -> None:
    app = apps()
    slope = "0.01*x + exp(2*x - 8) - (y - 2)^2/99"  # hardly any, then a wall; the peak is elsewhere
    peak = "200*exp(-40*((x - 0.5)^2 + (y - 5.5)^2))"
    ground = {"kind": "formula", "formula": f"{slope} + {peak}"}
    scene = started(app, make_level(**{**ROLLING, "surface": ground}), (2.0, 2.0))
    key(app, pygame.K_v, times=4)
    settle(app)
    rates = {a.rate for a in scene.session.transcript.actions if isinstance(a, Momentum)}
    assert len(rates) == 1


def test_the_ghost_is_of_the_move_that_was_made_last_or_is_looked_at(apps: Apps) -> None:
    app = apps()
    scene = started(app, make_level(**ROLLING), (2.0, 2.0))
    scene.nudge(-12)
    key(app, pygame.K_v)
    settle(app)
    move(app, (2, 2))
    last = scene.session.transcript.actions[-1]
    assert isinstance(last, Momentum)
    rate, keep = last.rate, last.keep
    momentum = scene.session.landing(Momentum(rate, keep))
    step = scene.session.landing(Step(rate))
    assert scene.plot.overlay.ghost == pytest.approx(momentum)
    move(app, scene.part("step").rect.center)
    assert scene.plot.overlay.ghost == pytest.approx(step)
    assert momentum != pytest.approx(step)


def test_the_velocity_is_drawn(apps: Apps) -> None:
    app = apps()
    scene = started(
        app,
        make_level(**{**ROLLING, "dipstick": "gradient", "moves": ["probe", "momentum"]}),
        (2.0, 2.0),
    )
    scene.nudge(-8)
    key(app, pygame.K_v)
    settle(app)
    sketch = scene.plot.overlay.sketch
    assert sketch is not None
    assert sketch.reading.velocity is not None
    with_arrow = pixels(app)
    scene.plot.show(Overlay(ghost=scene.plot.overlay.ghost))
    app.tick(0.0)
    assert (pixels(app) != with_arrow).any()


def test_nothing_of_the_model_tells_of_ground_where_nobody_dipped(apps: Apps) -> None:
    """Two hills alike to the second order at the dip, and different all over elsewhere."""
    same = "x - y + x*y/6"
    frames = []
    for formula in (same, f"{same} + 3*(x - 2)^3*(y - 1) + (y - 2)^4/5"):
        app = apps()
        level = make_level(
            surface={"kind": "formula", "formula": formula},
            map="covered",
            win={"height": 1e9},
            **{"goal": "peak"},
        )
        started(app, level, (2.0, 2.0))
        key(app, pygame.K_t, pygame.K_t)
        frames.append(pixels(app))
    assert (frames[0] == frames[1]).all()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text_scale", [1.0, 1.6])
@pytest.mark.parametrize("size", SIZES[:3])
@pytest.mark.parametrize(
    ("changes", "points"),
    [
        (ROLLING, [(2.0, 2.0), (2.5, 2.5)]),
        (SERIES, [(2.0,), (2.5,)]),
        ({**SERIES, "moves": ["probe"], "taylor": 8}, [(2.0,)]),
        (THREE, [(0.0, 0.5, 0.0), (2.0, 1.0, 1.0)]),
    ],
)
def test_the_new_tools_are_laid_out_well(  # noqa: PLR0917 (the table's columns)
    apps: Apps,
    size: tuple[int, int],
    text_scale: float,
    theme: str,
    changes: dict[str, Any],
    points: list[Any],
) -> None:
    app = apps(size, text_scale=text_scale, theme=theme)
    scene = started(app, make_level(**changes), *points)
    assert_tidy(app)
    scene.choose_model(2)
    app.tick(0.0)
    assert_tidy(app)


@pytest.mark.parametrize("size", SIZES[:3])
@pytest.mark.parametrize("stick", ["gradient", "hessian"])
@pytest.mark.parametrize("taylor", [0, 4, 8])
@pytest.mark.parametrize("moves", [["probe"], ["probe", "step", "momentum"], ["probe", "momentum"]])
def test_tools_of_all_kinds_have_room_beside_each_other(
    apps: Apps, size: tuple[int, int], stick: str, taylor: int, moves: list[str]
) -> None:
    app = apps(size)
    changes = {"taylor": taylor} if taylor else {}
    extra = ["newton"] if stick == "hessian" and len(moves) > 1 else []
    level = make_level(
        **{**SERIES, "taylor": None, "dipstick": stick, **changes, "moves": [*moves, *extra]}
    )
    scene = started(app, level, (2.0,))
    assert_tidy(app)
    for index in range(1, len(orders(level.brief)) + 1):
        scene.choose_model(index)
        app.tick(0.0)
        assert_tidy(app)
