"""Functions of other languages, and how each is written here.

They are those of Python's math, numpy and scipy, of JavaScript, of spreadsheets, of Matlab,
Mathematica and Fortran, and of books on mathematics.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Final, NamedTuple

from sandpit.surfaces.expression import FUNCTIONS


class Argument(str):
    """An argument as it was written: `{0}` puts it in brackets where it needs some, `{0:in}` not.

    The latter is for where it stands in brackets already.
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        text = str(self)
        return text if spec or is_whole(text) else f"({text})"


_ATOM: Final = re.compile(r"\w+|[0-9]*\.?[0-9]+|\w*\([^()]*\)")


def is_whole(text: str) -> bool:
    """Tell whether a text is a name, a number, a call or a bracket: nothing can come between."""
    return _ATOM.fullmatch(text) is not None


Spelling = Callable[[Sequence[Argument]], str]
"""Writes a call with these arguments in the language of formulas, or "" if it cannot be."""


class Foreign(NamedTuple):
    """How a function of another language is spelled, and what is to be said of that."""

    spell: Spelling
    remark: str = ""


class Absent(NamedTuple):
    """Why a function of another language has no place in a formula, and what to do instead."""

    why: str
    cure: str


def _template(*templates: str) -> Spelling:
    """Return the spelling by the template that takes as many arguments as there are."""
    by_count = {len(set(re.findall(r"\{(\d)", template))): template for template in templates}

    def spell(arguments: Sequence[Argument]) -> str:
        return by_count.get(len(arguments), "").format(*arguments)

    return spell


def _paired(template: str) -> Spelling:
    """Return the spelling that joins the first two arguments, then the next to that, and so on."""

    def spell(arguments: Sequence[Argument]) -> str:
        if len(arguments) < 2:
            return ""
        return reduce(lambda one, other: Argument(template.format(one, other)), arguments)

    return spell


def _clip(arguments: Sequence[Argument]) -> str:
    if len(arguments) != 3:
        return ""
    value, low, high = arguments
    return _LOWER.format(Argument(_HIGHER.format(value, low)), high)


def _joined(
    between: str, each: str = "{0}", around: str = "{0}", least: int = 2
) -> Callable[..., str]:
    def spell(arguments: Sequence[Argument]) -> str:
        if len(arguments) < least:
            return ""
        whole = between.join(each.format(argument) for argument in arguments)
        return around.format(whole, len(arguments))

    return spell


