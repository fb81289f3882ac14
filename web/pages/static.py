"""The static pages: first help, opening a saved scan, deleting everything, nothing saved."""

from __future__ import annotations

from markupsafe import Markup

from data.content.promises import kept_for
from questionnaire.language.translation import N_, translator
from screens.session.request_language import texts, with_language
from screens.stylesheets import STYLES
from web.assets import Assets
from web.pages.first_help import first_help_html
from web.pages.frame import render_page
from web.pages.notice import Way, notice


def help_page(assets: Assets, language: str, opened: str = "") -> Markup:
    """First help when hit; `opened` as in `first_help_html`. Made anew for each visitor: its clocks run from now."""
    title, inside = texts(language)("Eerste hulp bij een incident"), first_help_html(language, opened)
    return render_page(
        assets,
        "inside.html",
        language,
        title,
        path="/hulp",
        styles=(*STYLES, "pages/first_help"),
        inside=inside,
    )


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


def resume_page(assets: Assets, language: str, why_not: str = "", replaced: int = 0) -> Markup:
    """Asks before opening what the link carries: nobody ends up in somebody else's scan by a link alone.

    `why_not` is a key of `_WHY_NOT`; `replaced` how many answers the scan in this browser has, which makes
    room.
    """
    words = translator(language)
    _ = texts(language)
    wrong = _(_WHY_NOT[why_not or "unreadable"]).format(time=kept_for(language))
    told = words.ngettext(
        "In deze browser staat al een scan, met {count} antwoord. Die gaat dicht. Wilt u er later mee verder? Bewaar hem dan eerst.",
        "In deze browser staat al een scan, met {count} antwoorden. Die gaat dicht. Wilt u er later mee verder? Bewaar hem dan eerst.",
        replaced,
    ).format(count=replaced)
    return render_page(
        assets,
        "resume.html",
        language,
        _("Ga verder met uw scan"),
        script="resume.js",
        is_wrong=bool(why_not),
        wrong=wrong,
        replaced=told if replaced else "",
    )


def delete_page(assets: Assets, language: str, done: bool = False) -> Markup:
    """Asks, and afterwards tells, that everything is deleted."""
    _ = texts(language)
    if not done:
        return render_page(assets, "delete.html", language, _("Alles wissen?"))
    told = _("Uw antwoorden staan niet meer in deze browser en niet meer op de server.")
    ways = [Way(_("Naar het begin"), with_language("/", language))]
    return notice(assets, language, _("Alles is gewist"), told, ways)


def text_result_page(assets: Assets, language: str, body: Markup) -> Markup:
    """The result without figures, to read aloud or to print."""
    _ = texts(language)
    title = _("Uw resultaat in tekst")
    return render_page(assets, "inside.html", language, title, path="/tekst", inside=body)


def nothing_chosen_page(assets: Assets, language: str) -> Markup:
    """A statement was asked for, and nothing was ticked that stands by the answers."""
    _ = texts(language)
    told = _("Een lege verklaring zegt niets. Ga terug en vink aan wat u wilt laten zien.")
    ways = [Way(_("Terug naar Meenemen"), with_language("/meenemen", language))]
    return notice(assets, language, _("U koos niets om te laten zien"), told, ways)


def nothing_saved_page(assets: Assets, language: str) -> Markup:
    """A download was asked for, and there are no saved answers to make it from."""
    _ = texts(language)
    told = _("Doe eerst de scan. Deed u die op een ander apparaat? Open hem dan hier met uw link of bestand.")
    ways = [Way(_("Naar de scan"), with_language("/", language))]
    return notice(assets, language, _("Er is nog niets om te downloaden"), told, ways)
