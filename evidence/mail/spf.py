"""Who may send mail in the name of a domain: its SPF record, by RFC 7208."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from evidence.findings import Finding, found
from evidence.network.lookups import Resolver, Status

MOST_LOOKUPS = 10
MOST_WITHOUT_ANSWER = 2
_WIDEST = {4: 8, 6: 16}  # bits; a wider network is everybody
_TERM = re.compile(
    r"(?P<sign>[+?~-]?)(?P<name>all|include|a|mx|ptr|ip4|ip6|exists)(?P<rest>[:/].*)?", re.IGNORECASE
)
_MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<value>.*)", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9_.%{}+/=-]+", re.IGNORECASE)


class _Wrong(Exception):
    def __init__(self, outcome: str, term: str = "") -> None:
        super().__init__(outcome)
        self.outcome, self.term = outcome, term


@dataclass
class _Count:
    lookups: int = 0
    without_answer: int = 0
    ptr: bool = False


def records_of(resolver: Resolver, domain: str) -> tuple[bool, list[str], list[str]]:
    """Whether the DNS told anything, the SPF records, and texts that look as if they meant to be one."""
    reply, texts = resolver.texts(domain)
    records = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    meant = [text for text in texts if text not in records and "spf1" in text.lower()[:12]]
    return reply.told, records, meant


def look_at_spf(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about SPF."""
    told, records, meant = records_of(resolver, domain)
    if not told:
        return [found("spf", "unreached")]
    if len(records) != 1:
        return [found("spf", "several" if records else "misspelt" if meant else "absent")]
    count = _Count()
    try:
        ending = _read(resolver, domain, records[0], count, 0)
    except _Wrong as wrong:
        return [found("spf", wrong.outcome, term=wrong.term)]
    if ending == "+":
        return [found("spf", "everyone")]
    if ending not in ("-", "~"):
        return [found("spf", "neutral")]
    return [found("spf", "ptr" if count.ptr else "fine")]


def _read(resolver: Resolver, domain: str, record: str, count: _Count, depth: int) -> str:
    """The sign before `all` of a record, `""` without; raises _Wrong."""
    redirect = ""
    ending = ""
    for term in record.split()[1:]:
        if modifier := _MODIFIER.fullmatch(term):
            if modifier["name"].lower() == "redirect":
                if redirect or not _NAME.fullmatch(modifier["value"]):
                    raise _Wrong("syntax", term)
                redirect = modifier["value"]
            continue
        match = _TERM.fullmatch(term)
        if match is None:
            raise _Wrong("syntax", term)
        if not ending:
            ending = _mechanism(resolver, domain, match, count, depth)
    if ending or not redirect:
        return ending
    return _follow(resolver, redirect, f"redirect={redirect}", count, depth)


def _mechanism(resolver: Resolver, domain: str, match: re.Match[str], count: _Count, depth: int) -> str:
    name, rest, term = match["name"].lower(), match["rest"] or "", match[0]
    if name == "all":
        if rest:
            raise _Wrong("syntax", term)
        return match["sign"] or "+"
    if name in ("ip4", "ip6"):
        _network(name, rest, term, match["sign"])
        return ""
    target, _, _ = rest.removeprefix(":").partition("/") if rest.startswith(":") else ("", "", "")
    if rest.startswith(":") and not _NAME.fullmatch(target):
        raise _Wrong("syntax", term)
    if name in ("include", "exists") and not target:
        raise _Wrong("syntax", term)
    if name == "include":
        _follow(resolver, target, term, count, depth)
        return ""
    _one_more(count)
    count.ptr = count.ptr or name == "ptr"
    if name in ("a", "mx") and "%" not in target:
        reply = resolver.ask(target or domain, name.upper())
        if reply.status in (Status.NO_DATA, Status.NO_NAME):
            count.without_answer += 1
            if count.without_answer > MOST_WITHOUT_ANSWER:
                raise _Wrong("include", term)
    return ""


def _network(name: str, rest: str, term: str, sign: str) -> None:
    try:
        network = (IPv4Network if name == "ip4" else IPv6Network)(rest.removeprefix(":"), strict=False)
    except ValueError as error:
        raise _Wrong("syntax", term) from error
    if not rest.startswith(":"):
        raise _Wrong("syntax", term)
    if network.prefixlen < _WIDEST[network.version] and sign in ("", "+"):
        raise _Wrong("everyone")


def _one_more(count: _Count) -> None:
    count.lookups += 1
    if count.lookups > MOST_LOOKUPS:
        raise _Wrong("lookups")


def _follow(resolver: Resolver, target: str, term: str, count: _Count, depth: int) -> str:
    _one_more(count)
    if "%" in target:
        return "-"  # depends on who sends
    if depth > MOST_LOOKUPS:
        raise _Wrong("lookups")
    told, records, _ = records_of(resolver, target)
    if not told:
        return "-"  # could not be looked at: nothing against it
    if len(records) != 1:
        raise _Wrong("include", term)
    return _read(resolver, target, records[0], count, depth + 1)
