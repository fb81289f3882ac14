"""Pages of the second step of signing in: the code that is asked, and turning it on and off."""

from __future__ import annotations

from markupsafe import Markup

from data.organisers.second_factor import app_address
from pdf.qr import data_uri
from screens.navigation import scan_name
from screens.session.request_language import texts
from web.assets import Assets
from web.pages.frame import render_page

GROUP = 4  # signs of the secret between two spaces, for who types it in


def code_page(assets: Assets, language: str, step: str, problem: str = "") -> Markup:
    """Asks for the code, after the password was right. `step` stands for that."""
    _ = texts(language)
    return render_page(assets, "second_step.html", language, _("Uw code"), step=step, problem=problem)


def turn_on_page(assets: Assets, language: str, secret: str, login: str, problem: str = "") -> Markup:
    """The QR code for the app, and where the first code is typed in."""
    _ = texts(language)
    address = app_address(secret, login, scan_name(language))
    spaced = " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))
    return render_page(
        assets,
        "second_step_on.html",
        language,
        _("Inloggen in twee stappen"),
        picture=data_uri(address),
        secret=spaced,
        problem=problem,
    )


def recovery_page(assets: Assets, language: str, codes: tuple[str, ...]) -> Markup:
    """The recovery codes, the only time that they are shown."""
    _ = texts(language)
    return render_page(assets, "recovery_codes.html", language, _("Bewaar deze codes"), codes=codes)


def turn_off_page(assets: Assets, language: str, left: int, problem: str = "") -> Markup:
    """Tells that it is on, with how many recovery codes; and where it is turned off."""
    _ = texts(language)
    title = _("Inloggen in twee stappen staat aan")
    return render_page(assets, "second_step_off.html", language, title, left=left, problem=problem)
