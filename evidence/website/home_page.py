"""The home page of a domain: its safe line, its headers, and what it tells of itself. A few pages, none guessed."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from evidence.findings import Finding, found
from evidence.network.connections import Network, NoSuchHost, Refused, Unreachable
from evidence.network.handshakes import Handshake, shake_hands, shown, speaks_old, without_checks
from evidence.network.names import within
from evidence.network.pages import Page, fetch, first_step
from evidence.website.software import look_at_login_page, look_at_software

KINDS = (
    "https", "https_redirect", "certificate", "tls_versions", "hsts", "security_headers", "security_txt", "software",
    "login_page",
)  # fmt: skip
_SOON = timedelta(days=14)
_YEAR_SECONDS = 31_536_000
_TELLS_ALL = ("origin", "origin-when-cross-origin", "no-referrer-when-downgrade", "unsafe-url")
_NO_LINE = ("certificate", "tls_versions", "hsts")


def look_at_site(network: Network, domain: str, today: date) -> Iterator[Finding]:
    """All findings about the site of a domain, or of its `www` when the domain itself has none, as they come."""
    for host in (domain, f"www.{domain}"):
        try:
            yield from _look(network, domain, host, today)
            return
        except NoSuchHost:
            continue
        except Unreachable:
            break
    else:
        yield from (found("https", "no_site"), found("https_redirect", "no_site"))
        yield from (found(kind, "unreached") for kind in KINDS if not kind.startswith("https"))
        return
    yield from (found(kind, "unreached") for kind in KINDS)


def _look(network: Network, domain: str, host: str, today: date) -> Iterator[Finding]:
    line, no_line = _line(network, host)
    leads_to, plain = _plain(network, host, domain)
    yield _https(line, no_line, plain)
    yield _redirect(leads_to, plain, line)
    yield from _of_line(network, host, line, no_line, today)
    page = _page(network, host, domain, line)
    if line is not None:
        yield _hsts(page)
    if page is None or page.elsewhere or page.status >= 400:
        # What an error page says of headers is not what visitors get.
        yield from (found(kind, "unreached") for kind in ("security_headers", "software", "login_page"))
    else:
        yield from (_headers(page), look_at_software(page), look_at_login_page(page, domain))
    yield _security_txt(network, host, domain, line, today)


def _line(network: Network, host: str) -> tuple[Handshake | None, str]:
    """The safe line, or why there is none: `absent` or `unreached`. Raises NoSuchHost."""
    try:
        return shake_hands(network, host), ""
    except (Refused, ssl.SSLError):
        return None, "absent"
    except NoSuchHost:
        raise
    except Unreachable:
        return None, "unreached"


def _plain(network: Network, host: str, domain: str) -> tuple[str, Page | str]:
    """Where http leads and what it gives; `refused` when nothing is there, `unreached` when that cannot be seen."""
    try:
        return first_step(network, f"http://{host}/", domain)
    except Refused:
        return "", "refused"
    except Unreachable:
        return "", "unreached"


def _page(network: Network, host: str, domain: str, line: Handshake | None) -> Page | None:
    scheme = "http" if line is None else "https"
    try:
        return fetch(network, f"{scheme}://{host}/", domain, _context(network, line))
    except (Unreachable, ssl.SSLError):
        return None


def _context(network: Network, line: Handshake | None) -> ssl.SSLContext:
    """Without checks where it is known already what is wrong with the line."""
    return network.trust() if line is not None and not line.wrong and not line.is_old else without_checks()


def _https(line: Handshake | None, no_line: str, plain: Page | str) -> Finding:
    if line is not None:
        return found("https", "fine")
    if no_line == "absent" and plain == "refused":
        return found("https", "no_site")
    return found("https", no_line)


def _redirect(leads_to: str, plain: Page | str, line: Handshake | None) -> Finding:
    if plain == "refused":
        return found("https_redirect", "fine" if line is not None else "no_site")
    if isinstance(plain, str):
        return found("https_redirect", plain)
    if plain.elsewhere:
        return found("https_redirect", "elsewhere")
    # The first step has to be to https: a second one over http can be caught as well.
    return found("https_redirect", "fine" if leads_to.startswith("https:") else "absent")


def _of_line(network: Network, host: str, line: Handshake | None, no_line: str, today: date) -> list[Finding]:
    if line is None:
        return [found(kind, "no_https" if no_line == "absent" else "unreached") for kind in _NO_LINE]
    return [_certificate(line, today), _versions(network, host, line)]


def _certificate(line: Handshake, today: date) -> Finding:
    day = line.ends.isoformat() if line.ends else ""
    if line.wrong:
        return found("certificate", line.wrong, **({"day": day} if line.wrong == "over" else {}))
    if line.ends is None:
        return found("certificate", "unreached")
    return found("certificate", "soon" if line.ends - today < _SOON else "fine", day=day, issuer=line.issuer)


def _versions(network: Network, host: str, line: Handshake) -> Finding:
    if line.is_old:
        return found("tls_versions", "old", version=shown(line.version))
    try:
        old = speaks_old(network, host)
    except Unreachable:
        return found("tls_versions", "unreached")
    return found("tls_versions", "old_too" if old else "fine", version=old or shown(line.version))


def _hsts(page: Page | None) -> Finding:
    if page is None:
        return found("hsts", "unreached")
    said = page.headers.get("strict-transport-security", "")
    age = re.search(r"max-age\s*=\s*\"?(\d{1,12})", said, re.IGNORECASE)
    if age is None or int(age[1]) == 0:
        return found("hsts", "absent")
    return found("hsts", "fine" if int(age[1]) >= _YEAR_SECONDS else "short")


def _headers(page: Page) -> Finding:
    headers = page.headers
    policy = headers.get("content-security-policy", "").lower()
    there = {
        "Content-Security-Policy": bool(policy),
        "X-Content-Type-Options": headers.get("x-content-type-options", "").strip().lower() == "nosniff",
        "X-Frame-Options": headers.get("x-frame-options", "").strip().lower() in ("deny", "sameorigin")
        or "frame-ancestors" in policy,
        # Without one a browser tells other sites the name alone, which will do. Of several the last counts.
        "Referrer-Policy": headers.get("referrer-policy", "").rpartition(",")[2].strip().lower()
        not in _TELLS_ALL,
    }
    missing = [name for name, present in there.items() if not present]
    if missing:
        return found("security_headers", "some", headers=", ".join(missing))
    return found("security_headers", "fine")


def _security_txt(network: Network, host: str, domain: str, line: Handshake | None, today: date) -> Finding:
    """RFC 9116: one page at a fixed place, over a safe line."""
    if line is None:
        return found("security_txt", "unreached")
    try:
        page = fetch(
            network,
            urljoin(f"https://{host}/", "/.well-known/security.txt"),
            domain,
            _context(network, line),
            64_000,
        )
    except (Unreachable, ssl.SSLError):
        return found("security_txt", "unreached")
    if page.elsewhere:
        return found("security_txt", "unreached")  # who keeps it at another domain may well have one
    if page.status in (404, 410) or page.text.lstrip()[:1] == "<":
        return found("security_txt", "absent")
    if page.status != 200 or not within(urlsplit(page.url).hostname or "", domain):
        return found("security_txt", "unreached")
    contact = re.search(r"^Contact:[ \t]*(mailto:|https://|tel:)\S", page.text, re.IGNORECASE | re.MULTILINE)
    ends = re.findall(r"^Expires:[ \t]*(\S{1,40})", page.text, re.IGNORECASE | re.MULTILINE)
    if contact is None or len(ends) != 1:
        return found("security_txt", "broken")
    try:
        over = datetime.fromisoformat(ends[0]).date() < today
    except ValueError:
        return found("security_txt", "broken")
    return found("security_txt", "over" if over else "fine")
