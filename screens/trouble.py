"""What people read when a screen of ours fails: our own words, and what they can do. The log tells the team
where it was.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE
from screens.session import scan as this_scan
from screens.session.language import chosen_language
from screens.session.request_language import texts, with_language

log = logging.getLogger(__name__)
MARK = "dw-trouble"  # who measures or tests knows a failed screen by this
_TEMPLATES = Templates(__file__)


def tell(error: Exception) -> bool:
    """For `st.App(on_script_error=...)`: tells it on the screen. True: Streamlit's own words, in English,
    stay away.
    """
    address = _address()
    log.error(
        "the screen %s failed: %s", address, type(error).__name__
    )  # Streamlit itself logs where in the code
    language = _language()
    _ = texts(language)
    told = _("Dit lukte niet. Dat ligt aan ons, niet aan u. Laad de pagina opnieuw.")
    if _is_safe():
        told += " " + _("Uw antwoorden zijn bewaard.")
    ways = (
        (with_language("/", language), _("Naar het begin")),
        (with_language("/hulp", language), _("Eerste hulp bij een incident")),
        (with_language("/papier.pdf", language), _("De scan op papier (PDF)")),
    )
    st.html(_TEMPLATES.macros("screens.html", language).trouble(MARK, told, ways))
    return True


# What the browser says may be the very trouble: then the words go without it.
def _language() -> str:
    with suppress(Exception):
        return chosen_language()
    return SOURCE_LANGUAGE


def _is_safe() -> bool:
    with suppress(Exception):
        return this_scan.is_safe()
    return False


def _address() -> str:
    with suppress(ValueError):
        return urlsplit(st.context.url or "").path or "/"
    return "?"
