"""The questions for the ICT supplier as plain text, and as a link that opens one's own mail program."""

from __future__ import annotations

from urllib.parse import quote

from questionnaire.language.translation import translator
from scoring.advice import SupplierQuestion

_MOST_LINK = 1900  # characters; some mail programs cut off longer links


def supplier_text(questions: tuple[SupplierQuestion, ...], language: str) -> str:
    """A letter with numbered questions, each with room for the answer."""
    return "\n".join([*_opening(language), *_numbered(questions, language), *_closing(language)])


def supplier_mail_link(questions: tuple[SupplierQuestion, ...], language: str) -> tuple[str, bool]:
    """A `mailto:` link without an address, and whether all questions fit in it."""
    _ = translator(language).gettext
    for count in range(len(questions), -1, -1):
        rest = [] if count == len(questions) else [_("De andere vragen staan in het bestand dat ik meestuur."), ""]
        body = "\r\n".join([*_opening(language), *_numbered(questions[:count], language), *rest, *_closing(language)])
        link = f"mailto:?subject={quote(_('Vragen over onze digitale veiligheid'))}&body={quote(body)}"
        if len(link) <= _MOST_LINK:
            return link, count == len(questions)
    return f"mailto:?subject={quote(_('Vragen over onze digitale veiligheid'))}", False


def _opening(language: str) -> list[str]:
    _ = translator(language).gettext
    return [
        _("Beste ICT-leverancier,"),
        "",
        _("Wij deden een scan over onze digitale veiligheid. Wilt u deze vragen voor ons beantwoorden?"),
        "",
    ]


def _numbered(questions: tuple[SupplierQuestion, ...], language: str) -> list[str]:
    _ = translator(language).gettext
    return [line for n, q in enumerate(questions, 1) for line in (f"{n}. {q.text}", f"   {_('Antwoord')}: ", "")]


def _closing(language: str) -> list[str]:
    _ = translator(language).gettext
    return [_("Alvast bedankt voor uw hulp."), "", _("Met vriendelijke groet,"), ""]
