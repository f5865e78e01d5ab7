"""How large a formula may be: a level from a stranger must neither hang the game nor eat memory."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """The bounds that are checked before anything costly is done with a formula."""

    length: int = 4_000
    """Characters: the longest formula of the shipped levels has under 1,500."""
    depth: int = 40
    """Nested brackets, signs and exponents: the parser takes five Python frames for each."""
    nodes: int = 2_000
    """Different subexpressions: a picture of 512 x 512 points takes at most a second or two."""
    axes: int = 12
    """Axes that a formula may use: its Hessian has their number squared of entries."""
    exponent: float = 64.0
    """The largest constant exponent: beyond it, heights leave what a screen can show."""
    work: int = 160_000
    """Estimated size of the formula, gradient and Hessian written out; compiled within a second."""
    work_together: int = 640_000
    """The same, of all formulas of one ground."""
    operations_together: int = 10_000
    """Operations of all formulas of one ground, whose places without a value are sought."""


LIMITS: Final = Limits()
