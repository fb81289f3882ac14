"""What a page tells of the software behind it, and a way in for its keeper. Only the page itself is read."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from evidence.findings import Finding, found
from evidence.known import DISTRIBUTION_MARKS, LOGIN_PAGES, MENDED_ELSEWHERE, OLDEST_SUPPORTED
from evidence.network.names import within
from evidence.network.pages import Page

_META = re.compile(r"<meta\b[^>]{0,400}>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"']{1,120})", re.IGNORECASE)
_LINK = re.compile(r"href\s*=\s*[\"']([^\"'<>\s]{1,400})", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<name>"
    + "|".join(re.escape(name) for name in (*OLDEST_SUPPORTED, *MENDED_ELSEWHERE))
    + r")[/ !v-]{1,4}(?P<version>\d{1,4}(?:\.\d{1,4}){0,3})(?P<mark>[^\s,;]{0,60})",
    re.IGNORECASE,
)
_MOST_LINKS = 2_000


def look_at_software(page: Page) -> Finding:
    """What the headers and the page's own mark (`generator`) say, the oldest first."""
    told = [page.headers.get(name, "") for name in ("server", "x-powered-by", "x-generator")]
    for meta in _META.findall(page.text):
        content = _CONTENT.search(meta)
        if content and re.search(r"name\s*=\s*[\"']?generator", meta, re.IGNORECASE):
            told.append(content[1])
    named = [match for text in told for match in _NAMED.finditer(text[:400])]
    old = [match for match in named if _is_old(match)]
    if old:
        return found("software", "old", software=_named(old[0]))
    return found("software", "named", software=_named(named[0])) if named else found("software", "fine")


def _named(match: re.Match[str]) -> str:
    return match.string[match.start() : match.end("version")]


def _is_old(match: re.Match[str]) -> bool:
    oldest = next((v for name, v in OLDEST_SUPPORTED.items() if name.lower() == match["name"].lower()), ())
    if any(mark in match["mark"].lower() for mark in DISTRIBUTION_MARKS):
        return False
    version = tuple(int(part) for part in match["version"].split("."))
    # "Drupal 10" says no more than 10: what is not named is not held against it.
    return version < oldest[: len(version)]


def look_at_login_page(page: Page, domain: str) -> Finding:
    """A link on the page to the way in of a shop or site system; the link is not followed."""
    for link in _LINK.findall(page.text)[:_MOST_LINKS]:
        try:
            at = urlsplit(urljoin(page.url, link))
            host = at.hostname or ""
        except ValueError:
            continue
        path = at.path.lower().rstrip("/")
        if within(host, domain) and any(path == way or path.startswith(f"{way}/") for way in LOGIN_PAGES):
            return found("login_page", "open", page=at.path)
    return found("login_page", "fine")
