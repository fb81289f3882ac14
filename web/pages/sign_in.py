"""Plain pages for organisers: signing in, and making an account from an invitation. No app is needed for
either.
"""

from __future__ import annotations

from html import escape

from data.organisers.accounts import LEAST_PASSWORD
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.frame import render_page

_INVALID_DESCRIBED = 'aria-invalid="true" aria-describedby="fout"'


def own_window_page(assets: Assets, language: str, path: str) -> str:
    """Inside another site's frame nobody can sign in: no browser keeps an organiser's cookie there. Leads to
    a window of its own.
    """
    _ = texts(language)
    title = _("Open dit in een eigen venster")
    body = (
        f"<h1>{escape(title)}</h1><p>{escape(_('Inloggen kan niet binnen een andere site. In een eigen venster lukt het wel.'))}</p>"
        f'<p><a class="dw-button" target="_blank" rel="noopener" href="{escape(with_language(path, language))}">{escape(_("Open een eigen venster"))}</a></p>'
    )
    return render_page(assets, title, body, language)


def sign_in_page(
    assets: Assets, language: str, problem: str = "", login: str = "", oidc: bool = False
) -> str:
    """The form to sign in. `problem` is told above it; what was typed as name stays."""
    _ = texts(language)
    own = with_language("/organisator", language)
    elsewhere = (
        f'<p><a class="dw-button" href="{own}">{escape(_("Inloggen via mijn organisatie"))}</a></p>'
        if oidc
        else ""
    )
    body = (
        f"<h1>{escape(_('Inloggen voor organisatoren'))}</h1>"
        f"<p>{escape(_('Voor ondernemersverenigingen en het programmateam. Doet u de scan? Dan hoeft u niet in te loggen.'))}</p>"
        f"{_problem(problem)}{elsewhere}"
        f'<form method="post" action="{with_language("/aanmelden", language)}" class="dw-form">'
        f"{_field('login', _('Inlognaam'), 'text', 'username', login, bool(problem))}"
        f"{_field('password', _('Wachtwoord'), 'password', 'current-password', '', bool(problem))}"
        f'<button class="dw-button">{escape(_("Inloggen"))}</button></form>'
        f"<p>{escape(_('Nog geen account? Vraag het programmateam om een uitnodiging.'))}</p>"
    )
    return render_page(assets, _("Inloggen voor organisatoren"), body, language, path="/aanmelden")


def invitation_page(
    assets: Assets, language: str, problem: str = "", typed: dict[str, str] | None = None
) -> str:
    """The form that makes an account. The invitation's secret comes from behind `#` in the link."""
    _ = texts(language)
    typed = typed or {}
    body = (
        f"<h1>{escape(_('Maak uw account'))}</h1>"
        f"<p>{escape(_('U bent uitgenodigd om bijeenkomsten te organiseren met de scan. De uitnodiging werkt één keer.'))}</p>"
        f"{_problem(problem)}"
        f'<form method="post" action="{with_language("/uitnodiging", language)}" class="dw-form" id="uitnodiging">'
        f'<input type="hidden" name="secret" value="{escape(typed.get("secret", ""), quote=True)}">'
        f"{_field('name', _('Uw naam of vereniging'), 'text', 'organization', typed.get('name', ''), False)}"
        f"{_field('login', _('Kies een inlognaam, bijvoorbeeld uw e-mailadres'), 'text', 'username', typed.get('login', ''), bool(problem))}"
        f"{_field('password', _('Kies een wachtwoord van minstens {count} tekens').format(count=LEAST_PASSWORD), 'password', 'new-password', '', bool(problem))}"
        f'<button class="dw-button">{escape(_("Maak account"))}</button></form>'
        f"<noscript><p>{escape(_('Zet JavaScript aan om uw uitnodiging te openen.'))}</p></noscript>"
    )
    return render_page(assets, _("Maak uw account"), body, language, script="invitation.js")


def password_page(assets: Assets, language: str, problem: str = "") -> str:
    """The form to choose another password; asks for the present one."""
    _ = texts(language)
    body = (
        f"<h1>{escape(_('Wachtwoord veranderen'))}</h1>"
        f"<p>{escape(_('Op andere apparaten moet u daarna opnieuw inloggen.'))}</p>"
        f"{_problem(problem)}"
        f'<form method="post" action="{with_language("/wachtwoord", language)}" class="dw-form">'
        f"{_field('old', _('Uw wachtwoord van nu'), 'password', 'current-password', '', bool(problem))}"
        f"{_field('password', _('Kies een wachtwoord van minstens {count} tekens').format(count=LEAST_PASSWORD), 'password', 'new-password', '', bool(problem))}"
        f'<button class="dw-button">{escape(_("Verander het wachtwoord"))}</button></form>'
        f'<p><a href="{with_language("/organisator", language)}">{escape(_("Terug naar uw bijeenkomsten"))}</a></p>'
    )
    return render_page(assets, _("Wachtwoord veranderen"), body, language, path="/wachtwoord")


def _problem(problem: str) -> str:
    return f'<p class="dw-error" role="alert" id="fout">{escape(problem)}</p>' if problem else ""


def _field(name: str, label: str, kind: str, autocomplete: str, value: str, wrong: bool) -> str:
    return (
        f'<p><label for="{name}">{escape(label)}</label><br>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{autocomplete}" value="{escape(value, quote=True)}" '
        f'required maxlength="200" {_INVALID_DESCRIBED if wrong else ""}></p>'
    )
