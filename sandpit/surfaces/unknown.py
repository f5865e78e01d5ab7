"""Names and functions that formulas do not know, and what is probably meant by them."""

from collections.abc import Collection, Sequence
from typing import Final

from sandpit.errors import FormulaError
from sandpit.surfaces.characters import RAISED, lowered, named, plain, plain_letters
from sandpit.surfaces.expression import CONSTANTS, FUNCTIONS
from sandpit.surfaces.foreign import (
    ABSENT,
    ANGLE,
    QUANTITIES,
    WITH_BASE,
    Argument,
    Foreign,
    spelling_of,
)
from sandpit.surfaces.numerals import decimal_comma
from sandpit.surfaces.tokens import Kind, is_name
from sandpit.surfaces.written import Written

NO_CASES: Final = "a formula has no cases: abs makes a fold, tanh a smooth step"
_LOGIC: Final = frozenset({"and", "or", "not", "if", "then", "else", "true", "false", "in"})
_PROGRAM: Final = frozenset({"def", "return", "import", "from", "let", "const", "var", "function"})
PARTS: Final = "use the name of one axis: each has its own"
_INVERSES: Final = ("sin", "cos", "tan")
_EXAMPLES: Final = ("u", "v", "w")


def explained(written: Written, at: int) -> FormulaError:
    """Return what is wrong with a name that is not known."""
    name = written.words[at].text
    if is_index(written, at + 1) and spelling_of(name) is None:
        return written.error(at, f"{name[:40]} has no parts", PARTS)
    if name.endswith("_") and written.word(at + 1).text == "{":
        said = f"{name[:40]}{{ has no meaning here"
        return written.error(at, said, subscripted(written, at) or "write the name without { and }")
    if written.word(at + 1).text in ("(", "[", "{"):
        return _function(written, at, name, at + 1)
    applied = written.word(at + 1).kind in (Kind.NAME, Kind.NUMBER)
    if applied and spelling_of(name) is not None and plain_letters(name) not in written.names:
        return _applied(written, at, name)
    return _name(written, at, name)


def is_index(written: Written, opening: int) -> bool:
    """Tell whether a word opens the index of a list, as in x[0]."""
    index = written.word(opening + 1)
    return (
        written.word(opening).text == "["
        and written.word(opening - 1).kind is Kind.NAME
        and written.touches(opening)
        and index.kind is Kind.NUMBER
        and index.text.isdigit()
        and written.word(opening + 2).text == "]"
    )


def subscripted(written: Written, at: int, first: int | None = None) -> str:
    """Return the cure for a name with a subscript of LaTeX, x_{1} or log_{2}(x), or nothing.

    `first` is the word that it begins with, where that is a backslash before the name.
    """
    start, last = at if first is None else first, written.closing(at + 1)
    name, parts = written.words[at].text, written.arguments(at + 1)
    if last is None or len(parts) != 1 or not is_name(f"{name}{parts[0]}"):
        return ""
    logarithm = spelling_of(f"{name}{parts[0]}") if name.lower() == "log_" else None
    if logarithm is not None:
        inner, end = written.arguments(last + 1), written.closing(last + 1)
        read = len(inner) == 1 and end is not None and written.reads(inner[0])
        cure = written.offer(logarithm.spell(inner), start, end) if read and end else ""
        return cure or _in_general(f"{name}{parts[0]}", logarithm)
    spellings = (f"{name}{parts[0]}", f"{name[:-1]}{parts[0]}")
    known = next((spelled for spelled in spellings if spelled in written.names), None)
    return f"write {known}" if known else f"write {spellings[0]}, and {written.newcomer}"


def without_brackets(written: Written, at: int) -> FormulaError:
    """Return what is wrong with a function that has no brackets after it: sin x, sin^2(x)."""
    name, after = written.words[at].text, written.word(at + 1)
    said = f"{name} is a function and needs brackets after it"
    if after.text in ("^", "**") or RAISED.match(after.text):
        return written.error(at, f"{name} has its power before its brackets", _powered(written, at))
    if after.text in ("[", "{"):
        last = written.closing(at + 1)
        inner = written.arguments(at + 1)
        cure = written.offer(f"{name}({', '.join(inner)})", at, last) if last else ""
        return written.error(at, said, cure or "put its argument in ( and )")
    return _applied(written, at, name)


