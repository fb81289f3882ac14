"""What receivers are asked to do with forged mail: DMARC, by RFC 7489 with the tree walk of its successor."""

from __future__ import annotations

import re

from evidence.findings import Finding, Grade, found
from evidence.network.lookups import Resolver

_TAG = re.compile(r"\s*([a-z]+)\s*=\s*([^;]*?)\s*", re.IGNORECASE)
_RULES = ("none", "quarantine", "reject")
MOST_LABELS = 8


def tags_of(text: str) -> dict[str, str] | None:
    """The tags of a record such as `v=DMARC1; p=none`, names in small letters; None when it is not one."""
    tags: dict[str, str] = {}
    for part in text.strip().rstrip(";").split(";"):
        match = _TAG.fullmatch(part)
        if match is None or match[1].lower() in tags:
            return None
        tags[match[1].lower()] = match[2]
    return tags


def record_of(resolver: Resolver, domain: str) -> tuple[bool, list[str], bool]:
    """Whether the DNS told anything, the records that hold for `domain`, and whether a domain above it says them."""
    labels = domain.split(".")
    names = [".".join(labels[n:]) for n in range(len(labels) - 1)]
    for number, name in enumerate(names[:1] + names[1:][-(MOST_LABELS - 1) :]):
        reply, texts = resolver.texts(f"_dmarc.{name}")
        if not reply.told:
            return False, [], False
        if records := [t for t in texts if re.match(r"v\s*=\s*DMARC1\b", t.strip(), re.IGNORECASE)]:
            return True, records, number > 0
    return True, [], False


def look_at_dmarc(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about DMARC."""
    told, records, from_above = record_of(resolver, domain)
    if not told:
        return [found("dmarc", "unreached")]
    if len(records) != 1:
        return [found("dmarc", "several" if records else "absent")]
    tags = tags_of(records[0])
    if tags is None or not records[0].strip().startswith("v=DMARC1") or "p" not in tags:
        return [found("dmarc", "syntax", term=records[0])]
    rule = tags["p"].lower()
    below = tags.get("sp", rule).lower()
    percent = tags.get("pct", "100")
    for value, fits in ((rule, rule in _RULES), (below, below in _RULES), (percent, percent.isdecimal())):
        if not fits or (value == percent and not 0 <= int(percent) <= 100):
            return [found("dmarc", "syntax", term=value)]
    if from_above:
        rule = below
    if rule == "none":
        return [found("dmarc", "none")]
    if int(percent) < 100 or tags.get("t", "n").lower() == "y":
        return [found("dmarc", "some")]
    return [found("dmarc", "subdomains" if below == "none" else rule)]


def look_at_alignment(dmarc: Finding, spf: Finding, dkim: Finding) -> Finding:
    """Whether mail of the domain itself can pass: SPF or DKIM has to be of the same domain."""
    if dmarc.grade is Grade.UNSEEN or dmarc.outcome in ("absent", "several", "syntax"):
        return found("dmarc_alignment", "no_rule")
    if dkim.outcome == "no_mail":
        return found("dmarc_alignment", "no_mail")
    if Grade.UNSEEN in (spf.grade, dkim.grade) and dkim.outcome != "not_found":
        return found("dmarc_alignment", "unreached")
    ways = [spf.grade in (Grade.GOOD, Grade.WEAK), dkim.grade in (Grade.GOOD, Grade.WEAK)]
    if all(ways):
        return found("dmarc_alignment", "fine")
    if any(ways):
        return found("dmarc_alignment", "one")
    # A key may stand where nobody knows to look.
    return found("dmarc_alignment", "neither" if dkim.outcome != "not_found" else "unreached")
