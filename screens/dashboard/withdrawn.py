"""What figures say about answers that were given on questions which the team took back."""

from __future__ import annotations

from babel.numbers import format_decimal

from data.content.editions import withdrawals, withdrawn_in
from data.figures.released import Released
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import translator


def withdrawn_notes(released: Released, language: str) -> list[str]:
    """A sentence per withdrawn edition, and how many of the published answers are on them at most; none when
    none is.
    """
    _ = translator(language).gettext
    gone = withdrawals().all()
    cells = {cell.cell: cell for cell in released.municipalities.values()}
    count = sum(n for cell, n in withdrawn_in(cells).items() if cell in cells)
    if not gone or not count:
        return []
    told = _(
        "Hooguit {count} van de {all} antwoorden in deze cijfers zijn gegeven op vragen die wij later hebben ingetrokken."
    )
    numbers = {
        name: format_decimal(n, locale=language)
        for name, n in (("count", count), ("all", released.total.responses))
    }
    why = _("Ingetrokken op {day}, versie {version}: {reason}")
    shown = {label for cell in cells.values() for label in cell.versions}
    return [told.format(**numbers)] + [
        why.format(day=day_in_words(one.on, language), version=one.version, reason=one.reason)
        for one in gone
        if one.label in shown
    ]