def several(written: Written, at: int) -> FormulaError:
    """Return what is wrong with a function that is given several arguments, at the first comma."""
    opening, depth = at, 0
    while depth < 1:
        opening -= 1
        depth += {"(": 1, ")": -1}.get(written.words[opening].text, 0)
    function = written.words[opening - 1].text
    said = f"{function} takes one argument, not several"
    cure = decimal_comma(written, at)
    foreign = {"log": WITH_BASE, "atan": ANGLE}.get(function)
    if foreign is not None and not (cure and written.word(at + 2).text != ")"):
        spelled = _spelled(written, opening - 1, opening, foreign) or _in_general(function, foreign)
        decimal = cure.removeprefix("write ")
        cure = f"{spelled}, or {decimal} if a decimal point is meant" if cure else spelled
    sign = "semicolon" if written.words[at].text == ";" else "comma"
    return written.error(at, said, cure or f"leave out the {sign} and what follows it")


def _powered(written: Written, at: int) -> str:
    """Return the cure for a power between a function and its brackets, as in sin^2(x)."""
    name, start = written.words[at].text, at + 1
    while RAISED.match(written.word(start).text):
        start += 1
    if start > at + 1:
        power = lowered(written.exactly(at + 1, start - 1))
    else:
        start = at + 2
        while written.word(start).text in ("-", "+"):
            start += 1
        power = written.between(at + 2, start)
        start += 1
    last = written.last_of(start) if written.is_operand(start) else None
    if last is None:
        return "put the power after the brackets"
    inner = written.arguments(start) or [Argument(written.between(start, last))]
    whole = f"{name}({', '.join(inner)})"
    inverse = f"a{name}({', '.join(inner)})"
    if power in ("-1", "(-1)") and name in _INVERSES and written.reads(inverse):
        return f"write {inverse} for the inverse function, 1/{whole} for the reciprocal"
    cure = written.offer(f"{whole}^{Argument(power)}", at, last)
    return cure or "put the power after the brackets"


def _applied(written: Written, at: int, name: str) -> FormulaError:
    """Say that a function needs brackets, around what stands after it if that is one thing."""
    said = f"{name[:40]} is a function and needs brackets after it"
    cure = ""
    last = written.last_of(at + 1) if written.is_operand(at + 1) else None
    follows = written.word(last + 1).text if last is not None else "*"
    if last is not None and follows in ("", ")", "+", "-", ","):
        inner = Argument(written.between(at + 1, last))
        foreign = spelling_of(name)
        cure = written.offer(foreign.spell([inner]), at, last) if foreign else ""
    return written.error(at, said, cure or "put its argument in brackets")


def _function(written: Written, at: int, name: str, opening: int) -> FormulaError:
    """Say what is called instead of a function that is not known."""
    base = name.rsplit(".", 1)[-1]
    alike = plain_letters(name)
    said = f"{name[:40]} is not a known function"
    if base.lower() in ABSENT and base not in FUNCTIONS:
        absent = ABSENT[base.lower()]
        return written.error(at, f"there is no function {base[:40]}: {absent.why}", absent.cure)
    if base.lower() in CONSTANTS and written.word(opening + 1).text == ")":
        return written.error(at, f"{name[:40]} is not a function", f"write {base.lower()}")
    foreign = spelling_of(name) or (spelling_of(alike) if alike != name else None)
    if base.lower() == "log" and len(written.arguments(opening)) == 2:
        foreign = WITH_BASE
    if foreign is not None:
        odd = _odd_letters(name)
        said = f"{name[:40]} has {odd} in it" if odd and alike in FUNCTIONS else said
        cure = _spelled(written, at, opening, foreign)
        return written.error(at, said, cure or _in_general(name, foreign))
    if base[:-1] in FUNCTIONS and base[-1] in "23456789":
        return written.error(at, said, _numbered(written, opening, base))
    nearest = _nearest(base, FUNCTIONS, 0.7)
    cure = f"did you mean {nearest}?" if nearest else f"the functions are {', '.join(FUNCTIONS)}"
    return written.error(at, said, cure)


def _spelled(written: Written, at: int, opening: int, foreign: Foreign) -> str:
    """Return the cure to write a call as it is spelled here, or nothing if that cannot be read."""
    last = written.closing(opening)
    arguments = written.arguments(opening)
    if last is None or not arguments or not all(map(written.reads, arguments)):
        return ""
    if written.words[at].text.endswith("frac") and written.word(last + 1).text in ("(", "{"):
        arguments += written.arguments(last + 1)
        last = written.closing(last + 1) or last
    cure = written.offer(foreign.spell(arguments), at, last)
    return f"{cure}, {foreign.remark}" if cure and foreign.remark else cure


