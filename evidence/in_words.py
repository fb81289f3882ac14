"""A finding as a sentence, in the language of who reads it."""

from __future__ import annotations

from datetime import date

from evidence.findings import Finding
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import translator


def sentence(finding: Finding, language: str) -> str:
    """What a finding says, with its values filled in; days are written out."""
    values = {
        name: day_in_words(date.fromisoformat(value), language) if name == "day" and value else value
        for name, value in finding.values.items()
    }
    return translator(language).gettext(finding.sentence).format(**values)
