"""From what somebody typed to what was seen: the settings, the limits and one look."""

from __future__ import annotations

import time
from datetime import date

from evidence.limits import Limits, NotNow
from evidence.look import SECONDS, Progress, Seen, look
from evidence.network.connections import Network
from evidence.network.lookups import Resolver, Status
from evidence.network.names import NotADomain, own_domain
from evidence.settings import may_look, resolvers
from questionnaire.language.translation import N_

_LIMITS = Limits()
OFF = N_("Kijken staat uit op deze server.")
NO_SUCH_NAME = N_("Deze naam bestaat niet op internet. Kijk of hij goed is getypt.")
OFFLINE = N_("Er is nu geen internet, dus er is niets te zien. De vragen kunt u gewoon beantwoorden.")


def look_at(
    typed: str,
    today: date,
    on_progress: Progress | None = None,
    connection: str | None = None,
    limits: Limits = _LIMITS,
) -> Seen:
    """What can be seen of the domain in `typed`; in a crowd only after a while. Raises NotADomain, NotNow, or
    SettingError.
    """
    domain = own_domain(typed)
    if not may_look():
        raise NotNow(OFF)
    if not open_network().resolver.ask(".", "NS").told:
        raise NotNow(OFFLINE)
    with limits.one_look(domain.name, connection):
        network = open_network()  # its time begins once there is a place
        if network.resolver.ask(domain.name, "SOA", unchecked=True).status is Status.NO_NAME:
            raise NotADomain(NO_SUCH_NAME)
        return look(domain, network, today, on_progress)


def open_network() -> Network:
    """The way out for one look that begins now. Raises SettingError."""
    until = time.monotonic() + SECONDS
    return Network(Resolver(resolvers(), until), until)
