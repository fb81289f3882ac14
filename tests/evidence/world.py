"""A little internet on loopback: names, public addresses, and behind each address a server of this machine."""

from __future__ import annotations

import socket
import ssl
import time
import warnings
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.domain.registration import Registries
from evidence.findings import KINDS
from evidence.look import Seen, look
from evidence.network.connections import Network, dial
from evidence.network.lookups import Resolver, Server
from evidence.network.names import own_domain
from tests.evidence.name_server import NameServer
from tests.evidence.web_server import Answer, Behaviour, Listener, Pages

TODAY = datetime.now(UTC).date()  # certificates are checked against the clock of the machine
Door = tuple[str, int] | type[OSError]


@cache
def authority() -> trustme.CA:
    """Who everybody on this internet trusts."""
    return trustme.CA()


@cache
def stranger() -> trustme.CA:
    """Who nobody trusts."""
    return trustme.CA()


def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def server_context(name: str, *, by: trustme.CA | None = None, days: int = 200) -> ssl.SSLContext:
    """A server with a certificate for `name` that ends in so many days."""
    ends = datetime.now(UTC) + timedelta(days=days)
    begins = min(ends, datetime.now(UTC)) - timedelta(days=2)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    (by or authority()).issue_cert(name, not_before=begins, not_after=ends).configure_cert(context)
    return context


