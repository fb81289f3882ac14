"""From what somebody types to the domain to look at, and which names are never looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna

from evidence.known import FREE_MAIL
from questionnaire.language.translation import N_

LONGEST = 300  # characters that somebody may type
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# Never on the internet (RFC 6761, 6762, 7686, 8375, 9476), or somebody's own network.
_NEVER_LAST = {
    "alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
    "localhost", "onion", "private", "test", "workgroup",
}  # fmt: skip


class NotADomain(ValueError):
    """What was typed is no domain that can be looked at; `sentence` says why, in Dutch, for a translator."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Domain:
    """A domain name as the DNS has it (`xn--...`) and as people write it."""

    name: str
    written: str


def hostname(text: str) -> str | None:
    """A host name in small ASCII letters without a dot at its end; None for what is no public name.

    An address, in whatever spelling, is no name: its last label is a number, or it has no dot.
    """
    try:
        name = idna.encode(text.rstrip(".").strip(), uts46=True).decode() if text else ""
    except (idna.IDNAError, UnicodeError):
        name = text.rstrip(".").lower() if text.isascii() else ""  # underscores, as `_dmarc` has
    name = name.lower()
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return None if labels[-1] in _NEVER_LAST or not re.search("[a-z]", labels[-1][:1]) else name


def own_domain(text: str) -> Domain:
    """The domain in an address of a website, a mail address or a name; without `www.`.

    Raises NotADomain for what is none, for an address that stands for a machine, and for mail that thousands share.
    """
    typed = text.strip()
    if len(typed) > LONGEST or any(ord(letter) < 33 or letter == "\\" for letter in typed):
        raise NotADomain(N_("Dit is geen webadres of mailadres. Typ bijvoorbeeld: bakkerijjansen.nl"))
    try:
        parts = urlsplit(typed if "://" in typed else f"//{typed.removeprefix('mailto:')}")
        host = parts.hostname or ""
        odd = parts.scheme not in ("", "http", "https") or parts.port not in (None, 80, 443)
    except ValueError:
        host, odd = "", True
    if parts_with_password := "@" in typed and ("://" in typed or typed.count("@") > 1):
        odd = odd or parts_with_password
    name = None if odd or "%" in host or "_" in host else hostname(host)
    if name is None:
        raise NotADomain(N_("Dit is geen webadres of mailadres. Typ bijvoorbeeld: bakkerijjansen.nl"))
    if name.startswith("www.") and name.count(".") > 1:
        name = name.removeprefix("www.")
    if name in FREE_MAIL:
        raise NotADomain(
            N_(
                "Dit is een gratis mailadres van een groot bedrijf. Dat regelt de beveiliging van dit adres. "
                "Heeft u een eigen website? Typ dan dat adres."
            )
        )
    try:
        written = idna.decode(name)
    except (idna.IDNAError, UnicodeError):
        written = name
    return Domain(name, written)


def within(host: str, domain: str) -> bool:
    """True when `host` is the domain or a name below it."""
    return host == domain or host.endswith(f".{domain}")
