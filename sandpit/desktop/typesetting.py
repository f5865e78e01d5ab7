"""Formulas broken into lines: between their terms, else their factors, at last in brackets too."""

import re
from collections.abc import Iterator, Sequence

from pygame import Surface

from sandpit.desktop.paint.formula import MARGIN, formula, width
from sandpit.desktop.part import Kit

INDENT = 1.55
"""About how wide a quad is with the space around a sign after it, in sizes of the type."""
TRIES = 4
"""How often a formula is set with less room before it may be too wide."""
GAP = 0.33
"""How much wider, in sizes of the type, two pieces may be beside one another than alone."""

NARROW = 0.4
"""No digit is narrower, in sizes of the type, and few letters are."""
SMALLER = 0.5
"""How large indices and exponents are set, at the least."""
_WIDTHS = {"+": 0.8, "-": 0.5, "=": 0.8, "i": 0.2, "j": 0.2, "l": 0.2, "t": 0.2, "r": 0.3}

_OPENING = re.compile(r"\\left|\{|\\begin|\(|\[")
_CLOSING = re.compile(r"\\right|\}|\\end|\)|\]")
_TOKEN = re.compile(r"\\left.|\\right.|\\[A-Za-z]+|\\.|.")
_TALL = re.compile(r"\\frac|\\begin|\\sum|\\prod|\\sqrt")
_WORDS = re.compile(r"\\text\{([^{}]*)\}")
_STRETCHED = re.compile(r"\\(?:left|right)(.)")
_JOINING = ("", "=", "+", "-", r"\cdot", r"\,", r"\quad")
_BEFORE_UNARY = ("", "(", "[", "{", "|", "=", ",", "&", r"\\", r"\cdot")


def terms(latex: str) -> Iterator[str]:
    """Yield the parts of a sum, each but the first with its sign: where a line may be broken.

    >>> list(terms("f = a - (b + c) + d"))
    ['f = a ', '- (b + c) ', '+ d']
    """
    depth, term = 0, ""
    for token in _TOKEN.findall(latex):
        if token in "+-" and depth == 0 and _is_binary(term):
            yield term
            term = ""
        depth += _deeper(token)
        term += token
    yield term


def factors(latex: str) -> Iterator[str]:
    r"""Yield the parts of a sum cut also between the factors of its products.

    >>> list(factors(r"a = 2 \, e^{x} \left(x + 1\right)"))
    ['a ', '= 2 ', '\\, e^{x} ', '\\left(x + 1\\right)']
    """
    for term in terms(latex):
        depth, factor = 0, ""
        for token in _TOKEN.findall(term):
            depth += _deeper(token)
            factor += token
            if token == " " and depth == 0 and not _joins(factor):
                yield factor
                factor = ""
        if factor:
            yield factor


def crumbs(latex: str) -> Iterator[str]:
    r"""Yield the parts of a sum cut also inside brackets, which then no longer stretch.

    >>> list(crumbs(r"a = 2 \left(x^{2} - 1\right)"))
    ['a ', '= 2 ', '(x^{2} ', '- 1)']
    """
    depth, crumb = 0, ""
    for token in _TOKEN.findall(latex):
        if token in "+-" and depth == 0 and _is_binary(crumb) and not _joins(crumb):
            yield crumb
            crumb = ""
        depth += (token in ("{", r"\begin")) - (token in ("}", r"\end"))
        crumb += (
            _STRETCHED.sub(r"\1", token).replace(".", "")
            if depth == 0 and _STRETCHED.match(token)
            else token
        )
        if token == " " and depth == 0 and not _joins(crumb):
            yield crumb
            crumb = ""
    if crumb:
        yield crumb


def tight(latex: str) -> str:
    r"""Return a formula as it is set: a minus that is a sign close to what it belongs to.

    Brackets around what is not tall do not stretch: they read as well, and are set far faster.

    >>> tight("a = - 9 - x")
    'a = {-} 9 - x'
    >>> tight(r"\left(x - \left(y\right)\right) + \left(\frac{1}{2}\right)")
    '(x - (y)) + \\left(\\frac{1}{2}\\right)'
    """
    written, before = list[str](), ""
    opened: list[int] = []
    for token in _TOKEN.findall(latex):
        sign = token == "-" and _STRETCHED.sub(r"\1", before) in _BEFORE_UNARY
        written.append("{-}" if sign else token)
        if token == r"\left(":
            opened.append(len(written) - 1)
        elif token == r"\right)" and opened:
            start = opened.pop()
            if not _TALL.search("".join(written[start:])):
                written[start], written[-1] = "(", ")"
        if token.strip():
            before = token
    return "".join(written)


def _deeper(token: str) -> int:
    return bool(_OPENING.match(token)) - bool(_CLOSING.match(token))


def _joins(piece: str) -> bool:
    """Return whether a piece is nothing by itself, but belongs to what follows."""
    return piece.strip() in _JOINING


def _is_binary(before: str) -> bool:
    """Return whether a sign after these characters stands between two terms."""
    tokens = [token for token in _TOKEN.findall(before) if token.strip()]
    return bool(tokens) and _STRETCHED.sub(r"\1", tokens[-1]) not in _BEFORE_UNARY


