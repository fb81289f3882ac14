"""What a domain asks of servers that bring it mail: MTA-STS (RFC 8461) and TLS-RPT (RFC 8460)."""

from __future__ import annotations

import re
import ssl

from evidence.findings import Finding, found
from evidence.mail.dmarc import tags_of
from evidence.mail.servers import servers_of
from evidence.network.connections import Network, NoSuchHost, Unreachable
from evidence.network.lookups import Resolver, Status
from evidence.network.pages import fetch

_MOST_TEXT = 64_000  # bytes, as the standard has it


def look_at_tls_reports(resolver: Resolver, domain: str) -> list[Finding]:
    """One finding about TLS-RPT."""
    if (early := _without_mail(resolver, domain, "tls_rpt")) is not None:
        return early
    reply, texts = resolver.texts(f"_smtp._tls.{domain}")
    if not reply.told:
        return [found("tls_rpt", "unreached")]
    records = [text for text in texts if text.lower().startswith("v=tlsrptv1")]
    if not records:
        return [found("tls_rpt", "absent")]
    tags = tags_of(records[0]) if len(records) == 1 else None
    goes_to = [address.strip() for address in (tags or {}).get("rua", "").split(",")]
    right = all(re.fullmatch(r"(mailto:[^@\s]+@[^@\s]+|https://\S+)", address) for address in goes_to)
    return [found("tls_rpt", "fine" if right else "broken")]


def look_at_mta_sts(network: Network, domain: str) -> list[Finding]:
    """One finding about MTA-STS: the record, and the policy that it announces (one page, at a fixed place)."""
    if (early := _without_mail(network.resolver, domain, "mta_sts")) is not None:
        return early
    reply, texts = network.resolver.texts(f"_mta-sts.{domain}")
    if not reply.told:
        return [found("mta_sts", "unreached")]
    records = [text for text in texts if text.lower().startswith("v=stsv1")]
    if not records:
        return [found("mta_sts", "absent")]
    tags = tags_of(records[0]) if len(records) == 1 else None
    if not re.fullmatch(r"[A-Za-z0-9]{1,32}", (tags or {}).get("id", "")):
        return [found("mta_sts", "broken")]
    host = f"mta-sts.{domain}"
    try:
        page = fetch(network, f"https://{host}/.well-known/mta-sts.txt", host, network.trust(), _MOST_TEXT)
    except (ssl.SSLError, NoSuchHost):
        return [found("mta_sts", "no_policy")]
    except Unreachable:
        return [found("mta_sts", "unreached")]
    if page.status != 200 or page.way or page.elsewhere:
        return [found("mta_sts", "no_policy")]
    return [_of_policy(page.text, servers_of(network.resolver, domain)[1])]


def _without_mail(resolver: Resolver, domain: str, kind: str) -> list[Finding] | None:
    status, servers, _ = servers_of(resolver, domain)
    return (
        [found(kind, "no_mail")]
        if not servers and status in (Status.FOUND, Status.NO_DATA, Status.NO_NAME)
        else None
    )


def _of_policy(text: str, servers: list[str]) -> Finding:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines()[:200]:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), []).append(value.strip().lower())
    mode, age = fields.get("mode", [""])[0], fields.get("max_age", [""])[0]
    if (
        fields.get("version") != ["stsv1"]
        or mode not in ("enforce", "testing", "none")
        or not age.isdecimal()
    ):
        return found("mta_sts", "broken")
    if mode == "none":
        return found("mta_sts", "off")
    missing = [server for server in servers if not any(_covers(one, server) for one in fields.get("mx", []))]
    if missing:
        return found("mta_sts", "others", servers=", ".join(missing))
    return found("mta_sts", mode)


def _covers(pattern: str, server: str) -> bool:
    """True when a name of the policy stands for the server; `*.` is one label."""
    return server.partition(".")[2] == pattern[2:] if pattern.startswith("*.") else server == pattern
