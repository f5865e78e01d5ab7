"""The benchmarks that need no picture: `actions` and `formula`."""

import gymnasium
import numpy as np
import sympy
from sympy.core.cache import clear_cache

import sandpit
from sandpit.surfaces import SURFACES, Box, Site
from tests.benchmarks.measure import Bar, Result, in_turns

ACTIONS = 250


def actions() -> Result:
    """Session.play on lost-phone, probes and steps in turn, against CartPole-v1.

    New games on our side and new poles on the other are included.
    """
    level = sandpit.load_level("lost-phone")
    places = np.random.default_rng(0).uniform(3.5, 6.0, (13, 2)).tolist()
    moves = [move for place in places for move in (sandpit.Probe(place), sandpit.Step(0.01))][:25]

    def ours() -> None:
        for _ in range(ACTIONS // 25):
            session = sandpit.Session(level)
            for move in moves:
                session.play(move)

    pole = gymnasium.make("CartPole-v1")
    pole.reset(seed=0)

    def reference() -> None:
        for i in range(ACTIONS):
            *_, fell, timed_out, _info = pole.step(i % 2)
            if fell or timed_out:
                pole.reset()

    mine, theirs = in_turns(ours, reference, rounds=400)
    pole.close()
    return Result(
        name="actions",
        what="Session.play a second on lost-phone / CartPole-v1 steps a second",
        ours=mine / ACTIONS,
        reference=theirs / ACTIONS,
        ratio=theirs / mine,
        bar=Bar("at least", 1.0),
    )


def _random_pit() -> str:
    """Return the formula of one random pit, its sixteen products of cosines and its rim."""
    rng = np.random.default_rng(0)
    terms = [
        f"{rng.uniform() / ((n + 1) * (m + 1)) ** 2:.12f}"
        f"*cos(pi*{n}*x/6 + {rng.uniform(0, 2 * np.pi):.12f})"
        f"*cos(pi*{m}*y/6 + {rng.uniform(0, 2 * np.pi):.12f})"
        for n in range(4)
        for m in range(4)
    ]
    return " + ".join(terms) + " + (1 - x*(x-6)*y*(y-6)/81)^7/9"


def formula() -> Result:
    """Our making of the random pit's surface, and a whole reading of it, against SymPy's."""
    text = _random_pit()
    site = Site(Box.of((0, 6), (0, 6)), ("x", "y"))
    point = np.array([2.0, 3.0])
    kind = SURFACES["formula"]

    def ours() -> None:
        surface = kind(formula=text).build(site)  # type: ignore[call-arg]
        surface.jet(point, 2)

    def reference() -> None:
        clear_cache()
        x, y = sympy.symbols("x y")
        height = sympy.sympify(text.replace("^", "**"))
        gradient = [height.diff(x), height.diff(y)]
        hessian = [[entry.diff(x), entry.diff(y)] for entry in gradient]
        for expression in (height, gradient, hessian):
            sympy.lambdify((x, y), expression, "numpy")

    mine, theirs = in_turns(ours, reference, rounds=10)
    return Result(
        name="formula",
        what="SymPy's diff + lambdify of a random pit / our making of its surface",
        ours=mine,
        reference=theirs,
        ratio=theirs / mine,
        bar=Bar("at least", 50.0),
    )
