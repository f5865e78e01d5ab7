"""Cures for formulas that cannot be read: what they propose can be, and means what was meant."""

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import FormulaError, SurfaceError
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import FUNCTIONS
from sandpit.surfaces.foreign import ABSENT, SPELLED
from sandpit.surfaces.language import parse
from tests.surfaces.samples import build

NAMES = ("x", "y", "speed")
PLACES = [(0.3, 0.7), (0.9, 0.2), (0.55, 1.4)]


def refused(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    return caught.value


def proposed(cure: str) -> list[str]:
    """Return the formulas that a cure says to write."""
    if not cure.startswith("write "):
        return []
    said = re.split(r", | for |: ", cure.removeprefix("write "))
    return [part for part in said[0].split(" or ") if part]


def value(text: str, x: float, y: float) -> float:
    formula = Formula(parse(text, NAMES), NAMES, {})
    known = {"x": x, "y": y, "speed": 1.0}
    return float(formula(*(known[name] for name in formula.axes)))


MEANT: dict[str, Callable[[float, float], float]] = {
    "square(x)": lambda x, y: x**2,
    "sqr(x + y)": lambda x, y: (x + y) ** 2,
    "log2(x)": lambda x, y: math.log2(x),
    "log10(x*y)": lambda x, y: math.log10(x * y),
    "lg(x)": lambda x, y: math.log10(x),
    "log1p(x)": lambda x, y: math.log1p(x),
    "expm1(x)": lambda x, y: math.expm1(x),
    "ln(x)": lambda x, y: math.log(x),
    "ln x": lambda x, y: math.log(x),
    "log(x, 10)": lambda x, y: math.log(x, 10),
    "log(x; 2)": lambda x, y: math.log2(x),
    "log(x + 4,10)": lambda x, y: math.log10(x + 4),
    "2^log(x + 4,10)": lambda x, y: math.log10(x + 4),
    "LOG(x; 10)": lambda x, y: math.log10(x),
    "cbrt(x)": lambda x, y: float(np.cbrt(x)),
    "cot(x)": lambda x, y: 1 / math.tan(x),
    "sec(x)": lambda x, y: 1 / math.cos(x),
    "csc(x + 1)": lambda x, y: 1 / math.sin(x + 1),
    "sech(x)": lambda x, y: 1 / math.cosh(x),
    "asinh(x)": lambda x, y: math.asinh(x),
    "arcsinh(x)": lambda x, y: math.asinh(x),
    "acosh(1 + x)": lambda x, y: math.acosh(1 + x),
    "atanh(x)": lambda x, y: math.atanh(x),
    "acot(x)": lambda x, y: math.pi / 2 - math.atan(x),
    "atan2(y, x)": lambda x, y: math.atan2(y, x),
    "atan2(y, x - 2)": lambda x, y: math.atan2(y, x - 2),
    "hypot(x, y)": math.hypot,
    "pow(x, y)": lambda x, y: x**y,
    "Math.pow(x + 1, 2)": lambda x, y: (x + 1) ** 2,
    "np.sin(x)": lambda x, y: math.sin(x),
    "np.sinc(x)": lambda x, y: float(np.sinc(x)),
    "math.exp(-x)": lambda x, y: math.exp(-x),
    "max(x, y)": max,
    "MIN(x; y; 0.5)": lambda x, y: min(x, y, 0.5),
    "np.clip(x, 0.4, 0.6)": lambda x, y: min(max(x, 0.4), 0.6),
    "relu(x - 0.5)": lambda x, y: max(x - 0.5, 0),
    "sigmoid(x - y)": lambda x, y: 1 / (1 + math.exp(y - x)),
    "radians(x)": lambda x, y: math.radians(x),
    "sind(x)": lambda x, y: math.sin(math.radians(x)),
    "mean(x, y)": lambda x, y: (x + y) / 2,
    "fabs(x - 1)": lambda x, y: abs(x - 1),
    "arcsin(x)": lambda x, y: math.asin(x),
    "Sin[x]": lambda x, y: math.sin(x),
    "sin²(x)": lambda x, y: math.sin(x) ** 2,
    "sin^2(x + y)": lambda x, y: math.sin(x + y) ** 2,
    "cos**3(x)": lambda x, y: math.cos(x) ** 3,
    "sin x": lambda x, y: math.sin(x),
    r"\sin(x)": lambda x, y: math.sin(x),
    r"\frac{x}{y}": lambda x, y: x / y,
    r"\log_{2}(x)": lambda x, y: math.log2(x),
    r"log_{10} (x*y)": lambda x, y: math.log10(x * y),
    r"\sqrt{x}": lambda x, y: math.sqrt(x),
    r"\sqrt[3]{x}": lambda x, y: x ** (1 / 3),
    "x.y": lambda x, y: x * y,
    "eˣ": lambda x, y: math.exp(x),
    "2ˣ": lambda x, y: 2**x,
    "xʸ": lambda x, y: x**y,
    "1'000": lambda x, y: 1000,
    "12’500.5": lambda x, y: 12500.5,
    "1,234.5": lambda x, y: 1234.5,
    "2x": lambda x, y: 2 * x,
    "2(x + 1)": lambda x, y: 2 * (x + 1),
    "x(y + 1)": lambda x, y: x * (y + 1),
    "(x)(y)": lambda x, y: x * y,
    "sin(x)cos(y)": lambda x, y: math.sin(x) * math.cos(y),
    "xy": lambda x, y: x * y,
    "x²": lambda x, y: x**2,
    "x⁻¹": lambda x, y: 1 / x,
    "sin(x)³": lambda x, y: math.sin(x) ** 3,
    "x∗2": lambda x, y: 2 * x,
    "2×x": lambda x, y: 2 * x,
    "x·y": lambda x, y: x * y,
    "x÷y": lambda x, y: x / y,
    "x − y": lambda x, y: x - y,
    "−x": lambda x, y: -x,
    "½": lambda x, y: 0.5,
    "⅓": lambda x, y: 1 / 3,
    "√x": lambda x, y: math.sqrt(x),
    "√(x + y)": lambda x, y: math.sqrt(x + y),
    "|x - 1|": lambda x, y: abs(x - 1),
    "5%": lambda x, y: 0.05,
    "1 000": lambda x, y: 1000,
    "1_000": lambda x, y: 1000,
    "0x10": lambda x, y: 16,
    "0b101": lambda x, y: 5,
    "1d3": lambda x, y: 1000,
    "1,5": lambda x, y: 1.5,
    "１２": lambda x, y: 12,
    "х": lambda x, y: x,
    "π": lambda x, y: math.pi,
    "np.pi": lambda x, y: math.pi,
    "Math.E": lambda x, y: math.e,
    "tau": lambda x, y: math.tau,
    "[x]": lambda x, y: x,
    "1.000,5": lambda x, y: 1000.5,
    "1__0": lambda x, y: 10,
    "sinx": lambda x, y: math.sin(x),
    "πx": lambda x, y: math.pi * x,
    "хy": lambda x, y: x * y,
    "PI()": lambda x, y: math.pi,
}


@pytest.mark.parametrize("text", MEANT)
def test_what_is_proposed_means_what_was_meant(text: str) -> None:
    error = refused(text)
    [fragment] = proposed(error.cure)
    for x, y in PLACES:
        assert value(fragment, x, y) == pytest.approx(MEANT[text](x, y), rel=1e-9), error.cure


SUBSCRIPTS = {
    "x_{1} + 2": ("x1", "x2", "write x1"),
    "x_{1}": ("x_1", "x_2", "write x_1"),
    r"\alpha_{2}": ("alpha_2", "y", "write alpha_2"),
    "x_{3}": ("x1", "x2", 'write x_3, and give it a number under "parameters"'),
    "x_{1,2}": ("x1", "x2", "write the name without { and }"),
    "x_{1": ("x1", "x2", "write the name without { and }"),
    "log_{2} x1": ("x1", "x2", "log_2(u) is written log(u)/log(2)"),
}


@pytest.mark.parametrize("text", SUBSCRIPTS)
def test_a_name_with_a_subscript_of_latex_is_written_as_one_name(text: str) -> None:
    *names, cure = SUBSCRIPTS[text]
    with pytest.raises(FormulaError, match="has no meaning here") as caught:
        parse(text, tuple(names))
    assert caught.value.cure == cure


CONTEXTS = ["{}", "2/{}", "-{}", "{}^2", "x - {}", "3*{} + 1", "exp({})", "2^{}"]


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("call", ["max(x, y)", "square(x)", "mean(x, y)", "log2(x)", "expm1(x)"])
def test_what_is_proposed_can_stand_in_its_place(call: str, context: str) -> None:
    [fragment] = proposed(refused(context.format(call)).cure)
    x, y = 0.7, 0.4
    expected = Formula(parse(context.format("speed"), NAMES), NAMES, {})
    known = {"x": x, "speed": MEANT[call](x, y)}
    alone = float(expected(*(known[name] for name in expected.axes)))
    assert value(context.format(fragment), x, y) == pytest.approx(alone)


AMBIGUOUS = {
    "1/2x": ("1/(2*x)", "1/2*x"),
    "x^2y": ("x^(2*y)", "x^2*y"),
    "x2": ("x^2", "2*x"),
    "1e": ("1e3", "1*e"),
    "sin2(x)": ("sin(x)^2", "sin(2*x)"),
}


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_may_be_meant_in_two_ways_is_asked(text: str) -> None:
    cure = refused(text).cure
    assert tuple(proposed(cure)) == AMBIGUOUS[text]
    assert "whichever is meant" in cure


@pytest.mark.parametrize(
    ("text", "said", "cure"),
    [
        ("1.2.3", "1.2.3 is not a number", "looks like 2, 0.5 or 1e-3"),
        ("1e5.5", "1e5.5 is not a number", "whole exponent"),
        ("1 5", "no operator between 1 and 5", "remove the space"),
        ("1,500*x", ", has no meaning", "1.500 for a decimal, 1500 for thousands"),
        ("x % 2", "% has no meaning", "no remainder"),
        ("floor(x)", "no function floor", "tanh"),
        ("rand()", "no function rand", '"waves"'),
        ("np.random.rand()", "no function rand", '"waves"'),
        ("erf(x)", "no function erf", "sinc"),
        ("sign(x)", "sign is not a known function", "smooth step"),
        ("step(x)", "step is not a known function", "smooth step"),
        ("0b102", "0b102 is not a number", "in base ten"),
        ("1e3,5", ", has no meaning", "use a point for decimals"),
        ("z = x^2", "= has no meaning", "to the right of ="),
        ("f(x) = x^2", "= has no meaning", "to the right of ="),
        ("x//2", "/ cannot stand here after /", "nothing is rounded"),
        ("x if y else 2", "if has no meaning", "no cases"),
        ("si\u200bn(x)", "U+200B ZERO WIDTH SPACE", "delete it"),
        ("x₁", "U+2081 SUBSCRIPT ONE", "on the line, as in x1"),
        ("x×(y", "× (U+00D7 MULTIPLICATION SIGN)", "use * from the keyboard"),
        ("х*y", "U+0445 CYRILLIC SMALL LETTER HA", "write x"),
        ("sіn(x)", "U+0456 CYRILLIC", "write sin(x)"),
        ("x\u200b + 1", "U+200B ZERO WIDTH SPACE", "delete it"),
        ("\ufeffx", "U+FEFF ZERO WIDTH NO-BREAK SPACE", "delete it"),
        ("“x”", "U+201C LEFT DOUBLE QUOTATION MARK", "leave it out"),
        ("√2x", "U+221A SQUARE ROOT", "in brackets"),
        ("sin⁻¹(x)", "power before its brackets", "asin(x) for the inverse function, 1/sin(x)"),
        ("x[0]^2", "[ has no meaning", "the name of one axis"),
        ("w[0]*x", "w has no parts", "the name of one axis"),
        ("x.^2", ". has no meaning", "leave out the point before ^"),
        ("x.*y", ". has no meaning", "leave out the point before *"),
        ("log(x^2, b)", "log takes one argument", "log(u, v) is written log(u)/log(v)"),
        ("log(2,5)", "log takes one argument", "2.5 if a decimal point is meant"),
        ("log(0,5*x)", "log takes one argument", "write 0.5"),
        ("sin(x; y)", "; has no meaning", "leave out the semicolon"),
        ("smoothstep(0, 1, x)", "no function smoothstep", "tanh"),
        ("1,5.2", ", has no meaning", "use a point for decimals"),
        ("'x^2'", "' has no meaning", "quotation marks"),
        ("x'", "' has no meaning", "a derivative"),
        ("⌊x⌋", "U+230A LEFT FLOOR", "tanh for a step"),
        ("lambda x: x^2", "lambda has no meaning", "keep the formula alone"),
        ("return x^2", "return has no meaning", "keep the formula alone"),
        ("x, y", ", has no meaning", "one height"),
        ("square(log2(x))", "square is not a known function", "square(u) is written u^2"),
    ],
)
def test_a_slip_is_named_and_its_cure_does_not_mislead(text: str, said: str, cure: str) -> None:
    error = refused(text)
    assert said in error.message
    assert cure in error.cure


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_blanks_of_any_width_part_words(blank: str) -> None:
    assert parse(f"2*{blank}x", NAMES) == parse("2*x", NAMES)


@pytest.mark.parametrize(
    "name", ["a", "c", "ab", "tan1", "step", "rho", "sq", "sgn", "µ", "amp", "x1"]
)
def test_a_name_without_brackets_is_never_taken_for_a_function(name: str) -> None:
    cure = refused(f"{name}*x").cure
    assert cure == 'give it a number under "parameters"'


def test_a_model_that_mentions_a_new_name_is_told_of_the_axes() -> None:
    data = {"columns": ["t", "h"], "rows": [[0, 1], [1, 2]]}
    written = {"kind": "fit", "model": "x0 + x1*t + b", "data": data, "x": "t", "y": "h"}
    with pytest.raises(SurfaceError) as caught:
        build(written, (0.0, 1.0), (0.0, 1.0))
    assert "add an axis" in caught.value.cure


@pytest.mark.parametrize(
    ("formula", "cure"),
    [
        ("sin(x0)/x0", "write sinc(x0)"),
        ("1 + sin(2*x0)/(2*x0)", "write sinc(2*x0)"),
        ("x0*sin(x0 + 1)/(x0 + 1)", "sinc(x0 + 1)"),
        ("x0/sin(x0)", "write 1/sinc(x0)"),
        ("cos(x0)/x0", "keep the divisor away from 0"),
    ],
)
def test_a_quotient_that_has_a_limit_at_0_is_told_of_sinc(formula: str, cure: str) -> None:
    with pytest.raises(SurfaceError) as caught:
        build({"kind": "formula", "formula": formula}, (-2.0, 2.0))
    assert cure in caught.value.cure


PIECES = st.sampled_from(
    [
        *("x", "y", "speed", "pi", "e", "a", "2", "1.5", "1e", "0x1F", "½", "²", "⁻¹", "×", "−"),
        *("(", ")", "+", "-", "*", "/", "^", ",", ";", " ", "[", "]", "|", "√", "%", "°", "\\"),
        *(f"{name}(" for name in (*FUNCTIONS[:4], *list(SPELLED)[:50], "np.max", "Math.log")),
        *("sin", "х", "\u200b", "1 000", "_1", "=", "!", "log(", "max("),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_proposed_can_be_read(text: str) -> None:
    try:
        parse(text, NAMES)
    except FormulaError as error:
        assert error.cure
        for fragment in proposed(error.cure):
            parse(fragment, NAMES)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_foreign_function_has_a_cure_that_can_be_read(count: int) -> None:
    for name in [*SPELLED, *(name.upper() for name in SPELLED)]:
        error = refused(f"{name}({', '.join(['x', 'y', '0.5'][:count])})")
        for fragment in proposed(error.cure):
            parse(fragment, NAMES)
        assert proposed(error.cure) or "is written" in error.cure, error


def test_no_function_is_both_spelled_and_absent() -> None:
    assert not set(ABSENT) & (set(SPELLED) | set(FUNCTIONS))


def test_deeply_nested_foreign_functions_are_refused_at_once() -> None:
    error = refused("sqr(" * 700 + "x" + ")" * 700)
    assert error.column == 1
    assert error.cure
