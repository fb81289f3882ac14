"""Numbers as people read them, made in one place: how they are rounded, and how each language writes them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import get_decimal_symbol, get_group_symbol

NOTHING = "–"  # where there is no figure

# Binary fractions miss by about 1e-15: without this 62.49999999999999 would not be the 62.5 that it is on
# paper.
_DUST = 9


def rounded(value: float, decimals: int = 0) -> float:
    """`value` rounded half up (away from zero), as people learn it: 62.5 is 63 everywhere, 2.25 with one
    decimal 2.3.
    """
    return _to(value, decimals, ROUND_HALF_UP)


def whole(value: float) -> int:
    """`value` as a whole number, rounded half up."""
    return int(rounded(value))


def tenth(value: float) -> float:
    """`value` with one decimal, for files: rounded on, that gives the whole number that people see. 62.46 is
    62.4, since 62 stands on the wall.
    """
    found = rounded(value, 1)
    return (
        found
        if whole(found) == whole(value)
        else _to(value, 1, ROUND_FLOOR if found > value else ROUND_CEILING)
    )


def score(percent: float | None) -> str:
    """A score as people read it: rounded down, so that 100 and the bound of a level show only when they are
    reached.
    """
    return NOTHING if percent is None else str(int(_to(percent, 0, ROUND_FLOOR)))


def score_in_full(value: float | None, language: str) -> str:
    """A score with its first decimal, within the whole one that the screens show: 56.99 is 56,9 and never 57."""
    if value is None:
        return "-"
    reached = _to(value, 0, ROUND_FLOOR)
    shown = rounded(value, 1)
    return written(shown if shown < reached + 1 else _to(value, 1, ROUND_FLOOR), language, 1, trimmed=True)


def written(
    value: float, language: str, decimals: int = 0, *, trimmed: bool = False, grouped: bool = True
) -> str:
    """A number as `language` writes it, rounded half up to `decimals`; `trimmed` leaves zeros at the end out:
    2,5 and 3.

    `grouped` sets the thousands apart; without it the number can be typed again as it stands there.
    """
    text = f"{rounded(value, decimals):{',' if grouped else ''}.{decimals}f}"
    if trimmed and decimals:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_separators(language))


def _to(value: float, decimals: int, mode: str) -> float:
    step = Decimal(1).scaleb(-decimals)
    return (
        float(Decimal(repr(round(float(value), _DUST))).quantize(step, rounding=mode)) + 0.0
    )  # no minus zero


@lru_cache(maxsize=8)
def _separators(language: str) -> dict[int, str]:
    return str.maketrans({".": get_decimal_symbol(language), ",": get_group_symbol(language)})
