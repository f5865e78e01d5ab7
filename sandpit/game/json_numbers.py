"""Numbers as other languages and people write them, where JSON has a form of its own."""

import re
from typing import Final

from sandpit.game.json_spot import Spot, Told

_RUN: Final = re.compile(r"[\w.+%-]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def number_slip(spot: Spot) -> Told | None:
    """Return what is wrong with a number that is written as elsewhere, with its cure, or None."""
    start = spot.at
    while start and (spot.text[start - 1].isalnum() or spot.text[start - 1] in "._+-"):
        start -= 1
    run = _RUN.match(spot.text, start)
    written = run[0] if run else ""
    if _is_decimal_comma(spot):
        whole = re.search(r"[0-9]+$", spot.text[: spot.before])
        decimals = re.match(r"[0-9]*", spot.text[spot.at :])
        assert whole is not None
        assert decimals is not None
        return spot.told(
            "there is a comma inside a number", f"write {whole[0]}.{decimals[0]}", whole.start()
        )
    if re.fullmatch(r"[0-9]{3}", written) and re.search(r"[0-9]{1,3} $", spot.text[:start]):
        return spot.told("there is a space inside a number", "take it out", start - 1)
    if re.fullmatch(r"[+-][A-Za-z]\w*", written):
        return spot.told(f"{written[:40]} is not a number in JSON", "write it in digits", start)
    if spot.sign and spot.sign in "/*^" and written:
        return spot.told("JSON holds numbers, not sums", "work it out, and write the result")
    if not re.match(r"[+-]?\.?[0-9]", written) or _NUMBER.fullmatch(written):
        return None
    return spot.told(f"{written[:40]} is not a number in JSON", _plain_number(written), start)


def _is_decimal_comma(spot: Spot) -> bool:
    between_digits = spot.text[spot.at - 2 : spot.at - 1].isdigit() and spot.sign.isdigit()
    return bool(spot.inside == "{" and between_digits and spot.text[spot.at - 1 : spot.at] == ",")


def _plain_number(written: str) -> str:
    """Return the cure for a number written as in other languages."""
    sign = "-" if written.startswith("-") else ""
    digits = written.lstrip("+-").replace("_", "")
    if re.fullmatch(r"0[xXbBoO][0-9a-fA-F]+", digits):
        try:
            return f"write {sign}{int(digits, 0)}"
        except ValueError:
            pass
    if re.fullmatch(r"[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?", digits) and digits != ".":
        whole, _, rest = digits.partition(".")
        mantissa = whole.lstrip("0") if whole.strip("0") and "e" not in whole.lower() else "0"
        if "e" in whole.lower():
            return f"write {sign}{digits.lstrip('0') or '0'}"
        return (
            f"write {sign}{mantissa}.{rest or '0'}" if "." in digits else f"write {sign}{mantissa}"
        )
    return "write it in digits, or in quotation marks if it is a text"
