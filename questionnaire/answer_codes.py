"""The code in front of each answer on paper: the same keys type it in again."""

from __future__ import annotations

from questionnaire.models import Item
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE

NUMBER_CODES = {DONT_KNOW: "W", NOT_APPLICABLE: "N"}  # beside a number, a digit would be part of that number


def answer_codes(item: Item) -> dict[str, str]:
    """Code -> answer id, in the order printed: 1, 2, 3 and on; for a number item only the letters of what is
    no number.
    """
    reserved = ([DONT_KNOW] if item.dont_know else []) + ([NOT_APPLICABLE] if item.not_applicable else [])
    if item.kind == "number":
        return {NUMBER_CODES[answer]: answer for answer in reserved}
    return {str(number): answer for number, answer in enumerate([*item.options_by_id, *reserved], 1)}
