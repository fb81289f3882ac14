"""A resolver on loopback that knows only what a test told it, signed zones and broken answers included."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable

import dns.dnssec
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from cryptography.hazmat.primitives.asymmetric import ec

IN = dns.rdataclass.IN
Odd = Callable[[dns.message.Message], bytes | None]  # bytes to send back, or nothing at all


class NameServer:
    """Records by name and kind. Answers by UDP and TCP on one port of 127.0.0.1."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, list[str]]] = {}
        self.odd: dict[str, Odd] = {}  # names with an answer of their own
        self.turns: dict[str, list[list[str]]] = {}  # A records that differ from one question to the next
        self.signatures: dict[tuple[str, str], dns.rrset.RRset] = {}
        self.refused_when_checked: set[str] = set()
        self.asked: list[str] = []
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        for _ in range(20):  # the same port for both
            self._udp.bind(("127.0.0.1", 0))
            try:
                self._tcp.bind(self._udp.getsockname())
                break
            except OSError:
                self._udp.close()
                self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.port: int = self._udp.getsockname()[1]
        self._tcp.listen(64)
        threading.Thread(target=self._serve_udp, daemon=True).start()
        threading.Thread(target=self._serve_tcp, daemon=True).start()

    def add(self, name: str, kind: str, *texts: str) -> None:
        """Records of one kind; a TXT is given as it reads."""
        if kind == "TXT":
            texts = tuple(_quoted(text) for text in texts)
        self.records.setdefault(name.lower(), {}).setdefault(kind, []).extend(texts)

    def put(self, name: str, kind: str, *texts: str) -> None:
        """The same instead of what was there; without texts it is gone."""
        self.records.get(name.lower(), {}).pop(kind, None)
        if texts:
            self.add(name, kind, *texts)

    def close(self) -> None:
        self._udp.close()
        self._tcp.close()

    def sign(
        self, apex: str, *, ended: bool = False, other_print: bool = False, other_key: bool = False
    ) -> None:
        """Signs the keys and the first record of a zone, rightly or with one fault."""
        secret = ec.generate_private_key(ec.SECP256R1())
        key = dns.dnssec.make_dnskey(secret.public_key(), "ECDSAP256SHA256", flags=257)
        name = dns.name.from_text(apex)
        prints_of = key
        if other_print:
            prints_of = dns.dnssec.make_dnskey(
                ec.generate_private_key(ec.SECP256R1()).public_key(), "ECDSAP256SHA256", 257
            )
        self.put(apex, "DS", dns.dnssec.make_ds(name, prints_of, "SHA256").to_text())
        self.put(apex, "DNSKEY", key.to_text())
        now = time.time()
        first, last = now - 90_000, now + (-3600 if ended else 90_000)
        for kind in ("DNSKEY", "SOA"):
            signed = dns.rrset.from_text_list(name, 300, IN, kind, self.records[apex][kind])
            by = ec.generate_private_key(ec.SECP256R1()) if other_key and kind == "SOA" else secret
            made = dns.dnssec.sign(signed, by, name, key, inception=int(first), expiration=int(last))
            self.signatures[apex, kind] = dns.rrset.from_rdata(name, 300, made)

    def answer(self, wire: bytes, by_tcp: bool) -> bytes | None:
        """What goes back to a question as it came; None for silence."""
        query = dns.message.from_wire(wire)
        asked, kind = query.question[0].name, dns.rdatatype.to_text(query.question[0].rdtype)
        name = asked.to_text(omit_final_dot=True).lower()
        self.asked.append(f"{name} {kind}")
        if name in self.odd:
            return self.odd[name](query)
        reply = dns.message.make_response(query, recursion_available=True)
        if name == "." or asked == dns.name.root:
            return reply.to_wire()
        if any(name == zone or name.endswith(f".{zone}") for zone in self.refused_when_checked) and not (
            query.flags & dns.flags.CD or kind == "DS"
        ):
            reply.set_rcode(dns.rcode.SERVFAIL)
            return reply.to_wire()
        if name in self.turns and kind == "A":
            turns = self.turns[name]
            now = turns.pop(0) if len(turns) > 1 else turns[0]
            reply.answer.append(dns.rrset.from_text_list(asked, 0, IN, "A", now))
            return reply.to_wire()
        for _ in range(12):
            here = self.records.get(name, {})
            if kind in here:
                reply.answer.append(dns.rrset.from_text_list(f"{name}.", 300, IN, kind, here[kind]))
                if (name, kind) in self.signatures:
                    reply.answer.append(self.signatures[name, kind])
                break
            if "CNAME" not in here:
                if not here and not any(other.endswith(f".{name}") for other in self.records):
                    reply.set_rcode(dns.rcode.NXDOMAIN)
                break
            reply.answer.append(dns.rrset.from_text_list(f"{name}.", 300, IN, "CNAME", here["CNAME"]))
            name = here["CNAME"][0].rstrip(".").lower()
        try:
            return reply.to_wire(max_size=65_535 if by_tcp else 1232)
        except dns.exception.TooBig:
            short = dns.message.make_response(query)
            short.flags |= dns.flags.TC
            return short.to_wire()

    def _serve_udp(self) -> None:
        while True:
            try:
                wire, asker = self._udp.recvfrom(4096)
            except OSError:
                return
            back = self.answer(wire, by_tcp=False)
            if back is not None:
                try:
                    self._udp.sendto(back, asker)
                except OSError:
                    return

    def _serve_tcp(self) -> None:
        while True:
            try:
                made, _ = self._tcp.accept()
            except OSError:
                return
            with made:
                made.settimeout(5)
                try:
                    (length,) = struct.unpack("!H", _exactly(made, 2))
                    back = self.answer(_exactly(made, length), by_tcp=True)
                    if back is not None:
                        made.sendall(struct.pack("!H", len(back)) + back)
                except (OSError, struct.error):
                    continue


def _exactly(made: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count and (part := made.recv(count - len(got))):
        got += part
    return got


def _quoted(text: str) -> str:
    """A TXT in the form of a zone file, in strings of at most 255."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(f'"{plain[n : n + 200]}"' for n in range(0, max(len(plain), 1), 200))
