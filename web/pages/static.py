"""The static pages: first help, opening a saved scan, deleting everything, nothing saved."""

from __future__ import annotations

from html import escape

from data.content.promises import kept_for
from questionnaire.language.translation import N_, translator
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.first_help import first_help_html
from web.pages.frame import render_page


def help_page(assets: Assets, language: str, crime: str = "") -> str:
    """First help when hit, opened at this type of crime."""
    _ = texts(language)
    body = first_help_html(language).replace(
        f'<details class="dw-fold" id="{crime}">', f'<details class="dw-fold" id="{crime}" open>'
    )
    return render_page(assets, _("Eerste hulp bij een incident"), body, language, path="/hulp")


# Why a link did not open: nothing could be read; it is whole, but its scan is not here any more; nothing in
# it fits.
_WHY_NOT = {
    "unreadable": N_("Deze link is niet compleet. Kopieer de hele link, of open uw bestand."),
    "gone": N_(
        "Bij deze link staat hier geen scan meer. Misschien is hij gewist, of {time} niet gebruikt. Open anders uw bestand."
    ),
    "nothing_fits": N_(
        "In deze link staan geen antwoorden die bij deze scan horen. Er is niets geopend en niets veranderd."
    ),
}


def resume_page(assets: Assets, language: str, why_not: str = "", replaced: int = 0) -> str:
    """Asks before opening what the link carries: nobody ends up in somebody else's scan by a link alone.

    `why_not` is a key of `_WHY_NOT`; `replaced` how many answers the scan in this browser has, which makes
    room.
    """
    words = translator(language)
    _ = texts(language)
    wrong = _(_WHY_NOT[why_not or "unreadable"]).format(time=kept_for(language))
    told = ""
    if replaced:
        here = words.ngettext(
            "In deze browser staat al een scan, met {count} antwoord. Die gaat dicht. Wilt u er later mee verder? Bewaar hem dan eerst.",
            "In deze browser staat al een scan, met {count} antwoorden. Die gaat dicht. Wilt u er later mee verder? Bewaar hem dan eerst.",
            replaced,
        ).format(count=replaced)
        keep = (
            f'<a href="{with_language("/bewaren", language)}">{escape(_("Bewaar eerst de scan van nu"))}</a>'
        )
        told = f'<p class="dw-note">{escape(here)} {keep}</p>'
    body = (
        f"<h1>{escape(_('Ga verder met uw scan'))}</h1>"
        f'<p class="dw-error" role="alert" {"" if why_not else "hidden"}>{escape(wrong)}</p>{told}'
        f'<form method="post" action="{with_language("/verder", language)}" id="verder">'
        '<input type="hidden" name="token"><input type="hidden" name="answers">'
        f"<p>{escape(_('U opent een bewaarde scan op dit apparaat. Wat hier nu openstaat, gaat dan dicht.'))} "
        f"{escape(_('Heeft u deze link niet zelf bewaard? Open hem dan niet.'))}</p>"
        f'<button class="dw-button">{escape(_("Open mijn scan"))}</button></form>'
        f'<p><a class="dw-alone" href="{with_language("/bewaren", language)}">{escape(_("Een bewaarde scan openen"))}</a></p>'
        f'<p><a class="dw-alone" href="{with_language("/", language)}">{escape(_("Naar de scan"))}</a></p>'
        f"<noscript><p>{escape(_('Zet JavaScript aan om uw scan te openen.'))}</p></noscript>"
    )
    return render_page(assets, _("Ga verder met uw scan"), body, language, script="resume.js")


def delete_page(assets: Assets, language: str, done: bool = False) -> str:
    """Asks, and afterwards tells, that everything is deleted."""
    _ = texts(language)
    start = (
        f'<p><a class="dw-button" href="{with_language("/", language)}">{escape(_("Naar het begin"))}</a></p>'
    )
    if done:
        told = _("Uw antwoorden staan niet meer in deze browser en niet meer op de server.")
        return render_page(
            assets,
            _("Alles is gewist"),
            f"<h1>{escape(_('Alles is gewist'))}</h1><p>{escape(told)}</p>{start}",
            language,
        )
    body = (
        f"<h1>{escape(_('Alles wissen?'))}</h1>"
        f"<p>{escape(_('U wist uw antwoorden in deze browser en op de server. Dat kan niet terug.'))}</p>"
        f"<p>{escape(_('Telde uw scan al mee in de cijfers? Daaruit kan hij niet weg: daar staat niets per bedrijf.'))}</p>"
        f'<form method="post" action="{with_language("/wissen", language)}">'
        f'<button class="dw-button">{escape(_("Ja, wis alles"))}</button></form>'
        f'<p><a class="dw-alone" href="{with_language("/", language)}">{escape(_("Nee, terug naar de scan"))}</a></p>'
    )
    return render_page(assets, _("Alles wissen?"), body, language)


def text_result_page(assets: Assets, language: str, body: str) -> str:
    """The result without figures, to read aloud or to print. `body` is HTML."""
    _ = texts(language)
    return render_page(assets, _("Uw resultaat in tekst"), body, language, path="/tekst")


def nothing_saved_page(assets: Assets, language: str) -> str:
    """A download was asked for, and there are no saved answers to make it from."""
    _ = texts(language)
    title = _("Er is nog niets om te downloaden")
    body = (
        f"<h1>{escape(title)}</h1>"
        f"<p>{escape(_('Doe eerst de scan. Deed u die op een ander apparaat? Open hem dan hier met uw link of bestand.'))}</p>"
        f'<p><a class="dw-button" href="{with_language("/", language)}">{escape(_("Naar de scan"))}</a></p>'
    )
    return render_page(assets, title, body, language)