def unfolded(latex: str) -> str:
    r"""Return a formula without what no line can be broken in: fractions, roots and long words.

    >>> unfolded(r"\frac{a + b}{2} - \sqrt{x}")
    '(a + b) / 2 - (x)^{1/2}'
    """
    tokens = _TOKEN.findall(_WORDS.sub(_single_words, latex))
    written, at = "", 0
    while at < len(tokens):
        token, at = tokens[at], at + 1
        if token == r"\frac":
            above, at = _group(tokens, at)
            below, at = _group(tokens, at)
            written += f"{_in_brackets(unfolded(above))} / {_in_brackets(below)}"
        elif token == r"\sqrt":
            inner, at = _group(tokens, at)
            written += f"({unfolded(inner)})^{{1/2}}"
        else:
            written += token
    return written


def at_least(latex: str) -> float:
    r"""Return a width, in sizes of the type, that a formula has at the least.

    What is far too wide need not be set to be known as such: setting brackets in brackets is slow.

    >>> at_least(r"\frac{1 + 2}{3}") < at_least("(1 + 2) / 3") < 4.0
    True
    """
    tokens = _TOKEN.findall(latex)
    width, at = 0.0, 0
    while at < len(tokens):
        token, at = tokens[at], at + 1
        if token == r"\frac":
            above, at = _group(tokens, at)
            below, at = _group(tokens, at)
            width += max(at_least(above), at_least(below))
        elif token == r"\begin":  # the width of its rows is not known
            at = tokens.index(r"\end", at) if r"\end" in tokens[at:] else len(tokens)
        elif token in "^_" and at < len(tokens) and tokens[at] == "{":
            small, at = _group(tokens, at)
            width += SMALLER * at_least(small)
        else:
            width += _WIDTHS.get(token, NARROW if token.isalnum() else 0.0)
    return width


def _group(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """Return what the braces that open at a token hold, and where they have closed."""
    depth, end = 0, at
    while end < len(tokens):
        depth += (tokens[end] == "{") - (tokens[end] == "}")
        end += 1
        if depth == 0:
            break
    return "".join(tokens[at + 1 : end - 1]), end


def _in_brackets(latex: str) -> str:
    """Return an operand of a quotient written in one line; a single symbol needs no brackets."""
    whole = (
        latex.startswith(r"\left(") and latex.endswith(r"\right)") and latex.count(r"\left(") == 1
    )
    return latex if whole or re.fullmatch(r"[\w.]+|\\\w+", latex) else f"({latex})"


def _single_words(match: re.Match[str]) -> str:
    return "".join(rf"\text{{{word} }} " for word in match[1].split())


class Typesetter:
    """Sets formulas in lines of one width.

    Each piece is measured once, whatever the size it is set in: a long formula takes little longer
    than a short one.
    """

    def __init__(self, kit: Kit, width: int) -> None:
        self._kit = kit
        self._width = width

    def terms(self, latex: str, size: float, *, deep: bool) -> list[list[str]]:
        """Return the terms of a formula, each in pieces that have room: whole, or its factors.

        Where a factor has no room either it is cut inside its brackets, if `deep`; the list is
        empty where even this is not enough.
        """
        return _pieces(latex, self._room(size), deep=deep)

    def set(self, latex: str, size: float) -> list[Surface]:
        """Return a formula in lines of one size; none where it has no room, or cannot be read."""
        kit, room = self._kit, self._room(size)
        images: list[Surface] = []
        for _ in range(TRIES if latex else 0):
            try:
                found = _pieces(latex, room, deep=True)
            except ValueError:
                return []
            if not found:
                break
            lines = _filled(found, room)
            images = [formula(tight(line), kit.px(size), kit.theme.ink) for line in lines]
            over = max(image.get_width() for image in images) - self._width
            if over <= 0:
                break
            room -= over / kit.px(size)  # spaces between pieces are wider than was thought
        return images

    def _room(self, size: float) -> float:
        """Return the width that a line has, in sizes of the type."""
        return (self._width - 2 * MARGIN - 1) / self._kit.px(size) - INDENT - GAP


def _pieces(latex: str, room: float, *, deep: bool) -> list[list[str]]:
    found: list[list[str]] = []
    for term in terms(latex):
        pieces: list[str] = []
        for piece in [term] if _fits(term, room) else factors(term):
            fits = _fits(piece, room)
            pieces += [piece] if fits or not deep else _crumbled(piece, room)
        if not all(_fits(piece, room) for piece in pieces):
            return []
        found.append(pieces)
    return found


def _crumbled(piece: str, room: float) -> Iterator[str]:
    for crumb in crumbs(piece):
        if _fits(crumb, room):
            yield crumb
        else:
            yield from crumbs(unfolded(crumb))


def _fits(piece: str, room: float) -> bool:
    return at_least(piece) <= room and _measured(piece) <= room


def _measured(piece: str) -> float:
    return width(tight(piece)) if piece.strip() else 0.0


def _filled(found: Sequence[Sequence[str]], room: float) -> list[str]:
    """Put as many terms in each line as have room; all but the first line are indented.

    A term that has no room in what is left of a line begins the next.
    """
    lines, used = [""], 0.0
    for pieces in found:
        wide = [_measured(piece) + GAP for piece in pieces]
        starts = used > 0 and used + sum(wide) > room + GAP
        for piece, length in zip(pieces, wide, strict=True):
            if used and (starts or used + length > room + GAP):
                lines.append(r"\quad ")
                used, starts = 0.0, False
            lines[-1] += piece
            used += length
    return lines
