"""A formula as a list of steps: each node comes after its operands, equal ones are shared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

T = TypeVar("T")

FUNCTIONS: Final = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"),
    *("exp", "log", "sqrt", "abs", "sinc"),
)
OPERATORS: Final = ("+", "-", "*", "/", "^")
NEGATE: Final = "negate"
CONSTANTS: Final = ("pi", "e")


@dataclass(frozen=True)
class Number:
    """A finite number."""

    value: float


@dataclass(frozen=True)
class Name:
    """An axis, a parameter or a constant."""

    name: str


@dataclass(frozen=True)
class Apply:
    """An operator, NEGATE or a function, at the nodes with the positions `operands`."""

    operation: str
    operands: tuple[int, ...]


Node = Number | Name | Apply


@dataclass(frozen=True)
class Expression:
    """A syntax tree as the tuple of its different nodes, operands first, the whole formula last.

    Whatever is done with a formula is one pass along the tuple, so nothing recurses, and a
    subexpression written twice is one node.
    """

    nodes: tuple[Node, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(node.name for node in self.nodes if isinstance(node, Name))

    def renamed(self, names: Mapping[str, str]) -> "Expression":
        """Return the formula with other names in the place of some."""
        return Expression(
            tuple(
                Name(names.get(node.name, node.name)) if isinstance(node, Name) else node
                for node in self.nodes
            )
        )

    def part(self, index: int) -> "Expression":
        """Return the subexpression at the position `index`."""
        needed = {index}
        for at in range(index, -1, -1):
            node = self.nodes[at]
            if at in needed and isinstance(node, Apply):
                needed.update(node.operands)
        places = {at: place for place, at in enumerate(sorted(needed))}
        return Expression(
            tuple(
                Apply(node.operation, tuple(places[operand] for operand in node.operands))
                if isinstance(node := self.nodes[at], Apply)
                else node
                for at in places
            )
        )

    def fold(
        self, leaf: Callable[[Number | Name], T], apply: Callable[[str, tuple[T, ...]], T]
    ) -> list[T]:
        """Return for each node what `leaf`, or `apply` with its operands' results, makes of it."""
        results: list[T] = []
        for node in self.nodes:
            if isinstance(node, Apply):
                operands = tuple(results[index] for index in node.operands)
                results.append(apply(node.operation, operands))
            else:
                results.append(leaf(node))
        return results

    def texts(self) -> list[str]:
        """Return each node written in the formula language, with no more brackets than needed."""
        return [written.text for written in self.fold(_write_leaf, _write)]

    def __str__(self) -> str:
        return self.texts()[-1]


@dataclass
class Builder:
    """Collects the nodes of an Expression, giving equal ones the same position."""

    nodes: dict[Node, int] = field(default_factory=dict)

    def add(self, node: Node) -> int:
        """Return the position of a node, which is taken up if it is new."""
        return self.nodes.setdefault(node, len(self.nodes))

    def apply(self, operation: str, *operands: int) -> int:
        """Return the position of an operation at nodes taken up before."""
        return self.add(Apply(operation, operands))

    def build(self) -> Expression:
        """Return what was collected; the last new node is the whole formula."""
        return Expression(tuple(self.nodes))


@dataclass(frozen=True)
class _Written:
    """A node's text, and how tightly its outermost operation binds."""

    text: str
    tightness: int

    def at_least(self, tightness: int) -> str:
        return self.text if self.tightness >= tightness else f"({self.text})"


_SIGN, _ATOM = 3, 5
_BINDING: Final = {
    # operation: its own tightness, what its left and its right operand must have, what is between
    "+": (1, 1, 2, " + "),
    "-": (1, 1, 2, " - "),
    "*": (2, 2, 3, "*"),
    "/": (2, 2, 3, "/"),
    "^": (4, _ATOM, _SIGN, "^"),
}


def write_number(value: float) -> str:
    """Return the shortest text that reads back as the same number, without a needless `.0`."""
    return repr(float(value)).removesuffix(".0")


def _write_leaf(node: Number | Name) -> _Written:
    return _Written(node.name if isinstance(node, Name) else write_number(node.value), _ATOM)


def _write(operation: str, operands: tuple[_Written, ...]) -> _Written:
    if operation == NEGATE:
        return _Written("-" + operands[0].at_least(_SIGN), _SIGN)
    if operation in _BINDING:
        own, left, right, between = _BINDING[operation]
        text = operands[0].at_least(left) + between + operands[1].at_least(right)
        return _Written(text, own)
    return _Written(f"{operation}({operands[0].text})", _ATOM)
