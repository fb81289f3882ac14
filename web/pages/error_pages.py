"""Pages for what went wrong, in three languages and with a way on: instead of the bare English words of a
server.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.responses import HTMLResponse, Response

from questionnaire.language.translation import LANGUAGES, N_, SOURCE_LANGUAGE
from screens.session.request_language import language_in, texts, with_language
from web.assets import Assets
from web.pages.notice import ALONE, InLanguage, Way, notice

NOT_FOUND = 404
# What stands behind # in these opens something: a saved scan, an account.
WITH_A_SECRET = ("/verder", "/uitnodiging")
MOST_UNQUOTED = 3  # programs that wrote the same link anew, one after the other

_TOLD = {
    403: (
        N_("Dit mag hier niet"),
        N_(
            "Dit formulier kwam niet van een pagina van de scan. Ga terug, laad de pagina opnieuw en probeer het nog eens."
        ),
    ),
    NOT_FOUND: (
        N_("Deze pagina is er niet"),
        N_("Misschien is de link niet goed overgenomen. Uw antwoorden zijn niet weg."),
    ),
    405: (
        N_("Dit adres werkt anders"),
        N_("U kunt deze pagina niet op deze manier openen. Begin bij de scan. Uw antwoorden zijn niet weg."),
    ),
    413: (
        N_("Dit is te groot"),
        N_("Wat u stuurde is groter dan hier past. Maak het korter en probeer het opnieuw."),
    ),
    408: (
        N_("Dit duurde te lang"),
        N_("Wat u stuurde kwam niet op tijd aan. Misschien is de verbinding traag. Probeer het opnieuw."),
    ),
    414: (
        N_("Dit adres is te lang"),
        N_("Misschien is de link niet goed overgenomen. Uw antwoorden zijn niet weg."),
    ),
    429: (
        N_("Dit gaat even te snel"),
        N_("Wacht een minuut en probeer het opnieuw. Uw antwoorden zijn niet weg."),
    ),
    500: (
        N_("Er ging iets mis"),
        N_("Dat ligt aan ons. Probeer het over een minuut opnieuw. Uw antwoorden zijn niet weg."),
    ),
}
_NOT_KEPT = {"cache-control": "no-store"}
_OTHERWISE = (N_("Dit lukte niet"), N_("Ga terug en probeer het opnieuw. Uw antwoorden zijn niet weg."))


def error_page(assets: Assets, language: str, status: int = NOT_FOUND) -> HTMLResponse:
    """The page for this status. It says the same, shorter, in the other languages: nobody chose one to get
    here.
    """
    title, told = _TOLD.get(min(500, status), _OTHERWISE)
    _ = texts(language)
    ways = [
        Way(_("Naar de scan"), with_language("/", language)),
        Way(_("Eerste hulp bij een incident"), with_language("/hulp", language), ALONE),
    ]
    page = notice(assets, language, _(title), _(told), ways, [_shorter(title, o) for o in _not(language)])
    return HTMLResponse(page, status_code=status, headers=_NOT_KEPT)


def _shorter(title: str, language: str) -> InLanguage:
    _ = texts(language)
    return InLanguage(language, f"{_(title)}.", _("Naar de scan"), with_language("/", language))


def _not(language: str) -> list[str]:
    """The other languages."""
    return [other for other in LANGUAGES if other != language]


def not_found(assets: Assets, language: str) -> HTMLResponse:
    """404, in words that help."""
    return error_page(assets, language, NOT_FOUND)


def another_name(assets: Assets, language: str) -> HTMLResponse:
    """421, for who comes by a name that is not one of the site's; for whoever runs it, what to do. No link
    here leads on.
    """
    title, told = (
        N_("Dit adres hoort niet bij de scan"),
        N_("Open de scan met het adres dat u kreeg. Beheert u de site? Zet deze naam dan bij ALLOWED_HOSTS."),
    )
    _ = texts(language)
    others = [InLanguage(other, texts(other)(told)) for other in _not(language)]
    page = notice(assets, language, _(title), _(told), others=others)
    return HTMLResponse(page, status_code=421, headers=_NOT_KEPT)


def mended_link(path: str, query: str) -> tuple[str, str] | None:
    """Language, and the address as it was meant, of a link in which a program wrote %23 for #; None for any
    other.

    `path` is unquoted once already, `query` is not.
    """
    whole = path + (f"?{query}" if query else "")
    for _time in range(MOST_UNQUOTED):
        address, sign, secret = whole.partition("#")
        own, _, asked = address.partition("?")
        if sign and own in WITH_A_SECRET:
            language = language_in(asked) or SOURCE_LANGUAGE
            return language, with_language(own, language) + "#" + quote(secret, safe="=&-_")
        whole = unquote(whole)
    return None


def changed_link_page(assets: Assets, language: str, meant: str) -> Response:
    """Tells that a program changed the link, and offers the right one. What is behind it stays out of every
    next request.
    """
    _ = texts(language)
    told = _("Een mailprogramma of een app schreef %23 waar een # hoort. Met de knop opent u de goede link.")
    ways = [
        Way(_("Open de goede link"), meant, rel="noreferrer"),
        Way(_("Naar de scan"), with_language("/", language), ALONE),
    ]
    page = notice(assets, language, _("Deze link is onderweg veranderd"), told, ways)
    headers = {**_NOT_KEPT, "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
    return HTMLResponse(page, status_code=NOT_FOUND, headers=headers)
