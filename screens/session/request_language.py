"""Language of a request, and the texts that pages outside Streamlit share."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

from starlette.types import Scope

from questionnaire.language.translation import LANGUAGES, SOURCE_LANGUAGE, translator

COOKIE = "taal"  # set by screens/assets/shell.js when somebody chooses; holds two letters and no more
_RANGE = re.compile(
    r"\s*([a-z]{2,3})(?:-[a-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.IGNORECASE
)


def language_of(scope: Scope) -> str:
    """The language of a request: the `lang` of its address, else what was chosen before, else the phone's."""
    query = scope["query_string"].decode("latin-1")
    return language_in(query) or home_language(
        *(
            "; ".join(v.decode("latin-1") for n, v in scope["headers"] if n == name)
            for name in (b"cookie", b"accept-language")
        )
    )


def language_cookie(language: str, https: bool) -> str:
    """What remembers a choice for as long as browsers keep a cookie; scripts may write it as well."""
    return (
        f"{COOKIE}={language}; Path=/; Max-Age={400 * 24 * 3600}; SameSite=Lax{'; Secure' if https else ''}"
    )


def language_in(query: str) -> str | None:
    """The `lang` of a query string; None when it is absent or not one of ours."""
    wanted = parse_qs(query).get("lang", [""])[0]
    return wanted if wanted in LANGUAGES else None


def home_language(cookies: str, accepted: str) -> str:
    """What an address without a language opens in: what was chosen before, else the first of the phone's
    languages that is one of ours, else Dutch. Both as they stand in the headers.
    """
    for pair in cookies.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and value in LANGUAGES:
            return value
    wanted = [found for part in accepted.split(",")[:20] if (found := _RANGE.fullmatch(part))]
    wanted.sort(key=lambda found: -float(found[2] or 1))  # stable: among equals the first
    return next(
        (code for found in wanted if float(found[2] or 1) and (code := found[1].lower()) in LANGUAGES),
        SOURCE_LANGUAGE,
    )


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
