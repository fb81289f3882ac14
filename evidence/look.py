"""One look at one domain: all checks beside each other, with progress per part, in at most fifteen seconds."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from evidence.domain.registration import Registries, look_at_registration
from evidence.domain.signature import look_at_signature
from evidence.domain.zone import look_at_caa, look_at_name_servers
from evidence.findings import KINDS, NO_TIME, UNREACHED, Finding, Part, found
from evidence.mail.dkim import look_at_dkim
from evidence.mail.dmarc import look_at_alignment, look_at_dmarc
from evidence.mail.servers import look_at_greetings, look_at_servers
from evidence.mail.spf import look_at_spf
from evidence.mail.transport import look_at_mta_sts, look_at_tls_reports
from evidence.network.connections import Network
from evidence.network.names import Domain
from evidence.website.home_page import KINDS as OF_A_SITE
from evidence.website.home_page import look_at_site

SECONDS = 15.0
_LAST_SECONDS = 0.5  # before the end all that is open is cut off, so that the end is kept
log = logging.getLogger(__name__)

Check = Callable[[], Iterable[Finding]]
Progress = Callable[[Part, int, int], None]
_REGISTRIES = Registries()


@dataclass(frozen=True)
class Seen:
    """What one look found, in the order of `KINDS`, and the day. It does not know of which domain."""

    findings: tuple[Finding, ...]
    day: date


@dataclass
class _Running:
    """The checks that are on their way. Findings count from the moment that they are there, until it is over."""

    over: bool = False
    done: set[str] = field(default_factory=set)
    findings: dict[str, Finding] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def run(self, name: str, kinds: tuple[str, ...], check: Check) -> None:
        """One check, to its end."""
        try:
            for finding in check():
                self._keep(finding)
        except Exception as error:
            # The kind of error alone: its message may hold the domain.
            log.warning("look: %s ended with %s", name, type(error).__name__)
            for kind in kinds:
                if kind not in self.findings:
                    self._keep(found(kind, UNREACHED))
        with self.changed:
            self.done.add(name)
            self.changed.notify_all()

    def _keep(self, finding: Finding) -> None:
        with self.changed:
            if not self.over:
                self.findings[finding.id] = finding


def look(
    domain: Domain,
    network: Network,
    today: date,
    on_progress: Progress | None = None,
    registries: Registries = _REGISTRIES,
) -> Seen:
    """All findings about a domain. Ends before `network.until`; what was not seen by then says so.

    `on_progress` hears of each part how many of its checks are done, in the thread that called.
    """
    checks = _checks(domain.name, network, today, registries)
    of = {part: sum(check[0] is part for check in checks.values()) for part in Part}
    told = dict.fromkeys(Part, 0)
    tell = on_progress or _tell_nobody
    for part in Part:
        tell(part, 0, of[part])
    running = _Running()
    for name, (_, kinds, check) in checks.items():
        threading.Thread(target=running.run, args=(name, kinds, check), daemon=True, name="look").start()
    try:
        while not running.over:
            with running.changed:
                done = {part: sum(checks[name][0] is part for name in running.done) for part in Part}
                left = network.until - _LAST_SECONDS - time.monotonic()
                if left <= 0 or done == of:
                    running.over = True
                elif done == told:
                    running.changed.wait(left)
                    continue
            for part in Part:
                if done[part] != told[part]:
                    tell(part, done[part], of[part])
            told = done
    finally:  # also when whoever waited went away
        network.close()
    return Seen(_whole(running.findings), today)


def _tell_nobody(part: Part, done: int, of: int) -> None:
    """For who does not ask for progress."""


def _whole(findings: dict[str, Finding]) -> tuple[Finding, ...]:
    by_kind = {kind: findings.get(kind) or found(kind, NO_TIME) for kind in KINDS}
    by_kind["dmarc_alignment"] = look_at_alignment(by_kind["dmarc"], by_kind["spf"], by_kind["dkim"])
    return tuple(by_kind.values())


def _checks(
    domain: str, network: Network, today: date, registries: Registries
) -> dict[str, tuple[Part, tuple[str, ...], Check]]:
    resolver = network.resolver
    return {
        "spf": (Part.MAIL, ("spf",), lambda: look_at_spf(resolver, domain)),
        "dmarc": (Part.MAIL, ("dmarc",), lambda: look_at_dmarc(resolver, domain)),
        "dkim": (Part.MAIL, ("dkim",), lambda: look_at_dkim(resolver, domain)),
        "servers": (Part.MAIL, ("mx",), lambda: look_at_servers(resolver, domain)),
        "greetings": (Part.MAIL, ("starttls",), lambda: look_at_greetings(network, domain)),
        "mta_sts": (Part.MAIL, ("mta_sts",), lambda: look_at_mta_sts(network, domain)),
        "tls_reports": (Part.MAIL, ("tls_rpt",), lambda: look_at_tls_reports(resolver, domain)),
        "signature": (Part.DOMAIN, ("dnssec",), lambda: look_at_signature(resolver, domain)),
        "caa": (Part.DOMAIN, ("caa",), lambda: look_at_caa(resolver, domain)),
        "name_servers": (Part.DOMAIN, ("name_servers",), lambda: look_at_name_servers(resolver, domain)),
        "registration": (
            Part.DOMAIN,
            ("registration_end", "registration_lock"),
            lambda: look_at_registration(network, domain, registries, today),
        ),
        "site": (Part.WEB, OF_A_SITE, lambda: look_at_site(network, domain, today)),
    }
