"""Whether mail is signed: DKIM, by RFC 6376, at the places where known providers keep the key."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from evidence.findings import Finding, found
from evidence.known import SELECTORS
from evidence.mail.dmarc import tags_of
from evidence.mail.servers import servers_of
from evidence.mail.spf import records_of
from evidence.network.lookups import Resolver, Status

_GOOD_BITS, _FEWEST_BITS = 2048, 1024
_ORDER = ("fine", "short", "testing", "broken")


def look_at_dkim(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about DKIM: that of the best key."""
    if sends_none(resolver, domain):
        return [found("dkim", "no_mail")]
    above = resolver.ask(f"_domainkey.{domain}", "TXT")
    if above.status is Status.NO_NAME:
        return [found("dkim", "absent")]  # then nothing stands below it either (RFC 8020)
    if not above.told:
        return [found("dkim", "unreached")]
    best: Finding | None = None
    for selector in SELECTORS:
        _, texts = resolver.texts(f"{selector}._domainkey.{domain}")
        for text in texts:
            finding = _of_key(text)
            if finding and (best is None or _ORDER.index(finding.outcome) < _ORDER.index(best.outcome)):
                best = finding
        if best is not None and best.outcome == "fine":
            break
    return [best or found("dkim", "not_found")]


def sends_none(resolver: Resolver, domain: str) -> bool:
    """True when the domain says that it has no mail, or that nobody may send any in its name."""
    return servers_of(resolver, domain)[2] or [
        r.lower().split() for r in records_of(resolver, domain)[1]
    ] == [["v=spf1", "-all"]]


def _of_key(text: str) -> Finding | None:
    """What one record says; None when it is no key, or one that was taken back."""
    tags = tags_of(text)
    if tags is None or "p" not in tags or tags.get("v", "DKIM1") != "DKIM1":
        return found("dkim", "broken") if text.lower().startswith("v=dkim1") else None
    packed = "".join(tags["p"].split())
    if not packed:
        return None
    try:
        raw = base64.b64decode(packed, validate=True)
        bits = (_GOOD_BITS if len(raw) == 32 else 0) if _modern(tags) else _bits(raw)
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return found("dkim", "broken")
    if bits < _FEWEST_BITS:
        return found("dkim", "broken")
    if "y" in tags.get("t", "").lower().split(":"):
        return found("dkim", "testing")
    return found("dkim", "fine") if bits >= _GOOD_BITS else found("dkim", "short", bits=str(bits))


def _bits(raw: bytes) -> int:
    key = load_der_public_key(raw)
    return key.key_size if isinstance(key, RSAPublicKey) else 0


def _modern(tags: dict[str, str]) -> bool:
    return tags.get("k", "rsa").lower() == "ed25519"
