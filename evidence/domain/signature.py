"""Whether a domain is signed and whether the signature is right: DNSSEC, by RFC 4035."""

from __future__ import annotations

import dns.dnssec
import dns.exception
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from evidence.findings import Finding, found
from evidence.network.lookups import Reply, Resolver, Status


def apex_of(resolver: Resolver, domain: str) -> str | None:
    """The zone in which a domain stands (`jansen.nl` for `winkel.jansen.nl`); None when that cannot be seen."""
    labels = domain.split(".")
    for number in range(len(labels) - 1):
        name = ".".join(labels[number:])
        reply = resolver.ask(name, "SOA", unchecked=True)
        if reply.status is Status.FOUND and reply.owner == dns.name.from_text(name):
            return name
        if not reply.told:
            return None
    return None


def look_at_signature(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about DNSSEC.

    The parent's fingerprint is taken as the resolver gives it; the keys of the domain are held against it, and its
    first record against the keys. A resolver that refuses the domain but gives it unchecked says the same.
    """
    apex = apex_of(resolver, domain)
    if apex is None:
        return [found("dnssec", "unreached")]
    prints = resolver.ask(apex, "DS")
    if not prints.told:
        return [found("dnssec", "unreached")]
    if not prints.records:
        return [found("dnssec", "absent")]
    if resolver.ask(apex, "SOA").status is Status.BROKEN:
        return [found("dnssec", "broken")]
    keys = resolver.ask(apex, "DNSKEY", unchecked=True)
    first = resolver.ask(apex, "SOA", unchecked=True)
    if not keys.told or not first.told:
        return [found("dnssec", "unreached")]
    return [found("dnssec", "fine" if _holds(dns.name.from_text(apex), prints, keys, first) else "broken")]


def _holds(apex: dns.name.Name, prints: Reply, keys: Reply, first: Reply) -> bool:
    key_set = _set(keys, apex, dns.rdatatype.DNSKEY)
    if key_set is None:
        return False
    trusted = dns.rrset.RRset(apex, dns.rdataclass.IN, dns.rdatatype.DNSKEY)
    for key in key_set:
        for fingerprint in prints.records:
            try:
                if dns.dnssec.make_ds(apex, key, fingerprint.digest_type, validating=True) == fingerprint:
                    trusted.add(key, 300)
            except (dns.exception.DNSException, ValueError):
                continue  # a way to make a fingerprint that is not known here
    return (
        len(trusted) > 0
        and _is_signed(keys, apex, dns.rdatatype.DNSKEY, trusted)
        and _is_signed(first, apex, dns.rdatatype.SOA, key_set)
    )


def _set(
    reply: Reply, name: dns.name.Name, kind: dns.rdatatype.RdataType, covers: int = dns.rdatatype.NONE
) -> dns.rrset.RRset | None:
    return next((r for r in reply.answer if r.name == name and r.rdtype == kind and r.covers == covers), None)


def _is_signed(
    reply: Reply, name: dns.name.Name, kind: dns.rdatatype.RdataType, keys: dns.rrset.RRset
) -> bool:
    signed, signatures = _set(reply, name, kind), _set(reply, name, dns.rdatatype.RRSIG, kind)
    if signed is None or signatures is None:
        return False
    try:
        dns.dnssec.validate(signed, signatures, {name: keys})
    except (dns.exception.DNSException, ValueError):
        return False
    return True
