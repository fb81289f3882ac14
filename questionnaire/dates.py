"""Days as people write them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

_LOCALES = {"en": "en_GB"}  # the day before the month, as everywhere in Europe


def day_in_words(day: date, language: str) -> str:
    """3 november 2026, 3 November 2026, 3. November 2026."""
    return format_date(day, "long", locale=_LOCALES.get(language, language))


def short_day(day: date, language: str) -> str:
    """For a column or a list: 3 nov 2026, 3 Nov 2026, 03.11.2026."""
    return format_date(day, "medium", locale=_LOCALES.get(language, language))