_HIGHER: Final = "({0} + {1} + abs({0} - {1}))/2"
_LOWER: Final = "({0} + {1} - abs({0} - {1}))/2"
_SAME_NAME: Final = {name: name for name in FUNCTIONS}
_OTHER_NAMES: Final[Mapping[str, str]] = {
    **{"ln": "log", "loge": "log"},
    **{"arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctg": "atan", "atg": "atan"},
    **{"sen": "sin", "sine": "sin", "sinus": "sin", "cosine": "cos", "cosinus": "cos"},
    **{"tg": "tan", "tangent": "tan", "sh": "sinh", "ch": "cosh", "th": "tanh", "tgh": "tanh"},
    **{"fabs": "abs", "absolute": "abs", "absval": "abs", "magnitude": "abs"},
    **{"squareroot": "sqrt", "sqroot": "sqrt", "exponential": "exp"},
}
_TEMPLATES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("square", "sqr", "sq"), "{0}^2"),
    **dict.fromkeys(("pow", "power", "powi", "powf"), "{0}^{1}"),
    **dict.fromkeys(("root", "nthroot", "surd"), "{0}^(1/{1})"),
    **{"cube": "{0}^3", "rsqrt": "1/sqrt({0:in})", "reciprocal": "1/{0}", "inv": "1/{0}"},
    **{"neg": "-{0}", "negative": "-{0}", "positive": "{0}", "identity": "{0}"},
    **dict.fromkeys(("subtract", "sub", "minus"), "{0} - {1}"),
    **dict.fromkeys(("divide", "div", "true_divide", "quotient"), "{0}/{1}"),
    **dict.fromkeys(("frac", "dfrac", "tfrac"), "{0}/{1}"),
    **{"exp2": "2^{0}", "exp10": "10^{0}", "pow10": "10^{0}"},
    **{"expm1": "exp({0:in}) - 1", "log1p": "log(1 + {0})"},
    **dict.fromkeys(("log2", "lb", "ld"), "log({0:in})/log(2)"),
    **dict.fromkeys(("log10", "lg", "log_10"), "log({0:in})/log(10)"),
    **dict.fromkeys(("logbase", "logb"), "log({0:in})/log({1:in})"),
    **dict.fromkeys(("cot", "cotan", "ctg", "cotg"), "1/tan({0:in})"),
    **{"sec": "1/cos({0:in})", "coth": "1/tanh({0:in})", "cth": "1/tanh({0:in})"},
    **dict.fromkeys(("csc", "cosec"), "1/sin({0:in})"),
    **{"sech": "1/cosh({0:in})", "csch": "1/sinh({0:in})", "cosech": "1/sinh({0:in})"},
    **dict.fromkeys(("acot", "arccot", "arcctg"), "pi/2 - atan({0:in})"),
    **dict.fromkeys(("asec", "arcsec"), "acos(1/{0})"),
    **dict.fromkeys(("acsc", "arccsc", "arccosec"), "asin(1/{0})"),
    **dict.fromkeys(("asinh", "arcsinh", "arsinh", "argsinh"), "log({0} + sqrt({0}^2 + 1))"),
    **dict.fromkeys(("acosh", "arccosh", "arcosh", "argcosh"), "log({0} + sqrt({0}^2 - 1))"),
    **dict.fromkeys(("atanh", "arctanh", "artanh", "argtanh"), "log((1 + {0})/(1 - {0}))/2"),
    **dict.fromkeys(("acoth", "arccoth", "arcoth"), "log(({0} + 1)/({0} - 1))/2"),
    **dict.fromkeys(("radians", "deg2rad", "rad"), "{0}*pi/180"),
    **dict.fromkeys(("degrees", "rad2deg", "deg"), "{0}*180/pi"),
    **{"sind": "sin({0}*pi/180)", "cosd": "cos({0}*pi/180)", "tand": "tan({0}*pi/180)"},
    **{"sinpi": "sin(pi*{0})", "cospi": "cos(pi*{0})", "tanpi": "tan(pi*{0})"},
    **{"versin": "1 - cos({0:in})", "vers": "1 - cos({0:in})", "haversin": "(1 - cos({0:in}))/2"},
    **dict.fromkeys(("hav", "haversine"), "(1 - cos({0:in}))/2"),
    **dict.fromkeys(("relu", "ramp"), "({0} + abs({0}))/2"),
    **dict.fromkeys(("sigmoid", "logistic", "expit", "sigm"), "1/(1 + exp(-{0}))"),
    **{"logit": "log({0}/(1 - {0}))", "softplus": "log(1 + exp({0:in}))"},
    **{"logaddexp": "log(exp({0:in}) + exp({1:in}))", "gd": "2*atan(tanh({0}/2))"},
}
SPELLED: Final[Mapping[str, Foreign]] = {
    **{name: Foreign(_template(f"{same}({{0:in}})")) for name, same in _OTHER_NAMES.items()},
    **{name: Foreign(_template(template)) for name, template in _TEMPLATES.items()},
    **dict.fromkeys(
        ("cbrt", "cuberoot"), Foreign(_template("{0}^(1/3)"), "for numbers not below 0")
    ),
    **dict.fromkeys(
        ("atan2", "arctan2"),
        Foreign(
            _template("2*atan({0}/(sqrt({0}^2 + {1}^2) + {1}))"),
            "for places that are not on the axis where the angle jumps",
        ),
    ),
    **dict.fromkeys(("max", "maximum", "fmax", "amax"), Foreign(_paired(_HIGHER))),
    **dict.fromkeys(("min", "minimum", "fmin", "amin"), Foreign(_paired(_LOWER))),
    **dict.fromkeys(("clip", "clamp", "constrain"), Foreign(_clip)),
    **dict.fromkeys(("hypot", "norm"), Foreign(_joined(" + ", "{0}^2", "sqrt({0})"))),
    **dict.fromkeys(("sum", "add", "plus"), Foreign(_joined(" + "))),
    **dict.fromkeys(("sumsq", "sumsqr"), Foreign(_joined(" + ", "{0}^2"))),
    **dict.fromkeys(("product", "prod", "mul", "multiply", "times"), Foreign(_joined("*"))),
    **dict.fromkeys(("mean", "average", "avg"), Foreign(_joined(" + ", around="({0})/{1}"))),
    **dict.fromkeys(
        ("sign", "sgn", "signum"),
        Foreign(_template("tanh(20*{0})"), "a steep smooth step: a jump has no slope"),
    ),
    **dict.fromkeys(
        ("step", "heaviside", "theta", "unitstep", "heavisidetheta"),
        Foreign(
            _template("1/(1 + exp(-20*{0}))", "1/(1 + exp(-20*({1} - {0})))"),
            "a steep smooth step: a jump has no slope",
        ),
    ),
    **dict.fromkeys(
        ("gauss", "gaussian", "bell", "gaussian1d"),
        Foreign(_template("exp(-{0}^2/2)"), "a bell of height 1 and standard deviation 1"),
    ),
    **dict.fromkeys(
        ("normpdf", "normaldist", "dnorm"),
        Foreign(_template("exp(-{0}^2/2)/sqrt(2*pi)"), "the normal distribution"),
    ),
}
"""What has a spelling here, by its name in small letters."""

