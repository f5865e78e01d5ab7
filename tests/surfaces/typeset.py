"""Reading the mathematics that surfaces say of themselves: a small evaluator of LaTeX.

It knows sums, products, fractions, powers, roots, functions and indices, and nothing of the
project, so that what is shown to a learner can be compared with what is computed.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Known = Mapping[str, Any]
"""What symbols stand for: numbers, arrays, or functions of indices (from 1) or of arguments."""

_TOKEN = re.compile(
    r"\\left[(|]|\\right[)|]|\\mathbf\{.\}|\\mathrm\{\w+\}|\\[A-Za-z]+|\\,"
    r"|[0-9]*\.?[0-9]+|[A-Za-z]|[-+^_{}()=,']"
)
_SPACE = (r"\,", r"\quad")
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    **{
        rf"\{name}": getattr(math, name)
        for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp")
    },
    r"\ln": math.log,
    r"\mathrm{sinc}": lambda t: math.sin(t) / t if t else 1.0,
}
_ENDS = ("+", "-", ")", "}", r"\right)", r"\right|", "=", ",")


def sides(line: str) -> tuple[str, str]:
    """Return the left and the right side of an equation."""
    left, _, right = line.partition(" = ")
    return left, right


def value(latex: str, known: Known) -> Any:
    """Return the value of a formula; raises for what it does not understand."""
    reader = _Reader(_tokens(latex), {r"\pi": math.pi, "e": math.e, **known})
    found = reader.total()
    assert reader.at == len(reader.tokens), (latex, reader.tokens[reader.at :])
    return found


def _tokens(latex: str) -> list[str]:
    found = _TOKEN.findall(latex)
    assert "".join(found) == latex.replace(" ", ""), latex
    return [token for token in found if token not in _SPACE]


class _Reader:
    def __init__(self, tokens: Sequence[str], known: dict[str, Any]) -> None:
        self.tokens, self.known, self.at = tokens, known, 0

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str) -> bool:
        found = self.next == wanted
        self.at += found
        return found

    def need(self, wanted: str) -> None:
        assert self.take(wanted), (wanted, self.tokens[self.at :])

    def total(self) -> Any:
        result = -self.product() if self.take("-") else self.product()
        while self.next in ("+", "-"):
            sign = 1 if self.take("+") else -1 if self.take("-") else 0
            result = result + sign * self.product()
        return result

    def product(self) -> Any:
        result = None
        while self.next and self.next not in _ENDS:
            if self.take(r"\cdot"):
                continue
            here = self.power()
            both = isinstance(result, np.ndarray) and isinstance(here, np.ndarray)
            result = here if result is None else result @ here if both else result * here
        assert result is not None, self.tokens[self.at :]
        return result

    def power(self) -> Any:
        base = self.atom()
        return base ** self.script() if self.take("^") else base

    def script(self) -> Any:
        if self.take("{"):
            found = self.total()
            self.need("}")
            return found
        self.at += 1
        return _Reader([self.tokens[self.at - 1]], self.known).total()

    def atom(self) -> Any:
        token = self.next
        self.at += 1
        if re.fullmatch(r"[0-9.]+", token):
            return float(token)
        if token in ("(", r"\left(", r"\left|"):
            found = self.total()
            self.need({"(": ")", r"\left(": r"\right)", r"\left|": r"\right|"}[token])
            return abs(found) if token == r"\left|" else found
        if token in _FUNCTIONS:
            exponent = self.script() if self.take("^") else 1
            return _FUNCTIONS[token](float(self.atom())) ** exponent
        return self.command(token)

    def command(self, token: str) -> Any:
        match token:
            case r"\frac":
                above = self.script()
                return above / self.script()
            case r"\sqrt":
                return math.sqrt(self.script())
            case r"\sum" | r"\prod":
                return self.repeated(token)
            case _:
                return self.symbol(token)

    def repeated(self, operation: str) -> Any:
        """Return a sum or a product over an index: its bounds, or what `known` has for it."""
        self.need("_")
        self.need("{")
        index = self.next
        self.at += 1
        if self.take("="):
            low = self.total()
            self.need("}")
            self.need("^")
            over: Sequence[Any] = range(int(low), int(self.script()) + 1)
        else:
            self.need("}")
            over = self.known[f"all {index}"]
        start, results = self.at, []
        before = self.known.get(index)
        for each in over or [1]:
            self.at, self.known[index] = start, each
            results.append(self.product())
        self.known[index] = before
        results = results[: len(over)]
        return sum(results) if operation == r"\sum" else math.prod(results)

    def symbol(self, token: str) -> Any:
        indices: list[Any] = []
        name = token
        if self.take("_"):
            start = self.at
            indices = self.indices()
            name = f"{token}_{''.join(self.tokens[start : self.at])}"
        if name in self.known:
            found, indices = self.known[name], []
        else:
            found = self.known[token]
        if indices:
            return found(*indices) if callable(found) else found[int(indices[0]) - 1]
        if callable(found):
            return found(self.atom())
        return found

    def indices(self) -> list[Any]:
        if not self.take("{"):
            return [self.script()]
        found = []
        while not self.take("}"):
            start = self.at
            while self.next not in ("}", "") and (
                self.at == start
                or self.next in ("+", "-")
                or self.tokens[self.at - 1] in ("+", "-")
            ):
                self.at += 1
            inner = _Reader(self.tokens[start : self.at], self.known)
            try:
                found.append(inner.total())
            except KeyError:  # a name's own index, such as the 1 of v_{1}, or that of u_{max}
                found.append("".join(self.tokens[start : self.at]))
        return found