def speaking(context: ssl.SSLContext, oldest: str, newest: str) -> ssl.SSLContext:
    """The same, with these versions alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion[oldest]
        context.maximum_version = ssl.TLSVersion[newest]
    return context


class _Mail(Controller):
    def _trigger_server(self) -> None:  # the port is only known once it listens
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class World:
    """Names with their addresses, and the doors at those addresses."""

    def __init__(self) -> None:
        self.names = NameServer()
        self.doors: dict[tuple[str, int], Door] = {}
        self.dialled: list[tuple[str, int]] = []
        self._next = int(IPv4Address("93.184.0.1"))
        self._to_close: list[Any] = [self.names]

    def close(self) -> None:
        for one in self._to_close:
            (one.stop if isinstance(one, Controller) else one.close)()

    def address(self) -> str:
        """A public address that nobody has yet, in a network of its own."""
        self._next += 256
        return str(IPv4Address(self._next))

    def host(self, name: str) -> str:
        """The address of a name; the name gets one when it has none."""
        known = self.names.records.get(name, {}).get("A")
        if not known:
            self.names.add(name, "A", self.address())
        return self.names.records[name]["A"][0]

    def behind(self, name: str, port: int, door: Door) -> None:
        """What is at a port of a name."""
        self.doors[self.host(name), port] = door

    def serve(self, name: str, port: int, behave: Behaviour, context: ssl.SSLContext | None = None) -> None:
        listener = Listener(behave, context)
        self._to_close.append(listener)
        self.behind(name, port, ("127.0.0.1", listener.port))

    def mail(self, name: str, context: ssl.SSLContext | None) -> None:
        """A real mail server, with or without a safe line."""
        controller = _Mail(object(), hostname="127.0.0.1", port=0, tls_context=context, ready_timeout=30)
        controller.start()
        self._to_close.append(controller)
        self.behind(name, 25, ("127.0.0.1", controller.port))

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        door = self.doors.get((address, port), ConnectionRefusedError)
        if not isinstance(door, tuple):
            raise door
        return dial(*door, seconds)

    def network(self, seconds: float = 15.0) -> Network:
        until = time.monotonic() + seconds
        resolver = Resolver((Server("127.0.0.1", self.names.port),), until)
        return Network(resolver, until, dial=self.dial, trust=trust)

    def look(self, typed: str, seconds: float = 15.0, on_progress: Callable[..., None] | None = None) -> Seen:
        return look(own_domain(typed), self.network(seconds), TODAY, on_progress, Registries())


@cache
def public_key(bits: int) -> str:
    """A public key of so many bits, as DKIM writes it."""
    key = generate_private_key(65537, bits).public_key()
    return b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


SAFE = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Server": "nginx",
}


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


class Good:
    """A domain that has all in order; a test takes one thing away."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name, self.names = world, name, world.names
        self.home = Answer("<html><a href='/over-ons'>Over ons</a></html>", headers=dict(SAFE))
        security = f"Contact: mailto:lek@{name}\nExpires: {later(200).isoformat()}T00:00:00Z\n"
        self.pages = Pages({"/": self.home, "/.well-known/security.txt": Answer(security)})
        self.plain = Pages({"/": Answer(status=301, headers={"Location": f"https://{name}/"})})
        self.policy = Pages({})
        self._names()
        self._servers()

    def _names(self) -> None:
        name, names = self.name, self.names
        names.add(name, "SOA", "ns1.host.nl. hostmaster.host.nl. 1 7200 3600 1209600 3600")
        names.add(name, "NS", f"ns1.{name}.", f"ns2.{name}.")
        names.add(name, "CAA", '0 issue "letsencrypt.org"')
        names.add(name, "MX", f"10 mx.{name}.")
        names.add(name, "TXT", "v=spf1 mx -all")
        names.add(f"_dmarc.{name}", "TXT", f"v=DMARC1; p=reject; rua=mailto:d@{name}")
        names.add(f"selector1._domainkey.{name}", "TXT", f"v=DKIM1; k=rsa; p={public_key(2048)}")
        names.add(f"_mta-sts.{name}", "TXT", "v=STSv1; id=20261130")
        names.add(f"_smtp._tls.{name}", "TXT", f"v=TLSRPTv1; rua=mailto:tls@{name}")
        names.sign(name)
        self.world.host(f"ns1.{name}")
        self.world.host(f"ns2.{name}")

    def _servers(self) -> None:
        name, world = self.name, self.world
        world.serve(name, 443, self.pages, server_context(name))
        world.serve(name, 80, self.plain)
        self.policy.pages["/.well-known/mta-sts.txt"] = Answer(
            f"version: STSv1\nmode: enforce\nmx: mx.{name}\nmax_age: 604800\n"
        )
        world.serve(f"mta-sts.{name}", 443, self.policy, server_context(f"mta-sts.{name}"))
        world.mail(f"mx.{name}", server_context(f"mx.{name}"))

    def registered(self, told: str, status: int = 200) -> None:
        """What the registry says of the domain."""
        registry_pages(self.world).pages[f"/rdap/domain/{self.name}"] = Answer(told, status)

    def headers(self, **changed: str | None) -> None:
        """Headers of the home page; None takes one away."""
        names = {key.replace("_", "-"): value for key, value in changed.items()}
        kept = {key: value for key, value in SAFE.items() if key not in names}
        self.pages.pages["/"] = Answer(
            self.home.text, headers=kept | {k: v for k, v in names.items() if v is not None}
        )


def registry_pages(world: World) -> Pages:
    """The registry of `.nl` in this world, and the list that leads to it."""
    if not hasattr(world, "registry"):
        pages = Pages({"/rdap/dns.json": Answer('{"services": [[["nl"], ["https://rdap.sidn.nl/rdap/"]]]}')})
        world.registry = pages  # type: ignore[attr-defined]
        for name in ("data.iana.org", "rdap.sidn.nl"):
            world.serve(name, 443, pages, server_context(name))
    return world.registry  # type: ignore[attr-defined,no-any-return]


# What is found of a `Good` whose registry tells nothing yet.
ALL_GOOD = dict.fromkeys(KINDS, "fine") | {
    "dmarc": "reject",
    "mta_sts": "enforce",
    "registration_end": "fine",
    "registration_lock": "fine",
}


def registration(days: int = 200, lock: bool = True) -> str:
    """What a registry says of a domain that ends in so many days."""
    states = '"client transfer prohibited"' if lock else '"active"'
    return (
        f'{{"status": [{states}], "events": [{{"eventAction": "expiration", '
        f'"eventDate": "{later(days).isoformat()}T10:00:00Z"}}]}}'
    )