def _in_general(name: str, foreign: Foreign) -> str:
    """Return how a function is spelled, where its own arguments cannot be read."""
    for count in range(1, len(_EXAMPLES) + 1):
        letters = [Argument(letter) for letter in _EXAMPLES[:count]]
        if spelled := foreign.spell(letters):
            return f"{name[:40]}({', '.join(letters)}) is written {spelled}"
    return f"the functions are {', '.join(FUNCTIONS)}"


def _numbered(written: Written, opening: int, name: str) -> str:
    """Return the cure for sin2(x), which is a power or a multiple."""
    function, number, last = name[:-1], name[-1], written.closing(opening)
    inner = written.arguments(opening)
    if last is not None and len(inner) == 1 and written.reads(inner[0]):
        power, multiple = f"{function}({inner[0]})^{number}", f"{function}({number}*{inner[0]:})"
        return f"write {power} or {multiple}, whichever is meant"
    return f"did you mean {function}?"


def _name(written: Written, at: int, name: str) -> FormulaError:
    """Say what is written for a name that is not known: never a function."""
    if name.lower() in _LOGIC:
        return written.error(at, f"{name} has no meaning here", NO_CASES)
    anonymous = name == "lambda" and ":" in written.text
    if anonymous or (name in _PROGRAM and written.word(at + 1).kind is Kind.NAME):
        return written.error(at, f"{name} has no meaning here", "keep the formula alone, as in x^2")
    said = f"{name[:40]} is not a known name"
    odd = _odd_letters(name)
    if odd and plain_letters(name) in written.names:
        said = f"{name[:40]} has {odd} in it"
    newcomer = written.newcomer if is_name(name) else "a name is made of letters, digits and _"
    cure = _meant(written, at, name) or newcomer
    return written.error(at, said, cure)


def _meant(written: Written, at: int, name: str) -> str:
    alike, base = plain_letters(name), name.rsplit(".", 1)[-1].lower()
    known = sorted(written.names)
    parts = name.split(".")
    if parts[0] in written.names and len(parts) > 1:  # no module has the name of an axis
        return written.offer("*".join(parts), at, at)
    by_lower = {other.lower(): other for other in known}
    for same in (alike, by_lower.get(base), by_lower.get(alike.lower())):
        if same in written.names:
            return f"write {same}"
    if base in QUANTITIES:
        return written.offer(QUANTITIES[base], at, at)
    if base in ("inf", "infinity", "nan"):
        return "give a number: a formula has no infinity"
    if together := _run_together(written, at, alike):
        return f"{together}, or {written.newcomer}"
    nearest = _nearest(name, [other for other in known if len(other) > 2], 0.75)
    return f"did you mean {nearest}?" if nearest else ""


def _run_together(written: Written, at: int, name: str) -> str:
    """Return the cure for a word that is several without a sign between: xy, sinx, x2."""
    known = sorted(written.names)
    if parts := _product(name, known):
        return written.offer("*".join(parts), at, at)
    applied = next((function for function in FUNCTIONS if _is_applied(name, function, known)), "")
    if applied:
        return written.offer(f"{applied}({name.removeprefix(applied)})", at, at)
    stem, number = name[:-1], name[-1]
    if stem in written.names and stem not in CONSTANTS and number in "23456789":
        return f"write {stem}^{number} or {number}*{stem}, whichever is meant"
    return ""


def _is_applied(word: str, function: str, known: Collection[str]) -> bool:
    """Tell whether a word is a function run together with what it is of, as in sinx."""
    return word.startswith(function) and word.removeprefix(function) in known


def _product(name: str, known: Collection[str]) -> Sequence[str]:
    """Return the known names that a word is made of, if that is so: xy of x and y."""
    parts: list[str] = []
    rest = name.replace("π", "pi")
    by_length = sorted(known, key=len, reverse=True)
    while rest:
        part = next((other for other in by_length if rest.startswith(other)), None)
        if part is None:
            return []
        parts.append(part)
        rest = rest.removeprefix(part)
    return parts if len(parts) < 5 and set(parts) - set(CONSTANTS) else []


def _odd_letters(word: str) -> str:
    """Return what the letters of a word are called that are not those of the keyboard."""
    odd = [letter for letter in word[:40] if plain_letters(letter) != letter]
    return ", ".join(named(letter) for letter in dict.fromkeys(odd))


def _nearest(name: str, known: Collection[str], likeness: float) -> str:
    """Return the known name of which another is a slip of the fingers, or nothing."""
    import difflib  # only a mistake needs it

    if len(name) < 3:
        return ""
    close = difflib.get_close_matches(plain(name)[:40].lower(), known, n=1, cutoff=likeness)
    return close[0] if close else ""
