"""How much work the derivatives of a formula would be, told before any is done."""

from typing import Final, NamedTuple

from sandpit.errors import SurfaceError
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import NEGATE, Apply, Name
from sandpit.surfaces.limits import LIMITS
from sandpit.surfaces.shared import Shared

_COPIES: Final = {"abs": 3, "sinc": 14, "tan": 2, "tanh": 2}
"""How often a function, or its derivative, writes its argument out."""


class _Counted(NamedTuple):
    """The symbols in a part, in all its first and in all its second derivatives, and its axes."""

    size: int
    slope: int
    curve: int
    axes: frozenset[str]


def estimate_work(formula: Formula) -> int:
    """Return about how large the formula, its gradient and its Hessian are, written out.

    It is counted before anything is derived, by the product and the chain rule.
    """
    counted: list[_Counted] = []
    number = _Counted(1, 0, 0, frozenset())
    for node, constant in zip(formula.expression.nodes, formula.constants, strict=True):
        if constant is not None:
            counted.append(number)
        elif isinstance(node, Name):
            counted.append(_Counted(1, 1, 0, frozenset((node.name,))))
        elif isinstance(node, Apply):
            counted.append(_count(node.operation, [counted[index] for index in node.operands]))
        size, slope, curve, _ = counted[-1]
        if size + slope + curve > LIMITS.work:
            break
    size, slope, curve, _ = counted[-1]
    return size + slope + curve


def _count(operation: str, parts: list[_Counted]) -> _Counted:
    size = 1 + sum(part.size for part in parts)
    slope = sum(part.slope for part in parts)
    curve = sum(part.curve for part in parts)
    axes = frozenset().union(*(part.axes for part in parts))
    if operation in ("+", "-", NEGATE):
        return _Counted(size, slope, curve, axes)
    if operation == "*":
        (size_a, slope_a, _, axes_a), (size_b, slope_b, _, axes_b) = parts
        n_a, n_b = len(axes_a), len(axes_b)
        curve += n_a * n_a * size_b + n_b * n_b * size_a + 2 * (n_b * slope_a + n_a * slope_b)
        return _Counted(size, slope + n_a * size_b + n_b * size_a, curve, axes)
    copies, n = _COPIES.get(operation, 1), len(axes)
    size *= copies
    return _Counted(
        size,
        copies * slope + n * size,
        copies * (curve + 2 * n * slope) + 2 * n * n * size,
        axes,
    )


def check_work(formula: Formula, shared: Shared) -> None:
    """Raise SurfaceError for a formula that would take long to derive, or very much memory.

    It is counted among those of its ground, which together have a limit too.
    """
    _check_exponents(formula)
    if len(formula.axes) > LIMITS.axes:
        raise SurfaceError(
            f"the formula uses {len(formula.axes)} axes; at most {LIMITS.axes} are allowed",
            cure="use fewer axes, or a surface made for many, such as bowl or benchmark",
            path=("formula",),
        )
    work = estimate_work(formula)
    if work > LIMITS.work:
        raise SurfaceError(
            "the formula is too involved for its derivatives to be worked out",
            cure="nest and multiply less, or use a sum of several surfaces",
            path=("formula",),
        )
    try:
        shared.take("operations in formulas", formula.effort, LIMITS.operations_together)
        shared.take("parts of derivatives", work, LIMITS.work_together)
    except SurfaceError as error:
        raise error.under("formula") from None


def _check_exponents(formula: Formula) -> None:
    for index, node in enumerate(formula.expression.nodes):
        if not isinstance(node, Apply) or node.operation != "^":
            continue
        exponent = formula.constants[node.operands[1]]
        varies = formula.constants[index] is None
        if varies and exponent is not None and abs(exponent) > LIMITS.exponent:
            raise SurfaceError(
                f"the exponent of {formula.expression.texts()[index][:60]} is too large",
                cure=f"use exponents from -{LIMITS.exponent:g} to {LIMITS.exponent:g}",
                path=("formula",),
            )
