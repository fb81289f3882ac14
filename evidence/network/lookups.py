"""Name look-ups at one resolver, bounded in number and time. The resolver sees each name; `RESOLVER` says which it is."""

from __future__ import annotations

import ssl
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import certifi
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.resolver
import dns.rrset
import httpcore

from evidence.network.addresses import public_addresses

MOST_LOOKUPS = 250  # in one look
_ONE_TRY_SECONDS = 2.5
_TRIES = 2
_MOST_RECORDS = 100  # of one name


class Status(StrEnum):
    """How a look-up ended; `FAILED` tells nothing about the domain."""

    FOUND = "found"
    NO_DATA = "no_data"  # the name is there, a record of this kind is not
    NO_NAME = "no_name"  # neither the name nor anything below it
    BROKEN = "broken"  # the resolver refuses the answer (SERVFAIL)
    FAILED = "failed"


@dataclass(frozen=True)
class Reply:
    """What a look-up gave: its records, whether the resolver found the signatures right, and the signatures."""

    status: Status
    records: tuple[Any, ...] = ()
    authentic: bool = False
    owner: dns.name.Name | None = None
    answer: tuple[dns.rrset.RRset, ...] = ()
    authority: tuple[dns.rrset.RRset, ...] = ()

    @property
    def told(self) -> bool:
        """True when the DNS answered, be it that there is nothing."""
        return self.status in (Status.FOUND, Status.NO_DATA, Status.NO_NAME)


@dataclass(frozen=True)
class Server:
    """A resolver: its address, its port, and how it is spoken to (`udp`, `tls` or `https`)."""

    address: str
    port: int = 53
    way: str = "udp"
    path: str = "/dns-query"


class TooManyLookups(Exception):
    """One look asked for more names than it may."""


@dataclass
class Resolver:
    """Asks for names until `until` (seconds of `time.monotonic`); the same question is asked once."""

    servers: tuple[Server, ...]
    until: float
    trust: ssl.SSLContext | None = None
    asked: int = 0
    _known: dict[tuple[str, str, bool], Reply] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, name: str | dns.name.Name, kind: str, unchecked: bool = False) -> Reply:
        """The records of one kind. `unchecked` asks for them even when their signatures are wrong."""
        try:
            asked = dns.name.from_text(name) if isinstance(name, str) else name
        except dns.exception.DNSException:
            return Reply(Status.NO_NAME)  # longer than a name can be
        key = (asked.to_text().lower(), kind, unchecked)
        with self._lock:
            if key in self._known:
                return self._known[key]
            self.asked += 1
            if self.asked > MOST_LOOKUPS:
                raise TooManyLookups
        reply = self._ask(asked, kind, unchecked)
        with self._lock:
            self._known[key] = reply
        return reply

    def texts(self, name: str) -> tuple[Reply, list[str]]:
        """The TXT records, each as one text; what is no text is read as Latin-1, so that it is seen to be wrong."""
        reply = self.ask(name, "TXT")
        return reply, [b"".join(record.strings).decode("latin-1") for record in reply.records]

    def addresses(self, host: str) -> tuple[Reply, list[Any]]:
        """The public addresses of a host, with how asking ended; none when one of them is not public."""
        four, six = self.ask(host, "A"), self.ask(host, "AAAA")
        reply = four if four.records or not six.records else six
        if not reply.records and Status.FAILED in (four.status, six.status):
            reply = Reply(Status.FAILED)
        return reply, public_addresses([str(r.address) for r in four.records + six.records])

    def _ask(self, name: dns.name.Name, kind: str, unchecked: bool) -> Reply:
        query = dns.message.make_query(name, kind, want_dnssec=True, payload=1232)
        query.flags |= dns.flags.AD | (dns.flags.CD if unchecked else 0)
        told = Reply(Status.FAILED)
        for server in (self.servers * _TRIES)[: max(_TRIES, len(self.servers))]:
            left = min(_ONE_TRY_SECONDS, self.until - time.monotonic())
            if left <= 0:
                break
            try:
                told = _read(self._send(query, server, left), name, kind)
            except (
                dns.exception.DNSException,
                OSError,
                ValueError,
                httpcore.NetworkError,
                httpcore.ProtocolError,
            ):
                continue
            except httpcore.TimeoutException:
                continue
            if told.told:
                return told
        return told

    def _send(self, query: dns.message.Message, server: Server, seconds: float) -> dns.message.Message:
        if server.way == "udp":
            return dns.query.udp_with_fallback(query, server.address, seconds, server.port)[0]
        context = self.trust or ssl.create_default_context(cafile=certifi.where())
        if server.way == "tls":
            return dns.query.tls(
                query,
                server.address,
                seconds,
                server.port,
                ssl_context=context,
                server_hostname=server.address,
            )
        host = f"[{server.address}]" if ":" in server.address else server.address
        with httpcore.ConnectionPool(ssl_context=context) as pool:
            answer = pool.request(
                "POST",
                f"https://{host}:{server.port}{server.path}",
                headers={"Content-Type": "application/dns-message", "Accept": "application/dns-message"},
                content=query.to_wire(),
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds)},
            )
        if answer.status != 200:
            raise ValueError(answer.status)
        return dns.message.from_wire(answer.content)


def _read(message: dns.message.Message, name: dns.name.Name, kind: str) -> Reply:
    code, authentic = message.rcode(), bool(message.flags & dns.flags.AD)
    authority = tuple(message.authority)
    if code == dns.rcode.NXDOMAIN:
        return Reply(Status.NO_NAME, authentic=authentic, authority=authority)
    if code == dns.rcode.SERVFAIL:
        return Reply(Status.BROKEN)
    if code != dns.rcode.NOERROR:
        return Reply(Status.FAILED)
    wanted = dns.rdatatype.from_text(kind)
    at = name
    for _ in range(10):  # follows aliases within this answer
        for rrset in message.answer:
            if rrset.name == at and rrset.rdtype == wanted and rrset.rdclass == dns.rdataclass.IN:
                records = tuple(list(rrset)[:_MOST_RECORDS])
                return Reply(Status.FOUND, records, authentic, at, tuple(message.answer), authority)
        alias = next((r for r in message.answer if r.name == at and r.rdtype == dns.rdatatype.CNAME), None)
        if alias is None:
            break
        at = alias[0].target
    return Reply(Status.NO_DATA, authentic=authentic, owner=at, authority=authority)


def of_this_machine() -> tuple[Server, ...]:
    """The resolvers that this machine uses; none when it says nothing of them."""
    try:
        found = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError):
        return ()
    return tuple(Server(str(address), found.port) for address in found.nameservers[:3])
