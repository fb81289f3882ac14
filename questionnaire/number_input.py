"""Numbers as people write them: with a comma or with a point, and refused in words when they cannot be what
was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from questionnaire.authoring.mistakes import Phrase
from questionnaire.language.numbers import written
from questionnaire.language.translation import N_
from questionnaire.models import NumberAsked

_NUMBER = re.compile(r"([+-]?)([0-9]{1,15})(?:([.,])([0-9]{1,15}))?")


class NumberRefused(ValueError):
    """A text is no number that was asked for. `phrase` says why, and what would be one."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.template)
        self.phrase = phrase

    def say(self, _: Callable[[str], str]) -> str:
        """The sentence, translated by `_`."""
        return _(str(self.phrase.template)).format(**self.phrase.values)


def read_number(text: str, asked: NumberAsked, language: str = "nl") -> float:
    """The number in a text, within the bounds and with the decimals that were asked for. Raises
    NumberRefused.

    Comma and point both start the decimals. A text that could mean a thousand as well (1.000) is refused.
    """
    typed = text.strip()
    bounds = {
        "typed": typed[:20],
        "least": number_text(asked.least, language),
        "most": number_text(asked.most, language),
    }
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise NumberRefused(
            Phrase(N_("'{typed}' is geen getal. Vul een getal in van {least} tot en met {most}."), bounds)
        )
    sign, whole, _, decimals = found.groups(default="")
    if len(decimals) == 3 and whole != "0" and asked.decimals < 3:
        raise NumberRefused(
            Phrase(
                N_(
                    "Schrijf '{typed}' zonder punt of komma tussen de duizendtallen, van {least} tot en met {most}."
                ),
                bounds,
            )
        )
    if decimals.rstrip("0") and not asked.decimals:
        raise NumberRefused(
            Phrase(
                N_("'{typed}' is geen heel getal. Vul een heel getal in van {least} tot en met {most}."),
                bounds,
            )
        )
    if len(decimals.rstrip("0")) > asked.decimals:
        bounds["decimals"] = str(asked.decimals)
        raise NumberRefused(
            Phrase(N_("'{typed}' is te precies. Cijfers achter de komma: hoogstens {decimals}."), bounds)
        )
    number = float(f"{sign}{whole}.{decimals or 0}")
    if not asked.least <= number <= asked.most:
        raise NumberRefused(
            Phrase(N_("'{typed}' kan hier niet. Vul een getal in van {least} tot en met {most}."), bounds)
        )
    return number


def number_text(number: float, language: str) -> str:
    """A number as it is typed in this language: no more decimals than it has, and nothing between the
    thousands.
    """
    return written(number, language, 3, trimmed=True, grouped=False)
