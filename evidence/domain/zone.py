"""Who may make certificates for a domain (CAA, RFC 8659), and on how many servers its names stand."""

from __future__ import annotations

from ipaddress import ip_network

from evidence.domain.signature import apex_of
from evidence.findings import Finding, found
from evidence.network.lookups import Resolver, Status

_KNOWN = (b"issue", b"issuewild", b"iodef", b"issuemail", b"contactemail", b"contactphone", b"issuevmc")
_MOST_SERVERS = 8


def look_at_caa(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about CAA: the record of the domain, else of the first domain above it that has one."""
    labels = domain.split(".")
    for number in range(len(labels) - 1):
        reply = resolver.ask(".".join(labels[number:]), "CAA")
        if not reply.told:
            return [found("caa", "unreached")]
        if reply.records:
            wrong = any(r.tag.lower() not in _KNOWN and r.flags & 128 for r in reply.records)
            says = any(r.tag.lower() in (b"issue", b"issuewild") for r in reply.records)
            return [found("caa", "fine" if says and not wrong else "broken")]
    return [found("caa", "absent")]


def look_at_name_servers(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about the name servers of the zone."""
    apex = apex_of(resolver, domain)
    reply = resolver.ask(apex, "NS") if apex else None
    if reply is None or reply.status is not Status.FOUND:
        return [found("name_servers", "unreached")]
    names = sorted({record.target.to_text().rstrip(".").lower() for record in reply.records})[:_MOST_SERVERS]
    asked = {name: resolver.addresses(name) for name in names}
    gone = [n for n, (told, _) in asked.items() if told.status in (Status.NO_DATA, Status.NO_NAME)]
    if gone:
        return [found("name_servers", "gone", servers=", ".join(gone))]
    if len(names) == 1:
        return [found("name_servers", "one")]
    if any(not addresses for _, addresses in asked.values()):
        return [found("name_servers", "unreached")]
    places = {
        ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False)
        for _, addresses in asked.values()
        for address in addresses
        if address.version == 4 or all(a.version == 6 for a in addresses)
    }
    return [found("name_servers", "fine" if len(places) > 1 else "together")]
