"""The formula language: what is read, how it is grouped, and how faults are told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.errors import FormulaError
from sandpit.surfaces.evaluate import CALLS
from sandpit.surfaces.expression import (
    CONSTANTS,
    FUNCTIONS,
    NEGATE,
    OPERATORS,
    Builder,
    Expression,
    Name,
    Number,
)
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex
from sandpit.surfaces.limits import LIMITS
from sandpit.surfaces.symbolic import SYMBOLIC

NAMES = ("x", "y", "w_1", "speed", "sim")

_leaves = st.one_of(
    st.floats(0, 1e300, allow_nan=False).map(Number), st.sampled_from((*NAMES, "pi")).map(Name)
)
_trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(OPERATORS), inner, inner),
        st.tuples(st.sampled_from((NEGATE, *FUNCTIONS)), inner),
    ),
    max_leaves=12,
)


def expression_of(tree: Name | Number | tuple[Any, ...]) -> Expression:
    """Return the Expression of a tree of tuples, made without any parsing."""
    builder = Builder()

    def add(part: Name | Number | tuple[Any, ...]) -> int:
        if not isinstance(part, tuple):
            return builder.add(part)
        return builder.apply(part[0], *[add(operand) for operand in part[1:]])

    add(tree)
    return builder.build()


@given(_trees)
@settings(deadline=None)
def test_what_is_written_reads_back_as_the_same_tree(tree: Name | Number | tuple[Any, ...]) -> None:
    expression = expression_of(tree)
    assert parse(str(expression), NAMES) == expression


@given(_trees)
@settings(deadline=None)
def test_every_tree_can_be_set_as_mathematics(tree: Name | Number | tuple[Any, ...]) -> None:
    text = latex(expression_of(tree))
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("-x^2", "-(x^2)"),
        ("x^y^2", "x^(y^2)"),
        ("x**2", "x^2"),
        ("2^-1", "2^(-1)"),
        ("2^-x^2", "2^(-(x^2))"),
        ("x - y - 1", "(x - y) - 1"),
        ("x / y / 2", "(x / y) / 2"),
        ("x / y * 2", "(x / y) * 2"),
        ("x + y * 2", "x + (y * 2)"),
        ("-x*y", "(-x)*y"),
        ("x*-y", "x*(-y)"),
        ("+x", "x"),
        ("--x", "-(-x)"),
        (".5 + 1. + 1e-3 + 2E+2", "0.5 + 1.0 + 0.001 + 200"),
        ("\tsin (x)\r\n", "sin(x)"),
    ],
)
def test_grouping_follows_the_rules_of_mathematics(text: str, same: str) -> None:
    assert parse(text, NAMES) == parse(same, NAMES)


def test_equal_parts_are_kept_once() -> None:
    expression = parse("sin(x + y) * sin(x + y)", NAMES)
    assert len(expression.nodes) == 5


@pytest.mark.parametrize(
    ("text", "column", "said", "cure"),
    [
        ("", 0, "empty", "x^2"),
        (" \n", 0, "empty", "x^2"),
        ("2x", 2, "no operator between 2 and x", "write 2*x"),
        ("2(x+1)", 2, "no operator", "write 2*(x+1)"),
        ("(x)(y)", 4, "no operator", "write (x)*(y)"),
        ("x y", 3, "no operator between x and y", "write x*y"),
        ("x(2)", 2, "no operator", "write x*(2)"),
        ("x + spede", 5, "spede is not a known name", "did you mean speed?"),
        ("X + 1", 1, "X is not a known name", "write x"),
        ("qqq", 1, "not a known name", "give it a number under"),
        ("sine(x)", 1, "sine is not a known function", "write sin(x)"),
        ("siin(x)", 1, "siin is not a known function", "did you mean sin?"),
        ("ln(x)", 1, "ln is not a known function", "write log(x)"),
        ("arcsin(x)", 1, "not a known function", "write asin(x)"),
        ("zzz(x)", 1, "not a known function", "the functions are sin, cos"),
        ("π*x", 1, "not a known name", "write pi"),
        ("sin x", 1, "needs brackets", "write sin(x)"),
        ("x*sin", 3, "needs brackets", "its argument in brackets"),
        ("sin()", 1, "nothing in its brackets", "put its argument"),
        ("sin(x, y)", 6, "takes one argument", "leave out the comma"),
        ("1,5*x", 2, ", has no meaning", "1.5"),
        ("(x + 1", 1, "never closed", "missing bracket"),
        ("2*(sin(x)", 3, "never closed", "missing bracket"),
        ("x + 1)", 6, "never opened", "leave it out"),
        ("x +", 4, "stops in the middle", "at its end"),
        ("x * / 2", 5, "/ cannot stand here after *", "before it"),
        ("*x", 1, "* cannot stand here", "before it"),
        ("()", 2, ") cannot stand here", "before it"),
        ("x − 1", 3, "− (U+2212 MINUS SIGN) has no meaning", "write x - 1"),
        ("2×x", 2, "× (U+00D7 MULTIPLICATION SIGN) has no meaning", "write 2*x"),
        ("x²", 2, "² (U+00B2 SUPERSCRIPT TWO) has no meaning", "write x^2"),
        ("|x|", 1, "| has no meaning", "write abs(x)"),
        ("y = x", 3, "= has no meaning", "to the right of ="),
        ("[x]", 1, "[ has no meaning", "write (x)"),
        ("x\0", 2, "U+0000 has no meaning", "delete it"),
        ("x & y", 3, "& has no meaning", "no cases"),
        ("1.5.2", 1, "1.5.2 is not a number", "one point"),
        ("1e999", 1, "too large", "1e308"),
        ("9" * 400, 1, "too large", "1e308"),
        ("x" * (LIMITS.length + 1), 0, "4001 characters", "shorten"),
        ("(" * 41 + "x" + ")" * 41, 41, "nested more than 40", "fewer brackets"),
        ("-" * 41 + "x", 41, "nested more than 40", "fewer brackets"),
        ("^".join("x" * 41), 81, "nested more than 40", "fewer brackets"),
        ("x.__class__", 1, "not a known name", "letters, digits and _"),
        ("lambda*2", 1, "lambda is not a known name", "a number under"),
        ("x @ y", 3, "@ has no meaning", "numbers, names"),
    ],
)
def test_a_fault_is_told_with_its_column_and_its_cure(
    text: str, column: int, said: str, cure: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert caught.value.path == ("formula",)
    assert (caught.value.column, said in caught.value.message) == (column, True), caught.value
    assert cure in caught.value.cure, caught.value


@given(st.text(max_size=60) | st.text("xy01.eE+-*/^() ,sinexp", max_size=60))
@settings(deadline=None)
def test_any_text_is_read_or_refused_with_a_formula_error(text: str) -> None:
    try:
        assert parse(text, NAMES).names <= {*NAMES, *CONSTANTS}
    except FormulaError as error:
        assert error.cure
        assert error.column <= len(text) + 1


def test_long_chains_are_read_without_recursion() -> None:
    expression = parse("+".join(["x"] * 2000), NAMES)
    assert str(expression).count("x") == latex(expression).count("x") == 2000


def test_every_operation_has_its_numpy_and_its_symbolic_form() -> None:
    assert set(CALLS) == set(SYMBOLIC) == {*OPERATORS, NEGATE, *FUNCTIONS}


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("(x+1)/(2*y)", r"\frac{x + 1}{2 y}"),
        ("-x/2", r"-\frac{x}{2}"),
        ("2*3*x", r"2 \cdot 3 x"),
        ("x*2", r"x \cdot 2"),
        ("x^2 + y^(x+1)", "x^{2} + y^{x + 1}"),
        ("(x - 4.1)^2", r"\left(x - 4.1\right)^{2}"),
        ("sin(x)^2", r"\sin^{2}\left(x\right)"),
        ("log(x) + asin(y)", r"\ln\left(x\right) + \arcsin\left(y\right)"),
        ("exp(-x^2)", r"e^{-x^{2}}"),
        ("exp(-x^2/2)", r"\exp\left(-\frac{x^{2}}{2}\right)"),
        ("exp(x - 1)^2", r"\exp\left(x - 1\right)^{2}"),
        ("exp(2*(x - 1))", r"\exp\left(2 \left(x - 1\right)\right)"),
        ("sqrt(abs(x))", r"\sqrt{\left|x\right|}"),
        ("sinc(x)", r"\mathrm{sinc}\left(x\right)"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("x*(-y)", r"x \left(-y\right)"),
        ("-2*x", "-2 x"),
        ("speed*w_1", r"\mathrm{speed} \, w_{1}"),
        ("2*pi*x", r"2 \pi x"),
        ("1e-7*x", r"1 \cdot 10^{-7} x"),
    ],
)
def test_mathematics_is_set_as_it_is_printed_in_books(text: str, set_as: str) -> None:
    assert latex(parse(text, NAMES)) == set_as
