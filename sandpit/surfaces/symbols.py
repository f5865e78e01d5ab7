"""The derivatives of a formula written as mathematics, where they can be written shortly."""

import re
from collections.abc import Sequence
from typing import Final

import symengine as se

from sandpit.errors import SurfaceError
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex
from sandpit.surfaces.symbolic import Symbolic, symbolic

LONGEST: Final = 180
"""A derivative that takes more characters than this is not written."""
_NUMBER: Final = re.compile(r"(?<![\w.])\d+\.\d*(?:e[-+]?\d+)?")


def gradient_latex(formula: Formula, names: Sequence[str]) -> tuple[str, ...]:
    """Return the derivative along each axis; "" where it is too long to be read, or has cases."""
    height = symbolic(formula)
    return tuple(_written(height.diff(se.Symbol(name)), names) for name in names)


def hessian_latex(formula: Formula, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the second derivatives, row by row; "" where one is too long, or has cases."""
    height, symbols = symbolic(formula), [se.Symbol(name) for name in names]
    return tuple(
        tuple(_written(height.diff(one).diff(other), names) for other in symbols) for one in symbols
    )


def _written(derivative: Symbolic, names: Sequence[str]) -> str:
    """Return symengine's own writing read back as a formula, its numbers to four figures."""
    text = _NUMBER.sub(_rounded, str(derivative))
    if len(text) > LONGEST:
        return ""
    try:
        return latex(parse(text, tuple(names)))
    except SurfaceError:  # a function of cases has no writing in the language of formulas
        return ""


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number.group()):.4g}"
