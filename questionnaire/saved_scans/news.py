"""What a respondent reads when a saved scan was brought to the questions of now."""

from __future__ import annotations

from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import Renewal


def news(renewal: Renewal, language: str) -> str:
    """What the respondent reads about a scan that was brought to the questions of now."""
    _, ngettext = translator(language).gettext, translator(language).ngettext
    parts = [_before(renewal, language)]
    if renewal.gone:
        told = ngettext(
            "{count} vraag die u had beantwoord, is er niet meer.",
            "{count} vragen die u had beantwoord, zijn er niet meer.",
            renewal.gone,
        )
        parts.append(told.format(count=renewal.gone))
    if renewal.measures:
        told = ngettext(
            "{count} maatregel uit uw plan is er niet meer.",
            "{count} maatregelen uit uw plan zijn er niet meer.",
            renewal.measures,
        )
        parts.append(told.format(count=renewal.measures))
    return " ".join(part for part in parts if part)


def _before(renewal: Renewal, language: str) -> str:
    """The first sentences: why, and how many questions are asked."""
    _, ngettext = translator(language).gettext, translator(language).ngettext
    count = renewal.asked
    if renewal.why == "withdrawn":
        lead = _("In de vragen waarmee u begon, zat een fout. U gaat verder met de verbeterde vragen.")
        kept = _("Uw antwoorden zijn bewaard.")
        again = ngettext(
            "{count} vraag vragen we u opnieuw.", "{count} vragen vragen we u opnieuw.", count
        ).format(count=count)
        return f"{lead} {kept} {again}" if count else f"{lead} {kept}"
    if renewal.why == "unfit":
        told = ngettext(
            "{count} antwoord past niet meer bij de vragen. Die vraag stellen we u opnieuw.",
            "{count} antwoorden passen niet meer bij de vragen. Die vragen stellen we u opnieuw.",
            count,
        )
        return told.format(count=count) if count else ""
    if not count:
        if renewal.gone or renewal.measures:
            return _("De vragen zijn vernieuwd. Uw andere antwoorden zijn bewaard.")
        return _("De vragen zijn vernieuwd. Uw antwoorden passen nog allemaal.")
    return ngettext(
        "De vragen zijn vernieuwd. Uw antwoorden zijn bewaard; {count} vraag is nieuw of veranderd. Die vragen we u nu.",
        "De vragen zijn vernieuwd. Uw antwoorden zijn bewaard; {count} vragen zijn nieuw of veranderd. Die vragen we u nu.",
        count,
    ).format(count=count)
