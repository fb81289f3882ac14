"""Plain pages for organisers: signing in, and making an account from an invitation. No app is needed for
either.
"""

from __future__ import annotations

from markupsafe import Markup

from data.organisers.accounts import LEAST_PASSWORD
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.frame import render_page
from web.pages.notice import Way, notice


def own_window_page(assets: Assets, language: str, path: str) -> Markup:
    """Inside another site's frame nobody can sign in: no browser keeps an organiser's cookie there. Leads to
    a window of its own.
    """
    _ = texts(language)
    told = _("Inloggen kan niet binnen een andere site. In een eigen venster lukt het wel.")
    address = with_language(path, language)
    way = Way(_("Open een eigen venster"), address, rel="noopener", target="_blank")
    return notice(assets, language, _("Open dit in een eigen venster"), told, [way])


def sign_in_page(
    assets: Assets, language: str, problem: str = "", login: str = "", oidc: bool = False
) -> Markup:
    """The form to sign in. `problem` is told above it; what was typed as name stays."""
    _ = texts(language)
    title = _("Inloggen voor organisatoren")
    return render_page(
        assets,
        "sign_in.html",
        language,
        title,
        path="/aanmelden",
        problem=problem,
        login=login,
        oidc=oidc,
    )


def invitation_page(
    assets: Assets, language: str, problem: str = "", typed: dict[str, str] | None = None
) -> Markup:
    """The form that makes an account. The invitation's secret comes from behind `#` in the link."""
    _ = texts(language)
    title = _("Maak uw account")
    return render_page(
        assets,
        "invitation.html",
        language,
        title,
        script="invitation.js",
        problem=problem,
        typed=typed or {},
        new_password=_new_password(language),
    )


def password_page(assets: Assets, language: str, problem: str = "") -> Markup:
    """The form to choose another password; asks for the present one."""
    _ = texts(language)
    title = _("Wachtwoord veranderen")
    return render_page(
        assets,
        "password.html",
        language,
        title,
        path="/wachtwoord",
        problem=problem,
        new_password=_new_password(language),
    )


def _new_password(language: str) -> str:
    _ = texts(language)
    return _("Kies een wachtwoord van minstens {count} tekens").format(count=LEAST_PASSWORD)