JUMPS: Final = Absent(
    "a ground that jumps has no slope there",
    "use sin or cos for what repeats, and tanh for a step",
)
_CHANCE: Final = Absent(
    "a formula has no chance in it",
    'take a surface with a seed, such as "waves", or let "noise" blur the readings',
)
_CASES: Final = Absent("a formula has no cases", "use abs for a fold, and tanh for a smooth step")
_SPECIAL: Final = Absent(
    "special functions are not offered", f"make do with {', '.join(FUNCTIONS)}"
)
_SERIES: Final = Absent("a formula has no loops", "spell out its terms")
_CALCULUS: Final = Absent(
    "slopes are worked out from the height, and integrals are not", "spell out the result"
)
_COMPLEX: Final = Absent("all numbers are real", "use real numbers alone")


def _each(absent: Absent, names: str) -> Iterable[tuple[str, Absent]]:
    return ((name, absent) for name in names.split())


ABSENT: Final[Mapping[str, Absent]] = dict(
    [
        *_each(
            JUMPS,
            "floor ceil ceiling round rint nint trunc truncate fix int integer mod fmod rem "
            "remainder modulo frac_part fract roundup rounddown sawtooth squarewave rect pulse box",
        ),
        *_each(
            _CHANCE,
            "rand random randn randint rnd uniform noise perlin normal normalvariate "
            "standard_normal randbetween choice shuffle seed",
        ),
        *_each(
            _CASES,
            "smoothstep if ifs iif where piecewise select switch cond ifelse case choose when",
        ),
        *_each(
            _SPECIAL,
            "erf erfc erfi erfinv gamma gammaln lgamma digamma psi beta betaln factorial fact "
            "binom binomial comb nchoosek perm besselj bessely besseli besselk j0 j1 jn jv y0 y1 "
            "yn yv i0 i1 iv k0 k1 kv airy airyai zeta lambertw ei li si ci expi exp1 sici fresnel "
            "ellipk ellipe legendre hermite laguerre chebyt sn cn dn hyp2f1 polylog dirac "
            "diracdelta delta kronecker",
        ),
        *_each(_SERIES, "range linspace arange cumsum cumprod sigma fold map for"),
        *_each(
            _CALCULUS,
            "diff derivative gradient grad jacobian hessian laplacian integrate integral quad lim "
            "limit",
        ),
        *_each(_COMPLEX, "re im real imag conj cis arg angle phase polar complex"),
    ]
)
"""What has no spelling here, by its name in small letters."""

NORMALIZED: Final = frozenset({"np", "numpy", "jnp", "torch", "scipy", "special", "cupy"})
"""Modules whose sinc(u) is sin(pi u)/(pi u)."""
QUANTITIES: Final[Mapping[str, str]] = {"tau": "2*pi", "π": "pi", "euler": "e", "exp1": "e"}
"""Constants of other languages, by their names in small letters."""
WITH_BASE: Final = Foreign(_template("log({0:in})/log({1:in})"))
ANGLE: Final = SPELLED["atan2"]


def spelling_of(name: str) -> Foreign | None:
    """Return how a function of another language is spelled here, a module before it left out."""
    *modules, base = name.split(".")
    low = base.lower()
    if low == "sinc" and NORMALIZED & {module.lower() for module in modules}:
        return Foreign(_template("sinc(pi*{0})"))
    if low in _SAME_NAME:
        return Foreign(_template(f"{low}({{0:in}})"), _LOGARITHM if base == "LOG" else "")
    if low in SPELLED:
        return SPELLED[low]
    if based := re.fullmatch(r"log_?([0-9]{1,3})", low):
        return Foreign(_template(f"log({{0:in}})/log({based[1]})"))
    return None


_LOGARITHM: Final = "the natural logarithm; in base 10 it is divided by log(10)"
