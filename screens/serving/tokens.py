"""The respondent's token: 192 random bits in an HttpOnly cookie, the only key to a saved scan."""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie

import streamlit as st

from screens.serving.streamlit_internals import of_this_run

COOKIE = "scan"
FORM = re.compile(r"[A-Za-z0-9_-]{32}")  # 24 bytes in base64url
KEEP_SECONDS = 400 * 24 * 3600  # the longest that browsers accept


def new_token() -> str:
    """A fresh token of 192 bits."""
    return secrets.token_urlsafe(24)


def is_token(text: str | None) -> bool:
    """Whether `text` has the form of a token."""
    return isinstance(text, str) and bool(FORM.fullmatch(text))


def token_in(cookie_header: str) -> str | None:
    """The token in a Cookie header; None when there is none, or something else under its name."""
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel and is_token(morsel.value) else None


def respondent_token() -> str | None:
    """The token of the respondent of this run. None when the browser keeps no cookies: then only a file can save."""
    known = of_this_run()
    if "token" not in known:
        token = st.context.cookies.get(COOKIE)
        known["token"] = token if is_token(token) else None
    return known["token"]


def set_cookie(token: str, https: bool, in_frame: bool) -> str:
    """Value of the Set-Cookie header. Inside another site's frame a browser only keeps a partitioned cookie."""
    parts = [f"{COOKIE}={token}", "Path=/", f"Max-Age={KEEP_SECONDS}", "HttpOnly"]
    if https:
        parts.append("Secure")
    parts += ["SameSite=None", "Partitioned"] if https and in_frame else ["SameSite=Lax"]
    return "; ".join(parts)


def drop_cookie() -> str:
    """Value of the Set-Cookie header that makes the browser forget the token."""
    return f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
