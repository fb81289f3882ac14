"""The mail servers of a domain: which they are, and how each greets over a safe line."""

from __future__ import annotations

import re
import ssl

from evidence.findings import Finding, found
from evidence.network.connections import Connection, Network, Unreachable
from evidence.network.handshakes import Handshake, of_any_version
from evidence.network.lookups import Resolver, Status

MOST_SERVERS = 3
_MOST_REPLY = 8_000  # bytes
_OUR_NAME = b"scan.invalid"  # a greeting needs a name; this one is nobody's


def servers_of(resolver: Resolver, domain: str) -> tuple[Status, list[str], bool]:
    """How asking ended, the mail servers in their order, and whether the domain says that it has no mail."""
    reply = resolver.ask(domain, "MX")
    ordered = sorted(reply.records, key=lambda record: (record.preference, record.exchange.to_text()))
    names = [record.exchange.to_text().rstrip(".").lower() for record in ordered]
    return reply.status, [name for name in names if name], names == [""]


def look_at_servers(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about which servers there are."""
    status, servers, says_none = servers_of(resolver, domain)
    if status in (Status.FAILED, Status.BROKEN):
        return [found("mx", "unreached")]
    if not servers:
        return [found("mx", "no_mail" if says_none else "none")]
    if gone := [server for server in servers[:MOST_SERVERS] if _is_gone(resolver, server)]:
        return [found("mx", "gone", servers=", ".join(gone))]
    return [found("mx", "fine", servers=", ".join(servers))]


def look_at_greetings(network: Network, domain: str) -> list[Finding]:
    """One finding about the greeting of the first servers."""
    status, servers, _ = servers_of(network.resolver, domain)
    if not servers:
        return [found("starttls", "unreached" if status in (Status.FAILED, Status.BROKEN) else "no_mail")]
    return [_worst([_greeted(network, server) for server in servers[:MOST_SERVERS]])]


def _is_gone(resolver: Resolver, server: str) -> bool:
    return resolver.addresses(server)[0].status in (Status.NO_DATA, Status.NO_NAME)


def _worst(findings: list[Finding]) -> Finding:
    """The worst that was seen: mail goes to any of the servers. What was not seen counts only when nothing was."""
    order = ("absent", "old", "certificate", "fine")
    seen = [finding for finding in findings if finding.outcome in order]
    if not seen:
        return found("starttls", "unreached")
    return min(seen, key=lambda finding: order.index(finding.outcome))


def _greeted(network: Network, server: str) -> Finding:
    """One greeting: hello, a safe line, goodbye. No mail is offered and no address is asked for."""
    try:
        if (connection := _ready(network, server)) is None:
            return found("starttls", "absent", servers=server)
    except Unreachable:
        return found("starttls", "unreached")
    try:
        shaken = Handshake.of(connection.encrypt(of_any_version(network.trust()), server))
        _say(connection, b"QUIT")
        return found("starttls", "old" if shaken.is_old else "fine", servers=server)
    except ssl.SSLCertVerificationError:
        return found("starttls", "certificate", servers=server)
    except ssl.SSLError:
        return found("starttls", "unreached")
    except Unreachable:
        return found("starttls", "unreached")
    finally:
        connection.close()


def _ready(network: Network, server: str) -> Connection | None:
    """A connection on which the server said yes to a safe line; None when it offers none. Raises Unreachable."""
    connection = network.connect(server, 25)
    try:
        if _offers_a_safe_line(connection) and _say(connection, b"STARTTLS")[0] == 220:
            return connection
        _say(connection, b"QUIT")
    except Unreachable:
        connection.close()
        raise
    connection.close()
    return None


def _offers_a_safe_line(connection: Connection) -> bool:
    greeted, (code, text) = _reply(connection)[0], (0, b"")
    if greeted == 220:
        code, text = _say(connection, b"EHLO " + _OUR_NAME)
    if code != 250:
        raise Unreachable
    return re.search(rb"^250[ -]STARTTLS\s*$", text, re.IGNORECASE | re.MULTILINE) is not None


def _say(connection: Connection, line: bytes) -> tuple[int, bytes]:
    connection.write(line + b"\r\n")
    return _reply(connection) if line != b"QUIT" else (0, b"")


def _reply(connection: Connection) -> tuple[int, bytes]:
    """Code and text of one reply, over however many lines. Raises Unreachable for what is none."""
    text = b""
    while len(text) < _MOST_REPLY:
        got = connection.read(2_000)
        if not got:
            raise Unreachable
        text += got
        if ending := re.search(rb"^(\d{3})(?: [^\n]*)?\r?\n\Z", text, re.MULTILINE):
            return int(ending[1]), text.replace(b"\r\n", b"\n")
    raise Unreachable
