"""Days as people write them."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time, get_timezone_name

from questionnaire.language.translation import translator

_QUARTER_MONTHS = {"1": 1, "2": 4, "3": 7, "4": 10}
_LOCALES = {"en": "en_GB"}  # the day before the month, as everywhere in Europe


def day_in_words(day: date, language: str) -> str:
    """3 november 2026, 3 November 2026, 3. November 2026."""
    return format_date(day, "long", locale=_LOCALES.get(language, language))


def short_day(day: date, language: str) -> str:
    """For a column or a list: 3 nov 2026, 3 Nov 2026, 03.11.2026."""
    return format_date(day, "medium", locale=_LOCALES.get(language, language))


def quarter_in_words(quarter: str, language: str) -> str:
    """2026Q4 as 4e kwartaal 2026, 4th quarter 2026, 4. Quartal 2026."""
    first = date(int(quarter[:4]), _QUARTER_MONTHS[quarter[5]], 1)
    return format_date(first, "QQQQ y", locale=_LOCALES.get(language, language))


def moment_in_words(moment: datetime, language: str) -> str:
    """Thursday 3 December 2026 at 23:40, as each language says it; with the season's time where the clock shows that
    hour twice. `moment` has a time zone.
    """
    locale = _LOCALES.get(language, language)
    day, time = format_date(moment, "full", locale=locale), format_time(moment, "HH:mm", locale=locale)
    said = translator(language).gettext("{day}, {time} uur").format(day=day, time=time)
    if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        said += f" ({get_timezone_name(moment, 'long', locale=locale)})"
    return said
