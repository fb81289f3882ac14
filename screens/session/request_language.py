"""Language of a request, and the texts that pages outside Streamlit share."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

from questionnaire.language.translation import LANGUAGES, SOURCE_LANGUAGE, translator


def language_of(query: str) -> str:
    """The `lang` of a query string; Dutch when it is absent or not one of ours."""
    wanted = parse_qs(query).get("lang", [""])[0]
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE


def texts(language: str) -> Callable[[str], str]:
    """The translating function, to be called `_`."""
    return translator(language).gettext


def with_language(address: str, language: str, **query: str) -> str:
    """The address of one of our own pages, carrying `query`, and the language when it is not Dutch.

    With a site in front of it (`screens/session/addresses.py`) it is the address that people take along.
    """
    if language != SOURCE_LANGUAGE:
        query["lang"] = language
    return address + (f"?{urlencode(query)}" if query else "")
