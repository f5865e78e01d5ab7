"""Test functions of optimisation from the literature, written out in the formula language.

Their lowest heights are the published ones: Jamil and Yang, "A literature survey of benchmark
functions for global optimisation problems" (2013); Mishra, "Some new test functions for global
optimization" (2006); Ali, Khompatraporn and Zabinsky (2005); Gavana's collection (2013). Where a
place is named, it is theirs as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from sandpit.surfaces import Surface
from tests.surfaces.samples import build

Place = tuple[float, ...]
Part = Callable[[str, int], str]
Link = Callable[[str, str, int], str]


@dataclass(frozen=True)
class Published:
    """A function to be made small: its formula, its usual domain, and the best that is known."""

    formula: str
    ranges: tuple[tuple[float, float], ...]
    lowest: float
    places: tuple[Place, ...] = field(default=())
    """Some of the places of that height."""
    count: int | None = None
    """How many places of that height there are, where that is known."""

    def surface(self) -> Surface:
        return build({"kind": "formula", "formula": self.formula}, *self.ranges)


def total(n: int, part: Part) -> str:
    """Return the sum of a part an axis, each told its axis and its number from 1 on."""
    return " + ".join(f"({part(f'x{i}', i + 1)})" for i in range(n))


def product(n: int, part: Part) -> str:
    return "*".join(f"({part(f'x{i}', i + 1)})" for i in range(n))


def chain(n: int, link: Link) -> str:
    """Return the sum of a part for each two neighbours."""
    return " + ".join(f"({link(f'x{i}', f'x{i + 1}', i + 1)})" for i in range(n - 1))


def squares(n: int) -> str:
    return total(n, lambda x, i: f"{x}^2")


def cube(n: int, low: float, high: float) -> tuple[tuple[float, float], ...]:
    return ((low, high),) * n


def origin(n: int) -> tuple[Place, ...]:
    return ((0.0,) * n,)


def all_at(n: int, coordinate: float) -> tuple[Place, ...]:
    return ((coordinate,) * n,)


def _rana(n: int) -> str:
    def link(a: str, b: str, i: int) -> str:
        less, more = f"sqrt(abs({b} - {a} + 1))", f"sqrt(abs({b} + {a} + 1))"
        return f"{a}*cos({more})*sin({less}) + ({b} + 1)*cos({less})*sin({more})"

    return chain(n, link)


def _egg_holder(a: str, b: str, i: int) -> str:
    rest = f"{a}*sin(sqrt(abs({a} - {b} - 47)))"
    return f"-({b} + 47)*sin(sqrt(abs({b} + {a}/2 + 47))) - {rest}"


def _sine_envelope(a: str, b: str, i: int) -> str:
    square = f"({a}^2 + {b}^2)"
    return f"0.5 + (sin(sqrt{square})^2 - 0.5)/(1 + 0.001*{square})^2"


def _stretched_v(a: str, b: str, i: int) -> str:
    square = f"({a}^2 + {b}^2)"
    return f"{square}^0.25*(sin(50*{square}^0.1)^2 + 1)"


def _pathological(a: str, b: str, i: int) -> str:
    slow = f"1 + 0.001*({a}^2 - 2*{a}*{b} + {b}^2)^2"
    return f"0.5 + (sin(sqrt(100*{a}^2 + {b}^2))^2 - 0.5)/({slow})"


def _schaffer(a: str, b: str, i: int) -> str:
    square = f"({a}^2 + {b}^2)"
    return f"0.5 + (sin(sqrt{square})^2 - 0.5)/(1 + 0.001*{square})^2"


def _whitley(n: int) -> str:
    parts = []
    for i in range(n):
        for j in range(n):
            miss = f"(100*(x{i}^2 - x{j})^2 + (1 - x{j})^2)"
            parts.append(f"{miss}^2/4000 - cos({miss}) + 1")
    return " + ".join(parts)


def _weierstrass(n: int, at: float) -> str:
    waves = [(0.5**k, 3.0**k) for k in range(8)]
    lowest = sum(a * cos(pi * b) for a, b in waves)
    parts = (f"{a!r}*cos({2 * b!r}*pi*(x{i} - {at} + 0.5))" for i in range(n) for a, b in waves)
    return " + ".join([*parts, repr(-n * lowest)])


def _katsuura(n: int) -> str:
    powers = [2**k for k in range(1, 7)]

    def part(x: str, i: int) -> str:
        inner = " + ".join(f"abs(sin({k}*pi*{x}))/{k}" for k in powers)
        return f"1 + {i}*({inner})"

    return product(n, part)


def _griewank(n: int, at: float) -> str:
    waves = product(n, lambda x, i: f"cos(({x} - {at})/sqrt({i}))")
    return f"1 + ({total(n, lambda x, i: f'({x} - {at})^2')})/4000 - {waves}"


def _ackley(n: int, at: float) -> str:
    away = total(n, lambda x, i: f"({x} - {at})^2")
    waves = total(n, lambda x, i: f"cos(2*pi*({x} - {at}))")
    return f"20 + e - 20*exp(-0.2*sqrt(({away})/{n})) - exp(({waves})/{n})"


def _salomon(n: int, at: float) -> str:
    away = f"sqrt({total(n, lambda x, i: f'({x} - {at})^2')})"
    return f"1 - cos(2*pi*{away}) + 0.1*{away}"


def _shubert(x: str, i: int) -> str:
    return " + ".join(f"{k}*cos({k + 1}*{x} + {k})" for k in range(1, 6))


def _michalewicz(n: int) -> str:
    return "-(" + total(n, lambda x, i: f"sin({x})*sin({i}*{x}^2/pi)^20") + ")"


def _xin_she_yang_3(n: int) -> str:
    far = "exp(-(" + total(n, lambda x, i: f"({x}/15)^10") + "))"
    near = f"2*exp(-({squares(n)}))*{product(n, lambda x, i: f'cos({x})^2')}"
    return f"{far} - {near}"


def _xin_she_yang_4(n: int) -> str:
    waves = total(n, lambda x, i: f"sin({x})^2")
    spike = f"exp(-({squares(n)}))"
    return f"({waves} - {spike})*exp(-({total(n, lambda x, i: f'sin(sqrt(abs({x})))^2')}))"


def _easom(n: int) -> str:
    return (
        f"-({product(n, lambda x, i: f'cos({x})')})"
        f"*exp(-({total(n, lambda x, i: f'({x} - pi)^2')}))"
    )


def _trigonometric(n: int) -> str:
    waves = " + ".join(f"cos(x{i})" for i in range(n))
    return total(n, lambda x, i: f"({n} - ({waves}) + {i}*(1 - cos({x}) - sin({x})))^2")


def _trigonometric_2(n: int) -> str:
    return "1 + " + total(
        n,
        lambda x, i: f"8*sin(7*({x} - 0.9)^2)^2 + 6*sin(14*({x} - 0.9)^2)^2 + ({x} - 0.9)^2",
    )


def _pinter(n: int) -> str:
    parts = []
    for i in range(n):
        x, before, after = f"x{i}", f"x{(i - 1) % n}", f"x{(i + 1) % n}"
        a = f"({before}*sin({x}) + sin({after}))"
        b = f"({before}^2 - 2*{x} + 3*{after} - cos({x}) + 1)"
        parts.append(f"{i + 1}*{x}^2 + {20 * (i + 1)}*sin{a}^2")
        parts.append(f"{i + 1}*log(1 + {i + 1}*{b}^2)/log(10)")
    return " + ".join(parts)


def _villiers_glasser(n: int) -> str:
    parts = []
    for i in range(24):
        t = 0.1 * i
        data = 60.137 * 1.371**t * sin(3.112 * t + 1.761)
        parts.append(f"(x0*x1^{t!r}*sin({t!r}*x2 + x3) - {data!r})^2")
    return " + ".join(parts).replace("x1^0.0*", "")


def _mishra(inner: str) -> str:
    return f"sqrt(abs({inner}(sqrt(abs(x0^2 + x1)))))"


_CROSS = "abs(sin(x0)*sin(x1)*exp(abs(100 - sqrt(x0^2 + x1^2)/pi)))"
_SHEKEL = (
    ((4, 4, 4, 4), 0.1),
    ((1, 1, 1, 1), 0.2),
    ((8, 8, 8, 8), 0.2),
    ((6, 6, 6, 6), 0.4),
    ((3, 7, 3, 7), 0.4),
    ((2, 9, 2, 9), 0.6),
    ((5, 5, 3, 3), 0.3),
    ((8, 1, 8, 1), 0.7),
    ((6, 2, 6, 2), 0.5),
    ((7, 3.6, 7, 3.6), 0.5),
)
_HARTMANN = (
    (1.0, (10, 3, 17, 3.5, 1.7, 8), (0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886)),
    (1.2, (0.05, 10, 17, 0.1, 8, 14), (0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991)),
    (3.0, (3, 3.5, 1.7, 10, 17, 8), (0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650)),
    (3.2, (17, 8, 0.05, 10, 0.1, 14), (0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381)),
)


def _shekel(count: int) -> str:
    return (
        "-("
        + " + ".join(
            f"1/({total(4, lambda x, i, a=a: f'({x} - {a[i - 1]})^2')} + {c})"  # type: ignore[misc]
            for a, c in _SHEKEL[:count]
        )
        + ")"
    )


def _hartmann() -> str:
    return (
        "-("
        + " + ".join(
            f"{c}*exp(-({' + '.join(f'{a}*(x{i} - {p})^2' for i, (a, p) in enumerate(zip(arms, at, strict=True)))}))"  # noqa: E501
            for c, arms, at in _HARTMANN
        )
        + ")"
    )


PUBLISHED: dict[str, Published] = {
    # Deep lattices over many axes, each term of which joins two neighbours.
    "rana-10d": Published(_rana(10), cube(10, -500.000001, 500.000001), -4486.811),
    "rana-2d": Published(_rana(2), cube(2, -500, 500), -500.8021602966),
    "egg-holder-2d": Published(
        chain(2, _egg_holder), cube(2, -512, 512), -959.6406627, ((512.0, 404.2319),)
    ),
    "egg-holder-10d": Published(chain(10, _egg_holder), cube(10, -512, 512), -8291.24),
    "sine-envelope-10d": Published(chain(10, _sine_envelope), cube(10, -100, 100), 0, origin(10)),
    "stretched-v-10d": Published(chain(10, _stretched_v), cube(10, -10, 10), 0, origin(10)),
    "pathological-5d": Published(chain(5, _pathological), cube(5, -100, 100), 0, origin(5)),
    "rosenbrock-10d": Published(
        chain(10, lambda a, b, i: f"100*({b} - {a}^2)^2 + (1 - {a})^2"),
        cube(10, -30, 30),
        0,
        all_at(10, 1.0),
        count=1,
    ),
    # Spikes, tips and combs with their tip at one place.
    "salomon-3d": Published(_salomon(3, 0.0), cube(3, -100, 100), 0, origin(3), count=1),
    "salomon-shifted-5d": Published(_salomon(5, 12.3), cube(5, -100, 100), 0, all_at(5, 12.3)),
    "salomon-10d": Published(_salomon(10, 0.0), cube(10, -100, 100), 0, origin(10)),
    "weierstrass-2d": Published(_weierstrass(2, 0.0), cube(2, -0.5, 0.5), 0, origin(2), count=1),
    "weierstrass-4d": Published(_weierstrass(4, 0.11), cube(4, -0.5, 0.5), 0, all_at(4, 0.11)),
    "katsuura-3d": Published(_katsuura(3), cube(3, 0, 10), 1, origin(3)),
    "easom-2d": Published(_easom(2), cube(2, -100, 100), -1, all_at(2, pi), count=1),
    "easom-10d": Published(_easom(10), cube(10, -2 * pi, 2 * pi), -1, all_at(10, pi), count=1),
    "xin-she-yang-2-10d": Published(
        f"({total(10, lambda x, i: f'abs({x})')})*exp(-({total(10, lambda x, i: f'sin({x}^2)')}))",
        cube(10, -2 * pi, 2 * pi),
        0,
        origin(10),
        count=1,
    ),
    "xin-she-yang-3-6d": Published(_xin_she_yang_3(6), cube(6, -20, 20), -1, origin(6)),
    "xin-she-yang-4-6d": Published(_xin_she_yang_4(6), cube(6, -10, 10), -1, origin(6)),
    "griewank-10d": Published(_griewank(10, 0.0), cube(10, -600, 600), 0, origin(10)),
    "griewank-shifted-6d": Published(_griewank(6, 97.3), cube(6, -600, 600), 0, all_at(6, 97.3)),
    "ackley-10d": Published(_ackley(10, 0.0), cube(10, -32, 32), 0, origin(10)),
    "ackley-shifted-10d": Published(_ackley(10, 7.7), cube(10, -32, 32), 0, all_at(10, 7.7)),
    "whitley-3d": Published(_whitley(3), cube(3, -10.24, 10.24), 0, all_at(3, 1.0)),
    "schaffer-f6-4d": Published(chain(4, _schaffer), cube(4, -100, 100), 0, origin(4)),
    "bukin-2": Published(
        "100*(x1 - 0.01*x0^2 + 1)^2 + 0.01*(x0 + 10)^2",
        ((-15.0, -5.0), (-3.0, 3.0)),
        0,
        ((-10.0, 0.0),),
    ),
    # Cusps: the slope has no bound where it is lowest.
    "bukin-4": Published(
        "100*x1^2 + 0.01*abs(x0 + 10)", ((-15.0, -5.0), (-3.0, 3.0)), 0, ((-10.0, 0.0),)
    ),
    "bukin-6": Published(
        "100*sqrt(abs(x1 - 0.01*x0^2)) + 0.01*abs(x0 + 10)",
        ((-15.0, -5.0), (-3.0, 3.0)),
        0,
        ((-10.0, 1.0),),
    ),
    "mishra-3": Published(
        "0.01*(x0 + x1) + sqrt(abs(cos(sqrt(abs(x0^2 + x1^2)))))", cube(2, -10, 10), -0.1999
    ),
    "mishra-4": Published(
        "0.01*(x0 + x1) + sqrt(abs(sin(sqrt(abs(x0^2 + x1^2)))))", cube(2, -10, 10), -0.17771526
    ),
    "schwefel-2.20-10d": Published(
        total(10, lambda x, i: f"abs({x})"),
        cube(10, -100, 100),
        0,
        origin(10),
        count=1,
    ),
    "schwefel-2.22-10d": Published(
        f"{total(10, lambda x, i: f'abs({x})')} + {product(10, lambda x, i: f'abs({x})')}",
        cube(10, -100, 100),
        0,
        origin(10),
        count=1,
    ),
    "cross-in-tray": Published(
        f"-0.0001*({_CROSS} + 1)^0.1",
        cube(2, -10, 10),
        -2.06261218,
        tuple((s * 1.349406608602084, t * 1.349406608602084) for s in (-1, 1) for t in (-1, 1)),
        count=4,
    ),
    "bartels-conn": Published(
        "abs(x0^2 + x1^2 + x0*x1) + abs(sin(x0)) + abs(cos(x1))",
        cube(2, -500, 500),
        1,
        origin(2),
        count=1,
    ),
    # Many places as good as each other.
    "devilliers-glasser-1": Published(
        _villiers_glasser(4),
        cube(4, 1, 100),
        0,
        ((60.137, 1.371, 3.112, 1.761),),
        count=48,
    ),
    "alpine-1-5d": Published(
        total(5, lambda x, i: f"abs({x}*sin({x}) + 0.1*{x})"), cube(5, -4, 4), 0, origin(5)
    ),
    "shubert-3d": Published(product(3, _shubert), cube(3, -10, 10), -2709.093505, count=81),
    "deb-1-5d": Published(
        "-(" + total(5, lambda x, i: f"sin(5*pi*{x})^6") + ")/5", cube(5, -1, 1), -1
    ),
    "zeros-243": Published(
        total(5, lambda x, i: f"({x}^3 - {x})^2"),
        cube(5, -1.5, 1.5),
        0,
        all_at(5, 1.0),
        count=243,
    ),
    "trigonometric-1-5d": Published(_trigonometric(5), cube(5, 0, pi), 0, origin(5)),
    "trigonometric-2-5d": Published(_trigonometric_2(5), cube(5, -5, 5), 1, all_at(5, 0.9)),
    "zeros-243-under-a-root": Published(
        f"sqrt({total(5, lambda x, i: f'({x}^3 - {x})^2')})",
        cube(5, -1.5, 1.5),
        0,
        all_at(5, -1.0),
        count=243,
    ),
    "zeros-243-of-a-product": Published(
        "1 - " + product(5, lambda x, i: f"cos(2*pi*{x})^2"), cube(5, -0.8, 0.8), 0, count=243
    ),
    "qing-5d": Published(
        total(5, lambda x, i: f"({x}^2 - {i})^2"), cube(5, -500, 500), 0, count=32
    ),
    "paviani": Published(
        total(10, lambda x, i: f"log({x} - 2)^2 + log(10 - {x})^2")
        + f" - ({product(10, lambda x, i: x)})^0.2",
        cube(10, 2.001, 9.999),
        -45.7784684,
        all_at(10, 9.350266),
        count=1,
    ),
    "cusp-over-a-sphere": Published(
        "sqrt(abs(x0^2 + x1^2 + x2^2 - 4)) + 0.01*(x0 + 2*x1 + 3*x2)",
        cube(3, -5, 5),
        -0.02 * sqrt(14),
        (tuple(-2 * i / sqrt(14) for i in (1, 2, 3)),),
        count=1,
    ),
    # Others that a search has to be good at.
    "schwefel-2.26-10d": Published(
        f"418.9828872724338*10 - ({total(10, lambda x, i: f'{x}*sin(sqrt(abs({x})))')})",
        cube(10, -500, 500),
        0,
        all_at(10, 420.968746),
    ),
    "michalewicz-10d": Published(_michalewicz(10), cube(10, 0, pi), -9.66015171, count=1),
    "cosine-mixture-6d": Published(
        f"{squares(6)} - 0.1*({total(6, lambda x, i: f'cos(5*pi*{x})')})",
        cube(6, -1, 1),
        -0.6,
        origin(6),
    ),
    "pinter-4d": Published(_pinter(4), cube(4, -10, 10), 0, origin(4)),
    "hartmann-6d": Published(
        _hartmann(),
        cube(6, 0, 1),
        -3.32236801,
        ((0.20168952, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054),),
        count=1,
    ),
    "shekel-10": Published(_shekel(10), cube(4, 0, 10), -10.5362836),
    "keane": Published(
        "-sin(x0 - x1)^2*sin(x0 + x1)^2/sqrt(x0^2 + x1^2)",
        ((0.0, 10.0), (0.001, 10.0)),
        -0.673667521,
        ((0.0, 1.39324907),),
        count=1,
    ),
    "bird": Published(
        "(x0 - x1)^2 + exp((1 - sin(x0))^2)*cos(x1) + exp((1 - cos(x1))^2)*sin(x0)",
        cube(2, -2 * pi, 2 * pi),
        -106.7645367,
        ((4.701055751981055, 3.152946019601391), (-1.582142172055011, -3.130246799635430)),
        count=2,
    ),
    "damavandi": Published(
        "(1 - abs(sinc(pi*(x0 - 2))*sinc(pi*(x1 - 2)))^5)*(2 + (x0 - 7)^2 + 2*(x1 - 7)^2)",
        cube(2, 0, 14),
        0,
        all_at(2, 2.0),
        count=1,
    ),
}
