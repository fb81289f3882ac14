"""The sheet of somebody who sits beside entrepreneurs: the conversations of this device, and how it works."""

from __future__ import annotations

from markupsafe import Markup

from data import clock
from screens.session.request_language import texts
from web.assets import Assets
from web.pages.frame import render_page


def adviser_page(assets: Assets, language: str) -> Markup:
    """The page; `screens/assets/pages/adviser.js` fills in what this browser keeps."""
    _ = texts(language)
    return render_page(
        assets,
        "adviser.html",
        language,
        _("Samen door de scan"),
        path="/adviseur",
        script="pages/adviser.js",
        today=clock.today().isoformat(),
    )
