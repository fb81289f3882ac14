"""The questions for the ICT supplier or the web builder as plain text, and as a link that opens one's own
mail program.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from questionnaire.language.translation import N_, translator
from scoring.advising.advice import SupplierQuestion

To = Literal["supplier", "builder"]
LETTERS: dict[str, To] = {"vragen-leverancier.txt": "supplier", "vragen-websitebouwer.txt": "builder"}
_DEAR: dict[To, str] = {
    "supplier": N_("Goedendag,"),
    "builder": N_("Beste bouwer van onze website,"),
}

_MOST_LINK = 1900  # characters; some mail programs cut off longer links


def supplier_text(questions: tuple[SupplierQuestion, ...], language: str, to: To = "supplier") -> str:
    """A letter with numbered questions, each with room for the answer."""
    return "\n".join([*_opening(language, to), *_numbered(questions, language), *_closing(language)])


def supplier_mail_link(
    questions: tuple[SupplierQuestion, ...], language: str, to: To = "supplier"
) -> tuple[str, bool]:
    """A `mailto:` link without an address, and whether all questions fit in it."""
    _ = translator(language).gettext
    for count in range(len(questions), -1, -1):
        rest = (
            []
            if count == len(questions)
            else [_("De andere vragen staan in het bestand dat ik meestuur."), ""]
        )
        body = "\r\n".join(
            [*_opening(language, to), *_numbered(questions[:count], language), *rest, *_closing(language)]
        )
        link = f"mailto:?subject={quote(_('Vragen over onze digitale veiligheid'))}&body={quote(body)}"
        if len(link) <= _MOST_LINK:
            return link, count == len(questions)
    return f"mailto:?subject={quote(_('Vragen over onze digitale veiligheid'))}", False


def _opening(language: str, to: To) -> list[str]:
    _ = translator(language).gettext
    return [
        _(_DEAR[to]),
        "",
        _("Wij deden een scan over onze digitale veiligheid. Wilt u deze vragen voor ons beantwoorden?"),
        "",
    ]


def _numbered(questions: tuple[SupplierQuestion, ...], language: str) -> list[str]:
    _ = translator(language).gettext
    return [
        line for n, q in enumerate(questions, 1) for line in (f"{n}. {q.text}", f"   {_('Antwoord')}: ", "")
    ]


def _closing(language: str) -> list[str]:
    _ = translator(language).gettext
    return [_("Alvast bedankt voor uw hulp."), "", _("Met vriendelijke groet,"), ""]
